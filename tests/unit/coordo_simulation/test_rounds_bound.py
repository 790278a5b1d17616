"""The bound of a day of rounds: never above the best day, and the best where nobody must meet."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from coordo_simulation import rounds_routes
from coordo_simulation.french import format_number
from coordo_simulation.rounds import PAUSE, Skill
from coordo_simulation.rounds_bound import build_bound
from coordo_simulation.rounds_breaches import list_breaches
from coordo_simulation.rounds_evaluation import walk_rounds
from coordo_simulation.rounds_example import build_example_day
from coordo_simulation.rounds_proposal import propose_rounds
from coordo_simulation.rounds_routes import TooManyRoutesError, list_routes
from coordo_simulation.rounds_search import UNDONE
from kept_proposals import LOYALTIES, load_rounds
from rounds_samples import EIGHT, build_carer, build_day, build_plan
from test_rounds_proposal import draw_busy_day, draw_day, try_everything

FAR = 10**9
PAGE = (Path(__file__).parents[3] / "docs/modeles/rounds.md").read_text(encoding="utf-8")


def without_pairs(day):
    """The same day, where each visit asks for one carer."""
    visits = tuple(each.model_copy(update={"needs": each.needs[:1]}) for each in day.visits)
    return day.model_copy(update={"visits": visits})


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_the_best_day_where_nobody_must_meet(seed):
    day = without_pairs(draw_day(seed))
    best = try_everything(day)
    if best is None:
        assert build_bound(day, 0).compute(FAR) >= UNDONE
    else:
        assert build_bound(day, 0).compute(FAR) == best
        assert build_bound(day, 0).compute(best) == best


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_never_above_the_best_day(seed):
    day = draw_day(seed)
    proposal = propose_rounds(day)
    assert proposal.is_proven
    for cost in (proposal.cost, FAR):
        bound = build_bound(day, 0)
        assert bound.parts <= bound.compute(cost) <= proposal.cost


@pytest.mark.parametrize("loyalty", [0, 4000])
def test_a_larger_effort_never_finds_rounds_under_the_bound(loyalty):
    day = draw_busy_day(0)
    proposal = propose_rounds(day, loyalty=loyalty, effort=1.0)
    bound = build_bound(day, loyalty)
    assert 0 < bound.parts <= bound.compute(proposal.cost) <= proposal.cost


def test_a_round_is_listed_with_its_fewest_metres_pause_included():
    """Against all orders and all places of the pause, walked by the evaluation."""
    visits = [
        ("a", 3, 0, EIGHT, EIGHT + 60, 20),
        ("b", 3, 2, EIGHT + 30, EIGHT + 90, 20),
        ("c", -2, 1, EIGHT, EIGHT + 200, 20),
    ]
    day = build_day(visits, [build_carer(pause=(EIGHT + 60, EIGHT + 120, 20))])
    found = {}
    for count in (1, 2, 3):
        for order in permutations("abc", count):
            for place in range(count + 1):
                plan = build_plan(ana=[*order[:place], PAUSE, *order[place:]])
                times = walk_rounds(day, plan)
                if {breach.kind for breach in list_breaches(day, plan, times)} <= {"undone"}:
                    made = sum(1 << "abc".index(name) for name in order)
                    found[made] = min(found.get(made, FAR), times.metres)
    assert list_routes(day, day.carers[0]) == found
    assert found


def test_a_visit_for_two_skills_asks_for_both():
    both = (Skill.HELP, Skill.NURSING)
    day = build_day([("a", 3, 0, EIGHT, EIGHT + 60, 20, both)], [build_carer(), build_carer("bob")])
    assert build_bound(day, 0).compute(FAR) == UNDONE


def test_a_day_too_large_to_be_listed_has_the_bound_of_the_search(monkeypatch):
    monkeypatch.setattr(rounds_routes, "MOST", 20)
    day = draw_busy_day(0)
    with pytest.raises(TooManyRoutesError):
        list_routes(day, day.carers[0])
    assert build_bound(day, 0) is None
    assert propose_rounds(day, effort=0.1).bound > 0


@pytest.mark.parametrize("loyalty", LOYALTIES)
def test_the_bound_of_the_page_is_found_again(loyalty):
    kept = load_rounds(loyalty)
    found = build_bound(build_example_day(), loyalty).compute(kept.cost)
    assert found == pytest.approx(kept.bound, rel=0.01)  # to the metre, if the search is over
    assert kept.gap < 0.02


def test_the_page_says_how_many_rounds_are_listed():
    day = build_example_day()
    listed = sum(len(list_routes(day, carer)) for carer in day.carers)
    assert f"{format_number(listed)} tournées en tout" in PAGE
