"""The force field and the gate of a disclosure in a real Chromium, served by our Voila."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from small_course import MODULE, REPOSITORY, write_notebook
from waits import LOADING

pytestmark = pytest.mark.browser

VIEWS = ("deliberation_field", "disclosure_gate")


@pytest.fixture(scope="module")
def address(served_course):
    folder = served_course.folder
    shutil.copytree(REPOSITORY / "modules" / MODULE / "data", folder / "data")
    calls = [f"{view}()" for view in VIEWS]
    write_notebook(folder / "1_cours.ipynb", ['page("1_cours")', "## Une leçon", *calls])
    return served_course.address(f"{MODULE}/1_cours.ipynb")


def open_lesson(open_page, address: str, width: int, **options) -> Page:
    page = open_page(address, width, **options)
    for view in VIEWS:
        find(page, view).locator("svg").wait_for(timeout=LOADING)
    keep_screenshots(page, f"{width}-{options.get('color_scheme', 'light')}")
    return page


def find(page: Page, view: str):
    return page.locator(f'[data-figure="{view.replace("_", "-")}"]')


def keep_screenshots(page: Page, name: str) -> None:
    """Save what one sees, where COORDO_SCREENSHOTS names a folder."""
    folder = os.environ.get("COORDO_SCREENSHOTS")
    if folder:
        for view in VIEWS:
            find(page, view).screenshot(path=Path(folder) / f"{view}-{name}.png")


def test_a_fact_changed_with_the_keys_is_answered_at_once(open_page, address):
    page = open_lesson(open_page, address, 1280)
    field = find(page, "deliberation_field")
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

    gate = find(page, "disclosure_gate")
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
    page = open_lesson(open_page, address, width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for picture in page.locator(".co-figure-picture svg").all():
        box = picture.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    for select in page.locator(".co-figure-select").all():
        box = select.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    for summary in page.locator(".co-figure summary").all():
        summary.click()
    assert find_violations(page) == []
