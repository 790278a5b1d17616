"""`coordo check` reads the data of views where lessons and cases name them, and finds the rest."""

from __future__ import annotations

import json

import pytest
from coordo_course.check.report import CheckReport
from coordo_course.check.views import check_views, list_calls
from coordo_widgets.view_data import find_view

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
CALL = 'from coordo_widgets import risk_matrix; risk_matrix("registre")'


@pytest.fixture
def module(tmp_path):
    folder = tmp_path / "modules" / "m9_essai"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "registre.yml").write_text(REGISTER, encoding="utf-8")
    write_cells(folder, CALL)
    return folder


def write_cells(folder, *sources):
    cells = [
        {"cell_type": "code", "id": f"c{rank}", "source": source, "metadata": {}}
        for rank, source in enumerate(sources, 1)
    ]
    text = json.dumps({"nbformat": 4, "cells": cells}, ensure_ascii=False, indent=1)
    (folder / "1_cours.ipynb").write_text(text, encoding="utf-8")


def list_faults(module):
    report = CheckReport()
    check_views(module.parents[1], report)
    return [str(fault) for fault in report.faults]


def test_data_that_fit_pass(module):
    assert list_faults(module) == []


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        (CALL, [("risk_matrix", "registre")]),
        ('risk_matrix(data="registre"); question("m1-q1")', [("risk_matrix", "registre")]),
        ("risk_matrix()", []),
        ('question("m1-q1")', []),
        ('rota_board(data="planning")', [("rota_board", "planning")]),
        ("risk_matrix(", []),
    ],
)
def test_calls_with_data_are_found(source, calls):
    assert list_calls(source) == calls


def test_a_missing_file_is_told_at_its_cell(module):
    (module / "data" / "registre.yml").unlink()
    (fault,) = list_faults(module)
    assert "1_cours.ipynb:6" in fault
    assert "data/registre.yml à côté" in fault


def test_a_fault_is_told_at_its_line_in_the_data(module):
    text = REGISTER.replace("likelihood: 4", "likelihood: 9")
    (module / "data" / "registre.yml").write_text(text, encoding="utf-8")
    write_cells(module, CALL, CALL)
    (fault,) = list_faults(module)
    assert "data/registre.yml:4" in fault


def test_an_unquoted_sentence_is_told(module):
    text = REGISTER.replace('"Les Aubépines"', "Les Aubépines")
    (module / "data" / "registre.yml").write_text(text, encoding="utf-8")
    assert "guillemets" in list_faults(module)[0]


@pytest.mark.parametrize("view", ["aggir_grid", "no_such_view"])
def test_a_view_without_data_is_told(module, view):
    write_cells(module, CALL, f'{view}(data="registre")')
    (fault,) = list_faults(module)
    assert "une vue qui prend des données" in fault


def test_a_name_that_leads_elsewhere_is_told(module):
    write_cells(module, CALL, 'risk_matrix("../scenario")')
    assert "n’est pas un nom de données" in list_faults(module)[0]


def test_a_file_that_nobody_names_is_told(module):
    (module / "data" / "ancien.yml").write_text(REGISTER, encoding="utf-8")
    (module / "data" / "sources.yml").write_text("tables: []\n", encoding="utf-8")
    (fault,) = list_faults(module)
    assert "ancien.yml" in fault
    assert "qui nomme ces données" in fault


def test_a_case_refuses_a_view_that_one_handles(module):
    """It is read with a document: rounds are moved, which a lesson only can let one do."""
    write_cells(module, 'rounds_map("matin")', CALL)
    example = find_view("rounds_map").build_example().model_dump_json()
    (module / "data" / "matin.yml").write_text(example, encoding="utf-8")
    assert list_faults(module) == []
    shown = 'documents:\n  - id: "a"\n    view: { name: "rounds_map", data: "matin" }\n'
    (module / "scenario.yml").write_text(shown, encoding="utf-8")
    write_cells(module, CALL)
    (fault,) = list_faults(module)
    assert "une vue que l’on lit" in fault


def test_the_data_of_a_case_are_read(module):
    write_cells(module, "risk_matrix()")
    shown = 'documents:\n  - id: "a"\n    view: { name: "risk_matrix", data: "registre" }\n'
    (module / "scenario.yml").write_text(shown, encoding="utf-8")
    assert list_faults(module) == []
    (module / "scenario.yml").write_text(shown.replace("registre", "absent"), encoding="utf-8")
    missing, unnamed = list_faults(module)
    assert "scenario.yml:3" in missing
    assert "registre.yml" in unnamed
