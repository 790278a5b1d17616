"""A service of help and care at home as a budget: what it is asked, by whom it is paid, its costs.

The figures of law (floor tariff, ceiling of the quality allocation, minimum wage) come from
``references.yml`` by date. All the rest is the author's: every field says « hypothèse
pédagogique » in its description, and ``list_hypotheses`` writes them all. Hours are monthly, in
hundredths; money in euros.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, model_validator

from coordo_simulation.french import NARROW_SPACE, format_euro, format_number
from coordo_simulation.in_force import NoValueInForceError, find_in_force
from coordo_simulation.references import Closed, ReferenceBook

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST_QUALITY_DAY = date(2024, 12, 31)
MONTHS = 12

Group = Literal[1, 2, 3]


def _quantity(description: str, most: float | None = None) -> Any:  # noqa: ANN401  (as pydantic's)
    """A positive quantity that is the author's; its description says so."""
    return Field(ge=0, le=most, description=f"{description} (hypothèse pédagogique)")


class Payer(Closed):
    """Who pays hours of help, at what price, and when.

    A regulated payer (APA, PCH) may not pay less than the floor tariff, and its hours bear the
    quality allocation.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    label: str
    is_regulated: bool
    hours: Decimal = _quantity("heures demandées par mois")
    price: Decimal = _quantity("prix de l’heure, en euros")
    user_share: Decimal = _quantity("part du prix que paie la personne aidée", most=1)
    delay: int = _quantity("délai de paiement du financeur, en mois", most=11)
    late: int = Field(
        default=0,
        ge=0,
        le=11,
        description="retard de plus pris à partir de cette année, en mois (hypothèse pédagogique)",
    )


class Grade(Closed):
    """Carers of one grade."""

    label: str
    hourly: Decimal = _quantity("salaire brut horaire d’entrée, en euros")
    seniority: Decimal = _quantity("ancienneté moyenne, en années")
    share: Decimal = _quantity("part des heures payées", most=1)


class Workforce(Closed):
    """What an hour of help asks of paid hours, and what they cost."""

    grades: tuple[Grade, ...] = Field(min_length=1)
    seniority_rate: Decimal = _quantity("hausse du salaire par année d’ancienneté")
    employer_rate: Decimal = _quantity("charges de l’employeur, en part du brut")
    leave_rate: Decimal = _quantity("congés payés, en part des heures du contrat", most=0.5)
    absence_rate: Decimal = _quantity("absences imprévues, en part des heures prévues", most=0.9)
    sick_pay_share: Decimal = _quantity("part des heures d’absence que paie le service", most=1)
    replacement_share: Decimal = _quantity("part des heures d’absence remplacées", most=1)
    replacement_premium: Decimal = _quantity("surcoût du salaire d’un remplacement")
    meeting_rate: Decimal = _quantity("réunions et formation, en part des heures d’aide")

    @model_validator(mode="after")
    def _has_whole_shares(self) -> Workforce:
        if sum(grade.share for grade in self.grades) != 1:
            raise ValueError("des parts d’heures par grade dont la somme fait 1")
        return self


class Travel(Closed):
    """Going from one home to the next."""

    visit_minutes: Decimal = Field(
        gt=0, description="durée moyenne d’une visite, en minutes (hypothèse pédagogique)"
    )
    travel_minutes: Decimal = _quantity("trajet payé par visite, en minutes")
    kilometres: Decimal = _quantity("kilomètres par visite")
    kilometre_rate: Decimal = _quantity("indemnité par kilomètre, en euros")


class FixedCost(Closed):
    """A cost that does not follow the hours."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    label: str
    group: Group
    amount: Decimal = _quantity("charge fixe par mois, en euros")


class HelpService(Closed):
    """A service and its year."""

    label: str
    payers: tuple[Payer, ...] = Field(min_length=1)
    workforce: Workforce
    travel: Travel
    fixed_costs: tuple[FixedCost, ...] = ()
    quality_rate: Decimal = _quantity("dotation complémentaire demandée, en euros par heure")
    seasons: tuple[Annotated[Decimal, Field(gt=0)], ...] = Field(
        default=(Decimal(1),) * MONTHS,
        min_length=MONTHS,
        max_length=MONTHS,
        description="heures de chaque mois, rapportées au mois moyen (hypothèse pédagogique)",
    )
    opening_cash: Decimal = Field(
        default=Decimal("0.00"), description="trésorerie d’ouverture (hypothèse pédagogique)"
    )
    is_established: bool = Field(
        default=True,
        description="les mois d’avant ressemblaient au premier (hypothèse pédagogique)",
    )
    user_delay: int = _quantity("délai de paiement des personnes aidées, en mois", most=11)
    quality_delay: int = _quantity("délai de versement de la dotation, en mois", most=11)
    employer_delay: int = _quantity("délai de paiement des charges sociales, en mois", most=11)

    @model_validator(mode="after")
    def _has_hours_and_unique_ids(self) -> HelpService:
        if sum(payer.hours for payer in self.payers) < 1:
            raise ValueError("au moins une heure d’aide par mois")
        ids = [payer.id for payer in self.payers] + [cost.id for cost in self.fixed_costs]
        if len(ids) != len(set(ids)):
            raise ValueError("des identifiants uniques pour les financeurs et les charges fixes")
        return self


class BudgetRules(Closed):
    """The figures of law on one day."""

    on: date
    floor_tariff: Decimal
    is_floor_checked: bool
    smic: Decimal
    quality_ceiling: Decimal
    is_quality_ceiling_known: bool
    references: tuple[str, ...]


class Hypothesis(Closed):
    """One of the author's figures, and what it is; the label says « hypothèse pédagogique »."""

    label: str
    value: str


def build_budget_rules(book: ReferenceBook, on: date) -> BudgetRules:
    """Gather the figures of law of a day.

    The ceiling of the quality allocation was found up to 2024: later, the last one is kept, and
    the results say so.

    Raises:
        NoValueInForceError: no floor tariff or no minimum wage for that day.
    """
    floor = find_in_force(book, "tarif-plancher", on)
    smic = find_in_force(book, "smic-horaire", on)
    try:
        quality, is_known = find_in_force(book, "dotation-qualite", on), True
    except NoValueInForceError:
        quality, is_known = find_in_force(book, "dotation-qualite", LAST_QUALITY_DAY), False
    return BudgetRules(
        on=on,
        floor_tariff=floor.number,
        is_floor_checked=floor.confidence == "haute",
        smic=smic.number,
        quality_ceiling=quality.number,
        is_quality_ceiling_known=is_known,
        references=(floor.id, smic.id, quality.id),
    )


def build_year_rules(book: ReferenceBook, year: int) -> tuple[BudgetRules, ...]:
    """Gather the figures of law of each month of a year.

    Raises:
        NoValueInForceError: a figure is missing for one of the months.
    """
    return tuple(build_budget_rules(book, date(year, month, 1)) for month in range(1, MONTHS + 1))


def list_hypotheses(service: HelpService) -> tuple[Hypothesis, ...]:
    """List every figure of a service that is the author's, in French."""
    return tuple(_iter_hypotheses(service, ""))


def _iter_hypotheses(part: Closed, owner: str) -> Iterator[Hypothesis]:
    owner = getattr(part, "label", owner) if not isinstance(part, HelpService) else ""
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if field.description:
            prefix = f"{owner}, " if owner else ""
            yield Hypothesis(label=prefix + field.description, value=_write(value))
        elif isinstance(value, Closed):
            yield from _iter_hypotheses(value, owner)
        elif isinstance(value, tuple):
            for item in value:
                yield from _iter_hypotheses(item, owner)


def _write(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, tuple):
        return f"{NARROW_SPACE}; ".join(_write(item) for item in value)
    exact = Decimal(str(value))
    return format_number(exact, max(0, -int(exact.as_tuple().exponent)))


def describe_floor(label: str, price: Decimal, rules: BudgetRules) -> str:
    """Say that a price was raised to the floor tariff, and when that tariff is to be checked."""
    doubt = "" if rules.is_floor_checked else " (à vérifier)"
    return (
        f"{label}\u202f: le prix de {format_euro(price)} est relevé au tarif plancher, "
        f"{format_euro(rules.floor_tariff)}{doubt}"
    )
