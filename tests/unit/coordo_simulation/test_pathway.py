"""The pathway model: laws at every step, exact checks of what is drawn, and fair comparisons."""

from __future__ import annotations

from itertools import combinations
from math import prod, sqrt
from statistics import fmean, pvariance, stdev

import pytest
from coordo_simulation.declaration import ParameterError
from coordo_simulation.pathway import ACTIONS, HAZARDS, RUPTURES, MonthlyHours, Situation
from coordo_simulation.pathway_comparison import (
    compare_tallies,
    compute_quiet_chance,
    count_lives,
    iter_lives,
)
from coordo_simulation.pathway_example import CARER_FIRST, EXAMPLE, HOSPITAL_FIRST, NOBODY, PLANS
from coordo_simulation.pathway_life import draw_luck, simulate_life
from coordo_simulation.pathway_rules import DECLARATION, WEEKS_A_MONTH
from coordo_simulation.pathway_week import PathwayModel
from hypothesis import given, settings
from hypothesis import strategies as st

hours = st.builds(
    MonthlyHours, **{action: st.floats(0, 12, allow_subnormal=False) for action in ACTIONS}
)
changes = st.fixed_dictionaries(
    {},
    optional={
        each.id: st.floats(each.minimum, each.maximum, allow_subnormal=False)
        for each in DECLARATION.parameters
    },
)
# hazards do not depend on which life it is: a short one is cheaper to walk through
SHORT = EXAMPLE.model_copy(update={"weeks": 30})


def draw_lives(model, lives):
    return tuple(iter_lives(model, lives))


def compare(first, second):
    return compare_tallies(count_lives(first), count_lives(second))


def shorten(weeks: int, **changed) -> Situation:
    return EXAMPLE.model_copy(update={"weeks": weeks, **changed})


@settings(max_examples=60, deadline=None)
@given(spent=hours, changed=changes, seed=st.integers(0, 10**6))
def test_bounds_and_conservation_hold_every_week(spent, changed, seed):
    model = PathwayModel(SHORT, spent, changed)
    for week in simulate_life(model, seed).weeks:
        assert list(DECLARATION.iter_breaches(week.quantities)) == []
        assert set(week.quantities) == {quantity.id for quantity in DECLARATION.state}
        use = week.spending
        told = use.repair + use.prevention + use.setup + use.unused
        assert told == pytest.approx(spent.total / WEEKS_A_MONTH, abs=1e-9)
        assert week.quantities["home-days"] + week.hospital_days == 7
        planned = sum(actor.visits for actor in week.around.present)
        made = week.visits_done + week.visits_lost + week.visits_away
        assert made == pytest.approx(planned, abs=1e-9)
        assert all(0 <= hazard <= 0.95 for hazard in week.hazards.values())


@settings(max_examples=60, deadline=None)
@given(
    spent=hours,
    changed=changes,
    seed=st.integers(0, 10**6),
    action=st.sampled_from(sorted(ACTIONS)),
    more=st.floats(0.1, 20),
)
def test_more_coordination_never_raises_a_hazard_of_the_same_week(
    spent, changed, seed, action, more
):
    model = PathwayModel(SHORT, spent, changed)
    raised = spent.model_copy(update={action: getattr(spent, action) + more})
    better = PathwayModel(SHORT, raised, changed)
    for week in simulate_life(model, seed).weeks:
        hazards = better.observe(week.state).hazards
        assert all(hazards[kind] <= week.hazards[kind] + 1e-12 for kind in HAZARDS)


def test_a_known_rupture_takes_its_hours_from_prevention():
    model = PathwayModel(EXAMPLE, HOSPITAL_FIRST.hours)
    life = simulate_life(model, 1)
    rupture = next(each for each in life.ruptures if each.known is not None)
    before, after = life.weeks[rupture.week], life.weeks[rupture.known]
    assert before.spending.repair == 0
    # 6 h a month are 1.3846 h a week; a repair asks for 3 h, so it takes them all
    assert after.spending.repair == pytest.approx(6 * 12 / 52)
    assert after.spending.prevention == pytest.approx(0, abs=1e-12)


def test_a_hazard_computed_by_hand():
    # week 10 of a quiet life: at home since week 0 (4 days), hence long after the discharge;
    # nobody coordinates, so absence keeps its base hazard, 5 %
    model = PathwayModel(EXAMPLE, NOBODY.hours)
    state = model.start()
    for _ in range(10):
        state = model.step(model.observe(state), frozenset())
    week = model.observe(state)
    assert week.hazards["absence"] == 0.05
    # health: 55 points; SSIAD leaves 60 %, the doctor 65 %, the daughter 70 %
    unmet = 55 * 0.6 * 0.65 * 0.7
    assert week.around.unmet["sante"] == pytest.approx(unmet)
    assert week.hazards["hopital"] == pytest.approx(0.008 * (1 + 2 * unmet / 100))
    # one hour and a half a month has half of the effect, by definition: 5 % × (1 − 0.6 / 2)
    relayed = PathwayModel(EXAMPLE, MonthlyHours(remplacements=1.5))
    assert relayed.observe(state).hazards["absence"] == pytest.approx(0.05 * (1 - 0.6 / 2))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_the_chance_that_nothing_happens_is_the_exact_product(plan):
    model = PathwayModel(EXAMPLE, plan.hours)
    lives = draw_lives(model, 400)
    for week in (1, 4, 8, 16):
        exact = compute_quiet_chance(model)[week]
        drawn = fmean(all(when > week for when, _ in life.events) for life in lives)
        spread = sqrt(exact * (1 - exact) / len(lives))
        assert abs(drawn - exact) < 3.5 * spread


def walk_all_histories(model, weights):
    """Expected total of ``weights`` over every history: all subsets of events, every week."""

    def expect(state, left):
        if not left:
            return 0.0
        week = model.observe(state)
        total = weights(week)
        for occurred in list_subsets([kind for kind in HAZARDS if week.hazards[kind] > 0]):
            chance = prod(
                week.hazards[kind] if kind in occurred else 1 - week.hazards[kind]
                for kind in HAZARDS
            )
            total += chance * expect(model.step(week, frozenset(occurred)), left - 1)
        return total

    return expect(model.start(), model.situation.weeks)


def list_subsets(kinds):
    return [some for size in range(len(kinds) + 1) for some in combinations(kinds, size)]


def test_drawn_lives_agree_with_every_history_enumerated():
    # five weeks, hazards far above the defaults, and stays of a fixed length
    changed = {
        "stay-spread": 0,
        "hazard-hopital": 0.05,
        "hazard-absence": 0.3,
        "hazard-information": 0.1,
        "hazard-epuisement": 0.05,
        "self-repair": 2,
    }
    model = PathwayModel(shorten(4), HOSPITAL_FIRST.hours, changed)
    lives = draw_lives(model, 4000)
    for exact, drawn in (
        (
            walk_all_histories(model, lambda week: week.visits_lost),
            [life.visits_lost for life in lives],
        ),
        (
            walk_all_histories(model, lambda week: week.hospital_days),
            [life.hospital_days for life in lives],
        ),
        (
            walk_all_histories(model, lambda week: week.state.strain),
            [sum(week.state.strain for week in life.weeks) for life in lives],
        ),
    ):
        assert abs(fmean(drawn) - exact) < 3.5 * stdev(drawn) / sqrt(len(drawn))


def test_the_same_life_is_lived_again_to_the_last_digit():
    again = [simulate_life(PathwayModel(EXAMPLE, CARER_FIRST.hours), 12) for _ in range(2)]
    assert again[0] == again[1]
    # pinned: the luck does not depend on the machine, nor on the version of Python
    assert draw_luck(12, 2)[0].events[0] == 0.6983589288026547


def test_common_luck_tells_plans_apart_far_better_than_separate_luck():
    first = draw_lives(PathwayModel(EXAMPLE, NOBODY.hours), 200)
    second = draw_lives(PathwayModel(EXAMPLE, CARER_FIRST.hours), 200)
    for comparison in compare(first, second):
        before = [comparison.measure.count(life) for life in first]
        after = [comparison.measure.count(life) for life in second]
        gaps = [b - a for a, b in zip(before, after, strict=True)]
        separate = pvariance(before) + pvariance(after)
        assert pvariance(gaps) < separate / 2


def test_a_comparison_counts_each_life_once_and_holds_its_interval():
    first = draw_lives(PathwayModel(EXAMPLE, NOBODY.hours), 60)
    second = draw_lives(PathwayModel(EXAMPLE, CARER_FIRST.hours), 60)
    for each in compare(first, second):
        gaps = [
            each.measure.count(b) - each.measure.count(a)
            for a, b in zip(first, second, strict=True)
        ]
        assert each.more == sum(gap > 0 for gap in gaps) / 60
        # Student, 59 degrees of freedom: 2.001 (printed tables)
        half = 2.001 * stdev(gaps) / sqrt(60)
        assert each.difference.high - each.difference.mean == pytest.approx(half, rel=1e-3)
        assert each.difference.low <= each.difference.mean <= each.difference.high
        assert each.second.mean - each.first.mean == pytest.approx(each.difference.mean)
    assert all(each.difference.mean == 0 for each in compare(first, first))


def test_other_lives_or_too_few_are_refused():
    model = PathwayModel(EXAMPLE, NOBODY.hours)
    with pytest.raises(ValueError, match="au moins 30"):
        draw_lives(model, 5)
    lives = draw_lives(model, 31)
    with pytest.raises(ValueError, match="mêmes vies"):
        compare(lives, lives[1:])
    with pytest.raises(ParameterError, match="attendu"):
        PathwayModel(EXAMPLE, NOBODY.hours, {"hazard-absence": 2})


def test_who_knows_what_follows_from_what_is_shared():
    model = PathwayModel(EXAMPLE, HOSPITAL_FIRST.hours)
    ruptures = [each for seed in range(1, 12) for each in simulate_life(model, seed).ruptures]
    assert {each.kind for each in ruptures} == set(RUPTURES)
    for rupture in ruptures:
        assert rupture.noticed_by in rupture.told
        assert not set(rupture.told) & set(rupture.unaware)
        assert rupture.known is None or rupture.known > rupture.week
    nobody = simulate_life(PathwayModel(EXAMPLE, NOBODY.hours), 1)
    assert all(each.known is None for each in nobody.ruptures)
    assert all("coordinatrice" not in (*each.told, *each.unaware) for each in nobody.ruptures)


@pytest.mark.parametrize(
    ("silence_weeks", "is_told", "delay"), [(0, True, 1), (0.9, True, 1), (1, False, 2)]
)
def test_when_nothing_is_shared_only_those_who_see_or_live_it_know(silence_weeks, is_told, delay):
    changed = {
        "silence-weeks": silence_weeks,
        "informal-gain": 0.0,
        "hazard-absence": 0.3,
        "hazard-epuisement": 0.1,
    }
    silent = EXAMPLE.model_copy(update={"information": 0})
    model = PathwayModel(silent, MonthlyHours(mise_en_place=1), changed)
    lives = draw_lives(model, 30)
    ruptures = [each for life in lives for each in life.ruptures if each.known is not None]
    seen = {"absence": {"fille", "aide"}, "epuisement": {"fille", "aide"}}
    for rupture in (each for each in ruptures if each.kind in seen):
        coordinator = {"coordinatrice"} if is_told else set()
        assert set(rupture.told) == seen[rupture.kind] | coordinator
        assert rupture.known == rupture.week + delay
    assert {each.kind for each in ruptures} >= set(seen)


def test_the_plan_of_care_is_done_in_the_order_of_its_dates():
    life = simulate_life(PathwayModel(EXAMPLE, CARER_FIRST.hours), 1)
    lines = sorted(EXAMPLE.plan, key=lambda line: line.due)
    assert [*life.done] == [line.id for line in lines]
    present = [week.around.present for week in life.weeks]
    for line in lines:
        there = [line.starts in {actor.id for actor in actors} for actors in present]
        assert there.index(True) == life.done[line.id]
    assert simulate_life(PathwayModel(EXAMPLE, NOBODY.hours), 1).done == {}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"actors": (*EXAMPLE.actors, EXAMPLE.actors[0])}, "identifiants différents"),
        ({"exposures": EXAMPLE.exposures[1:]}, "une exposition pour chaque rupture"),
        ({"actors": EXAMPLE.actors[1:]}, "inconnus : fille"),
    ],
)
def test_a_situation_that_does_not_hold_together_is_refused(changed, told):
    fields = {name: getattr(EXAMPLE, name) for name in Situation.model_fields}
    with pytest.raises(ValueError, match=told):
        Situation(**(fields | changed))


def test_every_parameter_says_what_it_rests_on():
    assert all(parameter.source for parameter in DECLARATION.parameters)
    for parameter in DECLARATION.parameters:
        if parameter.id.startswith(("hazard-", "effect-")):
            assert parameter.standing == "hypothèse pédagogique"
