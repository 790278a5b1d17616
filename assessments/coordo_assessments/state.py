"""State is the fold of the events: what a view restores, a grader reads, a portal counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coordo_assessments.events import (
    ActivityFinished,
    AnswerGiven,
    DecisionTaken,
    Event,
    ItemOpened,
    NoteWritten,
    ParentStep,
    RunStarted,
    SectionReached,
)
from coordo_assessments.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from coordo_simulation.answer import Answer


@dataclass(frozen=True)
class LatestAnswer:
    """The last answer to an item, when it was given, and how many came in all.

    Of a dossier, it is what stands once the steps behind are sealed.
    """

    answer: dict[str, Any] | None
    at: datetime
    count: int
    certainty: int | None = None
    variant: str | None = None


@dataclass(frozen=True)
class TakenDecision:
    """A decision as the journal holds it."""

    step: int
    decision: str
    answer: Answer
    at: datetime

    @property
    def choice(self) -> str | None:
        """The choice made, None unless the decision is single."""
        return self.answer.choice


@dataclass(frozen=True)
class TakenOpening:
    """Something opened while the decision of ``step`` waited."""

    step: int
    item: str
    at: datetime


@dataclass(frozen=True)
class RunRecord:
    """A run of a case; its decisions after those it shares with its parent.

    ``activity`` is where it counts, None for a run that is only played.
    """

    run: str
    scenario: str
    version: str
    seed: int
    started_at: datetime
    parent: ParentStep | None
    decisions: tuple[TakenDecision, ...] = ()
    openings: tuple[TakenOpening, ...] = ()
    activity: str | None = None


@dataclass(frozen=True)
class Note:
    """The last text written on a subject."""

    text: str
    at: datetime


@dataclass
class TraineeState:
    """All that a journal says of one trainee and one module."""

    answers: dict[tuple[str, str], LatestAnswer] = field(default_factory=dict)
    runs: dict[str, RunRecord] = field(default_factory=dict)
    latest_run: dict[str, str] = field(default_factory=dict)
    notes: dict[tuple[str, str], Note] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    finished: dict[str, datetime] = field(default_factory=dict)
    last_activity: str | None = None
    last_at: datetime | None = None


def fold(events: Iterable[Event]) -> TraineeState:
    """Fold events, in the order of the journal, into the state they leave."""
    state = TraineeState()
    for event in events:
        _apply(state, event)
        state.last_at = event.at
    return state


def _apply(state: TraineeState, event: Event) -> None:
    match event:
        case AnswerGiven():
            _apply_answer(state, event)
        case RunStarted():
            _apply_run(state, event)
        case DecisionTaken():
            _apply_decision(state, event)
        case ItemOpened():
            _apply_opening(state, event)
        case NoteWritten():
            state.notes[event.activity, event.subject] = Note(event.text, event.at)
            state.last_activity = event.activity
        case SectionReached():
            state.sections[event.activity] = event.section
            state.last_activity = event.activity
        case ActivityFinished():
            _apply_finished(state, event)


def _apply_answer(state: TraineeState, event: AnswerGiven) -> None:
    key = (event.activity, event.item)
    before = state.answers.get(key)
    count = before.count + 1 if before else 1
    answer = seal(before.answer if before else None, event.answer, event.activity)
    state.answers[key] = LatestAnswer(answer, event.at, count, event.certainty, event.variant)
    state.last_activity = event.activity


def _apply_run(state: TraineeState, event: RunStarted) -> None:
    """A second start of the same id is a copy of the line: the first one stands."""
    if event.run not in state.runs:
        state.runs[event.run] = RunRecord(
            run=event.run,
            scenario=event.scenario,
            version=event.version,
            seed=event.seed,
            started_at=event.at,
            parent=event.parent,
            activity=event.activity,
        )
    state.latest_run[event.scenario] = event.run


def _apply_decision(state: TraineeState, event: DecisionTaken) -> None:
    """In two tabs the same step may be decided twice: the first one written stands."""
    run = state.runs.get(event.run)
    if run is None or any(taken.step == event.step for taken in run.decisions):
        return
    taken = TakenDecision(event.step, event.decision, event.given, event.at)
    state.runs[event.run] = RunRecord(
        **{**run.__dict__, "decisions": (*run.decisions, taken)},
    )


def _apply_opening(state: TraineeState, event: ItemOpened) -> None:
    """A thing opens once in a run, and before the decision of its step."""
    run = state.runs.get(event.run)
    if run is None or any(taken.step == event.step for taken in run.decisions):
        return
    if any(opened.item == event.item for opened in run.openings):
        return
    opened = TakenOpening(event.step, event.item, event.at)
    state.runs[event.run] = RunRecord(
        **{**run.__dict__, "openings": (*run.openings, opened)},
    )


def _apply_finished(state: TraineeState, event: ActivityFinished) -> None:
    if event.is_finished:
        state.finished[event.activity] = event.at
    else:
        state.finished.pop(event.activity, None)
    state.last_activity = event.activity
