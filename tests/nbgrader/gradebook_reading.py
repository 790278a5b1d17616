"""Reads a course's gradebook past nbgrader, to compare two gradings."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    from temporary_course import Course

_GRADES = (
    "select a.student_id, c.name, g.auto_score, g.manual_score, g.extra_credit, "
    "g.needs_manual_grade from grade g join base_cell c on c.id = g.cell_id "
    "join submitted_notebook n on n.id = g.notebook_id "
    "join submitted_assignment a on a.id = n.assignment_id"
)


def read_rows(
    course: Course, database: str | None = None
) -> dict[tuple[str, str], tuple[object, ...]]:
    """Every grade (automatic, manual, extra, waiting) by trainee and item."""
    engine = create_engine(database or f"sqlite:///{course.folder / 'gradebook.db'}")
    try:
        with engine.connect() as connection:
            rows = connection.execute(text(_GRADES))
            return {(who, item): (*scores, bool(waits)) for who, item, *scores, waits in rows}
    finally:
        engine.dispose()


def read_grades(course: Course) -> dict[tuple[str, str], object]:
    """Every automatic score by trainee and item."""
    return {key: row[0] for key, row in read_rows(course).items()}


def dump_gradebook(course: Course) -> list[str]:
    """The gradebook's whole content, as SQL."""
    with closing(sqlite3.connect(course.folder / "gradebook.db")) as database:
        return sorted(database.iterdump())
