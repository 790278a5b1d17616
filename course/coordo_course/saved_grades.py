"""What the gradebook holds of a submission once it is graded."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.nbgrader_bridge.feedback_page import GradeShown

if TYPE_CHECKING:
    from coordo_course.gradebook_tables import Row


@dataclass(frozen=True)
class RecordedGrading:
    """What the ledger and the gradebook hold of one submission.

    Attributes:
        received: fingerprint of what was handed in.
        fingerprint: of what was graded, empty when it must be taken up again.
        feedback: fingerprint of the feedback page that was written.
    """

    submission_id: str
    received: str = ""
    fingerprint: str = ""
    feedback: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SavedGrades:
    """What the gradebook holds of a submission once a batch is written.

    ``is_rescored``: its points changed though what was handed in did not.
    """

    record: RecordedGrading
    grades: dict[str, GradeShown]
    penalty: float
    max_score: float
    is_rescored: bool

    @property
    def raw_score(self) -> float:
        """Points before the late penalty."""
        return math.fsum(one.score for one in self.grades.values())


def show_grade(grade: Row, comment: Row | None) -> GradeShown:
    """What nbgrader makes of a row: the manual score where there is one, plus extra credit."""
    points = grade["manual_score"] if grade["manual_score"] is not None else grade["auto_score"]
    extra = grade["extra_credit"] or 0.0
    return GradeShown(
        score=0.0 if points is None else points + extra,
        is_waiting=bool(grade["needs_manual_grade"]),
        is_by_hand=grade["manual_score"] is not None or bool(extra),
        comment=comment["manual_comment"] if comment else None,
    )
