"""What a French text should not hold: typewriter signs, missing spaces, words the course avoids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coordo_simulation.french import set_spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = re.compile(r"\[\[[^\]]*\]\]|https?://\S+|`[^`]*`")
_AROUND = 18

_RULES = (
    (re.compile(r"\w'\w"), "l’apostrophe typographique ’"),
    (re.compile(r'"[^"]*"?'), "des guillemets « »"),
    (re.compile(r"\.\.\."), "les points de suspension …"),
    (re.compile(r"!(?![^«»]*»)"), "une phrase sans point d’exclamation, hors des paroles"),
    (re.compile(r"\S {2,}\S"), "une seule espace"),
    (re.compile(r"\w·\w"), "féminin et masculin écrits, sans point médian"),
    (re.compile(r"\bnos aînés\b", re.IGNORECASE), "« les personnes », non « nos aînés »"),
)


def iter_french_faults(text: str) -> Iterator[tuple[str, str]]:
    """Yield each fault of a text as an excerpt and what was expected there, in French.

    Citations, addresses and code are not looked at.
    """
    plain = _MARKS.sub("x", text)
    for pattern, expected in _RULES:
        for found in pattern.finditer(plain):
            yield _cut(plain, found.start()), expected
    place = _find_first_difference(plain, set_spaces(plain))
    if place is not None:
        yield _cut(plain, place), "une espace insécable, fine avant ; : ! ? et dans « »"


def _find_first_difference(text: str, other: str) -> int | None:
    pairs = enumerate(zip(text, other, strict=False))
    return next((place for place, (one, two) in pairs if one != two), None)


def _cut(text: str, place: int) -> str:
    return text[max(place - _AROUND, 0) : place + _AROUND].replace("\n", " ").strip()
