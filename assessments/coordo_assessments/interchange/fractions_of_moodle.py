"""The grades that Moodle accepts for an answer, in percent.

An import refuses any other (« match grades »: error if the grade is not listed). Source:
``question_bank::fraction_options_full`` and the import settings in Moodle's documentation.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_SHARES = ("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333",
           "30", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5")  # fmt: skip
FULL = Decimal(100)
ZERO = Decimal(0)
LISTED = frozenset({ZERO} | {sign * Decimal(share) for share in _SHARES for sign in (1, -1)})
_STEP = Decimal("0.00001")


def divide(count: int) -> Decimal:
    """Percent of one part of ``count``, as Moodle rounds it."""
    return (FULL / count).quantize(_STEP, ROUND_HALF_UP).normalize() + ZERO


def find_nearest(percent: Decimal) -> Decimal:
    """Return the listed grade nearest to a percent."""
    return min(LISTED, key=lambda listed: (abs(listed - percent), -listed))


def is_listed(percent: Decimal) -> bool:
    """Whether Moodle lists a grade, to its own precision."""
    return abs(find_nearest(percent) - percent) < Decimal("0.001")


def write_percent(percent: Decimal) -> str:
    """Write a grade without an exponent or useless zeros."""
    return f"{percent.normalize():f}" if percent else "0"
