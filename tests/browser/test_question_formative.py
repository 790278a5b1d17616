"""Formative questions in a real browser: each format by the keyboard alone, explained, restored."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from waits import LOADING

pytestmark = pytest.mark.browser
NOTEBOOK = "m1_regulation/3_exercices.ipynb"


@pytest.fixture
def page(served, open_page) -> Page:
    page = open_page(served.address(NOTEBOOK))
    page.locator("#q-f-free").wait_for(timeout=LOADING)
    return page


def question(page: Page, name: str) -> Locator:
    return page.locator(f"#q-f-{name}")


def start(page: Page, name: str) -> None:
    """Come to a question as its summary's link does, then use keys only."""
    question(page, name).focus()
    page.keyboard.press("Tab")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def type_qru(page):
    press(page, "Space", "ArrowDown")


def type_qrm(page):
    press(page, "Tab", "Space", "Tab", "Space", "Tab", "Tab", "Space")


def type_qrp(page):
    press(page, "Space", "Tab", "Tab", "Space")


def type_text(words):
    return lambda page: page.keyboard.type(words)


def type_order(page):
    """Move each element up to its place, wherever the shuffle has put it."""
    for rank, element in enumerate(["accord", "prescription", "choix", "annonce"]):
        row = page.locator(f'#q-f-ordering li[data-id="{element}"]')
        row.locator("button").first.focus()
        while (
            page.locator("#q-f-ordering .co-order > li").nth(rank).get_attribute("data-id")
            != element
        ):
            press(page, "Alt+ArrowUp")


def type_pairs(page):
    for wanted in ("accueil", "appui", "departement"):
        while page.evaluate("document.activeElement.value") != wanted:
            press(page, "ArrowDown")
        press(page, "Tab")


RIGHT = {
    "qru": (type_qru, "Juste"),
    "qrm": (type_qrm, "Juste"),
    "qrp": (type_qrp, "Juste"),
    "qroc": (type_text("Plan d'aide"), "Juste"),
    "numeric": (type_text("24,58"), "Juste"),
    "ordering": (type_order, "Juste"),
    "matching": (type_pairs, "Juste"),
    "free": (type_text("Bonsoir à toutes."), "À relire vous-même"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_each_format_is_answered_by_the_keyboard_and_restored(page, served, name):
    answer, verdict = RIGHT[name]
    asked = question(page, name)
    start(page, name)
    answer(page)
    button = asked.get_by_role("button", name="Voir ce qu’il en est")
    while not button.evaluate("node => node === document.activeElement"):
        press(page, "Tab")
    press(page, "Enter")

    expect(asked.locator(".co-verdict")).to_contain_text(verdict)
    expect(asked.locator(".co-verdict")).to_be_focused()
    expect(asked.locator(".co-saved")).to_contain_text("Enregistrée à")
    expect(asked).to_contain_text("EXPLICATION")
    assert served.journal.read_text(encoding="utf-8").count("\n") == 1

    page.reload(timeout=LOADING)
    expect(asked.locator(".co-verdict")).to_contain_text(verdict, timeout=LOADING)
    expect(asked.locator(".co-saved")).to_contain_text("Enregistrée à")
    expect(page.locator(".co-progress")).to_have_text("1 question sur 8 répondue")


def test_each_option_is_told_in_words_and_shape_with_its_reason(page):
    asked = question(page, "qrm")
    for words in ("Lui donner", "Lui proposer", "Noter l’appel"):
        asked.get_by_label(words).check()
    asked.get_by_role("button", name="Voir ce qu’il en est").click()
    expect(asked.locator(".co-verdict")).to_contain_text("Faux")
    told = asked.locator(".co-note-verdict").all_inner_texts()
    assert [text.strip() for text in told] == [
        "Choisie, mais c’est faux. Proposition inacceptable.",
        "Choisie, et c’est juste. Proposition indispensable.",
        "Non choisie, mais c’est juste.",
        "Écartée, avec raison\u202f: c’est faux.",
        "Choisie, et c’est juste.",
    ]
    assert asked.locator(".co-note .co-mark").count() == 5
    expect(asked.locator(".co-sources")).to_contain_text("Vérifié le")


def test_one_may_try_again_and_both_attempts_are_kept(page, served):
    asked = question(page, "qru")
    asked.get_by_label("Vous prévenez").check()
    asked.get_by_role("button", name="Voir ce qu’il en est").click()
    expect(asked.locator(".co-verdict")).to_contain_text("Faux")
    expect(asked.get_by_label("Vous appelez le 15")).to_be_disabled()
    asked.get_by_role("button", name="Réessayer").click()
    expect(asked.locator(".co-note")).to_have_count(0)
    asked.get_by_label("Vous appelez le 15").check()
    asked.get_by_role("button", name="Voir ce qu’il en est").click()
    expect(asked.locator(".co-verdict")).to_contain_text("Juste")
    expect(asked.locator(".co-saved")).to_contain_text("2\u00a0essais")
    assert served.journal.read_text(encoding="utf-8").count('"f-qru"') == 2


def test_announced_choices_cannot_be_exceeded_and_the_rest_is_said(page):
    asked = question(page, "qrp")
    left = asked.locator(".co-left")
    expect(left).to_have_text("Encore 2 à choisir.")
    asked.get_by_label("Qui parle").check()
    expect(left).to_have_text("Encore 1 à choisir.")
    asked.get_by_label("La durée").check()
    expect(left).to_have_text("Vos 2 choix sont faits.")
    asked.get_by_label("Le montant").click()
    expect(asked.get_by_label("Le montant")).not_to_be_checked()
    expect(left).to_contain_text("décochez-en un")


def test_what_is_not_a_number_is_said_and_kept(page, served):
    asked = question(page, "numeric")
    entry = asked.get_by_label("Votre réponse en €/h")
    entry.fill("vingt-quatre")
    entry.press("Enter")
    expect(asked.get_by_role("alert")).to_contain_text("Ce n’est pas un nombre")
    expect(entry).to_have_value("vingt-quatre")
    expect(entry).to_have_attribute("aria-invalid", "true")
    assert entry.get_attribute("aria-describedby") == asked.get_by_role("alert").get_attribute("id")
    assert not served.journal.exists()


def test_a_blank_answer_is_not_looked_up(page, served):
    asked = question(page, "qru")
    asked.get_by_role("button", name="Voir ce qu’il en est").click()
    expect(asked.get_by_role("alert")).to_contain_text("Choisissez avant")
    assert not served.journal.exists()


def test_what_is_typed_and_not_sent_outlives_a_reload(page):
    question(page, "free").get_by_label("Votre réponse").fill("Bonsoir à toutes, voici")
    page.reload(timeout=LOADING)
    entry = question(page, "free").get_by_label("Votre réponse")
    expect(entry).to_have_value("Bonsoir à toutes, voici", timeout=LOADING)


def test_hostile_text_stays_text(page):
    asked = question(page, "qroc")
    entry = asked.get_by_label("Votre réponse")
    entry.fill("<img src=x onerror='window.hostile=1'>")
    entry.press("Enter")
    expect(asked.locator(".co-verdict")).to_contain_text("Faux")
    page.reload(timeout=LOADING)
    expect(entry).to_have_value("<img src=x onerror='window.hostile=1'>", timeout=LOADING)
    assert page.evaluate("window.hostile") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_never_wider_than_the_screen(
    served, open_page, find_violations, scheme, width
):
    page = open_page(served.address(NOTEBOOK), width=width, color_scheme=scheme)
    page.locator("#q-f-free").wait_for(timeout=LOADING)
    question(page, "qrm").get_by_label("Lui donner").check()
    question(page, "qrm").get_by_role("button", name="Voir ce qu’il en est").click()
    expect(question(page, "qrm").locator(".co-verdict")).to_be_visible()
    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert list_small_targets(page) == []


def list_small_targets(page: Page) -> list[str]:
    """What one touches and that is less than 44 px high (its label counts as its target)."""
    return page.evaluate(
        """() => [...document.querySelectorAll(
             '.co-question button, .co-question summary, .co-question label:has(input), .co-input'
           )].filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 43.5)
             .map((node) => node.outerHTML.slice(0, 90))"""
    )
