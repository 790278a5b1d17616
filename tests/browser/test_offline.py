"""No page asks anything of another host: every external request is refused and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FrameLocator,
    Page,
    Route,
    expect,
)
from servers import copy_course, run_coordo

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HERE = {"127.0.0.1", "localhost"}
OPENS_WITHIN = 90_000


class Watch:
    """Refuses and remembers what a page asks of another host."""

    def __init__(self, context: BrowserContext) -> None:
        self.asked: list[str] = []
        context.route(self.is_elsewhere, self.refuse)
        context.on("request", lambda request: self.remember(request.url))

    @staticmethod
    def is_elsewhere(url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in HERE

    def remember(self, url: str) -> None:
        if self.is_elsewhere(url):
            self.asked.append(url)

    def refuse(self, route: Route) -> None:
        self.remember(route.request.url)
        route.abort()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return copy_course(tmp_path)


def answer_a_question(place: Page | FrameLocator) -> None:
    """Answer the first single-choice question and see what comes of it."""
    question = place.locator("section.co-question:has(input[type=radio])").first
    question.locator("input[type=radio]").first.check(timeout=OPENS_WITHIN)
    question.locator("button[type=submit]").click()
    expect(question.locator(".co-verdict")).to_be_visible(timeout=OPENS_WITHIN)


def take_two_decisions(place: Page | FrameLocator) -> None:
    """Start the case and take its first two decisions."""
    place.get_by_role("button", name="Commencer").click(timeout=OPENS_WITHIN)
    for _ in range(2):
        form = place.locator("form.co-case-decision")
        name = form.locator("input[type=radio]").first.get_attribute("name", timeout=OPENS_WITHIN)
        form.locator("input[type=radio]:enabled").first.check()
        form.get_by_role("button", name="Je décide").click()
        expect(place.locator(f"input[name='{name}']")).to_have_count(0, timeout=OPENS_WITHIN)


def test_in_voila(chromium: Browser, course: Path) -> None:
    # Without the pages' own policy, which would stop a request before it is seen.
    context = chromium.new_context(bypass_csp=True)
    watch = Watch(context)
    page = context.new_page()
    with run_coordo(course, "serve") as url:
        for name in ("portail", "m1_regulation/1_cours", "m1_regulation/evaluation"):
            page.goto(f"{url}voila/render/{name}.ipynb")
            expect(page.locator("#co-status")).to_have_count(0, timeout=OPENS_WITHIN)
        page.goto(f"{url}voila/render/m1_regulation/3_exercices.ipynb")
        answer_a_question(page)
        page.goto(f"{url}voila/render/m1_regulation/2_cas.ipynb")
        take_two_decisions(page)
    context.close()
    assert watch.asked == []


def test_in_jupyterlab_alive_without_running_a_cell(chromium: Browser, course: Path) -> None:
    context = chromium.new_context(bypass_csp=True)
    watch = Watch(context)
    page = context.new_page()
    with run_coordo(course, "lab") as url:
        page.goto(url)
        portal = page.frame_locator("iframe")
        expect(portal.get_by_role("heading", level=1)).to_be_visible(timeout=OPENS_WITHIN)
        expect(page.get_by_role("menuitem", name="Fichier")).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
        menu = page.get_by_role("menuitem", name="Nbgrader")
        menu.click()
        expect(page.get_by_role("menuitem", name="Formgrader")).to_have_count(0)
        page.keyboard.press("Escape")
        portal.get_by_role("link", name="Les exercices").click()
        answer_a_question(portal)
        page.goto(url.replace("portail.ipynb", "m1_regulation/2_cas.ipynb"))
        take_two_decisions(page.frame_locator("iframe[src*='2_cas']"))
    context.close()
    assert watch.asked == []
    assert (course / "modules" / "m1_regulation" / "journal.jsonl").is_file()
