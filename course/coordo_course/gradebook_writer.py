"""Writes the grades of an assignment, batch by batch, by one process.

Grades, lateness and the note of what was done go together: a batch that is killed is written
whole or not at all. What a person entered is never touched (``grade_decision``), a late
penalty that a person changed stays.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.nbgrader_bridge.grading_ledger import grading_ledger
from sqlalchemy import select, update

from coordo_course.gradebook_batch import GradebookBatch
from coordo_course.gradebook_tables import (
    GRADE,
    STUDENT,
    SUBMISSION,
    SUBMITTED,
    AssignmentCells,
    load_cells,
)
from coordo_course.saved_grades import RecordedGrading, SavedGrades, show_grade

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from coordo_course.gradebook_batch import PenaltyRule
    from coordo_course.grading_worker import GradeOutcome


@dataclass(frozen=True)
class RecordedScore:
    """One score as it stands; ``points`` is what counts, the manual score where there is one."""

    name: str
    auto_score: float | None
    points: float
    is_by_hand: bool


class GradebookWriter:
    """The grades of one assignment's notebook in one gradebook."""

    def __init__(
        self, engine: Engine, assignment: str, notebook: str, penalty_rule: PenaltyRule
    ) -> None:
        """Read what the assignment is made of.

        Args:
            engine: of the gradebook.
            assignment: the module's id.
            notebook: name of the released notebook.
            penalty_rule: (student, score, seconds late) → points to take off, or None.

        Raises:
            NoResultFound: the gradebook does not have the notebook.
        """
        self._engine = engine
        self._rule = penalty_rule
        with begin_writing(self._engine) as connection:
            self._cells: AssignmentCells = load_cells(connection, assignment, notebook)

    def load_records(self) -> dict[str, RecordedGrading]:
        """What was done with each submission, by trainee."""
        ledger = grading_ledger.c
        query = (
            select(
                SUBMISSION.c.student_id,
                SUBMISSION.c.id,
                ledger.received,
                ledger.fingerprint,
                ledger.feedback,
            )
            .join(grading_ledger, ledger.submission_id == SUBMISSION.c.id)
            .where(SUBMISSION.c.assignment_id == self._cells.assignment_id)
        )
        with begin_writing(self._engine) as connection:
            return {
                student: RecordedGrading(*fields) for student, *fields in connection.execute(query)
            }

    def load_scores(self) -> dict[str, dict[str, RecordedScore]]:
        """Every score of the assignment, by trainee and item."""
        query = (
            select(STUDENT, GRADE)
            .join_from(STUDENT, SUBMISSION, SUBMISSION.c.student_id == STUDENT.c.id)
            .join(SUBMITTED, SUBMITTED.c.assignment_id == SUBMISSION.c.id)
            .join(GRADE, GRADE.c.notebook_id == SUBMITTED.c.id)
            .where(SUBMISSION.c.assignment_id == self._cells.assignment_id)
        )
        scores: dict[str, dict[str, RecordedScore]] = {}
        with begin_writing(self._engine) as connection:
            for row in connection.execute(query).mappings():
                item = self._cells.names[row[GRADE.c.cell_id]]
                names = (row[STUDENT.c.first_name], row[STUDENT.c.last_name])
                student = row[STUDENT.c.id]
                shown = show_grade({column.name: row[column] for column in GRADE.c}, None)
                scores.setdefault(student, {})[item] = RecordedScore(
                    name=" ".join(filter(None, names)) or student,
                    auto_score=row[GRADE.c.auto_score],
                    points=shown.score,
                    is_by_hand=row[GRADE.c.manual_score] is not None,
                )
        return scores

    def load_due_dates(self) -> tuple[datetime | None, dict[str, datetime]]:
        """The due date of all, and of those who have an extension (UTC without a zone)."""
        due = self._cells.duedate
        query = select(SUBMISSION.c.student_id, SUBMISSION.c.extension).where(
            SUBMISSION.c.assignment_id == self._cells.assignment_id,
            SUBMISSION.c.extension.is_not(None),
        )
        if due is None:
            return None, {}
        with begin_writing(self._engine) as connection:
            return due, {student: due + more for student, more in connection.execute(query)}

    def save(self, outcomes: Sequence[GradeOutcome]) -> dict[str, SavedGrades]:
        """Write what is new of a batch; return what the gradebook then holds of all of it."""
        with begin_writing(self._engine) as connection:
            batch = GradebookBatch(connection, self._cells, outcomes)
            batch.write_grades()
            batch.write_penalties(self._rule)
            return batch.build_saved()

    def save_feedback(self, written: Mapping[str, str]) -> None:
        """Note the feedback pages that were written: fingerprint by submission id."""
        with begin_writing(self._engine) as connection:
            for submission, fingerprint in written.items():
                connection.execute(
                    update(grading_ledger)
                    .where(grading_ledger.c.submission_id == submission)
                    .values(feedback=fingerprint)
                )


@contextmanager
def begin_writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that no other writer of the gradebook interleaves with."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
        connection.commit()
