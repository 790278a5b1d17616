"""One month of a service of help at home: its hours, its products, its charges, its result.

Hours are conserved to the hundredth: contract = present + leave + absent; worked = present +
replaced = help + travel + meetings; asked = done + undone. An absence that is not replaced is
help not done, hence not paid. Each line of money is rounded to the cent, half up.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property

from coordo_simulation.french import format_euro, format_quantity
from coordo_simulation.money import ZERO, round_cents, share_out
from coordo_simulation.references import Closed
from coordo_simulation.sad_budget import (
    BudgetRules,
    Group,
    HelpService,
    Payer,
    describe_floor,
)

MINUTES = 60


class HoursFlow(Closed):
    """Hours of a month, in hundredths; ``by_payer`` in the order of the service's payers."""

    asked: Decimal
    done: Decimal
    travel: Decimal
    meetings: Decimal
    contract: Decimal
    leave: Decimal
    absent: Decimal
    replaced: Decimal
    visits: Decimal
    kilometres: Decimal
    by_payer: tuple[Decimal, ...]

    @property
    def present(self) -> Decimal:
        """Hours of the contracts that are worked."""
        return self.contract - self.leave - self.absent

    @property
    def worked(self) -> Decimal:
        """Hours worked, replacements included."""
        return self.present + self.replaced

    @property
    def undone(self) -> Decimal:
        """Hours of help asked and not done."""
        return self.asked - self.done


class Entry(Closed):
    """A line of the month: its amount, its group (I to III), when it is paid.

    ``delay`` is in months; ``late`` adds to it, but not for the months before the year.
    """

    id: str
    label: str
    group: Group
    amount: Decimal
    delay: int = 0
    late: int = 0
    is_fixed: bool = False


class MonthResult(Closed):
    """A month: hours, products, charges; ``notices`` say what the law or a gap changed."""

    month: date
    hours: HoursFlow
    products: tuple[Entry, ...]
    charges: tuple[Entry, ...]
    notices: tuple[str, ...]

    @cached_property
    def income(self) -> Decimal:
        """All products."""
        return sum((entry.amount for entry in self.products), ZERO)

    @cached_property
    def cost(self) -> Decimal:
        """All charges."""
        return sum((entry.amount for entry in self.charges), ZERO)

    @property
    def result(self) -> Decimal:
        """Products minus charges."""
        return self.income - self.cost


def compute_month(service: HelpService, rules: BudgetRules, season: Decimal) -> MonthResult:
    """Compute a month; ``season`` is its hours over those of a mean month."""
    hours = compute_hours(service, season)
    return MonthResult(
        month=rules.on.replace(day=1),
        hours=hours,
        products=_build_products(service, rules, hours),
        charges=_build_charges(service, rules, hours),
        notices=_list_notices(service, rules),
    )


def compute_hours(service: HelpService, season: Decimal) -> HoursFlow:
    """Compute what the help asked for costs in hours, and what of it is done."""
    staff, travel = service.workforce, service.travel
    by_payer = [round_cents(payer.hours * season) for payer in service.payers]
    asked = sum(by_payer, ZERO)
    on_road = round_cents(asked * travel.travel_minutes / travel.visit_minutes)
    needed = (asked, on_road, round_cents(asked * staff.meeting_rate))
    planned = sum(needed, ZERO)
    contract = round_cents(planned / (1 - staff.leave_rate))
    absent = round_cents(planned * staff.absence_rate)
    replaced = round_cents(absent * staff.replacement_share)
    done, driven, met = share_out(planned - absent + replaced, needed)
    visits = done * MINUTES / travel.visit_minutes
    return HoursFlow(
        asked=asked,
        done=done,
        travel=driven,
        meetings=met,
        contract=contract,
        leave=contract - planned,
        absent=absent,
        replaced=replaced,
        visits=round_cents(visits),
        kilometres=round_cents(visits * travel.kilometres),
        by_payer=share_out(done, by_payer),
    )


def compute_price(payer: Payer, rules: BudgetRules) -> Decimal:
    """Price of an hour: a regulated payer pays at least the floor tariff."""
    return max(payer.price, rules.floor_tariff) if payer.is_regulated else payer.price


def compute_wages(service: HelpService, rules: BudgetRules) -> tuple[Decimal, ...]:
    """Hourly gross wage of each grade, seniority included, never below the minimum wage."""
    rate = service.workforce.seniority_rate
    return tuple(
        max(grade.hourly, rules.smic) * (1 + rate * grade.seniority)
        for grade in service.workforce.grades
    )


def compute_quality_rate(service: HelpService, rules: BudgetRules) -> Decimal:
    """Quality allocation of an hour, never above its ceiling."""
    return min(service.quality_rate, rules.quality_ceiling)


def _build_products(
    service: HelpService, rules: BudgetRules, hours: HoursFlow
) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    users, regulated = ZERO, ZERO
    for payer, done in zip(service.payers, hours.by_payer, strict=True):
        amount = round_cents(done * compute_price(payer, rules))
        own = round_cents(amount * payer.user_share)
        users += own
        regulated += done if payer.is_regulated else ZERO
        group: Group = 1 if payer.is_regulated else 2
        entry = _entry(payer.id, payer.label, group, amount - own, payer.delay)
        entries.append(entry.model_copy(update={"late": payer.late}))
    quality = round_cents(regulated * compute_quality_rate(service, rules))
    label = "Dotation complémentaire"
    entries.append(_entry("dotation", label, 1, quality, service.quality_delay))
    entries.append(_entry("usagers", "Personnes aidées", 2, users, service.user_delay))
    return tuple(entry for entry in entries if entry.amount)


def _build_charges(service: HelpService, rules: BudgetRules, hours: HoursFlow) -> tuple[Entry, ...]:
    staff = service.workforce
    paid = hours.present + hours.leave + hours.absent * staff.sick_pay_share
    wages = compute_wages(service, rules)
    entries = [
        _entry(
            f"salaires-{place}",
            f"Salaires, {grade.label}",
            2,
            round_cents(paid * grade.share * wage),
        )
        for place, (grade, wage) in enumerate(zip(staff.grades, wages, strict=True), 1)
    ]
    mean = sum(
        (grade.share * wage for grade, wage in zip(staff.grades, wages, strict=True)), Decimal(0)
    )
    replaced = round_cents(hours.replaced * mean * (1 + staff.replacement_premium))
    entries.append(_entry("remplacements", "Remplacements", 2, replaced))
    gross = sum((entry.amount for entry in entries), ZERO)
    employer = round_cents(gross * staff.employer_rate)
    kilometres = round_cents(hours.kilometres * service.travel.kilometre_rate)
    entries.append(
        _entry("charges-sociales", "Charges de l’employeur", 2, employer, service.employer_delay)
    )
    entries.append(_entry("kilometres", "Indemnités kilométriques", 1, kilometres))
    entries.extend(
        Entry(
            id=cost.id,
            label=cost.label,
            group=cost.group,
            amount=round_cents(cost.amount),
            is_fixed=True,
        )
        for cost in service.fixed_costs
    )
    return tuple(entry for entry in entries if entry.amount)


def _entry(entry_id: str, label: str, group: Group, amount: Decimal, delay: int = 0) -> Entry:
    return Entry(id=entry_id, label=label, group=group, amount=amount, delay=delay)


def _list_notices(service: HelpService, rules: BudgetRules) -> tuple[str, ...]:
    notices = [
        describe_floor(payer.label, payer.price, rules)
        for payer in service.payers
        if payer.is_regulated and payer.price < rules.floor_tariff
    ]
    notices += [
        f"{grade.label}\u202f: le salaire de {format_euro(grade.hourly)} est relevé au SMIC, "
        f"{format_euro(rules.smic)}"
        for grade in service.workforce.grades
        if grade.hourly < rules.smic
    ]
    ceiling = format_quantity(rules.quality_ceiling, "€/h", 3)
    if service.quality_rate > rules.quality_ceiling:
        notices.append(f"La dotation complémentaire est ramenée à son plafond, {ceiling}")
    if service.quality_rate and not rules.is_quality_ceiling_known:
        notices.append(
            f"Plafond de la dotation complémentaire\u202f: celui de 2024, {ceiling}, faute "
            "d’en connaître de plus récent (hypothèse pédagogique)"
        )
    return tuple(notices)
