"""The rule that makes one mark out of one, two, three or more.

One marker: that mark. Two who differ by no more than the tolerance: their mean, criterion by
criterion. Two who differ by more: a third reading is asked for, as blind as the others. Three
or more: the middle one, whole, so that points, levels and words come from one reading (of an
even number, the mean of the two in the middle). The rule does not ask who came first.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coordo_assessments.marking.book import Mark
    from coordo_assessments.marking.copies import RubricItem

Stage = Literal["à corriger", "deuxième avis", "troisième avis", "arrêtée"]
_TWO = 2


@dataclass(frozen=True)
class LevelReached:
    """The points on one criterion, and the level, or the two levels between which they fall.

    Texts are the bank's Markdown.
    """

    criterion: str
    points: Decimal
    points_max: Decimal
    descriptions: tuple[str, ...]


@dataclass(frozen=True)
class FinalMark:
    """What the trainee gets."""

    points: Decimal
    levels: tuple[LevelReached, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Settlement:
    """How far a text is, and its mark once it is settled."""

    stage: Stage
    final: FinalMark | None = None

    @property
    def is_settled(self) -> bool:
        """Whether no further reading is asked for."""
        return self.final is not None


def list_valid(item: RubricItem, marks: Iterable[Mark], text: str) -> tuple[Mark, ...]:
    """Keep the marks of this very text, by this very rubric, oldest reading first."""
    scale = {one.id: {level.points for level in one.levels} for one in item.rubric}
    valid = [
        mark
        for mark in marks
        if mark.text == text
        and mark.levels.keys() == scale.keys()
        and all(points in scale[criterion] for criterion, points in mark.levels.items())
    ]
    return tuple(sorted(valid, key=lambda mark: (mark.first_at, mark.marker)))


def settle(
    item: RubricItem, marks: Sequence[Mark], *, is_sampled: bool, tolerance: Decimal
) -> Settlement:
    """Settle the mark of a text from its valid marks (see ``list_valid``).

    Args:
        item: the question and its rubric.
        marks: one a marker.
        is_sampled: whether the text is to be marked twice in any case.
        tolerance: the part of the points of the question by which two marks may differ.
    """
    if not marks:
        return Settlement("à corriger")
    if len(marks) == 1 and is_sampled:
        return Settlement("deuxième avis")
    if len(marks) == _TWO and is_divergent(item, marks, tolerance):
        return Settlement("troisième avis")
    return Settlement("arrêtée", _build_final(item, _find_middle(marks)))


def is_divergent(item: RubricItem, marks: Sequence[Mark], tolerance: Decimal) -> bool:
    """Whether the first two marks differ by more than is tolerated."""
    gap = abs(marks[0].points - marks[1].points)
    return gap > tolerance * item.points


def _find_middle(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The mark in the middle, or the two of them."""
    ranked = sorted(marks, key=lambda mark: (mark.points, mark.first_at, mark.marker))
    half = len(ranked) // 2
    return (ranked[half],) if len(ranked) % 2 else tuple(ranked[half - 1 : half + 1])


def _build_final(item: RubricItem, marks: Sequence[Mark]) -> FinalMark:
    levels = tuple(_reach_level(item, index, marks) for index in range(len(item.rubric)))
    total = sum((level.points for level in levels), Decimal(0))
    readings = sorted(marks, key=lambda mark: (mark.first_at, mark.marker))
    comments = dict.fromkeys(mark.comment for mark in readings if mark.comment)
    return FinalMark(total.quantize(Decimal("0.01"), ROUND_HALF_UP), levels, tuple(comments))


def _reach_level(item: RubricItem, index: int, marks: Sequence[Mark]) -> LevelReached:
    criterion = item.rubric[index]
    given = [mark.levels[criterion.id] for mark in marks]
    return LevelReached(
        criterion=criterion.criterion,
        points=sum(given, Decimal(0)) / len(given),
        points_max=criterion.points,
        descriptions=tuple(
            level.description for level in criterion.levels if level.points in given
        ),
    )
