"""Rubrics of what is graded by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from coordo_simulation.references import Closed, KebabId
from pydantic import Field, model_validator

Text = Annotated[str, Field(min_length=1)]


class RubricLevel(Closed):
    """What a text shows at this number of points."""

    points: Decimal = Field(ge=0)
    description: Text


class RubricCriterion(Closed):
    """One criterion and its levels, lowest first."""

    id: KebabId
    criterion: Text
    levels: tuple[RubricLevel, ...] = Field(min_length=2)

    @property
    def points(self) -> Decimal:
        """The most that the criterion can bring."""
        return self.levels[-1].points

    @model_validator(mode="after")
    def _has_rising_levels(self) -> RubricCriterion:
        points = [level.points for level in self.levels]
        if points != sorted(set(points)):
            raise ValueError("des niveaux de points croissants")
        if points[0] != 0:
            raise ValueError("un premier niveau à 0 point")
        return self
