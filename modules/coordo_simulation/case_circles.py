"""Finds decisions and things to open that wait for each other, so that none ever comes."""

from collections.abc import Iterator, Mapping

from coordo_simulation.answer_conditions import (
    HasChosen,
    HasGiven,
    HasOpened,
    HasOrdered,
    HasTicked,
)
from coordo_simulation.case_decision_checks import Fault, Location
from coordo_simulation.case_schema import ScenarioFields
from coordo_simulation.conditions import AllOf, AnyOf, Condition

Needs = Mapping[str, frozenset[str]]


def iter_circles(scenario: ScenarioFields) -> Iterator[Fault]:
    """Yield each decision, document, hint or meeting that cannot come before itself has come."""
    places: dict[str, Location] = {}
    needs: dict[str, frozenset[str]] = {}
    for name in ("decisions", "documents", "hints", "meetings"):
        for rank, part in enumerate(getattr(scenario, name)):
            places[part.id] = (name, rank, "when")
            needs[part.id] = list_needs(part.when)
    for start, where in places.items():
        circle = _find_circle(start, needs)
        if circle:
            told = " attend ".join(f"« {each} »" for each in circle)
            yield where, f"une condition que l’on puisse remplir ({told})"


def list_needs(condition: Condition | None) -> frozenset[str]:
    """Return the decisions and the things to open without which a condition never holds."""
    match condition:
        case AllOf():
            return frozenset[str]().union(*map(list_needs, condition.all))
        case AnyOf():
            first, *others = map(list_needs, condition.any)
            return first.intersection(*others)
        case HasOpened():
            return frozenset({condition.opened})
        case HasChosen() | HasTicked() | HasGiven() | HasOrdered():
            return frozenset({condition.decision})
        case _:
            return frozenset()


def _find_circle(start: str, needs: Needs) -> tuple[str, ...] | None:
    """Return a way from ``start`` back to itself, both ends included."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for name in sorted(needs.get(path[-1], ())):
            if name == start:
                return (*path, start)
            if name not in seen:
                seen.add(name)
                paths.append((*path, name))
    return None
