"""Any rounds, good or bad, walked minute by minute.

Each carer leaves in time for her first visit, never before her hours begin; she drives, waits for
the window to open or for the second carer, works, and drives on. A visit begins as soon as it can,
even after its window has closed: it is then late. Minutes are conserved: from leaving to coming
back, each is travel, waiting, care or break.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from coordo_simulation.references import Closed
from coordo_simulation.rounds import PAUSE, Carer, Day, Pause, Plan, Round, Visit, check_plan

if TYPE_CHECKING:
    from coordo_simulation.rounds_travel import Place

Kind = Literal["travel", "wait", "care", "pause"]


class Segment(Closed):
    """A stretch of a carer's day that is one thing; ``stop`` is what it leads to, or None."""

    kind: Kind
    begin: int
    end: int
    stop: str | None

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.begin


class StopTimes(Closed):
    """When a carer comes to a stop, begins and ends; ``late`` is minutes past its window."""

    stop: str
    arrival: int
    begin: int
    end: int
    late: int

    @property
    def wait(self) -> int:
        """Minutes between coming and beginning."""
        return self.begin - self.arrival


class RoundTimes(Closed):
    """A round as it goes, from ``leave`` to ``back``; a round without a stop lasts nothing."""

    carer: str
    leave: int
    back: int
    metres: int
    segments: tuple[Segment, ...]
    stops: tuple[StopTimes, ...]

    def count(self, kind: Kind) -> int:
        """Minutes of one kind."""
        return sum(segment.minutes for segment in self.segments if segment.kind == kind)

    @property
    def span(self) -> int:
        """Minutes from leaving to coming back."""
        return self.back - self.leave

    @property
    def late(self) -> int:
        """Minutes late, all visits together."""
        return sum(stop.late for stop in self.stops)


class DayTimes(Closed):
    """All rounds as they go; ``missed`` are visits for two whose carers wait for each other."""

    rounds: tuple[RoundTimes, ...]
    missed: tuple[str, ...]

    @property
    def metres(self) -> int:
        """Metres driven by all."""
        return sum(each.metres for each in self.rounds)

    @property
    def span(self) -> int:
        """Minutes of all rounds."""
        return sum(each.span for each in self.rounds)

    def count(self, kind: Kind) -> int:
        """Minutes of one kind, of all rounds."""
        return sum(each.count(kind) for each in self.rounds)


def walk_rounds(day: Day, plan: Plan) -> DayTimes:
    """Walk the rounds of a plan, whatever its faults.

    Where carers wait for each other in a ring, the visit that somebody reaches first (then the
    first by id) is made without waiting, and told in ``missed``.

    Raises:
        PlanError: the plan does not fit the day.
    """
    check_plan(day, plan)
    walkers = {each.carer: _Walker(day, day.carer_of[each.carer], each) for each in plan.rounds}
    missed: set[str] = set()
    while True:
        for walker in walkers.values():
            walker.take_pause()
        waiting = [walker for walker in walkers.values() if walker.stops]
        if not waiting:
            break
        if not _make_visits(waiting, walkers, plan, missed):
            heads = [(walker.compute_arrival(), walker.stops[0]) for walker in waiting]
            missed.add(min(heads)[1])
    rounds = tuple(walkers[each.carer].come_back() for each in plan.rounds)
    return DayTimes(rounds=rounds, missed=tuple(sorted(missed)))


def _make_visits(
    waiting: list[_Walker], walkers: dict[str, _Walker], plan: Plan, missed: set[str]
) -> bool:
    """Make every visit whose carers all come to it next; say whether there was one."""
    made = False
    for walker in waiting:
        if not walker.stops or walker.stops[0] == PAUSE:
            continue
        visit = walker.stops[0]
        team = [walker] if visit in missed else [walkers[each] for each in plan.teams[visit]]
        if all(each.stops[:1] == [visit] for each in team):
            begin = max(each.compute_arrival() for each in team)
            for each in team:
                each.make_visit(begin)
            made = True
    return made


@dataclass
class _Walker:
    """A carer on the way: where she is, what time it is, what is left to do."""

    day: Day
    carer: Carer
    round: Round
    stops: list[str] = field(init=False)
    place: Place = field(init=False)
    clock: int = field(init=False)
    leave: int = field(init=False)
    metres: int = 0
    segments: list[Segment] = field(default_factory=list)
    times: list[StopTimes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stops = list(self.round.stops)
        self.place = self.carer.base
        self.clock = self.leave = self._choose_leave()

    def _choose_leave(self) -> int:
        if not self.stops or self.stops[0] == PAUSE:
            return self.carer.starts
        first = self.day.visit_of[self.stops[0]]
        road = self._count_road(self._find_place(first))
        return max(self.carer.starts, first.opens - road)

    def _find_place(self, visit: Visit) -> Place:
        return self.day.person_of[visit.id].place

    def _count_road(self, goal: Place) -> int:
        return self.day.travel.compute_minutes(self.place, goal)

    def compute_arrival(self) -> int:
        """When she comes to her next visit, or would if its window were open."""
        visit = self.day.visit_of[self.stops[0]]
        return self.clock + self._count_road(self._find_place(visit))

    def make_visit(self, begin: int) -> None:
        """Drive to the next visit, wait, and work; ``begin`` is when all have come."""
        visit = self.day.visit_of[self.stops.pop(0)]
        arrival = self._drive(self._find_place(visit), visit.id)
        self._stay("care", visit.id, visit, arrival, max(begin, visit.opens))

    def take_pause(self) -> None:
        """Take the break, where it comes next."""
        if self.stops[:1] != [PAUSE] or self.carer.pause is None:
            return
        self.stops.pop(0)
        pause = self.carer.pause
        self._stay("pause", PAUSE, pause, self.clock, max(self.clock, pause.opens))

    def come_back(self) -> RoundTimes:
        """Drive back to the base."""
        if self.times:
            self._drive(self.carer.base, None)
        return RoundTimes(
            carer=self.carer.id,
            leave=self.leave,
            back=self.clock,
            metres=self.metres,
            segments=tuple(self.segments),
            stops=tuple(self.times),
        )

    def _drive(self, goal: Place, stop: str | None) -> int:
        self.metres += self.day.travel.compute_metres(self.place, goal)
        self._pass("travel", self.clock + self._count_road(goal), stop)
        self.place = goal
        return self.clock

    def _stay(self, kind: Kind, stop: str, window: Visit | Pause, arrival: int, begin: int) -> None:
        end = begin + window.minutes
        self._pass("wait", begin, stop)
        self._pass(kind, end, stop)
        late = max(0, begin - window.closes)
        self.times.append(StopTimes(stop=stop, arrival=arrival, begin=begin, end=end, late=late))

    def _pass(self, kind: Kind, end: int, stop: str | None) -> None:
        if end > self.clock:
            self.segments.append(Segment(kind=kind, begin=self.clock, end=end, stop=stop))
        self.clock = end
