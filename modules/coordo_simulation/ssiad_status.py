"""How sure an amount of a care allocation is, and what of a total is not sure.

What is not published is either derived from another year or fictitious. A total keeps the two
apart: saying the worst of its parts would hide the other.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from coordo_simulation.french import format_euro
from coordo_simulation.money import ZERO
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Iterable


class Status(StrEnum):
    """How sure an amount is, from the surest to the least."""

    KNOWN = "valeur publiée"
    DERIVED = "valeur déduite"
    FICTITIOUS = "valeur fictive pour l’exercice"


class UnsureParts(Closed):
    """Euros of an amount that were derived, and euros that are fictitious."""

    derived: Decimal = ZERO
    fictitious: Decimal = ZERO

    @property
    def parts(self) -> tuple[tuple[Status, Decimal], ...]:
        """What is not published, part by part; empty when all is."""
        both = ((Status.DERIVED, self.derived), (Status.FICTITIOUS, self.fictitious))
        return tuple((status, amount) for status, amount in both if amount)

    @property
    def text(self) -> str:
        """« dont … de valeur déduite et … de valeur fictive »; empty when all was published."""
        said = [f"{format_euro(amount)} de {status}" for status, amount in self.parts]
        return f"dont {' et '.join(said)}" if said else ""


def sum_unsure_parts(amounts: Iterable[tuple[Status, Decimal]]) -> UnsureParts:
    """Add up what is derived and what is fictitious among amounts and their status."""
    sums = dict.fromkeys(Status, ZERO)
    for status, amount in amounts:
        sums[status] += amount
    return UnsureParts(derived=sums[Status.DERIVED], fictitious=sums[Status.FICTITIOUS])
