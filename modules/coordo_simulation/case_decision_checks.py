"""Checks of the decisions of a scenario: their names, their time, and that they can be answered."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from pydantic import BaseModel

from coordo_simulation.answer_checks import exact
from coordo_simulation.answer_conditions import HasChosen, HasGiven, HasOrdered, HasTicked
from coordo_simulation.case_decisions import (
    AllocationDecision,
    DecisionSpec,
    ExpertAmounts,
    Line,
    MultipleDecision,
    OrderingDecision,
    SingleDecision,
    TextDecision,
)
from coordo_simulation.case_parts import Bearing
from coordo_simulation.case_schema import Event
from coordo_simulation.french import format_number

Location = tuple[int | str, ...]
Fault = tuple[Location, str]

MOST_STEPS = 1_000
"""Of an allocation: beyond, nobody would set a line by hand."""


def iter_unknown_answers(
    part: BaseModel, where: Location, decisions: Mapping[str, DecisionSpec]
) -> Iterator[Fault]:
    """Yield each name of a decision, and of what it offers, that means nothing."""
    name = getattr(part, "decision", None)
    if not isinstance(name, str):
        return
    spec = decisions.get(name)
    if spec is None:
        yield where, f"une décision du cas (« {name} » n’y est pas)"
        return
    wanted = _list_wanted(part)
    if wanted is None:
        return
    kind, names = wanted
    if spec.kind != kind:
        yield where, f"une condition pour une décision « {spec.kind} » (« {name} » en est une)"
        return
    for each in names:
        if each not in _list_offered(spec):
            yield where, f"ce que « {name} » propose (« {each} » n’en est pas)"
    if isinstance(part, HasGiven) and isinstance(spec, AllocationDecision):
        line = next((line for line in spec.lines if line.id == part.line), None)
        if line is not None and (part.at_least or 0) > line.max:
            yield (*where, "at_least"), f"au plus {line.max:g}, ce que la ligne peut recevoir"


def _list_wanted(part: BaseModel) -> tuple[str, tuple[str, ...]] | None:
    match part:
        case HasChosen():
            return "single", part.choices
        case HasTicked():
            return "multiple", part.ticked
        case HasGiven():
            return "allocation", (part.line,)
        case HasOrdered():
            named = (part.element, part.before, part.after)
            return "ordering", tuple(name for name in named if name is not None)
    return None


def _list_offered(spec: DecisionSpec) -> tuple[str, ...]:
    match spec:
        case SingleDecision() | MultipleDecision():
            return tuple(choice.id for choice in spec.choices)
        case AllocationDecision():
            return tuple(line.id for line in spec.lines)
        case OrderingDecision():
            return tuple(element.id for element in spec.elements)
        case TextDecision():
            return ()


def iter_time_faults(spec: Event | DecisionSpec, where: Location, last: int) -> Iterator[Fault]:
    """Yield a moment that never comes; ``last`` is the last period in which it may."""
    if spec.at > last:
        yield (*where, "at"), f"un moment avant la fin du cas (au plus {last})"
    elif spec.until is not None and not spec.at <= spec.until <= last:
        yield (*where, "until"), f"un moment qui suit at, avant la fin (de {spec.at} à {last})"


def iter_decision_faults(spec: DecisionSpec, where: Location, periods: int) -> Iterator[Fault]:
    """Yield what would make a decision impossible to ask or to answer."""
    yield from iter_time_faults(spec, where, periods - 1)
    if spec.expert[-1].when is not None:
        yield (*where, "expert"), "un dernier geste de l’expert sans condition"
    for place, bearing in _iter_bearings(spec):
        for rank, delayed in enumerate(bearing.later):
            if spec.at + delayed.after > periods:
                yield (*where, *place, "later", rank, "after"), "un effet avant la fin"
    yield from _iter_kind_faults(spec, where)


def _iter_kind_faults(spec: DecisionSpec, where: Location) -> Iterator[Fault]:
    match spec:
        case SingleDecision():
            yield from _iter_single_faults(spec, where)
        case MultipleDecision():
            yield from _iter_multiple_faults(spec, where)
        case AllocationDecision():
            yield from _iter_allocation_faults(spec, where)
        case OrderingDecision():
            yield from _iter_ordering_faults(spec, where)
        case TextDecision():
            for rank, move in enumerate(spec.expert):
                if not spec.least_length <= len(move.text.strip()) <= spec.most_length:
                    yield (*where, "expert", rank, "text"), "un texte de la longueur demandée"


def _iter_bearings(spec: DecisionSpec) -> Iterator[tuple[Location, Bearing]]:
    match spec:
        case SingleDecision() | MultipleDecision():
            yield from ((("choices", rank), each) for rank, each in enumerate(spec.choices))
        case AllocationDecision():
            for rank, line in enumerate(spec.lines):
                for place, reached in enumerate(line.thresholds):
                    yield ("lines", rank, "thresholds", place), reached
        case OrderingDecision():
            yield from ((("rules", rank), rule) for rank, rule in enumerate(spec.rules))
        case TextDecision():
            yield ("bearing",), spec.bearing


def _iter_single_faults(spec: SingleDecision, where: Location) -> Iterator[Fault]:
    ids = _list_offered(spec)
    if all(choice.when is not None for choice in spec.choices):
        yield (*where, "choices"), "au moins un choix toujours ouvert"
    for rank, move in enumerate(spec.expert):
        if move.choice not in ids:
            yield (*where, "expert", rank, "choice"), f"un choix parmi {sorted(ids)}"


def _iter_multiple_faults(spec: MultipleDecision, where: Location) -> Iterator[Fault]:
    ids = _list_offered(spec)
    always = [choice.id for choice in spec.choices if choice.when is None]
    rules = [set(rule.choices) for rule in spec.forbidden]
    ways = combinations(always, spec.least)
    if all(any(rule <= set(way) for rule in rules) for way in ways):
        yield (
            (*where, "least"),
            f"{spec.least} choix toujours ouverts que l’on peut cocher ensemble",
        )
    for rank, rule in enumerate(spec.forbidden):
        if not set(rule.choices) <= set(ids):
            yield (*where, "forbidden", rank, "choices"), f"des choix parmi {sorted(ids)}"
    for rank, move in enumerate(spec.expert):
        ticked = set(move.choices)
        is_forbidden = any(set(rule.choices) <= ticked for rule in spec.forbidden)
        is_counted = spec.least <= len(ticked) == len(move.choices) <= spec.most
        if not ticked <= set(ids) or is_forbidden or not is_counted:
            yield (*where, "expert", rank, "choices"), "des cases que l’on peut cocher ensemble"


def _iter_allocation_faults(spec: AllocationDecision, where: Location) -> Iterator[Fault]:
    step, total = exact(spec.step), exact(spec.total)
    if max(total, *(exact(line.max) for line in spec.lines)) > step * MOST_STEPS:
        told = f"au plus {format_number(MOST_STEPS)} pas dans le total et dans chaque ligne"
        yield (*where, "step"), told
        return
    for rank, line in enumerate(spec.lines):
        yield from _iter_line_faults(line, step, (*where, "lines", rank))
    least = sum(exact(line.min) for line in spec.lines)
    most = sum(exact(line.max) for line in spec.lines)
    if least > total or (spec.spend_all and (most < total or total % step)):
        yield (*where, "total"), f"un total que les lignes peuvent prendre (de {least} à {most})"
    for rank, move in enumerate(spec.expert):
        yield from _iter_amount_faults(spec, move, (*where, "expert", rank, "amounts"))


def _iter_line_faults(line: Line, step: Decimal, where: Location) -> Iterator[Fault]:
    if line.min > line.max or exact(line.min) % step or exact(line.max) % step:
        yield where, f"min et max en pas de {step}, min au plus max"
    for rank, reached in enumerate(line.thresholds):
        if reached.level > line.max:
            told = f"au plus {line.max:g}, ce que la ligne peut recevoir"
            yield (*where, "thresholds", rank, "from"), told


def _iter_amount_faults(
    spec: AllocationDecision, move: ExpertAmounts, where: Location
) -> Iterator[Fault]:
    lines = {line.id: line for line in spec.lines}
    if move.amounts.keys() != lines.keys():
        yield where, "un montant pour chaque ligne"
        return
    for name, amount in move.amounts.items():
        if not lines[name].min <= amount <= lines[name].max or exact(amount) % exact(spec.step):
            yield (*where, name), "un montant entre min et max, en pas de la décision"
    spent, total = sum(map(exact, move.amounts.values())), exact(spec.total)
    if spent > total or (spec.spend_all and spent != total):
        yield where, f"un total d’au plus {spec.total}"


def _iter_ordering_faults(spec: OrderingDecision, where: Location) -> Iterator[Fault]:
    ids = set(_list_offered(spec))
    for rank, rule in enumerate(spec.rules):
        if not {rule.element, rule.before or rule.element} <= ids:
            yield (*where, "rules", rank), f"des éléments parmi {sorted(ids)}"
    for rank, move in enumerate(spec.expert):
        if sorted(move.order) != sorted(ids):
            yield (*where, "expert", rank, "order"), "tous les éléments, une fois chacun"
