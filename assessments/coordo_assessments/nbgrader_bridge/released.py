"""What was released: the notebook and the public items a submission is measured against."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from coordo_assessments.public import PublicPaper

EVALUATION = "evaluation"
NOTEBOOK_NAME = f"{EVALUATION}.ipynb"
PAPER_NAME = f"{EVALUATION}.items.json"
JOURNAL_NAME = "journal.jsonl"
MARK = "coordo"
THEME_PREFIX = "theme-"


def is_compiled(notebook: NotebookNode) -> bool:
    """Whether ``coordo release`` wrote the notebook; a hand-written one goes the stock way."""
    return isinstance(notebook.metadata.get(MARK), dict)


def find_grade_id(cell: NotebookNode) -> str | None:
    """The nbgrader id of a cell, None when it has none that can be read."""
    marks = cell.get("metadata", {}).get("nbgrader")
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    return grade_id if isinstance(grade_id, str) and grade_id else None


def is_question(cell: NotebookNode) -> bool:
    """Whether a cell of a released notebook carries points."""
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def load_released_notebook(folder: Path, notebook: str) -> NotebookNode | None:
    """Return a fresh copy of a released notebook, None when it was never released.

    Args:
        folder: the release folder of the assignment.
        notebook: the notebook's name without its suffix.
    """
    path = folder / f"{notebook}.ipynb"
    if not path.is_file():
        return None
    return parse_notebook(_read(path, path.stat().st_mtime_ns))


def parse_notebook(text: str) -> NotebookNode:
    """Parse a notebook that we wrote: no validation, half the time of nbformat's."""
    notebook: NotebookNode = json.loads(text, object_hook=NotebookNode)
    return notebook


def load_paper(folder: Path) -> PublicPaper:
    """Read the public items of a release.

    Raises:
        OSError, ValueError: the file is missing or was not written by ``coordo release``.
    """
    path = folder / PAPER_NAME
    return _parse_paper(path, path.stat().st_mtime_ns)


def find_release_folder(coursedir: Any, assignment: str) -> Path:  # noqa: ANN401  (nbgrader)
    """The release folder of an assignment in nbgrader's course directory."""
    return Path(coursedir.format_path(coursedir.release_directory, ".", assignment))


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> str:
    """Read and validate a notebook once; a copy is then parsed in a tenth of the time."""
    return json.dumps(nbformat.read(path, as_version=4))


@lru_cache(maxsize=32)
def _parse_paper(path: Path, _changed: int) -> PublicPaper:
    return PublicPaper.model_validate_json(path.read_text(encoding="utf-8"))
