"""The workshop: every model of the course opens from the portal, and answers the keyboard."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from playwright.sync_api import Page, expect
from small_course import MODULE, REPOSITORY
from waits import ACTING, LOADING

pytestmark = pytest.mark.browser

NOTEBOOK = REPOSITORY / "modules" / "atelier_modeles.ipynb"


def list_views() -> list[str]:
    """The public functions that the notebook calls, the head and the foot of the page aside."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    names = [re.search(r"import (\w+)", source)[1] for source in sources]
    return [name for name in names if not name.startswith("page")]


@pytest.fixture(scope="module")
def workshop(served_course):
    modules = served_course.folder.parent
    shutil.copy(NOTEBOOK, modules / NOTEBOOK.name)
    shutil.copytree(REPOSITORY / "modules" / MODULE / "data", served_course.folder / "data")
    return served_course.address(NOTEBOOK.name)


def open_workshop(open_page, address: str, width: int) -> Page:
    page = open_page(address, width)
    expect(page.locator("[data-figure]")).to_have_count(len(list_views()), timeout=LOADING)
    for figure in page.locator(".co-figure").all():
        figure.locator("svg").first.wait_for(timeout=LOADING)
    return page


def find_figure(page: Page, name: str):
    return page.locator(f'[data-figure="{name}"]')


def test_every_view_is_there_and_nothing_is_out_of_reach(open_page, workshop, find_violations):
    page = open_workshop(open_page, workshop, 320)
    expect(page.locator(".co-alert")).to_have_count(0)
    headings = page.get_by_role("heading", level=2)
    assert len(list_views()) >= headings.count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert find_violations(page) == []


def test_the_models_answer_the_keyboard(open_page, workshop):
    page = open_workshop(open_page, workshop, 1280)
    aggir = find_figure(page, "aggir-grid")
    title = aggir.get_by_role("heading", level=3)
    before = title.inner_text()
    aggir.get_by_role("radio", name="Transferts\u202f: B").focus()
    page.keyboard.press("ArrowRight")
    expect(aggir.get_by_role("radio", name="Transferts\u202f: C")).to_be_checked()
    expect(title).not_to_have_text(before, timeout=ACTING)
    expect(aggir.get_by_text("Syndicat national de gérontologie clinique")).to_be_visible()

    budget = find_figure(page, "budget-board")
    title = budget.get_by_role("heading", level=3)
    before = title.inner_text()
    slider = budget.get_by_role("slider", name="Prix de l’heure APA et PCH")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "26,60\u00a0€"
    expect(title).not_to_have_text(before, timeout=ACTING)
    budget.get_by_role("button", name="Revenir au départ").press("Enter")
    expect(title).to_have_text(before, timeout=ACTING)
    assert slider.get_attribute("aria-valuetext") == "26,50\u00a0€"
