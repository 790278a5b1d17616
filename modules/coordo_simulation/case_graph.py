"""A case as a graph: which answer opens, closes or colours what comes later.

What passes through numbers alone (a confidence that falls below a threshold) is not in it: every
decision moves numbers, and a map of everything shows nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from coordo_simulation.answer_conditions import (
    HasChosen,
    HasGiven,
    HasOpened,
    HasOrdered,
    HasTicked,
)
from coordo_simulation.case_checks import iter_parts
from coordo_simulation.case_schema import Cause, list_items
from coordo_simulation.conditions import HasFlag
from coordo_simulation.effects import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from coordo_simulation.scenario import Scenario

NodeKind = Literal["decision", "item", "event", "outcome"]


class Node(NamedTuple):
    """Something of the case; ``at`` is its first period, None where it has none."""

    id: str
    kind: NodeKind
    title: str
    at: int | None
    note: str = ""


class Edge(NamedTuple):
    """``source`` bears on ``target``; ``why`` names the facts or the answer, in French."""

    source: str
    target: str
    why: str


class CaseGraph(NamedTuple):
    """Nodes in the order of the file, edges once each."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def build_case_graph(scenario: Scenario) -> CaseGraph:
    """Build the graph of a case."""
    parts = dict(_iter_owners(scenario))
    raisers: dict[str, list[str]] = {}
    for owner, part in parts.items():
        for flag in _list_raised(part):
            raisers.setdefault(flag, []).append(owner)
    reasons: dict[tuple[str, str], list[str]] = {}
    for owner, part in parts.items():
        for source, why in _iter_reasons(part, raisers, scenario):
            if source != owner and why not in reasons.setdefault((source, owner), []):
                reasons[source, owner].append(why)
    edges = tuple(Edge(*pair, ", ".join(why)) for pair, why in reasons.items() if why)
    return CaseGraph(tuple(_iter_nodes(scenario)), edges)


def name_node(kind: NodeKind, item: str) -> str:
    """Id of a node: ids of the file are unique among their kind only."""
    return f"{kind}/{item}"


def _iter_owners(scenario: Scenario) -> Iterator[tuple[str, BaseModel]]:
    for decision in scenario.decisions:
        yield name_node("decision", decision.id), decision
    for item in list_items(scenario):
        yield name_node("item", item.id), item
    for event in scenario.events:
        yield name_node("event", event.id), event
    for outcome in scenario.outcomes:
        yield name_node("outcome", outcome.id), outcome


def _iter_nodes(scenario: Scenario) -> Iterator[Node]:
    for decision in scenario.decisions:
        yield Node(name_node("decision", decision.id), "decision", decision.title, decision.at)
    for item in list_items(scenario):
        yield Node(name_node("item", item.id), "item", item.title, None)
    for event in scenario.events:
        note = "" if event.probability is None else "par hasard"
        yield Node(name_node("event", event.id), "event", event.label, event.at, note)
    for outcome in scenario.outcomes:
        name = name_node("outcome", outcome.id)
        yield Node(name, "outcome", outcome.title, scenario.periods)


def _list_raised(part: BaseModel) -> list[str]:
    effects = (inner for _where, inner in iter_parts(part) if isinstance(inner, Effect))
    return list(
        dict.fromkeys(flag for effect in effects for flag in (*effect.flags, *effect.clear))
    )


def _iter_reasons(
    part: BaseModel, raisers: dict[str, list[str]], scenario: Scenario
) -> Iterator[tuple[str, str]]:
    """Yield each node that ``part`` depends on, and by what."""
    for _where, inner in iter_parts(part):
        match inner:
            case HasFlag():
                for owner in raisers.get(inner.flag, ()):
                    yield owner, scenario.flags[inner.flag]
            case HasOpened():
                yield name_node("item", inner.opened), "ouvert ou non"
            case HasChosen() | HasTicked() | HasGiven() | HasOrdered():
                yield name_node("decision", inner.decision), "la réponse"
            case Cause():
                yield name_node("decision", inner.decision), "la cause racontée"
