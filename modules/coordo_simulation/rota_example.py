"""A week of a service made up for teaching: none of its people, hours or journeys is real.

Each row is a habit: the hour, what is done, and who comes on which day. The rota it makes is that
of a coordinator who knows her people well and has not counted everything.
"""

from __future__ import annotations

from datetime import date

from coordo_simulation.rota import (
    Assignment,
    Caregiver,
    HelpedPerson,
    Journey,
    PreviousWeek,
    Rota,
    Service,
    Visit,
)
from coordo_simulation.rota_example_rows import CAREGIVERS, HABITS, PERSONS, Habit

LABEL = "Service d’aide des Trois Rivières (exemple inventé)"
MONDAY = date(2026, 11, 16)
_DAY_LETTERS = "lmMjvsd"
_JOURNEYS = (
    ("Bourg", "Bourg", 5),
    ("Coteau", "Coteau", 10),
    ("Plaine", "Plaine", 10),
    ("Bourg", "Coteau", 15),
    ("Bourg", "Plaine", 15),
    ("Coteau", "Plaine", 20),
)


def build_example_service() -> Service:
    """Build the service and its week of visits."""
    return Service(
        label=LABEL,
        monday=MONDAY,
        caregivers=tuple(_build_caregiver(*row) for row in CAREGIVERS),
        persons=tuple(
            HelpedPerson(
                id=key,
                name=name,
                sector=sector,
                known=tuple(_name_caregiver(letter) for letter in known),
                declined=tuple(_name_caregiver(letter) for letter in declined),
            )
            for key, name, sector, known, declined in PERSONS
        ),
        visits=tuple(visit for habit in HABITS for visit in _build_visits(habit)),
        journeys=tuple(
            Journey(sectors=(one, other), minutes=minutes) for one, other, minutes in _JOURNEYS
        ),
    )


def build_example_rota() -> Rota:
    """Build the rota made by hand: the habits as they are."""
    return Rota(
        assignments=tuple(
            Assignment(visit=visit.id, caregiver=_name_caregiver(letter), start=visit.start)
            for habit in HABITS
            for visit, letter in zip(_build_visits(habit), habit.who.replace(".", ""), strict=True)
            if letter != "?"
        )
    )


def _name_caregiver(letter: str) -> str:
    return next(row[1] for row in CAREGIVERS if row[0] == letter)


def _read_days(letters: str) -> tuple[int, ...]:
    return tuple(_DAY_LETTERS.index(letter) for letter in letters)


def _build_caregiver(  # noqa: PLR0913, PLR0917 -- a row of the table
    _letter: str,
    key: str,
    name: str,
    hours: int,
    skills: str,
    wished_off: str,
    evenings: str,
    worked: str,
    sunday_end: float,
) -> Caregiver:
    return Caregiver(
        id=key,
        name=name,
        weekly_minutes=hours * 60,
        skills=tuple(skills.split()),
        wished_off=_read_days(wished_off),
        avoids_evenings=evenings == "sans soirée",
        previous=PreviousWeek(
            worked=tuple(letter in worked for letter in _DAY_LETTERS),
            sunday_end=int(sunday_end * 60) if "d" in worked else None,
        ),
    )


def _build_visits(habit: Habit) -> tuple[Visit, ...]:
    return tuple(
        Visit(
            id=f"{habit.person}-{habit.key}-{day + 1}",
            person=habit.person,
            label=habit.label,
            day=day,
            start=habit.start,
            duration=habit.duration,
            earliest=habit.start - habit.sooner,
            latest=habit.start + habit.later,
            skills=tuple(habit.skills.split()),
        )
        for day, letter in enumerate(habit.who)
        if letter != "."
    )
