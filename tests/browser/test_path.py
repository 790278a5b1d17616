"""A trainee's whole path through module 1, as it is served: by the keyboard alone, and kept."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from case_play import (
    begin,
    list_decisions,
    open_debrief,
    open_everything,
    play_to_the_end,
    read_journal,
    tab_to,
)
from playwright.sync_api import FrameLocator, Locator, Page, expect
from servers import copy_course, run_coordo
from waits import ACTING, LOADING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODULE = "m1_regulation"
ACTIVITIES = ("1_cours", "2_cas", "3_exercices", "evaluation")
SIGHT = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return copy_course(tmp_path)


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A course that is only looked at."""
    with run_coordo(copy_course(tmp_path_factory.mktemp("course")), "serve") as url:
        yield url


def wait_until_shown(page: Page, title: str) -> None:
    """Wait until a page is there, with its views."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=LOADING)
    expect(page.locator("#co-status")).to_have_count(0, timeout=LOADING)


def follow(page: Page, link: Locator) -> None:
    """Go to a link by Tab, from the head of the page, and follow it."""
    link.first.wait_for(timeout=LOADING)
    tab_to(page, link.first)
    page.keyboard.press("Enter")


def come_to(question: Locator) -> None:
    """Come to a question as the link of a summary does."""
    question.wait_for(timeout=LOADING)
    question.focus()


def choose(page: Page, question: Locator) -> None:
    tab_to(page, question.locator("input[type=radio], input[type=checkbox]").first)
    page.keyboard.press("Space")


def write(words: str) -> Callable[[Page, Locator], None]:
    def written(page: Page, question: Locator) -> None:
        tab_to(page, question.locator("input, textarea").first)
        page.keyboard.type(words)

    return written


def match(page: Page, question: Locator) -> None:
    for place in question.locator("select").all():
        tab_to(page, place)
        page.keyboard.press("ArrowDown")


def reorder(page: Page, question: Locator) -> None:
    tab_to(page, question.get_by_role("button", name="Descendre").first)
    page.keyboard.press("Enter")


FORMATS = {
    "section.co-question:has(input[type=radio])": choose,
    "section.co-question:has(input[type=checkbox])": choose,
    "section.co-question:has(select)": match,
    "section.co-question:has(.co-order)": reorder,
    "section.co-question:has(input[inputmode=decimal])": write("12"),
    "section.co-question:has(textarea)": write("Je préviens d’abord la famille."),
}


def look_up(page: Page, question: Locator) -> None:
    """Ask what the answer is worth, and be told."""
    tab_to(page, question.get_by_role("button", name="Voir ce qu’il en est"))
    page.keyboard.press("Enter")
    expect(question.locator(".co-verdict")).to_be_focused(timeout=ACTING)
    expect(question.locator(".co-saved")).to_contain_text("Enregistrée à")


def read_the_lessons(page: Page) -> None:
    """Answer the check question of the first lesson and move a figure."""
    wait_until_shown(page, "Trois leçons")
    expect(page.locator(".co-figure svg[role=img]")).to_have_count(5, timeout=LOADING)
    question = page.locator("section.co-question").first
    come_to(question)
    choose(page, question)
    look_up(page, question)
    timeline = page.locator("[data-figure=timeline-figure]")
    timeline.get_by_role("slider", name="Année").focus()
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    expect(timeline.locator("h3")).to_contain_text("En 2016")


def play_the_case(page: Page, find_violations: Callable[[Page], list[str]]) -> int:
    """Play the case of module 1 to its debriefing; say how many decisions that took."""
    wait_until_shown(page, "Le cas\u202f: un SSIAD devient service autonomie")
    begin(page)
    taken = play_to_the_end(page)
    open_everything(page)
    assert find_violations(page) == []
    debrief = open_debrief(page)
    expect(debrief.locator("textarea")).to_have_count(3)
    assert debrief.locator("svg[role=img]").count() >= 5
    open_everything(page)
    assert find_violations(page) == []
    tab_to(page, debrief.locator("textarea").first, many=200)
    page.keyboard.type("J’aurais parlé plus tôt à l’équipe.")
    page.keyboard.press("Tab")
    expect(debrief.locator(".co-case-saved").first).to_contain_text("Enregistré à")
    return taken


def do_the_exercises(page: Page) -> None:
    wait_until_shown(page, "Les exercices")
    for selector, answer in FORMATS.items():
        question = page.locator(selector).first
        come_to(question)
        answer(page, question)
        look_up(page, question)
    numbers = [int(float(text)) for text in page.locator("span.co-number").all_inner_texts()]
    assert numbers[0] == 1
    assert all(after in {1, before + 1} for before, after in pairwise(numbers))


def pass_the_evaluation(page: Page) -> None:
    """Answer one question of each format, then say that it is finished."""
    wait_until_shown(page, "L’évaluation notée")
    for selector, answer in FORMATS.items():
        question = page.locator(selector).first
        come_to(question)
        answer(page, question)
        page.keyboard.press("Tab")
        expect(question.locator(".co-saved")).to_contain_text("Enregistrée à")
        assert question.locator(".co-verdict:visible, .co-note").count() == 0
    done = len(FORMATS)
    count = page.locator(".co-summary-count")
    expect(count).to_have_text(re.compile(rf"^{done} questions sur \d+ répondues\.$"))
    total = int(count.inner_text().split()[3])
    assert total >= 26
    expect(page.locator(".co-missing a")).to_have_count(total - done)
    tab_to(page, page.get_by_role("button", name="J’ai terminé"), many=200)
    page.keyboard.press("Enter")
    expect(page.locator(".co-done")).to_contain_text("Vous avez terminé le")


def test_module_1_from_the_portal_to_the_portal(
    course: Path, open_page, find_violations: Callable[[Page], list[str]]
) -> None:
    journal = course / "modules" / MODULE / "journal.jsonl"
    with run_coordo(course, "serve") as url:
        page = open_page(url)
        follow(page, page.get_by_role("link", name="Commencer le module 1"))
        read_the_lessons(page)
        page.reload(timeout=LOADING)
        follow(page, page.get_by_role("link", name="Le cas"))
        taken = play_the_case(page, find_violations)
        assert taken == len(list_decisions(journal)) >= 14
        page.reload(timeout=LOADING)
        follow(page, page.get_by_role("link", name="Les exercices"))
        do_the_exercises(page)
        page.reload(timeout=LOADING)
        follow(page, page.get_by_role("link", name="Sommaire"))

        activities = page.locator(".co-activity-words")
        expect(activities.nth(2)).to_contain_text(f"{len(FORMATS)} sur ", timeout=LOADING)
        expect(activities.nth(0)).to_have_text("Commencé")
        expect(activities.nth(1)).to_contain_text("Terminé le")
        follow(page, page.get_by_role("link", name="Reprendre où j’en étais"))
        last = [event["item"] for event in read_journal(journal) if event["kind"] == "answer"][-1]
        expect(page.locator(f"[id='q-{last}']")).to_be_in_viewport(timeout=LOADING)

        follow(page, page.get_by_role("link", name="L’évaluation notée"))
        pass_the_evaluation(page)
        page.goto(url)
        expect(activities.nth(3)).to_contain_text("Terminé le", timeout=LOADING)


def test_in_jupyterlab_what_is_answered_is_still_there(course: Path, open_page) -> None:
    with run_coordo(course, "lab") as url:
        page = open_page(url)
        portal = page.frame_locator("iframe")
        portal.get_by_role("link", name="Trois leçons").click(timeout=LOADING)
        lessons = portal.locator("section.co-question").first
        answer_in_lab(page, lessons)
        portal.get_by_role("link", name="Les exercices").first.click()
        expect(portal.get_by_role("heading", level=1)).to_have_text(
            "Les exercices", timeout=LOADING
        )
        answer_in_lab(page, portal.locator("section.co-question:has(input[type=radio])").first)

        page.goto(url.replace("portail.ipynb", f"{MODULE}/3_exercices.ipynb"))
        again = find_view(page, "3_exercices")
        question = again.locator("section.co-question:has(input[type=radio])").first
        expect(question.locator(".co-verdict")).to_be_visible(timeout=LOADING)
        expect(question.locator("input[type=radio]").first).to_be_checked()
        again.get_by_role("link", name="Sommaire").first.click()
        expect(again.get_by_role("link", name="Reprendre où j’en étais")).to_be_visible(
            timeout=LOADING
        )


def answer_in_lab(page: Page, question: Locator) -> None:
    come_to(question)
    choose(page, question)
    look_up(page, question)


def find_view(page: Page, notebook: str) -> FrameLocator:
    """Find the live view of a notebook among the tabs of JupyterLab."""
    return page.frame_locator(f"iframe[src*='{notebook}']")


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_lessons_are_accessible_and_fit(
    visited: str, open_page, find_violations: Callable[[Page], list[str]], width: int, scheme: str
) -> None:
    page = open_page(
        f"{visited}voila/render/{MODULE}/1_cours.ipynb", width=width, color_scheme=scheme
    )
    wait_until_shown(page, "Trois leçons")
    expect(page.locator(".co-figure svg[role=img]")).to_have_count(5, timeout=LOADING)
    open_everything(page)
    assert page.evaluate(SIGHT)
    assert find_violations(page) == []


@pytest.mark.parametrize("activity", ACTIVITIES[1:])
def test_every_activity_of_module_1_fits_a_phone(visited: str, open_page, activity: str) -> None:
    page = open_page(f"{visited}voila/render/{MODULE}/{activity}.ipynb", width=320)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=LOADING)
    expect(page.locator("#co-status")).to_have_count(0, timeout=LOADING)
    page.locator(".co-question, .co-case-heading").first.wait_for(timeout=LOADING)
    expect(page.get_by_text("Loading widget")).to_have_count(0)
    open_everything(page)
    assert page.evaluate(SIGHT)
