"""The force field and the gate of a disclosure in a real Chromium, served by our Voila."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import expect
from seen_figures import check_figures, find_figure, keep_figures, open_figures
from small_course import MODULE, REPOSITORY, write_notebook

pytestmark = pytest.mark.browser

FIGURES = ("deliberation-field", "disclosure-gate")


@pytest.fixture(scope="module")
def address(served_course):
    folder = served_course.folder
    shutil.copytree(REPOSITORY / "modules" / MODULE / "data", folder / "data")
    calls = ['page("1_cours")', "## Une leçon", "deliberation_field()", "disclosure_gate()"]
    write_notebook(folder / "1_cours.ipynb", calls)
    return served_course.address(f"{MODULE}/1_cours.ipynb")


def test_a_fact_changed_with_the_keys_is_answered_at_once(open_page, address):
    page = open_figures(open_page, address, FIGURES)
    field = find_figure(page, "deliberation-field")
    title = field.get_by_role("heading", level=3)
    expect(title).to_contain_text("un texte y met une condition")
    field.get_by_label("Que proposerait-on").focus()
    page.keyboard.press("ArrowDown")
    expect(title).to_contain_text("Trois semaines en hébergement temporaire")
    expect(title).to_contain_text("un texte l’arrête")
    answer = field.locator(".co-figure-answer")
    expect(answer).to_contain_text("article L. 311-3")
    expect(answer).to_contain_text("Marc n’a encore rien dit")
    field.get_by_label("Ce qu’elle en dit").focus()
    page.keyboard.press("ArrowDown")
    expect(title).to_contain_text("aucun texte lu ici ne l’arrête")
    field.get_by_role("button", name="Revenir à ce qui est raconté").press("Enter")
    expect(title).to_contain_text("Deux passages de nuit")

    gate = find_figure(page, "disclosure-gate")
    title = gate.get_by_role("heading", level=3)
    expect(title).to_contain_text("De Samira Benali à Hélène\u202f: avec son accord")
    gate.get_by_label("Ce qu’elle en dit").select_option("refusé ou retiré")
    expect(title).to_contain_text("non, elle s’y oppose")
    gate.get_by_role("radio", name="Ouvrir le dossier partagé").focus()
    page.keyboard.press("Space")
    gate.get_by_text("Les données", exact=True).click()
    expect(gate.locator("tbody")).to_contain_text("Le secret est le sien")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_nothing_is_out_of_reach(open_page, address, find_violations, width, scheme):
    page = open_figures(open_page, address, FIGURES, width=width, color_scheme=scheme)
    keep_figures(page, FIGURES, f"{width}-{scheme}")
    check_figures(page, find_violations, width)
