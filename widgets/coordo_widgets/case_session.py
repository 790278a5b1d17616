"""One trainee's case: its scenario, its journal, and the run on the screen.

Nothing here knows of Jupyter. Every command writes to the journal first and changes what is shown
only once the event is on the disk; the journal is read anew each time, so two tabs agree. A move
is judged and written in one go (``Journal.append_if``): of two tabs that move in the same instant,
the second is judged on what the first has written.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from coordo_assessments.case_runs import UnknownRunError, build_run
from coordo_assessments.course_root import find_course_root
from coordo_assessments.events import (
    ActivityFinished,
    DecisionTaken,
    ItemOpened,
    NoteWritten,
    ParentStep,
    RunStarted,
    draw_event_id,
)
from coordo_assessments.journal import FILE_NAME, Journal
from coordo_assessments.state import TraineeState, fold
from coordo_simulation.errors import RunError
from coordo_simulation.playback import play
from coordo_simulation.references import load_references
from coordo_simulation.scenario import load_scenario

from coordo_widgets.case_moves import (
    CaseRefusalError,
    Deciding,
    ItemOpening,
    check_step,
    write_decision,
)

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from coordo_assessments.journal import JournalReading
    from coordo_assessments.state import Note, RunRecord
    from coordo_simulation.answer import Answer
    from coordo_simulation.playback import Playback
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.run import Run
    from coordo_simulation.scenario import Scenario

    from coordo_widgets.case_moves import Move

__all__ = ["ACTIVITY", "CaseRefusalError", "CaseSession", "write_decision"]

ACTIVITY = "2_cas"


class CaseSession:
    """The case of one module folder, played freely: a run that counts is no run of it."""

    activity: ClassVar[str | None] = None
    """Where the runs of this session count, None for nowhere."""

    def __init__(self, scenario: Scenario, book: ReferenceBook, journal: Journal) -> None:
        self.scenario = scenario
        self.book = book
        self.journal = journal
        self.play = lru_cache(maxsize=64)(self._play)
        self.state = TraineeState()
        self.refresh()

    @classmethod
    def load(cls, folder: Path) -> CaseSession:
        """Read the case and the journal of a module's folder.

        Raises:
            CourseNotFoundError, ContentError, ContentErrors: the content cannot be read.
        """
        root = find_course_root(folder)
        book = load_references(root / "course" / "references.yml")
        scenario = load_scenario(folder / "scenario.yml", book)
        return cls(scenario, book, Journal(folder / FILE_NAME))

    @property
    def records(self) -> dict[str, RunRecord]:
        """The runs of this session, in the order of the journal."""
        return {
            run_id: run
            for run_id, run in self.state.runs.items()
            if (run.scenario, run.activity) == (self.scenario.id, self.activity)
        }

    @property
    def is_graded(self) -> bool:
        """Whether its runs count."""
        return self.activity is not None

    def check_hindsight(self) -> None:
        """Let a finished run be looked back on.

        Raises:
            CaseRefusalError: not here.
        """

    @property
    def notes(self) -> dict[str, Note]:
        """What was written in the debriefing, by question."""
        return {s: note for (a, s), note in self.state.notes.items() if a == ACTIVITY}

    def build_run(self, run_id: str) -> Run:
        """Return a run of the journal, ready to be played.

        Raises:
            CaseRefusalError: there is none of that id.
        """
        try:
            return build_run(self.records, run_id)
        except UnknownRunError as error:
            raise CaseRefusalError(str(error)) from error

    def refresh(self) -> None:
        """Read the journal anew and show the run last played."""
        self.state = self._read()
        self.run_id = self._find_last_run()

    def start(self) -> None:
        """Begin a run from the first day, with a new seed."""
        self._begin(seed=secrets.randbits(31), parent=None)

    def branch(self, run_id: str, step: int) -> None:
        """Begin a run that leaves ``run_id`` just before ``step``; the first one is kept.

        Raises:
            CaseRefusalError: that step is not one the run has decided.
        """
        run = self._find_present(run_id)
        if step >= len(run.decisions):
            raise CaseRefusalError("Ce moment n’est pas encore décidé dans ce parcours.")
        present = self._renew(run_id, run)
        self._begin(seed=run.seed, parent=ParentStep(run=present, step=step))

    def open(self, run_id: str) -> None:
        """Show a run of the journal.

        Raises:
            CaseRefusalError: it is missing, or does not fit the case.
        """
        self.play_or_refuse(self._refresh(run_id))
        self.run_id = run_id

    def decide(self, run_id: str, step: int, decision: str, answer: Answer) -> None:
        """Take the decision that waits; asking twice for the same one is asking once.

        Raises:
            CaseRefusalError: another decision waits, or the answer is not possible.
            NotSavedError: the decision is not on the disk; the run has not moved.
        """
        self._move(run_id, Deciding(step, decision, answer))

    def open_item(self, run_id: str, step: int, item: str) -> None:
        """Open something while a decision waits; asking twice for the same is asking once.

        Raises:
            CaseRefusalError: that decision does not wait, or the thing is closed.
            NotSavedError: the opening is not on the disk; the run has not moved.
        """
        self._move(run_id, ItemOpening(step, item))

    def _move(self, run_id: str, move: Move) -> None:
        """Make a move in a run, judged once more while no other kernel can write one.

        Raises:
            CaseRefusalError: it is not possible; the session holds the run as it stands.
            NotSavedError: it is not on the disk.
        """
        run = self._find_present(run_id)
        if not self._is_new(run, move):
            return
        own = self._renew(run_id, run)
        self.journal.append_if(
            move.write(own), lambda now: self._is_new(self._find_in(now, own), move)
        )
        self._refresh(own)
        self.run_id = own

    def _is_new(self, run: Run, move: Move) -> bool:
        if move.is_done(run):
            return False
        check_step(run, move)
        self.play_or_refuse(move.make(run))
        return True

    def _find_in(self, reading: JournalReading, run_id: str) -> Run:
        self.state = fold(reading.events)
        return self.build_run(run_id)

    def write_note(self, question: str, text: str) -> datetime:
        """Save what was written on a question; return when.

        Raises:
            NotSavedError: it is not on the disk.
        """
        event = self.journal.append(NoteWritten(activity=ACTIVITY, subject=question, text=text))
        self.state = self._read()
        return event.at

    def finish(self) -> None:
        """Mark the activity finished, once.

        Raises:
            NotSavedError: it is not on the disk.
        """
        if ACTIVITY not in self.state.finished:
            self.journal.append(ActivityFinished(activity=ACTIVITY))
            self.state = self._read()

    def play_or_refuse(self, run: Run) -> Playback:
        """Play a run.

        Raises:
            CaseRefusalError: it does not fit the case, in the engine's words.
        """
        try:
            return self.play(run)
        except RunError as error:
            raise CaseRefusalError(str(error)) from error

    def is_playable(self, run_id: str) -> bool:
        """Whether that run exists and fits the case as it is today."""
        try:
            self.play_or_refuse(self.build_run(run_id))
        except CaseRefusalError:
            return False
        return True

    def _begin(self, seed: int, parent: ParentStep | None) -> None:
        started = self.build_start(seed, parent)
        self.journal.append(started)
        self.state = self._read()
        self.run_id = started.run

    def build_start(self, seed: int, parent: ParentStep | None = None) -> RunStarted:
        """Return the event that begins a run of this session."""
        return RunStarted(
            scenario=self.scenario.id,
            version=self.scenario.version,
            activity=self.activity,
            run=draw_event_id(),
            seed=seed,
            parent=parent,
        )

    def _play(self, run: Run) -> Playback:
        return play(self.scenario, run)

    def _read(self) -> TraineeState:
        """Fold the journal; one that cannot be read at all leaves what was read before."""
        reading = self.journal.read()
        return fold(reading.events) if reading.is_readable else self.state

    def _find_present(self, run_id: str) -> Run:
        """Return a run as the present version of the case plays it."""
        run = self._refresh(run_id)
        is_present = run.version == self.scenario.version
        return run if is_present else self.play_or_refuse(run).run

    def _renew(self, run_id: str, run: Run) -> str:
        """Return the run to write in: where it was of an older version, a copy of what fits."""
        if self.records[run_id].version == self.scenario.version:
            return run_id
        self._begin(seed=run.seed, parent=None)
        present = self.run_id or run_id
        for opened in run.openings:
            self.journal.append(ItemOpened(run=present, step=opened.step, item=opened.item))
        for taken in run.decisions:
            self.journal.append(write_decision(present, taken.step, taken.decision, taken.answer))
        return present

    def _refresh(self, run_id: str) -> Run:
        self.state = self._read()
        return self.build_run(run_id)

    def _find_last_run(self) -> str | None:
        """Return the run last started or decided in that still fits the case."""
        events = reversed(self.journal.read().events)
        kinds = RunStarted | DecisionTaken | ItemOpened
        played = [event.run for event in events if isinstance(event, kinds)]
        return next((run_id for run_id in dict.fromkeys(played) if self.is_playable(run_id)), None)
