"""What a grading changes in the gradebook: a pure rule, the same for every way of grading.

What a person entered in formgrader (score, extra credit, comment) is never touched. A text
that a person has graded asks for a new look only when the answer has changed since.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.nbgrader_bridge.grade_cells import BLANK, BY_HAND, UNGRADED

if TYPE_CHECKING:
    from coordo_assessments.nbgrader_bridge.graded_criteria import GradedCriterion

NO_ANSWER = "Sans réponse."


@dataclass(frozen=True)
class GradeBefore:
    """What the gradebook holds of one question; ``None`` throughout for a new one."""

    auto_score: float | None = None
    manual_score: float | None = None
    needs_manual_grade: bool = True
    auto_comment: str | None = None


@dataclass(frozen=True)
class GradedCell:
    """What the grading of one question says.

    Attributes:
        state: one of ``grade_cells``' four.
        auto_score: points, None where a person must grade.
        note: what tells one handwritten answer from the next.
        criteria: of a case, what each gave.
    """

    item: str
    state: str
    auto_score: float | None
    note: str | None
    criteria: tuple[GradedCriterion, ...] = ()


@dataclass(frozen=True)
class GradeAfter:
    """What the gradebook must hold."""

    auto_score: float | None
    needs_manual_grade: bool
    auto_comment: str | None


def decide_grade(cell: GradedCell, before: GradeBefore) -> GradeAfter:
    """Return what to write for a question."""
    if cell.state == UNGRADED:
        return GradeAfter(None, needs_manual_grade=True, auto_comment=before.auto_comment)
    was_seen = before.manual_score is not None and not before.needs_manual_grade
    comment = NO_ANSWER if cell.state == BLANK else cell.note
    if cell.state == BY_HAND:
        is_same = before.auto_comment == cell.note
        return GradeAfter(None, not (was_seen and is_same), comment)
    is_same = before.auto_score == cell.auto_score
    needs = before.manual_score is not None and not (was_seen and is_same)
    return GradeAfter(cell.auto_score, needs, comment)
