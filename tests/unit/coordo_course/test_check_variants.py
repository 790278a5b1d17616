from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from coordo_course.check import variants
from coordo_course.check.variants import iter_variant_faults
from coordo_simulation.yaml_source import load_yaml

sys.path.insert(0, str(Path(__file__).parents[1] / "coordo_assessments"))

from variant_samples import BOOK, build_template


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(variants, "DRAWS", 60)


def list_faults(tmp_path: Path, template: Any) -> list[str]:
    path = tmp_path / "theme.yml"
    path.write_text(f'theme: "T"\nitems:\n  - id: "{template.id}"\n', encoding="utf-8")
    faults = iter_variant_faults(load_yaml(path), {template.id: template}, BOOK)
    return [fault.expected for fault in faults]


def test_a_sound_item_passes(tmp_path: Path) -> None:
    stem = "Pour {{equipe}} personnes et {{heures-payees}}, combien ?"
    assert list_faults(tmp_path, build_template("cout-heure-faite", stem=stem)) == []


@pytest.mark.parametrize(
    ("name", "changes", "told"),
    [
        ("cout-heure-faite", {"stem": "Avec {{revenu}}."}, "n’est pas une valeur"),
        ("cout-heure-faite", {"difficulty": 1}, "difficulté 1"),
        ("cout-heure-faite", {"stem": "Il reste {{ }} heures."}, "valeur du générateur"),
        ("cout-heure-faite", {"stem": "Un taux de 12.5 %."}, "une virgule décimale"),
        ("cout-heure-faite", {"stem": "Vraiment? Oui."}, "les espaces insécables"),
        ("cout-heure-faite", {"stem": "Deux  espaces."}, "une seule espace"),
        ("cout-heure-faite", {"stem": "Il reste 1 heures."}, "un singulier"),
        ("cout-heure-faite", {"tolerance": "40"}, "aucun tirage sain"),
        ("moyenne-de-critere", {"decimals": 0}, "aucun tirage sain"),
        (
            "jours-avant-echeance",
            {"mistakes": [{"error": "inconnue", "explanation": "Non."}]},
            "n’est pas une erreur du générateur",
        ),
        (
            "apa-participation",
            {"generator": {"name": "apa-participation", "parameters": {"on": "1990-01-01"}}},
            "aucune valeur",
        ),
    ],
)
def test_each_fault_is_told(tmp_path: Path, name: str, changes: dict[str, Any], told: str) -> None:
    faults = list_faults(tmp_path, build_template(name, **changes))
    assert any(told in fault for fault in faults), faults
