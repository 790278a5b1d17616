"""Checks a case: its scenario, the facts it cites over its months."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

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
    """Check one scenario file; every fact it cites must hold in one of its months."""
    scenario = report.try_load(lambda: load_scenario(path, book))
    if scenario is None:
        return
    source = load_yaml(path)
    report.count("décisions de cas", len(scenario.decisions))
    months = Window(scenario.start, _add_months(scenario.start, scenario.months))
    report.add(iter_unquoted(source))
    report.add(iter_bad_citations(source, book, lambda _location: months))
    report.add(iter_spelled_values(source, book))


def _add_months(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)
