"""The answers of a cohort, scored: what every statistic of this package starts from."""

from __future__ import annotations

from dataclasses import dataclass
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

    @property
    def pending(self) -> tuple[Item, ...]:
        """Items that a person has yet to grade on at least one sheet."""
        return tuple(item for item in self.items if not self._is_scored(item))

    @property
    def scored(self) -> tuple[Item, ...]:
        """Items that have a score on every sheet."""
        return tuple(item for item in self.items if self._is_scored(item))

    def list_points(self, item: Item) -> list[float]:
        """Points of each sheet on a scored item, in the order of the sheets."""
        return [float(item.points) * (self._score(sheet, item) or 0.0) for sheet in self.sheets]

    def list_totals(self, without: Item | None = None) -> list[float]:
        """Points of each sheet over the scored items, one of them left aside if asked."""
        columns = [
            self.list_points(item)
            for item in self.scored
            if without is None or item.id != without.id
        ]
        if not columns:
            return [0.0] * len(self.sheets)
        return [sum(points) for points in zip(*columns, strict=True)]

    def list_responses(self, item: Item) -> list[Response]:
        """Response of each sheet to an item, in the order of the sheets."""
        return [sheet.responses[item.id] for sheet in self.sheets]

    def _is_scored(self, item: Item) -> bool:
        return all(self._score(sheet, item) is not None for sheet in self.sheets)

    @staticmethod
    def _score(sheet: Sheet, item: Item) -> float | None:
        return sheet.responses[item.id].score
