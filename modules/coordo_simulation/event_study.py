"""An event and its analysis as an author writes them: what the team kept, and what was only said.

One file serves two views: what an event obliges to needs the event alone; the fishbone needs its
causes and its factors too, each with its family in a grid at least.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from coordo_simulation.event_analysis import (
    Action,
    Analysis,
    Barrier,
    Cause,
    Event,
    Factor,
    Moment,
)
from coordo_simulation.event_grids import GRIDS, GridId
from coordo_simulation.references import Closed
from coordo_simulation.view_texts import Id, Line, Name, Origin, ShortName, Story


class ToldMoment(Moment):
    """A moment that a line of time can hold."""

    when: Annotated[Name, Field(max_length=32)]
    what: Annotated[str, Field(min_length=1, max_length=400)]


class ToldEvent(Event):
    """An event whose title fits the head of a fish."""

    title: Annotated[Line, Field(max_length=90)]
    story: tuple[ToldMoment, ...] = Field(min_length=1, max_length=8)


class WrittenCause(Cause):
    """An immediate cause that a picture can hold."""

    id: Id
    text: Line


class Families(Closed):
    """The family of a factor in each grid, or in the one that the author uses."""

    alarm: str | None = None
    ishikawa: str | None = None

    @model_validator(mode="after")
    def _has_known_families(self) -> Self:
        for grid, family in self.by_grid.items():
            if not GRIDS[grid].has(family):
                known = ", ".join(each.id for each in GRIDS[grid].families)
                raise ValueError(f"{grid} : une famille parmi {known} ; lu : {family}")
        return self

    @property
    def by_grid(self) -> dict[GridId, str]:
        """Grid → family, where one is given."""
        given = {"alarm": self.alarm, "ishikawa": self.ishikawa}
        return {grid: family for grid in GRIDS if (family := given[grid])}


class WrittenFactor(Closed):
    """A factor; ``is_kept`` by the team, or only said and left to the reader to take or leave."""

    id: Id
    families: Families
    short: ShortName
    text: Line
    evidence: tuple[Line, ...] = Field(default=(), max_length=4)
    explains: tuple[str, ...] = Field(min_length=1)
    is_root: bool = False
    is_kept: bool = True

    def build(self, grid: GridId) -> Factor:
        """The factor in its family of a grid."""
        own = self.model_dump(exclude={"families", "is_kept"})
        return Factor(**own, family=self.families.by_grid[grid])


class WrittenAction(Action):
    """An action; ``is_decided`` by the team, or one that the reader may add."""

    id: Id
    short: ShortName
    text: Line
    owner: Annotated[str, Field(max_length=60)] = ""
    is_decided: bool = True

    def build(self) -> Action:
        """The action alone."""
        return Action(**self.model_dump(exclude={"is_decided"}))


class WrittenBarrier(Barrier):
    """A barrier that a picture can hold."""

    text: Line


class EventStudy(Closed):
    """An event, ``summary`` in a sentence; ``lead`` presents it before its analysis, if any."""

    name: Name
    origin: Origin
    summary: Story
    event: ToldEvent
    lead: Story = ""
    causes: tuple[WrittenCause, ...] = Field(default=(), max_length=4)
    factors: tuple[WrittenFactor, ...] = Field(default=(), max_length=16)
    barriers: tuple[WrittenBarrier, ...] = Field(default=(), max_length=6)
    actions: tuple[WrittenAction, ...] = Field(default=(), max_length=8)

    @property
    def grids(self) -> tuple[GridId, ...]:
        """Grids in which each factor has its family."""
        return tuple(
            grid
            for grid in GRIDS
            if all(grid in factor.families.by_grid for factor in self.factors)
        )

    def build_event(self) -> Event:
        """The event alone."""
        return Event.model_validate(self.event.model_dump())

    def build_analysis(self, grid: GridId) -> Analysis:
        """All that is written, kept or not, in a grid."""
        return Analysis(
            event=self.build_event(),
            grid=grid,
            causes=tuple(Cause.model_validate(each.model_dump()) for each in self.causes),
            factors=tuple(factor.build(grid) for factor in self.factors),
            barriers=tuple(Barrier.model_validate(each.model_dump()) for each in self.barriers),
            actions=tuple(action.build() for action in self.actions),
        )


class AnalysedEvent(EventStudy):
    """An event with its causes and its factors."""

    lead: Story
    causes: tuple[WrittenCause, ...] = Field(min_length=1, max_length=4)
    factors: tuple[WrittenFactor, ...] = Field(min_length=1, max_length=16)

    @model_validator(mode="after")
    def _is_one_analysis(self) -> Self:
        if not self.grids:
            raise ValueError("une même grille, alarm ou ishikawa, où chaque facteur a sa famille")
        self.build_analysis(self.grids[0])
        return self
