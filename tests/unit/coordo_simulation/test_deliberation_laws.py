"""What the gates keep over all facts: one answer each, none open on a refusal, no perverse turn."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from coordo_simulation.deliberation import ActKind, Capacity, Consent, Directives, Mode
from coordo_simulation.deliberation_consent import ACT_RULES, ActFacts, Stance
from coordo_simulation.deliberation_directives import DIRECTIVE_RULES, DirectiveFacts
from coordo_simulation.deliberation_disclosure_rules import (
    DISCLOSURE_RULES,
    DisclosureFacts,
    Recipient,
)
from coordo_simulation.deliberation_gates import Outcome, decide
from coordo_simulation.french import set_spaces
from coordo_simulation.references import load_references
from hypothesis import given
from hypothesis import strategies as st

BOOK = load_references(Path(__file__).parents[3] / "course/references.yml")
TODAY = date(2026, 6, 15)
BOTH = (False, True)
OPEN = (Outcome.ONLY_NECESSARY, Outcome.ALLOWED)
OPENNESS = {outcome: step for step, outcome in enumerate(Outcome)}
TABLES = {
    "disclosure": (
        DISCLOSURE_RULES,
        DisclosureFacts,
        {
            "recipient": tuple(Recipient),
            "is_sender_physician": BOTH,
            "mode": tuple(Mode),
            "consent": tuple(Consent),
            "capacity": tuple(Capacity),
            "is_needed": BOTH,
            "is_grave": BOTH,
            "is_trust_written": BOTH,
        },
    ),
    "act": (
        ACT_RULES,
        ActFacts,
        {
            "kind": tuple(ActKind),
            "capacity": tuple(Capacity),
            "consent": tuple(Consent),
            "is_informed": BOTH,
            "stance": tuple(Stance),
            "is_vital_emergency": BOTH,
            "is_represented": BOTH,
            "is_trust_written": BOTH,
        },
    ),
    "directives": (
        DIRECTIVE_RULES,
        DirectiveFacts,
        {
            "capacity": tuple(Capacity),
            "directives": tuple(Directives),
            "is_vital_emergency": BOTH,
        },
    ),
}


def iter_facts(table: str):
    _, model, values = TABLES[table]
    for state in product(*values.values()):
        yield model(**dict(zip(values, state, strict=True)))


def answer(table: str, facts, on: date = TODAY):
    return decide(TABLES[table][0], facts, BOOK, on)


@pytest.mark.parametrize(
    ("table", "count"), [("disclosure", 2592), ("act", 864), ("directives", 24)]
)
def test_every_combination_has_one_answer_with_a_text(table, count):
    seen = 0
    rules = {rule.id: rule for rule in TABLES[table][0]}
    for facts in iter_facts(table):
        verdict = answer(table, facts)
        assert rules[verdict.rule].fits(facts)
        assert verdict.references
        assert all(reference.valid_from <= TODAY for reference in verdict.references)
        seen += 1
    assert seen == count


@pytest.mark.parametrize("table", TABLES)
def test_every_rule_decides_somewhere_and_the_last_always_fits(table):
    rules = TABLES[table][0]
    assert {answer(table, facts).rule for facts in iter_facts(table)} == {r.id for r in rules}
    assert rules[-1].conditions == ()
    assert len({rule.id for rule in rules}) == len(rules)


@pytest.mark.parametrize("table", ["disclosure", "act"])
@pytest.mark.parametrize("on", [date(2016, 1, 27), date(2016, 8, 1), date(2019, 5, 1), TODAY])
def test_no_gate_is_open_on_a_refusal_unless_the_law_s_exception_is_named(table, on):
    for facts in iter_facts(table):
        verdict = answer(table, facts, on)
        if facts.consent is Consent.REFUSED and verdict.outcome in OPEN:
            assert verdict.exception, facts
            assert table == "act", facts
            assert facts.capacity is Capacity.UNABLE
            assert facts.is_vital_emergency


def test_directives_that_refuse_are_passed_over_only_by_their_own_exception():
    for facts in iter_facts("act"):
        verdict = answer("act", facts)
        is_standing = facts.stance is Stance.AGAINST and facts.kind is ActKind.CARE
        if is_standing and facts.capacity is Capacity.UNABLE and verdict.outcome in OPEN:
            assert "1111-11" in (verdict.exception or "")


def test_each_rule_is_written_in_french_typography():
    for rules, model, values in TABLES.values():
        facts = model(**{key: among[0] for key, among in values.items()})
        for rule in rules:
            verdict = decide((rule.model_copy(update={"conditions": ()}),), facts, BOOK, TODAY)
            for text in (verdict.says, verdict.reason, verdict.instead):
                assert set_spaces(text) == text
                assert "!" not in text
                assert "'" not in text


def any_facts(table: str):
    _, model, values = TABLES[table]
    return st.builds(model, **{key: st.sampled_from(among) for key, among in values.items()})


def measure_openness(verdict) -> int:
    return OPENNESS[verdict.outcome]


def with_(facts, **changes):
    return facts.model_copy(update=changes)


RISING = (Consent.REFUSED, Consent.NOT_ASKED, Consent.GIVEN)


@pytest.mark.parametrize("table", ["disclosure", "act"])
@given(data=st.data())
def test_consent_only_ever_opens(table, data):
    facts = data.draw(any_facts(table))
    opened = [measure_openness(answer(table, with_(facts, consent=each))) for each in RISING]
    assert opened == sorted(opened)


@given(facts=any_facts("disclosure"))
def test_being_needed_only_ever_opens(facts):
    least = measure_openness(answer("disclosure", with_(facts, is_needed=False)))
    assert least <= measure_openness(answer("disclosure", with_(facts, is_needed=True)))


@given(facts=any_facts("disclosure"))
def test_taking_part_then_being_of_the_team_only_ever_opens(facts):
    ladder = (Recipient.OUTSIDER, Recipient.PARTNER, Recipient.TEAM)
    opened = [measure_openness(answer("disclosure", with_(facts, recipient=r))) for r in ladder]
    assert opened == sorted(opened)


@given(facts=any_facts("disclosure"))
def test_a_written_title_never_closes_what_a_spoken_one_opens_to_the_same_person(facts):
    spoken = with_(facts, recipient=Recipient.NAMED, is_trust_written=False)
    written = with_(facts, recipient=Recipient.TRUSTED, is_trust_written=True)
    assert measure_openness(answer("disclosure", spoken)) <= measure_openness(
        answer("disclosure", written)
    )


@given(facts=any_facts("disclosure"))
def test_an_exchange_is_never_closed_where_sharing_is_open(facts):
    sharing = measure_openness(answer("disclosure", with_(facts, mode=Mode.SHARING)))
    assert sharing <= measure_openness(answer("disclosure", with_(facts, mode=Mode.EXCHANGE)))


@given(facts=any_facts("act"))
def test_an_emergency_never_closes_an_act_nor_passes_over_who_can_say_no(facts):
    calm = answer("act", with_(facts, is_vital_emergency=False))
    urgent = answer("act", with_(facts, is_vital_emergency=True))
    assert measure_openness(calm) <= measure_openness(urgent)
    if facts.capacity is not Capacity.UNABLE:
        assert urgent == calm


@given(facts=any_facts("act"))
def test_directives_never_speak_over_who_can(facts):
    if facts.capacity is not Capacity.UNABLE:
        answers = {answer("act", with_(facts, stance=stance)).rule for stance in Stance}
        assert len(answers) == 1
