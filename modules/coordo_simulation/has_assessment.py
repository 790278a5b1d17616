"""A self-assessment that an author writes: its criteria, and whence they come."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from coordo_simulation.has_scoring import Criterion, Rating
from coordo_simulation.references import Closed
from coordo_simulation.view_texts import Id, Line, Name, Origin, Story


class ShownCriterion(Criterion):
    """A criterion that a board can show: its elements said in words, few enough for its bar."""

    id: Id
    title: Name
    theme: Name
    elements: tuple[Rating, ...] = Field(min_length=1, max_length=6)
    labels: tuple[Line, ...] = Field(min_length=1)


class SelfAssessment(Closed):
    """Criteria as a team rated them; ``lead`` presents them, ``notice`` says what they are not."""

    lead: Story
    origin: Origin
    notice: Story | None = None
    criteria: Annotated[tuple[ShownCriterion, ...], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def _has_distinct_ids(self) -> Self:
        ids = [each.id for each in self.criteria]
        if len(set(ids)) < len(ids):
            raise ValueError("des identifiants de critères distincts")
        return self
