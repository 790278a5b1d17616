"""Nbgrader's tables, and the rows of one assignment that a grading reads and writes.

SQLAlchemy Core on nbgrader's own table definitions: its object layer spends 25 ms on each
submission where these statements spend one for a whole batch.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import bindparam, insert, select, update

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Table

STUDENT: Table = Student.__table__
SUBMISSION: Table = SubmittedAssignment.__table__
SUBMITTED: Table = SubmittedNotebook.__table__
GRADE: Table = Grade.__table__
COMMENT: Table = Comment.__table__

Row = dict[str, Any]


@dataclass(frozen=True)
class AssignmentCells:
    """One released notebook as the gradebook knows it.

    Attributes:
        graded: points by id of the cells that carry some.
        commented: ids of the cells that a person may comment.
        names: grade id of each cell.
    """

    assignment_id: str
    notebook_id: str
    duedate: Any
    graded: dict[str, float]
    commented: frozenset[str]
    names: dict[str, str]

    @property
    def max_score(self) -> float:
        """Points in all."""
        return sum(self.graded.values())


def load_notebooks(connection: Connection, assignment: str) -> list[str]:
    """Names of the notebooks that the gradebook has for an assignment."""
    query = (
        select(Notebook.name)
        .join(Assignment, Notebook.assignment_id == Assignment.id)
        .where(Assignment.name == assignment)
        .order_by(Notebook.name)
    )
    return list(connection.scalars(query))


def load_cells(connection: Connection, assignment: str, notebook: str) -> AssignmentCells:
    """Read the cells of a released notebook.

    Raises:
        NoResultFound: the gradebook does not have it.
    """
    query = (
        select(Assignment.id, Notebook.id, Assignment.duedate)
        .join(Notebook, Notebook.assignment_id == Assignment.id)
        .where(Assignment.name == assignment, Notebook.name == notebook)
    )
    assignment_id, notebook_id, duedate = connection.execute(query).one()
    graded: dict[str, float] = {}
    commented: set[str] = set()
    names: dict[str, str] = {}
    for table in (GradeCell.__table__, SolutionCell.__table__, TaskCell.__table__):
        base = BaseCell.__table__
        score = [table.c.max_score] if "max_score" in table.c else []
        cells = select(base.c.id, base.c.name, *score).join(table, table.c.id == base.c.id)
        for cell_id, name, *points in connection.execute(
            cells.where(base.c.notebook_id == notebook_id)
        ):
            names[cell_id] = name
            graded.update((cell_id, one) for one in points)
            if table is not GradeCell.__table__:
                commented.add(cell_id)
    return AssignmentCells(assignment_id, notebook_id, duedate, graded, frozenset(commented), names)


def load_rows(
    connection: Connection, table: Table, column: str, values: Iterable[str], **where: str
) -> list[Row]:
    """Rows of a table whose column is among the values, locked against another writer."""
    query = select(table).where(table.c[column].in_(list(values)))
    for name, value in where.items():
        query = query.where(table.c[name] == value)
    return [dict(row) for row in connection.execute(query.with_for_update()).mappings()]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> list[Row]:
    """Insert rows, each with a new id where the table draws one, and return them."""
    drawn = [
        row if table is STUDENT else {"id": uuid.uuid4().hex, **row}
        for row in rows
    ]  # fmt: skip
    if drawn:
        connection.execute(insert(table), drawn)
    return drawn


def update_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Update rows by their id; each holds the same columns."""
    if not rows:
        return
    names = [name for name in rows[0] if name != "id"]
    statement = (
        update(table)
        .where(table.c.id == bindparam("b_id"))
        .values({name: bindparam(f"b_{name}") for name in names})
    )
    connection.execute(statement, [{f"b_{name}": row[name] for name in row} for row in rows])
