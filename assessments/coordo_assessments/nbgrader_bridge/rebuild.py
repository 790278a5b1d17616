"""Rebuilds a submitted notebook from the release and tells what had to be repaired.

The answers stand in the journal, so the notebook that a trainee hands in carries nothing that
is graded: whatever happened to its cells, the released ones take their place.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coordo_assessments.nbgrader_bridge.released import MARK, find_grade_id

if TYPE_CHECKING:
    from nbformat import NotebookNode

_LISTED = 5


def rebuild_notebook(released: NotebookNode, submitted: NotebookNode | None) -> NotebookNode:
    """Return the released notebook, with the repairs (French) under its ``coordo`` metadata.

    Args:
        released: a copy that may be changed.
        submitted: what was handed in; None when it is missing or cannot be read.
    """
    repairs = ["carnet illisible ou absent"] if submitted is None else []
    if submitted is not None:
        repairs.extend(list_repairs(released, submitted))
    released.metadata[MARK]["repairs"] = repairs
    return released


def list_repairs(released: NotebookNode, submitted: NotebookNode) -> list[str]:
    """Say in French how a submitted notebook differs from the released one."""
    expected = {grade_id: cell for cell in released.cells if (grade_id := find_grade_id(cell))}
    found = Counter(
        grade_id for cell in submitted.cells if (grade_id := find_grade_id(cell)) in expected
    )
    given: dict[str, NotebookNode] = {}
    for cell in submitted.cells:
        given.setdefault(find_grade_id(cell) or "", cell)
    kept = [grade_id for grade_id in expected if found[grade_id]]
    order = [grade_id for grade_id in given if grade_id in expected]
    lists = {
        "cellules supprimées ou sans métadonnées": [g for g in expected if not found[g]],
        "cellules en double": [g for g in kept if found[g] > 1],
        "cellules dont le type a changé": [g for g in kept if _is_retyped(expected[g], given[g])],
        "cellules aux marques modifiées": [
            g for g in kept if expected[g].metadata.nbgrader != given[g].metadata.nbgrader
        ],
        "cellules modifiées": [g for g in kept if expected[g].source != given[g].get("source")],
    }
    repairs = [_tell(what, ids) for what, ids in lists.items() if ids]
    if order != kept:
        repairs.append("cellules dans un autre ordre")
    added = sum(1 for cell in submitted.cells if find_grade_id(cell) not in expected)
    if added:
        repairs.append(f"cellules ajoutées ou sans métadonnées, écartées ({added})")
    return repairs


def _is_retyped(expected: NotebookNode, given: NotebookNode) -> bool:
    return bool(expected.cell_type != given.get("cell_type"))


def _tell(what: str, ids: list[str]) -> str:
    shown = ", ".join(ids[:_LISTED]) + (", …" if len(ids) > _LISTED else "")
    return f"{what} ({len(ids)})\u202f: {shown}"
