"""Amounts of the global care package of home nursing: known, derived, or fictitious.

Sources: arrêtés of 25 August 2023 and 5 November 2024 (R. 314-138 CASF), in
``references.yml``. What is known of one year only is derived for the other by the ratio of the
two bases: where both are known, that ratio gives the second to the cent. Groups 6 and 8 and
the surcharges were not found: their amounts are fictitious and carry that label everywhere.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from coordo_simulation.in_force import NoValueInForceError, find_in_force
from coordo_simulation.money import round_cents
from coordo_simulation.references import Closed, Reference, ReferenceBook
from coordo_simulation.ssiad_status import Status

GROUPS = tuple(range(1, 10))
KNOWN_YEARS = (2023, 2024)


class Surcharge(StrEnum):
    """What raises a weekly package; the amounts were not found."""

    DIABETES = "diabète insulinotraité"
    JOINT_VISIT = "passage conjoint d’un infirmier et d’un aide-soignant"
    FINER_GIR = "GIR le plus lourd du groupe"


class Tariff(Closed):
    """One amount in euros, how sure it is, and the references it comes from."""

    label: str
    amount: Decimal
    status: Status
    references: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The label, followed by its status unless the amount was published."""
        return self.label if self.status is Status.KNOWN else f"{self.label} ({self.status})"


class SsiadTariffs(Closed):
    """The amounts of one year: base a place a year, groups and surcharges a week."""

    year: int
    base: Tariff
    overseas_rate: Decimal
    groups: tuple[Tariff, ...]
    surcharges: dict[Surcharge, Tariff]


class UnknownTariffYearError(LookupError):
    """No amount was found for that year."""


FICTITIOUS_GROUPS = {6: Decimal("110.00"), 8: Decimal("175.00")}
FICTITIOUS_SURCHARGES = {
    Surcharge.DIABETES: Decimal("30.00"),
    Surcharge.JOINT_VISIT: Decimal("40.00"),
    Surcharge.FINER_GIR: Decimal("15.00"),
}


def build_ssiad_tariffs(book: ReferenceBook, year: int) -> SsiadTariffs:
    """Gather the amounts of 2023 or 2024.

    Raises:
        UnknownTariffYearError: another year; ``build_fictitious_tariffs`` carries them on.
    """
    if year not in KNOWN_YEARS:
        raise UnknownTariffYearError(
            f"les montants de {year} n’ont pas été trouvés\u202f: choisir 2023 ou 2024, ou des "
            "valeurs fictives, présentées comme telles"
        )
    base = _find(book, "ssiad-socle", year)
    overseas = find_in_force(book, "ssiad-majoration-outre-mer", date(year, 12, 31))
    return SsiadTariffs(
        year=year,
        base=Tariff(
            label="Socle par place",
            amount=base.number,
            status=Status.KNOWN,
            references=(base.id,),
        ),
        overseas_rate=overseas.number / 100,
        groups=tuple(_build_group(book, group, year) for group in GROUPS),
        surcharges={
            kind: _fictitious(f"Majoration ({kind})", amount)
            for kind, amount in FICTITIOUS_SURCHARGES.items()
        },
    )


def build_fictitious_tariffs(known: SsiadTariffs, year: int, rise: Decimal) -> SsiadTariffs:
    """Carry amounts on to a year that was not found, raised by a rate; all become fictitious."""

    def carry(tariff: Tariff) -> Tariff:
        return _fictitious(tariff.label, round_cents(tariff.amount * (1 + rise)))

    return SsiadTariffs(
        year=year,
        base=carry(known.base),
        overseas_rate=known.overseas_rate,
        groups=tuple(carry(tariff) for tariff in known.groups),
        surcharges={kind: carry(tariff) for kind, tariff in known.surcharges.items()},
    )


def _build_group(book: ReferenceBook, group: int, year: int) -> Tariff:
    label, family = f"Forfait d’intervention n°\u00a0{group}", f"ssiad-forfait-groupe-{group}"
    own = _seek(book, family, year)
    if own:
        return Tariff(label=label, amount=own.number, status=Status.KNOWN, references=(own.id,))
    for other_year in KNOWN_YEARS:
        other = _seek(book, family, other_year)
        if other:
            return _derive(label, other, _find_bases(book, year, other_year))
    return _fictitious(label, FICTITIOUS_GROUPS[group])


def _derive(label: str, known: Reference, bases: tuple[Reference, Reference]) -> Tariff:
    """Move an amount from its year to another as the base moved."""
    own, other = bases
    return Tariff(
        label=label,
        amount=round_cents(known.number * own.number / other.number),
        status=Status.DERIVED,
        references=(known.id, own.id, other.id),
    )


def _fictitious(label: str, amount: Decimal) -> Tariff:
    return Tariff(label=label, amount=amount, status=Status.FICTITIOUS)


def _find_bases(book: ReferenceBook, year: int, other: int) -> tuple[Reference, Reference]:
    return _find(book, "ssiad-socle", year), _find(book, "ssiad-socle", other)


def _find(book: ReferenceBook, family: str, year: int) -> Reference:
    return find_in_force(book, family, date(year, 12, 31))


def _seek(book: ReferenceBook, family: str, year: int) -> Reference | None:
    try:
        return _find(book, family, year)
    except NoValueInForceError:
        return None
