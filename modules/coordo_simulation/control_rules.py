"""The four Western Electric rules: which points of a control chart signal, and by which rule.

Western Electric, Statistical Quality Control Handbook (1956), as given by the StatSoft glossary
("Western Electric Run Rules"). Read phase by phase, in standard deviations from the centre,
always on one side:

1. one point beyond three;
2. two of three points in a row beyond two;
3. four of five points in a row beyond one;
4. eight points in a row on the same side of the centre.

All four together give, on a process that does not change, a false alarm every 92 points or so
(91.75 on independent normal values: Wikipedia, "Western Electric rules"; a test finds it again).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.control_charts import Chart

RuleNumber = Literal[1, 2, 3, 4]
ALL_RULES: tuple[RuleNumber, ...] = (1, 2, 3, 4)
FALSE_ALARM_EVERY = 91.75
"""Mean number of points between two false alarms of the four rules together."""
NOT_A_CAUSE = set_spaces(
    "Un signal invite à chercher ce qui a changé ; il ne dit pas pourquoi, et peut être une fausse "
    "alerte."
)
_ROUNDING = 1e-9


class Rule(Closed):
    """``needed`` of ``window`` points in a row, beyond ``beyond`` standard deviations."""

    number: RuleNumber
    needed: int
    window: int
    beyond: float
    label: str


def _rule(number: RuleNumber, needed: int, window: int, beyond: float, label: str) -> Rule:
    return Rule(number=number, needed=needed, window=window, beyond=beyond, label=label)


RULES: dict[RuleNumber, Rule] = {
    rule.number: rule
    for rule in (
        _rule(1, 1, 1, 3, "un point au-delà des limites"),
        _rule(2, 2, 3, 2, "deux points sur trois au-delà de deux écarts-types"),
        _rule(3, 4, 5, 1, "quatre points sur cinq au-delà d’un écart-type"),
        _rule(4, 8, 8, 0, "huit points de suite du même côté du centre"),
    )
}


class Signal(Closed):
    """Points that together meet a rule, on one side of the centre.

    ``first_seen`` is the index at which the rule was first met: what one could have known then.
    """

    rule: RuleNumber
    side: Literal["au-dessus", "au-dessous"]
    points: tuple[int, ...]
    first_seen: int


def list_signals(chart: Chart, rules: tuple[RuleNumber, ...] = ALL_RULES) -> tuple[Signal, ...]:
    """List what signals, by rule then by time; windows that overlap make one signal."""
    return tuple(
        signal
        for number in sorted(set(rules))
        for phase in chart.phases
        for side in (1, -1)
        for signal in _iter_signals(
            RULES[number],
            [point.score * side for point in chart.points[phase.first : phase.last + 1]],
            phase.first,
            side,
        )
    )


def list_flagged(signals: tuple[Signal, ...]) -> tuple[int, ...]:
    """Indices of the points that some signal holds, in order."""
    return tuple(sorted({index for signal in signals for index in signal.points}))


def tell_signal(chart: Chart, signal: Signal) -> str:
    """Say in French which points signal, by which rule."""
    labels = [chart.points[index].label for index in signal.points]
    if len(labels) == 1:
        who = labels[0]
    elif len(labels) == 2:  # noqa: PLR2004 (two points are told one by one)
        who = f"{labels[0]} et {labels[1]}"
    else:
        who = f"{_from(labels[0])} à {labels[-1]} ({len(labels)}\u00a0points)"
    label = RULES[signal.rule].label
    return set_spaces(f"Règle {signal.rule}, {label} : {who}, {signal.side} du centre.")


def tell_false_alarms() -> str:
    """Say in French how often the rules cry wolf."""
    every = format_number(FALSE_ALARM_EVERY)
    return (
        f"Même quand rien ne change, les quatre règles ensemble alertent à tort environ une fois "
        f"tous les {every} points (valeurs indépendantes et gaussiennes)."
    )


def _from(label: str) -> str:
    """« de » before a label, elided before a vowel: d’octobre."""
    return f"d’{label}" if label[0].lower() in "aeiouéêh" else f"de {label}"


def _iter_signals(rule: Rule, scores: list[float], start: int, side: int) -> Iterator[Signal]:
    """Merge the windows that meet the rule where they share a point."""
    held: list[int] = []
    first_seen = 0
    for end in range(1, len(scores) + 1):
        window = range(max(0, end - rule.window), end)
        beyond = [index for index in window if scores[index] > rule.beyond + _ROUNDING]
        if len(beyond) < rule.needed:
            continue
        if held and beyond[0] > held[-1]:
            yield _build_signal(rule, held, first_seen, start, side)
            held = []
        if not held:
            first_seen = end - 1
        held = sorted({*held, *beyond})
    if held:
        yield _build_signal(rule, held, first_seen, start, side)


def _build_signal(rule: Rule, held: list[int], first_seen: int, start: int, side: int) -> Signal:
    return Signal(
        rule=rule.number,
        side="au-dessus" if side > 0 else "au-dessous",
        points=tuple(index + start for index in held),
        first_seen=first_seen + start,
    )
