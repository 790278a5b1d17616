"""Grades the submissions of a class by a pool of workers and a single writer.

Measured on two processors with 40 items: a submission costs its worker 10 to 15 ms and the
gradebook 1 to 2 ms when it is written by the batch, so one writer keeps up with a dozen
workers, and nobody waits for a lock. While a batch is written, the workers are at the next.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from coordo_assessments.nbgrader_bridge.released import (
    JOURNAL_NAME,
    NOTEBOOK_NAME,
    is_compiled,
    load_released_notebook,
)
from coordo_assessments.nbgrader_bridge.terms import COUNTED
from nbgrader.preprocessors import AssignLatePenalties

from coordo_course import grading_worker
from coordo_course.gradebook_tables import load_notebooks
from coordo_course.gradebook_writer import GradebookWriter, begin_writing
from coordo_course.grading_batch import Conversion
from coordo_course.grading_fingerprint import fingerprint_inputs, fingerprint_text
from coordo_course.grading_pool import GradingPool, Sent, count_workers
from coordo_course.grading_worker import (
    PAGE_NAME,
    FeedbackTask,
    GradeOutcome,
    GradeTask,
    GradingJob,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from coordo_course.gradebook_batch import PenaltyRule
    from coordo_course.nbgrader_session import NbgraderSession
    from coordo_course.saved_grades import SavedGrades

    Progress = Callable[[str, int, int], None]

BATCH = 64
FEW = 40  # starting workers costs what grading so many does
_DEAD = "le processus de correction s’est arrêté deux fois (mémoire\u202f?)"
NOTEBOOK = NOTEBOOK_NAME.removesuffix(".ipynb")


def is_all_compiled(session: NbgraderSession) -> bool:
    """Whether all that was released came from a bank, so that no kernel is needed.

    A folder shared by a group of graders wants nbgrader's own care for permissions.
    """
    release = session.find_folder("release")
    notebook = load_released_notebook(release, NOTEBOOK)
    with session.open_gradebook() as gradebook, begin_writing(gradebook.engine) as connection:
        names = load_notebooks(connection, session.assignment)
    is_ours = notebook is not None and is_compiled(notebook)
    return is_ours and names == [NOTEBOOK] and not session.coursedir.groupshared


def grade_in_batches(
    session: NbgraderSession,
    students: list[str],
    *,
    force: bool,
    workers: int | None,
    tell: Progress,
) -> list[Conversion]:
    """Grade what has changed, write the gradebook and the feedback.

    Args:
        session: of the course.
        students: who has a submission.
        force: grade what has not changed too.
        workers: processes; None for as many as pay.
        tell: called with (what is being done, steps done, steps in all).
    """
    count = workers or choose_workers(students)
    with session.open_gradebook() as gradebook:
        rule = build_penalty_rule(session)
        writer = GradebookWriter(gradebook.engine, session.assignment, NOTEBOOK, rule)
        with GradingPool(build_job(session), count, grading_worker.__name__) as pool:
            run = _Run(session, writer, pool, force=force)
            conversions = []
            for one in run.iter_conversions(students):
                conversions.append(one)
                tell(f"Correction de {one.student}", len(conversions), len(students))
            return conversions


def choose_workers(students: Sequence[str]) -> int:
    """How many processes pay for so many submissions."""
    return 1 if len(students) <= FEW else count_workers()


def iter_graded(
    session: NbgraderSession, pool: GradingPool, students: Sequence[str]
) -> Iterator[GradeOutcome]:
    """Grade submissions, whatever was done before; for a job that writes nothing."""
    with session.open_gradebook() as gradebook:
        rule = build_penalty_rule(session)
        writer = GradebookWriter(gradebook.engine, session.assignment, NOTEBOOK, rule)
        run = _Run(session, writer, pool, force=True)
        for batch in _split(students):
            yield from run.send(batch).iter_results(_tell_death)


def build_job(session: NbgraderSession, *, is_dry: bool = False) -> GradingJob:
    """Gather what all submissions of an assignment share."""
    release = session.find_folder("release")
    kept = session.config.Autograde.get("exclude_overwriting", {}).get(session.assignment, ())
    return GradingJob(
        course=session.course,
        assignment=session.assignment,
        release=release,
        source=session.find_folder("source"),
        ignored=tuple(session.coursedir.ignore),
        kept=(*kept, JOURNAL_NAME),
        inputs=fingerprint_inputs(session.root, session.assignment, release),
        is_dry=is_dry,
        counts_late=session.config.GradeFromJournal.get("late_answers", COUNTED) == COUNTED,
    )


def build_penalty_rule(session: NbgraderSession) -> PenaltyRule:
    """The course's rule for late submissions, as nbgrader is configured."""
    step = AssignLatePenalties(config=session.config)
    step.init_plugin()
    rule: PenaltyRule = step.plugin_inst.late_submission_penalty
    return rule


class _Run:
    """One run over a class."""

    def __init__(
        self, session: NbgraderSession, writer: GradebookWriter, pool: GradingPool, *, force: bool
    ) -> None:
        self._session = session
        self._writer = writer
        self._pool = pool
        self._force = force
        self._records = writer.load_records()
        self._due, self._own_due = writer.load_due_dates()

    def iter_conversions(self, students: list[str]) -> Iterator[Conversion]:
        """Yield what was done with each submission; the next batch is always on its way."""
        ahead = None
        for batch in _split(students):
            sent = self.send(batch)
            if ahead is not None:
                yield from self._finish(ahead)
            ahead = sent
        if ahead is not None:
            yield from self._finish(ahead)

    def send(self, students: Iterable[str]) -> Sent[GradeTask, GradeOutcome]:
        """Give a batch of submissions to the workers."""
        tasks = [
            GradeTask(
                student=student,
                submission=self._find("submitted", student),
                graded=self._find("autograded", student),
                recorded=self._find_recorded(student),
                due=self._own_due.get(student, self._due),
            )
            for student in students
        ]
        return self._pool.send(grading_worker.grade_submission, tasks)

    def _find_recorded(self, student: str) -> str | None:
        record = self._records.get(student)
        return record.fingerprint if record and not self._force else None

    def _find(self, step: str, student: str) -> Path:
        return self._session.find_folder(step, student)

    def _finish(self, sent: Sent[GradeTask, GradeOutcome]) -> Iterator[Conversion]:
        """Write the grades of a batch, then the feedback that has changed."""
        outcomes = list(sent.iter_results(_tell_death))
        for outcome in outcomes:
            if outcome.error:
                self._session.log_error(f"{outcome.student} : {outcome.error}")
        saved = self._writer.save(outcomes)
        failed = {outcome.student for outcome in outcomes if outcome.error}
        failures = self._write_feedback(
            {student: one for student, one in saved.items() if student not in failed}
        )
        for outcome in outcomes:
            error = outcome.error or failures.get(outcome.student, "")
            one = saved[outcome.student]
            yield Conversion(
                student=outcome.student,
                is_done=outcome.is_new and not error,
                error=error,
                notes=one.record.notes,
                is_rescored=one.is_rescored,
            )

    def _write_feedback(self, saved: dict[str, SavedGrades]) -> dict[str, str]:
        """Write the pages whose content has changed; return the errors by trainee."""
        prints = {student: _fingerprint_page(one) for student, one in saved.items()}
        changed = {
            student: one
            for student, one in saved.items()
            if self._force
            or one.record.feedback != prints[student]
            or not (self._find("feedback", student) / PAGE_NAME).is_file()
        }
        tasks = [self._build_feedback(student, one) for student, one in changed.items()]
        sent = self._pool.send(grading_worker.write_feedback, tasks)
        results = dict(sent.iter_results(lambda task: (task.student, _DEAD)))
        failures = {student: error for student, error in results.items() if error}
        self._writer.save_feedback(
            {
                one.record.submission_id: prints[student]
                for student, one in changed.items()
                if student not in failures
            }
        )
        return failures

    def _build_feedback(self, student: str, saved: SavedGrades) -> FeedbackTask:
        totals: dict[str, Any] = {
            "assignment": self._session.assignment,
            "score": saved.raw_score - saved.penalty,
            "max_score": saved.max_score,
            "late_penalty": saved.penalty,
        }
        return FeedbackTask(
            student=student,
            graded=self._find("autograded", student),
            feedback=self._find("feedback", student),
            grades=saved.grades,
            totals=totals,
        )


def _fingerprint_page(saved: SavedGrades) -> str:
    grades = sorted((item, repr(shown)) for item, shown in saved.grades.items())
    return fingerprint_text(saved.record.fingerprint, repr(grades), repr(saved.penalty))


def _tell_death(task: GradeTask) -> GradeOutcome:
    return GradeOutcome(task.student, "", error=_DEAD)


def _split(students: Sequence[str]) -> Iterator[list[str]]:
    left = iter(students)
    while batch := list(itertools.islice(left, BATCH)):
        yield batch
