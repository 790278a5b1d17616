"""The pathway ribbon and the discharge queue in a real Chromium, with keys, axe and a phone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from small_course import MODULE, REPOSITORY, write_notebook
from waits import ACTING, LOADING

pytestmark = pytest.mark.browser

FIGURES = ("pathway-ribbon", "interface-queue-figure")


@pytest.fixture(scope="module")
def lesson(served_course):
    folder = served_course.folder
    shutil.copytree(REPOSITORY / "modules" / MODULE / "data", folder / "data")
    write_notebook(
        folder / "4_parcours.ipynb",
        ['page("1_cours")', "## Une leçon", "pathway_ribbon()", "interface_queue_figure()"],
    )
    return served_course.address("m1_regulation/4_parcours.ipynb")


def open_lesson(open_page, lesson, **options) -> Page:
    page = open_page(lesson, **options)
    for name in FIGURES:
        find(page, name).locator("svg").wait_for(timeout=LOADING)
    return page


def find(page: Page, name: str):
    return page.locator(f'[data-figure="{name}"]')


def test_keys_alone_draw_another_life_spend_hours_and_shorten_a_queue(open_page, lesson):
    expect.set_options(timeout=2 * ACTING)
    page = open_lesson(open_page, lesson)
    keep_screenshots(page, "1280")
    ribbon = find(page, "pathway-ribbon")
    title, answer = ribbon.locator("h3"), ribbon.locator(".co-figure-answer")
    expect(title).to_contain_text("Vie n°\u00a04")
    expect(answer).to_contain_text("Sur 200 vies tirées")
    expect(answer).to_contain_text("90 heures de coordination en quinze mois")
    ribbon.get_by_role("slider", name="Une autre vie").focus()
    page.keyboard.press("ArrowRight")
    expect(title).to_contain_text("Vie n°\u00a05")
    ribbon.get_by_role("slider", name="Soutenir l’aidante").focus()
    page.keyboard.press("ArrowRight")
    expect(answer).to_contain_text("105 heures de coordination en quinze mois")
    ribbon.get_by_role("radio", name="Tenir autour de Sylvie").focus()
    page.keyboard.press("Space")
    expect(answer).to_contain_text("sous «\u202fTenir autour de Sylvie\u202f»")
    ribbon.get_by_text("Les données", exact=True).press("Enter")
    expect(ribbon.locator("tbody tr").first.locator("th")).to_contain_text("2026")
    ribbon.get_by_role("button", name="Revenir au départ").press("Enter")
    expect(title).to_contain_text("cinq ruptures et quatre séjours")

    queue = find(page, "interface-queue-figure")
    expect(queue.locator("h3")).to_contain_text("En moyenne, qui est prêt le mardi")
    queue.get_by_role("slider", name="La sortie est annoncée").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(queue.locator(".co-figure-answer")).to_contain_text("jours de moins qu’au départ")
    queue.get_by_role("slider", name="Places pour commencer").press("ArrowLeft")
    expect(queue.locator("h3")).to_contain_text("La file ne se vide plus")


def test_it_fits_a_phone_and_is_accessible(open_page, lesson, find_violations):
    page = open_lesson(open_page, lesson, width=320)
    check_seen(page, find_violations, 320)
    keep_screenshots(page, "320")
    picture = find(page, "pathway-ribbon").locator("svg").bounding_box()
    assert picture is not None
    assert picture["height"] > 2 * picture["width"]  # time goes down


def test_it_is_accessible_in_the_dark(open_page, lesson, find_violations):
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
    assert find_violations(page) == []


def keep_screenshots(page: Page, look: str) -> None:
    """Save what one sees, where COORDO_SCREENSHOTS names a folder."""
    folder = os.environ.get("COORDO_SCREENSHOTS")
    if folder:
        for figure in FIGURES:
            find(page, figure).screenshot(path=Path(folder) / f"{figure}-{look}.png")
