"""One week of a pathway: who comes, what is missing, where the hours go, how likely a rupture is.

Everything here is exact: no draw. ``step`` is told what happened in the week and says what
follows, so that a test can walk every possible history of a short story.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import floor
from typing import TYPE_CHECKING

from coordo_simulation.pathway import HAZARDS
from coordo_simulation.pathway_hazards import (
    Spending,
    build_weekly,
    compute_hazards,
    compute_spending,
    move_information,
    move_strain,
)
from coordo_simulation.pathway_rules import DECLARATION
from coordo_simulation.pathway_surroundings import build_surroundings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_simulation.pathway import (
        HazardId,
        MonthlyHours,
        PlanLine,
        RuptureId,
        Situation,
    )
    from coordo_simulation.pathway_surroundings import Surroundings

LONG_AGO = 10_000
"""Weeks since a discharge that never was."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A rupture that goes on; ``known`` is the week from which the coordinator can act."""

    kind: RuptureId
    week: int
    known: int | None
    hours_left: float

    def is_known(self, week: int) -> bool:
        """Whether the coordinator knows of it in that week."""
        return self.known is not None and self.known <= week


@dataclass(frozen=True, slots=True)
class PathwayState:
    """How a week begins; ``setup_left`` are the hours each line of the plan still asks for."""

    week: int
    strain: float
    information: float
    days_left: int
    since_discharge: int
    opened: tuple[Opened, ...]
    setup_left: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PathwayWeek:
    """What a week holds, before one knows what happens in it.

    ``around`` are those who come and what they cover, ``hazards`` the chances by kind.
    """

    state: PathwayState
    around: Surroundings
    hospital_days: int
    spending: Spending
    visits_done: float
    visits_lost: float
    visits_away: float
    hazards: Mapping[HazardId, float]

    @property
    def quantities(self) -> dict[str, float]:
        """The declared state, by id."""
        return {
            **{f"unmet-{domain}": level for domain, level in self.around.unmet.items()},
            "strain": self.state.strain,
            "information": self.state.information,
            "hospital-days": self.hospital_days,
            "home-days": 7 - self.hospital_days,
            "hours-repair": self.spending.repair,
            "hours-prevention": self.spending.prevention,
            "hours-setup": self.spending.setup,
            "hours-unused": self.spending.unused,
            "visits-done": self.visits_done,
            "visits-lost": self.visits_lost,
            "visits-away": self.visits_away,
        }


class PathwayModel:
    """A situation under a plan, ready to be stepped.

    Args:
        situation: the person and those around her.
        hours: what the coordinator spends in a month.
        changes: parameters other than the defaults.

    Raises:
        ParameterError: a parameter that is unknown or out of its range.
    """

    def __init__(
        self,
        situation: Situation,
        hours: MonthlyHours,
        changes: Mapping[str, float] | None = None,
    ) -> None:
        self.situation = situation
        self.weekly = build_weekly(hours)
        self.values = DECLARATION.build_values(changes or {})
        self._renewals = frozenset(situation.renewals)
        self._surroundings: dict[tuple[object, ...], Surroundings] = {}
        self._spendings: dict[tuple[float, float], Spending] = {}

    @cached_property
    def lines(self) -> tuple[PlanLine, ...]:
        """Lines of the plan in the order in which they are set up: the earliest due first."""
        return tuple(sorted(self.situation.plan, key=lambda line: line.due))

    def start(self) -> PathwayState:
        """Return how the first week begins."""
        story = self.situation
        return PathwayState(
            week=0,
            strain=story.strain,
            information=story.information,
            days_left=story.hospital_days,
            since_discharge=LONG_AGO,
            opened=(),
            setup_left=tuple(line.hours for line in self.lines),
        )

    def observe(self, state: PathwayState) -> PathwayWeek:
        """Compute what the week holds."""
        around = self._survey(state)
        away = min(7, state.days_left)
        at_home = (7 - away) / 7
        spending = self._spend(state)
        return PathwayWeek(
            state=state,
            around=around,
            hospital_days=away,
            spending=spending,
            visits_done=(around.planned - around.lost) * at_home,
            visits_lost=around.lost * at_home,
            visits_away=around.planned * (1 - at_home),
            hazards=compute_hazards(
                state,
                around.unmet["sante"],
                spending,
                self.values,
                is_renewal=state.week in self._renewals,
            ),
        )

    def _survey(self, state: PathwayState) -> Surroundings:
        """Return who is around the person in a week, and what they cover."""
        kinds = tuple(each.kind for each in state.opened)
        started = tuple(left <= 0 for left in state.setup_left)
        key = (state.week, kinds, started)
        if key not in self._surroundings:
            brought = {
                line.starts for line, is_in in zip(self.lines, started, strict=True) if is_in
            }
            self._surroundings[key] = build_surroundings(
                self.situation, state.week, kinds, brought, has_coordinator=self.weekly.total > 0
            )
        return self._surroundings[key]

    def step(
        self, week: PathwayWeek, occurred: frozenset[HazardId], stay_draw: float = 0.5
    ) -> PathwayState:
        """Return how the next week begins, knowing what happened; ``stay_draw`` in [0, 1)."""
        state, values = week.state, self.values
        ruptures = tuple(kind for kind in HAZARDS if kind != "hopital" and kind in occurred)
        is_back = 0 < state.days_left <= 7  # noqa: PLR2004  (days of a week)
        days_left = max(0, state.days_left - 7)
        if "hopital" in occurred:
            days_left = self._draw_stay(stay_draw)
        return PathwayState(
            week=state.week + 1,
            strain=self._move_strain(week, len(ruptures)),
            information=self._move_information(week, len(ruptures)),
            days_left=days_left,
            since_discharge=1 if is_back else min(state.since_discharge + 1, LONG_AGO),
            opened=(*_repair(week, values), *(self._open(kind, state) for kind in ruptures)),
            setup_left=_set_up(state.setup_left, week.spending.setup),
        )

    def _spend(self, state: PathwayState) -> Spending:
        asked = sum(each.hours_left for each in state.opened if each.is_known(state.week))
        key = (asked, sum(state.setup_left))
        if key not in self._spendings:
            self._spendings[key] = compute_spending(self.weekly, *key, self.values["half-hours"])
        return self._spendings[key]

    def _draw_stay(self, draw: float) -> int:
        spread = self.values["stay-spread"]
        return max(1, floor(self.values["stay-days"] * (1 - spread + 2 * spread * draw) + 0.5))

    def _move_strain(self, week: PathwayWeek, ruptures: int) -> float:
        at_home = (7 - week.hospital_days) / 7
        load = self.values["strain-load"] * week.around.carried / 100 * at_home
        return move_strain(week.state.strain, load, week.spending, ruptures, self.values)

    def _move_information(self, week: PathwayWeek, ruptures: int) -> float:
        return move_information(week.state.information, week.spending, ruptures, self.values)

    def _open(self, kind: RuptureId, state: PathwayState) -> Opened:
        silence = self.values["silence-weeks"] * (1 - state.information / 100)
        known = state.week + 1 + floor(silence) if self.weekly.total > 0 else None
        return Opened(kind, state.week, known, self.values["repair-hours"])


def _repair(week: PathwayWeek, values: Mapping[str, float]) -> tuple[Opened, ...]:
    """What stays open after the hours of the week, the oldest known rupture first."""
    left, hours = [], week.spending.repair
    for each in week.state.opened:
        is_known = each.is_known(week.state.week)
        spent = min(hours, each.hours_left) if is_known else 0.0
        hours -= spent
        is_repaired = is_known and each.hours_left - spent <= 0
        is_over = week.state.week - each.week >= values["self-repair"]
        if not is_repaired and not is_over:
            left.append(replace(each, hours_left=each.hours_left - spent))
    return tuple(left)


def _set_up(left: tuple[float, ...], hours: float) -> tuple[float, ...]:
    if not hours:
        return left
    after = []
    for need in left:
        spent = min(hours, need)
        after.append(need - spent)
        hours -= spent
    return tuple(after)
