"""What a run shows: the moments already lived, the current one, the outcome.

Texts are Markdown in French; ``[[reference-id]]`` marks are left for the view to render.
``period`` 0 is the first period of the scenario. In ``Playback.periods`` the state at
index *k* is that of the first day of period *k*, so a finished run of 18 periods has 19 states.
"""

import datetime as dt
from typing import Literal

from coordo_simulation.answer import Answer
from coordo_simulation.answer_texts import describe_answer
from coordo_simulation.case_items import Document, Hint, Meeting, ShownView, Table
from coordo_simulation.case_parts import PassageKind
from coordo_simulation.engine import OpenedTrace, Said, StepTrace, Trace
from coordo_simulation.following import simulate_exactly
from coordo_simulation.prompts import Prompt, build_prompt
from coordo_simulation.record import Record
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario
from coordo_simulation.versions import VersionNote, adapt_run


class Passage(Record):
    """A piece of text to read; ``cause`` names the earlier decision it comes from."""

    kind: PassageKind
    speaker: str | None = None
    text: str
    cause: str | None = None
    cause_step: int | None = None


class Change(Record):
    """What a choice did at once to one indicator, in the indicator's unit."""

    indicator: str
    before: float
    after: float


class OpenedItem(Record):
    """Something opened while a decision waited, as it is read; it stays open from then on.

    A document has ``author``, ``written`` (its date, in words), ``body`` and perhaps ``table``
    and ``view``; a hint has ``body``; a meeting has ``person``, perhaps ``place``, and
    ``passages``.
    """

    id: str
    kind: Literal["document", "hint", "meeting"]
    title: str
    minutes: int | None
    cost: str | None
    changes: tuple[Change, ...]
    body: str | None = None
    author: str | None = None
    written: str | None = None
    table: Table | None = None
    view: ShownView | None = None
    person: str | None = None
    place: str | None = None
    passages: tuple[Passage, ...] = ()


class Moment(Record):
    """A scene that ends with a decision; ``answer`` is None for the one that waits.

    ``indicators`` are read before the answer, after what was opened; ``changes`` is what the
    answer did. ``date`` is the first day of the period. ``answer_text`` tells the answer.
    """

    step: int
    date: dt.date
    period: int
    chapter: str | None
    passages: tuple[Passage, ...]
    opened: tuple[OpenedItem, ...]
    prompt: Prompt
    answer: Answer | None
    answer_text: str | None
    changes: tuple[Change, ...]
    indicators: dict[str, float]

    @property
    def chosen(self) -> str | None:
        """The choice made, None unless the decision is single and taken."""
        return None if self.answer is None else self.answer.choice


class ChapterReached(Record):
    """A chapter that has begun."""

    id: str
    title: str
    period: int
    date: dt.date


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
    happened after the last decision is in ``epilogue``. ``run`` is of the present version; where
    the run played was of another, ``version_note`` says what became of it.
    """

    run: Run
    chapters: tuple[ChapterReached, ...]
    moments: tuple[Moment, ...]
    current: Moment | None
    epilogue: tuple[Passage, ...]
    periods: tuple[PeriodState, ...]
    is_finished: bool
    outcome: OutcomeReached | None
    version_note: VersionNote | None = None


def play(scenario: Scenario, run: Run) -> Playback:
    """Replay a run: pure, and the same to the last digit.

    Raises:
        RunError: the run is of another scenario, or decides something unknown or unavailable;
            the message is French.
    """
    if run.scenario == scenario.id and run.version != scenario.version:
        adapted = adapt_run(scenario, run)
        return build_playback(scenario, adapted.run, adapted.trace, adapted.note)
    return build_playback(scenario, run, simulate_exactly(scenario, run, has_texts=True))


def build_playback(
    scenario: Scenario, run: Run, trace: Trace, version_note: VersionNote | None = None
) -> Playback:
    """Tell a simulated run (whose texts were gathered)."""
    moments = tuple(_build_moment(scenario, step, run.seed) for step in trace.steps)
    waits = trace.outcome is None
    return Playback(
        run=run,
        chapters=_build_chapters(scenario, trace),
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
        version_note=version_note,
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


def _build_chapters(scenario: Scenario, trace: Trace) -> tuple[ChapterReached, ...]:
    dates, last = scenario.program.dates, len(trace.periods) - 1
    return tuple(
        ChapterReached(id=each.id, title=each.title, period=each.at, date=dates[each.at])
        for each in scenario.chapters
        if each.at <= last
    )


def _build_moment(scenario: Scenario, taken: StepTrace, seed: int) -> Moment:
    spec, answer = taken.question.spec, taken.answer
    begun = [chapter.id for chapter in scenario.chapters if chapter.at <= taken.period]
    return Moment(
        step=taken.step,
        date=scenario.program.dates[taken.period],
        period=taken.period,
        chapter=begun[-1] if begun else None,
        passages=tuple(_build_passage(said) for said in taken.said),
        opened=tuple(_build_opened(scenario, opened, taken) for opened in taken.openings),
        prompt=build_prompt(taken, seed),
        answer=answer,
        answer_text=None if answer is None else describe_answer(spec, answer),
        changes=_build_changes(scenario, taken.before, taken.after),
        indicators=_name_indicators(scenario, taken.before),
    )


def _build_opened(scenario: Scenario, opened: OpenedTrace, taken: StepTrace) -> OpenedItem:
    spec = opened.item.spec
    common = {
        "id": spec.id,
        "kind": spec.kind,
        "title": spec.title,
        "cost": spec.cost,
        "minutes": None if taken.minutes_left is None else spec.minutes,
        "changes": _build_changes(scenario, opened.before, opened.after),
    }
    match spec:
        case Document():
            told = {"author": spec.author, "written": spec.date, "body": spec.body}
            return OpenedItem.model_validate(
                {**common, **told, "table": spec.table, "view": spec.view}
            )
        case Hint():
            return OpenedItem.model_validate({**common, "body": spec.body})
        case Meeting():
            met = {"person": spec.person, "place": spec.place}
            passages = tuple(_build_passage(said) for said in opened.said)
            return OpenedItem.model_validate({**common, **met, "passages": passages})


def _build_changes(
    scenario: Scenario, values: tuple[float, ...], then: tuple[float, ...]
) -> tuple[Change, ...]:
    pairs = zip(scenario.indicators, values, then, strict=False)
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


def get_answer_text(taken: StepTrace) -> str:
    """Tell the answer given at a decided step.

    Raises:
        ValueError: the decision still waits.
    """
    return describe_answer(taken.question.spec, get_answer(taken))


def get_answer(taken: StepTrace) -> Answer:
    """Return the answer given at a decided step.

    Raises:
        ValueError: the decision still waits.
    """
    if taken.answer is None:
        raise ValueError("Cette décision n’est pas prise.")
    return taken.answer
