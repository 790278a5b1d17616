"""What an hour of each grade costs: entry wage, seniority, employer's contributions.

The year's euros are those of ``sad_budget_month``; the hour is that of one month's rules, to the
cent. Every figure but the minimum wage is a teaching hypothesis.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_simulation.money import ZERO, round_cents
from coordo_simulation.references import Closed
from coordo_simulation.sad_budget_month import compute_wages

if TYPE_CHECKING:
    from coordo_simulation.sad_budget import BudgetRules, HelpService
    from coordo_simulation.sad_budget_year import YearResult


class GradeCost(Closed):
    """An hour paid to a grade, in euros, and what the grade weighs in the year.

    ``entry`` is never below the minimum wage; ``wages`` are gross, replacements apart.
    """

    label: str
    share: Decimal
    entry: Decimal
    seniority: Decimal
    employer: Decimal
    wages: Decimal

    @property
    def hourly(self) -> Decimal:
        """What the hour costs in all."""
        return self.entry + self.seniority + self.employer


def compute_grade_costs(
    service: HelpService, rules: BudgetRules, year: YearResult
) -> tuple[GradeCost, ...]:
    """Compute what each grade costs, in the order of the service's grades."""
    staff = service.workforce
    costs = []
    wages = compute_wages(service, rules)
    for place, (grade, wage) in enumerate(zip(staff.grades, wages, strict=True), 1):
        entry = round_cents(max(grade.hourly, rules.smic))
        costs.append(
            GradeCost(
                label=grade.label,
                share=grade.share,
                entry=entry,
                seniority=round_cents(wage) - entry,
                employer=round_cents(wage * staff.employer_rate),
                wages=_sum_charges(year, f"salaires-{place}"),
            )
        )
    return tuple(costs)


def compute_mean_seniority(service: HelpService) -> Decimal:
    """Mean seniority of the hours paid, in years."""
    grades = service.workforce.grades
    return sum((grade.share * grade.seniority for grade in grades), Decimal(0))


def age_team(service: HelpService, years: int) -> HelpService:
    """Give every grade that many more years of seniority."""
    grades = tuple(
        grade.model_copy(update={"seniority": grade.seniority + years})
        for grade in service.workforce.grades
    )
    workforce = service.workforce.model_copy(update={"grades": grades})
    return service.model_copy(update={"workforce": workforce})


def _sum_charges(year: YearResult, entry_id: str) -> Decimal:
    charges = (entry for month in year.months for entry in month.charges if entry.id == entry_id)
    return sum((entry.amount for entry in charges), ZERO)
