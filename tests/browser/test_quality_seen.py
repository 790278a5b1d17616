"""The risk matrix and the control chart in a real Chromium, with keys, axe and a phone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from small_course import write_notebook
from waits import LOADING

pytestmark = pytest.mark.browser

FIGURES = ("control-chart", "risk-matrix")


@pytest.fixture(scope="module")
def lesson(served_course):
    write_notebook(
        served_course.folder / "2_qualite.ipynb",
        ['page("1_cours")', "## Une leçon", "control_chart()", "risk_matrix()"],
    )
    return served_course.address("m1_regulation/2_qualite.ipynb")


def open_lesson(open_page, lesson, **options) -> Page:
    page = open_page(lesson, **options)
    for name in FIGURES:
        find(page, name).locator("svg").wait_for(timeout=LOADING)
    return page


def find(page: Page, name: str):
    return page.locator(f'[data-figure="{name}"]')


def test_keys_alone_recompute_limits_and_move_a_risk(open_page, lesson):
    page = open_lesson(open_page, lesson)
    chart = find(page, "control-chart")
    expect(chart.locator("h3")).to_contain_text("18 points sur 24 signalent")
    expect(chart.locator(".co-figure-answer")).to_contain_text("pas pourquoi")
    chart.get_by_role("button", name="Recalculer les limites").press("Enter")
    expect(chart.locator("h3")).to_contain_text("aucun point ne se distingue")
    expect(chart.locator(".co-figure-answer")).to_contain_text("c’est permis")
    chart.get_by_role("slider").press("ArrowLeft")
    expect(chart.locator(".co-figure-answer")).to_contain_text("découpage qui arrange")
    chart.get_by_role("radio", name="Visites en retard").focus()
    page.keyboard.press("Space")
    chart.get_by_role("button", name="Revenir au début").focus()
    page.keyboard.press("Enter")
    expect(chart.locator("h3")).to_contain_text("18 points sur 24 signalent")

    matrix = find(page, "risk-matrix")
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
    page = open_lesson(open_page, lesson, width=320)
    check_seen(page, find_violations, 320)
    keep_screenshots(page, "320")


def test_it_fits_a_desk_in_the_dark(open_page, lesson, find_violations):
    page = open_lesson(open_page, lesson, color_scheme="dark")
    check_seen(page, find_violations, 1280)
    keep_screenshots(page, "1280-dark")


def check_seen(page: Page, find_violations, width: int) -> None:
    for summary in page.locator(".co-figure summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    for picture in page.locator(".co-figure-picture svg").all():
        box = picture.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    small = page.eval_on_selector_all(
        ".co-figure-option, .co-figure select, .co-figure button",
        "nodes => nodes.filter(n => n.getBoundingClientRect().height < 44).length",
    )
    assert small == 0
    assert find_violations(page) == []


def keep_screenshots(page: Page, name: str) -> None:
    """Save what one sees, where COORDO_SCREENSHOTS names a folder."""
    folder = os.environ.get("COORDO_SCREENSHOTS")
    if folder:
        for figure in FIGURES:
            for summary in find(page, figure).locator("summary").all():
                summary.click()
            find(page, figure).screenshot(path=Path(folder) / f"{figure}-{name}.png")
