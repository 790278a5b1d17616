"""The same caseload in two ways of paying: a flat sum a place, then the nine groups.

Before the reform a service received about the same for each place, whoever was cared for. The
mean cost of a place in 2020 stands for it: taking that mean for a given service is a teaching
hypothesis, and the difference with amounts of 2023 or 2024 holds some years of prices besides
the reform. Both totals are shared between the people by their weeks of care, to the cent, so
that one sees which situations are paid more, and which less.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_simulation.in_force import find_in_force
from coordo_simulation.money import ZERO, round_cents, share_out
from coordo_simulation.references import Closed, ReferenceBook
from coordo_simulation.ssiad import Allocation, CareService, Stay, compute_allocation
from coordo_simulation.ssiad_status import Status, UnsureParts, sum_unsure_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.ssiad_tariffs import SsiadTariffs


class NoActivityError(ValueError):
    """A caseload without a week of care cannot be compared."""


class FlatFunding(Closed):
    """What a service received for each place before the reform, in euros a year."""

    label: str
    per_place: Decimal


class StayComparison(Closed):
    """What one line of the caseload brings before and after."""

    label: str
    group: int
    weeks: int
    before: Decimal
    after: Decimal
    unsure: UnsureParts

    @property
    def difference(self) -> Decimal:
        """After minus before."""
        return self.after - self.before


class Comparison(Closed):
    """Two totals, and their shares, which add up to them."""

    funding: FlatFunding
    before: Decimal
    allocation: Allocation
    stays: tuple[StayComparison, ...]
    even_week: Decimal

    @property
    def after(self) -> Decimal:
        """The allocation after the reform."""
        return self.allocation.total

    @property
    def difference(self) -> Decimal:
        """After minus before: the effect of the reform, and that of prices."""
        return self.after - self.before


def build_flat_funding(book: ReferenceBook) -> FlatFunding:
    """Take the mean cost of a place in 2020 for what a service received."""
    reference = find_in_force(book, "ssiad-cout-place", date(2020, 12, 31))
    label = f"{reference.label} (pris pour la dotation d’avant\u202f: hypothèse pédagogique)"
    return FlatFunding(label=label, per_place=reference.number)


def compare(funding: FlatFunding, tariffs: SsiadTariffs, service: CareService) -> Comparison:
    """Compare a caseload before and after; euros balance to the cent.

    ``even_week`` is the mean weekly package that would leave the total unchanged; it is
    negative when the base alone exceeds what was received.

    Raises:
        NoActivityError: the caseload holds no week of care.
    """
    if not service.weeks:
        raise NoActivityError("aucune semaine de soins\u202f: il n’y a rien à comparer")
    before = round_cents(funding.per_place * service.places)
    allocation = compute_allocation(tariffs, service)
    others = sum((line.amount for line in allocation.others), ZERO)
    fixed = allocation.base.amount + others
    return Comparison(
        funding=funding,
        before=before,
        allocation=allocation,
        stays=tuple(_iter_stays(tariffs, service, allocation, before)),
        even_week=round_cents((before - fixed) / service.weeks),
    )


def _iter_stays(
    tariffs: SsiadTariffs, service: CareService, allocation: Allocation, before: Decimal
) -> Iterator[StayComparison]:
    weights = [Decimal(stay.total_weeks) for stay in service.stays]
    befores = share_out(before, weights)
    shared = [
        (line.status, share_out(line.amount, weights))
        for line in (allocation.base, *allocation.others)
    ]
    for place, stay in enumerate(service.stays):
        parts = [(status, shares[place]) for status, shares in shared]
        parts += _value_stay(tariffs, stay)
        yield StayComparison(
            label=stay.label,
            group=stay.group,
            weeks=stay.total_weeks,
            before=befores[place],
            after=sum((amount for _, amount in parts), ZERO),
            unsure=sum_unsure_parts(parts),
        )


def _value_stay(tariffs: SsiadTariffs, stay: Stay) -> list[tuple[Status, Decimal]]:
    """Weekly package and surcharges of one line of the caseload, and how sure each is."""
    used = [tariffs.groups[stay.group - 1]]
    used += [tariffs.surcharges[kind] for kind in dict.fromkeys(stay.surcharges)]
    return [(tariff.status, round_cents(stay.total_weeks * tariff.amount)) for tariff in used]
