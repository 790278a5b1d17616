"""A morning of rounds as an author writes it: who is visited, by whom, and the rounds by habit."""

from __future__ import annotations

from typing import Annotated, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from coordo_simulation.references import Closed
from coordo_simulation.rounds import (
    Carer,
    Day,
    Minute,
    Pause,
    Person,
    Plan,
    Visit,
    check_plan,
)
from coordo_simulation.rounds_month import Relief, Rotation, list_holders
from coordo_simulation.rounds_travel import Place
from coordo_simulation.view_texts import Name, Origin, ShortName, read_hour

ROTATIONS: tuple[Rotation, ...] = get_args(Rotation)
LEAST_ACROSS = 0.5
"""Kilometres from west to east: less, and a map is a line."""
MOST_DOWN = 2.0
"""A map is at most that much taller than it is wide."""


Hour = Annotated[Minute, BeforeValidator(read_hour)]
"""A time of day, written « 7 h 30 », or in minutes since midnight."""


class NamedPerson(Person):
    """Someone whose name stands on a map."""

    name: ShortName


class NamedVisit(Visit):
    """A visit that a list can name."""

    care: Name
    opens: Hour
    closes: Hour


class NamedPause(Pause):
    """A break written with its hours."""

    opens: Hour
    closes: Hour


class NamedCarer(Carer):
    """A carer whose name heads a column."""

    name: ShortName
    trade: Name
    starts: Hour
    ends: Hour
    pause: NamedPause | None = None


class MappedDay(Day):
    """A day that a map and a column for each carer can hold."""

    label: Name
    people: tuple[NamedPerson, ...] = Field(min_length=1, max_length=24)
    visits: tuple[NamedVisit, ...] = Field(min_length=1, max_length=32)
    carers: tuple[NamedCarer, ...] = Field(min_length=1, max_length=6)

    @model_validator(mode="after")
    def _lies_on_a_map(self) -> Self:
        places = [*(each.place for each in self.people), *(each.base for each in self.carers)]
        across = max(each.east for each in places) - min(each.east for each in places)
        down = max(each.north for each in places) - min(each.north for each in places)
        if across < LEAST_ACROSS or down > MOST_DOWN * across:
            raise ValueError(
                f"des lieux étalés sur {LEAST_ACROSS:g} km d’ouest en est au moins, et au plus "
                f"{MOST_DOWN:g} fois plus hauts que larges"
            )
        return self


class RoundsStudy(Closed):
    """A day, the rounds by habit, who stands in on days of rest, and names for the map."""

    origin: Origin
    day: MappedDay
    habit: Plan
    reliefs: tuple[Relief, ...] = Field(default=(), max_length=6)
    villages: Annotated[tuple[Place, ...], Field(max_length=8)] = ()

    @model_validator(mode="after")
    def _is_one_story(self) -> Self:
        check_plan(self.day, self.habit)
        for rotation in ROTATIONS:
            list_holders(self.day, self.reliefs, rotation)
        return self
