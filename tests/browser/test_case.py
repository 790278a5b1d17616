"""The case player in a real browser, on a short case: nothing decided is ever lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from case_play import (
    begin,
    decide,
    is_wider_than_the_screen,
    list_decisions,
    open_case,
    open_debrief,
    open_everything,
    play_to_the_end,
    read_journal,
    tab_to,
)
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
REPOSITORY = Path(__file__).parents[2]
SHORT_CASE = REPOSITORY / "tests" / "unit" / "coordo_widgets" / "case_sample.yml"
NOTEBOOK = REPOSITORY / "modules" / "m1_regulation" / "2_cas.ipynb"


@pytest.fixture
def course(served):
    shutil.copy(SHORT_CASE, served.folder / "scenario.yml")
    shutil.copy(NOTEBOOK, served.folder / "2_cas.ipynb")
    return served


def test_a_case_is_played_by_the_keyboard_to_its_debriefing(course, open_page):
    page = open_case(course, open_page)
    begin(page)
    taken = play_to_the_end(page)
    assert len(list_decisions(course.journal)) == taken >= 3
    debrief = open_debrief(page)
    expect(debrief.locator("svg[role=img]")).to_have_count(5)

    page.keyboard.press("Tab")
    tab_to(page, page.get_by_role("button", name="Rejouer avec ce choix"))
    page.keyboard.press("Enter")
    result = debrief.locator(".co-debrief-result h4")
    expect(result).to_be_focused()
    expect(result).to_contain_text("Si vous aviez choisi")
    expect(debrief.locator("svg[role=img]")).to_have_count(10)
    assert len(list_decisions(course.journal)) == taken

    tab_to(page, debrief.locator("textarea").first)
    page.keyboard.type("J’ai tu le calendrier.")
    page.keyboard.press("Tab")
    saved = debrief.locator(".co-case-saved").first
    expect(saved).to_contain_text("Enregistré à")
    notes = [event for event in read_journal(course.journal) if event["kind"] == "note"]
    assert [note["text"] for note in notes] == ["J’ai tu le calendrier."]


def test_a_reload_half_way_finds_the_same_place(course, open_page):
    page = open_case(course, open_page)
    begin(page)
    decide(page, "dire")
    decide(page, "deplacer")
    scene = page.locator(".co-case-text").inner_text()
    page.reload()
    page.get_by_role("button", name="Je décide").wait_for()
    assert page.locator(".co-case-text").inner_text() == scene
    assert list_decisions(course.journal) == ["dire", "deplacer"]


def test_a_decision_outlives_its_kernel(course, open_page):
    page = open_case(course, open_page)
    begin(page)
    decide(page, "dire")
    course.kill_kernels()
    assert list_decisions(course.journal) == ["dire"]
    again = open_case(course, open_page)
    expect(again.locator(".co-case-previous")).to_contain_text("La recevoir maintenant")
    decide(again, "remplacer")
    assert list_decisions(course.journal) == ["dire", "remplacer"]


def test_what_is_not_saved_is_said_at_once_and_can_be_retried(course, open_page):
    page = open_case(course, open_page)
    begin(page)
    kept = course.journal.rename(course.journal.with_name("kept"))
    course.journal.mkdir()
    page.locator(".co-case-decision input[value=dire]").check()
    page.get_by_role("button", name="Je décide").click()
    alert = page.locator(".co-case-problem [role=alert]")
    expect(alert).to_contain_text("pas enregistré")
    expect(page.get_by_role("button", name="Je décide")).to_be_visible()
    expect(page.locator(".co-case-status")).not_to_contain_text("Enregistré")
    course.journal.rmdir()
    kept.rename(course.journal)
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator(".co-case-previous")).to_be_visible()
    assert list_decisions(course.journal) == ["dire"]


def test_deciding_nothing_is_asked_again(course, open_page):
    page = open_case(course, open_page)
    begin(page)
    page.get_by_role("button", name="Je décide").click()
    expect(page.locator(".co-case-problem [role=alert]")).to_contain_text("Choisissez d’abord")
    assert list_decisions(course.journal) == []


def test_a_branch_keeps_the_first_run_within_reach(course, open_page):
    page = open_case(course, open_page)
    begin(page)
    decide(page, "attendre")
    decide(page)
    page.locator(".co-case-timeline button").first.click()
    expect(page.locator(".co-case-reread")).to_contain_text("Vous relisez septembre")
    page.get_by_role("button", name="Reprendre à partir d’ici").click()
    expect(page.get_by_role("button", name="Je décide")).to_be_visible()
    decide(page, "dire")
    runs = page.locator(".co-case-runs button")
    expect(runs).to_have_count(2)
    runs.first.click()
    expect(page.locator(".co-case-timeline button")).to_have_count(3)
    expect(page.locator(".co-case-timeline")).to_contain_text("Fixer un moment ce soir")


def test_what_was_written_is_restored_as_text(course, open_page):
    written = '<img src=x onerror="window.pwned = 1">'
    page = open_case(course, open_page)
    begin(page)
    play_to_the_end(page)
    debrief = open_debrief(page)
    debrief.locator("textarea").nth(1).fill(written)
    expect(debrief.locator(".co-case-saved").nth(1)).to_contain_text("Enregistré à")
    again = open_case(course, open_page)
    area = open_debrief(again).locator("textarea").nth(1)
    expect(area).to_have_value(written)
    assert again.evaluate("window.pwned") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_case_and_debriefing_fit_a_phone_and_pass_axe(course, open_page, find_violations, scheme):
    page = open_case(course, open_page, width=320, color_scheme=scheme)
    assert not is_wider_than_the_screen(page)
    begin(page)
    decide(page, moves=1)
    open_everything(page)
    assert not is_wider_than_the_screen(page)
    assert find_violations(page) == []
    page.locator(".co-case-timeline button").first.click()
    assert not is_wider_than_the_screen(page)
    assert find_violations(page) == []
    page.get_by_role("button", name="Revenir au présent").click()
    play_to_the_end(page)
    open_debrief(page)
    page.get_by_role("button", name="Rejouer avec ce choix").click()
    page.locator(".co-debrief-result h4").wait_for()
    open_everything(page)
    assert not is_wider_than_the_screen(page)
    assert find_violations(page) == []
