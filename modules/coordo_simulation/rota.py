"""A week of a home-help service: who can come, who is waited for, and who goes where and when.

Times are minutes since midnight, days are 0 (Monday) to 6 (Sunday). The week before is known by
what it leaves to this one: the days worked, and the hour at which its Sunday ended.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from itertools import product
from typing import Annotated, Self

from pydantic import Field, model_validator

from coordo_simulation.references import Closed, KebabId

DAY = 24 * 60
"""Minutes of a day."""

WEEK = 7
SUNDAY = 6
DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

Minute = Annotated[int, Field(ge=0, le=DAY)]
Day = Annotated[int, Field(ge=0, lt=WEEK)]
Text = Annotated[str, Field(min_length=1)]


class PreviousWeek(Closed):
    """What the week before leaves: days worked, Monday first, and the end of its Sunday."""

    worked: Annotated[tuple[bool, ...], Field(min_length=WEEK, max_length=WEEK)] = (False,) * WEEK
    sunday_end: Minute | None = None

    @model_validator(mode="after")
    def _ends_a_sunday_worked(self) -> Self:
        if (self.sunday_end is not None) != self.worked[SUNDAY]:
            raise ValueError("une heure de fin si, et seulement si, le dimanche est travaillé")
        return self


class Caregiver(Closed):
    """Someone who visits: contract in minutes a week, what she can do, what she wishes.

    ``absent`` are days on which she cannot come, ``wished_off`` days that she would rather keep.
    """

    id: KebabId
    name: Text
    weekly_minutes: Annotated[int, Field(gt=0, le=48 * 60)]
    skills: tuple[Text, ...] = ()
    absent: tuple[Day, ...] = ()
    wished_off: tuple[Day, ...] = ()
    avoids_evenings: bool = False
    previous: PreviousWeek = PreviousWeek()


class HelpedPerson(Closed):
    """Someone who is visited: where, the faces she knows, and those she would rather not see."""

    id: KebabId
    name: Text
    sector: Text
    known: tuple[KebabId, ...] = ()
    declined: tuple[KebabId, ...] = ()


class Visit(Closed):
    """A visit agreed with the person at ``start``; she accepts it from ``earliest`` to ``latest``.

    At least half an hour: two visits that no break parts then never hold a third.
    """

    id: KebabId
    person: KebabId
    label: Text
    day: Day
    start: Minute
    duration: Annotated[int, Field(ge=30, le=10 * 60)]
    earliest: Minute
    latest: Minute
    skills: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _starts_within_its_window(self) -> Self:
        if not self.earliest <= self.start <= self.latest <= DAY - self.duration:
            raise ValueError("une heure de début dans la plage, et une fin avant minuit")
        return self


class Journey(Closed):
    """Minutes from one sector to another, either way, or inside one."""

    sectors: tuple[Text, Text]
    minutes: Annotated[int, Field(ge=0, le=30)]


class Service(Closed):
    """A service and one week of its visits; ``monday`` is the first day.

    No detour is shorter than a journey: going by way of somebody never brings one there sooner.
    """

    label: Text
    monday: date
    caregivers: tuple[Caregiver, ...] = Field(min_length=1)
    persons: tuple[HelpedPerson, ...]
    visits: tuple[Visit, ...]
    journeys: tuple[Journey, ...]

    @model_validator(mode="after")
    def _names_what_it_holds(self) -> Self:
        if self.monday.weekday():
            raise ValueError("une semaine qui commence un lundi")
        for ids in (self.caregiver_by_id, self.person_by_id, self.visit_by_id):
            if len(ids) not in (len(self.caregivers), len(self.persons), len(self.visits)):
                raise ValueError("des identifiants uniques")
        known = set(self.person_by_id)
        if any(visit.person not in known for visit in self.visits):
            raise ValueError("des visites à des personnes du service")
        sectors = {person.sector for person in self.persons}
        missing = {(a, b) for a in sectors for b in sectors} - set(self._minutes)
        if missing:
            raise ValueError(f"un trajet pour chaque paire de secteurs ; manque {min(missing)}")
        for one, other, by in product(sectors, repeat=3):
            if self._minutes[one, other] > self._minutes[one, by] + self._minutes[by, other]:
                raise ValueError(f"un trajet de {one} à {other} qui ne dure pas plus que par {by}")
        return self

    @cached_property
    def caregiver_by_id(self) -> dict[str, Caregiver]:
        """Caregivers by id, in their order."""
        return {each.id: each for each in self.caregivers}

    @cached_property
    def person_by_id(self) -> dict[str, HelpedPerson]:
        """Persons by id, in their order."""
        return {each.id: each for each in self.persons}

    @cached_property
    def visit_by_id(self) -> dict[str, Visit]:
        """Visits by id, in their order."""
        return {each.id: each for each in self.visits}

    @cached_property
    def _minutes(self) -> dict[tuple[str, str], int]:
        return {
            pair: each.minutes
            for each in self.journeys
            for pair in (each.sectors, each.sectors[::-1])
        }

    def compute_travel(self, one: Visit, other: Visit) -> int:
        """Minutes from one visit to another; none between two visits to the same person."""
        if one.person == other.person:
            return 0
        sectors = (self.person_by_id[one.person].sector, self.person_by_id[other.person].sector)
        return self._minutes[sectors]

    def with_absence(self, caregiver: str, days: tuple[int, ...]) -> Service:
        """Return the service with a caregiver absent on those days, and on no other."""
        changed = tuple(
            each.model_copy(update={"absent": tuple(sorted(set(days)))})
            if each.id == caregiver
            else each
            for each in self.caregivers
        )
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return Service(**{**fields, "caregivers": changed})


class Assignment(Closed):
    """A visit given to someone, at an hour."""

    visit: KebabId
    caregiver: KebabId
    start: Minute


class Rota(Closed):
    """Who goes where and when; a visit that is not named has nobody."""

    assignments: tuple[Assignment, ...]

    @cached_property
    def by_visit(self) -> dict[str, Assignment]:
        """Assignments by visit."""
        return {each.visit: each for each in self.assignments}

    def give(self, visit: str, caregiver: str | None, start: int) -> Rota:
        """Return the rota with one visit given otherwise, or to nobody."""
        others = tuple(each for each in self.assignments if each.visit != visit)
        if caregiver is None:
            return Rota(assignments=others)
        return Rota(
            assignments=(*others, Assignment(visit=visit, caregiver=caregiver, start=start))
        )
