"""Amounts in euros: rounded to the cent, half up, and shared out without losing one."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def round_cents(amount: Decimal) -> Decimal:
    """Round to the cent, half away from zero (the rule of French accounts)."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def share_out(total: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Share an amount in proportion to weights, in cents that add up to it exactly.

    The cents left over go to the largest remainders, the first of equals.

    Raises:
        ValueError: no weight is positive, or one is negative.
    """
    whole = sum(weights, Decimal(0))
    if whole <= 0 or min(weights) < 0:
        raise ValueError("un partage demande des poids positifs ou nuls, et au moins un positif")
    total = round_cents(total)
    exact = [total * weight / whole / CENT for weight in weights]
    cents = [int(part // 1) for part in exact]
    left = int(total / CENT) - sum(cents)
    order = sorted(range(len(cents)), key=lambda index: cents[index] - exact[index])
    for index in order[:left]:
        cents[index] += 1
    return tuple(CENT * count for count in cents)
