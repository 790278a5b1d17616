"""Scores that a person gave in nbgrader's gradebook: texts, and any score they changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SQLITE = "sqlite:///"


def find_gradebook(course: Path) -> str:
    """Address of the gradebook that the course's nbgrader configuration names.

    Raises:
        OSError: the configuration cannot be read.
    """
    from nbgrader.coursedir import CourseDirectory  # noqa: PLC0415  (half a second)
    from traitlets.config.loader import PyFileConfigLoader  # noqa: PLC0415

    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    return str(CourseDirectory(config=config).db_url)


def load_manual_scores(address: str, assignment: str) -> Mapping[tuple[str, str], float] | None:
    """Read the scores, in [0, 1], by trainee and item; those still waiting are left out.

    Returns:
        None where there is no gradebook, or none of this assignment.
    """
    if address.startswith(_SQLITE) and not Path(address.removeprefix(_SQLITE)).is_file():
        return None
    from nbgrader.api import Gradebook, MissingEntry  # noqa: PLC0415  (a second to import)

    with Gradebook(address) as gradebook:
        try:
            submissions = gradebook.assignment_submissions(assignment)
        except MissingEntry:
            return None
        return {
            (submission.student.id, grade.name): min(1.0, grade.manual_score / grade.max_score)
            for submission in submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
            if grade.manual_score is not None and grade.max_score and not grade.needs_manual_grade
        }
