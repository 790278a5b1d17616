"""Checks a case: its scenario, the facts it cites over its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.graded_case import find_rubric, load_graded_case
from coordo_simulation.scenario import load_scenario
from coordo_simulation.yaml_source import load_yaml

from coordo_course.check.texts import (
    Window,
    iter_bad_citations,
    iter_spelled_values,
    iter_unquoted,
)

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_simulation.references import ReferenceBook

    from coordo_course.check.report import CheckReport


def check_case(path: Path, book: ReferenceBook, report: CheckReport) -> None:
    """Check one scenario file; every fact it cites must hold during it."""
    scenario = report.try_load(lambda: load_scenario(path, book))
    if scenario is None:
        return
    source = load_yaml(path)
    report.count("décisions de cas", len(scenario.decisions))
    duration = Window(scenario.start, scenario.program.dates[-1])
    report.add(iter_unquoted(source))
    report.add(iter_bad_citations(source, book, lambda _location: duration))
    report.add(iter_spelled_values(source, book))


def check_rubric(root: Path, module: str, book: ReferenceBook, report: CheckReport) -> None:
    """Check the rubric of a module's case, where the exam bank holds one."""
    path = find_rubric(root, module)
    if not path.is_file():
        return
    graded = report.try_load(lambda: load_graded_case(root, module))
    if graded is None:
        return
    source = load_yaml(path)
    report.count("critères de cas", len(graded.rubric.criteria))
    duration = Window(graded.scenario.start, graded.scenario.program.dates[-1])
    report.add(iter_unquoted(source))
    report.add(iter_bad_citations(source, book, lambda _location: duration))
    report.add(iter_spelled_values(source, book))
