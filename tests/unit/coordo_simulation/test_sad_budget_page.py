"""The budget's page tells what the model computes, and no line strays from the cent."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from coordo_simulation.french import format_number
from coordo_simulation.references import load_references
from coordo_simulation.sad_budget import build_year_rules, list_hypotheses
from coordo_simulation.sad_budget_analysis import Driver, compute_tornado, scale
from coordo_simulation.sad_budget_example import UNCERTAINTIES, build_example_service
from coordo_simulation.sad_budget_risk import compute_risk
from coordo_simulation.sad_budget_table import build_eprd, render_table
from coordo_simulation.sad_budget_year import (
    compute_break_even,
    compute_hour_figures,
    compute_year,
)

ROOT = Path(__file__).parents[3]
RULES = build_year_rules(load_references(ROOT / "course/references.yml"), 2026)
EXAMPLE = build_example_service()
LABEL = "hypothèse pédagogique"


def test_the_page_tells_what_the_model_computes():
    page = (ROOT / "docs/modeles/sad_budget.md").read_text(encoding="utf-8")
    year = compute_year(EXAMPLE, RULES)
    figures = compute_hour_figures(year)
    assert render_table(build_eprd(year)) in page
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
