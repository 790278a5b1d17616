"""Marking in a real browser: by the keyboard, blind, on the disk before it says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from marking_course import TEXTS, lay_marking_course, serve
from playwright.sync_api import Page, expect
from waits import LOADING

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def marking_course(tmp_path_factory: pytest.TempPathFactory):
    root = lay_marking_course(tmp_path_factory.mktemp("marking"))
    with serve(root) as address:
        yield root, address


@pytest.fixture
def marks(marking_course) -> Path:
    """The file of marks of the course, empty when the test starts."""
    path = marking_course[0] / "course" / "marks.jsonl"
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    return path


def enter(open_page, address: str, marker: str, **options) -> Page:
    """Open the page and say who marks, by the keyboard."""
    page = open_page(address, **options)
    page.get_by_label("Votre nom ou vos initiales").wait_for(timeout=LOADING)
    page.get_by_label("Votre nom ou vos initiales").focus()
    page.keyboard.type(marker)
    page.keyboard.press("Enter")
    expect(page.locator(".co-marking-heading")).to_be_focused()
    return page


def read_events(marks: Path, kind: str = "mark") -> list[dict]:
    lines = marks.read_text(encoding="utf-8").splitlines() if marks.exists() else []
    events = [json.loads(line) for line in lines]
    return [event for event in events if event["kind"] == kind]


def tab_to(page: Page, selector: str) -> None:
    for _ in range(30):
        if page.evaluate("(s) => document.activeElement?.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is out of the keyboard's reach")


def test_an_evaluation_is_marked_by_the_keyboard(marking_course, marks, open_page) -> None:
    page = enter(open_page, marking_course[1], "Anne")
    seen = set()
    for rank in range(4):
        heading = page.locator(".co-marking-heading").inner_text()
        seen.add(page.locator(".co-marking-text").inner_text())
        tab_to(page, "input[type=radio]")
        page.keyboard.press("1")
        page.keyboard.press("2")
        assert page.evaluate("document.activeElement.id") == "co-marking-comment"
        expect(page.locator(".co-marking-total")).to_have_text("Total\u202f: 3 / 3")
        if rank == 0:
            page.keyboard.type("Dites à qui vous parlez.")
            tab_to(page, "#co-marking-keep")
            page.keyboard.press("Enter")
            expect(page.locator(".co-marking-kept li")).to_have_count(1)
            expect(page.locator("#co-marking-keep")).to_be_focused()
        else:
            page.keyboard.press("Alt+1")
            expect(page.locator("#co-marking-comment")).to_have_value("Dites à qui vous parlez.")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".co-marking-heading")).not_to_have_text(heading)
        expect(page.locator(".co-marking-heading")).to_be_focused()
        expect(page.locator(".co-marking-status")).to_contain_text("Enregistré à")
        assert len(read_events(marks)) == rank + 1
        expect(page.locator("[aria-current] small").first).to_contain_text(f"{rank + 1} copie")
    assert len(seen) == len(TEXTS)
    expect(page.locator(".co-marking-heading")).to_have_text(
        "Vous avez tout lu pour cette question"
    )
    assert {event["comment"] for event in read_events(marks)} == {"Dites à qui vous parlez."}
    assert not any(student in marks.read_text(encoding="utf-8") for student in TEXTS)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current] span").first).to_have_text("Convaincre un conseil")


def test_what_a_trainee_wrote_is_shown_and_never_run(marking_course, marks, open_page) -> None:
    page = enter(open_page, marking_course[1], "Anne")
    assert not marks.exists()
    page.get_by_text("Mes copies").click()
    shown = []
    for rank in range(4):
        page.locator(".co-marking-copies button").nth(rank).click()
        expect(page.locator(".co-marking-copies button").nth(rank)).to_have_attribute(
            "aria-current", "true"
        )
        shown.append(page.locator(".co-marking-text").inner_text())
        assert page.locator(".co-marking-text *").count() == 0
    assert {text.strip() for text in shown} == {text.strip() for text in TEXTS.values()}
    assert page.title() != "pris"
    state = page.locator(".co-marking").inner_text()
    assert not any(student in state.casefold() for student in TEXTS)


def test_a_mark_that_is_not_saved_is_said_and_kept_in_the_page(
    marking_course, marks, open_page
) -> None:
    page = enter(open_page, marking_course[1], "Anne")
    heading = page.locator(".co-marking-heading").inner_text()
    marks.mkdir()
    page.locator(".co-options input").nth(1).check()
    page.get_by_role("button", name="Enregistrer et passer").click()
    alert = page.locator(".co-marking-form [role=alert]")
    expect(alert).to_have_text("Choisissez un niveau pour chaque critère.")
    page.locator(".co-options input").nth(2).check()
    page.get_by_role("button", name="Enregistrer et passer").click()
    expect(alert).to_contain_text("pas enregistré")
    expect(page.locator(".co-marking-heading")).to_have_text(heading)
    expect(page.locator(".co-marking-status")).not_to_contain_text("Enregistré")
    page.reload()
    marks.rmdir()
    page.get_by_label("Votre nom ou vos initiales").fill("Anne", timeout=LOADING)
    page.keyboard.press("Enter")
    expect(page.locator(".co-options input:checked")).to_have_count(2)
    page.keyboard.press("Tab")
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".co-marking-status")).to_contain_text("Enregistré à")
    assert len(read_events(marks)) == 1
    assert page.evaluate("sessionStorage.length") == 0


def test_a_saved_mark_can_be_undone(marking_course, marks, open_page) -> None:
    page = enter(open_page, marking_course[1], "Anne")
    first = page.locator(".co-marking-heading").inner_text()
    tab_to(page, "input[type=radio]")
    page.keyboard.press("0")
    page.keyboard.press("0")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".co-marking-heading")).not_to_have_text(first)
    tab_to(page, "#co-marking-undo")
    page.keyboard.press("Enter")
    expect(page.locator(".co-marking-heading")).to_have_text(first)
    expect(page.locator(".co-options input:checked")).to_have_count(0)
    assert len(read_events(marks, "mark_withdrawn")) == 1


@pytest.mark.usefixtures("marks")
def test_a_second_marker_sees_nothing_of_the_first_and_a_third_is_asked(
    marking_course, open_page
) -> None:
    _, address = marking_course
    page = enter(open_page, address, "Anne")
    page.get_by_text("Où en est la correction").click()
    page.get_by_label("Copies lues deux fois").fill("100")
    page.get_by_role("button", name="Régler la double correction").click()
    expect(page.locator(".co-marking-plan")).to_contain_text("100\u00a0% des copies")
    page.get_by_role("button", name="Convaincre un conseil").click()
    expect(page.locator(".co-marking-total")).to_contain_text("/ 1")
    tab_to(page, "input[type=radio]")
    page.keyboard.press("1")
    page.keyboard.type("Secret d’Anne.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".co-marking-status")).to_contain_text("Enregistré à")

    other = enter(open_page, address, "Boris")
    other.get_by_role("button", name="Convaincre un conseil").click()
    expect(other.locator(".co-marking-total")).to_contain_text("Total\u202f: 0 / 1")
    assert "Secret" not in other.locator(".co-marking").inner_text()
    tab_to(other, "input[type=radio]")
    other.keyboard.press("0")
    other.keyboard.press("Control+Enter")
    expect(other.locator(".co-marking-status")).to_contain_text("Enregistré à")
    other.get_by_text("Où en est la correction").click()
    row = other.locator(".co-marking-table tr", has_text="Convaincre")
    expect(row.locator("td").nth(3)).to_have_text("1")
    expect(other.get_by_role("button", name="Découvrir les noms")).to_have_count(0)

    third = enter(open_page, address, "Chloé")
    third.get_by_role("button", name="Convaincre un conseil").click()
    expect(third.locator(".co-marking-text")).to_have_text("Voici une preuve.")


@pytest.mark.usefixtures("marks")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "light"), (320, "dark")])
def test_the_page_is_accessible_and_fits(
    marking_course, open_page, find_violations, width, scheme
) -> None:
    page = enter(open_page, marking_course[1], "Anne", width=width, color_scheme=scheme)
    page.locator("#co-marking-comment").fill("Citez le texte.")
    page.locator("#co-marking-keep").click()
    expect(page.locator(".co-marking-kept li")).to_have_count(1)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll('.co-marking :is(button, summary, .co-input)')]
            .filter((node) => node.getBoundingClientRect().height < 43.5)
            .map((node) => node.textContent)"""
    )
    assert small == []
