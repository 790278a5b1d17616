"""The territory model: every year of every area balances, and policies do what they say."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from math import exp, fsum, log

import pytest
from coordo_simulation.declaration import ParameterError
from coordo_simulation.territory import run_territory
from coordo_simulation.territory_analysis import (
    Band,
    compare,
    compute_band,
    compute_tornado,
    draw_courses,
    find_first_year,
)
from coordo_simulation.territory_area import YEARS, AreaYear, Department
from coordo_simulation.territory_declaration import DECLARATION
from coordo_simulation.territory_example import build_example_department
from coordo_simulation.territory_policies import (
    BY_ID,
    POLICIES,
    UnknownPolicyError,
    build_levers,
)
from coordo_simulation.territory_population import build_people, count_older, grow_older
from coordo_simulation.territory_tables import (
    AGES,
    POPULATION,
    build_prevalence,
    build_pyramid,
    compute_death_risk,
)
from coordo_simulation.territory_workforce import (
    STAFF_AGES,
    build_staff,
    compute_failure,
    compute_hours_per_carer,
    turn_over,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from territory_draws import balance, changes, chosen, departments

DEPARTMENT = build_example_department()
DEFAULTS = DECLARATION.build_values({})


@settings(deadline=None, max_examples=120)
@given(departments, chosen, changes, st.floats(-1, 1))
def test_every_year_of_every_area_balances_within_its_bounds(department, policies, moved, strength):
    course = run_territory(department, policies, moved, strength=strength)
    for years in (*course.areas.values(), course.whole):
        assert [year.year for year in years] == list(YEARS)
        for year in years:
            assert list(DECLARATION.iter_breaches(year.model_dump())) == []
            assert balance(year.hours_needed, -year.hours_delivered, -year.hours_unmet) < 1e-9
            assert balance(year.requests, -year.requests_handled, -year.requests_lost) < 1e-9
            assert year.people_unmet <= year.helped * (1 + 1e-9)
            assert year.cost >= 0
        for now, after in pairwise(years):
            flows = (now.entrants, -now.deaths, now.movers)
            assert balance(now.older, *flows, -after.older) < 1e-9
            moves = (now.hired, -now.left, -now.retired)
            assert balance(now.staff, *moves, -after.staff) < 1e-9


@settings(deadline=None, max_examples=60)
@given(departments, chosen, changes)
def test_the_department_is_the_sum_of_its_areas(department, policies, moved):
    course = run_territory(department, policies, moved)
    for place, year in enumerate(course.whole):
        parts = [years[place] for years in course.areas.values()]
        assert year.cost == sum((part.cost for part in parts), Decimal(0))
        for name in AreaYear.model_fields:
            if name not in {"year", "cost"}:
                total = fsum(getattr(part, name) for part in parts)
                assert getattr(year, name) == pytest.approx(total, rel=1e-9, abs=1e-9)


def test_the_state_declares_what_a_year_holds():
    declared = {quantity.id for quantity in DECLARATION.state}
    assert declared == set(AreaYear.model_fields) - {"year", "cost"}


def test_the_risk_of_death_is_a_line_in_logarithms():
    assert compute_death_risk(60) == pytest.approx(0.00586)
    # half-way from 60 to 70: the geometric mean, by hand
    assert compute_death_risk(65) == pytest.approx((0.00586 * 0.01314) ** 0.5)
    assert compute_death_risk(45) == compute_death_risk(50)
    assert compute_death_risk(100) == pytest.approx(0.3126)


def test_the_pyramid_holds_the_published_brackets():
    people = dict(zip(AGES, build_pyramid(), strict=True))
    firsts = sorted(POPULATION)
    for first, following in zip(firsts, [*firsts[1:], 101], strict=True):
        inside = fsum(people[age] for age in range(first, following))
        assert inside == pytest.approx(POPULATION[first])


def test_a_year_of_ageing_reckoned_by_hand():
    people = tuple(1000.0 if age == 79 else 0.0 for age in AGES)
    ageing = grow_older(people, 2024, 0.0, 0.0)
    assert ageing.deaths == pytest.approx(31.33)  # 79 on 1 January: the risk at 80
    assert ageing.people[80 - 45] == pytest.approx(968.67)
    assert (ageing.entrants, ageing.movers) == (0, 0)
    calmer = grow_older(people, 2034, 0.0, -1.0)
    assert calmer.deaths == pytest.approx(31.33 * 0.99**10)


def test_who_turns_sixty_enters_and_who_moves_is_counted():
    people = tuple(1000.0 if age == 59 else 0.0 for age in AGES)
    ageing = grow_older(people, 2024, 0.01, 0.0)
    assert ageing.entrants == pytest.approx(994.14)
    assert ageing.movers == pytest.approx(9.9414)
    assert ageing.deaths == 0
    assert count_older(ageing.people) == pytest.approx(994.14 + 9.9414)


def test_an_older_area_is_tilted_as_said():
    flat, tilted = build_people(1000, 0.0), build_people(1000, 0.2)
    ratio = [now / before for now, before in zip(tilted, flat, strict=True)]
    assert log(ratio[85 - 45] / ratio[75 - 45]) == pytest.approx(0.2)
    assert count_older(tilted) == pytest.approx(1000)


def test_help_needed_agrees_with_a_second_reckoning():
    first = run_territory(DEPARTMENT).areas["ville"][0]
    weights = [
        count * exp(-0.05 * (age - 75) / 10)
        for age, count in zip(AGES, build_pyramid(), strict=True)
    ]
    scale = 46_000 / sum(weights[15:])
    helped = sum(
        weight * scale * share for weight, share in zip(weights, build_prevalence(), strict=True)
    )
    monthly = 0.02 * 64 + 0.18 * 46 + 0.22 * 33 + 0.58 * 21
    assert first.helped == pytest.approx(helped)
    assert first.hours_needed == pytest.approx(helped * monthly * 12)
    assert first.unmet_share == pytest.approx(0.06)


def test_missing_hours_are_counted_in_whole_plans_of_the_least_dependent_first():
    year = run_territory(DEPARTMENT).areas["ville"][0]
    assert year.hours_unmet < year.gir_4 * 21 * 12
    assert year.people_unmet == pytest.approx(year.hours_unmet / (21 * 12))


def test_hours_of_a_carer_by_hand():
    # 1 600 h × 0.75 × (1 − 0.11) × (1 − 0.20)
    assert compute_hours_per_carer(DEFAULTS, 0.20) == pytest.approx(854.4)


def test_a_year_of_staff_reckoned_by_hand():
    staff = tuple({40: 80.0, 55: 100.0, 61: 10.0, 66: 5.0}.get(age, 0.0) for age in STAFF_AGES)
    year = turn_over(staff, DEFAULTS, needed=200, failure=0.4, quit_factor=0.5)
    assert year.left == pytest.approx(80 * 0.07 + 100 * 0.035)
    assert year.retired == pytest.approx(10 * 0.10 + 5)
    staying = 195 - year.left - year.retired
    assert year.hired == pytest.approx(0.6 * (200 - staying))
    assert year.vacancies == pytest.approx(0.4 * (200 - staying))
    assert sum(year.staff) == pytest.approx(staying + year.hired)


def test_the_age_of_the_trade():
    staff = build_staff(1.0)
    assert sum(staff) == pytest.approx(1)
    shares = dict(zip(STAFF_AGES, staff, strict=True))
    assert sum(share for age, share in shares.items() if age >= 50) == pytest.approx(0.43)
    assert sum(share for age, share in shares.items() if age < 30) == pytest.approx(0.10)


def test_a_narrower_pool_fails_more_posts_and_never_all():
    assert compute_failure(DEFAULTS, 1.0) == pytest.approx(0.85 * 0.40)
    assert compute_failure(DEFAULTS, 1.44) == pytest.approx(0.34 * 1.2)
    assert compute_failure(DEFAULTS, 1000) == 0.95


def test_a_stationary_trade_settles_where_algebra_says():
    # With needs N constant, a share d leaving and v of the posts failing, the gap settles at
    # v·d / (1 − v·(1 − d)) of N.
    values = {**DEFAULTS, "quits_young": 0.2, "quits_old": 0.2, "retire_early": 0.2}
    staff = tuple(100.0 if age == 30 else 0.0 for age in STAFF_AGES)
    gap = None
    for _ in range(25):
        young = tuple(sum(staff) if age == 30 else 0.0 for age in STAFF_AGES)
        staff = turn_over(young, values, needed=100, failure=0.4, quit_factor=1).staff
        gap = 100 - sum(staff)
    assert gap == pytest.approx(100 * 0.4 * 0.2 / (1 - 0.4 * 0.8), rel=1e-6)


@pytest.mark.parametrize("end", ["minimum", "maximum"])
@pytest.mark.parametrize("strength", [-1.0, 1.0])
def test_every_parameter_at_its_end_with_all_policies_still_balances(end, strength):
    moved = {each.id: getattr(each, end) for each in DECLARATION.parameters}
    course = run_territory(DEPARTMENT, tuple(BY_ID), moved, strength=strength)
    for years in (*course.areas.values(), course.whole):
        for now, after in pairwise(years):
            assert list(DECLARATION.iter_breaches(now.model_dump())) == []
            moves = (now.hired, -now.left, -now.retired)
            assert balance(now.staff, *moves, -after.staff) < 1e-9
            assert now.unmet_share < 1


def test_an_area_without_places_or_posts_goes_without_both():
    area = DEPARTMENT.areas[0].model_copy(update={"place_density": 0.0})
    bare = Department(label="nu", areas=(area,), posts=0.0)
    last = run_territory(bare, tuple(BY_ID)).whole[-1]
    assert last.places == 0
    assert last.places_missing == pytest.approx(0.0203 * last.older_75)
    assert last.requests_lost == last.requests > 0


@settings(deadline=None, max_examples=60)
@given(departments, chosen, changes)
def test_posts_open_for_the_hours_of_the_next_year_and_fail_as_said(department, policies, moved):
    values = DECLARATION.build_values(moved)
    picked = tuple(BY_ID[each] for each in policies)
    course = run_territory(department, policies, moved)
    for area in department.areas:
        years = course.areas[area.id]
        need = []
        for year in years:
            lever = build_levers(picked, year.year, 0.0)
            each = compute_hours_per_carer(values, area.travel * lever.travel)
            need.append(year.hours_needed / each)
        for place, (now, needed) in enumerate(zip(years, need[1:], strict=False)):
            posts = max(0.0, needed - (now.staff - now.left - now.retired))
            assert now.hired + now.vacancies == pytest.approx(posts, abs=1e-6)
            pool = (1 + values["pool_trend"] / 100) ** place
            share = values["hard_posts"] * values["hard_failure"]
            share = min(0.95, share * (needed / need[0] / pool) ** values["tension"])
            share *= area.failure_factor * build_levers(picked, now.year, 0.0).failure
            assert now.vacancies == pytest.approx(min(0.95, share) * posts, abs=1e-6)


def test_requests_grow_with_the_old_people_and_with_their_own_trend():
    for year in run_territory(DEPARTMENT).areas["bocage"]:
        rate = 9.8 * 1.01 ** (year.year - 2025)
        assert year.requests == pytest.approx(year.older * rate / 1000)


def test_no_more_hours_are_given_than_carers_can_give():
    course = run_territory(DEPARTMENT, tuple(BY_ID))
    for area in DEPARTMENT.areas:
        for year in course.areas[area.id]:
            lever = build_levers(POLICIES, year.year, 0)
            each = compute_hours_per_carer(DEFAULTS, area.travel * lever.travel)
            assert year.hours_delivered <= year.staff * each * (1 + 1e-9)


def test_unknown_names_are_refused_in_french():
    with pytest.raises(UnknownPolicyError, match="politique inconnue\u202f: magie"):
        run_territory(DEPARTMENT, ("magie",))
    with pytest.raises(ParameterError, match="attendu"):
        run_territory(DEPARTMENT, (), {"absence": 0.9})


def test_the_tornado_shows_the_widest_first_and_leaves_out_nothing():
    bars = compute_tornado(DEPARTMENT)
    assert bars[0].parameter == "hard_failure"
    assert [bar.spread for bar in bars] == sorted((bar.spread for bar in bars), reverse=True)
    assert {bar.parameter for bar in bars} == {each.id for each in DECLARATION.parameters}


def test_the_same_seed_draws_the_same_band():
    one = compute_band(draw_courses(DEPARTMENT, draws=20))
    draw_courses.cache_clear()
    assert compute_band(draw_courses(DEPARTMENT, draws=20)) == one
    assert compute_band(draw_courses(DEPARTMENT, draws=20, seed=2)) != one
    assert isinstance(one, Band)
    assert all(low <= high for low, high in zip(one.low, one.high, strict=True))


def test_policies_are_compared_draw_by_draw():
    found = compare(DEPARTMENT, ("recruter",), draws=30)
    assert found.better == found.draws == 30
    assert found.low < found.high < 0
    nothing = compare(DEPARTMENT, ("dac",), draws=30)
    assert (nothing.better, nothing.low, nothing.high) == (0, 0, 0)


def test_the_year_from_which_one_in_ten_is_passed_for_good():
    years = run_territory(DEPARTMENT).areas["bocage"]
    first = find_first_year(years)
    assert first is not None
    assert all((year.unmet_share > 0.1) == (year.year >= first) for year in years)
    assert find_first_year(run_territory(DEPARTMENT).areas["ville"]) is None
