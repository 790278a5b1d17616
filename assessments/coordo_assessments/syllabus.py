"""The diploma, its modules, their objectives and activities, and the rule of validation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from coordo_simulation.references import Closed, KebabId, Source
from coordo_simulation.yaml_source import load_yaml, parse_model
from pydantic import Field, model_validator

if TYPE_CHECKING:
    from pathlib import Path

Text = Annotated[str, Field(min_length=1)]
ModuleId = Annotated[str, Field(pattern=r"^m[1-9]_[a-z]+$")]
ActivityId = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]


class Diploma(Closed):
    """What the course prepares for."""

    title: Text
    partners: tuple[Text, ...]
    source: Source


class ValidationRule(Closed):
    """How the diploma is earned; no national text sets it, each university does.

    ``average`` is the weighted mean asked for and ``floor`` the least mark of each module,
    both out of ``scale``.
    """

    average: Decimal = Field(ge=0)
    floor: Decimal = Field(ge=0)
    scale: Decimal = Field(gt=0)

    @model_validator(mode="after")
    def _has_ordered_marks(self) -> ValidationRule:
        if not self.floor <= self.average <= self.scale:
            raise ValueError("floor ≤ average ≤ scale")
        return self


class Dates(Closed):
    """First and last day of a module."""

    start: date
    end: date

    @model_validator(mode="after")
    def _has_order(self) -> Dates:
        if self.end < self.start:
            raise ValueError("une fin (end) au plus tôt le jour du début (start)")
        return self


class Objective(Closed):
    """What a trainee can do after the module."""

    id: KebabId
    text: Text
    competencies: tuple[KebabId, ...] = Field(min_length=1)


class Activity(Closed):
    """A notebook of a module."""

    id: ActivityId
    notebook: Annotated[str, Field(pattern=r"^[a-z0-9_]+\.ipynb$")]
    title: Text
    kind: Literal["cours", "cas", "exercices", "evaluation"]
    minutes: int = Field(gt=0, le=600)


class Module(Closed):
    """One of the seven modules."""

    id: ModuleId
    number: int = Field(ge=1)
    title: Text
    dates: Dates
    weight: Decimal = Field(gt=0)
    status: Literal["ouvert", "a_venir"]
    summary: Text
    objectives: tuple[Objective, ...] = Field(min_length=4, max_length=6)
    activities: tuple[Activity, ...] = ()

    @model_validator(mode="after")
    def _has_activities_when_open(self) -> Module:
        if self.status == "ouvert" and not self.activities:
            raise ValueError("au moins une activité dans un module ouvert")
        return self


class Syllabus(Closed):
    """The whole of ``course/syllabus.yml``."""

    diploma: Diploma
    validation: ValidationRule
    modules: tuple[Module, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_unique_ids(self) -> Syllabus:
        ids = [module.id for module in self.modules]
        ids += [objective.id for module in self.modules for objective in module.objectives]
        doubles = sorted({entry for entry in ids if ids.count(entry) > 1})
        if doubles:
            raise ValueError(f"des identifiants uniques ; en double : {', '.join(doubles)}")
        return self

    @cached_property
    def by_id(self) -> dict[str, Module]:
        """Modules by id."""
        return {module.id: module for module in self.modules}


def load_syllabus(path: Path) -> Syllabus:
    """Read ``course/syllabus.yml``.

    Raises:
        ContentError, ContentErrors: the file cannot be read or does not fit.
    """
    return parse_model(Syllabus, load_yaml(path))
