"""Which of a service's figures weighs most: each is moved by the same share, one at a time."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from coordo_simulation.french import format_euro, format_number, set_spaces
from coordo_simulation.references import Closed
from coordo_simulation.sad_budget_year import compute_year

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coordo_simulation.sad_budget import BudgetRules, HelpService

Part = TypeVar("Part", bound=Closed)
ONE = Decimal(1)


class Driver(StrEnum):
    """A figure of the service that one may move, named in French."""

    PRICES = "prix de l’heure"
    HOURS = "heures demandées"
    WAGES = "salaires d’entrée"
    SENIORITY = "ancienneté"
    EMPLOYER = "charges de l’employeur"
    TRAVEL = "temps de trajet"
    KILOMETRES = "kilomètres"
    ABSENCE = "absences imprévues"
    REPLACEMENT = "remplacements"
    OVERHEADS = "charges fixes"
    QUALITY = "dotation complémentaire"


class Bar(Closed):
    """Result of the year when one driver is lowered, then raised, by the same share."""

    driver: Driver
    change: Decimal
    lowered: Decimal
    raised: Decimal

    @property
    def spread(self) -> Decimal:
        """Distance between the two results."""
        return abs(self.raised - self.lowered)

    @property
    def text(self) -> str:
        """The bar in French."""
        share = f"{format_number(self.change * 100)} %"
        return set_spaces(
            f"{self.driver} : {format_euro(self.lowered)} à −{share}, "
            f"{format_euro(self.raised)} à +{share}"
        )


def scale(service: HelpService, driver: Driver, factor: Decimal) -> HelpService:
    """Multiply one driver of a service; a share stays at most 1."""
    return _SCALERS[driver](service, factor)


def compute_tornado(
    service: HelpService, rules: Sequence[BudgetRules], change: Decimal = Decimal("0.10")
) -> tuple[Bar, ...]:
    """Move every driver by ±``change``, the rest kept; the widest bar first.

    A floor or a ceiling of the law holds: a price does not fall below the floor tariff.
    """
    bars = [
        Bar(
            driver=driver,
            change=change,
            lowered=compute_year(scale(service, driver, ONE - change), rules).result,
            raised=compute_year(scale(service, driver, ONE + change), rules).result,
        )
        for driver in Driver
    ]
    return tuple(sorted(bars, key=lambda bar: -bar.spread))


def _multiply(part: Part, field: str, factor: Decimal, most: Decimal | None = None) -> Part:
    value = getattr(part, field) * factor
    return part.model_copy(update={field: value if most is None else min(value, most)})


def _scale_payers(field: str) -> Callable[[HelpService, Decimal], HelpService]:
    def apply(service: HelpService, factor: Decimal) -> HelpService:
        payers = tuple(_multiply(payer, field, factor) for payer in service.payers)
        return service.model_copy(update={"payers": payers})

    return apply


def _scale_grades(field: str) -> Callable[[HelpService, Decimal], HelpService]:
    def apply(service: HelpService, factor: Decimal) -> HelpService:
        grades = tuple(_multiply(grade, field, factor) for grade in service.workforce.grades)
        workforce = service.workforce.model_copy(update={"grades": grades})
        return service.model_copy(update={"workforce": workforce})

    return apply


def _scale_workforce(
    field: str, most: Decimal | None = None
) -> Callable[[HelpService, Decimal], HelpService]:
    def apply(service: HelpService, factor: Decimal) -> HelpService:
        workforce = _multiply(service.workforce, field, factor, most)
        return service.model_copy(update={"workforce": workforce})

    return apply


def _scale_travel(field: str) -> Callable[[HelpService, Decimal], HelpService]:
    def apply(service: HelpService, factor: Decimal) -> HelpService:
        travel = _multiply(service.travel, field, factor)
        return service.model_copy(update={"travel": travel})

    return apply


def _scale_overheads(service: HelpService, factor: Decimal) -> HelpService:
    costs = tuple(_multiply(cost, "amount", factor) for cost in service.fixed_costs)
    return service.model_copy(update={"fixed_costs": costs})


def _scale_quality(service: HelpService, factor: Decimal) -> HelpService:
    return _multiply(service, "quality_rate", factor)


_SCALERS: dict[Driver, Callable[[HelpService, Decimal], HelpService]] = {
    Driver.PRICES: _scale_payers("price"),
    Driver.HOURS: _scale_payers("hours"),
    Driver.WAGES: _scale_grades("hourly"),
    Driver.SENIORITY: _scale_grades("seniority"),
    Driver.EMPLOYER: _scale_workforce("employer_rate"),
    Driver.TRAVEL: _scale_travel("travel_minutes"),
    Driver.KILOMETRES: _scale_travel("kilometres"),
    Driver.ABSENCE: _scale_workforce("absence_rate", ONE),
    Driver.REPLACEMENT: _scale_workforce("replacement_share", ONE),
    Driver.OVERHEADS: _scale_overheads,
    Driver.QUALITY: _scale_quality,
}
