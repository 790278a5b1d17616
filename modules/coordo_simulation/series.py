"""Indicators and decisions placed on the time axis."""

from coordo_simulation.engine import Trace
from coordo_simulation.playback import get_answer_text
from coordo_simulation.retrospect import IndicatorPoint, Mark
from coordo_simulation.scenario import Scenario

RUN_LABEL = "Votre parcours"


def build_series(scenario: Scenario, trace: Trace, label: str) -> tuple[IndicatorPoint, ...]:
    """Return every indicator on the first day of every period."""
    return tuple(
        IndicatorPoint(
            run_label=label,
            period=period,
            date=scenario.program.dates[period],
            indicator=indicator.id,
            value=values[rank],
        )
        for period, values in enumerate(trace.periods)
        for rank, indicator in enumerate(scenario.indicators)
    )


def build_marks(scenario: Scenario, trace: Trace, label: str) -> tuple[Mark, ...]:
    """Return the decisions taken, in their periods."""
    return tuple(
        Mark(
            run_label=label,
            step=taken.step,
            period=taken.period,
            date=scenario.program.dates[taken.period],
            decision=taken.question.spec.id,
            label=taken.question.spec.title,
            choice_text=get_answer_text(taken),
        )
        for taken in trace.steps
        if taken.answer is not None
    )
