"""Days of the week at the interface: what is open when, and who is ready on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEK = 7
WORKING_DAYS = 5


class Calendar(Closed):
    """Which days are open; day 0 is a Monday, and a day is counted as open from end to end."""

    works_weekends: bool = False

    def add_time(self, moment: float, length: float) -> float:
        """Return when ``length`` days of open time have passed from ``moment``."""
        if self.works_weekends:
            return moment + length
        week, day = divmod(moment, WEEK)
        worked = week * WORKING_DAYS + min(day, WORKING_DAYS) + length
        weeks, rest = divmod(worked, WORKING_DAYS)
        if rest == 0 and length > 0:  # the end of a Friday, not the Monday after
            return max(moment, (weeks - 1) * WEEK + WORKING_DAYS)
        return max(moment, weeks * WEEK + rest)


def iter_arrivals(day_rates: Sequence[float], end: float, chance: Random) -> Iterator[float]:
    """Yield the moments at which people are ready: at random within a day, at the day's rate."""
    for day in range(int(end)):
        rate = day_rates[day % WEEK]
        moment = chance.expovariate(rate) if rate > 0 else 1.0
        while moment < 1:
            yield day + moment
            moment += chance.expovariate(rate)
