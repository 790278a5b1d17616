"""An author's data in a view: one file beside the notebook, checked, mixed with no other."""

from __future__ import annotations

import pytest
from coordo_simulation.yaml_source import ContentErrors
from coordo_widgets import PUBLIC_NAMES
from coordo_widgets.showing import UnavailableError
from coordo_widgets.view_data import find_view

KINDS = {name: kind for name in PUBLIC_NAMES if (kind := find_view(name))}
REGISTER = """\
service: "Les Aubépines"
origin: "exemple inventé"
risks:
  - id: "clef"
    short: "Clef perdue"
    title: "La clef d’une personne est perdue"
    owner: "Responsable de secteur"
    before: { severity: 3, likelihood: 4 }
    after: { severity: 3, likelihood: 1 }
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "registre.yml").write_text(REGISTER, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", KINDS)
def test_each_view_opens_on_its_example(name):
    kind = KINDS[name]
    example = kind.build_example()
    assert kind.model.model_validate(example.model_dump(mode="json")) == example
    assert kind.open() is not None


def test_an_author_s_register_is_what_one_sees(folder):
    figure = find_view("risk_matrix").open("registre", folder)
    figure.show(1, {}, "wide")
    assert (
        figure.view["title"]
        == "Clef perdue\u202f: de 12 à 3 attendu après les actions, acceptable en l’état"
    )
    assert "Les Aubépines" in figure.definition["sources"][-1]["label"]
    assert figure.definition["id"] == "risk-matrix-registre"


def test_a_fault_is_told_with_its_line(folder):
    path = folder / "data" / "registre.yml"
    path.write_text(REGISTER.replace("likelihood: 4", "likelihood: 9"), encoding="utf-8")
    with pytest.raises(ContentErrors, match=r"registre.yml:4.*un niveau de 1 à 5"):
        find_view("risk_matrix").open("registre", folder)


@pytest.mark.parametrize("name", ["../scenario", "a/b", "", "Registre", "a.b"])
def test_a_name_leads_nowhere_else(folder, name):
    with pytest.raises(UnavailableError):
        find_view("risk_matrix").open(name, folder)
