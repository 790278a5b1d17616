"""Indicators and decisions placed on the time axis."""

from coordo_simulation.engine import Trace
from coordo_simulation.retrospect import IndicatorPoint, Mark
from coordo_simulation.scenario import Scenario

RUN_LABEL = "Votre parcours"


def build_series(scenario: Scenario, trace: Trace, label: str) -> tuple[IndicatorPoint, ...]:
    """Return every indicator on the first day of every month."""
    return tuple(
        IndicatorPoint(
            run_label=label,
            month_index=month,
            date=scenario.program.dates[month],
            indicator=indicator.id,
            value=values[rank],
        )
        for month, values in enumerate(trace.months)
        for rank, indicator in enumerate(scenario.indicators)
    )


def build_marks(scenario: Scenario, trace: Trace, label: str) -> tuple[Mark, ...]:
    """Return the decisions taken, in their months."""
    return tuple(
        Mark(
            run_label=label,
            step=taken.step,
            month_index=taken.month,
            date=scenario.program.dates[taken.month],
            decision=taken.question.spec.id,
            label=taken.question.spec.title,
            choice_text=taken.question.options[taken.chosen].spec.text,
        )
        for taken in trace.steps
        if taken.chosen is not None
    )
