"""The answers of a cohort, scored: what every statistic of this package starts from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.items import Item


@dataclass(frozen=True)
class Response:
    """What one trainee did with one item.

    Attributes:
        score: official score in [0, 1]; None while a person has yet to grade it.
        is_blank: nothing was answered (the score is then 0).
        chosen: ids of the propositions picked, for the formats that have some.
        text: a short answer or a number as it was typed, for the formats that have one.
        seconds: estimated time spent; None where nothing allows an estimate.
        certainty: degree 0 to 5 stated with the answer, where one was asked and given.
    """

    score: float | None
    is_blank: bool = False
    chosen: tuple[str, ...] = ()
    text: str = ""
    seconds: float | None = None
    certainty: int | None = None


@dataclass(frozen=True)
class Sheet:
    """The responses of one trainee, by item id."""

    student: str
    responses: Mapping[str, Response]


@dataclass(frozen=True)
class LeftOut:
    """A submission that no statistic counts, and why (French)."""

    student: str
    reason: str


@dataclass(frozen=True)
class Cohort:
    """All that the analysis of an assignment starts from.

    ``notes`` are French sentences on how the data were read; ``book`` holds the dated facts that
    the items cite.
    """

    assignment: str
    items: tuple[Item, ...]
    sheets: tuple[Sheet, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    capped_gaps: int = 0
    book: ReferenceBook | None = None

    @cached_property
    def pending(self) -> tuple[Item, ...]:
        """Items that a person has yet to grade on at least one sheet."""
        return tuple(
            item
            for item in self.items
            if any(response.score is None for response in self.list_responses(item))
        )

    @cached_property
    def scored(self) -> tuple[Item, ...]:
        """Items that have a score on every sheet that holds them."""
        waiting = {item.id for item in self.pending}
        return tuple(
            item for item in self.items if item.id not in waiting and self.list_responses(item)
        )

    @cached_property
    def is_common(self) -> bool:
        """Whether every sheet holds every scored item."""
        return all(item.id in sheet.responses for item in self.scored for sheet in self.sheets)

    def list_responses(self, item: Item) -> list[Response]:
        """Responses to an item, in the order of the sheets that hold it."""
        return [sheet.responses[item.id] for sheet in self.sheets if item.id in sheet.responses]

    def list_points(self, item: Item) -> list[float]:
        """Points on a scored item, in the order of the sheets that hold it."""
        return [
            float(item.points) * (response.score or 0.0) for response in self.list_responses(item)
        ]

    @cached_property
    def best(self) -> float:
        """Points of a perfect sheet; of the richest one where sheets differ."""
        return max((self._sum_worth(sheet) for sheet in self.sheets), default=0.0)

    def list_totals(self) -> list[float]:
        """Points of each sheet over the scored items, brought to ``best`` where sheets differ."""
        best = self.best
        return [self._sum_points(sheet, best) for sheet in self.sheets]

    def list_rests(self, item: Item) -> list[float]:
        """Totals without an item, of the sheets that hold it."""
        best = self.best
        return [
            self._sum_points(sheet, best, without=item.id)
            for sheet in self.sheets
            if item.id in sheet.responses
        ]

    def _sum_worth(self, sheet: Sheet, without: str = "") -> float:
        return sum(
            float(item.points)
            for item in self.scored
            if item.id in sheet.responses and item.id != without
        )

    def _sum_points(self, sheet: Sheet, best: float, without: str = "") -> float:
        points = sum(
            float(item.points) * (sheet.responses[item.id].score or 0.0)
            for item in self.scored
            if item.id in sheet.responses and item.id != without
        )
        worth = self._sum_worth(sheet)
        return points if worth in {0.0, best} else points * best / worth
