"""What a run of the interface says: waits by length and by day, beds blocked each evening."""

from __future__ import annotations

from math import ceil
from statistics import fmean
from typing import TYPE_CHECKING

from coordo_simulation.interface_calendar import WEEK

if TYPE_CHECKING:
    from coordo_simulation.interface_queue import QueueRun

BANDS = (
    ("le jour même", 0.0, 1.0),
    ("1 à 2 jours", 1.0, 3.0),
    ("3 à 4 jours", 3.0, 5.0),
    ("5 à 7 jours", 5.0, 8.0),
    ("plus d’une semaine", 8.0, float("inf")),
)
"""Waits told in words: label, from, to (excluded), in days."""

EVENING = 0.75
"""18 h, when beds are counted."""


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
    return tuple(
        fmean(
            queue.count_blocked(week * WEEK + day + EVENING)
            for week in range(queue.interface.weeks)
        )
        for day in range(WEEK)
    )
