"""A settled mark as the words of a gradebook comment, and back.

nbgrader keeps one text beside a grade. Writing the levels there, in plain words, makes them show
in formgrader, in the feedback and in any export, and leaves the gradebook the only thing that a
feedback reads. A text that a person changed so that it no longer reads as a rubric is a comment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_simulation.french import format_number

from coordo_assessments.markdown import render_plain

if TYPE_CHECKING:
    from decimal import Decimal

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.marking.settling import FinalMark, LevelReached

HEAD = "Grille de correction"
_LEVEL = re.compile(r"– (?P<criterion>.+)\u202f: (?P<points>[\d,]+ / [\d,]+)\. (?P<words>.*)")


@dataclass(frozen=True)
class WrittenLevel:
    """One criterion as a comment tells it; ``points`` reads « 1 / 2 »."""

    criterion: str
    points: str
    words: str


def write_comment(final: FinalMark, book: ReferenceBook) -> str:
    """Write a settled mark: the level reached on each criterion, then the comments."""
    lines = "\n".join(_write_level(level, book) for level in final.levels)
    return "\n\n".join([f"{HEAD}\n{lines}", *final.comments])


def read_comment(text: str) -> tuple[tuple[WrittenLevel, ...], str]:
    """Read a gradebook comment: its levels, none where it holds no rubric, and the rest."""
    head, _, rest = text.partition("\n\n")
    title, *lines = head.split("\n")
    found = [_LEVEL.fullmatch(line) for line in lines]
    if title != HEAD or not found or not all(found):
        return (), text
    levels = tuple(WrittenLevel(**match.groupdict()) for match in found if match)
    return levels, rest


def write_points(points: Decimal) -> str:
    """Write points with as many decimals as they need, two at most."""
    exact = points.normalize().as_tuple().exponent
    return format_number(points, min(2, max(0, -int(exact))))


def _write_level(level: LevelReached, book: ReferenceBook) -> str:
    words = " / ".join(_flatten(text, book) for text in level.descriptions)
    points = f"{write_points(level.points)} / {write_points(level.points_max)}"
    return f"– {_flatten(level.criterion, book)}\u202f: {points}. {words}"


def _flatten(text: str, book: ReferenceBook) -> str:
    """One line, citations replaced by their values."""
    return " ".join(render_plain(text, book).split())
