"""A scenario compiled: conditions and effects as functions, ready to be simulated fast."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from coordo_simulation.case_models import MODELS, Step
from coordo_simulation.case_schema import (
    Cause,
    Choice,
    DecisionSpec,
    Delayed,
    Event,
    OutcomeSpec,
    PassageSpec,
    ScenarioFields,
)
from coordo_simulation.conditions import build_test
from coordo_simulation.effects import Layout, Odds, build_action, build_odds
from coordo_simulation.periods import list_dates
from coordo_simulation.state import Action, Test

Passages = tuple[tuple[Test | None, PassageSpec], ...]


@dataclass(frozen=True, slots=True)
class DelayedEffect:
    """A delayed effect; ``key`` names its draw."""

    spec: Delayed
    key: str
    test: Test | None
    odds: Odds | None
    act: Action
    passages: Passages


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a decision."""

    spec: Choice
    test: Test | None
    act: Action
    reaction: Passages
    later: tuple[DelayedEffect, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A decision; ``expert`` pairs a test with the position of the expert's choice."""

    spec: DecisionSpec
    test: Test | None
    passages: Passages
    options: tuple[Option, ...]
    expert: tuple[tuple[Test | None, int, str], ...]

    def find_option(self, choice: str) -> int | None:
        """Return the position of a choice, None when there is no such choice."""
        return next((i for i, o in enumerate(self.options) if o.spec.id == choice), None)


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
    model = MODELS[fields.model.name]
    questions = tuple(_build_question(spec, layout) for spec in fields.decisions)
    happenings = tuple(_build_happening(spec, layout) for spec in fields.events)
    return Program(
        layout=layout,
        names=names,
        indicator_count=len(fields.indicators),
        initial=tuple(variable.initial for variable in variables),
        periods=fields.periods,
        dates=list_dates(fields.start, model.unit, fields.periods),
        intro=_build_passages(fields.intro, layout),
        events=tuple(
            tuple(h for h in happenings if _is_open(h.spec, period))
            for period in range(fields.periods + 1)
        ),
        decisions=tuple(
            tuple(q for q in questions if _is_open(q.spec, period))
            for period in range(fields.periods)
        ),
        by_id={question.spec.id: question for question in questions},
        step=model.bind_case(layout, fields.model.parameters, fields.start),
        outcomes=tuple(
            (
                build_test(spec.when, layout.index),
                spec,
                _build_passages(spec.passages, layout),
            )
            for spec in fields.outcomes
        ),
    )


def _is_open(spec: Event | DecisionSpec, period: int) -> bool:
    last = spec.at if spec.until is None else spec.until
    return spec.at <= period <= last


def _build_passages(specs: tuple[PassageSpec, ...], layout: Layout) -> Passages:
    return tuple((build_test(spec.when, layout.index), spec) for spec in specs)


def _build_happening(spec: Event, layout: Layout) -> Happening:
    return Happening(
        spec=spec,
        test=build_test(spec.when, layout.index),
        odds=build_odds(spec.probability, layout.index),
        act=build_action(spec.effects, layout),
        passages=_build_passages(spec.passages, layout),
        causes=tuple((build_test(cause.when, layout.index), cause) for cause in spec.causes),
    )


def _build_question(spec: DecisionSpec, layout: Layout) -> Question:
    positions = {choice.id: position for position, choice in enumerate(spec.choices)}
    return Question(
        spec=spec,
        test=build_test(spec.when, layout.index),
        passages=_build_passages(spec.passages, layout),
        options=tuple(_build_option(spec.id, choice, layout) for choice in spec.choices),
        expert=tuple(
            (build_test(move.when, layout.index), positions[move.choice], move.commentary)
            for move in spec.expert
        ),
    )


def _build_option(decision: str, spec: Choice, layout: Layout) -> Option:
    return Option(
        spec=spec,
        test=build_test(spec.when, layout.index),
        act=build_action(spec.effects, layout),
        reaction=_build_passages(spec.reaction, layout),
        later=tuple(
            DelayedEffect(
                spec=delayed,
                key=f"{decision}/{spec.id}/{delayed.id}",
                test=build_test(delayed.when, layout.index),
                odds=build_odds(delayed.probability, layout.index),
                act=build_action(delayed.effects, layout),
                passages=_build_passages(delayed.passages, layout),
            )
            for delayed in spec.later
        ),
    )
