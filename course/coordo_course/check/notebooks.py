"""Checks the notebooks: thin, without outputs, and true to the references they cite."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from coordo_simulation.references import DateValue, NumberValue
from coordo_simulation.yaml_source import ContentError

from coordo_course.check.texts import Window, find_spelled, list_telling_figures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coordo_assessments.syllabus import Syllabus
    from coordo_simulation.references import ReferenceBook

    from coordo_course.check.report import CheckReport

LINK = re.compile(r"\[([^\]]+)\]\(#ref-([a-z0-9-]+)\)")
_IMPORT = re.compile(r"from coordo_widgets import (\w+(?:, \w+)*)")
_CALL = re.compile(r"\w+\([^()]*\)(?:; \w+\([^()]*\))*")
_BAD_SPACE = re.compile(r"(?:[^\u202f\W]|[»)\]]) ?[;!?](?=\s|$)|[^\u202f\s] :(?=\s)|« | »|\w »")
_NBFORMAT = 4


def check_notebooks(
    root: Path, syllabus: Syllabus, book: ReferenceBook, today: date, report: CheckReport
) -> None:
    """Check every notebook that the syllabus names, the portal and the gallery of formats."""
    folder = root / "modules"
    paths = [*sorted(folder.glob("*.ipynb")), *sorted(folder.glob("galerie/*.ipynb"))]
    for module in syllabus.modules:
        for activity in module.activities:
            path = folder / module.id / activity.notebook
            if path.is_file():
                paths.append(path)
            elif activity.kind != "evaluation":
                report.add([ContentError(path, None, "", "", "un carnet que le syllabus annonce")])
    for path in paths:
        report.count("carnets", 1)
        report.add(_iter_notebook_faults(path, book, today))


def _iter_notebook_faults(path: Path, book: ReferenceBook, today: date) -> Iterator[ContentError]:
    try:
        text = path.read_text(encoding="utf-8")
        notebook = json.loads(text)
    except (OSError, ValueError) as error:
        yield ContentError(path, None, "", "", f"un carnet lisible ({error})")
        return
    if not isinstance(notebook, dict) or notebook.get("nbformat") != _NBFORMAT:
        yield ContentError(path, 1, "nbformat", "", "un carnet au format 4")
        return
    ids = [cell.get("id") for cell in notebook["cells"]]
    if len(set(ids)) != len(ids) or None in ids:
        yield ContentError(path, 1, "cells", "", "un identifiant stable et unique par cellule")
    for index, cell in enumerate(notebook["cells"]):
        line = _find_cell_line(text, cell.get("id"))
        if cell["cell_type"] == "code":
            faults = _iter_code_faults(cell)
        else:
            faults = _iter_prose_faults(cell, book, today)
        for value, expected in faults:
            yield ContentError(path, line, f"cellule {index + 1}", value, expected)


def _find_cell_line(text: str, cell_id: object) -> int | None:
    position = text.find(f'"id": "{cell_id}"')
    return text.count("\n", 0, position) + 1 if position >= 0 else None


def _iter_code_faults(cell: dict[str, Any]) -> Iterator[tuple[str, str]]:
    source = "".join(cell["source"]).strip()
    first, _, rest = source.partition("; ")
    imported = _IMPORT.fullmatch(first)
    call = rest if imported else source
    if "\n" in source or not _CALL.fullmatch(call):
        yield source[:60], "une ligne qui appelle coordo_widgets, sans autre code"
    if cell.get("outputs") or cell.get("execution_count"):
        yield "", "une cellule sans sortie ni numéro d'exécution"
    if not cell.get("metadata", {}).get("jupyter", {}).get("source_hidden"):
        yield "", "un code replié (metadata jupyter.source_hidden)"


def _iter_prose_faults(
    cell: dict[str, Any], book: ReferenceBook, today: date
) -> Iterator[tuple[str, str]]:
    text = "".join(cell["source"])
    as_of = cell.get("metadata", {}).get("coordo", {}).get("as_of")
    day = date.fromisoformat(as_of) if as_of else today
    for shown, reference_id in LINK.findall(text):
        expected = _describe_bad_link(shown, reference_id, book, Window(day, day))
        if expected:
            yield f"[{shown}](#ref-{reference_id})", expected
    prose = LINK.sub(" ", text)
    for reference in find_spelled(prose, list_telling_figures(book)):
        yield reference.value_text, f"un lien vers #ref-{reference.id}"
    for found in _BAD_SPACE.finditer(prose):
        yield prose[max(0, found.start() - 12) : found.end() + 4], "une espace fine insécable"


def _describe_bad_link(shown: str, reference_id: str, book: ReferenceBook, window: Window) -> str:
    reference = book.by_id.get(reference_id)
    if reference is None:
        return "une référence de course/references.yml"
    if not window.has(reference):
        return "une référence en vigueur (ou coordo.as_of dans les métadonnées de la cellule)"
    is_figure = isinstance(reference.value, DateValue | NumberValue)
    if is_figure and " ".join(shown.split()) != " ".join(reference.value_text.split()):
        return f"la valeur de la référence, « {reference.value_text} »"
    return ""
