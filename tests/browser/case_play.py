"""Plays a case in a browser, by its keyboard alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Page, expect
from waits import LOADING

if TYPE_CHECKING:
    from pathlib import Path

NOTEBOOK = "m1_regulation/2_cas.ipynb"
MANY = 60


def open_case(served, open_page, **options) -> Page:
    page = open_page(served.address(NOTEBOOK), **options)
    page.locator(".co-case .co-case-heading").wait_for(timeout=LOADING)
    return page


def read_journal(path: Path) -> list[dict[str, object]]:
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def list_decisions(path: Path) -> list[object]:
    return [event["choice"] for event in read_journal(path) if event["kind"] == "decision"]


def tab_to(page: Page, goal: Locator, many: int = MANY) -> None:
    """Press Tab until the focus is there, as someone without a mouse does."""
    for _ in range(many):
        if goal.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The focus never came to {goal}")


def begin(page: Page) -> None:
    button = page.get_by_role("button", name="Commencer")
    button.focus()
    page.keyboard.press("Enter")
    expect_new_scene(page)


def decide(page: Page, choice: str | None = None, *, moves: int = 0) -> None:
    """Go down to a choice, or by some arrow keys from the first open one, and commit."""
    heading = page.locator(".co-case-heading")
    form = page.locator(".co-case-decision")
    scene = form.locator("input").first.get_attribute("name")
    heading.focus()
    tab_to(page, form.locator("input:not(:disabled)").first)
    page.keyboard.press("Space")
    checked = form.locator("input:checked")
    for _ in range(MANY if choice else moves):
        if checked.get_attribute("value") == choice:
            break
        page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Je décide"))
    page.keyboard.press("Enter")
    expect(page.locator(f'[name="{scene}"]')).to_have_count(0)
    expect_new_scene(page)


def expect_new_scene(page: Page) -> None:
    expect(page.locator(".co-case-heading")).to_be_focused()
    expect(page.locator(".co-case-status")).to_contain_text("Enregistré à")


def play_to_the_end(page: Page) -> int:
    """Decide until nothing waits; return how many decisions that took."""
    for count in range(MANY):
        if page.get_by_role("button", name="Comprendre ce qui s’est passé").count():
            return count
        decide(page, moves=count % 2)
    raise AssertionError("The case never ends")


def open_debrief(page: Page) -> Locator:
    button = page.get_by_role("button", name="Comprendre ce qui s’est passé")
    page.locator(".co-case-heading").focus()
    tab_to(page, button)
    page.keyboard.press("Enter")
    debrief = page.locator(".co-debrief")
    debrief.wait_for()
    expect(debrief.locator(".co-case-heading")).to_be_focused()
    return debrief


def open_everything(page: Page) -> None:
    """Open every disclosure: what is folded must be accessible too."""
    page.evaluate("document.querySelectorAll('details').forEach((node) => (node.open = true))")


def is_wider_than_the_screen(page: Page) -> bool:
    wide: bool = page.evaluate(
        """() => {
          const { clientWidth, scrollWidth } = document.documentElement;
          const part = document.querySelector(".co-case");
          return scrollWidth > clientWidth || part.scrollWidth > part.clientWidth;
        }"""
    )
    return wide
