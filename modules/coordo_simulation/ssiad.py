"""The care allocation of a home nursing service (SSIAD, or the care of a mixed SAD).

Sources: décret 2023-323 of 28 April 2023: allocation = global care package (R. 314-138 CASF)
+ coordination (R. 314-139) + complements (R. 314-139-1); arrêté of 28 April 2023 for the nine
groups. Package = base × places at 31 December N−1 + weekly packages × weeks of care. Amounts in
euros a year; each line is rounded to the cent, half up, and totals add rounded lines.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from coordo_simulation.french import format_euro, set_spaces
from coordo_simulation.money import ZERO, round_cents
from coordo_simulation.references import Closed
from coordo_simulation.ssiad_status import Status, UnsureParts, sum_unsure_parts
from coordo_simulation.ssiad_tariffs import SsiadTariffs, Surcharge, Tariff

Gir = Annotated[int, Field(ge=1, le=6)]
Weeks = Annotated[int, Field(ge=0, le=53)]
Amount = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]

MAIN_GROUP = 1
FIRST_OF_GIR_3_4 = 2
FIRST_OF_GIR_1_2 = 6


class UnknownGirError(ValueError):
    """A GIR outside 1 to 6."""


class Stay(Closed):
    """A person (or several alike) cared for during some weeks of the year of collection."""

    label: str
    gir: Gir
    has_nurse: bool
    has_weekend: bool
    weeks: Weeks
    people: Annotated[int, Field(ge=1)] = 1
    surcharges: tuple[Surcharge, ...] = ()

    @property
    def total_weeks(self) -> int:
        """Weeks of care of all the people of this line."""
        return self.weeks * self.people

    @property
    def group(self) -> int:
        """The group of the weekly package, 1 to 9."""
        return classify(self.gir, has_nurse=self.has_nurse, has_weekend=self.has_weekend)


class Grant(Closed):
    """What the agency grants one service: coordination (R. 314-139) or a complement (-139-1).

    No table gives it: it is fictitious unless whoever states it read it in a decision.
    """

    label: str
    amount: Amount
    status: Status = Status.FICTITIOUS


class CareService(Closed):
    """What the allocation of a service is computed from."""

    places: Annotated[int, Field(ge=0)]
    stays: tuple[Stay, ...]
    is_overseas: bool = False
    grants: tuple[Grant, ...] = ()

    @property
    def weeks(self) -> int:
        """All weeks of care."""
        return sum(stay.total_weeks for stay in self.stays)


class AllocationLine(Closed):
    """One line: a quantity at a rate, its amount, and how sure the rate is."""

    label: str
    quantity: int
    unit: str
    rate: Decimal
    amount: Decimal
    status: Status


class Allocation(Closed):
    """The allocation of a year, line by line."""

    year: int
    base: AllocationLine
    interventions: tuple[AllocationLine, ...]
    others: tuple[AllocationLine, ...]

    @property
    def lines(self) -> tuple[AllocationLine, ...]:
        """All lines, in the order of the reckoning."""
        return (self.base, *self.interventions, *self.others)

    @property
    def package(self) -> Decimal:
        """The global care package: base and interventions."""
        return self.base.amount + sum((line.amount for line in self.interventions), ZERO)

    @property
    def total(self) -> Decimal:
        """The whole allocation."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def unsure(self) -> UnsureParts:
        """What of the total was derived, and what is fictitious."""
        return sum_unsure_parts((line.status, line.amount) for line in self.lines)

    @property
    def text(self) -> str:
        """The total in French, with all that was not published."""
        mark = f" [{self.unsure.text}]" if self.unsure.text else ""
        return set_spaces(f"Dotation globale {self.year} : {format_euro(self.total)}{mark}")


def classify(gir: int, *, has_nurse: bool, has_weekend: bool) -> int:
    """Group of the weekly package (arrêté of 28 April 2023), 1 to 9.

    Group 1 is GIR 5-6. Then 2 to 5 for GIR 3-4 and 6 to 9 for GIR 1-2, each in order: neither,
    a nurse only, the week-end only, both.

    Raises:
        UnknownGirError: the GIR is not 1 to 6.
    """
    if gir not in range(1, 7):
        raise UnknownGirError(f"un GIR va de 1 à 6, et non {gir}")
    if gir >= 5:  # noqa: PLR2004  (GIR 5 and 6 are one group)
        return MAIN_GROUP
    first = FIRST_OF_GIR_3_4 if gir >= 3 else FIRST_OF_GIR_1_2  # noqa: PLR2004
    return first + has_nurse + 2 * has_weekend


def compute_allocation(tariffs: SsiadTariffs, service: CareService) -> Allocation:
    """Compute the allocation of a service with the amounts of a year."""
    return Allocation(
        year=tariffs.year,
        base=_build_base(tariffs, service),
        interventions=(*_iter_groups(tariffs, service), *_iter_surcharges(tariffs, service)),
        others=tuple(
            _line(Tariff(label=grant.label, amount=grant.amount, status=grant.status), 1, "forfait")
            for grant in service.grants
            if grant.amount
        ),
    )


def _build_base(tariffs: SsiadTariffs, service: CareService) -> AllocationLine:
    rise = tariffs.overseas_rate if service.is_overseas else Decimal(0)
    rate = round_cents(tariffs.base.amount * (1 + rise))
    where = ", majoré (département d’outre-mer)" if service.is_overseas else ""
    tariff = tariffs.base.model_copy(update={"amount": rate, "label": tariffs.base.label + where})
    return _line(tariff, service.places, "places")


def _iter_groups(tariffs: SsiadTariffs, service: CareService) -> list[AllocationLine]:
    weeks: Counter[int] = Counter()
    for stay in service.stays:
        weeks[stay.group] += stay.total_weeks
    return [
        _line(tariff, weeks[group], "semaines")
        for group, tariff in enumerate(tariffs.groups, 1)
        if weeks[group]
    ]


def _iter_surcharges(tariffs: SsiadTariffs, service: CareService) -> list[AllocationLine]:
    weeks: Counter[Surcharge] = Counter()
    for stay in service.stays:
        for kind in dict.fromkeys(stay.surcharges):
            weeks[kind] += stay.total_weeks
    return [
        _line(tariff, weeks[kind], "semaines")
        for kind, tariff in tariffs.surcharges.items()
        if weeks[kind]
    ]


def _line(tariff: Tariff, quantity: int, unit: str) -> AllocationLine:
    return AllocationLine(
        label=tariff.label,
        quantity=quantity,
        unit=unit,
        rate=tariff.amount,
        amount=round_cents(quantity * tariff.amount),
        status=tariff.status,
    )
