"""Exports the grades as nbgrader's own CSV, with one more column that tells a zero apart.

Read by the batch, not one trainee at a time, and summed here: the same bytes come out of
SQLite and PostgreSQL, whatever the order in which they add or sort.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook
from nbgrader.plugins import ExportPlugin
from sqlalchemy import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Row

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
_BATCH = 200
_NOTHING: dict[str, Any] = {
    "raw_score": 0.0,
    "late_submission_penalty": 0.0,
    "score": 0.0,
    STATUS_COLUMN: NOT_SUBMITTED,
}


class GradesExport(ExportPlugin):  # type: ignore[misc]
    """Nbgrader's columns in its order, then ``statut``; fields quoted where they must be."""

    def export(self, gradebook: Any) -> None:  # noqa: ANN401
        """Write the file named by ``--to``, or grades.csv."""
        target = Path(self.to or "grades.csv")
        students = list_students(gradebook, self.student)
        assignments = [
            assignment
            for assignment in sorted(gradebook.assignments, key=_order_assignment)
            if not self.assignment or assignment.name in map(str, self.assignment)
        ]
        count = 0
        with target.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, (*COLUMNS, STATUS_COLUMN), lineterminator="\n")
            writer.writeheader()
            for assignment in assignments:
                for row in iter_rows(gradebook, assignment, students):
                    writer.writerow(row)
                    count += 1
        self.log.info("Notes exportées dans %s (%d lignes)", target, count)


def list_students(gradebook: Any, wanted: Iterable[object] = ()) -> list[Any]:  # noqa: ANN401
    """Students by name then id, all or those of the ids wanted."""
    ids = {str(one) for one in wanted}
    students = [one for one in gradebook.students if not ids or one.id in ids]
    return sorted(students, key=lambda one: (one.last_name or "", one.first_name or "", one.id))


def iter_rows(
    gradebook: Any,  # noqa: ANN401
    assignment: Any,  # noqa: ANN401
    students: Iterable[Any],
) -> Iterator[dict[str, Any]]:
    """Yield a line of the export for each student.

    A missing submission has score 0, as nbgrader has it, and says that it is missing; one that
    could not be graded has no score.
    """
    same = {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "max_score": assignment.max_score,
    }
    left = iter(students)
    while batch := list(islice(left, _BATCH)):
        found = _load_submissions(gradebook, assignment.id, [student.id for student in batch])
        for student in batch:
            row = {
                "student_id": student.id,
                "last_name": student.last_name,
                "first_name": student.first_name,
                "email": student.email,
            }
            yield {**same, **row, **found.get(student.id, _NOTHING)}


def find_status(grades: Sequence[Any]) -> str:
    """Tell in French how far a submission is graded, from the rows of its grades."""
    if all(grade.auto_score is None and grade.manual_score is None for grade in grades):
        return NOT_GRADED
    return WAITING if any(grade.needs_manual_grade for grade in grades) else DONE


def _load_submissions(
    gradebook: Any,  # noqa: ANN401
    assignment_id: str,
    students: Sequence[str],
) -> dict[str, dict[str, Any]]:
    """What the export says of the submissions of some students, by student."""
    submission, notebook, grade = (
        table.__table__ for table in (SubmittedAssignment, SubmittedNotebook, Grade)
    )
    mine = (submission.c.assignment_id == assignment_id, submission.c.student_id.in_(students))
    heads = gradebook.db.execute(
        select(submission.c.student_id, submission.c.timestamp, notebook.c.late_submission_penalty)
        .join_from(submission, notebook, notebook.c.assignment_id == submission.c.id, isouter=True)
        .where(*mine)
    )
    grades: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in gradebook.db.execute(
        select(submission.c.student_id, *grade.c)
        .join_from(submission, notebook, notebook.c.assignment_id == submission.c.id)
        .join(grade, grade.c.notebook_id == notebook.c.id)
        .where(*mine)
    ):
        grades[row.student_id].append(row)
    found: dict[str, dict[str, Any]] = {}
    for student, timestamp, penalty in heads:
        row = found.setdefault(student, {"timestamp": timestamp, "late_submission_penalty": 0.0})
        row["late_submission_penalty"] += penalty or 0.0
    return {student: _build_row(row, grades[student]) for student, row in found.items()}


def _build_row(head: dict[str, Any], grades: Sequence[Row[Any]]) -> dict[str, Any]:
    status = find_status(grades)
    if status == NOT_GRADED:
        return {"timestamp": head["timestamp"], STATUS_COLUMN: status}
    raw = math.fsum(_count_points(grade) for grade in grades)
    score = max(0.0, raw - head["late_submission_penalty"])
    return {**head, "raw_score": raw, "score": score, STATUS_COLUMN: status}


def _count_points(grade: Row[Any]) -> float:
    points: float | None = grade.auto_score if grade.manual_score is None else grade.manual_score
    return 0.0 if points is None else points + float(grade.extra_credit or 0.0)


def _order_assignment(assignment: Any) -> tuple[bool, str, str]:  # noqa: ANN401
    """By due date as nbgrader has it on SQLite: those without one come first."""
    due = assignment.duedate
    return (due is not None, due.isoformat() if due else "", assignment.name)
