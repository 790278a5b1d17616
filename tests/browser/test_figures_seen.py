"""The lessons' figures in a real Chromium, served by our Voila."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from small_course import REPOSITORY, lay_course, write_notebook

pytestmark = pytest.mark.browser

FIGURES = ("timeline", "pathway", "pyramid", "authority", "unmet_demand")
DATA = REPOSITORY / "modules" / "m1_regulation" / "data"
PATIENCE = 60_000  # ms: a kernel starts on a shared machine
expect.set_options(timeout=PATIENCE / 2)


@pytest.fixture(scope="module")
def module_folder(tmp_path_factory):
    folder = lay_course(tmp_path_factory.mktemp("course"))
    shutil.copytree(DATA, folder / "data")
    write_notebook(
        folder / "1_cours.ipynb",
        ['page("1_cours")', "## Une leçon", *(f"{name}_figure()" for name in FIGURES)],
    )
    return folder


@pytest.fixture(scope="module")
def address(module_folder):
    command = [sys.executable, str(Path(__file__).with_name("serve_course.py"))]
    server = subprocess.Popen(
        [*command, str(module_folder.parents[1] / "modules")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    port = server.stdout.readline().strip()
    yield f"http://127.0.0.1:{port}/voila/render/m1_regulation/1_cours.ipynb"
    server.terminate()
    server.wait(timeout=20)
    server.stdout.close()


def open_lesson(
    chromium: Browser, address: str, *, width: int = 1280, scheme: str = "light"
) -> tuple[Page, list[str]]:
    """Open the lesson with every request to another host refused and noted."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR"
    )
    page = context.new_page()
    foreign: list[str] = []

    def guard(route: Route) -> None:
        url = route.request.url
        if url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            route.continue_()
        else:
            foreign.append(url)
            route.abort()

    page.route("**/*", guard)
    page.goto(address)
    for name in FIGURES:
        figure = find(page, name)
        figure.locator("svg").wait_for(timeout=PATIENCE)
    return page, foreign


def find(page: Page, name: str):
    return page.locator(f'[data-figure="{name.replace("_", "-")}-figure"]')


def read_rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_filter_by_keyboard_changes_picture_words_and_table(chromium, address):
    page, foreign = open_lesson(chromium, address)
    timeline = find(page, "timeline")
    expect(timeline.locator("h3")).to_have_text("En 2009, cinq dispositifs de coordination")
    before = timeline.locator("svg").inner_html()
    timeline.get_by_role("slider", name="Année").focus()
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    expect(timeline.locator("h3")).to_contain_text("En 2016")
    expect(timeline.locator("output")).to_have_text("2016")
    assert timeline.locator("svg").inner_html() != before
    timeline.get_by_role("radio", name="Toutes").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(timeline.get_by_role("radio", name="Personnes âgées")).to_be_checked()
    expect(timeline.locator(".co-figure-answer")).not_to_contain_text("PCPE")
    expect(timeline.locator(".co-figure-answer")).to_contain_text("Paerpa")
    assert foreign == []
    page.context.close()


def test_the_table_holds_the_data(chromium, address):
    page, _ = open_lesson(chromium, address)
    timeline = find(page, "timeline")
    timeline.get_by_text("Les données", exact=True).click()
    shown = timeline.locator("tbody tr").all_inner_texts()
    devices = read_rows("coordination_devices")
    assert len(shown) == len(devices)
    for device in devices:
        row = next(text for text in shown if text.startswith(device["name"]))
        assert (device["start"] or "non vérifié") in row
    page.context.close()


def test_what_is_placed_is_kept_and_compared_in_words(chromium, address, module_folder):
    page, _ = open_lesson(chromium, address)
    pathway = find(page, "pathway")
    pathway.get_by_label("Qui coordonne").nth(1).select_option("madame-x")
    expect(pathway.get_by_role("status")).to_have_text("Votre réponse est enregistrée.")
    pathway.get_by_role("checkbox", name="hôpital").nth(1).check()
    pathway.get_by_role("button", name="Comparer avec la source").press("Enter")
    expect(pathway.locator("h3")).to_contain_text("De Monsieur X au DAC")
    expect(pathway.locator(".co-figure-answer p").nth(1)).to_contain_text("comme vous")
    page.context.close()
    lines = (module_folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    note = json.loads([line for line in lines if "pathway-figure" in line][-1])
    assert json.loads(note["text"])["coordinator-2"] == "madame-x"
    page, _ = open_lesson(chromium, address)
    assert find(page, "pathway").get_by_label("Qui coordonne").nth(1).input_value() == "madame-x"
    assert find(page, "pathway").get_by_role("checkbox", name="hôpital").nth(1).is_checked()
    page.context.close()


def test_the_third_value_appears_only_after_the_guess(chromium, address):
    page, _ = open_lesson(chromium, address)
    figure = find(page, "unmet_demand")
    assert "OpinionWay" not in (figure.locator("table").text_content() or "")
    figure.get_by_role("slider").press("ArrowRight")
    figure.get_by_role("button", name="Voir ce que dit la source").click()
    expect(figure.locator("table")).to_contain_text("OpinionWay")
    expect(figure.locator(".co-figure-answer")).to_contain_text("Vous disiez 25")
    figure.get_by_role("button", name="Cacher et recommencer").click()
    expect(figure.locator("table")).not_to_contain_text("OpinionWay")
    page.context.close()


def test_a_question_lights_its_own_answers(chromium, address):
    page, _ = open_lesson(chromium, address)
    figure = find(page, "authority")
    figure.get_by_role("combobox").select_option("payer-soins")
    expect(figure.locator(".co-figure-answer")).to_contain_text("verse la dotation globale")
    figure.get_by_text("Depuis : SAD aide").click()
    expect(figure.locator("h3")).to_contain_text("qu’une autorité")
    expect(figure.locator(".co-figure-answer")).to_contain_text("Rien que nous ayons vérifié")
    page.context.close()


def test_the_hole_of_the_pyramid_is_filled(chromium, address):
    page, _ = open_lesson(chromium, address)
    figure = find(page, "pyramid")
    expect(figure.locator("h3")).to_contain_text("pas de réponse")
    assert "pas de réponse" in (figure.locator("svg").get_attribute("aria-label") or "")
    figure.get_by_role("radio", name="3. Intégrée").check()
    expect(figure.locator("h3")).to_contain_text("Le trou du sommet se comble")
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits_and_is_accessible(chromium, address, width, scheme):
    page, foreign = open_lesson(chromium, address, width=width, scheme=scheme)
    for summary in page.locator(".co-figure summary").all():
        summary.click()
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0
    for picture in page.locator(".co-figure-picture svg").all():
        box = picture.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    results = Axe().run(page, context=".co-figure")
    grave = [
        (fault["id"], fault["nodes"][0]["html"][:200])
        for fault in results.response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    assert grave == []
    assert foreign == []
    keep_screenshots(page, f"{width}-{scheme}")
    page.context.close()


def keep_screenshots(page: Page, name: str) -> None:
    """Save what one sees, where COORDO_SCREENSHOTS names a folder."""
    folder = os.environ.get("COORDO_SCREENSHOTS")
    if folder:
        for figure in FIGURES:
            target = Path(folder) / f"{figure}-{name}.png"
            for summary in find(page, figure).locator("summary").all():
                summary.click()
            find(page, figure).screenshot(path=target)
