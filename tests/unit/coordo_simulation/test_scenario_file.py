"""A scenario file that does not fit is refused in French, with the line to mend."""

import re
from pathlib import Path

import pytest
from case_runs import CASE, REPOSITORY, load_case
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
