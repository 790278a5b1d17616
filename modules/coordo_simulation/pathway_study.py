"""A person's pathway as an author writes it: the situation, and plans to spend the hours."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from coordo_simulation.declaration import Identifier
from coordo_simulation.pathway import Actor, CoordinationPlan, Situation
from coordo_simulation.references import Closed
from coordo_simulation.view_texts import Name, Origin, ShortName, Story

MOST_HOURS = 8
"""Hours a month that a reader may give to one action."""


class NamedActor(Actor):
    """Somebody whose name stands at the head of a lane."""

    label: ShortName
    short: Annotated[ShortName, Field(max_length=9)]


class DrawnSituation(Situation):
    """A situation whose lanes fit a phone."""

    person: Name
    story: Story
    weeks: int = Field(ge=26, le=104)
    actors: tuple[NamedActor, ...] = Field(min_length=1, max_length=7)

    @model_validator(mode="after")
    def _has_lanes_for_its_marks(self) -> Self:
        for exposure in self.exposures:
            if exposure.kind != "sortie" and not exposure.interrupts:
                raise ValueError(f"{exposure.kind} : au moins un intervenant interrompu")
        return self

    @property
    def carer(self) -> NamedActor | None:
        """The relative whose tiredness is drawn, where there is one."""
        return next((each for each in self.actors if each.role == "aidant"), None)


class NamedPlan(CoordinationPlan):
    """A plan that a button can name, in whole hours as the reader's own."""

    label: Name

    @model_validator(mode="after")
    def _is_in_whole_hours(self) -> Self:
        if any(hours % 1 or hours > MOST_HOURS for hours in self.hours.by_action.values()):
            raise ValueError(f"des heures entières, {MOST_HOURS} au plus par action")
        return self


class PathwayStudy(Closed):
    """A situation and its plans: the first is compared with, ``opening`` is where one starts."""

    origin: Origin
    situation: DrawnSituation
    plans: tuple[NamedPlan, ...] = Field(min_length=1, max_length=4)
    opening: Identifier

    @model_validator(mode="after")
    def _opens_on_a_plan(self) -> Self:
        ids = [plan.id for plan in self.plans]
        if len(set(ids)) < len(ids):
            raise ValueError("des identifiants de plans distincts")
        if self.opening not in ids:
            raise ValueError(f"opening : un plan parmi {', '.join(ids)}")
        return self

    def get_plan(self, plan_id: str) -> NamedPlan:
        """Return a plan by its id."""
        return next(plan for plan in self.plans if plan.id == plan_id)
