"""What runs of the interface say: waits by length and by day, beds blocked each evening.

An outlook is eight runs, on eight seeds, with the interval they give. Two outlooks are compared
seed by seed: where as many people are ready, they are the same people.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import ceil
from statistics import fmean
from typing import TYPE_CHECKING

from coordo_simulation.interface_calendar import WEEK
from coordo_simulation.interface_queue import simulate_interface
from coordo_simulation.intervals import compute_mean_interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coordo_simulation.interface_queue import Interface, QueueRun

BANDS = (
    ("moins d’un jour", 0.0, 1.0),
    ("1 à 2 jours", 1.0, 3.0),
    ("3 à 4 jours", 3.0, 5.0),
    ("5 à 7 jours", 5.0, 8.0),
    ("8 jours ou plus", 8.0, float("inf")),
)
"""Waits in whole days gone by: label, from, to (excluded), in days."""

EVENING = 0.75
"""18 h, when beds are counted."""

YEARS = 8


@dataclass(frozen=True, slots=True)
class Outlook:
    """Means over the drawn years; ``low`` and ``high`` bound the mean wait at 95 %.

    Waits in days, beds in beds at once, by day of the week Monday first; ``waits`` are the mean
    waits of each year, ``left_waiting`` the people who still wait when a year ends.
    """

    waits: tuple[float, ...]
    wait: float
    low: float
    high: float
    ninth: float
    blocked: float
    left_waiting: float
    bands: Mapping[str, float]
    wait_by_day: tuple[float, ...]
    blocked_by_day: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WaitGap:
    """Days waited more (or less, if negative) than in another outlook.

    ``low`` and ``high`` bound the mean at 95 %; ``least`` and ``most`` are the years that part
    the two outlooks least and most towards waiting longer.
    """

    mean: float
    low: float
    high: float
    least: float
    most: float

    @property
    def is_decided(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


def compute_wait_gap(outlook: Outlook, other: Outlook) -> WaitGap:
    """Compare the mean wait of two outlooks, year by year on the same seeds."""
    gaps = [mine - theirs for mine, theirs in zip(outlook.waits, other.waits, strict=True)]
    low, high = compute_mean_interval(gaps)
    return WaitGap(mean=fmean(gaps), low=low, high=high, least=min(gaps), most=max(gaps))


def compute_outlook(interface: Interface) -> Outlook:
    """Run eight years and sum them up; each starts with nobody waiting."""
    runs = [simulate_interface(interface, seed) for seed in range(1, YEARS + 1)]
    waits = [compute_mean_wait(run) for run in runs]
    low, high = compute_mean_interval(waits)
    bands = [compute_bands(run) for run in runs]
    return Outlook(
        waits=tuple(waits),
        wait=fmean(waits),
        low=max(0.0, low),
        high=high,
        ninth=fmean(compute_percentile(run, 90) for run in runs),
        blocked=fmean(run.mean_blocked for run in runs),
        left_waiting=fmean(len(run.still_there) for run in runs),
        bands={label: fmean(each[label] for each in bands) for label, _, _ in BANDS},
        wait_by_day=_average(compute_wait_by_day(run) for run in runs),
        blocked_by_day=_average(compute_blocked_by_day(run) for run in runs),
    )


def _average(rows: Iterable[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(fmean(column) for column in zip(*rows, strict=True))


def compute_bands(queue: QueueRun) -> dict[str, float]:
    """Share of those who left, by how long they waited."""
    waits = queue.waits
    return {
        label: sum(low <= wait < high for wait in waits) / len(waits) if waits else 0.0
        for label, low, high in BANDS
    }


def compute_mean_wait(queue: QueueRun) -> float:
    """Days waited by those who left, on average; 0 where nobody left."""
    return fmean(queue.waits) if queue.waits else 0.0


def compute_percentile(queue: QueueRun, rank: int) -> float:
    """Wait that this share (in percent) of those who left does not exceed (nearest rank)."""
    ordered = sorted(queue.waits)
    return ordered[ceil(rank * len(ordered) / 100) - 1] if ordered else 0.0


def compute_wait_by_day(queue: QueueRun) -> tuple[float, ...]:
    """Mean wait by the day of the week on which one was ready, Monday first."""
    waits: list[list[float]] = [[] for _ in range(WEEK)]
    for stay in queue.departures:
        waits[int(stay.ready) % WEEK].append(stay.compute_wait(queue.end))
    return tuple(fmean(day) if day else 0.0 for day in waits)


def compute_blocked_by_day(queue: QueueRun) -> tuple[float, ...]:
    """Beds blocked at 18 h, mean of each day of the week, Monday first."""
    ready = sorted(stay.ready for stay in queue.arrivals)
    left = sorted(stay.left for stay in queue.departures if stay.left is not None)
    return tuple(
        fmean(
            bisect_right(ready, evening) - bisect_right(left, evening)
            for evening in (week * WEEK + day + EVENING for week in range(queue.interface.weeks))
        )
        for day in range(WEEK)
    )
