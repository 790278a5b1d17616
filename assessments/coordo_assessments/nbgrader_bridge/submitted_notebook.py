"""Reads the notebook that a trainee handed in, whatever state it is in."""

from __future__ import annotations

import stat
from typing import IO, TYPE_CHECKING

import nbformat
from nbformat.v4 import new_notebook

from coordo_assessments.nbgrader_bridge.released import MARK

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

MAX_NOTEBOOK_BYTES = 20_000_000
UNREADABLE = "unreadable"


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook; an empty one marked unreadable stands for what cannot be read."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_NOTEBOOK_BYTES:
            return _build_unreadable()
        with path.open(encoding="utf-8") as stream:
            return _parse(stream)
    except (OSError, ValueError, RecursionError, AttributeError, TypeError, KeyError):
        return _build_unreadable()


def is_unreadable(notebook: NotebookNode) -> bool:
    """Whether the notebook stands for one that could not be read."""
    return bool(notebook.metadata.get(MARK) == UNREADABLE)


def _parse(stream: IO[str]) -> NotebookNode:
    notebook: NotebookNode = nbformat.read(stream, as_version=4)
    nbformat.validate(notebook)
    return notebook


def _build_unreadable() -> NotebookNode:
    marked: NotebookNode = new_notebook(metadata={MARK: UNREADABLE})
    return marked
