"""The risk matrix and the control chart in a real Chromium, with keys, axe and a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from seen_figures import check_figures, find_figure, keep_figures, open_figures
from small_course import write_notebook

pytestmark = pytest.mark.browser

FIGURES = ("control-chart", "risk-matrix")


@pytest.fixture(scope="module")
def lesson(served_course):
    write_notebook(
        served_course.folder / "2_qualite.ipynb",
        ['page("1_cours")', "## Une leçon", "control_chart()", "risk_matrix()"],
    )
    return served_course.address("m1_regulation/2_qualite.ipynb")


def test_keys_alone_recompute_limits_and_move_a_risk(open_page, lesson):
    page = open_figures(open_page, lesson, FIGURES)
    chart = find_figure(page, "control-chart")
    expect(chart.locator("h3")).to_contain_text("18 points sur 24 donnent un signal")
    expect(chart.locator(".co-figure-answer")).to_contain_text("pas pourquoi")
    chart.get_by_role("button", name="Recalculer les limites").press("Enter")
    expect(chart.locator("h3")).to_contain_text("aucun point ne donne de signal")
    expect(chart.locator(".co-figure-answer")).to_contain_text("c’est permis")
    chart.get_by_role("slider").press("ArrowLeft")
    expect(chart.locator(".co-figure-answer")).to_contain_text("découpage qui arrange")
    chart.get_by_role("radio", name="Visites en retard").focus()
    page.keyboard.press("Space")
    chart.get_by_role("button", name="Revenir au début").focus()
    page.keyboard.press("Enter")
    expect(chart.locator("h3")).to_contain_text("18 points sur 24 donnent un signal")

    matrix = find_figure(page, "risk-matrix")
    expect(matrix.locator("h3")).to_contain_text("de 15 à 5")
    matrix.get_by_label("Vraisemblance").nth(1).focus()
    page.keyboard.press("End")
    expect(matrix.locator("h3")).to_contain_text("de 15 à 25")
    answer = matrix.locator(".co-figure-answer")
    expect(answer).to_contain_text("la vraisemblance monte")
    expect(answer).to_contain_text("vraisemblance 5 au lieu de 1")
    matrix.get_by_role("radio", name="Après les actions").check()
    expect(matrix.locator("svg")).to_contain_text("Le registre après les actions")
    first = matrix.locator("tbody tr").first
    expect(first.locator("th")).to_have_text("Insuline omise")


def test_it_fits_a_phone_and_is_accessible(open_page, lesson, find_violations):
    page = open_figures(open_page, lesson, FIGURES, width=320)
    keep_figures(page, FIGURES, "320")
    check_figures(page, find_violations, 320)


def test_it_fits_a_desk_in_the_dark(open_page, lesson, find_violations):
    page = open_figures(open_page, lesson, FIGURES, color_scheme="dark")
    keep_figures(page, FIGURES, "1280-dark")
    check_figures(page, find_violations, 1280)
