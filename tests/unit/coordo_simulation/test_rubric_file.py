"""A rubric file at fault is refused with its file, its line and what was expected, in French."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from case_runs import REPOSITORY, load_case
from coordo_simulation.references import load_references
from coordo_simulation.rubric_checks import load_rubric
from coordo_simulation.yaml_source import ContentError, ContentErrors

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """scenario: "m1-ssiad-sad-mixte"
version: "1.1"
title: "Essai"
criteria:
"""
WHY = """    points: 1
    explanation: "Parce que."
    references: ["droits-usagers"]
"""
CHOICE = f"""  - id: "annonce"
    kind: "choix"
    dimension: "decision"
    label: "Dire"
    decision: "annonce"
    otherwise: "Rien."
    levels:
      - {{when: {{decision: "annonce", choices: ["dire"]}}, share: 1, text: "Dit."}}
{WHY}"""
COST = f"""  - id: "caisse"
    kind: "cout"
    dimension: "cout"
    label: "Caisse"
    variable: "tresorerie"
    zero: 0
    full: 40
{WHY}"""
DELAY = f"""  - id: "depot"
    kind: "delai"
    dimension: "delai"
    label: "Déposer"
    acts: [{{decision: "depot", choices: ["tot"]}}]
    by: 11
    loss: 0.1
{WHY}"""
ORDER = f"""  - id: "ordre"
    kind: "ordre"
    dimension: "ordre"
    label: "Dire d’abord"
    first: {{decision: "annonce"}}
    then: {{decision: "depot"}}
{WHY}"""
OMISSION = f"""  - id: "oubli"
    kind: "omission"
    dimension: "omission"
    label: "Dire et déposer"
    acts: [{{decision: "annonce"}}, {{decision: "depot"}}]
{WHY}"""


def load(folder: Path, text: str) -> object:
    path = folder / "rubric.yml"
    path.write_text(text, "utf-8")
    book = load_references(REPOSITORY / "course" / "references.yml")
    return load_rubric(path, load_case(), book)


def test_a_sound_rubric_is_read(tmp_path: Path) -> None:
    assert load(tmp_path, HEAD + CHOICE + COST + DELAY + ORDER + OMISSION)


FAULTS = {
    "another case": (HEAD.replace("mixte", "autre") + CHOICE, 1, "l’identifiant du cas noté"),
    "another version": (HEAD.replace("1.1", "2.0") + CHOICE, 2, "la version du cas"),
    "an unknown choice": (HEAD + CHOICE.replace('["dire"]', '["rire"]'), 12, "« rire »"),
    "an unknown decision": (HEAD + DELAY.replace('"depot", ch', '"dépôt", ch'), None, "« dépôt »"),
    "an unknown variable": (HEAD + COST.replace("tresorerie", "caisse"), 9, "une variable du cas"),
    "an unknown fact": (
        HEAD + COST + '    when: {flag: "joie"}\n',
        15,
        "un fait du cas",
    ),
    "a bound out of the scale": (HEAD + COST.replace("40", "4000"), 11, "une valeur entre"),
    "a delay after the end": (HEAD + DELAY.replace("by: 11", "by: 18"), 10, "avant la fin du cas"),
    "the same id twice": (HEAD + COST + COST, 5, "un identifiant unique"),
    "no source": (
        HEAD + COST.replace('    references: ["droits-usagers"]\n', ""),
        5,
        "au moins une référence ou une source",
    ),
    "an unknown reference": (
        HEAD + COST.replace("droits-usagers", "droits-inconnus"),
        14,
        "course/references.yml",
    ),
    "a cap without a weight": (HEAD + COST + "    cap: 0.5\n", 5, "cap va avec weight"),
    "an unknown kind": (HEAD + COST.replace('"cout"\n    dim', '"prix"\n    dim'), None, "kind"),
    "an act that is a word": (
        HEAD + DELAY.replace('[{decision: "depot", choices: ["tot"]}]', '["depot"]'),
        9,
        "des clés et leurs valeurs",
    ),
    "an order of one act": (
        HEAD + ORDER.replace('{decision: "annonce"}', '{decision: "depot"}'),
        5,
        "deux gestes différents",
    ),
    "an act counted twice": (
        HEAD + OMISSION.replace('"annonce"', '"depot"'),
        5,
        "chaque geste une seule fois",
    ),
    "points past a hundredth": (HEAD + COST.replace("s: 1\n", "s: 0.125\n"), 12, "2 décimales"),
    "levels that rise": (
        HEAD
        + CHOICE.replace(
            "    points: 1",
            '      - {when: {decision: "annonce", choices: ["note"]}, share: 1, text: "x"}\n'
            "    points: 1",
        ).replace('share: 1, text: "Dit."', 'share: 0.5, text: "Dit."'),
        11,
        "du plus complet au moins complet",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_where_it_stands(tmp_path: Path, name: str) -> None:
    text, line, expected = FAULTS[name]
    with pytest.raises((ContentError, ContentErrors)) as caught:
        load(tmp_path, text)
    told = str(caught.value)
    assert "rubric.yml" in told
    assert expected in told, told
    if line is not None:
        assert re.search(rf"rubric\.yml, ligne {line}\b|rubric\.yml:{line}\b", told), told
