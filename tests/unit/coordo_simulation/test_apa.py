"""The APA follows R. 232-10, R. 232-11 and D. 232-31, to the cent."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from coordo_simulation.apa import (
    Household,
    IneligibleGirError,
    PlanAboveCeilingError,
    build_apa_rules,
    compute_ceiling,
    compute_participation,
    compute_rate,
    compute_right,
    count_income,
)
from coordo_simulation.apa_plan import (
    HelpRequest,
    HoursAbovePlanError,
    TariffBelowFloorError,
    compute_help_plan,
)
from coordo_simulation.french import format_euro
from coordo_simulation.in_force import NoValueInForceError, find_in_force
from coordo_simulation.references import load_references
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[3]
BOOK = load_references(ROOT / "course/references.yml")
RULES = build_apa_rules(BOOK, date(2026, 7, 1))
D = Decimal

CEILINGS = {
    2024: ("1955.60", "1581.44", "1143.09", "762.87"),
    2025: ("2045.56", "1654.18", "1195.67", "797.96"),
    2026: ("2080.33", "1682.30", "1215.99", "811.52"),
}
PARTICIPATIONS = [
    ("400", "900", "0.00"),
    ("400", "1000", "9.50"),
    ("800", "1800", "194.61"),
    ("1215.99", "1500", "152.92"),
    ("2080.33", "2500", "898.07"),
]
cents = st.integers(0, 500_000).map(lambda count: D(count) / 100)
plans = st.integers(1, 208_033).map(lambda count: D(count) / 100)


def plan_of(gir=3, income="1500", **request):
    household = Household(income=D(income))
    fields = {"hours": D(30), "price": D(25)} | {key: D(value) for key, value in request.items()}
    return compute_help_plan(RULES, gir, household, HelpRequest(**fields))


@pytest.mark.parametrize(("year", "amounts"), CEILINGS.items())
def test_ceilings_by_year_and_gir(year, amounts):
    rules = build_apa_rules(BOOK, date(year, 1, 1))
    assert tuple(str(compute_ceiling(rules, gir)) for gir in (1, 2, 3, 4)) == amounts


@pytest.mark.parametrize(("plan", "income", "expected"), PARTICIPATIONS)
def test_participation_vectors_of_2026(plan, income, expected):
    assert compute_participation(RULES, D(income), D(plan)) == D(expected)


def test_thresholds_of_2026():
    assert round(RULES.least_income, 2) == D("933.89")
    assert round(RULES.top_income, 2) == D("3439.31")


@given(cents, plans)
def test_participation_stays_in_bounds(income, plan):
    part = compute_participation(RULES, income, plan)
    assert 0 <= part <= round(D("0.9") * plan, 2) + D("0.01")
    assert 0 <= compute_rate(RULES, income, plan) <= D("0.9")


@given(cents, cents, plans)
def test_participation_never_falls_as_income_rises(one, other, plan):
    low, high = sorted((one, other))
    assert compute_participation(RULES, low, plan) <= compute_participation(RULES, high, plan)


@given(plans)
def test_participation_has_no_step_at_its_thresholds(plan):
    hair = D("1e-9")
    for threshold in (RULES.least_income, RULES.top_income):
        before = compute_rate(RULES, threshold, plan)
        after = compute_rate(RULES, threshold + hair, plan)
        assert abs(after - before) < D("1e-10") * 10
    assert compute_rate(RULES, RULES.top_income, plan) == pytest.approx(D("0.9"), abs=D("1e-20"))


@given(st.integers(94_000, 343_000).map(lambda count: D(count) / 100))
def test_a_larger_plan_is_taken_part_in_at_a_lower_rate_between_the_thresholds(income):
    small, large = D("408.33"), D("1200")
    assert compute_rate(RULES, income, small) > compute_rate(RULES, income, large)


def test_a_couple_counts_for_one_person_and_seven_tenths():
    couple = count_income(RULES, Household(income=D(3060), is_couple=True))
    assert couple == D(1800)
    both = Household(income=D(3060), is_couple=True)
    assert compute_right(RULES, 4, both, D(800)).participation == D("194.61")


def test_the_allowance_is_not_paid_at_three_times_the_hourly_minimum_wage():
    assert RULES.payment_threshold == D("36.93")
    poor = Household(income=D(800))
    assert not compute_right(RULES, 4, poor, D("36.93")).is_paid
    assert compute_right(RULES, 4, poor, D("36.94")).is_paid


def test_the_minimum_wage_moves_within_the_year():
    assert build_apa_rules(BOOK, date(2026, 5, 31)).payment_threshold == D("36.06")
    assert build_apa_rules(BOOK, date(2025, 12, 31)).payment_threshold == D("35.64")


def test_what_opens_no_right_is_refused_in_french():
    with pytest.raises(IneligibleGirError, match="GIR 5 n’ouvre pas droit"):
        compute_ceiling(RULES, 5)
    with pytest.raises(PlanAboveCeilingError, match="le plafond est de 811,52 €"):
        compute_right(RULES, 4, Household(income=D(900)), D("811.53"))
    with pytest.raises(NoValueInForceError, match="31\xa0décembre\xa02023"):
        build_apa_rules(BOOK, date(2023, 12, 31))


def test_the_references_used_are_named():
    assert {"mtp-2026", "smic-horaire-2026-06", "apa-couple-diviseur"} <= set(RULES.references)
    assert all(find_in_force(BOOK, each, RULES.on) for each in RULES.references)


def test_the_floor_tariff_follows_the_allowance_for_a_third_person_since_2024():
    # the tariff of 2026 was read on a page that cites the ministry: the index gives it again
    floors, mtps = (
        [find_in_force(BOOK, family, date(year, 1, 1)).number for year in (2024, 2025, 2026)]
        for family in ("tarif-plancher", "mtp")
    )
    assert floors == [D("23.50"), D("24.58"), D("25")]
    for floor, mtp in zip(floors, mtps, strict=True):
        assert round(floors[0] * mtp / mtps[0], 2) == floor


def test_a_floor_tariff_to_be_checked_is_known_as_such():
    checked = {
        year: build_apa_rules(BOOK, date(year, 1, 1)).is_floor_checked
        for year in (2024, 2025, 2026)
    }
    assert checked == {2024: True, 2025: True, 2026: False}
    assert all(source.url for source in find_in_force(BOOK, "tarif-plancher", RULES.on).sources)


def test_a_family_is_not_mistaken_for_another():
    assert find_in_force(BOOK, "mtp", date(2025, 6, 1)).id == "mtp-2025"
    with pytest.raises(NoValueInForceError):
        find_in_force(BOOK, "apa-coefficient", date(2026, 1, 1))


def test_a_price_above_the_reference_tariff_is_the_persons():
    plan = plan_of(price="28")
    assert plan.valued_price == D(25)
    assert plan.supplement == D("90.00")
    assert plan.right.plan == D("750.00")
    assert plan.left_to_pay == plan.participation + 90


def test_a_price_below_the_reference_tariff_is_what_is_valued():
    plan = plan_of(price="24", reference_tariff="26")
    assert (plan.valued_price, plan.supplement) == (D(24), D(0))
    assert plan.right.plan == D("720.00")


def test_hours_beyond_the_ceiling_are_the_persons():
    plan = plan_of(gir=4, hours="40")
    assert plan.right.plan == D("811.52")
    assert plan.beyond_ceiling == D("188.48")
    assert plan.hours_within_ceiling == D("32.46")


def test_hours_not_done_lower_the_participation():
    whole, part = plan_of(income="1800"), plan_of(income="1800", done_hours="15")
    assert part.cost * 2 == whole.cost
    assert abs(part.participation * 2 - whole.participation) <= D("0.01")


def test_an_allowance_too_small_is_borne_by_the_person():
    plan = plan_of(gir=4, hours="1.4", income="800")
    assert not plan.right.is_paid
    assert (plan.apa, plan.left_to_pay) == (D(0), D("35.00"))


def test_requests_that_cannot_be_are_refused():
    with pytest.raises(TariffBelowFloorError, match="25,00\xa0€/h"):
        plan_of(reference_tariff="24.99")
    with pytest.raises(HoursAbovePlanError, match="31,00\xa0h faites"):
        plan_of(done_hours="31")


@given(
    st.sampled_from([1, 2, 3, 4]),
    cents,
    st.integers(0, 15_000).map(lambda count: D(count) / 100),
    st.integers(2_000, 4_000).map(lambda count: D(count) / 100),
)
def test_euros_balance_to_the_cent(gir, income, hours, price):
    request = HelpRequest(hours=hours, price=price)
    plan = compute_help_plan(RULES, gir, Household(income=income), request)
    assert plan.apa + plan.left_to_pay == plan.cost
    assert min(plan.apa, plan.participation, plan.beyond_ceiling, plan.supplement) >= 0
    assert all(amount == round(amount, 2) for _, amount in plan.lines)


def test_the_page_tells_what_the_model_computes():
    page = (ROOT / "docs/modeles/apa.md").read_text(encoding="utf-8")
    household = Household(income=D(1800))
    request = HelpRequest(hours=D(40), price=D(28), reference_tariff=D(26))
    plan = compute_help_plan(RULES, 3, household, request)
    told = {amount for _, amount in plan.lines}
    told |= {plan.right.plan, plan.right.ceiling, RULES.payment_threshold}
    told |= {round(RULES.least_income, 2), round(RULES.top_income, 2), D(1800)}
    told |= {compute_ceiling(RULES, gir) for gir in (1, 2, 3, 4)} | {RULES.mtp}
    cut = compute_help_plan(RULES, 3, household, request.model_copy(update={"done_hours": D(30)}))
    told |= {cut.cost, cut.apa, cut.participation, cut.supplement, cut.left_to_pay}
    found = set(re.findall(r"[\d\u202f]+,\d{2}\u00a0€(?!/h)", page))
    assert found == {format_euro(amount) for amount in told if amount}
