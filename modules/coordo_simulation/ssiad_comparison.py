"""The same caseload before and after the reform: a flat sum a place, then the nine groups.

Before, a service received about the same for each place, whoever was cared for. The mean cost
of a place in 2020 stands for it: taking that mean for a given service is a teaching hypothesis.
Both totals are shared between the people by their weeks of care, to the cent, so that one sees
which situations the reform pays more, and which less.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_simulation.french import format_euro, set_spaces
from coordo_simulation.in_force import find_in_force
from coordo_simulation.money import ZERO, round_cents, share_out
from coordo_simulation.references import Closed, ReferenceBook
from coordo_simulation.ssiad import Allocation, CareService, Stay, compute_allocation
from coordo_simulation.ssiad_tariffs import SsiadTariffs, Status, worst_status

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    status: Status

    @property
    def difference(self) -> Decimal:
        """After minus before."""
        return self.after - self.before

    @property
    def text(self) -> str:
        """The comparison in French, with the status of what comes after."""
        mark = "" if self.status is Status.KNOWN else f" [{self.status}]"
        return set_spaces(
            f"{self.label} (groupe {self.group}) : {format_euro(self.before)} avant, "
            f"{format_euro(self.after)} après{mark}"
        )


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
        """After minus before: what the reform brings, or takes."""
        return self.after - self.before

    @property
    def status(self) -> Status:
        """How sure the comparison is."""
        return self.allocation.status


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
        stays=tuple(_iter_stays(tariffs, service, before, fixed)),
        even_week=round_cents((before - fixed) / service.weeks),
    )


def render_comparison(comparison: Comparison) -> tuple[str, ...]:
    """Write a comparison, one French line each; whatever is not published says so."""
    mark = "" if comparison.status is Status.KNOWN else f" [{comparison.status}]"
    return (
        set_spaces(f"Avant : {format_euro(comparison.before)}, {comparison.funding.label}"),
        set_spaces(f"Après : {format_euro(comparison.after)}{mark}"),
        set_spaces(f"Écart : {format_euro(comparison.difference)}{mark}"),
        *(stay.text for stay in comparison.stays),
    )


def _iter_stays(
    tariffs: SsiadTariffs, service: CareService, before: Decimal, fixed: Decimal
) -> Iterator[StayComparison]:
    weights = [Decimal(stay.total_weeks) for stay in service.stays]
    befores, shares = share_out(before, weights), share_out(fixed, weights)
    for stay, old, share in zip(service.stays, befores, shares, strict=True):
        own, status = _value_stay(tariffs, stay)
        yield StayComparison(
            label=stay.label,
            group=stay.group,
            weeks=stay.total_weeks,
            before=old,
            after=share + own,
            status=worst_status((tariffs.base.status, status)),
        )


def _value_stay(tariffs: SsiadTariffs, stay: Stay) -> tuple[Decimal, Status]:
    """Weekly packages and surcharges of one line, and how sure they are."""
    parts = [tariffs.groups[stay.group - 1]]
    parts += [tariffs.surcharges[kind] for kind in set(stay.surcharges)]
    amount = sum((round_cents(stay.total_weeks * part.amount) for part in parts), ZERO)
    return amount, worst_status(part.status for part in parts)
