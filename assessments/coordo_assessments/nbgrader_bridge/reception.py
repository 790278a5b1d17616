"""Puts our reception of submissions in the place of nbgrader's own."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory

from coordo_assessments.nbgrader_bridge.received_files import (
    is_expected,
    load_timestamp,
    receive_files,
)
from coordo_assessments.nbgrader_bridge.released import find_release_folder

if TYPE_CHECKING:
    from datetime import datetime

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
