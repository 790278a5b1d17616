"""Where a notebook stands: its folder, its module, its activity, the course around it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from coordo_assessments.course_root import CourseNotFoundError, find_course_root
from coordo_assessments.journal import FILE_NAME, Journal
from coordo_assessments.syllabus import load_syllabus
from coordo_simulation.references import ReferenceBook, load_references

if TYPE_CHECKING:
    from coordo_assessments.syllabus import Activity, Module, Syllabus

PAPER_NAME = "evaluation.items.json"
EVALUATION = "evaluation"
# JupyterLab names the notebook in the first, Voila in the second, with the address before it.
_NOTEBOOK_VARIABLES = ("JPY_SESSION_NAME", "SCRIPT_NAME", "PATH_INFO")
_declared: dict[str, str] = {}


@dataclass(frozen=True)
class Place:
    """The folder of a notebook, seen from the course.

    ``root`` is None where the folder stands alone, as an evaluation that was fetched does.
    ``activity`` is empty where nothing says which notebook is running.
    """

    folder: Path
    root: Path | None
    activity: str

    @property
    def module_id(self) -> str:
        """Id of the module: the name of its folder."""
        return self.folder.name

    @property
    def journal(self) -> Journal:
        """The journal of this folder."""
        return Journal(self.folder / FILE_NAME)

    @cached_property
    def syllabus(self) -> Syllabus | None:
        """The syllabus, where there is a course around."""
        return load_syllabus(self.root / "course" / "syllabus.yml") if self.root else None

    @cached_property
    def references(self) -> ReferenceBook:
        """The dated facts of the course; none where the folder stands alone."""
        if self.root is None:
            return ReferenceBook(references=())
        return load_references(self.root / "course" / "references.yml")

    @property
    def module(self) -> Module | None:
        """The module of the syllabus that this folder is."""
        return self.syllabus.by_id.get(self.module_id) if self.syllabus else None

    @property
    def current_activity(self) -> Activity | None:
        """The activity of the syllabus that this notebook is."""
        activities = self.module.activities if self.module else ()
        return next((entry for entry in activities if entry.id == self.activity), None)

    def name_activity(self, kind: str) -> str:
        """Id of this activity; where no one says it, that of the module's one of a kind."""
        if self.activity:
            return self.activity
        activities = self.module.activities if self.module else ()
        return next((entry.id for entry in activities if entry.kind == kind), kind)


def declare_activity(activity: str) -> None:
    """Say which activity the running notebook is, whatever the server tells the kernel."""
    _declared["activity"] = activity


def find_place(folder: Path | None = None) -> Place:
    """Find where the running notebook stands; a kernel runs in its notebook's folder."""
    here = (folder or Path.cwd()).resolve()
    try:
        root = find_course_root(here)
    except CourseNotFoundError:
        root = None
    return Place(folder=here, root=root, activity=_declared.get("activity") or _name_notebook())


def _name_notebook() -> str:
    for variable in _NOTEBOOK_VARIABLES:
        name = PurePosixPath(os.environ.get(variable, ""))
        if name.suffix == ".ipynb":
            return name.stem
    return ""
