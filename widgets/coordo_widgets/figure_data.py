"""Reads the data of a module's figures and tells where each figure was read."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path

from coordo_assessments.course_root import CourseNotFoundError, find_course_root
from coordo_simulation.french import format_date
from coordo_simulation.references import Closed, ReferenceBook
from coordo_simulation.yaml_source import load_yaml, parse_model

from coordo_widgets.figure_model import Source
from coordo_widgets.place import find_place

MODULE = "m1_regulation"


class FigureSource(Closed):
    """A document a figure was read in, beside the dated facts of the course."""

    id: str
    title: str
    url: str | None
    checked_on: date


class FigureSources(Closed):
    """``sources.yml`` of a module's data."""

    sources: tuple[FigureSource, ...]


def find_data_folder(start: Path | None = None) -> Path:
    """Return the folder of the module's data: beside the notebook, else in the course.

    Raises:
        CourseNotFoundError: neither is there.
    """
    beside = (start or Path.cwd()) / "data"
    if (beside / "sources.yml").is_file():
        return beside
    return find_course_root(start) / "modules" / MODULE / "data"


@lru_cache(maxsize=32)
def load_rows(name: str, folder: Path | None = None) -> tuple[dict[str, str], ...]:
    """Read a CSV of the module's data: one dict a row, all values as text."""
    path = (folder or find_data_folder()) / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def load_sources(folder: Path | None = None) -> dict[str, FigureSource]:
    """Read ``sources.yml``: source by id; none where there is no such file around."""
    try:
        path = (folder or find_data_folder()) / "sources.yml"
    except CourseNotFoundError:
        return {}
    return _read_sources(path) if path.is_file() else {}


@lru_cache(maxsize=2)
def _read_sources(path: Path) -> dict[str, FigureSource]:
    """Cached by the file itself: what stands around changes with the folder one works in."""
    return {source.id: source for source in parse_model(FigureSources, load_yaml(path)).sources}


def build_sources(ids: tuple[str, ...]) -> tuple[Source, ...]:
    """Resolve source and reference ids, each once, in the order given.

    Raises:
        LookupError: an id that neither ``sources.yml`` nor the references hold.
    """
    book = _load_book(find_place().root)
    return tuple(_build_source(source_id, book) for source_id in dict.fromkeys(ids))


@lru_cache(maxsize=1)
def _load_book(root: Path | None) -> ReferenceBook:
    return find_place().references if root else ReferenceBook(references=())


def _build_source(source_id: str, book: ReferenceBook) -> Source:
    own = load_sources().get(source_id)
    if own:
        detail = f"lu le {format_date(own.checked_on)}"
        return Source(label=own.title, detail=detail, url=own.url)
    reference = book.get(source_id)
    detail = f"{reference.value_text} (vérifié le {format_date(reference.checked_on)}"
    detail += f", confiance {reference.confidence})"
    url = next((source.url for source in reference.sources if source.url), None)
    return Source(label=reference.label, detail=detail, url=url)


def list_ids(rows: tuple[dict[str, str], ...]) -> tuple[str, ...]:
    """Source and reference ids that the rows name, each once, in order."""
    return tuple(dict.fromkeys(key for row in rows for key in row["references"].split()))
