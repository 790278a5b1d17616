"""The case that counts, in a real browser: its rule first, one run, no way back, an end."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from case_play import (
    MANY,
    begin,
    decide,
    is_wider_than_the_screen,
    list_decisions,
    open_everything,
    read_journal,
)
from coordo_assessments.graded_run import RULE
from coordo_assessments.public_models import PublicCase
from coordo_widgets.case_moves import ALREADY_DECIDED
from coordo_widgets.case_player import MOVED
from playwright.sync_api import expect
from small_course import write_notebook
from waits import LOADING

pytestmark = pytest.mark.browser
SHORT_CASE = Path(__file__).parents[1] / "unit" / "coordo_widgets" / "case_sample.yml"
SEED = 4711


@pytest.fixture
def course(served):
    shutil.copy(SHORT_CASE, served.folder / "scenario.yml")
    case = PublicCase(
        scenario="petit-cas",
        version="1",
        title="Une fusion en cinq mois",
        points=Decimal(20),
        dimensions=(),
        seed=SEED,
    )
    path = served.folder / "evaluation.items.json"
    paper = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**paper, "case": json.loads(case.model_dump_json())}), "utf-8")
    calls = ['page("evaluation")', "graded_case()", "evaluation_summary()"]
    write_notebook(served.folder / "evaluation.ipynb", calls)
    return served


def open_graded(course, open_page, **options):
    page = open_page(course.address("m1_regulation/evaluation.ipynb"), **options)
    page.locator(".co-case .co-case-heading").wait_for(timeout=LOADING)
    return page


def test_a_graded_run_is_played_once_from_its_rule_to_its_end(course, open_page, find_violations):
    page = open_graded(course, open_page, width=320)
    expect(page.locator(".co-case-note").first).to_have_text(RULE)
    begin(page)
    (started,) = read_journal(course.journal)
    assert (started["seed"], started["activity"]) == (SEED, "evaluation")
    decide(page)
    expect(page.get_by_role("button", name="Recommencer depuis le début")).to_have_count(0)

    page.reload()
    page.get_by_role("button", name="Je décide").wait_for(timeout=LOADING)
    assert len(list_decisions(course.journal)) == 1
    open_everything(page)
    page.locator(".co-case-timeline button").first.click()
    expect(page.get_by_role("button", name="Revenir au présent")).to_be_visible()
    expect(page.get_by_role("button", name="Reprendre à partir d’ici")).to_have_count(0)
    page.get_by_role("button", name="Revenir au présent").click()

    end = page.get_by_text("Il vous est expliqué avec la correction.")
    for _ in range(MANY):
        if end.count():
            break
        decide(page)
    expect(end).to_be_visible()
    expect(page.get_by_role("button", name="Comprendre ce qui s’est passé")).to_have_count(0)
    finished = [event for event in read_journal(course.journal) if event["kind"] == "run_finished"]
    assert len(finished) == 1
    count = len(list_decisions(course.journal))
    expect(page.locator(".co-summary-case")).to_contain_text(f"{count} décisions enregistrées")
    assert not is_wider_than_the_screen(page)
    assert find_violations(page) == []


def test_a_tab_left_behind_is_told_so_and_shows_the_run_as_it_stands(
    course, open_page, find_violations
):
    ahead, behind = open_graded(course, open_page), open_graded(course, open_page, width=320)
    notice = behind.locator(".co-case").get_by_role("alert")
    begin(ahead)
    behind.get_by_role("button", name="Commencer").click()
    expect(notice).to_contain_text("unique")
    expect(notice).to_contain_text(MOVED)
    expect(behind.locator(".co-case-heading")).to_be_focused()
    expect(notice).to_be_in_viewport()

    decide(ahead)
    form = behind.locator(".co-case-decision")
    form.locator("input:not(:disabled)").last.check()
    form.get_by_role("button", name="Je décide").click()
    expect(notice).to_contain_text(ALREADY_DECIDED)
    expect(notice).to_be_in_viewport()
    expect(behind.locator(".co-case-heading")).to_have_text(
        ahead.locator(".co-case-heading").inner_text()
    )
    assert not is_wider_than_the_screen(behind)
    assert find_violations(behind) == []

    decide(behind)
    expect(notice).to_have_count(0)
    steps = [event["step"] for event in read_journal(course.journal) if "step" in event]
    assert steps == [0, 1]
