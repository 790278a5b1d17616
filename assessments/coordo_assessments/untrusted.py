"""Shows a word that a trainee chose (a file's name, an item's id) where it can do no harm."""

from __future__ import annotations

import unicodedata

LONGEST = 40


def show_untrusted(text: str, longest: int = LONGEST) -> str:
    """Return it short, and without what a terminal would obey; a page escapes it besides."""
    kept = "".join(char for char in text if not unicodedata.category(char).startswith("C"))
    return kept if len(kept) <= longest else f"{kept[:longest]}…"
