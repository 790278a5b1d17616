"""Puts our reception of submissions, and what the course knows of them, before nbgrader's own."""

from __future__ import annotations

import glob
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory

from coordo_assessments.nbgrader_bridge.received_files import (
    is_expected,
    list_known_files,
    load_timestamp,
    receive_files,
)
from coordo_assessments.nbgrader_bridge.released import find_release_folder
from coordo_assessments.nbgrader_bridge.terms import Terms

if TYPE_CHECKING:
    from datetime import datetime

RECEIPTS_FOLDER = "receipts"
RECEIPT_NAME = "recu.html"

_copy_stock = BaseConverter.init_assignment
_list_stock = Autograde.init_notebooks


def install_reception() -> None:
    """Make nbgrader's autograder of this process receive submissions as said above. Idempotent.

    Its own extension points come too late: the folder is copied, and the time of submission
    read, before any preprocessor runs.
    """
    BaseConverter.init_assignment = _init_assignment
    Autograde.init_notebooks = _init_notebooks
    CourseDirectory.get_existing_timestamp = _get_existing_timestamp


def load_terms(
    coursedir: Any,  # noqa: ANN401  (nbgrader is untyped)
    assignment: str,
    student: str,
    due: datetime | None = None,
    *,
    counts_late: bool = True,
) -> Terms:
    """Gather the terms of a submission.

    Args:
        coursedir: nbgrader's course directory.
        assignment: the module's id.
        student: nbgrader's id of the trainee.
        due: of the submission, as the gradebook holds it (UTC without a zone).
        counts_late: whether answers given after ``due`` are graded.
    """
    root = Path(coursedir.root)
    submitted = root / coursedir.submitted_directory
    folder = Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))
    release = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    return Terms(
        assignment=assignment,
        student=student,
        others=_list_names(submitted, _stamp(submitted)),
        due=_set_zone(due),
        counts_late=counts_late,
        received=_set_zone(load_timestamp(folder)),
        known_files=list_known_files(release, root.parent / "modules" / assignment),
        receipt=root / RECEIPTS_FOLDER / student / assignment / RECEIPT_NAME,
    )


def _init_assignment(self: Any, assignment_id: str, student_id: str) -> None:  # noqa: ANN401
    """Stands in for nbgrader's copy of a submission."""
    if not isinstance(self, Autograde):
        _copy_stock(self, assignment_id, student_id)
        return
    source = Path(self._format_source(assignment_id, student_id))
    target = Path(self._format_dest(assignment_id, student_id))
    receive_files(source, target, find_release_folder(self.coursedir, assignment_id))


def _init_notebooks(self: Any) -> None:  # noqa: ANN401
    """List the released notebooks of every submission, the missing ones of ours included."""
    release = find_release_folder(self.coursedir, self.coursedir.assignment_id)
    names = sorted(release.glob(f"{self.coursedir.notebook_id}.ipynb"))
    pattern = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
    folders = [Path(found) for found in glob.glob(pattern)]  # noqa: PTH207  (nbgrader's pattern)
    self.assignments = {
        str(folder): [str(folder / path.name) for path in names if is_expected(path, folder)]
        for folder in folders
        if folder.is_dir()
    }
    if not any(self.assignments.values()):
        _list_stock(self)


def _get_existing_timestamp(_self: Any, dest_path: str) -> datetime | None:  # noqa: ANN401
    """Stands in for nbgrader's reading, which stops at a text that is no time."""
    return load_timestamp(Path(dest_path))


def _set_zone(moment: datetime | None) -> datetime | None:
    """Nbgrader's times are in UTC and do not say so."""
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None


def _stamp(folder: Path) -> int:
    return folder.stat().st_mtime_ns if folder.is_dir() else 0


@lru_cache(maxsize=4)
def _list_names(folder: Path, changed: int) -> frozenset[str]:
    return frozenset(path.name for path in folder.iterdir()) if changed else frozenset()
