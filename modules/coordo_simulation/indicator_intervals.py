"""What a share or a rate can be, given what was counted: score intervals at 95 %.

* Share: E. B. Wilson, « Probable inference, the law of succession, and statistical inference »,
  Journal of the American Statistical Association, 22, 1927.
* Rate: the score interval of a Poisson mean, as in L. Barker, « A comparison of nine confidence
  intervals for a Poisson parameter when the expected number of events is ≤ 5 », The American
  Statistician, 56, 2002 (read in the notes of statsmodels, ``confint_poisson``).

Both hold the values that the data do not refuse: those from which what was counted is within
1.96 standard deviations. Hence the size from which a value refuses a target, in closed form.
"""

from __future__ import annotations

from math import floor, sqrt

from coordo_simulation.french import set_spaces

Z_95 = 1.959963984540054
"""Quantile of the normal law that leaves 2.5 % above."""
LEAST_GAP = 1e-12
"""Two shares that are nearer than that are one, written by different sums."""

Bounds = tuple[float, float]


def compute_wilson(events: int, total: int, z: float = Z_95) -> Bounds:
    """Bounds of the score interval of a proportion.

    Raises:
        ValueError: no units, or more events than units (in French).
    """
    if total <= 0 or not 0 <= events <= total:
        raise ValueError(set_spaces(f"{events} sur {total} : une part de quelque chose"))
    return bound_share(events / total, total, z)


def compute_rate_bounds(events: int, exposure: int, z: float = Z_95) -> Bounds:
    """Bounds of the score interval of a rate, per unit of exposure.

    Raises:
        ValueError: no exposure, or a negative count (in French).
    """
    if exposure <= 0 or events < 0:
        raise ValueError(set_spaces(f"{events} sur {exposure} : un taux est impossible"))
    return bound_rate(events / exposure, exposure, z)


def bound_share(share: float, total: float, z: float = Z_95) -> Bounds:
    """Bounds around a share seen among ``total`` units, were it not of whole events."""
    square = z * z
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = share * (1 - share) / total + square / (4 * total * total)
    half = z * sqrt(spread) / (1 + square / total)
    low = 0.0 if share == 0 else max(0.0, middle - half)
    high = 1.0 if share == 1 else min(1.0, middle + half)
    return low, high


def bound_rate(rate: float, exposure: float, z: float = Z_95) -> Bounds:
    """Bounds around a rate seen over ``exposure``, were it not of whole events."""
    events, square = rate * exposure, z * z
    middle, half = events + square / 2, z * sqrt(events + square / 4)
    return max(0.0, (middle - half) / exposure), (middle + half) / exposure


def compute_deciding_total(share: float, target: float, z: float = Z_95) -> int | None:
    """Least number of units from which that share refuses the target; none if it is the target."""
    return _exceed(z * z * target * (1 - target), share - target)


def compute_deciding_exposure(rate: float, target: float, z: float = Z_95) -> int | None:
    """Least exposure from which that rate refuses the target; none if it is the target."""
    return _exceed(z * z * target, rate - target)


def _exceed(variance: float, gap: float) -> int | None:
    return None if abs(gap) < LEAST_GAP else floor(variance / (gap * gap)) + 1
