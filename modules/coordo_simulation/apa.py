"""APA at home: the ceiling of the plan of help, what the person takes part in, what is paid.

Sources: code de l'action sociale et des familles, R. 232-10 (ceilings), R. 232-11
(participation), D. 232-31 (least amount paid). Every figure comes from ``references.yml`` by
date. Amounts are monthly euros, rounded once, to the cent, half up, when a result is made;
thresholds and rates are not rounded on the way.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from coordo_simulation.in_force import find_in_force
from coordo_simulation.money import ZERO, round_cents
from coordo_simulation.references import Closed, Reference, ReferenceBook

GIRS = (1, 2, 3, 4)
Amount = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]

_FIGURES = {
    "mtp": "mtp",
    "low": "apa-seuil-bas",
    "high": "apa-seuil-haut",
    "first_tranche": "apa-tranche-1",
    "second_tranche": "apa-tranche-2",
    "second_slope": "apa-tranche-2-pente",
    "second_constant": "apa-tranche-2-constante",
    "third_slope": "apa-tranche-3-pente",
    "third_constant": "apa-tranche-3-constante",
    "couple_divisor": "apa-couple-diviseur",
    "least_hours": "apa-versement-seuil",
    "smic": "smic-horaire",
    "floor_tariff": "tarif-plancher",
}


class ApaError(ValueError):
    """An APA that cannot be computed; the message is French and fit to be shown."""


class IneligibleGirError(ApaError):
    """The GIR opens no right to the APA."""


class PlanAboveCeilingError(ApaError):
    """A plan of help exceeds what its GIR allows."""


class ApaRules(Closed):
    """The figures of the APA at home on one day, and the references they come from."""

    on: date
    mtp: Decimal
    coefficients: tuple[Decimal, Decimal, Decimal, Decimal]
    low: Decimal
    high: Decimal
    top_rate: Decimal
    first_tranche: Decimal
    second_tranche: Decimal
    second_slope: Decimal
    second_constant: Decimal
    third_slope: Decimal
    third_constant: Decimal
    couple_divisor: Decimal
    least_hours: Decimal
    smic: Decimal
    floor_tariff: Decimal
    is_floor_checked: bool
    references: tuple[str, ...]

    @property
    def least_income(self) -> Decimal:
        """Monthly income up to which nothing is asked."""
        return self.low * self.mtp

    @property
    def top_income(self) -> Decimal:
        """Monthly income above which the participation is the highest."""
        return self.high * self.mtp

    @property
    def payment_threshold(self) -> Decimal:
        """The allowance is paid only above that amount (D. 232-31)."""
        return round_cents(self.least_hours * self.smic)


class Household(Closed):
    """Monthly resources of the person, or of both in a couple."""

    income: Amount
    is_couple: bool = False


class ApaRight(Closed):
    """What a plan of help opens: who bears which part of it, monthly."""

    gir: int
    ceiling: Decimal
    plan: Decimal
    counted_income: Decimal
    participation: Decimal
    allowance: Decimal
    payment_threshold: Decimal
    is_paid: bool
    references: tuple[str, ...]


def build_apa_rules(book: ReferenceBook, on: date) -> ApaRules:
    """Gather the figures that hold on a day.

    Raises:
        NoValueInForceError: the course holds no value of one of them for that day.
    """
    found = {field: find_in_force(book, family, on) for field, family in _FIGURES.items()}
    coefficients = [find_in_force(book, f"apa-coefficient-gir-{gir}", on) for gir in GIRS]
    top = find_in_force(book, "apa-participation-max", on)
    used: list[Reference] = [*found.values(), *coefficients, top]
    return ApaRules.model_validate(
        {
            "on": on,
            "coefficients": tuple(reference.number for reference in coefficients),
            "top_rate": top.number / 100,
            "is_floor_checked": found["floor_tariff"].confidence == "haute",
            "references": tuple(reference.id for reference in used),
        }
        | {field: reference.number for field, reference in found.items()}
    )


def compute_ceiling(rules: ApaRules, gir: int) -> Decimal:
    """Monthly ceiling of the plan of help (R. 232-10).

    Raises:
        IneligibleGirError: GIR 5, GIR 6 or no GIR at all.
    """
    if gir not in GIRS:
        raise IneligibleGirError(
            f"le GIR {gir} n’ouvre pas droit à l’APA\u202f: elle est réservée aux GIR 1 à 4"
        )
    return round_cents(rules.coefficients[gir - 1] * rules.mtp)


def count_income(rules: ApaRules, household: Household) -> Decimal:
    """Income that the participation looks at: a couple's is divided, not rounded."""
    return household.income / rules.couple_divisor if household.is_couple else household.income


def compute_rate(rules: ApaRules, income: Decimal, plan: Decimal) -> Decimal:
    """Rate of participation (0 to the top rate) for a counted income and an accepted plan.

    R. 232-11: the lower tranches of the plan weigh fully, the next ones less while the income
    is modest. Zero for an empty plan.
    """
    if income <= rules.least_income or plan <= 0:
        return Decimal(0)
    if income > rules.top_income:
        return rules.top_rate
    span = rules.top_income - rules.least_income
    first, second, third = _cut(rules, plan)
    weighted = (
        first
        + second * (rules.second_slope * income + rules.second_constant * rules.mtp) / span
        + third * (rules.third_slope * income + rules.third_constant * rules.mtp) / span
    )
    return rules.top_rate * (income - rules.least_income) / span * weighted / plan


def compute_participation(rules: ApaRules, income: Decimal, plan: Decimal) -> Decimal:
    """Monthly participation for a counted income and an accepted plan, to the cent."""
    return round_cents(compute_rate(rules, income, plan) * plan)


def compute_right(rules: ApaRules, gir: int, household: Household, plan: Decimal) -> ApaRight:
    """Compute who bears which part of an accepted plan.

    Raises:
        IneligibleGirError: GIR 5 or 6.
        PlanAboveCeilingError: the plan exceeds the ceiling of the GIR.
    """
    ceiling = compute_ceiling(rules, gir)
    plan = round_cents(plan)
    if not ZERO <= plan <= ceiling:
        raise PlanAboveCeilingError(
            f"un plan d’aide de {plan} € n’est pas possible en GIR {gir}\u202f: "
            f"le plafond est de {ceiling} €".replace(".", ",")
        )
    income = count_income(rules, household)
    participation = compute_participation(rules, income, plan)
    allowance = plan - participation
    return ApaRight(
        gir=gir,
        ceiling=ceiling,
        plan=plan,
        counted_income=round_cents(income),
        participation=participation,
        allowance=allowance,
        payment_threshold=rules.payment_threshold,
        is_paid=allowance > rules.payment_threshold,
        references=rules.references,
    )


def _cut(rules: ApaRules, plan: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Cut a plan into its three tranches, each bounded by a share of the MTP."""
    end_first = rules.first_tranche * rules.mtp
    end_second = rules.second_tranche * rules.mtp
    return (
        min(plan, end_first),
        max(min(plan, end_second) - end_first, Decimal(0)),
        max(plan - end_second, Decimal(0)),
    )
