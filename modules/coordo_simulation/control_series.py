"""Series that one follows together, each with what is known of it beside its figures."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from coordo_simulation.control_charts import LEAST_POINTS, Series
from coordo_simulation.references import Closed
from coordo_simulation.view_texts import Id, Name, Origin, Story, check_words

FEWEST, MOST = 6, 48
LARGEST_SHOWN = 99_999
LONGEST_LABEL = 18
"""Letters of a point's label: two of them stand side by side under a phone's picture."""


class FollowedSeries(Series):
    """A series, the noun that a title says, and what is known by another way than its figures.

    ``change`` is the point (from 1) of a dated decision, known before the figures were looked at.
    """

    id: Id
    noun: Name
    story: Story | None = None
    change: int | None = None
    decimals: int = Field(default=1, ge=0, le=2)

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Self:
        count = len(self.observations)
        if not FEWEST <= count <= MOST:
            raise ValueError(f"de {FEWEST} à {MOST} points, et non {count}")
        for each in self.observations:
            check_words(each.label)
            if len(each.label) > LONGEST_LABEL:
                raise ValueError(f"{each.label} : un point nommé en {LONGEST_LABEL} signes au plus")
            if abs(each.value / each.size * self.scale) > LARGEST_SHOWN:
                raise ValueError(f"{each.label} : une valeur affichée d’au plus {LARGEST_SHOWN}")
        if self.change and not LEAST_POINTS < self.change <= count + 1 - LEAST_POINTS:
            raise ValueError("un changement qui laisse deux points de part et d’autre")
        return self


class SeriesSet(Closed):
    """The series of a service; ``origin`` says whence they come."""

    service: Name
    origin: Origin
    series: Annotated[tuple[FollowedSeries, ...], Field(min_length=1, max_length=6)]

    @model_validator(mode="after")
    def _has_distinct_ids(self) -> Self:
        ids = [each.id for each in self.series]
        if len(set(ids)) < len(ids):
            raise ValueError("des identifiants de séries distincts")
        return self

    def get(self, series_id: str) -> FollowedSeries:
        """Return a series by its id."""
        return next(each for each in self.series if each.id == series_id)
