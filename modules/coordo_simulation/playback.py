"""What a run shows: the moments already lived, the current one, the outcome.

Texts are Markdown in French; ``[[reference-id]]`` marks are left for the view to render.
``period`` 0 is the first period of the scenario. In ``Playback.periods`` the state at
index *k* is that of the first day of period *k*, so a finished run of 18 periods has 19 states.
"""

import datetime as dt

from coordo_simulation.case_schema import PassageKind
from coordo_simulation.chance import build_chance
from coordo_simulation.engine import Said, StepTrace, Trace, simulate
from coordo_simulation.following import follow_exactly
from coordo_simulation.record import Record
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario


class Passage(Record):
    """A piece of text to read; ``cause`` names the earlier decision it comes from."""

    kind: PassageKind
    speaker: str | None = None
    text: str
    cause: str | None = None
    cause_step: int | None = None


class ChoicePrompt(Record):
    """One choice as offered; ``cost`` is the price that is visible today."""

    id: str
    text: str
    cost: str | None
    is_available: bool
    unavailable_reason: str | None = None


class Prompt(Record):
    """A decision to take; ``decision`` is its id."""

    decision: str
    title: str
    text: str
    why: str
    references: tuple[str, ...]
    sources: tuple[str, ...] = ()
    choices: tuple[ChoicePrompt, ...]


class Change(Record):
    """What a choice did at once to one indicator, in the indicator's unit."""

    indicator: str
    before: float
    after: float


class Moment(Record):
    """A scene that ends with a decision, or the last scene (``prompt`` is None).

    ``indicators`` are read before the choice. ``date`` is the first day of the period.
    """

    step: int
    date: dt.date
    period: int
    passages: tuple[Passage, ...]
    prompt: Prompt | None
    chosen: str | None
    changes: tuple[Change, ...]
    indicators: dict[str, float]


class PeriodState(Record):
    """The indicators on the first day of a period."""

    period: int
    date: dt.date
    indicators: dict[str, float]


class OutcomeReached(Record):
    """How the case ends."""

    id: str
    title: str
    summary: str
    passages: tuple[Passage, ...]


class Playback(Record):
    """A run told: ``moments`` are the decided ones, ``current`` the one that waits.

    A finished run has no ``current``: its last scene is ``outcome.passages``, and what
    happened after the last decision is in ``epilogue``.
    """

    run: Run
    moments: tuple[Moment, ...]
    current: Moment | None
    epilogue: tuple[Passage, ...]
    periods: tuple[PeriodState, ...]
    is_finished: bool
    outcome: OutcomeReached | None


def play(scenario: Scenario, run: Run) -> Playback:
    """Replay a run: pure, and the same to the last digit.

    Raises:
        RunError: the run is of another scenario or version, or decides something unknown or
            unavailable; the message is French.
    """
    chooser = follow_exactly(scenario, run)
    trace = simulate(scenario.program, build_chance(run.seed), chooser, has_texts=True)
    return build_playback(scenario, run, trace)


def build_playback(scenario: Scenario, run: Run, trace: Trace) -> Playback:
    """Tell a simulated run (whose texts were gathered)."""
    moments = tuple(_build_moment(scenario, step) for step in trace.steps)
    waits = trace.outcome is None
    return Playback(
        run=run,
        moments=moments[:-1] if waits else moments,
        current=moments[-1] if waits else None,
        epilogue=tuple(_build_passage(said) for said in trace.epilogue),
        periods=tuple(
            PeriodState(
                period=period,
                date=scenario.program.dates[period],
                indicators=_name_indicators(scenario, values),
            )
            for period, values in enumerate(trace.periods)
        ),
        is_finished=not waits,
        outcome=build_outcome(trace),
    )


def build_outcome(trace: Trace) -> OutcomeReached | None:
    """Return how a simulated run ended, None while a decision waits."""
    if trace.outcome is None:
        return None
    return OutcomeReached(
        id=trace.outcome.id,
        title=trace.outcome.title,
        summary=trace.outcome.summary,
        passages=tuple(_build_passage(said) for said in trace.outcome_said),
    )


def _build_moment(scenario: Scenario, taken: StepTrace) -> Moment:
    options = taken.question.options
    return Moment(
        step=taken.step,
        date=scenario.program.dates[taken.period],
        period=taken.period,
        passages=tuple(_build_passage(said) for said in taken.said),
        prompt=_build_prompt(taken),
        chosen=None if taken.chosen is None else options[taken.chosen].spec.id,
        changes=_build_changes(scenario, taken),
        indicators=_name_indicators(scenario, taken.before),
    )


def _build_prompt(taken: StepTrace) -> Prompt:
    spec = taken.question.spec
    choices = tuple(
        ChoicePrompt(
            id=choice.id,
            text=choice.text,
            cost=choice.cost,
            is_available=is_available,
            unavailable_reason=None if is_available else choice.unavailable,
        )
        for choice, is_available in zip(spec.choices, taken.available, strict=True)
    )
    return Prompt(
        decision=spec.id,
        title=spec.title,
        text=spec.text,
        why=spec.why,
        references=spec.references,
        sources=spec.sources,
        choices=choices,
    )


def _build_changes(scenario: Scenario, taken: StepTrace) -> tuple[Change, ...]:
    pairs = zip(scenario.indicators, taken.before, taken.after, strict=False)
    return tuple(
        Change(indicator=indicator.id, before=before, after=after)
        for indicator, before, after in pairs
        if before != after
    )


def _build_passage(said: Said) -> Passage:
    return Passage(
        kind=said.spec.kind,
        speaker=said.spec.speaker,
        text=said.spec.text,
        cause=said.cause,
        cause_step=said.cause_step,
    )


def _name_indicators(scenario: Scenario, values: tuple[float, ...]) -> dict[str, float]:
    count = scenario.program.indicator_count
    return dict(zip(scenario.program.names[:count], values[:count], strict=True))


def require_outcome(outcome: OutcomeReached | None) -> OutcomeReached:
    """Return the outcome of a finished run.

    Raises:
        ValueError: the run is not finished.
    """
    if outcome is None:
        raise ValueError("Ce parcours n’est pas terminé.")
    return outcome


def get_choice_text(taken: StepTrace) -> str:
    """Return the text of the choice made at a decided step.

    Raises:
        ValueError: the decision still waits.
    """
    if taken.chosen is None:
        raise ValueError("Cette décision n’est pas prise.")
    return taken.question.options[taken.chosen].spec.text
