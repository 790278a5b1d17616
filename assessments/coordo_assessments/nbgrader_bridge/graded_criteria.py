"""What each criterion gave a graded run, kept in its graded cell: a later rubric is compared to it.

The graded notebook is the instructor's; what is drawn for the trainee says the same in words.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed
from pydantic import TypeAdapter, ValidationError

from coordo_assessments.markdown import render_plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.rubric_result import PathScore

KEY = "criteria"


class GradedCriterion(Closed):
    """One criterion as it was graded.

    Attributes:
        label: plain French.
        points: None where the criterion was set aside.
        maximum: what it was worth.
        ceiling: what it caps the whole grade at, None where it does not.
    """

    id: str
    label: str
    points: Decimal | None
    maximum: Decimal
    ceiling: Decimal | None = None


_CRITERIA: TypeAdapter[tuple[GradedCriterion, ...]] = TypeAdapter(tuple[GradedCriterion, ...])


def list_criteria(score: PathScore, book: ReferenceBook) -> tuple[GradedCriterion, ...]:
    """Return what each criterion of a scored path gave, in the order of the rubric."""
    ceilings = {one.criterion: one.points for one in score.ceilings}
    return tuple(
        GradedCriterion(
            id=one.id,
            label=set_spaces(render_plain(one.label, book)).strip(),
            points=None if one.is_set_aside else one.points,
            maximum=one.maximum,
            ceiling=ceilings.get(one.id),
        )
        for one in score.criteria
    )


def dump_criteria(criteria: tuple[GradedCriterion, ...]) -> list[dict[str, Any]]:
    """Return criteria as a notebook keeps them."""
    dumped: list[dict[str, Any]] = _CRITERIA.dump_python(criteria, mode="json")
    return dumped


def parse_criteria(marks: Mapping[str, Any]) -> tuple[GradedCriterion, ...]:
    """Read criteria back from the marks of a graded cell; none where they were not kept."""
    try:
        return _CRITERIA.validate_python(marks.get(KEY, ()))
    except ValidationError:
        return ()
