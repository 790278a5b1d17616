"""The portal in a real browser: the contents page, and the way back to where one was."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from waits import LOADING

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_portal_is_accessible(served, open_page, find_violations, scheme, width):
    page = open_page(served.address("portail.ipynb"), width=width, color_scheme=scheme)
    expect(page.locator(".co-module")).to_have_count(7, timeout=LOADING)
    page.get_by_text("Ce que vous saurez faire").first.click()
    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_trainee_begins_answers_comes_back_and_resumes(served, open_page):
    page = open_page(served.address("portail.ipynb"))
    page.get_by_role("link", name="Commencer le module 1").click(timeout=LOADING)
    expect(page.get_by_role("heading", level=1)).to_have_text("Trois leçons", timeout=LOADING)
    page.get_by_role("link", name="Continuer avec").click()
    asked = page.locator("#q-f-qrp")
    asked.get_by_label("Qui parle").check(timeout=LOADING)
    asked.get_by_label("Ce que la personne").check()
    asked.get_by_role("button", name="Voir ce qu’il en est").click()
    expect(asked.locator(".co-verdict")).to_contain_text("Juste")
    expect(page.locator(".co-steps [aria-current]")).to_contain_text("1 sur 8")

    page.get_by_role("link", name="Sommaire").first.click()
    resume = page.get_by_role("link", name="Reprendre où j’en étais")
    expect(resume).to_be_visible(timeout=LOADING)
    expect(page.locator(".co-call")).to_contain_text("Avant la première visite commune")
    expect(page.locator(".co-activities")).to_contain_text("1 sur 8")
    resume.click()
    expect(asked).to_be_in_viewport(timeout=LOADING)
    expect(asked.locator(".co-verdict")).to_contain_text("Juste")
