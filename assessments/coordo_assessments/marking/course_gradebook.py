"""What marking reads of nbgrader: the course's gradebook, its names, its late answers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from coordo_assessments.nbgrader_bridge.terms import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from traitlets.config import Config

CONFIG_NAME = "nbgrader_config.py"


@contextmanager
def open_gradebook(course: Path) -> Iterator[Any]:
    """Open the gradebook that ``course/nbgrader_config.py`` names."""
    coursedir = CourseDirectory(config=_load_config(course))
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        yield gradebook


def load_names(gradebook: Any) -> dict[str, str]:  # noqa: ANN401  (nbgrader is untyped)
    """First and last names by trainee's id; the id where the gradebook holds no name."""
    return {
        student.id: " ".join(filter(None, (student.first_name, student.last_name))) or student.id
        for student in gradebook.students
    }


def load_last_moments(course: Path, assignment: str) -> dict[str, datetime]:
    """Until when each trainee's answers count (UTC without a zone).

    Empty where the course counts late answers, or has no gradebook of the assignment yet.
    """
    try:
        config = _load_config(course)
    except ConfigFileNotFound:
        return {}
    if config.GradeFromJournal.get("late_answers", COUNTED) == COUNTED:
        return {}
    with open_gradebook(course) as gradebook:
        try:
            submissions = gradebook.assignment_submissions(assignment)
        except MissingEntry:
            return {}
        return {one.student.id: one.duedate for one in submissions if one.duedate}


def _load_config(course: Path) -> Config:
    config: Config = PyFileConfigLoader(CONFIG_NAME, path=str(course)).load_config()
    return config
