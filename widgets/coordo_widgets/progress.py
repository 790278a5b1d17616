"""How far a trainee has come, read from the journals: nothing is stored beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from coordo_assessments.events import (
    ActivityFinished,
    AnswerGiven,
    DecisionTaken,
    Event,
    ItemOpened,
    NoteWritten,
    RunFinished,
    RunStarted,
    SectionReached,
)
from coordo_assessments.graded_run import CASE_CELL
from coordo_assessments.state import TraineeState, fold
from coordo_simulation.french import format_date

from coordo_widgets.place import PAPER_NAME, Place
from coordo_widgets.questions import load_module_bank, load_paper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from coordo_assessments.syllabus import Activity, Module


@dataclass(frozen=True)
class ActivityProgress:
    """One activity as its line in a table of contents says it."""

    activity: Activity
    words: str
    is_there: bool
    is_finished: bool


@dataclass(frozen=True)
class LastStep:
    """Where the trainee stopped: notebook, place in it, and words for both."""

    module: Module
    activity: Activity
    anchor: str
    words: str
    at: datetime

    @property
    def address(self) -> str:
        """Address from the folder of the module."""
        return self.activity.notebook + (f"#{quote(self.anchor)}" if self.anchor else "")


@dataclass(frozen=True)
class ModuleProgress:
    """The activities of one module, where the trainee stopped, what could not be read."""

    activities: tuple[ActivityProgress, ...]
    last: LastStep | None
    skipped: int


def load_module_progress(place: Place, module: Module) -> ModuleProgress:
    """Read the journal of a module's folder and say how far each activity has come."""
    reading = place.journal.read()
    state = fold(reading.events)
    return ModuleProgress(
        activities=tuple(_iter_activities(place, module, state)),
        last=_find_last(reading.events, place, module, state),
        skipped=len(reading.skipped),
    )


def _iter_activities(
    place: Place, module: Module, state: TraineeState
) -> Iterator[ActivityProgress]:
    for activity in module.activities:
        finished_at = state.finished.get(activity.id)
        is_there = (place.folder / activity.notebook).is_file()
        if not is_there and activity.kind == "evaluation":
            words = "L’évaluation n’est pas encore publiée"
        elif finished_at:
            words = f"Terminé le {format_date(finished_at.astimezone().date())}"
        else:
            words = _say_progress(place, activity, state)
        yield ActivityProgress(activity, words, is_there, finished_at is not None)


def _say_progress(place: Place, activity: Activity, state: TraineeState) -> str:
    answered = {
        item for (where, item), latest in state.answers.items()
        if where == activity.id and latest.answer is not None
    }  # fmt: skip
    match activity.kind:
        case "exercices":
            bank = load_module_bank(place).items
            return _count(len(answered & set(bank)), len(bank))
        case "evaluation":
            paper = load_paper(place) if (place.folder / PAPER_NAME).is_file() else None
            ids = {item.id for item in paper.items} if paper else set()
            return _count(len(answered & ids), len(ids))
        case "cas":
            return _say_case(state)
        case _:
            is_begun = activity.id in state.sections or answered
            return "Commencé" if is_begun else ""


def _say_case(state: TraineeState) -> str:
    runs = [run for run in state.runs.values() if run.activity is None]
    if not runs:
        return ""
    taken = len(max(runs, key=lambda run: run.started_at).decisions)
    return f"{taken} décisions prises" if taken > 1 else f"{taken} décision prise"


def _place_run(run: str, case: str, state: TraineeState) -> tuple[str, str, str]:
    """Say where a run is played: in the evaluation where it counts, else in ``case``."""
    record = state.runs.get(run)
    if record is not None and record.activity is not None:
        return record.activity, CASE_CELL, "le cas noté"
    return case, "", _say_case(state)


def _count(done: int, total: int) -> str:
    return f"{done} sur {total}" if done else (f"{total} questions" if total else "")


def _find_last(
    events: tuple[Event, ...], place: Place, module: Module, state: TraineeState
) -> LastStep | None:
    by_id = {entry.id: entry for entry in module.activities}
    by_kind = {entry.kind: entry.id for entry in module.activities}
    for event in reversed(events):
        if isinstance(event, DecisionTaken | ItemOpened | RunStarted | RunFinished):
            where, anchor, words = _place_run(event.run, by_kind.get("cas", ""), state)
        elif isinstance(event, AnswerGiven):
            where, anchor = event.activity, f"q-{event.item}"
            words = _title_question(place, event.item)
        elif isinstance(event, SectionReached):
            where, anchor, words = event.activity, event.section, event.section.replace("-", " ")
        elif isinstance(event, NoteWritten | ActivityFinished):
            where, anchor, words = event.activity, "", ""
        activity = by_id.get(where)
        if activity and (place.folder / activity.notebook).is_file():
            return LastStep(module, activity, anchor, words, event.at)
    return None


def _title_question(place: Place, item_id: str) -> str:
    paper = load_paper(place)
    titles = {item.id: item.title for item in paper.items} if paper else {}
    item = load_module_bank(place).items.get(item_id)
    title = item.title if item else titles.get(item_id, "")
    return f"question «\u202f{title}\u202f»" if title else ""
