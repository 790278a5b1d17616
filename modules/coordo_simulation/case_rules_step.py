"""Rules compiled to the step of a case: sums rounded once, the same on every Python.

All that moves a variable becomes one sum (a constant, weights of variables, weights of what is
over or under a threshold, products), so that a year of weeks costs less than a millisecond.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import fsum

from coordo_simulation.case_rules import FlowRule, Measure, MoveRule, PullRule, Rule, Term
from coordo_simulation.effects import Layout

Reading = Callable[[list[float]], float]


def build_rules_step(rules: Sequence[Rule], layout: Layout) -> Callable[[list[float], int], None]:
    """Compile rules whose names have been checked.

    A period goes: every amount is read at once; flows take, in the order of the file, no more
    than there is and than there is room for; the rest is added, then kept within the bounds.
    """
    low, high = layout.low, layout.high
    flows = _build_flows(rules, layout)
    changes = _build_changes(rules, layout)

    def step(values: list[float], _period: int) -> None:
        asked = [amount(values) for _source, _to, amount in flows]
        moved = [change(values) for _position, _low, _high, change in changes]
        for (source, to, _amount), most in zip(flows, asked, strict=True):
            there = values[source] - low[source]
            room = high[to] - values[to]
            taken = min(most, there, room)
            if taken > 0.0:
                values[source] = low[source] if taken == there else values[source] - taken
                values[to] = high[to] if taken == room else values[to] + taken
        for (position, least, most, _change), change in zip(changes, moved, strict=True):
            value = values[position] + change
            values[position] = least if value < least else most if value > most else value  # noqa: FURB136  (a call here is a tenth of a run)

    return step


@dataclass(slots=True)
class _Sum:
    """What is to be added, gathered rule after rule; places are those of the layout.

    A hinge (place, threshold, side, weight) counts where side · (value − threshold) > 0.
    """

    layout: Layout
    constants: list[float] = field(default_factory=list)
    weights: dict[int, list[float]] = field(default_factory=dict)
    hinges: list[tuple[int, float, float, float]] = field(default_factory=list)
    products: list[tuple[float, Reading, Reading]] = field(default_factory=list)

    def add_amount(self, rule: Rule, scale: float = 1.0) -> None:
        """Add ``scale`` times the amount of a rule."""
        self.constants.append(scale * rule.base)
        for term in rule.terms:
            self._add_term(term, scale * term.times)

    def add_weight(self, position: int, weight: float) -> None:
        """Add ``weight`` times the variable at ``position``."""
        self.weights.setdefault(position, []).append(weight)

    def _add_term(self, term: Term, weight: float) -> None:
        at = self.layout.index[term.variable]
        if term.by is not None:
            one, other = _build_reading(term, self.layout), _build_reading(term.by, self.layout)
            self.products.append((weight, one, other))
        elif term.at_least is not None:
            self.hinges.append((at, term.at_least, 1.0, weight))
        elif term.below is not None:
            self.hinges.append((at, term.below, -1.0, -weight))
        else:
            self.add_weight(at, weight)
            self.constants.append(-weight * term.minus)

    def build(self) -> Reading:
        """Return the sum, rounded once: its order says nothing."""
        constant = fsum(self.constants)
        weights = tuple((at, fsum(each)) for at, each in self.weights.items())
        hinges, products = tuple(self.hinges), tuple(self.products)

        def add_linear(values: list[float]) -> float:
            return fsum([constant, *[weight * values[at] for at, weight in weights]])

        def add_hinged(values: list[float]) -> float:
            parts = [weight * values[at] for at, weight in weights]
            for at, threshold, side, weight in hinges:
                beyond = values[at] - threshold
                if beyond * side > 0.0:
                    parts.append(weight * beyond)
            for weight, one, other in products:
                parts.append(weight * one(values) * other(values))
            parts.append(constant)
            return fsum(parts)

        if not (weights or hinges or products):
            return lambda _values: constant
        return add_hinged if hinges or products else add_linear


def _build_flows(rules: Sequence[Rule], layout: Layout) -> tuple[tuple[int, int, Reading], ...]:
    flows = []
    for rule in rules:
        if isinstance(rule, FlowRule):
            amount = _Sum(layout)
            amount.add_amount(rule)
            flows.append((layout.index[rule.source], layout.index[rule.to], amount.build()))
    return tuple(flows)


def _build_changes(
    rules: Sequence[Rule], layout: Layout
) -> tuple[tuple[int, float, float, Reading], ...]:
    """Gather what is added to each variable, with its bounds."""
    sums: dict[int, _Sum] = {}
    for rule in rules:
        if isinstance(rule, MoveRule):
            sums.setdefault(layout.index[rule.moves], _Sum(layout)).add_amount(rule)
        elif isinstance(rule, PullRule):
            position = layout.index[rule.pulls]
            whole = sums.setdefault(position, _Sum(layout))
            whole.add_amount(rule, rule.rate)
            whole.add_weight(position, -rule.rate)
    return tuple((*bounds, sums[bounds[0]].build()) for bounds in layout.list_bounds(sums))


def _build_reading(measure: Measure, layout: Layout) -> Reading:
    at = layout.index[measure.variable]
    if measure.at_least is not None:
        least = measure.at_least
        return lambda values: max(0.0, values[at] - least)
    if measure.below is not None:
        most = measure.below
        return lambda values: max(0.0, most - values[at])
    origin = measure.minus
    return lambda values: values[at] - origin
