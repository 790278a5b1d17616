"""A month of the same rounds: who holds each of them, day by day.

Each carer rests two days in a row every week, and someone who stands in for her trade takes her
round. The rounds of a trade are held by the same carer all month, or change hands every week or
every day. That the same day comes back 28 times, and who rests when, are teaching hypotheses.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal

from coordo_simulation.references import Closed
from coordo_simulation.rounds import Skill
from coordo_simulation.rounds_continuity import Contact, MonthContinuity, measure_continuity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coordo_simulation.rounds import Day, Plan

Rotation = Literal["fixe", "semaine", "jour"]

WEEK = 7
DAYS = 4 * WEEK
REST = 2
"""Days of rest in a row, every week."""


class Relief(Closed):
    """Someone who takes the round of a resting carer that has the same skills."""

    name: str
    skills: tuple[Skill, ...]


class ReliefError(ValueError):
    """Nobody is left to stand in for a carer; the message is French."""


def list_holders(
    day: Day, reliefs: tuple[Relief, ...], rotation: Rotation
) -> tuple[dict[str, str], ...]:
    """For each of the 28 days: round (its carer's id) → the name of who holds it.

    Raises:
        ReliefError: a day, nobody with the skills is left to stand in.
    """
    return tuple(_list_of_day(day, reliefs, rotation, date) for date in range(DAYS))


def measure_month(
    day: Day, plan: Plan, reliefs: tuple[Relief, ...], rotation: Rotation
) -> MonthContinuity:
    """How many faces each person sees when the rounds of a plan are held for 28 days."""
    return measure_continuity(_iter_contacts(day, plan, list_holders(day, reliefs, rotation)))


def _iter_contacts(
    day: Day, plan: Plan, holders: tuple[Mapping[str, str], ...]
) -> Iterator[Contact]:
    for date, names in enumerate(holders):
        for visit in day.visits:
            for carer in plan.teams.get(visit.id, ()):
                yield Contact(day=date, person=visit.person, face=names[carer])


def _list_of_day(
    day: Day, reliefs: tuple[Relief, ...], rotation: Rotation, date: int
) -> dict[str, str]:
    left = list(reliefs)
    shift = {"fixe": 0, "semaine": date // WEEK, "jour": date}[rotation]
    names = {}
    for group in _list_groups(day):
        for place, index in enumerate(group):
            holder = group[(place + shift) % len(group)]
            carer = day.carers[holder]
            if _is_resting(holder, date):
                stand_in = next((each for each in left if each.skills == carer.skills), None)
                if stand_in is None:
                    raise ReliefError(f"personne ne remplace {carer.name} le jour {date + 1}")
                left.remove(stand_in)
                names[day.carers[index].id] = stand_in.name
            else:
                names[day.carers[index].id] = carer.name
    return names


def _is_resting(carer: int, date: int) -> bool:
    """Rests are spread over the week, in the order of the carers."""
    return (date - REST * carer) % WEEK < REST


def _list_groups(day: Day) -> list[list[int]]:
    """Carers of the same skills, whose rounds may change hands, by index."""
    ranked = sorted(range(len(day.carers)), key=lambda index: (day.carers[index].skills, index))
    return [list(group) for _, group in groupby(ranked, key=lambda i: day.carers[i].skills)]
