"""One transaction over the grades of a batch of submissions."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING

from coordo_assessments.nbgrader_bridge.grade_cells import UNGRADED
from coordo_assessments.nbgrader_bridge.grade_decision import (
    GradeBefore,
    GradedCell,
    decide_grade,
)
from coordo_assessments.nbgrader_bridge.grading_ledger import grading_ledger
from coordo_assessments.nbgrader_bridge.late_penalties import settle_penalty
from nbgrader.utils import parse_utc
from sqlalchemy import delete, insert

from coordo_course.gradebook_tables import (
    COMMENT,
    GRADE,
    STUDENT,
    SUBMISSION,
    SUBMITTED,
    AssignmentCells,
    Row,
    insert_rows,
    load_rows,
    update_rows,
)
from coordo_course.saved_grades import RecordedGrading, SavedGrades, show_grade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from coordo_assessments.nbgrader_bridge.feedback_page import GradeShown
    from sqlalchemy import Connection, Table

    from coordo_course.grading_worker import GradeOutcome

    PenaltyRule = Callable[[str, float, float], float | None]


class GradebookBatch:
    """One transaction over a batch of submissions."""

    def __init__(
        self, connection: Connection, cells: AssignmentCells, outcomes: Sequence[GradeOutcome]
    ) -> None:
        """Read the rows of a batch, and insert those that are missing.

        Args:
            connection: in a transaction that no other writer interleaves with.
            cells: what the assignment is made of.
            outcomes: of the workers; a failure takes back the scores that stood before.
        """
        self._connection = connection
        self._cells = cells
        self._outcomes = {one.student: _settle(one, cells) for one in outcomes}
        self._rescored: set[str] = set()
        self._submissions = self._find_submissions()
        self._notebooks = self._find_notebooks()
        self._grades = self._find_cells(GRADE, self._cells.graded)
        self._comments = self._find_cells(COMMENT, self._cells.commented)
        self._ledger = {
            row["submission_id"]: row
            for row in load_rows(
                connection, grading_ledger, "submission_id", self._notebooks.keys()
            )
        }

    def write_grades(self) -> None:
        """Write scores and automatic comments where they differ from what stands."""
        grades: list[Row] = []
        comments: list[Row] = []
        for student, cell in self._iter_graded():
            grade = self._find(self._grades, student, cell.item)
            comment = self._find(self._comments, student, cell.item)
            if grade is None:
                continue
            after = decide_grade(cell, _read_before(grade, comment))
            new = {"auto_score": after.auto_score, "needs_manual_grade": after.needs_manual_grade}
            if any(grade[name] != value for name, value in new.items()):
                if grade["auto_score"] != new["auto_score"] and self._is_same_copy(student):
                    self._rescored.add(student)
                grade.update(new)
                grades.append({"id": grade["id"], **new})
            if comment is not None and comment["auto_comment"] != after.auto_comment:
                comment["auto_comment"] = after.auto_comment
                comments.append({"id": comment["id"], "auto_comment": after.auto_comment})
        update_rows(self._connection, GRADE, grades)
        update_rows(self._connection, COMMENT, comments)

    def write_penalties(self, rule: PenaltyRule) -> None:
        """Settle the lateness of what is new, and note what was done."""
        lines: list[Row] = []
        for student, outcome in self._outcomes.items():
            if not outcome.is_new:
                continue
            submission = self._submissions[student]
            notebook = self._notebooks[submission["id"]]
            before = self._ledger.get(submission["id"])
            penalty = self._apply_rule(rule, student)
            kept = settle_penalty(
                notebook["late_submission_penalty"],
                penalty,
                recorded=before["penalty"] if before else None,
                is_recorded=before is not None,
            )
            if kept != notebook["late_submission_penalty"]:
                notebook["late_submission_penalty"] = kept
                row = {"id": notebook["id"], "late_submission_penalty": kept}
                update_rows(self._connection, SUBMITTED, [row])
            line = {
                "submission_id": submission["id"],
                "received": outcome.received,
                "fingerprint": outcome.fingerprint,
                "feedback": before["feedback"] if before else None,
                "penalty": penalty,
                "notes": json.dumps(outcome.notes, ensure_ascii=False),
            }
            self._ledger[submission["id"]] = line
            lines.append(line)
        self._write_ledger(lines)

    def build_saved(self) -> dict[str, SavedGrades]:
        """Gather what the gradebook holds of every submission of the batch."""
        return {student: self._build_saved(student) for student in self._outcomes}

    def _is_same_copy(self, student: str) -> bool:
        """Whether what was handed in is what was graded last time."""
        before = self._ledger.get(self._submissions[student]["id"])
        return before is not None and before["received"] == self._outcomes[student].received

    def _iter_graded(self) -> Iterator[tuple[str, GradedCell]]:
        for student, outcome in self._outcomes.items():
            for cell in outcome.cells:
                yield student, cell

    def _find_submissions(self) -> dict[str, Row]:
        """Rows of the submissions, those of new trainees and submissions inserted."""
        students = set(self._outcomes)
        known = {row["id"] for row in load_rows(self._connection, STUDENT, "id", students)}
        insert_rows(self._connection, STUDENT, [{"id": one} for one in sorted(students - known)])
        assignment = self._cells.assignment_id
        rows = load_rows(
            self._connection, SUBMISSION, "student_id", students, assignment_id=assignment
        )
        found = {row["student_id"]: row for row in rows}
        self._update_timestamps(found)
        missing = [
            {
                "student_id": student,
                "assignment_id": assignment,
                "timestamp": self._parse_timestamp(self._outcomes[student]),
            }
            for student in sorted(students - set(found))
        ]
        new = insert_rows(self._connection, SUBMISSION, missing)
        return {**found, **{row["student_id"]: {"extension": None, **row} for row in new}}

    def _update_timestamps(self, found: dict[str, Row]) -> None:
        changed = []
        for student, row in found.items():
            outcome = self._outcomes[student]
            timestamp = self._parse_timestamp(outcome)
            if outcome.is_new and timestamp is not None and timestamp != row["timestamp"]:
                row["timestamp"] = timestamp
                changed.append({"id": row["id"], "timestamp": timestamp})
        update_rows(self._connection, SUBMISSION, changed)

    def _parse_timestamp(self, outcome: GradeOutcome) -> datetime | None:
        if not outcome.timestamp:
            return None
        try:
            moment: datetime = parse_utc(outcome.timestamp)
        except (ValueError, OverflowError):
            return None
        return moment

    def _find_notebooks(self) -> dict[str, Row]:
        """Rows of the submitted notebook by submission id, new ones inserted."""
        ids = [row["id"] for row in self._submissions.values()]
        notebook = self._cells.notebook_id
        rows = load_rows(self._connection, SUBMITTED, "assignment_id", ids, notebook_id=notebook)
        found = {row["assignment_id"]: row for row in rows}
        missing = [
            {"assignment_id": one, "notebook_id": notebook, "late_submission_penalty": None}
            for one in ids
            if one not in found
        ]
        new = insert_rows(self._connection, SUBMITTED, missing)
        return {**found, **{row["assignment_id"]: row for row in new}}

    def _find_cells(self, table: Table, cells: Iterable[str]) -> dict[tuple[str, str], Row]:
        """Rows of grades or comments by (submitted notebook, grade id), missing ones inserted."""
        names = self._cells.names
        notebooks = [row["id"] for row in self._notebooks.values()]
        rows = load_rows(self._connection, table, "notebook_id", notebooks)
        found = {(row["notebook_id"], row["cell_id"]) for row in rows}
        blank = dict.fromkeys(
            ("auto_comment", "manual_comment")
            if table is COMMENT
            else ("auto_score", "manual_score", "extra_credit")
        )
        extra = {} if table is COMMENT else {"needs_manual_grade": True}
        missing = [
            {"notebook_id": notebook, "cell_id": cell, **blank, **extra}
            for notebook in notebooks
            for cell in cells
            if (notebook, cell) not in found
        ]
        rows.extend(insert_rows(self._connection, table, missing))
        return {(row["notebook_id"], names[row["cell_id"]]): row for row in rows}

    def _find(self, rows: dict[tuple[str, str], Row], student: str, item: str) -> Row | None:
        notebook = self._notebooks[self._submissions[student]["id"]]
        return rows.get((notebook["id"], item))

    def _apply_rule(self, rule: PenaltyRule, student: str) -> float | None:
        """Points that the course's rule takes off, within the score; None on time."""
        submission = self._submissions[student]
        due = self._cells.duedate
        if submission["timestamp"] is None or due is None:
            return None
        if submission["extension"] is not None:
            due += submission["extension"]
        late = (submission["timestamp"] - due).total_seconds()
        if late <= 0:
            return None
        score = math.fsum(one.score for one in self._show(student).values())
        penalty = rule(student, score, late)
        return None if penalty is None else min(max(penalty, 0.0), score)

    def _show(self, student: str) -> dict[str, GradeShown]:
        return {
            item: show_grade(grade, self._find(self._comments, student, item))
            for item in self._cells.names.values()
            if (grade := self._find(self._grades, student, item)) is not None
        }

    def _build_saved(self, student: str) -> SavedGrades:
        submission = self._submissions[student]["id"]
        line = self._ledger[submission]
        penalty = self._notebooks[submission]["late_submission_penalty"]
        return SavedGrades(
            record=RecordedGrading(
                submission_id=submission,
                received=line["received"],
                fingerprint=line["fingerprint"],
                feedback=line["feedback"],
                notes=tuple(json.loads(line["notes"])),
            ),
            is_rescored=student in self._rescored,
            grades=self._show(student),
            penalty=penalty or 0.0,
            max_score=self._cells.max_score,
        )

    def _write_ledger(self, lines: list[Row]) -> None:
        if not lines:
            return
        ids = [line["submission_id"] for line in lines]
        column = grading_ledger.c.submission_id
        self._connection.execute(delete(grading_ledger).where(column.in_(ids)))
        self._connection.execute(insert(grading_ledger), lines)


def _settle(outcome: GradeOutcome, cells: AssignmentCells) -> GradeOutcome:
    """Give a failure the cells that say so: no score stands for what could not be graded."""
    if not outcome.error:
        return outcome
    names = (cells.names[cell] for cell in cells.graded)
    ungraded = tuple(GradedCell(name, UNGRADED, None, None) for name in names)
    return replace(outcome, cells=ungraded, notes=(outcome.error,))


def _read_before(grade: Row, comment: Row | None) -> GradeBefore:
    return GradeBefore(
        auto_score=grade["auto_score"],
        manual_score=grade["manual_score"],
        needs_manual_grade=bool(grade["needs_manual_grade"]),
        auto_comment=comment["auto_comment"] if comment else None,
    )
