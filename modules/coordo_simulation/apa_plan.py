"""Hours of help at a service's price, against the ceiling: what the APA pays, what is left.

The department values each hour at its reference tariff, or at the service's price when that is
lower; it may not go below the floor tariff. What a dearer service asks beyond the reference
tariff, and the hours beyond the ceiling, are the person's. The participation is a rate on the
part of the plan that was used (R. 232-11): hours not done lower it.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from coordo_simulation.apa import (
    Amount,
    ApaError,
    ApaRight,
    ApaRules,
    Household,
    compute_ceiling,
    compute_rate,
    compute_right,
    count_income,
)
from coordo_simulation.french import format_quantity
from coordo_simulation.money import CENT, ZERO, round_cents
from coordo_simulation.references import Closed


class TariffBelowFloorError(ApaError):
    """A department's reference tariff stands below the floor of the law."""


class HoursAbovePlanError(ApaError):
    """More hours were done than the plan of help foresees."""


class HelpRequest(Closed):
    """A month of help: hours foreseen, hours done, the service's price, the department's tariff.

    ``done_hours`` None means as foreseen; ``reference_tariff`` None means the floor tariff.
    Hours in hundredths, prices in euros an hour.
    """

    hours: Amount
    price: Amount
    reference_tariff: Amount | None = None
    done_hours: Amount | None = None


class HelpPlan(Closed):
    """A month of help: its cost = APA + participation + beyond the ceiling + supplement."""

    right: ApaRight
    valued_price: Decimal
    hours_within_ceiling: Decimal
    cost: Decimal
    apa: Decimal
    participation: Decimal
    beyond_ceiling: Decimal
    supplement: Decimal

    @property
    def left_to_pay(self) -> Decimal:
        """What the person pays in the month."""
        return self.participation + self.beyond_ceiling + self.supplement

    @property
    def lines(self) -> tuple[tuple[str, Decimal], ...]:
        """The parts of the cost, labelled in French, in the order of the reckoning."""
        return (
            ("Coût des heures faites", self.cost),
            ("Payé par l’APA", self.apa),
            ("Participation de la personne", self.participation),
            ("Heures au-delà du plafond", self.beyond_ceiling),
            ("Dépassement du tarif de référence", self.supplement),
            ("Reste à payer", self.left_to_pay),
        )


def compute_help_plan(
    rules: ApaRules, gir: int, household: Household, request: HelpRequest
) -> HelpPlan:
    """Compute a month of help. Euros balance to the cent.

    When the allowance does not reach the least amount paid (D. 232-31), the APA is 0 and the
    person bears the whole.

    Raises:
        IneligibleGirError: GIR 5 or 6.
        TariffBelowFloorError: the reference tariff stands below the floor tariff.
        HoursAbovePlanError: more hours done than foreseen.
    """
    valued_price = _value_hour(rules, request)
    done = _count_done_hours(request)
    plan = min(round_cents(request.hours * valued_price), compute_ceiling(rules, gir))
    right = compute_right(rules, gir, household, plan)
    value = round_cents(done * valued_price)
    used = min(value, plan)
    rate = compute_rate(rules, count_income(rules, household), plan)
    participation = round_cents(rate * used) if right.is_paid else used
    cost = round_cents(done * request.price)
    return HelpPlan(
        right=right,
        valued_price=valued_price,
        hours_within_ceiling=_count_hours(right.ceiling, valued_price),
        cost=cost,
        apa=used - participation,
        participation=participation,
        beyond_ceiling=value - used,
        supplement=cost - value,
    )


def _value_hour(rules: ApaRules, request: HelpRequest) -> Decimal:
    tariff = rules.floor_tariff if request.reference_tariff is None else request.reference_tariff
    if tariff < rules.floor_tariff:
        raise TariffBelowFloorError(
            f"un tarif de référence de {format_quantity(tariff, '€/h', 2)} est inférieur au tarif "
            f"plancher, qui est de {format_quantity(rules.floor_tariff, '€/h', 2)}"
        )
    return min(request.price, tariff)


def _count_done_hours(request: HelpRequest) -> Decimal:
    done = request.hours if request.done_hours is None else request.done_hours
    if done > request.hours:
        raise HoursAbovePlanError(
            f"{format_quantity(done, 'h', 2)} faites pour {format_quantity(request.hours, 'h', 2)} "
            "prévues\u202f: les heures de plus ne relèvent pas du plan d’aide"
        )
    return done


def _count_hours(ceiling: Decimal, price: Decimal) -> Decimal:
    """Hours that the ceiling buys at a price, rounded down; 0 for a free hour."""
    return (ceiling / price).quantize(CENT, ROUND_DOWN) if price > 0 else ZERO
