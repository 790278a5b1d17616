"""One drawn life: what happened each week, each rupture, and who knew.

The luck of a life is a number for each kind of event and each week, whatever the plan: two plans
compared on the same lives meet the same luck (common random numbers), and what differs between
them comes from the plans.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from coordo_simulation.chance import draw
from coordo_simulation.pathway import HAZARDS

if TYPE_CHECKING:
    from coordo_simulation.pathway import HazardId, RuptureId
    from coordo_simulation.pathway_week import Opened, PathwayModel, PathwayWeek


@dataclass(frozen=True, slots=True)
class Luck:
    """Numbers in [0, 1) of one week: one for each hazard, one for the length of a stay."""

    events: tuple[float, ...]
    stay: float


@dataclass(frozen=True, slots=True)
class Rupture:
    """A rupture of a life.

    ``known`` is the week from which the coordinator can act on it and ``closed`` the first week
    without it, nothing where that never came before the end. ``told`` are those who know it in
    the week it happens; ``unaware`` are the others who are there.
    """

    kind: RuptureId
    week: int
    known: int | None
    closed: int | None
    interrupts: tuple[str, ...]
    noticed_by: str
    told: tuple[str, ...]
    unaware: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """A drawn life under a plan; ``done`` are the weeks the plan's lines were in place."""

    seed: int
    weeks: tuple[PathwayWeek, ...]
    events: tuple[tuple[int, HazardId], ...]
    ruptures: tuple[Rupture, ...]
    done: dict[str, int]

    @property
    def hospital_days(self) -> int:
        """Days at the hospital."""
        return sum(week.hospital_days for week in self.weeks)

    @property
    def weeks_broken(self) -> int:
        """Weeks that began with a rupture still open."""
        return sum(bool(week.state.opened) for week in self.weeks)

    @property
    def visits_lost(self) -> float:
        """Visits lost through ruptures."""
        return sum(week.visits_lost for week in self.weeks)

    @property
    def mean_strain(self) -> float:
        """The carer's strain, mean of the weeks."""
        return sum(week.state.strain for week in self.weeks) / len(self.weeks)


@lru_cache(maxsize=4096)
def draw_luck(seed: int, weeks: int) -> tuple[Luck, ...]:
    """Return the luck of a life, the same whatever is done."""
    return tuple(
        Luck(
            tuple(draw(seed, f"pathway/{kind}", week) for kind in HAZARDS),
            draw(seed, "pathway/stay", week),
        )
        for week in range(weeks)
    )


def simulate_life(model: PathwayModel, seed: int) -> Life:
    """Live one life through."""
    state = model.start()
    weeks: list[PathwayWeek] = []
    events: list[tuple[int, HazardId]] = []
    opened: dict[tuple[RuptureId, int], Opened] = {}
    closed: dict[tuple[RuptureId, int], int] = {}
    done: dict[str, int] = {}
    for luck in draw_luck(seed, model.situation.weeks):
        week = model.observe(state)
        occurred = frozenset(
            kind
            for kind, chance in zip(HAZARDS, luck.events, strict=True)
            if chance < week.hazards[kind]
        )
        weeks.append(week)
        events += [(state.week, kind) for kind in HAZARDS if kind in occurred]
        following = model.step(week, occurred, luck.stay)
        going_on = {(each.kind, each.week): each for each in following.opened}
        for key in opened.keys() - going_on.keys() - closed.keys():
            closed[key] = following.week
        opened |= going_on
        for line, left in zip(model.lines, following.setup_left, strict=True):
            if left <= 0:
                done.setdefault(line.id, following.week)
        state = following
    ruptures = tuple(
        _build_rupture(model, weeks[each.week], each, closed.get(key))
        for key, each in opened.items()
    )
    return Life(seed, tuple(weeks), tuple(events), ruptures, done)


def _build_rupture(
    model: PathwayModel, week: PathwayWeek, opened: Opened, closed: int | None
) -> Rupture:
    """Say who knew: who saw it, and those whom the shared information reaches."""
    exposure = model.situation.get_exposure(opened.kind)
    level = week.state.information
    told: list[str] = []
    unaware: list[str] = []
    for actor in week.around.present:
        if actor.role == "coordination":
            is_told = opened.known is not None and opened.known <= opened.week + 1
        else:
            is_told = actor.told_from <= level
        is_there = actor.id in {exposure.noticed_by, *exposure.lived_by}
        (told if is_told or is_there else unaware).append(actor.id)
    last = model.situation.weeks
    return Rupture(
        kind=opened.kind,
        week=opened.week,
        known=opened.known if opened.known is not None and opened.known < last else None,
        closed=closed,
        interrupts=exposure.interrupts,
        noticed_by=exposure.noticed_by,
        told=tuple(told),
        unaware=tuple(unaware),
    )
