"""The carers of an area, by single age from 18 to 67, a year at a time.

Staff at the end = staff at the start + hired − left − retired, to rounding. A service opens as many
posts as next year's hours ask for, and fills those that do not fail.
"""

from __future__ import annotations

from functools import cache
from math import fsum
from typing import TYPE_CHECKING

from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Mapping

YOUNGEST = 18
OLDEST = 67
STAFF_AGES = range(YOUNGEST, OLDEST + 1)
MATURE = 50
RETIRING = 60
RETIRING_LATE = 62

SHARE_BY_AGE = ((18, 30, 0.10), (30, 50, 0.47), (50, 55, 0.18), (55, 60, 0.16), (60, 67, 0.09))
"""From, before, share of the carers. Dares, 2012–2014: 10 % before 30, 43 % from 50 on
(``aides-domicile-age-2014``); the split of the latter is a hypothesis."""

HIRED_BY_AGE = ((18, 30, 0.30), (30, 50, 0.50), (50, 60, 0.20))
"""From, before, share of those who are hired (hypothesis)."""

MOST_VACANT = 0.95


class Turnover(Closed):
    """What a year did to the carers of an area."""

    staff: tuple[float, ...]
    hired: float
    left: float
    retired: float
    vacancies: float


@cache
def _spread(shares: tuple[tuple[int, int, float], ...]) -> tuple[float, ...]:
    return tuple(
        fsum(share / (before - first) for first, before, share in shares if first <= age < before)
        for age in STAFF_AGES
    )


def build_staff(count: float) -> tuple[float, ...]:
    """Build the carers of an area by age, shaped as the trade was found."""
    return tuple(count * share for share in _spread(SHARE_BY_AGE))


def compute_mean_age(staff: tuple[float, ...]) -> float:
    """Mean age of the carers, in years, each counted at half a year past their last birthday."""
    weighted = (count * (age + 0.5) for age, count in zip(STAFF_AGES, staff, strict=True))
    return fsum(weighted) / fsum(staff)


def compute_hours_per_carer(values: Mapping[str, float], travel: float) -> float:
    """Hours of help that a carer gives in a year; ``travel`` is the share lost on the road."""
    worked = values["paid_hours"] * values["part_time"] * (1 - values["absence"])
    return worked * (1 - travel)


def compute_failure(values: Mapping[str, float], tightness: float) -> float:
    """Share of the open posts that stay empty all year.

    Args:
        values: the parameters.
        tightness: carers needed against the pool they come from, 1 at the start.
    """
    narrowness: float = tightness ** values["tension"]
    return min(values["hard_posts"] * values["hard_failure"] * narrowness, MOST_VACANT)


def _quit_share(age: int, values: Mapping[str, float]) -> float:
    if age >= RETIRING:
        return 0.0
    return values["quits_old"] if age >= MATURE else values["quits_young"]


def _retire_share(age: int, values: Mapping[str, float]) -> float:
    if age < RETIRING:
        return 0.0
    if age >= OLDEST - 1:
        return 1.0
    return values["retire_late"] if age >= RETIRING_LATE else values["retire_early"]


def turn_over(
    staff: tuple[float, ...],
    values: Mapping[str, float],
    *,
    needed: float,
    failure: float,
    quit_factor: float,
) -> Turnover:
    """Lead the carers of an area from one 1 January to the next.

    Args:
        staff: by age, at the start.
        values: the parameters.
        needed: carers that next year's hours ask for.
        failure: share of the open posts that stay empty.
        quit_factor: what policies make of the leavings, 1 where there are none.
    """
    left = [
        count * min(_quit_share(age, values) * quit_factor, 1.0)
        for age, count in zip(STAFF_AGES, staff, strict=True)
    ]
    retired = [
        count * _retire_share(age, values) for age, count in zip(STAFF_AGES, staff, strict=True)
    ]
    staying = [count - gone - old for count, gone, old in zip(staff, left, retired, strict=True)]
    grown = [0.0, *staying[:-1]]
    posts = max(0.0, needed - fsum(grown))
    hired = posts * (1 - failure)
    return Turnover(
        staff=tuple(
            count + hired * share for count, share in zip(grown, _spread(HIRED_BY_AGE), strict=True)
        ),
        hired=hired,
        left=fsum(left),
        retired=fsum(retired),
        vacancies=posts - hired,
    )
