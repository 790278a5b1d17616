"""A scenario compiled: conditions and effects as functions, ready to be simulated fast."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from coordo_simulation.case_decisions import DecisionSpec
from coordo_simulation.case_models import MODELS, Step, bind_model
from coordo_simulation.case_schema import Cause, Event, OutcomeSpec, ScenarioFields, list_items
from coordo_simulation.conditions import build_test
from coordo_simulation.effects import Layout, Odds, build_action, build_odds
from coordo_simulation.periods import list_dates
from coordo_simulation.questions import Passages, Question, build_passages, build_question
from coordo_simulation.state import Action, Test


@dataclass(frozen=True, slots=True)
class Happening:
    """An event."""

    spec: Event
    test: Test | None
    odds: Odds | None
    act: Action
    passages: Passages
    causes: tuple[tuple[Test | None, Cause], ...]


@dataclass(frozen=True, slots=True)
class Program:
    """All of a scenario that the engine needs."""

    layout: Layout
    names: tuple[str, ...]
    indicator_count: int
    initial: tuple[float, ...]
    periods: int
    dates: tuple[dt.date, ...]
    intro: Passages
    events: tuple[tuple[Happening, ...], ...]
    decisions: tuple[tuple[Question, ...], ...]
    by_id: Mapping[str, Question]
    step: Step
    outcomes: tuple[tuple[Test | None, OutcomeSpec, Passages], ...]


def build_program(fields: ScenarioFields) -> Program:
    """Compile a scenario whose names have been checked."""
    variables = (*fields.indicators, *fields.variables)
    names = tuple(variable.id for variable in variables)
    layout = Layout(
        {name: position for position, name in enumerate(names)},
        tuple(variable.min for variable in variables),
        tuple(variable.max for variable in variables),
    )
    items = list_items(fields)
    model = MODELS[fields.model.name]
    questions = tuple(build_question(spec, items, layout) for spec in fields.decisions)
    happenings = tuple(_build_happening(spec, layout) for spec in fields.events)
    return Program(
        layout=layout,
        names=names,
        indicator_count=len(fields.indicators),
        initial=tuple(variable.initial for variable in variables),
        periods=fields.periods,
        dates=list_dates(fields.start, model.unit, fields.periods),
        intro=build_passages(fields.intro, layout),
        events=tuple(
            tuple(h for h in happenings if _is_open(h.spec, period))
            for period in range(fields.periods + 1)
        ),
        decisions=tuple(
            tuple(q for q in questions if _is_open(q.spec, period))
            for period in range(fields.periods)
        ),
        by_id={question.spec.id: question for question in questions},
        step=bind_model(fields.model, layout, fields.start),
        outcomes=tuple(
            (
                build_test(spec.when, layout.index),
                spec,
                build_passages(spec.passages, layout),
            )
            for spec in fields.outcomes
        ),
    )


def _is_open(spec: Event | DecisionSpec, period: int) -> bool:
    last = spec.at if spec.until is None else spec.until
    return spec.at <= period <= last


def _build_happening(spec: Event, layout: Layout) -> Happening:
    return Happening(
        spec=spec,
        test=build_test(spec.when, layout.index),
        odds=build_odds(spec.probability, layout.index),
        act=build_action(spec.effects, layout),
        passages=build_passages(spec.passages, layout),
        causes=tuple((build_test(cause.when, layout.index), cause) for cause in spec.causes),
    )
