"""A service made up for teaching: none of its figures is a fact."""

from __future__ import annotations

from decimal import Decimal as D  # noqa: N817  (a page of figures reads better)

from coordo_simulation.sad_budget import (
    FixedCost,
    Grade,
    HelpService,
    Payer,
    Travel,
    Workforce,
)
from coordo_simulation.sad_budget_analysis import Driver
from coordo_simulation.sad_budget_risk import Uncertainty

UNCERTAINTIES = (
    Uncertainty(driver=Driver.HOURS, spread=D("0.08")),
    Uncertainty(driver=Driver.ABSENCE, spread=D("0.40")),
    Uncertainty(driver=Driver.REPLACEMENT, spread=D("0.25")),
    Uncertainty(driver=Driver.TRAVEL, spread=D("0.20")),
    Uncertainty(driver=Driver.OVERHEADS, spread=D("0.05")),
)


def build_example_service() -> HelpService:
    """Build a service of some four thousand hours a month, near its break-even."""
    return HelpService(
        label="Service d’aide de la vallée (fictif)",
        payers=_build_payers(),
        workforce=_build_workforce(),
        travel=Travel(
            visit_minutes=D(60),
            travel_minutes=D(9),
            kilometres=D("4.5"),
            kilometre_rate=D("0.42"),
        ),
        fixed_costs=_build_fixed_costs(),
        quality_rate=D("3.00"),
        opening_cash=D("40000.00"),
        user_delay=1,
        quality_delay=3,
        employer_delay=1,
    )


def _build_payers() -> tuple[Payer, ...]:
    rows = (
        ("apa", "APA", True, D(2600), D("26.50"), D("0.20"), 2),
        ("pch", "PCH", True, D(700), D("26.50"), D(0), 2),
        ("caisses", "Caisses de retraite", False, D(350), D("26.80"), D("0.30"), 3),
        ("sans-prise-en-charge", "Sans prise en charge", False, D(350), D("29.50"), D(1), 1),
    )
    fields = ("id", "label", "is_regulated", "hours", "price", "user_share", "delay")
    return tuple(Payer.model_validate(dict(zip(fields, row, strict=True))) for row in rows)


def _build_workforce() -> Workforce:
    return Workforce(
        grades=(
            Grade(label="agents à domicile", hourly=D("12.55"), seniority=D(3), share=D("0.35")),
            Grade(label="employés à domicile", hourly=D("12.95"), seniority=D(6), share=D("0.40")),
            Grade(label="auxiliaires de vie", hourly=D("13.90"), seniority=D(9), share=D("0.25")),
        ),
        seniority_rate=D("0.005"),
        employer_rate=D("0.20"),
        leave_rate=D("0.11"),
        absence_rate=D("0.09"),
        sick_pay_share=D("0.30"),
        replacement_share=D("0.70"),
        replacement_premium=D("0.10"),
        meeting_rate=D("0.03"),
    )


def _build_fixed_costs() -> tuple[FixedCost, ...]:
    rows = (
        ("encadrement", "Encadrement et planification", 2, D("15500.00")),
        ("fournitures", "Fournitures et téléphonie", 1, D("1200.00")),
        ("loyer", "Loyer et charges", 3, D("2300.00")),
        ("informatique", "Logiciels et télégestion", 3, D("1450.00")),
        ("assurances", "Assurances", 3, D("350.00")),
    )
    fields = ("id", "label", "group", "amount")
    return tuple(FixedCost.model_validate(dict(zip(fields, row, strict=True))) for row in rows)
