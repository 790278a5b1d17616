"""How far two markers of the same texts agree.

Only the first two readings of a text count: a third one is asked for where those two differ,
and would bias the figure. Kappa is Cohen's with quadratic weights (Fleiss and Cohen, 1973,
Educational and Psychological Measurement 33, 613–619), on the points as they are; which of the
two readings is called first follows the markers' names, not the hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from coordo_assessments.marking.book import Mark
    from coordo_assessments.marking.copies import RubricItem

LEAST_FOR_KAPPA = 10
FEW = 30
_TWO = 2


@dataclass(frozen=True)
class Agreement:
    """Agreement on one question.

    Attributes:
        count: texts read by two people.
        mean_gap: mean absolute difference, in points; None without any.
        close: how many of the pairs are within the tolerance.
        kappa: None under ten pairs, or where every mark is the same.
        caution: what the reader should know before believing it (French), or nothing.
    """

    item: str
    points: Decimal
    count: int
    mean_gap: float | None
    close: int
    kappa: float | None
    caution: str


def measure_agreement(
    item: RubricItem, readings: Sequence[Sequence[Mark]], tolerance: Decimal
) -> Agreement:
    """Measure the agreement on one question from the valid marks of each of its texts."""
    pairs = [_order_pair(marks) for marks in readings if len(marks) >= _TWO]
    gaps = [abs(first - second) for first, second in pairs]
    kappa = compute_kappa(pairs) if len(pairs) >= LEAST_FOR_KAPPA else None
    return Agreement(
        item=item.id,
        points=item.points,
        count=len(pairs),
        mean_gap=sum(gaps) / len(gaps) if gaps else None,
        close=sum(gap <= float(tolerance * item.points) for gap in gaps),
        kappa=kappa,
        caution=_warn(len(pairs), kappa),
    )


def compute_kappa(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Quadratic weighted kappa; None where chance alone leaves nothing to agree on."""
    count = len(pairs)
    observed = sum((first - second) ** 2 for first, second in pairs) / count
    expected = sum((first - second) ** 2 for first, _ in pairs for _, second in pairs) / count**2
    return None if expected == 0 else 1 - observed / expected


def _order_pair(marks: Sequence[Mark]) -> tuple[float, float]:
    first, second = sorted(marks[:_TWO], key=lambda mark: mark.marker)
    return float(first.points), float(second.points)


def _warn(count: int, kappa: float | None) -> str:
    if count == 0:
        return "aucun texte n’a été lu par deux personnes"
    if count < LEAST_FOR_KAPPA:
        return f"{count} texte(s) lu(s) à deux\u202f: trop peu pour un kappa"
    if kappa is None:
        return "toutes les notes sont égales\u202f: le kappa n’a pas de sens"
    if count < FEW:
        return f"{count} textes lus à deux\u202f: ordre de grandeur seulement"
    return ""
