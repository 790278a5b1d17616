"""Cohorts for the tests of the analysis."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from coordo_assessments.analysis.responses import Cohort, Response, Sheet
from item_samples import QRU, build_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_assessments.items import Item


def build_cohort(
    scores: Sequence[Sequence[float]], points: Sequence[float] | None = None
) -> Cohort:
    """A cohort of QRU from a table: one row a sheet, one column an item."""
    worth = points or [1.0] * len(scores[0])
    items = tuple(
        build_item(**{**QRU, "id": f"item-{rank}", "points": str(value)})
        for rank, value in enumerate(worth)
    )
    sheets = tuple(
        Sheet(
            student=f"stagiaire-{number}",
            responses={
                item.id: build_response(item, score) for item, score in zip(items, row, strict=True)
            },
        )
        for number, row in enumerate(scores)
    )
    return Cohort("m1_regulation", items, sheets)


def build_response(item: Item, score: float) -> Response:
    """Right is b, wrong is a: the only two that these trainees pick."""
    del item
    return Response(score=score, chosen=("b",) if score == 1 else ("a",))


def draw_scores(sheets: int, items: int, seed: int = 7) -> list[list[float]]:
    """Scores of trainees of various abilities on items of various difficulties."""
    rng = random.Random(seed)  # noqa: S311  (a sample)
    rows = []
    for _sheet in range(sheets):
        ability = rng.gauss(0.0, 0.25)
        rows.append([float(rng.random() < 0.6 + ability - 0.03 * item) for item in range(items)])
    return rows
