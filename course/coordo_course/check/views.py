"""Checks the data that lessons and cases give to views: each file is there, fits, and is named."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coordo_simulation.yaml_source import ContentError, ContentErrors, load_yaml
from coordo_widgets import PUBLIC_NAMES
from coordo_widgets.figure import Figure
from coordo_widgets.showing import UnavailableError
from coordo_widgets.view_data import find_view

from coordo_course.check.texts import iter_unquoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coordo_simulation.yaml_source import YamlSource

    from coordo_course.check.report import CheckReport

SOURCES = "sources"
"""The file that says where the tables of a module come from."""
_FIRST_IMPORT = re.compile(r"from coordo_widgets import [^;\n]*;?")


@dataclass(frozen=True)
class NamedData:
    """Data that a notebook or a case gives to a view, and the fault to build where they fail.

    ``is_read_only``: in a case, where a view is read and nothing in it is moved.
    """

    view: str
    name: str
    at: ContentError
    is_read_only: bool = False

    def fail(self, expected: str) -> ContentError:
        """The fault, told where the data are named."""
        where = self.at
        return ContentError(where.file, where.line, where.key, where.value, expected)


def check_views(root: Path, report: CheckReport) -> None:
    """Check what every notebook and case of a course gives to a view, and what none names."""
    modules = root / "modules"
    for folder in (modules, *sorted(path for path in modules.glob("*") if path.is_dir())):
        named = [*_iter_in_notebooks(folder), *_iter_in_case(folder)]
        if named:
            report.count("données de vues", len(named))
        read: set[tuple[str, str]] = set()
        for each in named:
            if (each.view, each.name) not in read:
                report.add(_iter_faults(each, folder))
            read.add((each.view, each.name))
        report.add(_iter_unnamed(folder, {each.name for each in named}))


def list_calls(source: str) -> list[tuple[str, Any]]:
    """Views that a cell shows with data: public name and what is given; [] where it cannot run."""
    try:
        tree = ast.parse(_FIRST_IMPORT.sub("", source.strip()).strip())
    except SyntaxError:
        return []
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        (call.func.id, given)
        for call in calls
        if isinstance(call.func, ast.Name) and (given := _find_data(call)) is not None
    ]


def _find_data(call: ast.Call) -> object | None:
    """What a call gives as its data: by the name ``data``, or first where the view takes data."""
    given = [word.value for word in call.keywords if word.arg == "data"]
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if not given and call.args and name in PUBLIC_NAMES and find_view(name):
        given = call.args[:1]
    if not given:
        return None
    value = given[0]
    return value.value if isinstance(value, ast.Constant) else ast.unparse(value)


def _iter_in_notebooks(folder: Path) -> Iterator[NamedData]:
    for path in sorted(folder.glob("*.ipynb")):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        except (OSError, ValueError, KeyError, TypeError):
            continue  # told by the check of notebooks
        for index, cell in enumerate(cells, 1):
            if cell.get("cell_type") != "code":
                continue
            source = "".join(cell["source"])
            for view, given in list_calls(source):
                line = _find_line(path, cell.get("id"))
                at = ContentError(path, line, f"cellule {index}", source.strip()[:60], "")
                yield NamedData(view, str(given), at)


def _find_line(path: Path, cell_id: object) -> int | None:
    text = path.read_text(encoding="utf-8")
    position = text.find(f'"id": "{cell_id}"')
    return text.count("\n", 0, position) + 1 if position >= 0 else None


def _iter_in_case(folder: Path) -> Iterator[NamedData]:
    path = folder / "scenario.yml"
    if not path.is_file():
        return
    try:
        source = load_yaml(path)
    except ContentError:
        return  # told by the check of the case
    for index, view in _list_shown(source):
        at = source.fault(("documents", index, "view"), "", view.get("data", ""))
        yield NamedData(str(view.get("name")), str(view.get("data")), at, is_read_only=True)


def _list_shown(source: YamlSource) -> list[tuple[int, dict[str, Any]]]:
    documents = source.plain.get("documents") if isinstance(source.plain, dict) else None
    return [
        (index, document["view"])
        for index, document in enumerate(documents if isinstance(documents, list) else [])
        if isinstance(document, dict) and isinstance(document.get("view"), dict)
    ]


def _iter_faults(named: NamedData, folder: Path) -> Iterator[ContentError]:
    kind = find_view(named.view) if named.view in PUBLIC_NAMES else None
    if kind is None:
        yield named.fail("une vue qui prend des données (docs/modeles/vues.md)")
        return
    path = folder / "data" / f"{named.name}.yml"
    try:
        data = kind.load(named.name, folder)
    except UnavailableError as error:
        yield named.fail(str(error))
    except ContentErrors as errors:
        yield from errors.errors
    except ContentError as error:
        is_missing = not path.is_file()
        yield named.fail(f"un fichier data/{named.name}.yml à côté") if is_missing else error
    else:
        if named.is_read_only and not isinstance(kind.build(data, kind.id), Figure):
            yield named.fail(
                "une vue que l’on lit ; celle-ci se manipule, montrez-la dans un cours"
            )
        yield from iter_unquoted(load_yaml(path))


def _iter_unnamed(folder: Path, names: set[str]) -> Iterator[ContentError]:
    for path in sorted((folder / "data").glob("*.yml")):
        if path.stem not in {*names, SOURCES}:
            expected = "un carnet ou un cas du dossier qui nomme ces données"
            yield ContentError(path, None, "", "", expected)
