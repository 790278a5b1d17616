"""What a few draws allow one to say: 95 % intervals of a share and of a mean."""

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import mean, stdev

from coordo_simulation.french import NO_BREAK_SPACE, set_spaces

Z_95 = 1.959963984540054
"""Quantile of the normal law that leaves 2.5 % above."""

Bounds = tuple[float, float]


def compute_share_interval(count: int, total: int, z: float = Z_95) -> Bounds:
    """Return the Wilson score interval of ``count`` among ``total``, from 0 to 1.

    Source: E. B. Wilson, « Probable inference, the law of succession, and statistical
    inference », Journal of the American Statistical Association, 22, 1927.

    Raises:
        ValueError: nothing to count among, or more counted than there are (in French).
    """
    if total <= 0 or not 0 <= count <= total:
        raise ValueError(set_spaces(f"{count} sur {total} : une part de quelque chose"))
    return bound_share(count / total, total, z)


def bound_share(share: float, total: float, z: float = Z_95) -> Bounds:
    """Wilson's bounds around a share seen among ``total``, were it not of a whole count."""
    square = z * z
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = share * (1 - share) / total + square / (4 * total * total)
    half = z * sqrt(spread) / (1 + square / total)
    low = 0.0 if share == 0 else max(0.0, middle - half)
    high = 1.0 if share == 1 else min(1.0, middle + half)
    return low, high


def compute_mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """Return Student's interval of a mean; one value alone is its own interval."""
    middle = mean(values)
    if len(values) == 1:
        return middle, middle
    half = _find_student_quantile(len(values) - 1) * stdev(values) / sqrt(len(values))
    return middle - half, middle + half


def _find_student_quantile(freedom: int) -> float:
    """Return the 97.5 % quantile of Student's law, to a hundredth from 3 degrees of freedom on.

    Source: expansion of Cornish and Fisher in 1/freedom (Abramowitz and Stegun, 26.7.5).
    """
    z = Z_95
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return fsum(term / freedom**power for power, term in enumerate(terms))


def describe_share_interval(low: float, high: float) -> str:
    """Write an interval of shares: de 62 à 88 %."""
    return f"de {round(low * 100)} à {round(high * 100)}{NO_BREAK_SPACE}%"
