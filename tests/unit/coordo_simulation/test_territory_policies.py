"""Policies of a department: when they bear, on what, and what they cost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from coordo_simulation.territory import run_territory
from coordo_simulation.territory_example import build_example_department
from coordo_simulation.territory_policies import (
    BY_ID,
    POLICIES,
    build_levers,
    compute_cost,
    compute_progress,
)
from hypothesis import given, settings
from territory_draws import departments

DEPARTMENT = build_example_department()


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
