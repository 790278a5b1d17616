"""Home visits of one day and the rounds that make them: what there is to do, and who does what.

Times are whole minutes since midnight. A round is a carer's stops in order; a visit for two stands
in two rounds, and begins when both are there. Nothing here judges a plan: see
``rounds_evaluation`` (any plan, minute by minute) and ``rounds_proposal`` (a good one).
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from coordo_simulation.declaration import Identifier, Text
from coordo_simulation.french import NO_BREAK_SPACE, set_spaces
from coordo_simulation.references import Closed
from coordo_simulation.rounds_travel import Place, TravelRules

if TYPE_CHECKING:
    from collections.abc import Iterable

PAUSE = "pause"
"""The stop that is a break, taken on the spot."""

HOUR = 60
MIDNIGHT = 24 * HOUR

Minute = Annotated[int, Field(ge=0, le=MIDNIGHT)]
Duration = Annotated[int, Field(ge=1, le=8 * HOUR)]


class Skill(StrEnum):
    """What a visit asks of who makes it; who may do what is a rule of the invented service."""

    HELP = "aide"
    HYGIENE = "toilette"
    NURSING = "soins-infirmiers"

    @property
    def label(self) -> str:
        """The skill in French."""
        return {
            Skill.HELP: "aide à la vie quotidienne",
            Skill.HYGIENE: "soins d’hygiène",
            Skill.NURSING: "soins infirmiers",
        }[self]


class PlanError(ValueError):
    """A plan that does not fit its day; the message is French and fit to be shown."""


class _Window(Closed):
    """Something that must begin between two times and lasts some minutes."""

    opens: Minute
    closes: Minute
    minutes: Duration

    @model_validator(mode="after")
    def _has_ordered_times(self) -> Self:
        if self.opens > self.closes:
            raise ValueError("opens au plus tard à closes")
        return self


class Pause(_Window):
    """A carer's break: when it may begin, how long it lasts."""


class Person(Closed):
    """Someone at home; ``usual`` are the carers that she knows."""

    id: Identifier
    name: Text
    place: Place
    usual: tuple[Identifier, ...] = ()


class Visit(_Window):
    """A visit: ``needs`` holds one skill for each carer who must be there."""

    id: Identifier
    person: Identifier
    care: Text
    needs: tuple[Skill, ...] = Field(min_length=1, max_length=2)


class Carer(Closed):
    """Someone who makes a round, from ``base`` and back to it, within working hours."""

    id: Identifier
    name: Text
    trade: Text
    skills: tuple[Skill, ...] = Field(min_length=1)
    base: Place
    starts: Minute
    ends: Minute
    pause: Pause | None = None


class Day(Closed):
    """What there is to do in a day, and who is there to do it."""

    label: Text
    people: tuple[Person, ...]
    visits: tuple[Visit, ...]
    carers: tuple[Carer, ...]
    travel: TravelRules = TravelRules()

    @model_validator(mode="after")
    def _names_what_it_holds(self) -> Self:
        for kind in (self.people, self.visits, self.carers):
            _refuse_doubles(item.id for item in kind)
        known = {person.id for person in self.people}
        if unknown := [visit.person for visit in self.visits if visit.person not in known]:
            raise ValueError(f"personne inconnue : « {unknown[0]} »")
        if any(visit.id == PAUSE for visit in self.visits):
            raise ValueError(f"« {PAUSE} » ne nomme pas une visite")
        return self

    @cached_property
    def person_of(self) -> dict[str, Person]:
        """Visit id → who is visited."""
        people = {person.id: person for person in self.people}
        return {visit.id: people[visit.person] for visit in self.visits}

    @cached_property
    def visit_of(self) -> dict[str, Visit]:
        """Visit id → visit."""
        return {visit.id: visit for visit in self.visits}

    @cached_property
    def carer_of(self) -> dict[str, Carer]:
        """Carer id → carer."""
        return {carer.id: carer for carer in self.carers}


class Round(Closed):
    """A carer's stops in order: visit ids, and ``PAUSE`` where the break is taken."""

    carer: Identifier
    stops: tuple[Identifier, ...] = ()

    @property
    def visits(self) -> tuple[str, ...]:
        """The stops that are visits."""
        return tuple(stop for stop in self.stops if stop != PAUSE)


class Plan(Closed):
    """The rounds of a day, one for each carer."""

    rounds: tuple[Round, ...]

    @cached_property
    def teams(self) -> dict[str, tuple[str, ...]]:
        """Visit id → the carers who make it, in the order of the rounds."""
        teams: dict[str, tuple[str, ...]] = {}
        for each in self.rounds:
            for visit in each.visits:
                teams[visit] = (*teams.get(visit, ()), each.carer)
        return teams


def check_plan(day: Day, plan: Plan) -> None:
    """Refuse a plan that names what the day does not hold, or a stop twice in one round.

    Raises:
        PlanError: says in French what does not fit.
    """
    if sorted(each.carer for each in plan.rounds) != sorted(day.carer_of):
        raise PlanError(
            set_spaces("un plan donne une tournée à chaque intervenant, et à eux seuls")
        )
    for each in plan.rounds:
        carer = day.carer_of[each.carer]
        if len(set(each.stops)) < len(each.stops):
            raise PlanError(set_spaces(f"{carer.name} : une étape figure deux fois"))
        if PAUSE in each.stops and carer.pause is None:
            raise PlanError(set_spaces(f"{carer.name} : aucune pause n’est prévue"))
        if unknown := [visit for visit in each.visits if visit not in day.visit_of]:
            raise PlanError(set_spaces(f"{carer.name} : visite inconnue, « {unknown[0]} »"))


def format_hour(minute: int) -> str:
    """Write a time of day: 8 h 05."""
    return f"{minute // HOUR}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{minute % HOUR:02d}"


def format_duration(minutes: int) -> str:
    """Write a duration: 25 min, 1 h 05."""
    if minutes < HOUR:
        return f"{minutes}{NO_BREAK_SPACE}min"
    return format_hour(minutes)


def _refuse_doubles(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise ValueError(f"des identifiants uniques ; « {each} » est en double")
        seen.add(each)
