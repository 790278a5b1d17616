"""Rounds walked minute by minute, against days worked by hand."""

from __future__ import annotations

import pytest
from coordo_simulation.rounds import PAUSE, PlanError, Skill, format_duration, format_hour
from coordo_simulation.rounds_breaches import list_breaches
from coordo_simulation.rounds_evaluation import walk_rounds
from coordo_simulation.rounds_travel import PARAMETERS, Place, TravelRules
from pydantic import ValidationError
from rounds_samples import EIGHT, STRAIGHT, build_carer, build_day, build_plan

BOTH = (Skill.HYGIENE, Skill.HELP)


def tell(day, plan):
    return {(breach.kind, breach.visit, breach.carer) for breach in walk_and_list(day, plan)}


def walk_and_list(day, plan):
    return list_breaches(day, plan, walk_rounds(day, plan))


def test_a_round_worked_by_hand():
    # Base (0,0) → a (3,4): 5 km, 10 min → b (3,0): 4 km, 8 min → base: 3 km, 6 min.
    # a opens at 8 h 30: she leaves at 8 h 20, cares until 8 h 50, comes to b at 8 h 58,
    # waits until 9 h 15, cares until 9 h 35, takes 20 minutes at once (the break opens at 9 h),
    # and is back at 10 h 01. 12 km; travel 24, wait 17, care 40, break 20: 101 minutes.
    day = build_day(
        [("a", 3, 4, EIGHT + 30, EIGHT + 60, 20), ("b", 3, 0, EIGHT + 75, EIGHT + 80, 20)],
        [build_carer(pause=(EIGHT + 60, EIGHT + 180, 20))],
    )
    (times,) = walk_rounds(day, build_plan(ana=["a", "b", PAUSE])).rounds
    assert [(s.stop, s.arrival, s.begin, s.end, s.late) for s in times.stops] == [
        ("a", 510, 510, 530, 0),
        ("b", 538, 555, 575, 0),
        (PAUSE, 575, 575, 595, 0),
    ]
    assert (times.leave, times.back, times.metres) == (500, 601, 12_000)
    kinds = ("travel", "wait", "care", "pause")
    assert [times.count(kind) for kind in kinds] == [24, 17, 40, 20]
    assert times.span == 101
    assert [(s.kind, s.minutes) for s in times.segments] == [
        ("travel", 10),
        ("care", 20),
        ("travel", 8),
        ("wait", 17),
        ("care", 20),
        ("pause", 20),
        ("travel", 6),
    ]
    assert walk_and_list(day, build_plan(ana=["a", "b", PAUSE])) == ()


def test_a_visit_for_two_begins_when_both_are_there():
    # Ana comes at 8 h 04 (2 km), Bob at 8 h 24 after 20 minutes next door.
    day = build_day(
        [("duo", 0, 2, EIGHT, EIGHT + 60, 30, BOTH), ("x", 0, 2, EIGHT, EIGHT + 60, 20)],
        [build_carer(skills=(Skill.HYGIENE,)), build_carer("bob")],
    )
    plan = build_plan(ana=["duo"], bob=["x", "duo"])
    ana, bob = walk_rounds(day, plan).rounds
    assert (ana.stops[0].arrival, ana.stops[0].begin, ana.stops[0].wait) == (484, 504, 20)
    assert (bob.stops[1].arrival, bob.stops[1].begin) == (504, 504)
    assert ana.back == bob.back == 538
    assert walk_and_list(day, plan) == ()


def test_lateness_and_an_exceeded_day_are_counted_in_minutes():
    day = build_day(
        [("a", 3, 4, EIGHT, EIGHT + 5, 20), ("b", 3, 0, EIGHT, EIGHT + 30, 20)],
        [build_carer(ends=EIGHT + 60)],
    )
    to_the_minute = day.model_copy(update={"carers": (build_carer(ends=EIGHT + 64),)})
    kinds = [each.kind for each in walk_and_list(to_the_minute, build_plan(ana=["a", "b"]))]
    assert kinds == ["late", "late"]
    # a at 8 h 10: 5 late; b at 8 h 38: 8 late; back at 9 h 04: 4 over.
    breaches = walk_and_list(day, build_plan(ana=["a", "b"]))
    assert [(b.kind, b.minutes) for b in breaches] == [("late", 5), ("late", 8), ("day", 4)]
    assert breaches[0].text == (
        "Mme a, aide\u202f: Ana commence à 8\u00a0h\u00a010, 5\u00a0min trop tard "
        "(avant 8\u00a0h\u00a005)."
    )


def test_each_fault_of_a_visit_is_told():
    carers = [build_carer(skills=(Skill.HYGIENE,)), build_carer("bob"), build_carer("cleo")]
    day = build_day([("duo", 0, 2, EIGHT, EIGHT + 90, 30, BOTH)], carers)
    kinds = {
        "undone": build_plan(ana=[], bob=[], cleo=[]),
        "second": build_plan(ana=["duo"], bob=[], cleo=[]),
        "skill": build_plan(ana=[], bob=["duo"], cleo=["duo"]),
        "surplus": build_plan(ana=["duo"], bob=["duo"], cleo=["duo"]),
    }
    for kind, plan in kinds.items():
        assert [breach.kind for breach in walk_and_list(day, plan)] == [kind]
    assert walk_and_list(day, build_plan(ana=["duo"], bob=["duo"], cleo=[])) == ()


def test_a_forgotten_or_late_pause():
    carer = build_carer(pause=(EIGHT, EIGHT + 10, 20))
    day = build_day([("a", 0, 2, EIGHT, EIGHT + 60, 30)], [carer])
    assert tell(day, build_plan(ana=["a"])) == {("pause", None, "ana")}
    (late,) = walk_and_list(day, build_plan(ana=["a", PAUSE]))
    assert (late.kind, late.minutes) == ("pause", 24)
    assert tell(day, build_plan(ana=[PAUSE, "a"])) == set()


def test_carers_who_wait_for_each_other_are_told_and_the_day_goes_on():
    day = build_day(
        [("u", 0, 2, EIGHT, EIGHT + 200, 30, BOTH), ("v", 0, 4, EIGHT, EIGHT + 200, 30, BOTH)],
        [build_carer(skills=(Skill.HYGIENE,)), build_carer("bob")],
    )
    plan = build_plan(ana=["u", "v"], bob=["v", "u"])
    times = walk_rounds(day, plan)
    assert times.missed == ("u",)
    assert tell(day, plan) == {("meeting", "u", None)}
    assert all(len(each.stops) == 2 for each in times.rounds)


@pytest.mark.parametrize(
    ("rounds", "said"),
    [
        ({"ana": ["a"]}, "chaque intervenant"),
        ({"ana": ["a", "a"], "bob": []}, "deux fois"),
        ({"ana": ["z"], "bob": []}, "visite inconnue"),
        ({"ana": [PAUSE], "bob": []}, "aucune pause"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(rounds, said):
    day = build_day([("a", 1, 0, EIGHT, EIGHT, 10)], [build_carer(), build_carer("bob")])
    with pytest.raises(PlanError, match=said):
        walk_rounds(day, build_plan(**rounds))


def test_the_road_is_rounded_up():
    # 1 km and 1 km: 1.4142… km, at 130 % 1.8384… km; at 40 km/h 2.757 min, and 2 to settle.
    a, b = Place(name="a", east=0, north=0), Place(name="b", east=1, north=1)
    assert TravelRules().compute_metres(a, b) == 1839
    assert TravelRules().compute_minutes(a, b) == 5
    assert STRAIGHT.compute_minutes(a, a) == TravelRules().compute_minutes(b, b) == 0


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda each: each.id)
def test_parameters_keep_their_range(parameter):
    assert getattr(TravelRules(), parameter.id) == parameter.value
    assert parameter.standing == "hypothèse pédagogique"
    for beyond in (parameter.minimum - 1, parameter.maximum + 1):
        with pytest.raises(ValidationError, match="attendu"):
            TravelRules(**{parameter.id: int(beyond)})


def test_hours_and_durations_are_french():
    assert format_hour(485) == "8\u00a0h\u00a005"
    assert format_duration(25) == "25\u00a0min"
    assert format_duration(65) == "1\u00a0h\u00a005"
