"""Rules compiled to the step of a case: sums rounded once, the same on every Python."""

from collections.abc import Callable, Sequence
from math import fsum

from coordo_simulation.case_rules import FlowRule, Measure, MoveRule, PullRule, Rule, Term
from coordo_simulation.effects import Layout

Reading = Callable[[list[float]], float]


def build_rules_step(rules: Sequence[Rule], layout: Layout) -> Callable[[list[float], int], None]:
    """Compile rules whose names have been checked.

    A period goes: every amount is read at once; flows take, in the order of the file, no more
    than there is and than there is room for; the rest is added, then kept within the bounds.
    """
    index, low, high = layout.index, layout.low, layout.high
    flows = [
        (index[rule.source], index[rule.to], _build_amount(rule, layout))
        for rule in rules
        if isinstance(rule, FlowRule)
    ]
    changes = _build_changes(rules, layout)

    def step(values: list[float], _period: int) -> None:
        given = [(source, to, amount(values)) for source, to, amount in flows]
        moved = [(position, [change(values) for change in group]) for position, group in changes]
        for source, to, asked in given:
            there = values[source] - low[source]
            room = high[to] - values[to]
            taken = min(asked, there, room)
            if taken > 0.0:
                values[source] = low[source] if taken == there else values[source] - taken
                values[to] = high[to] if taken == room else values[to] + taken
        for position, parts in moved:
            value = fsum([values[position], *parts])
            least, most = low[position], high[position]
            values[position] = least if value < least else most if value > most else value  # noqa: FURB136  (a call here is a tenth of a run)

    return step


def _build_changes(
    rules: Sequence[Rule], layout: Layout
) -> tuple[tuple[int, tuple[Reading, ...]], ...]:
    """Gather what is added to each variable, in the order in which the file first names them."""
    groups: dict[int, list[Reading]] = {}
    for rule in rules:
        if isinstance(rule, MoveRule):
            groups.setdefault(layout.index[rule.moves], []).append(_build_amount(rule, layout))
        elif isinstance(rule, PullRule):
            groups.setdefault(layout.index[rule.pulls], []).append(_build_pull(rule, layout))
    return tuple((position, tuple(group)) for position, group in groups.items())


def _build_pull(rule: PullRule, layout: Layout) -> Reading:
    target, position, rate = _build_amount(rule, layout), layout.index[rule.pulls], rule.rate
    return lambda values: rate * (target(values) - values[position])


def _build_amount(rule: Rule, layout: Layout) -> Reading:
    base = rule.base
    plain = tuple(
        (layout.index[term.variable], term.times) for term in rule.terms if _is_plain(term)
    )
    others = tuple(_build_term(term, layout) for term in rule.terms if not _is_plain(term))
    if not rule.terms:
        return lambda _values: base
    if not others:
        return lambda values: fsum([base, *[times * values[at] for at, times in plain]])
    return lambda values: fsum(
        [base, *[times * values[at] for at, times in plain], *[read(values) for read in others]]
    )


def _is_plain(term: Term) -> bool:
    return term.by is None and term.at_least is None and term.below is None and not term.minus


def _build_term(term: Term, layout: Layout) -> Reading:
    read, times = _build_measure(term, layout), term.times
    if term.by is None:
        return lambda values: times * read(values)
    other = _build_measure(term.by, layout)
    return lambda values: times * read(values) * other(values)


def _build_measure(measure: Measure, layout: Layout) -> Reading:
    at = layout.index[measure.variable]
    if measure.at_least is not None:
        least = measure.at_least
        return lambda values: values[at] - least if values[at] > least else 0.0
    if measure.below is not None:
        most = measure.below
        return lambda values: most - values[at] if values[at] < most else 0.0
    origin = measure.minus
    return lambda values: values[at] - origin
