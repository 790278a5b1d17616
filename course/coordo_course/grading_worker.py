"""What a worker of ``coordo grade`` does: grades one submission, draws one feedback page.

It writes files and touches no database. It imports neither nbgrader nor SQLAlchemy, which
would cost each worker a second and fifty megabytes.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coordo_assessments.nbgrader_bridge.exam_bank import load_exam_bank
from coordo_assessments.nbgrader_bridge.feedback_page import render_feedback_page, show_grades
from coordo_assessments.nbgrader_bridge.grade_submission import (
    grade_notebook,
    list_graded_cells,
    list_notes,
)
from coordo_assessments.nbgrader_bridge.rebuild import rebuild_notebook
from coordo_assessments.nbgrader_bridge.received_files import receive_files
from coordo_assessments.nbgrader_bridge.released import (
    NOTEBOOK_NAME,
    load_released_notebook,
    parse_notebook,
)
from coordo_assessments.nbgrader_bridge.submitted_notebook import is_unreadable, read_notebook
from coordo_assessments.nbgrader_bridge.terms import load_terms

from coordo_course.grading_files import copy_sidecars, remove_folder, replace_folder
from coordo_course.grading_fingerprint import fingerprint_folder, fingerprint_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from coordo_assessments.nbgrader_bridge.feedback_page import GradeShown
    from coordo_assessments.nbgrader_bridge.grade_decision import GradedCell
    from nbformat import NotebookNode

PAGE_NAME = NOTEBOOK_NAME.replace(".ipynb", ".html")
_GRADED_MODE = 0o444  # as nbgrader has them
_FEEDBACK_MODE = 0o644
_LONGEST_TIMESTAMP = 200


@dataclass(frozen=True)
class GradingJob:
    """What all submissions of a batch share.

    Attributes:
        inputs: fingerprint of all that a grade follows from besides the submission.
        source: folder whose files but ``kept`` replace the trainee's of the same name.
        is_dry: nothing is written (a preview).
        rekeys: log of the changes of keys, the course's own by default.
        counts_late: whether answers given after the due date are graded.
    """

    course: Path
    assignment: str
    release: Path
    source: Path
    ignored: tuple[str, ...]
    kept: tuple[str, ...]
    inputs: str
    is_dry: bool = False
    rekeys: Path | None = None
    counts_late: bool = True


@dataclass(frozen=True)
class GradeTask:
    """A submission to grade unless its fingerprint is the recorded one.

    ``due`` is when its answers stop to be on time (UTC without a zone).
    """

    student: str
    submission: Path
    graded: Path
    recorded: str | None
    due: datetime | None = None


@dataclass(frozen=True)
class GradeOutcome:
    """What a worker found; ``cells`` is empty where nothing had changed or it failed.

    ``received`` is the fingerprint of the submission, ``fingerprint`` of all that its grade
    follows from.
    """

    student: str
    fingerprint: str
    received: str = ""
    cells: tuple[GradedCell, ...] = ()
    notes: tuple[str, ...] = ()
    timestamp: str = ""
    error: str = ""
    seconds: float = 0.0

    @property
    def is_new(self) -> bool:
        """Whether there is something to write in the gradebook."""
        return bool(self.cells)


@dataclass(frozen=True)
class FeedbackTask:
    """A graded submission and what the gradebook says of it."""

    student: str
    graded: Path
    feedback: Path
    grades: Mapping[str, GradeShown]
    totals: Mapping[str, float | str]


def grade_submission(job: GradingJob, task: GradeTask) -> GradeOutcome:
    """Grade a submission and write its graded notebook; a failure is an outcome too."""
    start = time.perf_counter()
    try:
        late = f"{task.due} {job.counts_late}"
        received = fingerprint_folder(task.submission)
        fingerprint = fingerprint_text(received, job.inputs, late)
        if fingerprint == task.recorded and (task.graded / NOTEBOOK_NAME).is_file():
            return GradeOutcome(task.student, fingerprint, received)
        notebook = _grade(job, task)
        if not job.is_dry:
            _write_graded(job, task, notebook)
        return GradeOutcome(
            student=task.student,
            fingerprint=fingerprint,
            received=received,
            cells=list_graded_cells(notebook),
            notes=list_notes(notebook),
            timestamp=_read_timestamp(task.submission),
            seconds=time.perf_counter() - start,
        )
    except Exception as error:  # noqa: BLE001  (one submission never stops the others)
        if not job.is_dry:
            remove_folder(task.graded)
        return GradeOutcome(task.student, "", error=tell_error(error))


def write_feedback(job: GradingJob, task: FeedbackTask) -> tuple[str, str]:
    """Write a trainee's feedback page; return the trainee and the error, empty if none."""
    try:
        text = (task.graded / NOTEBOOK_NAME).read_text(encoding="utf-8")
        notebook = parse_notebook(text)
        show_grades(notebook, task.grades)
        page = render_feedback_page(notebook, task.totals)
        with replace_folder(task.feedback, _FEEDBACK_MODE) as folder:
            copy_sidecars(task.graded, folder, job.ignored)
            (folder / PAGE_NAME).write_text(page, encoding="utf-8")
    except Exception as error:  # noqa: BLE001
        return task.student, tell_error(error)
    return task.student, ""


def tell_error(error: BaseException) -> str:
    """One line on a failure."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}\u202f: {lines[0] if lines else ''}"[:300]


def _grade(job: GradingJob, task: GradeTask) -> NotebookNode:
    released = load_released_notebook(job.release, NOTEBOOK_NAME.removesuffix(".ipynb"))
    if released is None:
        raise FileNotFoundError(job.release / NOTEBOOK_NAME)
    path = task.submission / NOTEBOOK_NAME
    notebook = rebuild_notebook(released, _read_submitted(path, job.release / NOTEBOOK_NAME))
    terms = load_terms(
        job.course, task.submission, job.release, task.due, counts_late=job.counts_late
    )
    if job.is_dry:
        terms = replace(terms, receipt=None)
    exam = load_exam_bank(job.course, job.assignment, job.rekeys)
    grade_notebook(notebook, task.submission, exam, terms)
    return notebook


def _read_submitted(path: Path, release: Path) -> NotebookNode | None:
    """Read a submitted notebook; most are the released file, which needs no validation."""
    if not path.is_symlink() and path.is_file() and path.stat().st_size == release.stat().st_size:
        content = path.read_bytes()
        if content == release.read_bytes():
            return load_released_notebook(release.parent, release.stem)
    notebook = read_notebook(path)
    return None if is_unreadable(notebook) else notebook


def _write_graded(job: GradingJob, task: GradeTask, notebook: NotebookNode) -> None:
    with replace_folder(task.graded, _GRADED_MODE) as folder:
        receive_files(task.submission, folder, job.release)
        if job.source.is_dir():
            copy_sidecars(job.source, folder, (*job.ignored, *job.kept))
        # in one line: indenting costs more than grading
        text = json.dumps(notebook, ensure_ascii=False, sort_keys=True)
        (folder / NOTEBOOK_NAME).write_text(text, encoding="utf-8")


def _read_timestamp(submission: Path) -> str:
    path = submission / "timestamp.txt"
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open(encoding="utf-8", errors="replace") as stream:
        return stream.read(_LONGEST_TIMESTAMP).strip()
