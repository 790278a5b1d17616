"""An instructor's path: JupyterLab, Formgrader, a free text marked by hand, grades and feedback."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import FrameLocator, Locator, Page, expect
from servers import REPOSITORY, run_coordo
from waits import ACTING, LOADING

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODULE = "m1_regulation"
NOTEBOOK = "evaluation"
HANDED_IN = 11
"""Of the twelve trainees of the demonstration, one hands nothing in."""
COMMENT = "Dites d’abord ce qui ne change pas\u202f: « la toilette du matin »."


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose simulated trainees have submitted and were graded."""
    folder = tmp_path_factory.mktemp("promotion") / "cours"
    call("demo", "--folder", folder, "--root", REPOSITORY)
    return folder


def call(*arguments: object, ends: int = 0) -> None:
    command = [sys.executable, "-m", "coordo_course", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == ends, done.stdout + done.stderr


def open_formgrader(page: Page) -> FrameLocator:
    """Open Formgrader by the menu of JupyterLab."""
    page.get_by_role("menuitem", name="Nbgrader").click(timeout=LOADING)
    page.get_by_role("menuitem", name="Formgrader").click()
    page.get_by_role("tab", name="Formgrader").click(timeout=LOADING)
    return page.frame_locator("iframe[src*='formgrader']")


def find_texts(page: Page) -> Locator:
    """Find the scores of a submission that wait for a person."""
    page.locator(".score").first.wait_for(timeout=LOADING)
    waiting = page.locator(".score.needs_manual_grade")
    expect(waiting).not_to_have_count(0, timeout=ACTING)
    return waiting


def read_scores(root: Path) -> dict[str, str]:
    with (root / "course" / "grades.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["student_id"]: row["score"] for row in csv.DictReader(stream)}


def test_a_free_text_is_marked_in_formgrader_and_reaches_the_grades(demo: Path, open_page) -> None:
    before = read_scores(demo)
    with run_coordo(demo, "lab", "--formateur") as url:
        page = open_page(url)
        formgrader = open_formgrader(page)
        expect(formgrader.get_by_role("link", name=MODULE)).to_be_visible(timeout=LOADING)

        base = url.partition("/lab/")[0] + "/formgrader"
        page.goto(f"{base}/manage_submissions/{MODULE}", timeout=LOADING)
        expect(page.locator("tbody tr")).to_have_count(HANDED_IN, timeout=LOADING)
        page.goto(f"{base}/gradebook/{MODULE}/{NOTEBOOK}", timeout=LOADING)
        rows = page.locator("tbody tr")
        expect(rows).to_have_count(HANDED_IN, timeout=LOADING)
        waiting = rows.filter(has=page.locator("td:nth-child(7) .glyphicon-ok"))
        read = waiting.filter(has_not_text=re.compile(r"\b0 / 59"))  # no journal, no answers
        read.first.get_by_role("link", name="Submission").click()

        cells = page.locator(".nbgrader_cell:has(.score)")
        expect(cells).to_have_count(31, timeout=LOADING)  # thirty items and the case
        expect(page.get_by_text("Réponse donnée").nth(9)).to_be_visible(timeout=LOADING)
        score = find_texts(page).first
        item = score.get_attribute("id")
        assert item
        score.focus()
        page.keyboard.type("2")
        page.keyboard.press("Tab")
        expect(page.locator(f"[id='{item}']")).not_to_have_class(re.compile("needs_manual_grade"))
        comment = page.locator(f"[id='{item}-comment']")
        comment.fill(COMMENT)
        with page.expect_response(lambda answer: "/api/comment/" in answer.url) as saved:
            comment.press("Tab")
        assert saved.value.ok

        page.reload(timeout=LOADING)
        expect(page.locator(f"[id='{item}']")).to_have_value("2", timeout=LOADING)
        expect(page.locator(f"[id='{item}-comment']")).to_have_value(COMMENT)

    assert "Deprecat" not in (demo / "coordo-lab.log").read_text(encoding="utf-8")
    with closing(Gradebook(f"sqlite:///{demo / 'course' / 'gradebook.db'}")) as gradebook:
        marked = [
            (submission.student.id, grade)
            for submission in gradebook.notebook_submissions(NOTEBOOK, MODULE)
            for grade in submission.grades
            if grade.manual_score is not None
        ]
        assert [(grade.name, grade.manual_score) for _, grade in marked] == [(item, 2)]
        student = marked[0][0]

    call("grade", MODULE, "--root", demo, ends=1)  # one trainee of the demo has no journal
    after = read_scores(demo)
    assert float(after[student]) == pytest.approx(float(before[student]) + 2)
    assert {name for name in after if after[name] != before[name]} == {student}
    pages = list((demo / "course" / "feedback" / student).rglob("*.html"))
    assert pages
    assert any("la toilette du matin" in page.read_text(encoding="utf-8") for page in pages)
