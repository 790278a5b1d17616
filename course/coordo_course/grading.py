"""Grades an assignment: collects, autogrades, writes the feedback and exports the grades."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordo_assessments.graded_case import check_released, load_graded_case
from coordo_assessments.nbgrader_bridge.copies import find_copies
from coordo_assessments.nbgrader_bridge.exam_bank import load_exam_bank
from coordo_assessments.nbgrader_bridge.exports import (
    NOT_GRADED,
    STATUS_COLUMN,
    GradesExport,
    iter_rows,
    list_students,
)
from coordo_assessments.nbgrader_bridge.released import PAPER_NAME, load_paper
from nbgrader.converters import GenerateAssignment

from coordo_course.assessment_errors import AssessmentError
from coordo_course.gradebook_tables import load_notebooks
from coordo_course.gradebook_writer import begin_writing
from coordo_course.grading_batch import Conversion, convert_by_nbgrader
from coordo_course.grading_notices import NOTICES_NAME, add_copies, write_notices
from coordo_course.grading_run import grade_in_batches, is_all_compiled
from coordo_course.nbgrader_session import LOG_NAME, NbgraderSession

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
    is_rescored: bool = False

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
    gradebook: Path | str
    feedback: Path
    grades: Path
    log: Path
    notices: Path

    @property
    def renewed(self) -> int:
        """Submissions graded now, those that had not changed left out."""
        return sum(one.is_new for one in self.submissions)

    @property
    def rescored(self) -> int:
        """Submissions whose points changed though what was handed in did not."""
        return sum(one.is_rescored for one in self.submissions)

    @property
    def ungraded(self) -> tuple[GradedSubmission, ...]:
        """Submissions without a grade: failed, or nothing readable in them."""
        return tuple(one for one in self.submissions if not one.is_graded)


def grade_assignment(  # noqa: PLR0913  (each names itself where it is given)
    root: Path,
    assignment: str,
    *,
    force: bool = False,
    database: str | None = None,
    workers: int | None = None,
    on_step: Progress | None = None,
) -> GradeReport:
    """Collect what the exchange holds, grade it, write feedback and grades.

    A submission is graded again when it, the release, the keys or the code have changed since.

    Args:
        root: the course's root.
        assignment: the module's id.
        force: grade all again; what a person entered stays.
        database: SQLAlchemy URL of the gradebook, the course's own by default.
        workers: processes, by default as many as pay.
        on_step: called with (what is being done, steps done, steps in all).

    Raises:
        AssessmentError: nothing was released, or nothing was submitted.
        ContentError, ContentErrors: the bank or the references hold a fault, or the rubric of the
            case no longer fits what was released.
    """
    start = time.perf_counter()
    tell = on_step or (lambda _what, _done, _total: None)
    session = NbgraderSession(root, assignment, database)
    _require_release(session)
    load_exam_bank(session.course, assignment)
    case = load_paper(session.find_folder("release")).case
    if case is not None:
        check_released(load_graded_case(root, assignment), case)
    _register_assignment(session)
    collected = collect_submissions(session)
    students = session.list_students("submitted")
    if not students:
        raise AssessmentError(
            f"Aucune copie de {assignment} dans {session.course / 'submitted'} ni dans l’échange."
        )
    if is_all_compiled(session):
        conversions = grade_in_batches(session, students, force=force, workers=workers, tell=tell)
    else:
        conversions = convert_by_nbgrader(session, students, force=force, tell=tell)
    folders = {student: session.find_folder("submitted", student) for student in students}
    conversions = add_copies(conversions, find_copies(folders))
    tell("Export des notes", len(students), len(students))
    grades = session.course / GRADES_NAME
    submissions = _export(session, grades, conversions)
    write_notices(session.course / NOTICES_NAME, submissions)
    return GradeReport(
        assignment=assignment,
        collected=collected,
        submissions=submissions,
        seconds=time.perf_counter() - start,
        gradebook=session.gradebook_name,
        feedback=session.course / "feedback",
        grades=grades,
        log=session.course / LOG_NAME,
        notices=session.course / NOTICES_NAME,
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


def _register_assignment(session: NbgraderSession) -> None:
    """Tell a gradebook that has never heard of the assignment what it is made of."""
    with session.open_gradebook() as gradebook, begin_writing(gradebook.engine) as connection:
        is_known = bool(load_notebooks(connection, session.assignment))
    if not is_known:
        session.run_converter(GenerateAssignment, force=True)


def _export(
    session: NbgraderSession, grades: Path, conversions: Sequence[Conversion]
) -> tuple[GradedSubmission, ...]:
    """Write the CSV of all grades, and describe those of the assignment."""
    with session.open_gradebook() as gradebook:
        GradesExport(to=str(grades)).export(gradebook)
        by_student = {one.student: one for one in conversions}
        students = list_students(gradebook, by_student)
        assignment = gradebook.find_assignment(session.assignment)
        described = {
            row["student_id"]: _describe(row, by_student[row["student_id"]])
            for row in iter_rows(gradebook, assignment, students)
        }
    return tuple(described.get(one.student, _describe_failure(one)) for one in conversions)


def _describe(row: Mapping[str, Any], one: Conversion) -> GradedSubmission:
    name = " ".join(filter(None, (row["first_name"], row["last_name"])))
    if one.error:
        return replace(_describe_failure(one), name=name or one.student)
    return GradedSubmission(
        student=one.student,
        name=name or one.student,
        status=row[STATUS_COLUMN],
        score=row.get("score"),
        max_score=row["max_score"],
        is_new=one.is_done,
        notes=one.notes,
        is_rescored=one.is_rescored,
    )


def _describe_failure(one: Conversion) -> GradedSubmission:
    """A failure may have left nothing in the gradebook, not even the trainee."""
    return GradedSubmission(
        student=one.student,
        name=one.student,
        status=FAILED,
        score=None,
        max_score=0.0,
        is_new=False,
        notes=(one.error,),
    )
