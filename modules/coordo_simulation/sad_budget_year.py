"""A year of a service of help at home: result, cash, what an hour costs, where it breaks even.

Cash follows each line by its delay. In an established service the months before the year were
like the first one (a teaching hypothesis), so that receivables and debts are carried in.
Euros balance to the cent: cash moves + receivables moves − debts moves = result.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from coordo_simulation.french import format_euro, format_quantity, set_spaces
from coordo_simulation.money import ZERO, round_cents
from coordo_simulation.references import Closed
from coordo_simulation.sad_budget import MONTHS, BudgetRules, HelpService
from coordo_simulation.sad_budget_month import Entry, MonthResult, compute_month

if TYPE_CHECKING:
    from collections.abc import Sequence


class CashMonth(Closed):
    """Cash of a month: closing = opening + receipts − payments."""

    month: date
    opening: Decimal
    receipts: Decimal
    payments: Decimal

    @property
    def closing(self) -> Decimal:
        """Cash at the end of the month."""
        return self.opening + self.receipts - self.payments


class YearResult(Closed):
    """Twelve months, their cash, and what is owed at both ends."""

    months: tuple[MonthResult, ...]
    cash: tuple[CashMonth, ...]
    opening_receivables: Decimal
    closing_receivables: Decimal
    opening_debts: Decimal
    closing_debts: Decimal

    @property
    def income(self) -> Decimal:
        """Products of the year."""
        return sum((month.income for month in self.months), ZERO)

    @property
    def cost(self) -> Decimal:
        """Charges of the year."""
        return sum((month.cost for month in self.months), ZERO)

    @cached_property
    def result(self) -> Decimal:
        """Products minus charges."""
        return self.income - self.cost

    @property
    def fixed_cost(self) -> Decimal:
        """Charges that do not follow the hours."""
        fixed = (entry for month in self.months for entry in month.charges if entry.is_fixed)
        return sum((entry.amount for entry in fixed), ZERO)

    @property
    def hours_asked(self) -> Decimal:
        """Hours of help asked for."""
        return sum((month.hours.asked for month in self.months), ZERO)

    @property
    def hours_done(self) -> Decimal:
        """Hours of help done."""
        return sum((month.hours.done for month in self.months), ZERO)

    @property
    def lowest_cash(self) -> CashMonth:
        """The month that ends with the least cash."""
        return min(self.cash, key=lambda month: month.closing)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the law or a gap changed, each said once."""
        return tuple(dict.fromkeys(note for month in self.months for note in month.notices))


class HourFigures(Closed):
    """What one hour of help done brings and costs, in euros."""

    income: Decimal
    cost: Decimal
    variable_cost: Decimal

    @property
    def margin(self) -> Decimal:
        """Products minus all charges."""
        return self.income - self.cost

    @property
    def contribution(self) -> Decimal:
        """Products minus the charges that follow the hours."""
        return self.income - self.variable_cost


class BreakEven(Closed):
    """Hours asked for, a month, that balance the year; None when no volume does."""

    hours: Decimal | None
    present_hours: Decimal
    contribution: Decimal
    fixed_cost: Decimal

    @property
    def text(self) -> str:
        """The break-even in French."""
        contribution = format_euro(self.contribution)
        if self.hours is None:
            return set_spaces(
                f"Chaque heure demandée laisse {contribution} : aucun volume d’heures ne couvre "
                f"{format_euro(self.fixed_cost)} de charges fixes par mois"
            )
        return set_spaces(
            f"Équilibre à {format_quantity(self.hours, 'h', 2)} demandées par mois, pour "
            f"{format_quantity(self.present_hours, 'h', 2)} aujourd’hui : chacune laisse "
            f"{contribution} pour couvrir {format_euro(self.fixed_cost)} de charges fixes"
        )


def compute_year(service: HelpService, rules: Sequence[BudgetRules]) -> YearResult:
    """Compute a year, with the figures of law of each month.

    Raises:
        ValueError: not twelve months of rules.
    """
    if len(rules) != MONTHS:
        raise ValueError("un budget demande les règles de douze mois")
    months = _compute_months(service, rules)
    cash = _compute_cash(service, months)
    products = [entry for month in months for entry in month.products]
    charges = [entry for month in months for entry in month.charges]
    opening_receivables = _carry_in(service, months[0].products)
    opening_debts = _carry_in(service, months[0].charges)
    received = sum((month.receipts for month in cash), ZERO)
    paid = sum((month.payments for month in cash), ZERO)
    return YearResult(
        months=months,
        cash=cash,
        opening_receivables=opening_receivables,
        closing_receivables=opening_receivables + _total(products) - received,
        opening_debts=opening_debts,
        closing_debts=opening_debts + _total(charges) - paid,
    )


def compute_hour_figures(year: YearResult) -> HourFigures:
    """Compute what an hour of help done brings and costs, to the cent."""
    done = year.hours_done
    return HourFigures(
        income=round_cents(year.income / done),
        cost=round_cents(year.cost / done),
        variable_cost=round_cents((year.cost - year.fixed_cost) / done),
    )


def compute_break_even(year: YearResult) -> BreakEven:
    """Compute the hours asked for, a month, at which products equal charges.

    The mix of payers, the prices and the organisation stay as they are.
    """
    asked = year.hours_asked
    contribution = (year.result + year.fixed_cost) / asked
    fixed = year.fixed_cost / MONTHS
    return BreakEven(
        hours=round_cents(fixed / contribution) if contribution > 0 else None,
        present_hours=round_cents(asked / MONTHS),
        contribution=round_cents(contribution),
        fixed_cost=round_cents(fixed),
    )


def _compute_months(service: HelpService, rules: Sequence[BudgetRules]) -> tuple[MonthResult, ...]:
    """Compute each different month once: a Monte-Carlo asks for thousands of years."""
    known: dict[tuple[Decimal, Decimal, Decimal, Decimal], MonthResult] = {}
    months = []
    for rule, season in zip(rules, service.seasons, strict=True):
        key = (season, rule.floor_tariff, rule.smic, rule.quality_ceiling)
        if key not in known:
            known[key] = compute_month(service, rule, season)
        months.append(known[key].model_copy(update={"month": rule.on.replace(day=1)}))
    return tuple(months)


def _compute_cash(service: HelpService, months: tuple[MonthResult, ...]) -> tuple[CashMonth, ...]:
    receipts = _settle(service, [month.products for month in months])
    payments = _settle(service, [month.charges for month in months])
    cash: list[CashMonth] = []
    opening = service.opening_cash
    for month, received, paid in zip(months, receipts, payments, strict=True):
        flow = CashMonth(month=month.month, opening=opening, receipts=received, payments=paid)
        cash.append(flow)
        opening = flow.closing
    return tuple(cash)


def _settle(service: HelpService, months: list[tuple[Entry, ...]]) -> list[Decimal]:
    """Sum what falls due in each month; the past, if any, was like the first month, on time."""
    due = [ZERO] * MONTHS
    for place, entries in enumerate(months):
        for entry in entries:
            when = place + entry.delay + entry.late
            if when < MONTHS:
                due[when] += entry.amount
    if service.is_established:
        for entry in months[0]:
            for when in range(entry.delay):
                due[when] += entry.amount
    return due


def _carry_in(service: HelpService, first: tuple[Entry, ...]) -> Decimal:
    """What months like the first one left to settle when the year opens."""
    if not service.is_established:
        return ZERO
    return sum((entry.amount * entry.delay for entry in first), ZERO)


def _total(entries: Sequence[Entry]) -> Decimal:
    return sum((entry.amount for entry in entries), ZERO)
