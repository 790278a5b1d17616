"""Statistics of a whole test: distribution, inner consistency, error of measurement."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING

from coordo_assessments.analysis.cautions import caution_paper
from coordo_assessments.analysis.fisher_law import compute_quantile
from coordo_assessments.analysis.moments import compute_variance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_assessments.analysis.responses import Cohort

SCALE = 20


@dataclass(frozen=True)
class PaperStatistics:
    """What the copies say of the test; ``mean``, ``median``, ``deviation`` and ``error`` in points.

    Attributes:
        totals: points of each copy, in the order of the cohort.
        best: points of a perfect copy.
        alpha: Cronbach's alpha over the points of the items; None where papers differ.
        alpha_interval: its 95 % interval (Feldt, Woodruff and Salih 1987).
        error: standard error of measurement, deviation × √(1 − alpha).
        alpha_without: alpha of the test without each item, by item id.
        cautions: French sentences on how far to trust all this.
    """

    count: int
    items: int
    best: float
    totals: tuple[float, ...]
    mean: float
    median: float
    deviation: float | None
    alpha: float | None
    alpha_interval: tuple[float, float] | None
    error: float | None
    alpha_without: dict[str, float | None]
    cautions: tuple[str, ...]

    def scale(self, points: float) -> float:
        """Bring points to a mark out of 20."""
        return SCALE * points / self.best if self.best else 0.0


def analyse_paper(cohort: Cohort) -> PaperStatistics:
    """Compute the statistics of a test over its scored items."""
    is_common = cohort.is_common
    columns = {item.id: cohort.list_points(item) for item in cohort.scored if is_common}
    totals, best = cohort.list_totals(), cohort.best
    alpha = compute_alpha(list(columns.values()))
    variance = compute_variance(totals)
    deviation = None if variance is None else math.sqrt(variance)
    return PaperStatistics(
        count=len(totals),
        items=len(cohort.scored),
        best=best,
        totals=tuple(totals),
        mean=fmean(totals) if totals else 0.0,
        median=median(totals) if totals else 0.0,
        deviation=deviation,
        alpha=alpha,
        alpha_interval=compute_alpha_interval(alpha, len(totals), len(columns)),
        error=compute_error(deviation, alpha),
        alpha_without={
            name: compute_alpha([column for other, column in columns.items() if other != name])
            for name in columns
        },
        cautions=caution_paper(totals, best, len(cohort.scored), alpha, is_common=is_common),
    )


def compute_alpha(columns: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha (1951): k/(k−1) × (1 − sum of the items' variances / variance of totals).

    Args:
        columns: points on each item, one value a copy.

    Returns:
        None under two items or two copies, or where all totals are equal.
    """
    count = len(columns)
    if count < 2:  # noqa: PLR2004  (the formula divides by k − 1)
        return None
    whole = compute_variance([sum(points) for points in zip(*columns, strict=True)])
    if not whole:
        return None
    parts = sum(compute_variance(column) or 0.0 for column in columns)
    return count / (count - 1) * (1 - parts / whole)


def compute_alpha_interval(
    alpha: float | None, copies: int, items: int
) -> tuple[float, float] | None:
    """95 % interval of an alpha, from Fisher's F (Feldt, Woodruff and Salih 1987)."""
    if alpha is None or copies < 3:  # noqa: PLR2004  (two copies leave one degree of freedom)
        return None
    over = copies - 1
    under = over * (items - 1)
    low = 1 - (1 - alpha) * compute_quantile(0.975, over, under)
    high = 1 - (1 - alpha) * compute_quantile(0.025, over, under)
    return low, high


def compute_error(deviation: float | None, alpha: float | None) -> float | None:
    """Standard error of measurement, in points; None where alpha is unknown or negative."""
    if deviation is None or alpha is None or alpha < 0:
        return None
    return deviation * math.sqrt(max(0.0, 1 - alpha))
