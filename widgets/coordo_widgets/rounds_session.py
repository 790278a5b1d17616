"""The rounds of a trainee: moved, proposed, taken back, kept in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.references import Closed
from coordo_simulation.rounds import PAUSE, Plan, PlanError, Round, check_plan
from coordo_simulation.rounds_evaluation import walk_rounds
from coordo_simulation.rounds_month import Rotation
from coordo_simulation.rounds_proposal import Proposal, propose_rounds
from pydantic import ValidationError

from coordo_widgets.figure_notes import load_note, save_note

if TYPE_CHECKING:
    from coordo_simulation.rounds import Day
    from coordo_simulation.rounds_month import Relief
    from coordo_simulation.rounds_travel import Place

NOTE = "rounds-map"


class RoundsState(Closed):
    """What is kept: the rounds shown, those one had before a proposal, who holds them."""

    plan: Plan
    own: Plan | None = None
    rotation: Rotation = "fixe"


class RefusedMoveError(ValueError):
    """A move that makes no sense; the message is French."""


class RoundsSession:
    """A day, the rounds being made for it, and the way back.

    Args:
        day: what there is to do.
        habit: the rounds that one begins with.
        reliefs: who stands in on days of rest.
        villages: names for the map.
        note: what the rounds are kept under, its own for each set of data.
    """

    def __init__(
        self,
        day: Day,
        habit: Plan,
        reliefs: tuple[Relief, ...],
        *,
        villages: tuple[Place, ...] = (),
        note: str = NOTE,
    ) -> None:
        self.day, self.habit, self.reliefs = day, habit, reliefs
        self.villages, self._note = villages, note
        self.history: list[RoundsState] = []
        self.proposals: dict[int, Proposal] = {}
        self.state = self._load() or RoundsState(plan=habit)

    def move(self, stop: str, carer: str, goal: str, place: int | None) -> str:
        """Move a stop, or take it out, or place what nobody does.

        Returns:
            Whether the new state is on the disk, in French.

        Raises:
            RefusedMoveError: the stop is not there, or cannot be put there.
        """
        stops = {each.carer: list(each.stops) for each in self.state.plan.rounds}
        is_known = stop == PAUSE or stop in self.day.visit_of
        if not is_known or (carer and stop not in stops.get(carer, ())):
            raise RefusedMoveError("Cette étape n’est plus là. Recommencez.")
        if carer:
            stops[carer].remove(stop)
        if goal:
            if goal not in stops or stop in stops[goal]:
                raise RefusedMoveError("Cette étape ne peut pas aller là.")
            at = self._find_place(stop, goal) if place is None else place
            stops[goal].insert(at, stop)
        rounds = tuple(Round(carer=name, stops=tuple(own)) for name, own in stops.items())
        plan = Plan(rounds=rounds)
        try:
            check_plan(self.day, plan)
        except PlanError as error:
            raise RefusedMoveError(str(error)) from None
        return self._change(self.state.model_copy(update={"plan": plan}))

    def propose(self, loyalty: int) -> str:
        """Put the solver's rounds in the place of the trainee's, which are kept aside."""
        if loyalty not in self.proposals:
            self.proposals[loyalty] = propose_rounds(self.day, loyalty=loyalty)
        plan = self.proposals[loyalty].plan
        own = self.state.own or self.state.plan
        return self._change(self.state.model_copy(update={"plan": plan, "own": own}))

    def take_own(self) -> str:
        """Take back the rounds that one had before a proposal."""
        plan = self.state.own or self.state.plan
        return self._change(self.state.model_copy(update={"plan": plan, "own": None}))

    def reset(self) -> str:
        """Begin again with the rounds by habit."""
        return self._change(RoundsState(plan=self.habit, rotation=self.state.rotation))

    def rotate(self, rotation: Rotation) -> str:
        """Say who holds the rounds through the month."""
        return self._change(self.state.model_copy(update={"rotation": rotation}))

    def undo(self) -> str:
        """Go back one step, where there is one."""
        if self.history:
            self.state = self.history.pop()
        return self._save()

    def find_begin(self, stop: str, carer: str) -> int:
        """When a stop of a round begins, in minutes since midnight."""
        times = walk_rounds(self.day, self.state.plan).rounds
        own = next(each for each in times if each.carer == carer)
        return next(each.begin for each in own.stops if each.stop == stop)

    def _change(self, state: RoundsState) -> str:
        self.history.append(self.state)
        self.state = state
        return self._save()

    def _save(self) -> str:
        return save_note(self._note, self.state.model_dump(mode="json"))

    def _load(self) -> RoundsState | None:
        try:
            state = RoundsState.model_validate(load_note(self._note))
            for plan in (state.plan, state.own):
                if plan:
                    check_plan(self.day, plan)
        except (ValidationError, PlanError):
            return None
        return state

    def _find_place(self, stop: str, goal: str) -> int:
        """Before the first stop that begins after this one's window opens."""
        if stop == PAUSE:
            pause = self.day.carer_of[goal].pause
            opens = pause.opens if pause else 0
        else:
            opens = self.day.visit_of[stop].opens
        times = walk_rounds(self.day, self.state.plan).rounds
        begins = [each.begin for own in times if own.carer == goal for each in own.stops]
        return next((i for i, begin in enumerate(begins) if begin > opens), len(begins))
