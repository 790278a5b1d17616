"""The rounds in a real Chromium, served by our Voila: moved by keys, proposed, kept."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from small_course import write_notebook
from waits import ACTING, LOADING

pytestmark = pytest.mark.browser

NOTEBOOK = "m1_regulation/1_cours.ipynb"
TOUCH = 44  # px


@pytest.fixture(scope="module")
def address(served_course):
    """The lesson that holds the rounds, in a course that nobody has worked in."""
    cells = ['page("1_cours")', "## Des tournées", "rounds_map()"]
    write_notebook(served_course.folder / "1_cours.ipynb", cells)
    return served_course.address(NOTEBOOK)


def open_rounds(chromium: Browser, address: str, width: int = 1280, **options) -> Page:
    viewport = {"width": width, "height": 900}
    page = chromium.new_context(viewport=viewport, locale="fr-FR", **options).new_page()
    page.set_default_timeout(ACTING)
    page.route(
        re.compile(r"^(?!http://127\.0\.0\.1|ws://127\.0\.0\.1|data:|blob:)"),
        lambda route: pytest.fail(f"asked another host: {route.request.url}"),
    )
    page.goto(address, timeout=LOADING)
    page.locator(".co-rounds[data-shown] .co-rounds-map svg").wait_for(timeout=LOADING)
    return page


@pytest.fixture(scope="module")
def opened(chromium, address):
    """One page for the tests of this file."""
    errors: list[str] = []
    page = open_rounds(chromium, address)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.context.close()
    assert errors == []


@pytest.fixture
def page(opened):
    """The page with the rounds by habit, Sonia's shown."""
    opened.get_by_role("button", name="Reprendre au début").click()
    expect(opened.locator(".co-rounds-measure b").first).to_have_text("232,0\u00a0km")
    opened.get_by_role("radio", name="La même personne").check()
    opened.get_by_role("radio", name="Sonia").check()
    expect(opened.locator(".co-rounds")).to_have_attribute("data-shown", "sonia")
    expect(opened.locator(".co-rounds:not([aria-busy])")).to_be_visible()
    return opened


def list_stops(page: Page) -> list[str]:
    stops = page.locator("ol.co-rounds-list [data-stop]")
    return [str(stop.get_attribute("data-stop")) for stop in stops.all()]


def test_keys_alone_move_a_visit_and_undo_it(page):
    answer = page.locator(".co-rounds .co-figure-answer")
    before = list_stops(page)
    page.locator('[data-stop="ferraud-toilette"]').focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator('[data-stop="marchal-toilette"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator('[data-stop="marchal-toilette"]')).to_have_attribute(
        "aria-expanded", "true"
    )
    page.keyboard.press("ArrowUp")
    expect(answer).to_contain_text("M. Marchal, toilette à deux, par Sonia")
    expect(page.locator('[data-stop="marchal-toilette"]')).to_be_focused()
    assert list_stops(page) == [before[1], before[0], *before[2:]]
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Plus tôt")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator('[data-stop="marchal-toilette"]')).to_be_focused()
    expect(page.get_by_role("button", name="Plus tôt")).to_have_count(0)
    page.get_by_role("button", name="Annuler").press("Enter")
    expect(answer).to_contain_text("Le dernier geste est annulé.")
    assert list_stops(page) == before
    expect(answer).to_have_attribute("aria-live", "polite")


def test_a_visit_is_given_and_the_numbers_follow(page):
    kilometres = page.locator(".co-rounds-measure b").first
    expect(kilometres).to_have_text("232,0\u00a0km")
    strip = page.locator(".co-rounds-strip svg").inner_html()
    page.locator('[data-stop="lenoir-toilette"]').click()
    page.get_by_role("button", name="Confier à Karim").click()
    expect(page.locator(".co-rounds .co-figure-answer")).to_contain_text("par Karim")
    expect(kilometres).not_to_have_text("232,0\u00a0km")
    expect(page.locator(".co-figure-status")).to_have_text("Votre réponse est enregistrée.")
    assert page.locator(".co-rounds-strip svg").inner_html() != strip
    page.get_by_role("radio", name="Karim").focus()
    page.keyboard.press("Space")
    expect(page.locator(".co-rounds h4").first).to_have_text("La tournée de Karim")
    expect(page.get_by_role("radio", name="Karim")).to_be_focused()
    assert "lenoir-toilette" in list_stops(page)


def test_a_proposal_comes_and_ones_own_rounds_return(page):
    own = list_stops(page)
    page.get_by_role("button", name="Proposer des tournées").click()
    answer = page.locator(".co-rounds .co-figure-answer")
    expect(answer).to_contain_text("pas prouvée la meilleure", timeout=ACTING)
    expect(page.locator(".co-rounds h3")).to_contain_text("chaque visite à son heure")
    expect(page.locator(".co-rounds-faults li")).to_have_count(0)
    expect(page.locator(".co-rounds-tried tbody tr")).to_have_count(3)
    page.get_by_role("button", name="Revenir aux miennes").click()
    expect(answer).to_contain_text("Vos tournées sont revenues.")
    assert list_stops(page) == own


def test_the_month_and_the_tables_say_the_faces(page):
    page.get_by_role("radio", name="On tourne chaque semaine").check()
    expect(page.get_by_text("En un mois de ces tournées")).to_contain_text("34\u00a0%")
    page.locator(".co-rounds details").first.evaluate("node => { node.open = true; }")
    expect(page.locator(".co-rounds details table")).to_have_count(2)
    expect(page.get_by_role("row", name=re.compile("Mme Diallo.*Inès"))).to_be_visible()


def test_nothing_serious_is_found_by_axe(page, find_violations):
    assert find_violations(page) == []


def test_the_rounds_made_are_there_again_on_a_phone(
    page, chromium, address, served_course, find_violations
):
    page.get_by_role("radio", name="On tourne chaque semaine").check()
    expect(page.get_by_text("En un mois de ces tournées")).to_contain_text("34\u00a0%")
    events = served_course.journal.read_text(encoding="utf-8").splitlines()
    assert json.loads(events[-1])["subject"] == "rounds-map"
    phone = open_rounds(chromium, address, width=320, has_touch=True)
    expect(phone.locator("[value=semaine]")).to_be_checked()
    expect(phone.locator(".co-rounds-map svg")).to_have_attribute("viewBox", re.compile("^0 0 304"))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    listed, mapped = (
        phone.locator(name).bounding_box() for name in ("ol.co-rounds-list", ".co-rounds-map")
    )
    assert listed
    assert mapped
    assert listed["y"] + listed["height"] <= mapped["y"]
    phone.locator("ol [data-stop]").first.tap()
    acts = phone.locator(".co-rounds :is(button, select, .co-figure-option)").all()
    boxes = [box for act in acts if (box := act.bounding_box())]
    assert len(boxes) > 15
    assert all(box["height"] >= TOUCH for box in boxes)
    assert find_violations(phone) == []
    phone.context.close()
