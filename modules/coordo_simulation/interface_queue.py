"""Beds that wait for a home: the queue at the hospital-home interface (simpy).

A person is ready to leave; a coordinator evaluates her (a few evaluations a working day), the
equipment is ordered, a home service has a place to begin (a few a working day). Days that pass
between being ready and leaving are blocked bed-days. Every figure of the example is a teaching
hypothesis. simpy is imported by the first run only.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, model_validator

from coordo_simulation.declaration import ROUNDING
from coordo_simulation.interface_calendar import Calendar, iter_arrivals
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Generator


class Stage(Closed):
    """A step with its own queue: ``desks`` work side by side, each ``per_day`` on an open day.

    ``law`` is how long one takes: always the same time, or an exponential one of that mean.
    """

    per_day: float = Field(gt=0)
    desks: int = Field(default=1, ge=1, le=50)
    works_weekends: bool = False
    law: Literal["fixe", "exponentielle"] = "fixe"

    @property
    def calendar(self) -> Calendar:
        """When it is open."""
        return Calendar(works_weekends=self.works_weekends)


class Interface(Closed):
    """The hypotheses of a run; time is in days, day 0 being a Monday.

    ``friday_share`` is the part of a week's people who are ready on the Friday, ``weekend_share``
    on the Saturday and the Sunday together; the rest is spread over the four other days.
    ``notice_days`` is how long before being ready a person is announced.
    """

    ready_per_week: float = Field(gt=0, le=2000)
    friday_share: float = Field(default=1 / 7, ge=0, le=1)
    weekend_share: float = Field(default=2 / 7, ge=0, le=1)
    notice_days: float = Field(default=0, ge=0, le=14)
    evaluation: Stage
    home_start: Stage
    equipment_days: int = Field(default=0, ge=0, le=30, description="jours où l’on évalue")
    weeks: int = Field(default=52, ge=1, le=20_000)

    @model_validator(mode="after")
    def _counts_nobody_twice(self) -> Self:
        if self.friday_share + self.weekend_share > 1 + ROUNDING:
            raise ValueError("un vendredi et une fin de semaine qui font au plus la semaine")
        return self

    @property
    def day_rates(self) -> tuple[float, ...]:
        """People ready on each day of the week, Monday first."""
        other = max(0.0, 1 - self.friday_share - self.weekend_share) / 4
        shares = (other,) * 4 + (self.friday_share, *(self.weekend_share / 2,) * 2)
        return tuple(self.ready_per_week * share for share in shares)


@dataclass(slots=True)
class Stay:
    """A person: when announced, ready, evaluated, equipped, and gone (nothing while there)."""

    announced: float
    ready: float
    evaluated: float | None = None
    equipped: float | None = None
    left: float | None = None

    def compute_wait(self, now: float) -> float:
        """Days waited once ready, by a given moment."""
        return max(0.0, (now if self.left is None else self.left) - self.ready)


@dataclass(frozen=True, slots=True)
class QueueRun:
    """What a run gave, from day 0 to day ``end``."""

    interface: Interface
    seed: int
    end: float
    stays: tuple[Stay, ...]

    @property
    def arrivals(self) -> tuple[Stay, ...]:
        """Those who were ready before the end."""
        return tuple(stay for stay in self.stays if stay.ready < self.end)

    @property
    def departures(self) -> tuple[Stay, ...]:
        """Those who have left."""
        return tuple(stay for stay in self.arrivals if stay.left is not None)

    @property
    def still_there(self) -> tuple[Stay, ...]:
        """Those who were ready and still wait."""
        return tuple(stay for stay in self.arrivals if stay.left is None)

    @property
    def waits(self) -> tuple[float, ...]:
        """Days waited by those who have left, in the order in which they were ready."""
        return tuple(stay.compute_wait(self.end) for stay in self.departures)

    @property
    def blocked_days(self) -> float:
        """Bed-days taken by people who were ready to leave."""
        return sum(stay.compute_wait(self.end) for stay in self.arrivals)

    @property
    def mean_blocked(self) -> float:
        """Beds blocked at once, mean over time."""
        return self.blocked_days / self.end


def simulate_interface(interface: Interface, seed: int) -> QueueRun:
    """Run the interface; the same seed gives the same run on every machine."""
    import simpy  # noqa: PLC0415 -- a tenth of a second, paid by the first run only

    env = simpy.Environment()
    end = interface.weeks * 7.0
    evaluation = _Desk(env, interface.evaluation, Random(f"{seed}/evaluation"))  # noqa: S311  (a repeatable draw)
    home_start = _Desk(env, interface.home_start, Random(f"{seed}/home"))  # noqa: S311  (same)
    stays: list[Stay] = []

    def accompany(stay: Stay) -> Generator[Any, Any, None]:
        yield from evaluation.serve()
        stay.evaluated = env.now
        working = interface.evaluation.calendar
        delivered = env.timeout(working.add_time(env.now, interface.equipment_days) - env.now)
        started = env.process(home_start.serve())
        yield delivered
        stay.equipped = env.now
        yield started
        yield env.timeout(max(0.0, stay.ready - env.now))
        stay.left = max(env.now, stay.ready)  # the clock adds up to a rounding

    def announce() -> Generator[Any, Any, None]:
        chance = Random(f"{seed}/arrivals")  # noqa: S311  (a repeatable draw, not a secret)
        for ready in iter_arrivals(interface.day_rates, end, chance):
            announced = max(0.0, ready - interface.notice_days)
            yield env.timeout(max(0.0, announced - env.now))
            stays.append(stay := Stay(announced, ready))
            env.process(accompany(stay))

    env.process(announce())
    env.run(until=end)
    return QueueRun(interface, seed, end, tuple(stays))


class _Desk:
    """A stage at work: a queue, and hours that stop at night's end of the working week."""

    def __init__(self, env: Any, stage: Stage, chance: Random) -> None:  # noqa: ANN401 -- simpy is loaded lazily
        import simpy  # noqa: PLC0415 -- see simulate_interface

        self._env, self._stage, self._chance = env, stage, chance
        self._resource = simpy.Resource(env, capacity=stage.desks)

    def serve(self) -> Generator[Any, Any, None]:
        """Wait for a desk, then take the time it takes."""
        with self._resource.request() as turn:
            yield turn
            mean = 1 / self._stage.per_day
            is_fixed = self._stage.law == "fixe"
            length = mean if is_fixed else self._chance.expovariate(1 / mean)
            now = self._env.now
            yield self._env.timeout(self._stage.calendar.add_time(now, length) - now)
