"""Faults that a case hides well are found, each at its place: what never falls, is lived or used.

Each is planted in a copy of the gallery's case, as an author would write it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from case_runs import DISCHARGE, REPOSITORY, load_case
from coordo_simulation.case_causes import is_omission
from coordo_simulation.case_review import Finding, review_case
from coordo_simulation.case_survey import survey_case
from coordo_simulation.references import load_references
from coordo_simulation.scenario import Scenario, load_scenario
from coordo_simulation.yaml_source import ContentErrors

if TYPE_CHECKING:
    from pathlib import Path

NEVER = '{variable: "confiance", at_least: 101}'
EVENT = '    effects: {add: {information: 2}}\n    passages:\n      - kind: "message"'
IDLE = """decisions:
  - id: "vaine"
    title: "Une question sans suite"
    at: 1
    passages: []
    text: "Que faites-vous ?"
    why: "Rien."
    choices:
      - {id: "oui", text: "Oui."OUI}
      - {id: "non", text: "Non."NON}
    expert:
      - {choice: "oui", commentary: "Elle dit oui."}
"""
IS_IDLE = (("decisions", 0), "une décision qui change quelque chose")


def load_changed(folder: Path, *changes: tuple[str, str]) -> Scenario:
    text = DISCHARGE.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "scenario.yml"
    path.write_text(text, "utf-8")
    return load_scenario(path, load_references(REPOSITORY / "course" / "references.yml"))


def review(case: Scenario, runs: int = 60) -> tuple[Finding, ...]:
    return review_case(case, survey_case(case, random_runs=runs, greedy_runs=12))


def find(folder: Path, *changes: tuple[str, str], runs: int = 60) -> list[tuple[tuple, str]]:
    return [(one.where, one.text) for one in review(load_changed(folder, *changes), runs)]


def test_a_delayed_effect_that_never_falls(tmp_path: Path) -> None:
    first = '        later:\n          - id: "courrier-vide"'
    never = (
        f'{{id: "jamais", after: 2, when: {NEVER}, cause: "Non", effects: {{flags: ["alerte"]}}}}'
    )
    change = first, first.replace("          - id", f"          - {never}\n          - id")
    assert (
        ("decisions", 0, "choices", 2, "later", 0),
        "un effet différé qui tombe (dans aucun des 73 parcours)",
    ) in find(tmp_path, change)


def test_a_life_that_nobody_lives(tmp_path: Path) -> None:
    first = 'lives:\n  - person: "emile"\n    variants:\n'
    change = first, f'{first}      - {{when: {NEVER}, text: "Personne ne lira ceci."}}\n'
    assert (
        ("lives", 0, "variants", 0),
        "une suite que quelqu’un vit (aucun des 73 parcours)",
    ) in find(tmp_path, change)


def test_a_move_that_the_expert_never_makes(tmp_path: Path) -> None:
    move = '      - choice: "accompagner"\n        commentary: "Faute'
    never = f'      - {{choice: "lundi", when: {NEVER}, commentary: "Jamais."}}\n'
    assert (
        ("decisions", 4, "expert", 1),
        "un geste que l’expert fait (dans aucun des 73 parcours)",
    ) in find(tmp_path, (move, never + move))


@pytest.mark.parametrize(
    ("changes", "where", "gap"),
    [
        ([(EVENT, EVENT.replace("2}}", "2, accordees: 40}}"))], ("events", 0), "40"),
        (
            [("{accordees: 10, restantes: 10, nuit", "{accordees: 10, nuit")],
            ("decisions", 6, "choices", 2, "later", 0),
            "10",
        ),
        ([("{accordees: 1, restantes: 1, nuit", "{restantes: 1, nuit")], ("decisions", 2), "20"),
        ([("{add: {information: 3}}", "{add: {faites: 3}}")], ("documents", 1), "3"),
    ],
    ids=["event", "later", "decision", "document"],
)
def test_what_breaks_the_hours_of_the_model_is_named(
    tmp_path: Path, changes: list[tuple[str, str]], where: tuple, gap: str
) -> None:
    told = f"heures accordées = heures faites + heures restantes\u202f: écart de {gap},00\u00a0h"
    found = [(at, text) for at, text in find(tmp_path, *changes, runs=300) if "égalité" in text]
    assert [at for at, _text in found] == [where]
    assert told in found[0][1]
    assert "des 313 parcours" in found[0][1]


def test_bounds_too_narrow_for_the_model_are_named_too(tmp_path: Path) -> None:
    label = 'label: "Heures d’aide faites", min: 0, max: 200'
    found = find(tmp_path, (label, label.replace("200", "5")))
    assert [where for where, text in found if "égalité" in text] == [("model",)]


def test_the_cases_of_the_course_keep_what_their_models_keep() -> None:
    assert survey_case(load_case(DISCHARGE), 200, 40).breaches == {}


def plant(yes: str = "", no: str = "") -> tuple[str, str]:
    return "decisions:\n", IDLE.replace("OUI", yes).replace("NON", no)


def test_to_add_nothing_is_no_consequence(tmp_path: Path) -> None:
    zero = ", effects: {add: {fatigue: 0}}"
    late = ', later: [{id: "tard", after: 1, cause: "Rien", effects: {add: {fatigue: 0}}}]'
    assert IS_IDLE in find(tmp_path, plant(zero, late))


def test_to_be_blamed_by_an_event_is_no_consequence(tmp_path: Path) -> None:
    asked = '{decision: "vaine", choices: ["non"]}'
    cause = f'    causes:\n      - {{decision: "vaine", when: {asked}, text: "Mardi"}}\n'
    assert IS_IDLE in find(tmp_path, (EVENT, cause + EVENT), plant())


def test_what_a_condition_asks_has_a_consequence(tmp_path: Path) -> None:
    when = f'    when: {{decision: "vaine", choices: ["non"]}}\n{EVENT}'
    assert IS_IDLE not in find(tmp_path, (EVENT, when), plant())


@pytest.mark.parametrize(
    ("written", "key", "expected"),
    [
        ("{base: 7.5}", "base", "supérieure à 0 et d’au plus 1"),
        ("{base: -0.1}", "base", "supérieure à 0 et d’au plus 1"),
        ("{base: 0}", "base", "supérieure à 0 et d’au plus 1"),
        ("{base: 1.5, weights: {fatigue: 0.1}}", "probability", "elle va de 1,50 à 11,50"),
        ("{base: 0.5, weights: {fatigue: -0.1, maison: -0.1}}", None, None),
        ("{base: -20, weights: {fatigue: 0.1}}", "probability", "elle va de −20,00 à −10,00"),
    ],
)
def test_a_chance_that_is_none_is_refused_with_its_line(
    tmp_path: Path, written: str, key: str | None, expected: str | None
) -> None:
    change = "probability: {base: 0.45}", f"probability: {written}"
    if key is None:
        assert load_changed(tmp_path, change)
        return
    with pytest.raises(ContentErrors) as refused:
        load_changed(tmp_path, change)
    (fault,) = refused.value.errors
    lines = (tmp_path / "scenario.yml").read_text("utf-8").splitlines()
    assert written in lines[(fault.line or 0) - 1]
    assert fault.key.endswith(key)
    assert expected is not None
    assert expected in fault.expected


@pytest.mark.parametrize(
    "text",
    [
        "Ce que personne ne lui avait demandé",
        "Le médecin, qui n’avait pas été prévenu",
        "Des visites sans transmission",
        "Des nuits où elle était seule",
        "Le silence gardé depuis juillet",
    ],
)
def test_a_cause_that_names_an_omission_is_known(text: str) -> None:
    assert is_omission(text)


@pytest.mark.parametrize(
    "text", ["La personne choisie en août", "Le départ, tel qu’il était prévu", "Un premier pas"]
)
def test_a_cause_that_names_an_act_is_none(text: str) -> None:
    assert not is_omission(text)


def test_an_omission_told_whatever_was_answered_is_found(tmp_path: Path) -> None:
    when = '        when: {not: {decision: "prevenir", ticked: ["medecin"]}}\n'
    found = find(tmp_path, (when, ""))
    (loose,) = [one for one in found if "nomme un manque" in one[1]]
    assert loose[0] == ("events", 4, "causes", 2)
    assert "la réponse à «\u202fprevenir\u202f»" in loose[1]


@pytest.mark.parametrize("blank", ['"   "', '"\u00a0\u202f"', '""'])
def test_a_name_made_only_of_spaces_is_refused(tmp_path: Path, blank: str) -> None:
    with pytest.raises(ContentErrors) as refused:
        load_changed(tmp_path, ('name: "Émile Royer"', f"name: {blank}"))
    (fault,) = refused.value.errors
    lines = (tmp_path / "scenario.yml").read_text("utf-8").splitlines()
    assert (fault.key, lines[(fault.line or 0) - 1].strip()) == ("people.0.name", f"name: {blank}")
    assert "texte" in fault.expected


def test_a_text_is_kept_to_the_last_space(tmp_path: Path) -> None:
    case = load_changed(tmp_path, ('name: "Émile Royer"', 'name: " Émile  Royer "'))
    assert case.people[0].name == " Émile  Royer "
