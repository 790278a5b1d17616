"""What a rate can be, given what was counted, and the size from which a value refuses a target.

The score interval of a Poisson mean, at 95 %, as in L. Barker, « A comparison of nine confidence
intervals for a Poisson parameter when the expected number of events is ≤ 5 », The American
Statistician, 56, 2002 (read in the notes of statsmodels, ``confint_poisson``). That of a share is
Wilson's (``intervals``).

Both hold the values that the data do not refuse: those from which what was counted is within
1.96 standard deviations. Hence the size from which a value refuses a target, in closed form.
"""

from __future__ import annotations

from math import floor, sqrt
from typing import TYPE_CHECKING

from coordo_simulation.french import set_spaces
from coordo_simulation.intervals import Z_95

if TYPE_CHECKING:
    from coordo_simulation.intervals import Bounds

LEAST_GAP = 1e-12
"""Two shares that are nearer than that are one, written by different sums."""


def compute_rate_bounds(events: int, exposure: int, z: float = Z_95) -> Bounds:
    """Bounds of the score interval of a rate, per unit of exposure.

    Raises:
        ValueError: no exposure, or a negative count (in French).
    """
    if exposure <= 0 or events < 0:
        raise ValueError(set_spaces(f"{events} sur {exposure} : un taux est impossible"))
    return bound_rate(events / exposure, exposure, z)


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
