"""Exports the grades as nbgrader's own CSV, with one more column that tells a zero apart."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from nbgrader.api import Grade, MissingEntry, SubmittedNotebook
from nbgrader.plugins import ExportPlugin

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
STATUS_COLUMN = "statut"
NOT_SUBMITTED = "non remis"
NOT_GRADED = "non corrigé"
WAITING = "à corriger à la main"
DONE = "corrigé"


class GradesExport(ExportPlugin):  # type: ignore[misc]
    """Nbgrader's columns in its order, then ``statut``; fields quoted where they must be."""

    def export(self, gradebook: Any) -> None:  # noqa: ANN401
        """Write the file named by ``--to``, or grades.csv."""
        target = Path(self.to or "grades.csv")
        rows = [
            build_row(gradebook, assignment, student)
            for assignment in gradebook.assignments
            if not self.assignment or assignment.name in map(str, self.assignment)
            for student in gradebook.students
            if not self.student or student.id in map(str, self.student)
        ]
        with target.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, (*COLUMNS, STATUS_COLUMN), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        self.log.info("Notes exportées dans %s (%d lignes)", target, len(rows))


def build_row(gradebook: Any, assignment: Any, student: Any) -> dict[str, Any]:  # noqa: ANN401
    """One line of the export.

    A missing submission has score 0, as nbgrader has it, and says that it is missing; one that
    could not be graded has no score.
    """
    row: dict[str, Any] = {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
    }
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        nothing = {"raw_score": 0.0, "late_submission_penalty": 0.0, "score": 0.0}
        return {**row, **nothing, STATUS_COLUMN: NOT_SUBMITTED}
    row |= {"timestamp": submission.timestamp, STATUS_COLUMN: find_status(gradebook, submission.id)}
    if row[STATUS_COLUMN] == NOT_GRADED:
        return row
    penalty = submission.late_submission_penalty
    return {
        **row,
        "raw_score": submission.score,
        "late_submission_penalty": penalty,
        "score": max(0.0, submission.score - penalty),
    }


def find_status(gradebook: Any, submission_id: str) -> str:  # noqa: ANN401
    """Tell in French how far a submission is graded."""
    grades = (
        gradebook.db.query(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .filter(SubmittedNotebook.assignment_id == submission_id)
        .all()
    )
    if all(grade.auto_score is None and grade.manual_score is None for grade in grades):
        return NOT_GRADED
    return WAITING if any(grade.needs_manual_grade for grade in grades) else DONE
