"""Event analysis: what is told of an analysis that is not whole."""

from __future__ import annotations

import pytest
from coordo_simulation.event_analysis import Cause, Factor
from coordo_simulation.event_analysis_example import build_example_analysis
from coordo_simulation.event_checks import BLAMING_WORDS, check_analysis
from coordo_simulation.event_grids import ALARM, GRIDS, ISHIKAWA
from coordo_simulation.event_hearsay_example import (
    build_example_in,
    build_hearsay,
    build_reminder,
)
from coordo_simulation.event_strength import LEVERS
from pydantic import ValidationError


def change(**parts):
    return build_example_analysis().model_copy(update=parts)


def kinds(analysis):
    return [remark.kind for remark in check_analysis(analysis)]


def test_the_example_lacks_nothing():
    analysis = build_example_analysis()
    assert check_analysis(analysis) == ()
    assert [each.label for each in analysis.unused_families] == ["le contexte institutionnel"]
    roots = [factor.id for factor in analysis.factors if factor.is_root]
    assert roots == ["f1", "f2", "f4"]
    assert [barrier.held for barrier in analysis.barriers].count("held") == 2


def test_the_example_blames_nobody():
    analysis = build_example_analysis()
    told = " ".join(
        [moment.what for moment in analysis.event.story]
        + [factor.text for factor in analysis.factors]
    )
    assert not BLAMING_WORDS.findall(told)


def test_the_alarm_grid_has_the_seven_families_of_vincent():
    """BMJ 1998, table 1: patient, task, individual, team, environment, management, institution."""
    assert [family.id for family in ALARM.families] == [
        *("patient", "taches", "individu", "equipe"),
        *("environnement", "organisation", "institution"),
    ]
    assert [family.id for family in ALARM.families if family.is_personal] == ["individu"]


def test_ishikawa_has_five_m():
    assert [family.label[0] for family in ISHIKAWA.families] == ["m"] * 5
    assert set(GRIDS) == {"alarm", "ishikawa"}


def replace(items, key, **parts):
    return tuple(item.model_copy(update=parts) if item.id == key else item for item in items)


@pytest.mark.parametrize("evidence", [(), ("",), ("  ",)])
def test_a_factor_without_evidence_is_told(evidence):
    factors = replace(build_example_analysis().factors, "f3", evidence=evidence)
    (remark,) = check_analysis(change(factors=factors))
    assert (remark.kind, remark.where) == ("no-evidence", "f3")
    assert "aucun fait ne l’établit\u202f" not in remark.text
    assert remark.text.endswith("?")


def test_a_person_is_no_root():
    factors = replace(build_example_analysis().factors, "f5", is_root=True)
    (remark,) = check_analysis(change(factors=factors))
    assert (remark.kind, remark.where) == ("person-as-root", "f5")
    assert "une personne n’est pas une cause racine" in remark.text


@pytest.mark.parametrize(
    "text",
    [
        *("Négligence au relais", "Karim a été négligent", "C’est la faute de Karim", "Une faute"),
        *("Son incompétence", "Laxiste depuis l’été", "Inès est étourdie", "Fautive, elle l’a dit"),
        *("Un manque de conscience", "Je-m'en-foutisme"),
    ],
)
def test_words_that_judge_are_told_of_causes_and_factors(text):
    analysis = build_example_analysis()
    assert kinds(change(factors=replace(analysis.factors, "f2", text=text))) == ["blaming-word"]
    assert kinds(change(causes=replace(analysis.causes, "c1", text=text))) == ["blaming-word"]


@pytest.mark.parametrize(
    "text",
    ["Faute de temps, le relais est écrit", "Par défaut, le logiciel", "Étourdissements au lever"],
)
def test_words_that_judge_nobody_are_left_alone(text):
    assert kinds(change(factors=replace(build_example_analysis().factors, "f2", text=text))) == []


def test_too_few_hands_are_not_a_person():
    asked = {family.id: family.question for family in ISHIKAWA.families}
    personal = {family.id for family in ISHIKAWA.families if family.is_personal}
    assert "effectif" in asked["methode"]
    assert personal == {"main-doeuvre"}
    assert "ffectif" not in asked["main-doeuvre"]


def test_an_analysis_just_begun_is_told_its_causes_only():
    bare = change(factors=(), actions=())
    assert kinds(bare) == ["unexplained", "unexplained"]


def test_only_persons_is_told():
    analysis = build_example_analysis()
    persons = tuple(
        factor.model_copy(update={"family": "individu", "is_root": False})
        for factor in analysis.factors
    )
    assert kinds(change(factors=persons)) == ["people-only", "no-root"]


def test_an_action_that_answers_nothing_and_a_root_without_action():
    actions = replace(build_example_analysis().actions, "a3", answers=())
    assert kinds(change(actions=actions)) == ["unanswered-root", "idle-action"]


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"indicator": ""}, "no-indicator"),
        ({"owner": " "}, "no-owner"),
        ({"due_on": None}, "no-owner"),
    ],
)
def test_an_action_nobody_can_follow_is_told(parts, kind):
    actions = replace(build_example_analysis().actions, "a1", **parts)
    assert kinds(change(actions=actions)) == [kind]


def test_reminders_alone_are_told():
    actions = tuple(
        action.model_copy(update={"lever": "training"})
        for action in build_example_analysis().actions
    )
    assert kinds(change(actions=actions)) == ["weak-only"]


def test_a_cause_nobody_explains_is_told():
    causes = (*build_example_analysis().causes, Cause(id="c9", text="Le relevé manquait"))
    assert kinds(change(causes=causes)) == ["unexplained"]


@pytest.mark.parametrize(
    "factor",
    [
        {"family": "matiere"},
        {"explains": ("c7",)},
        {"id": "c1"},
    ],
)
def test_what_is_not_known_is_refused(factor):
    analysis = build_example_analysis()
    wrong = Factor(**{**analysis.factors[0].model_dump(), **factor})
    with pytest.raises(ValidationError):
        type(analysis)(**{**analysis.model_dump(), "factors": (wrong,), "actions": ()})


def test_the_hierarchy_is_the_one_published():
    """AHRQ, CANDOR, appendix H: six stronger, eight intermediate, five weaker actions."""
    by_strength = {
        strength: [lever.id for lever in LEVERS.values() if lever.strength == strength]
        for strength in ("strong", "middle", "weak")
    }
    assert [len(each) for each in by_strength.values()] == [6, 8, 5]
    assert {"forcing", "tested-device", "leadership"} < set(by_strength["strong"])
    assert {"software", "checklist", "communication"} < set(by_strength["middle"])
    assert set(by_strength["weak"]) == {
        *("double-check", "warning", "procedure", "training", "study"),
    }
    told = [action.strength for action in build_example_analysis().actions]
    assert told == ["middle", "middle", "strong"]


def test_the_same_facts_in_the_other_grid():
    first, second = build_example_in("alarm"), build_example_in("ishikawa")
    assert first == build_example_analysis()
    assert [each.text for each in first.factors] == [each.text for each in second.factors]
    assert check_analysis(second) == ()
    assert [each.label for each in second.unused_families] == ["matière"]
    personal = [each.id for each in second.factors if second.method.get(each.family).is_personal]
    assert personal == ["f5"]


@pytest.mark.parametrize("grid", ["alarm", "ishikawa"])
def test_what_is_said_before_one_has_looked(grid):
    hearsay = change(
        grid=grid, factors=build_hearsay(grid), actions=(build_reminder(),), barriers=()
    )
    said = [(remark.kind, remark.where) for remark in check_analysis(hearsay)]
    assert said == [
        *(("no-evidence", "p1"), ("person-as-root", "p1")),
        *(("no-evidence", "p2"), ("person-as-root", "p2"), ("blaming-word", "p2")),
        ("people-only", ""),
        *(("no-indicator", "a4"), ("no-owner", "a4")),
        ("weak-only", ""),
    ]
