"""Grades an assignment: collects, autogrades, writes the feedback and exports the grades."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordo_assessments.nbgrader_bridge.exam_bank import load_exam_bank
from coordo_assessments.nbgrader_bridge.exports import (
    NOT_GRADED,
    STATUS_COLUMN,
    GradesExport,
    build_row,
)
from coordo_assessments.nbgrader_bridge.released import MARK, NOTEBOOK_NAME, PAPER_NAME

from coordo_course.assessment_errors import AssessmentError
from coordo_course.grading_batch import BatchAutograde, BatchFeedback, Conversion
from coordo_course.nbgrader_session import LOG_NAME, NbgraderSession

if TYPE_CHECKING:
    from collections.abc import Callable

    Progress = Callable[[str, int, int], None]

FAILED = "échec"
GRADES_NAME = "grades.csv"


@dataclass(frozen=True)
class GradedSubmission:
    """One line of the gradebook, and what an instructor should know of it (French)."""

    student: str
    name: str
    status: str
    score: float | None
    max_score: float
    is_new: bool
    notes: tuple[str, ...] = ()

    @property
    def is_graded(self) -> bool:
        """Whether the score says anything: a failure is told apart from a zero."""
        return self.status not in {FAILED, NOT_GRADED}


@dataclass(frozen=True)
class GradeReport:
    """What a grading did and where its files are."""

    assignment: str
    collected: int
    submissions: tuple[GradedSubmission, ...]
    seconds: float
    gradebook: Path
    feedback: Path
    grades: Path
    log: Path

    @property
    def ungraded(self) -> tuple[GradedSubmission, ...]:
        """Submissions without a grade: failed, or nothing readable in them."""
        return tuple(one for one in self.submissions if not one.is_graded)


def grade_assignment(
    root: Path, assignment: str, *, force: bool = False, on_step: Progress | None = None
) -> GradeReport:
    """Collect what the exchange holds, grade it, write feedback and grades.

    Args:
        root: the course's root.
        assignment: the module's id.
        force: grade again what is graded already (a mended key); what a person entered stays.
        on_step: called with (what is being done, steps done, steps in all).

    Raises:
        AssessmentError: nothing was released, or nothing was submitted.
        ContentError, ContentErrors: the bank or the references hold a fault.
    """
    start = time.perf_counter()
    tell = on_step or (lambda _what, _done, _total: None)
    session = NbgraderSession(root, assignment)
    _require_release(session)
    load_exam_bank(session.course, assignment)
    collected = collect_submissions(session)
    students = session.list_students("submitted")
    if not students:
        raise AssessmentError(
            f"Aucune copie de {assignment} dans {session.course / 'submitted'} ni dans l’échange."
        )
    conversions = _convert_all(session, students, force=force, tell=tell)
    grades = session.course / GRADES_NAME
    with session.open_gradebook() as gradebook:
        GradesExport(to=str(grades)).export(gradebook)
        submissions = tuple(_describe(session, gradebook, one) for one in conversions)
    return GradeReport(
        assignment=assignment,
        collected=collected,
        submissions=submissions,
        seconds=time.perf_counter() - start,
        gradebook=session.gradebook_path,
        feedback=session.course / "feedback",
        grades=grades,
        log=session.course / LOG_NAME,
    )


def collect_submissions(session: NbgraderSession) -> int:
    """Collect the latest submission of each trainee; return how many the exchange holds."""
    inbound = Path(session.exchange.Collect(coursedir=session.coursedir).root)
    if not (inbound / session.coursedir.course_id / "inbound").is_dir():
        return 0
    collector = session.run_exchange("Collect", update=True)
    return len(collector.src_records)


def _require_release(session: NbgraderSession) -> None:
    if not (session.find_folder("release") / PAPER_NAME).is_file():
        raise AssessmentError(
            f"{session.assignment} n’est pas encore publié\u202f: lancez d’abord "
            f"« coordo release {session.assignment} »."
        )


def _convert_all(
    session: NbgraderSession, students: list[str], *, force: bool, tell: Progress
) -> list[Conversion]:
    """Autograde every submission, then write the feedback of those that are graded."""
    total = 2 * len(students)
    graded: list[Conversion] = []
    written: list[Conversion] = []

    def tell_graded(one: Conversion) -> None:
        graded.append(one)
        tell(f"Correction de {one.student}", len(graded), total)

    def tell_written(one: Conversion) -> None:
        written.append(one)
        tell(f"Retour à {one.student}", len(students) + len(written), total)

    tell("Correction", 0, total)
    session.run_converter(BatchAutograde, force=force, on_conversion=tell_graded)
    if session.list_students("autograded"):
        session.run_converter(BatchFeedback, force=True, on_conversion=tell_written)
    return _merge(graded, written)


def _merge(graded: list[Conversion], written: list[Conversion]) -> list[Conversion]:
    """One conversion per submission: a feedback that failed is a failure too."""
    failed = {one.student: one for one in written if one.error}
    return [one if one.error else failed.get(one.student, one) for one in graded]


def _describe(session: NbgraderSession, gradebook: Any, one: Conversion) -> GradedSubmission:  # noqa: ANN401
    student = gradebook.find_student(one.student)
    assignment = gradebook.find_assignment(session.assignment)
    row = build_row(gradebook, assignment, student)
    name = " ".join(filter(None, (student.first_name, student.last_name)))
    return GradedSubmission(
        student=one.student,
        name=name or one.student,
        status=FAILED if one.error else row[STATUS_COLUMN],
        score=None if one.error else row.get("score"),
        max_score=row["max_score"],
        is_new=one.is_done,
        notes=(one.error,) if one.error else _read_notes(session, one.student),
    )


def _read_notes(session: NbgraderSession, student: str) -> tuple[str, ...]:
    """What the graded notebook reports on the submission."""
    path = session.find_folder("autograded", student) / NOTEBOOK_NAME
    marks = json.loads(path.read_text(encoding="utf-8"))["metadata"].get(MARK, {})
    return (*marks.get("faults", ()), *marks.get("repairs", ()))
