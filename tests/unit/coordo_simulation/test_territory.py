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
from coordo_simulation.territory_area import YEARS, Area, AreaYear, Department
from coordo_simulation.territory_declaration import DECLARATION
from coordo_simulation.territory_example import build_example_department
from coordo_simulation.territory_policies import (
    BY_ID,
    POLICIES,
    UnknownPolicyError,
    build_levers,
    compute_cost,
    compute_progress,
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

DEPARTMENT = build_example_department()
DEFAULTS = DECLARATION.build_values({})

changes = st.fixed_dictionaries(
    {},
    optional={each.id: st.floats(each.minimum, each.maximum) for each in DECLARATION.parameters},
)
chosen = st.sets(st.sampled_from(sorted(BY_ID))).map(lambda ids: tuple(sorted(ids)))
areas = st.builds(
    Area,
    id=st.just("lieu"),
    label=st.just("Lieu"),
    portrait=st.just("inventé"),
    older=st.floats(100, 300_000),
    tilt=st.floats(-0.5, 0.5),
    move_rate=st.floats(-0.03, 0.03),
    need_factor=st.floats(0.5, 1.5),
    travel=st.floats(0, 0.6),
    initial_gap=st.floats(0, 0.6),
    failure_factor=st.floats(0.3, 2),
    place_density=st.floats(0, 40),
)
departments = st.lists(areas, min_size=1, max_size=3).map(
    lambda found: Department(
        label="Département",
        posts=10,
        areas=tuple(
            area.model_copy(update={"id": f"lieu-{place}"}) for place, area in enumerate(found)
        ),
    )
)


def balance(*terms: float) -> float:
    """Sum of terms that should cancel, against the largest of them."""
    return abs(fsum(terms)) / max(1.0, *(abs(term) for term in terms))


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


def test_a_policy_waits_then_ramps():
    progress = [compute_progress(BY_ID["prevention"], year) for year in range(2026, 2033)]
    assert progress == pytest.approx([0, 0, 0, 1 / 3, 2 / 3, 1, 1])
    levers = build_levers((BY_ID["recruter"], BY_ID["salaires"]), 2035, 0)
    assert levers.failure == pytest.approx((1 - 0.18) * (1 - 0.12))
    assert build_levers((BY_ID["recruter"],), 2035, 1).failure == pytest.approx(1 - 0.28)
    assert build_levers((BY_ID["recruter"],), 2035, -1).failure == pytest.approx(1 - 0.08)


def test_what_policies_cost_by_hand():
    assert compute_cost(BY_ID["recruter"], 2025, 1.0) == 0
    assert compute_cost(BY_ID["prevention"], 2026, 1000.0) == Decimal("35000.00")
    assert compute_cost(BY_ID["salaires"], 2026, 3000.0) == 0
    assert compute_cost(BY_ID["salaires"], 2027, 3000.0) == Decimal("1450.00")
    course = run_territory(DEPARTMENT, ("recruter",))
    assert course.total_cost == Decimal(650_000) * 15
    for strength, share in ((-1, 0.25), (0, 0.33), (1, 0.35)):
        posts = run_territory(DEPARTMENT, ("dac",), strength=strength).whole[-1]
        assert float(posts.cost) == pytest.approx(19 * share * 85_000, abs=0.01)
    places = run_territory(DEPARTMENT, ("places",)).whole
    opened = 0.25 * places[0].places
    assert float(places[-1].cost) == pytest.approx(opened * 16_173, abs=0.01)


@settings(deadline=None, max_examples=40)
@given(departments)
def test_a_fixed_cost_is_shared_between_areas_to_the_cent(department):
    course = run_territory(department, ("recruter", "tournees"))
    assert [year.cost for year in course.whole] == [Decimal(0)] + [Decimal(1_030_000)] * 15
    older = sum(area.older for area in department.areas)
    for area in department.areas:
        paid = float(course.areas[area.id][-1].cost)
        assert paid == pytest.approx(1_030_000 * area.older / older, abs=0.03)


def test_all_policies_together_cost_the_sum_of_each_that_counts_no_hours():
    each = [run_territory(DEPARTMENT, (one,)) for one in ("recruter", "places", "dac", "tournees")]
    together = run_territory(DEPARTMENT, ("recruter", "places", "dac", "tournees"))
    assert together.total_cost == sum((course.total_cost for course in each), Decimal(0))


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


def test_no_more_hours_are_given_than_carers_can_give():
    course = run_territory(DEPARTMENT, tuple(BY_ID))
    for area in DEPARTMENT.areas:
        for year in course.areas[area.id]:
            lever = build_levers(POLICIES, year.year, 0)
            each = compute_hours_per_carer(DEFAULTS, area.travel * lever.travel)
            assert year.hours_delivered <= year.staff * each * (1 + 1e-9)


def test_a_policy_acts_on_its_own_indicator_only():
    alone = run_territory(DEPARTMENT).whole[-1]
    for policy in POLICIES:
        last = run_territory(DEPARTMENT, (policy.id,)).whole[-1]
        assert (last.unmet_share < alone.unmet_share) == (policy.id not in {"places", "dac"})
        assert (last.places_missing < alone.places_missing) == (policy.id == "places")
        assert (last.requests_lost < alone.requests_lost) == (policy.id == "dac")


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_every_policy_lies_within_its_own_range(policy):
    assert policy.delay + 2026 <= 2040
    for effect in policy.effects:
        ends = sorted((effect.low, effect.high))
        assert ends[0] <= effect.central <= ends[1]


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
