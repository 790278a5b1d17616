"""Means, variances and correlations of small samples, None where they do not exist."""

from __future__ import annotations

import math
from statistics import NormalDist, fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST_FOR_INTERVAL = 4
_Z_95 = NormalDist().inv_cdf(0.975)
_ROUNDING = 1e-12
"""Relative size under which a difference is the rounding of a sum, not a variance."""


def compute_variance(values: Sequence[float]) -> float | None:
    """Variance of a sample (n − 1 in the denominator); None under two values."""
    if len(values) < 2:  # noqa: PLR2004  (a variance needs two)
        return None
    centre = fmean(values)
    spread = math.fsum((value - centre) ** 2 for value in values) / (len(values) - 1)
    scale = max(abs(value) for value in values) or 1.0
    return 0.0 if spread <= _ROUNDING * scale * scale else spread


def compute_correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Pearson's r; None where a side does not vary (then it is not 0: it is unknown)."""
    left, right = compute_variance(first), compute_variance(second)
    if not left or not right:
        return None
    centres = fmean(first), fmean(second)
    shared = math.fsum(
        (one - centres[0]) * (other - centres[1]) for one, other in zip(first, second, strict=True)
    )
    r = shared / ((len(first) - 1) * math.sqrt(left * right))
    return max(-1.0, min(1.0, r))


def compute_interval(r: float, count: int) -> tuple[float, float] | None:
    """95 % interval of a correlation (Fisher's z); None under four pairs or at ±1."""
    if count < _FEWEST_FOR_INTERVAL or abs(r) >= 1:
        return None
    half = _Z_95 / math.sqrt(count - 3)
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)


def rank_evenly(values: Sequence[float]) -> list[float]:
    """Rank of each value, from 1; equal values share the mean of their ranks."""
    order = sorted(values)
    return [order.index(value) + (order.count(value) + 1) / 2 for value in values]
