"""A budget of help at home: hours and euros are conserved, the law's floors hold."""

from __future__ import annotations

from datetime import date

import pytest
from coordo_simulation.in_force import NoValueInForceError
from coordo_simulation.sad_budget import (
    FixedCost,
    Grade,
    HelpService,
    Payer,
    Travel,
    Workforce,
    build_budget_rules,
    build_year_rules,
    list_hypotheses,
)
from coordo_simulation.sad_budget_month import compute_hours, compute_month
from coordo_simulation.sad_budget_risk import Uncertainty
from coordo_simulation.sad_budget_table import build_cash_plan, build_eprd
from coordo_simulation.sad_budget_wages import (
    age_team,
    compute_grade_costs,
    compute_mean_seniority,
)
from coordo_simulation.sad_budget_year import (
    compute_year,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sad_budget_samples import (
    BOOK,
    EXAMPLE,
    LABEL,
    RULES,
    D,
    hundredths,
    payer,
    services,
    simple,
    workforce,
)


def test_a_month_reckoned_by_hand():
    month = compute_month(simple(), RULES[0], D(1))
    assert [entry.amount for entry in month.products] == [D("3000.00")]
    assert [entry.amount for entry in month.charges] == [D("1500.00"), D("600.00"), D(500)]
    assert month.result == D("400.00")


def test_hours_reckoned_by_hand():
    staff = workforce(
        leave_rate=D("0.20"),
        absence_rate=D("0.10"),
        replacement_share=D("0.50"),
        meeting_rate=D("0.05"),
    )
    travel = Travel(
        visit_minutes=D(60), travel_minutes=D(15), kilometres=D(4), kilometre_rate=D("0.5")
    )
    hours = compute_hours(simple(workforce=staff, travel=travel), D(1))
    # 100 h of help, 25 of travel, 5 of meetings: 130 planned, 13 lost, 6.5 made up
    assert hours.contract == D("162.50")
    assert (hours.leave, hours.absent, hours.present) == (D("32.50"), D("13.00"), D("117.00"))
    assert (hours.replaced, hours.worked) == (D("6.50"), D("123.50"))
    assert (hours.done, hours.travel, hours.meetings) == (D("95.00"), D("23.75"), D("4.75"))
    assert (hours.undone, hours.kilometres) == (D("5.00"), D("380.00"))


def test_the_example_agrees_with_a_second_reckoning():
    help_hours, trip, meet = 4000.0, 4000 * 9 / 60, 4000 * 0.03
    planned = help_hours + trip + meet
    absent = planned * 0.09
    done_share = (planned - absent * 0.3) / planned
    wages = 0.35 * 12.55 * 1.015 + 0.40 * 12.95 * 1.03 + 0.25 * 13.90 * 1.045
    paid = planned / 0.89 - absent + 0.3 * absent + 0.7 * absent * 1.1
    kilometres = help_hours * done_share * 4.5 * 0.42
    cost = paid * wages * 1.2 + kilometres + 20_800
    income = done_share * (3300 * (26.5 + 3) + 350 * 26.8 + 350 * 29.5)
    month = compute_month(EXAMPLE, RULES[0], D(1))
    assert float(month.income) == pytest.approx(income, abs=0.5)
    assert float(month.cost) == pytest.approx(cost, abs=0.5)


@given(services, hundredths(50, 150))
def test_hours_are_conserved_and_never_negative(service, season):
    hours = compute_hours(service, season)
    assert hours.present + hours.leave + hours.absent == hours.contract
    assert hours.present + hours.replaced == hours.worked
    assert hours.done + hours.travel + hours.meetings == hours.worked
    assert hours.done + hours.undone == hours.asked
    assert sum(hours.by_payer) == hours.done
    assert min(hours.present, hours.undone, hours.travel, hours.meetings, *hours.by_payer) >= 0


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(services)
def test_euros_are_conserved(service):
    year = compute_year(service, RULES)
    cash_moves = year.cash[-1].closing - service.opening_cash
    receivable_moves = year.closing_receivables - year.opening_receivables
    debt_moves = year.closing_debts - year.opening_debts
    assert cash_moves + receivable_moves - debt_moves == year.result
    assert min(year.closing_receivables, year.closing_debts) >= 0
    for before, after in zip(year.cash, year.cash[1:], strict=False):
        assert after.opening == before.closing


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@given(services, st.sampled_from([1, 3, 12]))
def test_the_table_balances_to_the_cent_in_every_column(service, span):
    year = compute_year(service, RULES)
    table = build_eprd(year, span)
    left, right = (row.amounts for row in table.rows if row.kind == "équilibre")
    assert left == right
    assert len(table.columns) == 12 // span + (span < 12)
    charges = next(row for row in table.rows if row.label == "Total des charges")
    products = next(row for row in table.rows if row.label == "Total des produits")
    assert charges.amounts[-1] == year.cost
    assert products.amounts[-1] == year.income
    for row in table.rows:
        if row.kind == "ligne" and span < 12 and row.label not in {"Excédent", "Déficit"}:
            assert sum(row.amounts[:-1]) == row.amounts[-1]


def test_the_floor_tariff_holds_for_regulated_payers_only():
    low = {"price": D("20.00")}
    raised = compute_month(simple(payers=(payer(is_regulated=True, **low),)), RULES[0], D(1))
    kept = compute_month(simple(payers=(payer(**low),)), RULES[0], D(1))
    assert (raised.income, kept.income) == (D("2500.00"), D("2000.00"))
    assert raised.notices[0].endswith("relevé au tarif plancher, 25,00\xa0€ (à vérifier)")
    assert kept.notices == ()


def test_the_floor_tariff_follows_the_year():
    service = simple(payers=(payer(is_regulated=True, price=D("20.00")),))
    month = compute_month(service, build_budget_rules(BOOK, date(2024, 3, 1)), D(1))
    assert month.income == D("2350.00")
    assert "à vérifier" not in month.notices[0]


def test_no_wage_below_the_minimum_even_when_it_rises_in_june():
    grades = (Grade(label="g", hourly=D("12.10"), seniority=D(0), share=D(1)),)
    year = compute_year(simple(workforce=workforce(grades=grades)), RULES)
    may, june = year.months[4], year.months[5]
    assert may.charges[0].amount == D("1210.00")
    assert june.charges[0].amount == D("1231.00")
    assert "relevé au SMIC" in year.notices[0]


def test_the_hour_of_each_grade_reckoned_by_hand():
    # 12.55 × 1.015 = 12.73825; 12.95 × 1.03 = 13.3385; 13.90 × 1.045 = 14.5255; a fifth on top
    year = compute_year(EXAMPLE, RULES)
    costs = compute_grade_costs(EXAMPLE, RULES[-1], year)
    assert [(cost.entry, cost.seniority, cost.employer) for cost in costs] == [
        (D("12.55"), D("0.19"), D("2.55")),
        (D("12.95"), D("0.39"), D("2.67")),
        (D("13.90"), D("0.63"), D("2.91")),
    ]
    assert compute_mean_seniority(EXAMPLE) == D("5.7")  # 0.35 × 3 + 0.40 × 6 + 0.25 × 9
    entries = [entry for month in year.months for entry in month.charges]
    wages = sum(entry.amount for entry in entries if entry.id.startswith("salaires-"))
    assert sum(cost.wages for cost in costs) == wages


def test_a_year_more_of_seniority_costs_its_rate_of_the_entry_wages():
    grades = (Grade(label="g", hourly=D(15), seniority=D(4), share=D(1)),)
    service = simple(workforce=workforce(grades=grades, seniority_rate=D("0.02")))
    young, old = (compute_year(each, RULES) for each in (service, age_team(service, 1)))
    # 1,200 hours at 15 €, two hundredths of it, and two fifths of employer's contributions
    assert young.result - old.result == D("1200") * 15 * D("0.02") * D("1.4")


def test_an_entry_wage_below_the_minimum_is_costed_at_the_minimum():
    grades = (Grade(label="g", hourly=D("12.10"), seniority=D(0), share=D(1)),)
    service = simple(workforce=workforce(grades=grades))
    (cost,) = compute_grade_costs(service, RULES[-1], compute_year(service, RULES))
    assert (cost.entry, cost.seniority) == (D("12.31"), D(0))


def test_the_quality_allocation_has_a_ceiling_and_says_when_it_is_not_known():
    service = simple(payers=(payer(is_regulated=True),), quality_rate=D(4))
    known = compute_month(service, build_budget_rules(BOOK, date(2024, 1, 1)), D(1))
    later = compute_month(service, RULES[0], D(1))
    assert known.products[1].amount == later.products[1].amount == D("331.10")
    assert [LABEL in notice for notice in known.notices] == [False]
    assert [LABEL in notice for notice in later.notices] == [False, True]


def test_a_year_without_figures_of_law_is_refused():
    with pytest.raises(NoValueInForceError, match="tarif-plancher"):
        build_year_rules(BOOK, 2031)
    with pytest.raises(ValueError, match="douze mois"):
        compute_year(simple(), RULES[:3])


def test_an_absence_that_is_not_replaced_loses_help_and_its_income():
    def year_with(share):
        staff = workforce(absence_rate=D("0.10"), replacement_share=D(share))
        return compute_year(simple(workforce=staff), RULES)

    none, all_ = year_with("0"), year_with("1")
    assert none.hours_done == D(1080)
    assert all_.hours_done == all_.hours_asked == D(1200)
    assert all_.income - none.income == D("3600.00")


def test_a_payer_who_turns_late_costs_cash_and_no_result():
    on_time = compute_year(simple(payers=(payer(delay=1),)), RULES)
    late = compute_year(simple(payers=(payer(delay=1, late=2),)), RULES)
    assert late.result == on_time.result
    assert late.opening_receivables == on_time.opening_receivables == D("3000.00")
    assert on_time.cash[-1].closing - late.cash[-1].closing == D("6000.00")
    assert [month.receipts for month in late.cash[:4]] == [D(3000), D(0), D(0), D(3000)]
    assert late.lowest_cash.closing == D("-4800.00")


def test_a_new_service_opens_with_nothing_owed():
    year = compute_year(simple(payers=(payer(delay=3),), is_established=False), RULES)
    assert year.opening_receivables == 0
    assert [month.receipts for month in year.cash[:4]] == [D(0), D(0), D(0), D(3000)]


def test_every_figure_of_the_author_says_that_it_is_one():
    for model in (Payer, Grade, Workforce, Travel, FixedCost, HelpService, Uncertainty):
        for name, field in model.model_fields.items():
            is_figure = "Decimal" in str(field.annotation) or field.annotation is int
            if is_figure and name != "group":
                assert (field.description or "").endswith(f"({LABEL})"), (model, name)
    hypotheses = list_hypotheses(EXAMPLE)
    assert all(each.label.endswith(f"({LABEL})") for each in hypotheses)
    shown = {each.label: each.value for each in hypotheses}
    assert shown[f"APA, prix de l’heure, en euros ({LABEL})"] == "26,50"
    assert len(shown) == len(hypotheses)


def test_faulty_services_are_refused_in_french():
    with pytest.raises(ValidationError, match="la somme fait 1"):
        workforce(grades=(Grade(label="g", hourly=D(15), seniority=D(0), share=D("0.9")),))
    with pytest.raises(ValidationError, match="identifiants uniques"):
        simple(payers=(payer(), payer()))
    with pytest.raises(ValidationError, match="au moins une heure"):
        simple(payers=(payer(hours=D(0)),))


def test_the_cash_plan_follows_the_months():
    year = compute_year(EXAMPLE, RULES)
    plan = build_cash_plan(year)
    opening, receipts, payments, closing = (row.amounts for row in plan.rows)
    assert plan.columns[0] == "janvier\xa02026"
    for place in range(12):
        assert opening[place] + receipts[place] - payments[place] == closing[place]
