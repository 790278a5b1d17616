"""The moves of a run: what is done to it, whether it is done already, how the journal has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.events import DecisionTaken, ItemOpened
from coordo_simulation.run import Opening, decide, open_item

if TYPE_CHECKING:
    from coordo_simulation.answer import Answer
    from coordo_simulation.run import Run

ALREADY_DECIDED = "Cette décision a déjà été prise, sans doute dans un autre onglet."
NOT_WAITING = "Ce n’est pas la décision qui vous attend."


class CaseRefusalError(Exception):
    """What was asked cannot be done; the message is French and fit to be shown."""


@dataclass(frozen=True)
class Deciding:
    """A decision to take."""

    step: int
    decision: str
    answer: Answer

    def is_done(self, run: Run) -> bool:
        """Whether the run has decided this, and so, at that step."""
        if self.step >= len(run.decisions):
            return False
        taken = run.decisions[self.step]
        return (taken.decision, taken.answer) == (self.decision, self.answer)

    def make(self, run: Run) -> Run:
        """Return the run with this decision; whether it is possible is for the engine to say."""
        return decide(run, self.decision, self.answer)

    def write(self, run_id: str) -> DecisionTaken:
        """Return its event."""
        return write_decision(run_id, self.step, self.decision, self.answer)


@dataclass(frozen=True)
class ItemOpening:
    """Something to open while a decision waits."""

    step: int
    item: str

    def is_done(self, run: Run) -> bool:
        """Whether the run has opened this at that step."""
        return Opening(step=self.step, item=self.item) in run.openings

    def make(self, run: Run) -> Run:
        """Return the run with this opening; whether it is possible is for the engine to say."""
        return open_item(run, self.item)

    def write(self, run_id: str) -> ItemOpened:
        """Return its event."""
        return ItemOpened(run=run_id, step=self.step, item=self.item)


Move = Deciding | ItemOpening


def check_step(run: Run, move: Move) -> None:
    """Let a move be made while the decision of its step waits.

    Raises:
        CaseRefusalError: that decision is taken, or not yet reached.
    """
    if move.step < len(run.decisions):
        raise CaseRefusalError(ALREADY_DECIDED)
    if move.step > len(run.decisions):
        raise CaseRefusalError(NOT_WAITING)


def write_decision(run_id: str, step: int, decision: str, answer: Answer) -> DecisionTaken:
    """Return the event of a decision; one choice is written as it always was."""
    if answer.choice is not None:
        return DecisionTaken(run=run_id, step=step, decision=decision, choice=answer.choice)
    return DecisionTaken(run=run_id, step=step, decision=decision, answer=answer)
