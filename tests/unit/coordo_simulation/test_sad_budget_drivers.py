"""What a budget depends on: its break-even, its margins, and each driver alone."""

from __future__ import annotations

import pytest
from coordo_simulation.sad_budget_analysis import Driver, compute_tornado, scale
from coordo_simulation.sad_budget_month import compute_hours
from coordo_simulation.sad_budget_risk import Uncertainty, compute_risk
from coordo_simulation.sad_budget_year import (
    compute_break_even,
    compute_hour_figures,
    compute_year,
)
from sad_budget_samples import (
    EXAMPLE,
    RULES,
    D,
    payer,
    simple,
    workforce,
)


def test_the_break_even_reckoned_by_hand():
    found = compute_break_even(compute_year(simple(), RULES))
    assert (found.contribution, found.fixed_cost) == (D("9.00"), D("500.00"))
    assert found.hours == D("55.56")
    assert "55,56\xa0h" in found.text


def test_the_service_at_its_break_even_earns_nothing():
    year = compute_year(EXAMPLE, RULES)
    found = compute_break_even(year)
    factor = found.hours / found.present_hours
    even = compute_year(scale(EXAMPLE, Driver.HOURS, factor), RULES)
    assert abs(even.result) < 5
    assert abs(year.result) > 1000


def test_no_volume_saves_a_service_that_loses_on_each_hour():
    found = compute_break_even(compute_year(simple(payers=(payer(price=D(20)),)), RULES))
    assert found.hours is None
    assert "aucun volume" in found.text


def test_the_margin_of_an_hour():
    figures = compute_hour_figures(compute_year(simple(), RULES))
    assert (figures.income, figures.cost, figures.variable_cost) == (D(30), D(26), D(21))
    assert (figures.margin, figures.contribution) == (D(4), D(9))


def test_the_tornado_moves_one_driver_at_a_time_and_shows_the_widest_first():
    bars = compute_tornado(EXAMPLE, RULES)
    assert [bar.driver for bar in bars[:2]] == [Driver.PRICES, Driver.WAGES]
    assert {bar.driver for bar in bars} == set(Driver)
    spreads = [bar.spread for bar in bars]
    assert spreads == sorted(spreads, reverse=True)
    overheads = next(bar for bar in bars if bar.driver is Driver.OVERHEADS)
    assert overheads.lowered - overheads.raised == D("49920.00")


@pytest.mark.parametrize("driver", Driver)
def test_a_driver_scaled_by_one_changes_nothing_and_scaled_changes_the_result(driver):
    year = compute_year(EXAMPLE, RULES)
    assert compute_year(scale(EXAMPLE, driver, D(1)), RULES).result == year.result
    assert compute_year(scale(EXAMPLE, driver, D("1.05")), RULES).result != year.result


@pytest.mark.parametrize("driver", [Driver.ABSENCE, Driver.REPLACEMENT])
def test_a_share_scaled_up_stays_a_share(driver):
    staff = workforce(absence_rate=D("0.5"), replacement_share=D("0.8"))
    hours = compute_hours(scale(simple(workforce=staff), driver, D(3)), D(1))
    assert hours.replaced <= hours.absent <= hours.asked


def test_a_floor_blunts_a_bar_of_the_tornado():
    service = simple(payers=(payer(is_regulated=True, price=D("25.50")),))
    bars = {bar.driver: bar for bar in compute_tornado(service, RULES)}
    base = compute_year(service, RULES).result
    assert base - bars[Driver.PRICES].lowered == D("600.00")
    assert bars[Driver.PRICES].raised - base == D("3060.00")


def test_a_sure_gain_keeps_an_honest_interval():
    spread = (Uncertainty(driver=Driver.OVERHEADS, spread=D("0.05")),)
    risk = compute_risk(simple(), RULES, spread, 100)
    assert risk.deficit_share == 0
    assert D("0") < risk.deficit_interval.high < D("0.05")
