"""A week of a service as an author writes it: who helps, who is helped, and the rota by hand."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from coordo_simulation.references import Closed
from coordo_simulation.rota import (
    Assignment,
    Caregiver,
    HelpedPerson,
    Minute,
    PreviousWeek,
    Rota,
    Service,
    Visit,
)
from coordo_simulation.view_texts import Name, Origin, ShortName, read_hour

Hour = Annotated[Minute, BeforeValidator(read_hour)]
"""A time of day, written « 7 h 30 », or in minutes since midnight."""


class WrittenWeek(PreviousWeek):
    """The week before, its last hour written as one says it."""

    sunday_end: Hour | None = None


class NamedCaregiver(Caregiver):
    """A caregiver whose name heads a row."""

    name: ShortName
    previous: WrittenWeek = WrittenWeek()


class NamedHelpedPerson(HelpedPerson):
    """Someone whom a visit names."""

    name: ShortName
    sector: ShortName


class NamedVisit(Visit):
    """A visit that a board can name, with its hours as one says them."""

    label: Name
    start: Hour
    earliest: Hour
    latest: Hour


class BoardService(Service):
    """A service that a board can hold."""

    label: Name
    caregivers: tuple[NamedCaregiver, ...] = Field(min_length=1, max_length=12)
    persons: tuple[NamedHelpedPerson, ...] = Field(min_length=1, max_length=30)
    visits: tuple[NamedVisit, ...] = Field(min_length=1, max_length=140)


class WrittenAssignment(Assignment):
    """Who goes, at an hour written as one says it."""

    start: Hour


class WrittenRota(Rota):
    """A rota made by hand."""

    assignments: tuple[WrittenAssignment, ...]


class RotaStudy(Closed):
    """A service, its week of visits and the rota that one starts from."""

    origin: Origin
    service: BoardService
    rota: WrittenRota

    @model_validator(mode="after")
    def _gives_what_exists(self) -> Self:
        given: set[str] = set()
        for each in self.rota.assignments:
            visit = self.service.visit_by_id.get(each.visit)
            if visit is None or each.caregiver not in self.service.caregiver_by_id:
                raise ValueError(f"{each.visit} : une visite et une personne du service")
            if not visit.earliest <= each.start <= visit.latest:
                raise ValueError(f"{each.visit} : une heure entre earliest et latest")
            if each.visit in given:
                raise ValueError(f"{each.visit} : une visite donnée une seule fois")
            given.add(each.visit)
        return self

    def build_rota(self) -> Rota:
        """The rota alone."""
        return Rota.model_validate(self.rota.model_dump())
