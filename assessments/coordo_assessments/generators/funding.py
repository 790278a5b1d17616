"""Generators on money: the APA of a person, the care package of a service.

The amounts of law come from the references by date; what is drawn is the situation: a plan,
resources, prices, a caseload. Reckonings are those of ``coordo_simulation``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from coordo_simulation.apa import (
    ApaRules,
    Household,
    build_apa_rules,
    compute_ceiling,
    compute_participation,
    count_income,
)
from coordo_simulation.apa_plan import HelpRequest, compute_help_plan
from coordo_simulation.french import format_euro, format_number, format_quantity
from coordo_simulation.references import Closed
from coordo_simulation.ssiad import CareService, Stay, compute_allocation
from coordo_simulation.ssiad_tariffs import build_ssiad_tariffs

from coordo_assessments.generators.model import Generator, Variant

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.ssiad_tariffs import SsiadTariffs

    from coordo_assessments.seeded_draw import SeededDraw

_WHOLE_YEAR = 52


class ParticipationParameters(Closed):
    """The day whose rules hold, and whether the household is a couple."""

    on: date
    couple: bool = False


class ExcessParameters(Closed):
    """The day whose rules hold, and the GIR (the item cites its coefficient)."""

    on: date
    gir: Literal[2, 3, 4] = 3


class PackageParameters(Closed):
    """The year whose amounts hold: in 2023 that of group 9 is derived, and no item asks it."""

    year: Literal[2024] = 2024


def draw_participation(
    draw: SeededDraw, parameters: ParticipationParameters, book: ReferenceBook
) -> Variant:
    """Participation to a plan that stays in the first tranche (R. 232-11 CASF)."""
    rules = _recall_rules(book, parameters.on)
    plan = Decimal(draw.between(180, int(rules.first_tranche * rules.mtp), 5))
    income = Decimal(draw.between(1180, 2380, 10))
    if parameters.couple:
        income = Decimal(draw.between(2040, 4020, 20))
    household = Household(income=income, is_couple=parameters.couple)
    counted = count_income(rules, household)
    span = rules.top_income - rules.least_income
    key = compute_participation(rules, counted, plan)
    couple = {"couple-entier": compute_participation(rules, income, plan)}
    return Variant(
        values={
            "plan": format_euro(plan, 0),
            "ressources": format_euro(income, 0),
            "ressources-comptees": format_euro(counted),
            "seuil-bas": format_euro(rules.least_income),
            "seuil-haut": format_euro(rules.top_income),
            "ecart": format_euro(span),
            "part": format_number((counted - rules.least_income) / span * 100, 2),
            "participation": format_euro(key),
            "reste-apa": format_euro(plan - key),
        },
        key=key,
        mistakes={
            **(couple if parameters.couple else {}),
            "seuil-oublie": rules.top_rate * counted / span * plan,
            "taux-oublie": key / rules.top_rate,
            "part-de-l-apa": plan - key,
        },
        effort=9 if parameters.couple else 8,
    )


def draw_excess(draw: SeededDraw, parameters: ExcessParameters, book: ReferenceBook) -> Variant:
    """What a month costs beyond the APA plan: hours past the ceiling, and a dearer service."""
    rules = _recall_rules(book, parameters.on)
    tariff = draw.decimal("26.40", "28.90", "0.10")
    price = tariff + draw.decimal("1.20", "3.80", "0.10")
    ceiling = compute_ceiling(rules, parameters.gir)
    fitting = int(ceiling / tariff)
    request = HelpRequest(
        hours=Decimal(fitting + draw.between(4, 16)), price=price, reference_tariff=tariff
    )
    household = Household(income=Decimal(0))  # nothing is asked on the plan itself
    month = compute_help_plan(rules, parameters.gir, household, request)
    return Variant(
        values={
            "tarif": format_quantity(tariff, "€/h", 2),
            "prix": format_quantity(price, "€/h", 2),
            "heures": format_quantity(request.hours, "heures"),
            "heures-au-tarif": format_quantity(month.hours_within_ceiling, "heures", 2),
            "plafond": format_euro(ceiling),
            "cout": format_euro(month.cost),
            "valeur": format_euro(request.hours * tariff),
            "au-dela": format_euro(month.beyond_ceiling),
            "supplement": format_euro(month.supplement),
            "reste": format_euro(month.left_to_pay),
        },
        key=month.left_to_pay,
        mistakes={
            "plafond-oublie": month.supplement,
            "prix-oublie": month.beyond_ceiling,
            "facture-entiere": month.cost,
            "part-de-l-apa": month.apa,
        },
        effort=6,
    )


def draw_package(draw: SeededDraw, parameters: PackageParameters, book: ReferenceBook) -> Variant:
    """Global care package of a service (R. 314-138 CASF): base and weekly packages."""
    tariffs = _recall_tariffs(book, parameters.year)
    places = draw.between(34, 64)
    light, heavy = draw.between(14, 26), draw.between(6, 13)
    weeks, heavy_weeks = draw.between(34, 48), draw.between(22, 33)
    stays = (
        Stay(label="4", gir=4, has_nurse=False, has_weekend=True, weeks=weeks, people=light),
        Stay(label="9", gir=2, has_nurse=True, has_weekend=True, weeks=heavy_weeks, people=heavy),
    )
    allocation = compute_allocation(tariffs, CareService(places=places, stays=stays))
    base, first, second = (line.amount for line in allocation.lines)
    rates = {stay.group: tariffs.groups[stay.group - 1].amount for stay in stays}
    whole_year = sum(_WHOLE_YEAR * stay.people * rates[stay.group] for stay in stays)
    alone = sum(stay.weeks * rates[stay.group] for stay in stays)
    return Variant(
        values={
            "places": str(places),
            "personnes-4": str(light),
            "personnes-9": str(heavy),
            "semaines-4": str(weeks),
            "semaines-9": str(heavy_weeks),
            "total-4": format_number(stays[0].total_weeks),
            "total-9": format_number(stays[1].total_weeks),
            "socle": format_euro(base),
            "montant-4": format_euro(first),
            "montant-9": format_euro(second),
            "forfait": format_euro(allocation.total),
        },
        key=allocation.total,
        mistakes={
            "annee-entiere": base + whole_year,
            "socle-oublie": first + second,
            "socle-par-personne": tariffs.base.amount * (light + heavy) + first + second,
            "une-personne": base + alone,
        },
        effort=7,
    )


@lru_cache(maxsize=8)
def _recall_rules(book: ReferenceBook, on: date) -> ApaRules:
    return build_apa_rules(book, on)


@lru_cache(maxsize=4)
def _recall_tariffs(book: ReferenceBook, year: int) -> SsiadTariffs:
    return build_ssiad_tariffs(book, year)


FUNDING = {
    "apa-participation": Generator(ParticipationParameters, draw_participation),
    "apa-au-dela-du-plafond": Generator(ExcessParameters, draw_excess),
    "ssiad-forfait-de-soins": Generator(PackageParameters, draw_package),
}
