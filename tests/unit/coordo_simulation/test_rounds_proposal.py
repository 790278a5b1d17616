"""Proposals: optimal on days small enough to try everything, and without a fault on all."""

from __future__ import annotations

from functools import cache
from itertools import combinations, permutations, product
from random import Random

import pytest
from coordo_simulation.rounds import PAUSE, Round, Skill
from coordo_simulation.rounds_breaches import list_breaches
from coordo_simulation.rounds_evaluation import walk_rounds
from coordo_simulation.rounds_example import build_example_day
from coordo_simulation.rounds_proposal import propose_rounds
from coordo_simulation.rounds_travel import TravelRules
from kept_proposals import load_rounds
from rounds_samples import EIGHT, build_carer, build_day, build_plan, propose_example

PAIR = (Skill.HYGIENE, Skill.HELP)
ALL = (Skill.HYGIENE, Skill.HELP)


def count_metres(day, plan):
    """Metres of rounds without a fault, else None: by the evaluation, not by the solver."""
    times = walk_rounds(day, plan)
    return None if list_breaches(day, plan, times) else times.metres


def try_everything(day):
    """The fewest metres over every way to share the visits out and every order."""
    names = [carer.id for carer in day.carers]
    teams = [list(combinations(names, len(visit.needs))) for visit in day.visits]
    best = None
    for choice in product(*teams):
        own = [
            [v.id for v, team in zip(day.visits, choice, strict=True) if name in team]
            for name in names
        ]
        for orders in product(*(permutations(stops) for stops in own)):
            metres = count_metres(day, build_plan(**dict(zip(names, orders, strict=True))))
            if metres is not None and (best is None or metres < best):
                best = metres
    return best


def draw_day(seed):
    """Four or five visits, one for two, and two or three carers."""
    draw = Random(seed)  # noqa: S311  (a test)
    visits = []
    for index, name in enumerate("abcde"[: draw.choice((4, 5))]):
        opens = EIGHT + draw.randrange(0, 120, 10)
        needs = PAIR if index == 0 else ((draw.choice(ALL)),)
        at = (draw.randint(-6, 6), draw.randint(-6, 6))
        visits.append((name, *at, opens, opens + draw.choice((20, 60, 120)), 20, needs))
    return build_day(visits, [build_carer("ana", skills=ALL), build_carer("bob", skills=ALL)])


def draw_busy_day(seed):
    """Ten visits, some for two, three carers who must pause, roads that are not straight."""
    draw = Random(seed)  # noqa: S311  (a test)
    visits = []
    for name in "abcdefghij":
        opens = EIGHT + draw.randrange(0, 180, 10)
        at = (draw.randint(-9, 9), draw.randint(-9, 9))
        needs = draw.choice((PAIR, (Skill.HELP,), (Skill.HYGIENE,)))
        visits.append((name, *at, opens, opens + 40, draw.choice((20, 40)), needs))
    pause = (EIGHT + 60, EIGHT + 240, 20)
    skills = {"ana": ALL, "bob": ALL, "cleo": (Skill.HELP,)}
    carers = [build_carer(name, skills=each, pause=pause) for name, each in skills.items()]
    return build_day(visits, carers, TravelRules())


@cache
def propose_busy(seed):
    return propose_rounds(draw_busy_day(seed), effort=0.1)


@pytest.mark.parametrize("seed", range(6))
def test_small_days_are_solved_to_the_best(seed):
    day = draw_day(seed)
    best, proposal = try_everything(day), propose_rounds(day)
    assert proposal.is_proven
    if best is None:
        assert proposal.undone
    else:
        assert proposal.undone == ()
        assert proposal.cost == proposal.bound == best == count_metres(day, proposal.plan)


@pytest.mark.parametrize("seed", range(3))
def test_every_proposal_keeps_every_rule_but_to_leave_visits_out(seed):
    day = draw_busy_day(seed)
    proposal = propose_busy(seed)
    breaches = list_breaches(day, proposal.plan, walk_rounds(day, proposal.plan))
    assert {breach.kind for breach in breaches} <= {"undone"}
    assert {breach.visit for breach in breaches} == set(proposal.undone)


def test_what_cannot_be_done_is_left_out_and_named():
    far = ("loin", 150, 150, EIGHT, EIGHT + 30, 20)
    day = build_day([("a", 1, 0, EIGHT, EIGHT + 60, 20), far], [build_carer()])
    proposal = propose_rounds(day)
    assert proposal.undone == ("loin",)
    assert proposal.plan.teams == {"a": ("ana",)}


def test_no_visit_makes_empty_rounds():
    day = build_day([], [build_carer(), build_carer("bob")])
    assert propose_rounds(day).plan == build_plan(ana=[], bob=[])
    assert propose_rounds(build_day([], [])).plan == build_plan()


NURSING, TWO_HELPS = (Skill.NURSING,), (Skill.HELP, Skill.HELP)
# what cannot be done, by whom it is not: (the visits, the carers, how many visits are made)
IMPOSSIBLE = {
    "nobody is there": ([("a", 1, 0, EIGHT, EIGHT + 60, 10)], [], 0),
    "the only nurse is absent": (
        [("a", 1, 0, EIGHT, EIGHT + 60, 10, NURSING), ("b", 1, 1, EIGHT, EIGHT + 60, 10)],
        [build_carer()],
        1,
    ),
    "two are needed and one is there": (
        [("a", 1, 0, EIGHT, EIGHT + 60, 10, TWO_HELPS)],
        [build_carer()],
        0,
    ),
    "two are needed and one lacks the skill": (
        [("a", 1, 0, EIGHT, EIGHT + 60, 10, PAIR)],
        [build_carer(), build_carer("bob")],
        0,
    ),
    "longer than any day": ([("a", 1, 0, EIGHT, EIGHT + 60, 480)], [build_carer()], 0),
    "past midnight": ([("a", 1, 0, 1430, 1435, 30)], [build_carer(ends=1440)], 0),
    "no pause is possible": (
        [("a", 1, 0, EIGHT, EIGHT + 60, 10)],
        [build_carer(pause=(EIGHT - 60, EIGHT - 30, 20))],
        0,
    ),
    "the hour that leaves no choice": ([("a", 1, 0, EIGHT + 2, EIGHT + 2, 10)], [build_carer()], 1),
    "two visits that follow to the minute": (
        [("a", 1, 0, EIGHT + 2, EIGHT + 2, 10), ("b", 2, 0, EIGHT + 14, EIGHT + 14, 10)],
        [build_carer()],
        2,
    ),
    "two visits a minute too near": (
        [("a", 1, 0, EIGHT + 2, EIGHT + 2, 10), ("b", 2, 0, EIGHT + 13, EIGHT + 13, 10)],
        [build_carer()],
        1,
    ),
    "a minute too early for the road": (
        [("a", 1, 0, EIGHT + 1, EIGHT + 1, 10)],
        [build_carer()],
        0,
    ),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_nobody_can_do_is_named_and_the_rest_is_done(name):
    visits, carers, made = IMPOSSIBLE[name]
    day = build_day(visits, carers)
    proposal = propose_rounds(day)
    assert proposal.is_proven
    assert len(proposal.plan.teams) == made == len(visits) - len(proposal.undone)
    breaches = list_breaches(day, proposal.plan, walk_rounds(day, proposal.plan))
    assert [(each.kind, each.visit) for each in breaches] == [
        ("undone", visit) for visit in proposal.undone
    ]


def test_who_can_do_both_shares_leaves_one_to_who_cannot():
    visits = [(name, at, 0, EIGHT, EIGHT + 200, 10, PAIR) for at, name in enumerate("abc", 1)]
    day = build_day(visits, [build_carer(skills=ALL), build_carer("bob"), build_carer("cleo")])
    proposal = propose_rounds(day)
    assert proposal.undone == ()
    assert proposal.cost == 12_000  # two carers, three kilometres and back


def test_a_pause_is_placed_where_it_may_begin():
    # One visit until 9 h, one from 10 h: the break, open from 9 h 15 to 9 h 30, lies between.
    visits = [("a", 1, 0, EIGHT, EIGHT, 60), ("b", 2, 0, EIGHT + 120, EIGHT + 130, 30)]
    day = build_day(visits, [build_carer(starts=EIGHT - 60, pause=(EIGHT + 75, EIGHT + 90, 20))])
    proposal = propose_rounds(day)
    assert proposal.plan.rounds == (Round(carer="ana", stops=("a", PAUSE, "b")),)


def test_loyalty_sends_who_is_known():
    # Both start from the same base and know one person each, on the same road.
    visits = [("a", 4, 0, EIGHT, EIGHT + 200, 20), ("b", 5, 0, EIGHT, EIGHT + 200, 20)]
    day = build_day(visits, [build_carer(), build_carer("bob")])
    people = tuple(
        person.model_copy(update={"usual": (carer,)})
        for person, carer in zip(day.people, ("ana", "bob"), strict=True)
    )
    day = day.model_copy(update={"people": people})
    assert propose_rounds(day).cost == 10_000  # one carer does both: 4 + 1 + 5 km
    loyal = propose_rounds(day, loyalty=9000)
    assert loyal.plan == build_plan(ana=["a"], bob=["b"])
    assert loyal.cost == 18_000  # 8 km and 10 km, which is less than 10 km and 9 of loyalty


def check_price(proposal):
    """No fault, no visit left out, and the price that the evaluation finds."""
    day = build_example_day()
    times = walk_rounds(day, proposal.plan)
    assert proposal.undone == ()
    assert list_breaches(day, proposal.plan, times) == ()
    strangers = sum(
        carer not in day.person_of[visit].usual
        for visit, team in proposal.plan.teams.items()
        for carer in team
    )
    assert proposal.cost == times.metres + proposal.loyalty * strangers
    assert 0 < proposal.bound <= proposal.cost
    assert proposal.gap < 0.1
    proven = "Le calcul a prouvé qu’il n’y a pas mieux"
    assert (proven in proposal.guarantee) == proposal.is_proven
    assert ("pas prouvée la meilleure" in proposal.guarantee) != proposal.is_proven


@pytest.mark.parametrize("loyalty", [0, 3000])
def test_the_example_is_served_as_well_as_the_page_says(loyalty):
    """The bound of one search holds for the rounds of another, on whatever machine."""
    found, kept = propose_example(loyalty), load_rounds(loyalty)
    seen = f"found {found.cost} over {found.bound}, kept {kept.cost} over {kept.bound}"
    check_price(found)
    check_price(kept)
    assert found.bound <= kept.cost, seen
    assert kept.bound <= found.cost, seen
    assert kept.cost <= 1.1 * found.cost, f"the page could show better rounds: {seen}"


def test_the_same_day_gives_the_same_rounds():
    """The same version of the solver, on the same machine."""
    assert propose_rounds(draw_busy_day(0), effort=0.1) == propose_busy(0)


def test_a_bound_holds_for_any_rounds_without_a_fault():
    """The rounds of one search are never better than the bound of another, at its own price."""
    metres = walk_rounds(build_example_day(), propose_example(3000).plan).metres
    assert metres >= propose_example(0).bound
