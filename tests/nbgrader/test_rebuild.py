from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.nbgrader_bridge.rebuild import list_repairs, rebuild_notebook
from coordo_course.release import compile_assignment
from temporary_course import MODULE

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode
    from temporary_course import Course


def _delete(notebook: NotebookNode) -> None:
    del notebook.cells[3]


def _double(notebook: NotebookNode) -> None:
    notebook.cells.append(copy.deepcopy(notebook.cells[3]))


def _retype(notebook: NotebookNode) -> None:
    notebook.cells[3].cell_type = "markdown"


def _rewrite(notebook: NotebookNode) -> None:
    notebook.cells[3].source = "import os"


def _turn(notebook: NotebookNode) -> None:
    notebook.cells.reverse()


def _strip(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.metadata = type(cell.metadata)()


def _add(notebook: NotebookNode) -> None:
    extra = copy.deepcopy(notebook.cells[3])
    extra.metadata = type(extra.metadata)(nbgrader="x")
    notebook.cells.append(extra)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_delete, "cellules supprimées ou sans métadonnées (1)\u202f: fixture-qru"),
        (_double, "cellules en double (1)\u202f: fixture-qru"),
        (_retype, "cellules dont le type a changé (1)\u202f: fixture-qru"),
        (_rewrite, "cellules modifiées (1)\u202f: fixture-qru"),
        (_turn, "cellules dans un autre ordre"),
        (_strip, "cellules ajoutées ou sans métadonnées, écartées (13)"),
        (_add, "cellules ajoutées ou sans métadonnées, écartées (1)"),
    ],
)
def test_any_damage_is_healed_and_told(
    course: Course, damage: Callable[[NotebookNode], None], told: str
) -> None:
    released = compile_assignment(course.root, MODULE).notebook
    submitted = copy.deepcopy(released)
    damage(submitted)
    expected = copy.deepcopy(released.cells)
    rebuilt = rebuild_notebook(released, submitted)
    assert rebuilt.cells == expected
    assert told in rebuilt.metadata["coordo"]["repairs"]


def test_an_untouched_notebook_needs_no_repair(course: Course) -> None:
    released = compile_assignment(course.root, MODULE).notebook
    assert list_repairs(released, copy.deepcopy(released)) == []


def test_what_cannot_be_read_is_replaced_whole(course: Course) -> None:
    released = compile_assignment(course.root, MODULE).notebook
    rebuilt = rebuild_notebook(released, None)
    assert rebuilt.metadata["coordo"]["repairs"] == ["carnet illisible ou absent"]
