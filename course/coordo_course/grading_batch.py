"""Nbgrader's converters over many submissions, in one process, none stopping the others."""

from __future__ import annotations

import glob
import json
import re
import shutil
import traceback
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordo_assessments.nbgrader_bridge.released import MARK, NOTEBOOK_NAME, find_release_folder
from nbgrader.converters import Autograde, GenerateFeedback

from coordo_course.grading_worker import tell_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_course.nbgrader_session import NbgraderSession

    Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Conversion:
    """What a converter did with one submission.

    Attributes:
        student: the trainee's id.
        is_done: False where it was skipped (already done, unchanged) or failed.
        error: one line on the failure, empty when there is none.
        notes: what an instructor should know of the submission (French).
        is_rescored: its points changed though what was handed in did not.
    """

    student: str
    is_done: bool
    error: str = ""
    notes: tuple[str, ...] = ()
    is_rescored: bool = False


class BatchConverter:
    """Mixed into a converter: every submission on its own, each outcome told as it comes."""

    on_conversion: Callable[[Conversion], None]

    def convert_notebooks(self: Any) -> None:
        """Convert every assignment found, whatever happens to one of them."""
        for folder in sorted(self.assignments):
            self.notebooks = sorted(self.assignments[folder])
            self.on_conversion(self.convert_one(folder))

    def convert_one(self: Any, folder: str) -> Conversion:
        """Convert one submission; a failure leaves no half-made output behind."""
        assignment, student = self.read_ids(folder)
        try:
            is_done = self.init_destination(assignment, student)
            if is_done:
                self.init_assignment(assignment, student)
                for notebook in self.notebooks:
                    self.convert_single_notebook(notebook)
                self.set_permissions(assignment, student)
        except Exception as error:  # noqa: BLE001  (one submission never stops the others)
            self.log.error("%s : %s", student, traceback.format_exc())  # noqa: TRY400
            self.remove_output(assignment, student)
            return Conversion(student, is_done=False, error=tell_error(error))
        return Conversion(student, is_done)

    def read_ids(self: Any, folder: str) -> tuple[str, str]:
        """Return the (assignment, student) that a submission's folder belongs to."""
        pattern = self._format_source("(?P<assignment>.*)", "(?P<student>.*)", escape=True)
        found = re.match(pattern, folder)
        if found is None:
            raise ValueError(folder)
        return found["assignment"], found["student"]

    def remove_output(self: Any, assignment: str, student: str) -> None:
        """Remove what a failed conversion wrote."""
        destination = Path(self._format_dest(assignment, student))
        if destination.exists():
            shutil.rmtree(destination)


class BatchAutograde(BatchConverter, Autograde):  # type: ignore[misc]
    """Nbgrader's autograder for a whole class.

    A submission without its notebook is graded too: the answers stand in the journal.
    """

    def init_notebooks(self) -> None:
        """List the released notebooks of every submission, missing ones included."""
        release = find_release_folder(self.coursedir, self.coursedir.assignment_id)
        names = sorted(path.name for path in release.glob("*.ipynb"))
        pattern = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        self.assignments = {
            folder: [str(Path(folder) / name) for name in names]
            for folder in glob.glob(pattern)  # noqa: PTH207  (nbgrader's own pattern)
        }


class BatchFeedback(BatchConverter, GenerateFeedback):  # type: ignore[misc]
    """Nbgrader's feedback generator for a whole class."""


def convert_by_nbgrader(
    session: NbgraderSession, students: list[str], *, force: bool, tell: Progress
) -> list[Conversion]:
    """Autograde every submission, then write the feedback of those that are graded.

    This is the way of an assignment that also holds hand-written notebooks: those need a kernel.
    """
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
    failed = {one.student: one for one in written if one.error}
    return [
        one if one.error else failed.get(one.student) or _add_notes(session, one) for one in graded
    ]


def _add_notes(session: NbgraderSession, one: Conversion) -> Conversion:
    """Read what the graded notebook reports on its submission."""
    path = session.find_folder("autograded", one.student) / NOTEBOOK_NAME
    if not path.is_file():
        return one
    marks = json.loads(path.read_text(encoding="utf-8"))["metadata"].get(MARK, {})
    return replace(one, notes=(*marks.get("faults", ()), *marks.get("repairs", ())))
