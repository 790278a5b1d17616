"""The checker finds each planted fault and nothing else; at the limit, the solver agrees."""

from __future__ import annotations

import pytest
from coordo_simulation.french import set_spaces
from coordo_simulation.rota import HelpedPerson, Rota
from coordo_simulation.rota_check import check_rota
from coordo_simulation.rota_example import build_example_rota, build_example_service
from coordo_simulation.rota_propose import propose_rota
from coordo_simulation.rota_rules import Force, RuleId
from rota_samples import (
    RULES,
    at,
    caregiver,
    find_forbidden,
    give_all,
    service,
    visit,
    week_before,
)


def short(key, day, start="10:00"):
    return visit(key, day, start, 30)


def long_days(minutes_of_last):
    """Six days of eight hours in two halves, the last one longer or shorter."""
    days = [
        each
        for day in range(6)
        for each in (visit(f"a{day}", day, "8:00", 240), visit(f"b{day}", day, "12:30", 240))
    ]
    return [*days[:-1], visit("b5", 5, "12:30", minutes_of_last)]


def four_days(hours, last):
    days = [visit(f"v{day}", day, "8:00", int(hours * 60)) for day in range(4)]
    return [*days, visit("v4", 4, "8:00", last)] if last else days


OFF = week_before(".......")
# rule, who she is, at the limit, beyond it
CASES = {
    "daily rest": (
        RuleId.DAILY_REST,
        caregiver(),
        [visit("a", 0, "20:00"), visit("b", 1, "8:00")],
        [visit("a", 0, "20:00"), visit("b", 1, "7:59")],
    ),
    "daily rest after the Sunday before": (
        RuleId.DAILY_REST,
        caregiver(previous=week_before("......x", "21:00")),
        [visit("b", 0, "8:00")],
        [visit("b", 0, "7:59")],
    ),
    "weekly rest": (
        RuleId.WEEKLY_REST,
        caregiver(),
        [
            *(short(f"v{day}", day) for day in (0, 4, 5, 6)),
            visit("a", 1, "20:00"),
            visit("b", 3, "8:00"),
        ],
        [
            *(short(f"v{day}", day) for day in (0, 4, 5, 6)),
            visit("a", 1, "20:00"),
            visit("b", 3, "7:59"),
        ],
    ),
    "days in a row": (
        RuleId.DAYS_IN_A_ROW,
        caregiver(previous=week_before("....xxx", "12:00")),
        [short(f"v{day}", day) for day in range(3)],
        [short(f"v{day}", day) for day in range(4)],
    ),
    "daily work": (
        RuleId.DAILY_WORK,
        caregiver(),
        [visit("a", 0, "8:00", 300), visit("b", 0, "13:30", 300)],
        [visit("a", 0, "8:00", 300), visit("b", 0, "13:30", 301)],
    ),
    "daily work, with a journey": (
        RuleId.DAILY_WORK,
        caregiver(),
        [visit("a", 0, "8:00", 240), visit("b", 0, "12:29", 60, "q"), visit("c", 0, "14:00", 290)],
        [visit("a", 0, "8:00", 240), visit("b", 0, "12:29", 60, "q"), visit("c", 0, "14:00", 291)],
    ),
    "weekly work": (RuleId.WEEKLY_WORK, caregiver(), long_days(240), long_days(241)),
    "break": (
        RuleId.BREAK,
        caregiver(),
        [visit("a", 0, "8:00", 180), visit("b", 0, "11:00", 179)],
        [visit("a", 0, "8:00", 180), visit("b", 0, "11:00", 180)],
    ),
    "length of the break": (
        RuleId.BREAK,
        caregiver(),
        [visit("a", 0, "8:00", 200), visit("b", 0, "11:40", 200)],
        [visit("a", 0, "8:00", 200), visit("b", 0, "11:39", 200)],
    ),
    "a journey is no break": (
        RuleId.BREAK,
        caregiver(),
        [visit("a", 0, "8:00", 200), visit("b", 0, "11:50", 200, "q")],
        [visit("a", 0, "8:00", 200), visit("b", 0, "11:49", 200, "q")],
    ),
    "span": (
        RuleId.SPAN,
        caregiver(),
        [short("a", 0, "7:00"), visit("b", 0, "19:00", 60)],
        [short("a", 0, "7:00"), visit("b", 0, "19:00", 61)],
    ),
    "rest in two weeks": (
        RuleId.REST_DAYS,
        caregiver(previous=week_before("xxxxx..")),
        [short(f"v{day}", day) for day in range(5)],
        [short(f"v{day}", day) for day in range(6)],
    ),
    "rest with a Sunday": (
        RuleId.REST_WITH_SUNDAY,
        caregiver(previous=week_before(".....x.")),
        [short("a", 0), short("b", 4)],
        [short("a", 0), short("b", 5)],
    ),
    "a Monday off makes no rest with a Sunday that was worked": (
        RuleId.REST_WITH_SUNDAY,
        caregiver(previous=week_before("......x", "12:00")),
        [short("a", 1), short("b", 4)],
        [short("a", 1), short("b", 5)],
    ),
    "extra hours": (
        RuleId.EXTRA_HOURS,
        caregiver(hours=15),
        four_days(5, 0),
        [*four_days(4.5, 0), visit("v4", 4, "8:00", 121)],
    ),
    "part time": (
        RuleId.PART_TIME,
        caregiver(hours=30),
        [*long_days(240)[:8], visit("v4", 4, "8:00", 179)],
        [*long_days(240)[:8], visit("v4", 4, "8:00", 180)],
    ),
    "one place at a time": (
        RuleId.SEPARATE,
        caregiver(),
        [visit("a", 0, "9:00"), visit("b", 0, "10:10", person="q")],
        [visit("a", 0, "9:00"), visit("b", 0, "10:09", person="q")],
    ),
    "skill": (
        RuleId.SKILLED,
        caregiver(skills=("toilette",)),
        [visit("a", 0, "9:00", skills=("toilette",))],
        [visit("a", 0, "9:00", skills=("toilette", "transfert"))],
    ),
    "presence": (
        RuleId.PRESENT,
        caregiver(absent=(1,)),
        [visit("a", 0, "9:00")],
        [visit("a", 1, "9:00")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_at_the_limit_passes_and_what_is_beyond_does_not(name):
    rule, who, lawful, broken = CASES[name]
    allowed = service([who], lawful)
    assert find_forbidden(allowed, give_all(allowed)) == set()
    refused = service([who], broken)
    assert find_forbidden(refused, give_all(refused)) == {rule}


@pytest.mark.parametrize("name", CASES)
def test_the_solver_gives_what_is_at_the_limit_and_leaves_aside_what_is_beyond(name):
    _, who, lawful, broken = CASES[name]
    assert propose_rota(service([who], lawful), RULES).uncovered == ()
    assert len(propose_rota(service([who], broken), RULES).uncovered) == 1


def test_two_sundays_in_a_row_also_leave_no_rest_with_a_sunday():
    visits = [short("a", 6)]
    rested = service([caregiver()], visits)
    assert find_forbidden(rested, give_all(rested)) == set()
    tired = service([caregiver(previous=week_before("......x", "12:00"))], visits)
    expected = {RuleId.SUNDAY, RuleId.REST_WITH_SUNDAY}
    assert find_forbidden(tired, give_all(tired)) == expected


def test_a_visit_out_of_its_window_and_a_visit_without_anybody():
    held = service([caregiver()], [visit("a", 0, "9:00", window=(30, 30))])
    for start, expected in (("8:30", set()), ("9:30", set()), ("8:29", {RuleId.WINDOW})):
        assert find_forbidden(held, Rota(assignments=()).give("a", "anne", at(start))) == expected
    assert find_forbidden(held, Rota(assignments=())) == {RuleId.COVERED}


def test_a_wish_and_a_habit_never_forbid():
    person = HelpedPerson(id="p", name="P", sector="Bourg", known=("zoe",), declined=())
    other = HelpedPerson(id="q", name="Q", sector="Bourg", declined=("anne",))
    who = caregiver(wished_off=(0,), avoids_evenings=True)
    visits = [visit("a", 0, "18:00"), visit("b", 1, "18:30"), visit("c", 1, "20:00", person="q")]
    held = service([who], visits, (person, other))
    breaches = check_rota(held, give_all(held), RULES)
    assert not any(breach.forbids for breach in breaches)
    assert {(breach.rule, breach.visits) for breach in breaches} == {
        (RuleId.WISHED_OFF, ("a",)),
        (RuleId.KNOWN_FACE, ("a",)),
        (RuleId.KNOWN_FACE, ("b",)),
        (RuleId.EVENINGS, ("c",)),  # 19 h 30 is still the afternoon, 21 h is not
        (RuleId.DECLINED, ("c",)),
    }


def test_a_breach_says_who_when_what_the_limit_the_source_and_the_remedy():
    rule, who, _, broken = CASES["daily rest"]
    held = service([who], broken)
    (breach,) = [each for each in check_rota(held, give_all(held), RULES) if each.forbids]
    assert (breach.rule, breach.caregiver, breach.day) == (rule, "anne", 1)
    assert breach.visits == ("a", "b")
    assert breach.force is Force.LAW
    assert "10\u00a0h\u00a059 de repos" in breach.fact
    assert breach.limit == "11\u00a0h au moins"
    assert breach.source == "Code du travail, article L. 3131-1"
    assert "quelqu’un d’autre" in breach.remedy


def test_every_rule_of_law_or_branch_has_a_limit_read_in_a_reference():
    for rule in RULES.rules:
        of_texts = rule.force in (Force.LAW, Force.BRANCH)
        assert (rule.limit is not None) == of_texts
        assert (rule.reference is not None) == of_texts
        assert (rule.standing == "texte") == of_texts
        assert rule.source


def test_the_example_holds_ten_planted_faults_and_all_its_words_are_well_set():
    held, rota = build_example_service(), build_example_rota()
    breaches = check_rota(held, rota, RULES)
    forbidden = [(breach.rule, breach.caregiver) for breach in breaches if breach.forbids]
    assert forbidden == [
        (RuleId.COVERED, None),
        (RuleId.SKILLED, "thomas"),
        (RuleId.SEPARATE, "nadege"),
        (RuleId.SEPARATE, "marta"),
        (RuleId.DAILY_REST, "karim"),
        (RuleId.DAYS_IN_A_ROW, "karim"),
        (RuleId.SPAN, "marta"),
        (RuleId.SUNDAY, "lucie"),
        (RuleId.REST_WITH_SUNDAY, "lucie"),
        (RuleId.EXTRA_HOURS, "joelle"),
    ]
    for breach in breaches:
        for words in (breach.fact, breach.limit, breach.source, breach.remedy):
            assert words == set_spaces(words)
            assert "'" not in words
