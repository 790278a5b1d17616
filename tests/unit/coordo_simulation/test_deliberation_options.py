"""Options examined: what was said is gathered as said, what is missing is named, nothing ranked."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from coordo_simulation import deliberation_coverage, deliberation_options
from coordo_simulation.deliberation import Consent, Person, Role, Situation
from coordo_simulation.deliberation_coverage import GapKind, check_coverage, check_option
from coordo_simulation.deliberation_example import EXAMPLE
from coordo_simulation.deliberation_gates import Outcome
from coordo_simulation.deliberation_options import (
    QUESTIONS,
    Argument,
    Deliberation,
    Option,
    Principle,
    Side,
    Weight,
    answer_consent,
    examine_option,
    list_heard,
)
from coordo_simulation.french import set_spaces
from coordo_simulation.references import load_references

BOOK = load_references(Path(__file__).parents[3] / "course/references.yml")
ODETTE = Person(id="odette", name="Odette", role=Role.ACCOMPANIED)
SON = Person(id="son", name="Son fils", role=Role.RELATIVE)


def say(option, principle, side, who, weight=Weight.PASSING):
    return Argument(
        option=option,
        principle=principle,
        side=side,
        weight=weight,
        claim="dit",
        words="Je le dis.",
        heard_from=who,
    )


def build(*arguments):
    return Deliberation(
        question="Que faire ?",
        situation=Situation(date=date(2026, 6, 15), people=(ODETTE, SON)),
        options=(Option(id="a", label="A"), Option(id="b", label="B")),
        arguments=arguments,
    )


def test_all_that_was_said_is_gathered_once_and_under_its_principle():
    for option in EXAMPLE.options:
        examination = examine_option(EXAMPLE, option.id, BOOK)
        said = [each for each in EXAMPLE.arguments if each.option == option.id]
        assert sorted(map(repr, examination.arguments)) == sorted(map(repr, said))
        for view in examination.principles:
            assert {each.side for each in view.pushing} <= {Side.FOR}
            assert {each.side for each in view.holding} <= {Side.AGAINST}
            assert {each.principle for each in (*view.pushing, *view.holding)} <= {view.principle}
        assert [view.principle for view in examination.principles] == list(Principle)


def test_each_kind_of_gap_is_found_by_hand():
    deliberation = build(
        say("a", Principle.AUTONOMY, Side.FOR, "odette"),
        say("a", Principle.JUSTICE, Side.AGAINST, None),
    )
    whole = check_coverage(deliberation, BOOK)
    assert [gap.sentence for gap in whole if gap.option is None] == [
        "Son fils n’a encore rien dit."
    ]
    of_a = [(gap.kind, gap.sentence) for gap in whole if gap.option == "a"]
    assert of_a == [
        (
            GapKind.PRINCIPLE,
            "Sous l’angle de la bienfaisance, personne n’en a rien dit.",
        ),
        (
            GapKind.PRINCIPLE,
            "Sous l’angle de la non-malfaisance, personne n’en a rien dit.",
        ),
        (GapKind.PRINCIPLE, "Sous l’angle de la dignité, personne n’en a rien dit."),
        (GapKind.SOURCE, "On ne sait pas qui a dit\u202f: «\u202fJe le dis.\u202f»"),
    ]
    of_b = [gap.kind for gap in whole if gap.option == "b"]
    assert of_b == [GapKind.VOICE, *[GapKind.PRINCIPLE] * 5, GapKind.DEFENCE]


def test_nothing_missing_says_nothing():
    everything = [
        say(option, principle, Side.FOR, who)
        for option in ("a", "b")
        for principle in Principle
        for who in ("odette", "son")
    ]
    assert check_coverage(build(*everything), BOOK) == ()


def test_a_refusal_closes_the_option_and_her_agreement_opens_it():
    refused = examine_option(EXAMPLE, "sejour-temporaire", BOOK)
    assert refused.tightest is Outcome.FORBIDDEN
    agreed = answer_consent(EXAMPLE, "sejour-temporaire", Consent.GIVEN)
    assert examine_option(agreed, "sejour-temporaire", BOOK).tightest is Outcome.ALLOWED
    other = examine_option(agreed, "barrieres", BOOK)
    assert other.tightest is Outcome.FORBIDDEN  # she agreed to that one only
    assert examine_option(EXAMPLE, "attendre", BOOK).tightest is None
    kinds = {gap.kind for gap in check_option(EXAMPLE, EXAMPLE.options[1], BOOK)}
    assert GapKind.GATE in kinds


def test_the_example_is_a_disagreement_in_which_she_speaks_refuses_and_jokes():
    heard = list_heard(EXAMPLE)
    assert len(heard) >= 5
    assert len({person.wants for person in heard}) == len(heard)
    assert all(person.wants and person.voice and person.who for person in heard)
    assert EXAMPLE.situation.accompanied in heard
    hers = [each for each in EXAMPLE.arguments if each.heard_from == "odette"]
    assert {each.side for each in hers} == {Side.FOR, Side.AGAINST}
    refusals = [act for option in EXAMPLE.options for act in option.acts]
    assert any(act.consent is Consent.REFUSED for act in refusals)


def test_the_example_holds_one_gap_of_each_kind():
    gaps = check_coverage(EXAMPLE, BOOK)
    assert {gap.kind for gap in gaps} == set(GapKind)
    assert [gap.sentence for gap in gaps if gap.option is None] == ["Marc n’a encore rien dit."]
    undefended = [gap.option for gap in gaps if gap.kind is GapKind.DEFENCE]
    assert undefended == ["attendre"]


def test_the_same_diagnosis_is_for_the_physician_to_tell():
    telling = EXAMPLE.get("dire-a-helene").disclosures[0]
    by_nurse = examine_option(EXAMPLE, "dire-a-helene", BOOK).gates[0].verdict
    assert by_nurse.outcome is Outcome.ON_CONDITION
    changed = telling.model_copy(update={"sender": "corvol"})
    options = tuple(
        option.model_copy(update={"disclosures": (changed,)}) if option.disclosures else option
        for option in EXAMPLE.options
    )
    by_physician = EXAMPLE.model_copy(update={"options": options})
    verdict = examine_option(by_physician, "dire-a-helene", BOOK).gates[0].verdict
    assert verdict.outcome is Outcome.ONLY_NECESSARY


@pytest.mark.parametrize("module", [deliberation_options, deliberation_coverage])
def test_no_ethical_choice_is_scored_or_ranked(module):
    source = Path(module.__file__).read_text(encoding="utf-8")
    code = re.sub(r'""".*?"""', "", source, flags=re.DOTALL)
    for word in ("sum(", "max(", "min(", "score", "rank", "best"):
        assert word not in code


def test_what_is_named_must_exist():
    with pytest.raises(ValueError, match="inconnu"):
        build(say("c", Principle.JUSTICE, Side.FOR, "odette"))
    with pytest.raises(ValueError, match="inconnu"):
        build(say("a", Principle.JUSTICE, Side.FOR, "voisine"))
    with pytest.raises(LookupError, match="option inconnue"):
        EXAMPLE.get("partir")
    with pytest.raises(LookupError, match="personne inconnue"):
        EXAMPLE.situation.get("personne")


def test_what_is_said_is_set_in_french():
    texts = [EXAMPLE.question, EXAMPLE.situation.story, *QUESTIONS.values()]
    texts += [text for each in EXAMPLE.arguments for text in (each.claim, each.words)]
    texts += [option.label for option in EXAMPLE.options]
    texts += [text for each in EXAMPLE.situation.people for text in (each.who, each.wants)]
    texts += [person.voice for person in EXAMPLE.situation.people]
    assert [text for text in texts if set_spaces(text) != text] == []
    assert not any("!" in text or "'" in text for text in texts)
