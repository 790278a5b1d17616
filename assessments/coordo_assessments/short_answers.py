"""Compares short open answers whatever their accents, case, articles and punctuation."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_ARTICLES = frozenset({"l", "le", "la", "les", "un", "une", "d", "de", "du", "des"})
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})


def normalise(text: str) -> str:
    """Reduce a text to its words: no accent, no case, no article, no punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).casefold()
    words = _NOT_WORD.sub(" ", plain).split()
    return " ".join(word for word in words if word not in _ARTICLES)


def is_among(text: str, candidates: tuple[str, ...]) -> bool:
    """Whether a text says the same as one of the candidates."""
    normal = normalise(text)
    return bool(normal) and any(normal == normalise(candidate) for candidate in candidates)
