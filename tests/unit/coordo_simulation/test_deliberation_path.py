"""The path through the gates over all 3,240 cases: where it stops, what moves it, who is heard."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise, product
from pathlib import Path

import pytest
from coordo_simulation.deliberation import ActKind, Capacity, Consent, Protection, Trust
from coordo_simulation.deliberation_consent import ACT_RULES, build_facts, check_act
from coordo_simulation.deliberation_duties import LEFT_OPEN, USAGE, list_traces, list_voices
from coordo_simulation.deliberation_gates import decide, list_standing
from coordo_simulation.deliberation_path import (
    GATES,
    VALUES,
    CaseFacts,
    Mark,
    Written,
    list_single_changes,
    trace_path,
)
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.in_force import NoValueInForceError
from coordo_simulation.references import load_references

ROOT = Path(__file__).parents[3]
BOOK = load_references(ROOT / "course/references.yml")
TODAY = date(2026, 6, 15)
STANDING = list_standing(ACT_RULES, BOOK, TODAY)
CASES = [CaseFacts(**dict(zip(VALUES, state, strict=True))) for state in product(*VALUES.values())]


def name_state(facts: CaseFacts) -> tuple[str | bool, ...]:
    return tuple(getattr(facts, fact) for fact in VALUES)


@pytest.fixture(scope="module")
def answers():
    """The rule of every case, by the full reading of the table: 864 readings for 3,240 cases."""
    read: dict[object, str] = {}
    found = {}
    for facts in CASES:
        reduced = build_facts(facts.build_situation(TODAY), facts.act)
        if reduced not in read:
            read[reduced] = decide(ACT_RULES, reduced, BOOK, TODAY).rule
        found[name_state(facts)] = read[reduced]
    return found


@pytest.fixture(scope="module")
def changes():
    """What one fact said otherwise would change, of every case."""
    return {name_state(facts): list_single_changes(facts, STANDING) for facts in CASES}


def stop_by_hand(facts: CaseFacts) -> str:
    """The gate that decides, reasoned from the texts and not from the table."""
    if facts.capacity in (Capacity.ABLE, Capacity.FLUCTUATING):
        return "sa-parole"  # L. 1111-4, L. 311-3: who can say is asked, and nobody else
    if facts.kind is ActKind.CARE:
        is_urgent = facts.is_vital_emergency
        if facts.written is Written.AGAINST:
            return "ses-directives"  # L. 1111-11: they bind, or the time of an assessment
        if facts.written is Written.SET_ASIDE and not is_urgent:
            return "ses-directives"  # L. 1111-11: a collegial procedure
        if is_urgent:
            return "l-urgence"  # L. 1111-4: "sauf urgence"
    if facts.protection is Protection.REPRESENTATION:
        return "qui-la-represente"
    return "sa-personne-de-confiance" if facts.trust is Trust.WRITTEN else "ses-proches"


def test_all_cases_are_there():
    assert len(CASES) == len({name_state(facts) for facts in CASES}) == 3240
    assert set(VALUES) == set(CaseFacts.model_fields)
    assert [fact for gate in GATES for fact in gate.facts] == [*VALUES][1:]


@pytest.mark.parametrize("kind", ActKind)
def test_the_gates_are_the_table_in_its_order(kind):
    """What decides for one kind is found gate after gate in the order of the table."""
    grouped = [rule.id for gate in GATES for rule in gate.list_rules(kind)]
    first = "refus-de-soin" if kind is ActKind.CARE else "refus-accompagnement"
    assert grouped[0] == first
    assert grouped == [rule.id for rule in ACT_RULES if rule.id in grouped]
    assert {rule for gate in GATES for rule in gate.rules} == {rule.id for rule in ACT_RULES}


def test_each_path_stops_where_the_texts_say(answers):
    gates = {rule: gate.id for gate in GATES for rule in gate.rules}
    for facts in CASES:
        assert gates[answers[name_state(facts)]] == stop_by_hand(facts), facts


def test_a_path_has_one_decisive_gate_and_says_what_it_did_at_the_others(answers):
    for facts in CASES[::7]:
        path = trace_path(facts, BOOK, TODAY)
        marks = [step.mark for step in path.steps]
        assert [step.gate for step in path.steps] == [*GATES]
        assert marks.count(Mark.DECIDES) == 1
        assert set(marks[: path.rank - 1]) <= {Mark.PASSED, Mark.NO_PART}
        assert set(marks[path.rank :]) <= {Mark.NOT_REACHED, Mark.NO_PART}
        assert path.decisive.gate.id == stop_by_hand(facts)
        assert path.verdict == check_act(facts.build_situation(TODAY), facts.act, BOOK)
        assert path.verdict.rule == answers[name_state(facts)]
        for step in path.steps:
            assert bool(step.references) == (step.mark is not Mark.NO_PART)
        idle = [step.gate.id for step in path.steps if step.mark is Mark.NO_PART]
        expected = [] if facts.kind is ActKind.CARE else ["ses-directives", "l-urgence"]
        assert idle == expected


def test_single_changes_are_the_neighbours_that_answer_otherwise(answers, changes):
    for facts in CASES:
        here = name_state(facts)
        expected = {}
        for place, (fact, values) in enumerate(VALUES.items()):
            for value in values:
                there = answers[(*here[:place], value, *here[place + 1 :])]
                if there != answers[here]:
                    expected[fact, value] = there
        assert {(each.fact, each.value): each.rule.id for each in changes[here]} == expected


def test_whoever_can_say_is_not_moved_by_what_others_are_or_by_what_was_written(changes):
    for facts in CASES:
        if facts.capacity is not Capacity.UNABLE:
            moved = {each.fact for each in changes[name_state(facts)]}
            assert moved <= {"kind", "capacity", "consent", "is_informed"}


def test_the_table_of_an_earlier_day_lacks_what_was_not_yet_in_force():
    standing = {rule.id for rule in list_standing(ACT_RULES, BOOK, date(2016, 1, 30))}
    late = {"directives-en-urgence", "directives-contre", "directives-ecartees"}
    late |= {"representant-autorise", "representant-consent"}
    assert standing == {rule.id for rule in ACT_RULES} - late
    with pytest.raises(NoValueInForceError):
        list_standing(ACT_RULES, BOOK, date(2001, 12, 31))


def test_she_is_heard_first_then_what_she_wrote_then_who_speaks_of_her():
    ranks = {"elle-même": 0, "ses directives anticipées": 1, "une procédure collégiale": 2}
    ranks |= {"la personne qui la représente": 3, "sa personne de confiance": 4}
    ranks |= {"sa famille ou, à défaut, un proche": 5, "sa famille, ses proches": 5}
    for facts in CASES:
        voices = list_voices(facts, BOOK, TODAY)
        order = [ranks[voice.who] for voice in voices]
        assert order[0] == 0
        assert all(first < second for first, second in pairwise(order)), facts
        assert [voice.part for voice in voices if set_spaces(voice.part) != voice.part] == []


def test_only_what_a_text_asks_bears_one():
    for facts in CASES:
        voices = {voice.who: voice for voice in list_voices(facts, BOOK, TODAY)}
        can_say = facts.capacity is not Capacity.UNABLE
        assert (voices["elle-même"].reference is not None) == can_say
        family = voices.get("sa famille, ses proches")
        assert family is None or family.reference is None
        unsourced = {who for who, voice in voices.items() if voice.reference is None}
        assert unsourced <= {"elle-même", "sa famille, ses proches"}


def test_the_family_is_consulted_on_care_only_where_nobody_was_designated_in_writing():
    for facts in CASES:
        who = [voice.who for voice in list_voices(facts, BOOK, TODAY)]
        if facts.kind is not ActKind.CARE or facts.capacity is not Capacity.UNABLE:
            assert "sa famille ou, à défaut, un proche" not in who
            continue
        is_stopped = facts.written is Written.AGAINST and not facts.is_vital_emergency
        is_written = facts.trust is Trust.WRITTEN
        assert ("sa personne de confiance" in who) == (is_written and not is_stopped)
        assert ("sa famille ou, à défaut, un proche" in who) == (not is_written and not is_stopped)


def test_an_emergency_consults_nobody_before_it_yields():
    others = (
        "la personne qui la représente",
        "sa personne de confiance",
        "sa famille ou, à défaut, un proche",
    )
    for facts in CASES:
        if facts.kind is ActKind.CARE and facts.capacity is Capacity.UNABLE:
            for voice in list_voices(facts, BOOK, TODAY):
                if voice.who in others:
                    assert voice.part.endswith("dès que l’urgence cède") == facts.is_vital_emergency


def test_a_text_asks_for_writing_in_two_cases_and_usage_in_all(answers):
    asked = set()
    for facts in CASES:
        rule = answers[name_state(facts)]
        traces = list_traces(facts, rule, BOOK, TODAY)
        asked |= {rule for trace in traces if trace.reference is not None}
        assert any(trace.reference is None for trace in traces)
        if rule == "refus-de-soin":
            assert "délai raisonnable" in traces[0].what
            assert ("puisque ce refus" in traces[0].what) == facts.is_vital_emergency
        if facts.consent is Consent.REFUSED and facts.capacity is not Capacity.UNABLE:
            assert "dans ses mots" in traces[-1].what
        assert [trace.what for trace in traces if set_spaces(trace.what) != trace.what] == []
    assert asked == {"refus-de-soin", "directives-ecartees"}


def test_every_rule_says_what_it_leaves_open_and_every_gate_what_to_write():
    assert set(LEFT_OPEN) == {rule.id for rule in ACT_RULES}
    assert set(USAGE) == {"a-demander", *(gate.id for gate in GATES)}
    for text in (*LEFT_OPEN.values(), *USAGE.values()):
        assert "'" not in text
        assert not text.endswith(".")


def test_the_page_tells_the_gates_and_where_the_paths_stop():
    page = (ROOT / "docs/modeles/deliberation.md").read_text(encoding="utf-8")
    part = page[page.index("### Le chemin") : page.index("## Les principes")]
    stops = Counter(stop_by_hand(facts) for facts in CASES)
    ids = [rule.id for rule in ACT_RULES]
    for number, gate in enumerate(GATES, start=1):
        ranks = sorted(ids.index(rule) + 1 for rule in gate.rules)
        first, last = ranks[0], ranks[-1]
        link = "à" if len(ranks) == last - first + 1 else "et"
        told = f"{first} {link} {last}" if len(ranks) > 1 else f"{first}"
        assert len(ranks) <= 2 or link == "à"
        assert f"| {number} | {gate.name} | {told} | {format_number(stops[gate.id])} |" in part
    assert 3 * stops["sa-parole"] == 2 * len(CASES)
    assert f"{format_number(len(CASES))} situations" in part
