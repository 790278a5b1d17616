"""A document of a case bears a view: read with it, again later, never in the case's way."""

from __future__ import annotations

import json

import pytest
from case_kinds_sample import ANSWERS, lay_kinds_course
from case_page import Page
from coordo_simulation.case_items import ShownView
from coordo_widgets.case_figures import NOT_SHOWN, show_figure

REGISTER = """\
service: "Les Aubépines <b>"
origin: "exemple inventé"
risks:
  - id: "clef"
    short: "Clef & <i>perdue"
    title: "La clef d’une personne <script> alert(1)</script> est perdue"
    owner: "Responsable de secteur"
    before: { severity: 3, likelihood: 4 }
    after: { severity: 3, likelihood: 1 }
"""
VIEW = '    view: {name: "risk_matrix", data: "registre"}\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = lay_kinds_course(tmp_path)
    path = folder / "scenario.yml"
    text = path.read_text(encoding="utf-8")
    bearing = '    body: "La date est [[ssiad-echeance-sad]]."\n'
    assert bearing in text
    path.write_text(text.replace(bearing, bearing + VIEW), encoding="utf-8")
    (folder / "data").mkdir()
    (folder / "data" / "registre.yml").write_text(REGISTER, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def open_letter(folder):
    page = Page(folder)
    page.play()
    assert page.open("lettre")["ok"]
    return page


def test_the_document_shows_its_view(folder):
    (letter,) = open_letter(folder).now["opened"]
    figure = letter["figure"]
    assert figure["title"].startswith("Clef & <i>perdue\u202f: de 12 à 3")
    assert 'viewBox="0 0 640' in figure["wide"]
    assert 'viewBox="0 0 304' in figure["narrow"]
    assert figure["answer"][0].startswith("Avant les actions")
    assert figure["table"]["rows"][0][2].startswith("La clef d’une personne")
    assert any("Les Aubépines" in source for source in figure["sources"])
    assert not any("Les Deux Rives" in source for source in figure["sources"])
    assert any("hypothèse pédagogique" in limit for limit in figure["limits"])
    assert figure["fault"] is None


def test_what_an_author_writes_is_no_markup_and_leads_nowhere(folder):
    (letter,) = open_letter(folder).now["opened"]
    for picture in (letter["figure"]["wide"], letter["figure"]["narrow"]):
        assert "<i>" not in picture
        assert "<script" not in picture
        assert "href" not in picture
        assert picture.count("http") == 1  # the name of SVG


def test_it_is_read_again_later(folder):
    page = open_letter(folder)
    before = page.now["opened"][0]["figure"]
    page.give(ANSWERS[0])
    past = page.screen["moments"][0]["opened"][0]["figure"]
    assert past == before


@pytest.mark.parametrize("fault", ["missing", "unfit", "unknown view", "no figure"])
def test_a_fault_is_a_sentence_and_the_case_goes_on(folder, fault):
    scenario, data = folder / "scenario.yml", folder / "data" / "registre.yml"
    if fault == "missing":
        data.unlink()
    elif fault == "unfit":
        data.write_text(REGISTER.replace("likelihood: 4", "likelihood: 9"), encoding="utf-8")
    else:
        name = "no_such_view" if fault == "unknown view" else "aggir_grid"
        text = scenario.read_text(encoding="utf-8")
        scenario.write_text(text.replace("risk_matrix", name), encoding="utf-8")
    page = open_letter(folder)
    (letter,) = page.now["opened"]
    assert letter["figure"]["fault"] == NOT_SHOWN
    assert str(folder) not in json.dumps(page.screen)
    assert page.give(ANSWERS[0])["ok"]


def test_it_is_drawn_anew_when_its_file_changes(folder):
    view = ShownView(name="risk_matrix", data="registre")
    assert show_figure(view).title.startswith("Clef &")
    data = folder / "data" / "registre.yml"
    data.write_text(REGISTER.replace("Clef &", "Trousseau &"), encoding="utf-8")
    assert show_figure(view).title.startswith("Trousseau &")


def test_a_document_without_a_view_has_none(tmp_path):
    page = Page(lay_kinds_course(tmp_path))
    page.play()
    page.open("lettre")
    assert page.now["opened"][0]["figure"] is None
