"""The people of an area, by single age from 45 to 100 and over, a year at a time.

What a year does: those who survive grow a year older, some arrive and some leave; people of 60
and over in = out + change, to rounding. Those with the APA at home follow from age, then share
out between GIR 1 and 4.
"""

from __future__ import annotations

from functools import cache
from math import exp, fsum
from typing import TYPE_CHECKING

from coordo_simulation.references import Closed
from coordo_simulation.territory_tables import (
    AGES,
    FIRST_AGE,
    GIR_SHARES,
    OLD,
    VERY_OLD,
    build_prevalence,
    build_pyramid,
    compute_death_risk,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE_YEAR = 2024
"""Year of the risks of death."""

START_OLD = OLD - FIRST_AGE
START_VERY_OLD = VERY_OLD - FIRST_AGE
MOVING_AGES = range(OLD, VERY_OLD)
"""Ages at which people of 60 and over change area."""


class Ageing(Closed):
    """What a year did to the people of 60 and over of an area."""

    people: tuple[float, ...]
    entrants: float
    deaths: float
    movers: float


def build_people(older: float, tilt: float) -> tuple[float, ...]:
    """Build an area's people by age, shaped as France's.

    Args:
        older: people of 60 and over.
        tilt: how much older than France the area is: each ten years of age count
            ``exp(tilt)`` times more.
    """
    weights = [
        count * exp(tilt * (age - VERY_OLD) / 10)
        for age, count in zip(AGES, build_pyramid(), strict=True)
    ]
    scale = older / fsum(weights[START_OLD:])
    return tuple(weight * scale for weight in weights)


def count_older(people: tuple[float, ...]) -> float:
    """People of 60 and over."""
    return fsum(people[START_OLD:])


def count_very_old(people: tuple[float, ...]) -> float:
    """People of 75 and over."""
    return fsum(people[START_VERY_OLD:])


@cache
def _build_death_risks() -> tuple[float, ...]:
    return tuple(compute_death_risk(age) for age in AGES)


def grow_older(
    people: tuple[float, ...], year: int, move_rate: float, mortality_trend: float
) -> Ageing:
    """Lead the people of an area from one 1 January to the next.

    Args:
        people: at 1 January of ``year``.
        year: the year that passes.
        move_rate: arrivals less leavings from 60 to 74, for one person of these ages.
        mortality_trend: yearly change of the risk of death, in %.
    """
    drift = (1 + mortality_trend / 100) ** (year - TABLE_YEAR)
    risks = [risk * drift for risk in _build_death_risks()]
    # Who is ``age`` on 1 January reaches ``age + 1`` in the year, and bears that age's risk.
    dead = [count * risks[min(place + 1, len(risks) - 1)] for place, count in enumerate(people)]
    alive = [count - lost for count, lost in zip(people, dead, strict=True)]
    grown = [people[0], *alive[:-1]]
    grown[-1] += alive[-1]
    entrants = alive[START_OLD - 1]
    movers = 0.0
    for age in MOVING_AGES:
        moved = grown[age - FIRST_AGE] * move_rate
        grown[age - FIRST_AGE] += moved
        movers += moved
    return Ageing(
        people=tuple(grown), entrants=entrants, deaths=fsum(dead[START_OLD:]), movers=movers
    )


def count_by_gir(
    people: tuple[float, ...], prevalence_factor: float
) -> tuple[float, float, float, float]:
    """People helped at home by GIR, 1 to 4: the same shares at all ages (a hypothesis)."""
    helped = prevalence_factor * fsum(
        count * share for count, share in zip(people, build_prevalence(), strict=True)
    )
    first, second, third, fourth = (helped * share for share in GIR_SHARES)
    return first, second, third, fourth


def compute_hours_by_gir(
    by_gir: tuple[float, float, float, float], values: Mapping[str, float]
) -> tuple[float, ...]:
    """Hours of help of a year that the plans of each GIR ask for."""
    return tuple(
        count * values[f"hours_gir_{gir}"] * 12 for gir, count in enumerate(by_gir, start=1)
    )
