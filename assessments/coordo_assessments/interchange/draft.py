"""An item in the making, from a question that lacks part of what the bank asks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coordo_assessments.interchange.question import Loss

if TYPE_CHECKING:
    from coordo_assessments.interchange.question import MoodleQuestion

TO_WRITE = "À compléter"


@dataclass
class Draft:
    """An item being made, with its tags and what it lost."""

    question: MoodleQuestion
    name: str
    tags: dict[str, list[str]]
    losses: list[Loss] = field(default_factory=list)

    def lose(self, key: str, reason: str) -> None:
        """Note what did not travel."""
        self.losses.append(Loss(self.name, key, reason))

    def explain(self, text: str, key: str) -> str:
        """An explanation, or the words that ask for one."""
        if text.strip():
            return text.strip()
        self.lose(key, "explication absente du fichier, à écrire.")
        return f"{TO_WRITE}\u202f: pourquoi."

    def ids(self, tag: str, count: int, prefix: str) -> list[str]:
        """Ids that a tag kept, or new ones in words: letters only, they travel to the trainee."""
        kept = self.tags.get(tag, [""])[0].split()
        if len(kept) == count and len(set(kept)) == count:
            return kept
        return [f"{prefix}-{_SPELLING[rank]}" for rank in _scatter(prefix, count)]


_SPELLING = tuple(
    f"{first}{second}" for first in "bcdfgjlmnprstv" for second in ("a", "e", "i", "o", "u")
)


def _scatter(prefix: str, count: int) -> list[int]:
    """Ranks in an order of their own for each prefix: ids must tell neither order nor pairs."""

    def draw(rank: int) -> bytes:
        return hashlib.sha256(f"{prefix}:{rank}".encode()).digest()

    ranks = sorted(range(count), key=draw)
    return ranks if ranks != list(range(count)) else ranks[::-1]
