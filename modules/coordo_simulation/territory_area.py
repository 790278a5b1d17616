"""The areas of a department and what a year of one holds."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from coordo_simulation.declaration import Identifier, Text
from coordo_simulation.money import ZERO
from coordo_simulation.references import Closed

FIRST_YEAR = 2025
LAST_YEAR = 2040
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)

Share = Annotated[float, Field(ge=0, le=0.6)]


class Area(Closed):
    """A part of the department, as it is on 1 January 2025."""

    id: Identifier
    label: Text
    portrait: Text
    older: Annotated[float, Field(gt=0)]
    tilt: Annotated[float, Field(ge=-0.5, le=0.5)] = 0.0
    move_rate: Annotated[float, Field(ge=-0.03, le=0.03)] = 0.0
    need_factor: Annotated[float, Field(ge=0.5, le=1.5)] = 1.0
    travel: Share
    initial_gap: Share
    failure_factor: Annotated[float, Field(ge=0.3, le=2.0)] = 1.0
    place_density: Annotated[float, Field(ge=0, le=40)]


class Department(Closed):
    """The areas of a department, and its DAC."""

    label: Text
    areas: tuple[Area, ...] = Field(min_length=1)
    posts: Annotated[float, Field(ge=0)]


class AreaYear(Closed):
    """An area in a year: stocks at 1 January, flows of the year."""

    year: int
    older: float
    older_75: float
    entrants: float
    deaths: float
    movers: float
    gir_1: float
    gir_2: float
    gir_3: float
    gir_4: float
    hours_needed: float
    hours_delivered: float
    hours_unmet: float
    people_unmet: float
    staff: float
    hired: float
    left: float
    retired: float
    vacancies: float
    places: float
    places_missing: float
    requests: float
    requests_handled: float
    requests_lost: float
    cost: Decimal

    @property
    def helped(self) -> float:
        """People whose plan asks for help at home."""
        return self.gir_1 + self.gir_2 + self.gir_3 + self.gir_4

    @property
    def unmet_share(self) -> float:
        """Share of the hours of the plans that nobody gives."""
        return self.hours_unmet / self.hours_needed if self.hours_needed else 0.0


class Course(Closed):
    """A whole run: for each area, by id, its years; then the department as one area."""

    areas: dict[str, tuple[AreaYear, ...]]
    whole: tuple[AreaYear, ...]

    @property
    def total_cost(self) -> Decimal:
        """What the policies cost from 2026 to 2040, in euros of today."""
        return sum((year.cost for year in self.whole), ZERO)
