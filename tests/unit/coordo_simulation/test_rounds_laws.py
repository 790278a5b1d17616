"""What holds of any rounds whatever."""

from __future__ import annotations

from coordo_simulation.rounds import PAUSE, Plan, Round, Skill
from coordo_simulation.rounds_breaches import list_breaches
from coordo_simulation.rounds_evaluation import walk_rounds
from coordo_simulation.rounds_travel import Place, TravelRules
from hypothesis import given, settings
from hypothesis import strategies as st
from rounds_samples import EIGHT, build_carer, build_day

COORDINATES = st.floats(-200, 200).map(lambda km: round(km, 3))
PLACES = st.builds(Place, name=st.just("ici"), east=COORDINATES, north=COORDINATES)
RULES = st.builds(
    TravelRules,
    detour=st.integers(100, 200),
    speed=st.integers(10, 90),
    settling=st.integers(0, 15),
)
CARERS = ("ana", "bob", "cleo")
NEEDS = st.sampled_from(
    [(Skill.HELP,), (Skill.HYGIENE,), (Skill.HYGIENE, Skill.HELP), (Skill.HELP, Skill.HELP)]
)


@st.composite
def days_and_plans(draw):
    """A day, and rounds drawn without any care for what they are worth."""
    visits = []
    for name in "abcdef"[: draw(st.integers(0, 6))]:
        opens = EIGHT + draw(st.integers(0, 240))
        closes = opens + draw(st.integers(0, 90))
        km = st.integers(-8, 8)
        visits.append((name, draw(km), draw(km), opens, closes, draw(st.integers(1, 60))))
        visits[-1] = (*visits[-1], draw(NEEDS))
    carers = [build_carer(name, pause=(EIGHT + 60, EIGHT + 200, 20)) for name in CARERS]
    stops = [*(visit[0] for visit in visits), PAUSE]
    rounds = [
        Round(carer=name, stops=tuple(draw(st.lists(st.sampled_from(stops), unique=True))))
        for name in CARERS
    ]
    return build_day(visits, carers, draw(RULES)), Plan(rounds=tuple(rounds))


@given(days_and_plans())
def test_minutes_are_conserved_and_none_is_negative(drawn):
    day, plan = drawn
    times = walk_rounds(day, plan)
    for each, own in zip(times.rounds, plan.rounds, strict=True):
        kinds = ("travel", "wait", "care", "pause")
        assert sum(each.count(kind) for kind in kinds) == each.span
        assert all(segment.minutes > 0 for segment in each.segments)
        ends = [each.leave, *(segment.end for segment in each.segments)]
        assert [segment.begin for segment in each.segments] == ends[:-1]
        assert ends[-1] == each.back
        assert [stop.stop for stop in each.stops] == list(own.stops)
        assert all(stop.wait >= 0 and stop.late >= 0 for stop in each.stops)
        planned = sum(day.visit_of[visit].minutes for visit in own.visits)
        assert each.count("care") == planned
    assert times.span == sum(each.span for each in times.rounds)


@given(days_and_plans())
def test_a_visit_for_two_has_one_beginning_unless_it_is_told(drawn):
    day, plan = drawn
    times = walk_rounds(day, plan)
    begins: dict[str, set[int]] = {}
    for each in times.rounds:
        for stop in each.stops:
            if stop.stop not in {PAUSE, *times.missed}:
                begins.setdefault(stop.stop, set()).add(stop.begin)
                assert stop.begin >= day.visit_of[stop.stop].opens
    assert all(len(known) == 1 for known in begins.values())


@given(days_and_plans(), st.permutations(range(len(CARERS))))
def test_the_order_of_the_carers_changes_nothing(drawn, order):
    day, plan = drawn
    other = Plan(rounds=tuple(plan.rounds[index] for index in order))
    mixed = day.model_copy(update={"carers": tuple(day.carers[index] for index in order)})
    one, two = walk_rounds(day, plan), walk_rounds(mixed, other)
    assert {each.carer: each for each in one.rounds} == {each.carer: each for each in two.rounds}
    assert one.missed == two.missed
    told = [
        {breach.model_dump_json(exclude={"text"}) for breach in list_breaches(*each)}
        for each in ((day, plan, one), (mixed, other, two))
    ]
    assert told[0] == told[1]


@given(RULES, PLACES, PLACES, PLACES)
@settings(max_examples=300)
def test_the_road_is_a_distance(rules, a, b, c):
    for compute in (rules.compute_metres, rules.compute_minutes):
        assert compute(a, a) == 0
        assert compute(a, b) == compute(b, a) >= 0
        assert compute(a, c) <= compute(a, b) + compute(b, c)
