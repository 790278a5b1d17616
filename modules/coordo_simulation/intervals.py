"""What a few draws allow one to say: 95 % intervals of a share and of a mean."""

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import mean, stdev

from coordo_simulation.french import NO_BREAK_SPACE

Z = 1.959963984540054
"""The 97.5 % quantile of the normal law."""


def compute_share_interval(count: int, draws: int) -> tuple[float, float]:
    """Return the Wilson score interval of ``count`` successes in ``draws``, from 0 to 1.

    Source: E. B. Wilson, « Probable inference, the law of succession, and statistical
    inference », Journal of the American Statistical Association, 22, 1927.
    """
    share, weight = count / draws, Z * Z / draws
    middle = (share + weight / 2) / (1 + weight)
    half = Z / (1 + weight) * sqrt(share * (1 - share) / draws + weight / (4 * draws))
    low = 0.0 if count == 0 else middle - half
    high = 1.0 if count == draws else middle + half
    return max(0.0, low), min(1.0, high)


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
    terms = (
        Z,
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
        (79 * Z**9 + 776 * Z**7 + 1482 * Z**5 - 1920 * Z**3 - 945 * Z) / 92160,
    )
    return fsum(term / freedom**power for power, term in enumerate(terms))


def describe_share_interval(low: float, high: float) -> str:
    """Write an interval of shares: de 62 à 88 %."""
    return f"de {round(low * 100)} à {round(high * 100)}{NO_BREAK_SPACE}%"
