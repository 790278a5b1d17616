"""Event analysis: what is told of an analysis that is not whole, and what the law asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from coordo_simulation.event_analysis import HARM_LABELS, Cause, Factor
from coordo_simulation.event_analysis_example import build_example_analysis, build_example_event
from coordo_simulation.event_checks import BLAMING_WORDS, check_analysis
from coordo_simulation.event_duties import add_months, is_serious_care_event, list_duties
from coordo_simulation.event_grids import ALARM, GRIDS, ISHIKAWA
from coordo_simulation.references import load_references
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

BOOK = load_references(Path(__file__).parents[3] / "course" / "references.yml")


def change(**parts):
    return build_example_analysis().model_copy(update=parts)


def kinds(analysis):
    return [remark.kind for remark in check_analysis(analysis)]


def test_the_example_lacks_nothing():
    analysis = build_example_analysis()
    assert check_analysis(analysis) == ()
    assert analysis.unused_families == ("le contexte institutionnel",)
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
        action.model_copy(update={"strength": "weak"})
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


def test_serious_care_events_are_those_of_the_definition():
    event = build_example_event()
    definition = BOOK.get("eigs-definition").value_text
    for harm in HARM_LABELS:
        is_grave = is_serious_care_event(event.model_copy(update={"harm": harm}))
        assert is_grave == (harm in ("lasting", "vital", "death"))
        assert not is_grave or HARM_LABELS[harm].split(" probable")[0] in definition
    assert not is_serious_care_event(event.model_copy(update={"is_unexpected": False}))
    assert not is_serious_care_event(event.model_copy(update={"is_care": False}))


def test_duties_of_the_example():
    duties = list_duties(build_example_event(), BOOK)
    assert [duty.due_on for duty in duties] == [
        *(date(2026, 3, 30), None, date(2026, 6, 15), None),  # 15 March and fifteen days
    ]
    assert "15\u00a0juin\u00a02026" in duties[2].text
    assert all("sans délai" in duties[rank].text for rank in (1, 3))
    assert [duty.references[-1] for duty in duties] == [
        "dommage-information-personne",
        "eigs-premiere-partie",
        "eigs-seconde-partie-delai",
        "esms-signalement",
    ]


def test_an_event_without_harm_owes_nothing_to_the_agency():
    event = build_example_event().model_copy(update={"harm": "none"})
    assert [duty.references for duty in list_duties(event, BOOK)] == [("esms-signalement",)]
    small = event.model_copy(update={"harm": "reversible", "threatens_people": False})
    assert [duty.references for duty in list_duties(small, BOOK)] == [
        ("dommage-information-personne",)
    ]
    outside = small.model_copy(update={"is_care": False, "harm": "death"})
    assert list_duties(outside, BOOK) == ()
    quiet = event.model_copy(update={"threatens_people": False})
    assert list_duties(quiet, BOOK) == ()


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(0, 24))
def test_months_are_added_as_the_calendar_does(day, months):
    assert add_months(day, months) == day + relativedelta(months=months)
