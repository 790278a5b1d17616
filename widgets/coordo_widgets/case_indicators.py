"""The state panel: each indicator's value, its trend in words, its periods so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coordo_simulation.french import (
    NARROW_SPACE,
    format_date,
    format_quantity,
    set_spaces,
)
from coordo_simulation.periods import name_period

from coordo_widgets.case_screen import IndicatorView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coordo_simulation.case_parts import Indicator
    from coordo_simulation.periods import Unit
    from coordo_simulation.playback import PeriodState
    from coordo_simulation.scenario import Scenario

Verdict = Literal["better", "worse"]
NO_CHANGE = "égal"
LEAST_SPAN = 0.2
"""Least height of a sparkline, as a share of the indicator's range: a quiver stays a quiver."""


def build_indicators(
    scenario: Scenario,
    periods: Sequence[PeriodState],
    period: int,
    now: Mapping[str, float],
) -> tuple[IndicatorView, ...]:
    """Build the panel as of one moment: the periods before it, then ``now``."""
    past = [state for state in periods if state.period < period]
    return tuple(
        _build_indicator(spec, past, now[spec.id], scenario.unit) for spec in scenario.indicators
    )


def _build_indicator(
    spec: Indicator, past: Sequence[PeriodState], now: float, unit: Unit
) -> IndicatorView:
    values = [state.indicators[spec.id] for state in past] + [now]
    change = round(now, spec.decimals) - round(values[-2], spec.decimals) if past else 0.0
    return IndicatorView(
        label=set_spaces(spec.label),
        value=format_value(spec, now),
        trend=describe_trend(spec, change) if past else "",
        verdict=judge_change(spec, change),
        points=scale_points(spec, values),
        story=_tell_periods(spec, past, now, unit),
    )


def describe_reference(periods: Sequence[PeriodState], period: int) -> str:
    """Say what the trends of a moment compare with."""
    if period == 0:
        return "Les valeurs de départ."
    return f"Comparé au {format_date(periods[period - 1].date)}."


def format_value(spec: Indicator, value: float) -> str:
    """Write a value with its unit: 62 %."""
    return format_quantity(value, spec.unit, spec.decimals)


def format_change(spec: Indicator, change: float) -> str:
    """Write the size of a change; a share or a score changes by points, not by per cent."""
    if spec.unit in {"%", "pts"} or spec.unit.startswith(("sur ", "/")):
        unit = "points" if round(abs(change), spec.decimals) >= 2 else "point"  # noqa: PLR2004 -- French plural from 2
    else:
        unit = spec.unit
    return format_quantity(abs(change), unit, spec.decimals)


def describe_change(spec: Indicator, change: float) -> str:
    """Write a signed difference: + 3 points; « égal » when it rounds to nothing."""
    if round(change, spec.decimals) == 0:
        return NO_CHANGE
    sign = "+" if change > 0 else "−"
    return f"{sign}{NARROW_SPACE}{format_change(spec, change)}"


def describe_trend(spec: Indicator, change: float) -> str:
    """Say in words how the indicator moved: en hausse de 3 points."""
    if round(change, spec.decimals) == 0:
        return "stable"
    way = "en hausse" if change > 0 else "en baisse"
    return f"{way} de {format_change(spec, change)}"


def judge_change(spec: Indicator, change: float) -> Verdict | None:
    """Say whether a change is good, None where it cannot be seen."""
    if round(change, spec.decimals) == 0:
        return None
    return "better" if (change > 0) == (spec.direction == "haut") else "worse"


def scale_points(spec: Indicator, values: Sequence[float]) -> tuple[float, ...]:
    """Scale values to 0..1 over their own span, widened to a fifth of the indicator's range."""
    low, high = min(values), max(values)
    missing = max(0.0, LEAST_SPAN * (spec.max - spec.min) - (high - low))
    low, high = low - missing / 2, high + missing / 2
    span = high - low or 1.0
    return tuple(round((value - low) / span, 3) for value in values)


def _tell_periods(spec: Indicator, past: Sequence[PeriodState], now: float, unit: Unit) -> str:
    if not past:
        return ""
    told = [format_value(spec, state.indicators[spec.id]) for state in past]
    since = f"{unit.capitalize()} par {unit} depuis {name_period(past[0].date, unit)}"
    story = f"{since} : {', '.join(told)}, puis {format_value(spec, now)}"
    return set_spaces(f"{story.removesuffix('.')}.")  # a unit may be an abbreviation: h/sem.
