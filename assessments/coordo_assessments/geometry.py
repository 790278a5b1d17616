"""Regions of a plane: whether a point lies in one, and how far from it."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import Annotated, Literal

from coordo_simulation.references import Closed
from pydantic import Field, model_validator

Number = Annotated[float, Field(allow_inf_nan=False, ge=-100_000, le=100_000)]
Length = Annotated[float, Field(allow_inf_nan=False, gt=0, le=100_000)]


class Point(Closed):
    """A point, in the unit of what it is put on; strict: it also comes from trainees."""

    x: float = Field(allow_inf_nan=False, ge=-100_000, le=100_000, strict=True)
    y: float = Field(allow_inf_nan=False, ge=-100_000, le=100_000, strict=True)


class Disc(Closed):
    """A disc: its centre and its radius."""

    kind: Literal["disc"]
    x: Number
    y: Number
    radius: Length

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Least x and y, then greatest x and y."""
        return (
            self.x - self.radius,
            self.y - self.radius,
            self.x + self.radius,
            self.y + self.radius,
        )

    def measure_distance(self, point: Point) -> float:
        """Distance from a point; 0 inside and on the border."""
        return max(0.0, hypot(point.x - self.x, point.y - self.y) - self.radius)

    def contains(self, point: Point) -> bool:
        """Whether the point lies inside or on the border."""
        return self.measure_distance(point) == 0


class Rectangle(Closed):
    """A rectangle along the axes."""

    kind: Literal["rectangle"]
    x: tuple[Number, Number] = Field(description="from, to")
    y: tuple[Number, Number] = Field(description="from, to")

    @model_validator(mode="after")
    def _has_an_inside(self) -> Rectangle:
        if self.x[0] >= self.x[1] or self.y[0] >= self.y[1]:
            raise ValueError("deux bornes croissantes pour x et pour y")
        return self

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Least x and y, then greatest x and y."""
        return self.x[0], self.y[0], self.x[1], self.y[1]

    def measure_distance(self, point: Point) -> float:
        """Distance from a point; 0 inside and on the border."""
        aside = max(self.x[0] - point.x, 0.0, point.x - self.x[1])
        apart = max(self.y[0] - point.y, 0.0, point.y - self.y[1])
        return hypot(aside, apart)

    def contains(self, point: Point) -> bool:
        """Whether the point lies inside or on the border."""
        return self.measure_distance(point) == 0


class Polygon(Closed):
    """A polygon by its corners, in turn."""

    kind: Literal["polygon"]
    points: tuple[tuple[Number, Number], ...] = Field(min_length=3, max_length=40)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Least x and y, then greatest x and y."""
        across, down = zip(*self.points, strict=True)
        return min(across), min(down), max(across), max(down)

    def contains(self, point: Point) -> bool:
        """Whether the point lies inside (a ray to the right crosses an odd number of sides)."""
        crossed = False
        for (x1, y1), (x2, y2) in pairwise((*self.points, self.points[0])):
            is_between = (y1 > point.y) != (y2 > point.y)
            if is_between and point.x < x1 + (point.y - y1) * (x2 - x1) / (y2 - y1):
                crossed = not crossed
        return crossed


Region = Annotated[Disc | Rectangle | Polygon, Field(discriminator="kind")]
Target = Annotated[Disc | Rectangle, Field(discriminator="kind")]
