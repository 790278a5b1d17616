"""Faces and indices of continuity, on vectors worked by hand and by another definition."""

from __future__ import annotations

from itertools import combinations

import pytest
from coordo_simulation.rounds_continuity import Contact, measure_continuity
from coordo_simulation.rounds_example import RELIEFS, build_example_day, build_example_plan
from coordo_simulation.rounds_month import DAYS, ReliefError, list_holders, measure_month
from hypothesis import given
from hypothesis import strategies as st

ROTATIONS = ("fixe", "semaine", "jour")


def measure(faces):
    contacts = [Contact(day=day, person="p", face=face) for day, face in enumerate(faces)]
    (measured,) = measure_continuity(contacts).people
    return measured


def find(month, person):
    return next(each for each in month.people if each.person == person)


def test_by_hand():
    # 5 visits by A, 3 by B, 2 by C: (25 + 9 + 4 − 10) / (10 × 9) = 28 / 90.
    measured = measure("AAAAABBBCC")
    assert measured.faces == (("A", 5), ("B", 3), ("C", 2))
    assert measured.usual_share == 0.5
    assert measured.concentration == pytest.approx(28 / 90)


def test_the_bounds_that_are_published():
    """BMC Health Services Research 2022, table 2: 0 all different, 1 all the same provider."""
    assert measure("ABCDEF").concentration == 0
    assert measure("AAAAAA").concentration == 1
    assert measure("AAAAAA").usual_share == 1
    assert measure("A").concentration is None


@given(st.text("ABCDE", min_size=2, max_size=30))
def test_concentration_is_the_chance_that_two_visits_share_a_face(faces):
    pairs = list(combinations(faces, 2))
    expected = sum(one == other for one, other in pairs) / len(pairs)
    measured = measure(faces)
    assert measured.concentration == pytest.approx(expected)
    assert measured.contacts == len(faces)
    assert 1 / len(set(faces)) <= measured.usual_share <= 1
    assert len(measured.faces) == len(set(faces))


def test_the_means_of_a_month():
    contacts = [Contact(day=0, person="p", face=face) for face in "AAB"]
    contacts += [Contact(day=0, person="q", face="A")]
    month = measure_continuity(contacts)
    assert (month.mean_faces, month.most_faces) == (1.5, 2)
    assert month.mean_usual_share == pytest.approx((2 / 3 + 1) / 2)
    assert month.mean_concentration == pytest.approx(1 / 3)  # of p alone
    assert measure_continuity([]).mean_faces == 0


def test_fixed_rounds_by_hand():
    # Mme Diallo sees Karim, who rests 2 days in 7: 20 of 28 days; Inès comes the 8 others.
    # COC = (20 × 19 + 8 × 7) / (28 × 27) = 436 / 756.
    day, plan = build_example_day(), build_example_plan()
    diallo = find(measure_month(day, plan, RELIEFS, "fixe"), "diallo")
    assert diallo.faces == (("Karim", 20), ("Inès", 8))
    assert diallo.usual_share == 20 / 28
    assert diallo.concentration == pytest.approx(436 / 756)


def test_weekly_rounds_by_hand():
    # Two weeks Karim, two weeks Sonia: 10 days each, and 8 of Inès.
    day, plan = build_example_day(), build_example_plan()
    diallo = find(measure_month(day, plan, RELIEFS, "semaine"), "diallo")
    assert diallo.faces == (("Karim", 10), ("Sonia", 10), ("Inès", 8))


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_every_round_has_one_holder_who_holds_no_other(rotation):
    day = build_example_day()
    holders = list_holders(day, RELIEFS, rotation)
    assert len(holders) == DAYS
    skills = {carer.name: carer.skills for carer in day.carers}
    skills |= {relief.name: relief.skills for relief in RELIEFS}
    worked = dict.fromkeys((carer.name for carer in day.carers), 0)
    for names in holders:
        assert set(names) == set(day.carer_of)
        assert len(set(names.values())) == len(names)
        for carer, name in names.items():
            assert skills[name] == day.carer_of[carer].skills
            if name in worked:
                worked[name] += 1
    assert set(worked.values()) == {20}


def test_contacts_are_all_counted():
    day, plan = build_example_day(), build_example_plan()
    for rotation in ROTATIONS:
        month = measure_month(day, plan, RELIEFS, rotation)
        assert sum(each.contacts for each in month.people) == DAYS * 28


def test_nobody_to_stand_in_is_told():
    with pytest.raises(ReliefError, match="personne ne remplace"):
        list_holders(build_example_day(), (), "fixe")
