"""The budget's page tells what the model computes, and no line strays from the cent."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from coordo_simulation.french import format_euro, format_number
from coordo_simulation.references import load_references
from coordo_simulation.sad_budget import build_year_rules, list_hypotheses
from coordo_simulation.sad_budget_analysis import Driver, compute_tornado, scale
from coordo_simulation.sad_budget_example import UNCERTAINTIES, build_example_service
from coordo_simulation.sad_budget_risk import compute_risk
from coordo_simulation.sad_budget_table import build_eprd
from coordo_simulation.sad_budget_wages import age_team, compute_grade_costs
from coordo_simulation.sad_budget_year import (
    compute_break_even,
    compute_hour_figures,
    compute_year,
)

ROOT = Path(__file__).parents[3]
RULES = build_year_rules(load_references(ROOT / "course/references.yml"), 2026)
EXAMPLE = build_example_service()
LABEL = "hypothèse pédagogique"


def write_table(table):
    """A table as the page writes it: Markdown, titles and totals in bold, its note below."""
    lines = [
        f"| {table.title}, en euros | {' | '.join(table.columns)} |",
        "|---|" + "---:|" * len(table.columns),
    ]
    for row in table.rows:
        mark = "" if row.kind == "ligne" else "**"
        cells = [format_number(amount, 2) for amount in row.amounts] or [""] * len(table.columns)
        lines.append(f"| {mark}{row.label}{mark} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", table.note])


def write_grade(cost):
    """A grade as the page writes it: its hour, part by part, and its year."""
    parts = (cost.entry, cost.seniority, cost.employer, cost.hourly, cost.wages)
    return f"| {cost.label} | {' | '.join(format_number(part, 2) for part in parts)} |"


def test_the_page_tells_what_the_model_computes():
    page = (ROOT / "docs/modeles/sad_budget.md").read_text(encoding="utf-8")
    year = compute_year(EXAMPLE, RULES)
    figures = compute_hour_figures(year)
    assert write_table(build_eprd(year)) in page
    for cost in compute_grade_costs(EXAMPLE, RULES[-1], year):
        assert write_grade(cost) in page
    dearer = year.result - compute_year(age_team(EXAMPLE, 1), RULES).result
    assert f"Une année d’ancienneté de plus pour chacun coûterait {format_euro(dearer)}" in page
    assert compute_break_even(year).text in page
    for bar in compute_tornado(EXAMPLE, RULES):
        assert bar.text in page
    for line in compute_risk(EXAMPLE, RULES, UNCERTAINTIES).lines:
        assert line in page
    for amount in (figures.income, figures.cost, figures.margin, figures.contribution):
        assert f"{format_number(amount, 2)}\u00a0€" in page
    for notice in year.notices:
        assert notice in page
    hours = year.months[0].hours
    for count in (hours.asked, hours.done, hours.undone):
        assert f"{format_number(count)} " in page
    first, *others = EXAMPLE.payers
    turned = (first.model_copy(update={"late": 2}), *others)
    late = compute_year(EXAMPLE.model_copy(update={"payers": turned}), RULES)
    for closing in (year.cash[-1].closing, late.cash[-1].closing):
        assert f"{format_number(closing, 2)}\u00a0€" in page
    for each in list_hypotheses(EXAMPLE):
        label = each.label.removesuffix(f" ({LABEL})")
        assert re.search(rf"\| {re.escape(label)} \| {re.escape(each.value)} \|", page), label


def test_a_fixed_cost_is_counted_to_the_cent():
    service = scale(EXAMPLE, Driver.OVERHEADS, Decimal(1) / 3)
    year = compute_year(service, RULES)
    assert all(
        entry.amount % Decimal("0.01") == 0
        for month in year.months
        for entry in (*month.products, *month.charges)
    )
