"""A scenario file that does not fit is refused in French, with the line to mend."""

import re
from pathlib import Path

import pytest
from case_runs import CASE, DISCHARGE, REPOSITORY, load_case
from coordo_simulation.french import set_spaces
from coordo_simulation.references import load_references
from coordo_simulation.scenario import Scenario, load_scenario
from coordo_simulation.yaml_source import ContentErrors

FAULTS = [
    ('flag: "tandems"}\n    probability', 'flag: "tandem"}\n    probability', "« tandem »"),
    ("effects: {add: {continuite: -4, heures: 2}}", "effects: {add: {continuites: 1}}", "variable"),
    ('speaker: "lenoir"', 'speaker: "lenoire"', "« lenoire »"),
    ('      - choice: "dire"', '      - choice: "mentir"', "un choix parmi"),
    ("[[sad-public]]", "[[sad-publique]]", "« sad-publique »"),
    ('choices: ["attendre", "note"]', 'choices: ["attendre", "notes"]', "« notes »"),
    ('  name: "sad-transformation"', '  name: "autre"', "un modèle parmi"),
    ("    absences_d_ete: 0.4", "    absences_d_ete: 40", "Absences de plus l’été"),
    ("    absences_d_ete: 0.4", "    absence_d_ete: 0.4", "paramètre inconnu"),
    ("min: 0, max: 20, initial: 0", "min: -1, max: 20, initial: 0", "des bornes"),
    ('unit: "k€", decimals: 0', 'unit: "€", decimals: 0', "l’unité du modèle"),
    ('{id: "chantiers", label', '{id: "chantier", label', "dont le modèle a besoin"),
    ("start: 2024-07-01", "start: 2024-07-02", "premier jour d’un mois"),
    ("probability: {base: 0.32}", "probability: {bases: 0.32}", "aucune clé de ce nom"),
    ('  - id: "neige"', '  - id: "lettre-ars"', "identifiant unique"),
    ('when: {flag: "avec-presence"}', 'when: {drapeau: "x"}', "une condition"),
]


@pytest.mark.parametrize(("right", "wrong", "expected"), FAULTS, ids=[f[2] for f in FAULTS])
def test_a_fault_is_named_with_its_line(
    tmp_path: Path, right: str, wrong: str, expected: str
) -> None:
    text = CASE.read_text(encoding="utf-8")
    assert right in text
    faulty = tmp_path / "scenario.yml"
    faulty.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    line = text[: text.index(right)].count("\n") + 1
    with pytest.raises(ContentErrors) as caught:
        load_scenario(faulty, load_references(REPOSITORY / "course" / "references.yml"))
    message = str(caught.value)
    assert set_spaces(expected) in message
    lines = [int(found) for found in re.findall(r"scenario\.yml:(\d+)", message)]
    assert lines
    if "dont le modèle" not in expected:
        assert min(abs(found - line) for found in lines) <= 8, (lines, line)


def test_the_schema_is_closed_and_has_no_python_in_it() -> None:
    schema = Scenario.model_json_schema()
    assert schema["additionalProperties"] is False
    for definition in schema["$defs"].values():
        assert definition.get("additionalProperties") is False or "enum" in definition


def test_people_indicators_and_decisions_are_found_by_id() -> None:
    case = load_case()
    assert case.get_person("rosa").is_accompanied
    assert case.get_indicator("heures").direction == "bas"
    assert case.get_decision("annonce").at == 0
    with pytest.raises(KeyError):
        case.get_person("personne")


FAULTS_OF_KINDS = [
    ('kind: "multiple"', 'kind: "autre"', "kind : single, multiple"),
    ('choices: ["medecin", "infirmier", "accord"]', 'choices: ["sabine", "accord"]', "ensemble"),
    ('choices: ["sabine", "accord"]', 'choices: ["sabine", "agnes"]', "des choix parmi"),
    ("    least: 1\n    most: 3", "    least: 5\n    most: 5", "toujours ouverts"),
    ("    step: 1\n", "    step: 7\n", "min et max en pas de"),
    ("{lever: 10, nuit: 12, relais: 6}", "{lever: 10, nuit: 12}", "un montant pour chaque ligne"),
    ("{lever: 10, nuit: 12, relais: 6}", "{lever: 12, nuit: 20, relais: 6}", "un total d’au plus"),
    ('"ordonnance", "lit", "piluliers"]', '"ordonnance", "lit", "lit"]', "une fois chacun"),
    ('before: "lit"', 'before: "litt"', "des éléments parmi"),
    ("    least_length: 40", "    least_length: 4000", "least_length au plus égal"),
    ('decisions: ["vendredi"]', 'decisions: ["samedi"]', "« samedi » n’y est pas"),
    ('title: "Après la porte", at: 4', 'title: "Après la porte", at: 40', "des chapitres"),
    ('    place: "bureau"\n    minutes: 40', '    place: "cave"\n    minutes: 40', "« cave »"),
    ('line: "lever", below: 4', 'line: "aube", below: 4', "« aube » n’en est pas"),
    ('ticked: ["accord"]', 'choices: ["accord"]', "une décision « multiple »"),
    ('    person: "emile"\n', '    person: "emilie"\n', "« emilie »"),
    ("    minutes: 30\n", "    minutes: 50\n", "au plus le temps de"),
    ('["Pesée tous les matins", "épouse", "jeudi 6"]', '["Pesée", "épouse"]', "lignes de 3 cases"),
    ("per_unit: {accordees: 1", "per_unit: {acordees: 1", "« acordees »"),
    ('  - id: "conseil-agnes"', '  - id: "fiche-navette"', "identifiant unique"),
    ("    fatigue_d_un_jour: 6.5", "    fatigue_d_un_jour: -1", "Fatigue d’un jour"),
]


@pytest.mark.parametrize(
    ("right", "wrong", "expected"), FAULTS_OF_KINDS, ids=[f[2] for f in FAULTS_OF_KINDS]
)
def test_a_fault_in_any_kind_of_decision_is_named_with_its_line(
    tmp_path: Path, right: str, wrong: str, expected: str
) -> None:
    text = DISCHARGE.read_text(encoding="utf-8")
    assert right in text
    faulty = tmp_path / "scenario.yml"
    faulty.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(ContentErrors) as caught:
        load_scenario(faulty, load_references(REPOSITORY / "course" / "references.yml"))
    assert set_spaces(expected) in set_spaces(str(caught.value))
    assert re.search(r"scenario\.yml:\d+", str(caught.value))


@pytest.mark.parametrize("path", [CASE, DISCHARGE], ids=lambda path: path.parent.name)
def test_a_case_survives_being_written_and_read(path: Path) -> None:
    case = load_case(path)
    again = Scenario.model_validate_json(case.model_dump_json(by_alias=True))
    assert again.model_dump() == case.model_dump()
