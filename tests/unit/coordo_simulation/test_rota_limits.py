"""A limit is computed from what the reference says, or refused; it is said so that one sees it."""

from __future__ import annotations

import pytest
from coordo_simulation.rota import HelpedPerson, Journey, Service
from coordo_simulation.rota_check import check_rota
from coordo_simulation.rota_propose import propose_rota
from coordo_simulation.rota_rules import RuleId
from coordo_simulation.rota_timesheet import (
    build_timesheets,
    compute_week_work,
    find_longest_stretch,
)
from coordo_simulation.rota_words import name_share
from rota_samples import RULES, caregiver, find_forbidden, give_all, service, visit


def alter(rule, limit):
    """The rules, as they would be if a reference said another figure."""
    changed = (
        each.model_copy(update={"limit": limit}) if each.id is rule else each
        for each in RULES.rules
    )
    fields = {name: getattr(RULES, name) for name in type(RULES).model_fields}
    return type(RULES)(**{**fields, "rules": tuple(changed)})


@pytest.mark.parametrize("rule", [RuleId.SUNDAY, RuleId.REST_WITH_SUNDAY])
@pytest.mark.parametrize("limit", [1, 3, None])
def test_a_limit_that_one_week_before_cannot_tell_is_refused(rule, limit):
    assert alter(rule, 2) == RULES
    with pytest.raises(ValueError, match="avec une seule semaine d’avant") as refused:
        alter(rule, limit)
    assert RULES.by_id[rule].label in str(refused.value)


def test_another_share_of_the_contract_is_counted_and_said():
    held = service([caregiver(hours=20)], [visit(f"v{day}", day, "8:00", 350) for day in range(5)])
    for share, words in ((3, "26\u00a0h\u00a040 au plus"), (4, "25\u00a0h au plus")):
        (breach,) = [
            each
            for each in check_rota(held, give_all(held), alter(RuleId.EXTRA_HOURS, share))
            if each.forbids
        ]
        assert breach.limit == f"{words}\u202f: le contrat, et {name_share(share)}"
    assert (name_share(3), name_share(4), name_share(6)) == ("un tiers", "un quart", "1/6")


def test_a_limit_is_written_in_words_that_a_coordinator_understands():
    said = {rule: RULES.by_id[rule].limit_text for rule in RuleId}
    assert said[RuleId.SUNDAY] == "un sur deux"
    assert said[RuleId.EXTRA_HOURS] == "un tiers du contrat"
    assert said[RuleId.PART_TIME] == "moins de 35\u00a0h"


def build_round(gap: int) -> Service:
    """Eight visits of 65 minutes, 25 minutes by road from one to the next, ``gap`` between them."""
    visits = [
        visit(f"v{index}", 0, f"0:{7 * 60 + index * (65 + gap)}", 65, "pq"[index % 2])
        for index in range(8)
    ]
    return service([caregiver()], visits, travel=25)


@pytest.mark.parametrize("gap", [25, 26, 30, 31, 44, 45, 46])
def test_the_day_and_the_break_count_the_same_journeys(gap):
    """Ten hours and six hours look at one work: 8 x 65 min, and 25 min by road while no cut is."""
    held = build_round(gap)
    (sheet,) = build_timesheets(held, give_all(held)).values()
    has_cuts = gap - 25 >= RULES.break_minutes
    work = 8 * 65 + (0 if has_cuts else 7 * 25)  # 11 h 35, or 8 h 40
    assert compute_week_work(sheet, RULES) == work
    assert find_longest_stretch(sheet.days[0], RULES)[0] == (65 if has_cuts else work)
    expected = set() if has_cuts else {RuleId.DAILY_WORK, RuleId.BREAK}
    assert find_forbidden(held, give_all(held)) - {RuleId.SPAN} == expected


@pytest.mark.parametrize("gap", [25, 26, 31, 44, 45])
def test_what_the_solver_proposes_the_checker_finds_lawful_and_counts_alike(gap):
    held = build_round(gap)
    proposal = propose_rota(held, RULES)
    assert find_forbidden(held, proposal.rota) <= {RuleId.COVERED}
    (sheet,) = build_timesheets(held, proposal.rota).values()
    assert proposal.cost == 35 * 60 - compute_week_work(sheet, RULES)
    assert proposal.status == "optimal"


def test_six_hours_in_a_row_already_ask_for_a_break():
    """L. 3121-16: as soon as the work of a day reaches six hours."""
    held = service([caregiver()], [visit("a", 0, "8:00", 180), visit("b", 0, "11:00", 180)])
    (breach,) = [each for each in check_rota(held, give_all(held), RULES) if each.forbids]
    assert breach.rule is RuleId.BREAK
    assert breach.fact == "6\u00a0h de suite, de 8\u00a0h à 14\u00a0h"
    assert breach.limit == "20\u00a0min de pause dès que le travail atteint 6\u00a0h"
    assert "L. 3121-16" in breach.source
    assert RULES.by_id[RuleId.BREAK].limit_text == "dès 6\u00a0h"
    assert find_forbidden(held, propose_rota(held, RULES).rota) == {RuleId.COVERED}


@pytest.mark.parametrize(("across", "is_held"), [(15, True), (14, False)])
def test_a_journey_longer_than_its_detour_is_refused(across, is_held):
    """Else a third visit could come between two that no break parts."""
    held = service([caregiver()], [visit("a", 0, "8:00"), visit("b", 0, "10:00", person="q")])
    fields = {name: getattr(held, name) for name in Service.model_fields}
    fields["persons"] = (*held.persons, HelpedPerson(id="r", name="R", sector="Plaine"))
    fields["journeys"] = (
        Journey(sectors=("Bourg", "Bourg"), minutes=30),
        Journey(sectors=("Plaine", "Plaine"), minutes=10),
        Journey(sectors=("Bourg", "Plaine"), minutes=across),
    )
    if is_held:
        assert Service(**fields).compute_travel(*held.visits) == 30
    else:
        with pytest.raises(ValueError, match="Bourg à Bourg qui ne dure pas plus que par Plaine"):
            Service(**fields)
