"""Checks everything a course holds, file by file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from coordo_assessments.bank import find_exam_folder, find_formative_folder, load_bank
from coordo_assessments.citations import list_citations
from coordo_assessments.competencies import load_competencies
from coordo_assessments.syllabus import load_syllabus
from coordo_simulation.references import load_references
from coordo_simulation.yaml_source import ContentError, load_yaml

from coordo_course.check.cases import check_case, check_rubric
from coordo_course.check.notebooks import check_notebooks
from coordo_course.check.report import CheckReport
from coordo_course.check.texts import (
    Window,
    describe_bad_citation,
    iter_bad_citations,
    iter_spelled_values,
    iter_unquoted,
)
from coordo_course.check.variants import DRAWS, iter_variant_faults
from coordo_course.check.views import check_views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from coordo_assessments.bank import Bank
    from coordo_assessments.competencies import CompetencyFramework
    from coordo_assessments.items import Item
    from coordo_assessments.syllabus import Module, Syllabus
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.yaml_source import Location, YamlSource

GALLERY = "galerie"
"""What shows each format and each kind of decision; it belongs to no module."""


@dataclass(frozen=True)
class CourseData:
    """What all other contents point to."""

    syllabus: Syllabus
    framework: CompetencyFramework
    book: ReferenceBook


def check_course(root: Path, on: date | None = None) -> CheckReport:
    """Check a course as of a day (today unless told)."""
    today = on or datetime.now(UTC).date()
    report = CheckReport()
    data = _check_data(root, today, report)
    if data is None:
        return report
    for module in data.syllabus.modules:
        if module.status == "ouvert":
            _check_module(root, module, data, today, report)
    _check_gallery(root, data, today, report)
    check_notebooks(root, data.syllabus, data.book, today, report)
    check_views(root, report)
    return report


def _check_data(root: Path, today: date, report: CheckReport) -> CourseData | None:
    folder = root / "course"
    syllabus = report.try_load(lambda: load_syllabus(folder / "syllabus.yml"))
    framework = report.try_load(lambda: load_competencies(folder / "competencies.yml"))
    book = report.try_load(lambda: load_references(folder / "references.yml"))
    for name in ("syllabus.yml", "competencies.yml", "references.yml"):
        source = report.try_load(lambda name=name: load_yaml(folder / name))  # type: ignore[misc]
        if source is not None:
            report.add(iter_unquoted(source))
    if syllabus is None or framework is None or book is None:
        return None
    report.count("références", len(book.references))
    report.count("compétences", len(framework.competencies))
    for stale in book.list_stale(today):
        report.notices.append(
            f"{stale.id}\u202f: à relire, vérifiée le {stale.checked_on} (plus d'un an)"
        )
    report.add(_iter_unknown_competencies(folder / "syllabus.yml", syllabus, framework))
    return CourseData(syllabus, framework, book)


def _iter_unknown_competencies(
    path: Path, syllabus: Syllabus, framework: CompetencyFramework
) -> Iterator[ContentError]:
    source = load_yaml(path)
    for m, module in enumerate(syllabus.modules):
        for o, objective in enumerate(module.objectives):
            for unknown in set(objective.competencies) - framework.ids:
                where = ("modules", m, "objectives", o, "competencies")
                yield source.fault(where, "une compétence de course/competencies.yml", unknown)


def _check_module(
    root: Path, module: Module, data: CourseData, today: date, report: CheckReport
) -> None:
    banks: dict[str, Bank] = {}
    for name, folder in (
        ("formative", find_formative_folder(root, module.id)),
        ("exam", find_exam_folder(root, module.id)),
    ):
        bank = report.try_load(lambda folder=folder: load_bank(folder, data.book))  # type: ignore[misc]
        if bank is None:
            continue
        banks[name] = bank
        report.count("items", len(bank.items))
        report.count("versions tirées", DRAWS * len(bank.templates))
        for theme in bank.themes:
            source = load_yaml(folder / f"{theme.stem}.yml")
            report.add(iter_variant_faults(source, bank.templates, data.book))
            report.add(_iter_theme_faults(source, theme.items, (module,), data, today))
    if len(banks) == 2:  # noqa: PLR2004  (both banks could be read)
        report.add(_iter_shared_ids(root, module, banks))
    check_case(root / "modules" / module.id / "scenario.yml", data.book, report)
    check_rubric(root, module.id, data.book, report)


def _check_gallery(root: Path, data: CourseData, today: date, report: CheckReport) -> None:
    """Check the short case, and the items of each format, which may serve any module."""
    case = root / "modules" / GALLERY / "scenario.yml"
    if case.is_file():
        check_case(case, data.book, report)
    folder = find_formative_folder(root, GALLERY)
    if not folder.is_dir():
        return
    bank = report.try_load(lambda: load_bank(folder))
    if bank is None:
        return
    report.count("items", len(bank.items))
    for theme in bank.themes:
        source = load_yaml(folder / f"{theme.stem}.yml")
        modules = data.syllabus.modules
        report.add(_iter_theme_faults(source, theme.items, modules, data, today))


def _iter_theme_faults(
    source: YamlSource,
    items: tuple[Item, ...],
    modules: tuple[Module, ...],
    data: CourseData,
    today: date,
) -> Iterator[ContentError]:
    yield from iter_unquoted(source)
    yield from iter_bad_citations(source, data.book, _windows_of(items, today))
    yield from iter_spelled_values(source, data.book)
    objectives = {objective.id for module in modules for objective in module.objectives}
    names = ", ".join(module.id for module in modules)
    for index, item in enumerate(items):
        where = ("items", index)
        for unknown in sorted(set(item.objectives) - objectives):
            yield source.fault((*where, "objectives"), f"un objectif de {names}", unknown)
        for unknown in sorted(set(item.competencies) - data.framework.ids):
            yield source.fault((*where, "competencies"), "une compétence du cadre", unknown)
        if not list_citations(item) and not item.sources:
            yield source.fault((*where, "id"), "au moins une référence ou une source", item.id)
        window = _window_of(item, today)
        for reference_id in item.references:
            expected = describe_bad_citation(reference_id, None, data.book, window)
            if expected:
                yield source.fault((*where, "references"), expected, reference_id)


def _windows_of(items: tuple[Item, ...], today: date) -> Callable[[Location], Window]:
    def window_of(location: Location) -> Window:
        index = location[1] if len(location) > 1 else None
        return _window_of(items[index], today) if isinstance(index, int) else Window(today, today)

    return window_of


def _window_of(item: Item, today: date) -> Window:
    day = item.as_of or today
    return Window(day, day)


def _iter_shared_ids(root: Path, module: Module, banks: dict[str, Bank]) -> Iterator[ContentError]:
    for shared in sorted(set(banks["formative"].items) & set(banks["exam"].items)):
        folder = find_exam_folder(root, module.id)
        yield ContentError(folder, None, "id", shared, "un identifiant absent du formatif")
