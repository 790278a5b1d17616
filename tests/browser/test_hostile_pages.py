"""Hostile texts in a real Chromium, where instructors and trainees read them: nothing runs."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from servers import run_coordo

# the course of a test and the ways to spoil a submission stand with the tests of nbgrader
sys.path.insert(0, str(Path(__file__).parents[1] / "nbgrader"))

from hostile_kinds import KINDS, SCRIPT
from temporary_course import MODULE, RIGHT, Course, build_course

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOSTILE = [name for name in KINDS if name.startswith("textes-")] + [
    "questions-inconnues",
    "sorties-forgees",
    "cellules-piegees",
    "page-piegee",
    "journal-absent",
]
NAME = "<img src=x onerror=alert('PRIS')>"
LOADING = 60_000


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    from coordo_assessments.nbgrader_bridge.shared_engine import dispose_engines  # noqa: PLC0415
    from coordo_course.grading import grade_assignment  # noqa: PLC0415
    from coordo_course.nbgrader_session import NbgraderSession  # noqa: PLC0415
    from coordo_course.release import release_assignment  # noqa: PLC0415

    course = build_course(tmp_path_factory.mktemp("hostile") / "cours")
    release_assignment(course.root, MODULE)
    for name in HOSTILE:
        KINDS[name].spoil(course.hand_in(name, RIGHT))
    course.hand_in(NAME, RIGHT)
    grade_assignment(course.root, MODULE)
    with NbgraderSession(course.root, MODULE).open_gradebook() as gradebook:
        gradebook.find_student("textes-html").last_name = SCRIPT
        comment = gradebook.find_comment("fixture-texte", "evaluation", MODULE, "textes-html")
        comment.manual_comment = SCRIPT
        gradebook.db.commit()
    grade_assignment(course.root, MODULE, force=True)
    dispose_engines()
    return course


@pytest.fixture(scope="module")
def address(course: Course) -> Iterator[str]:
    with run_coordo(course.root, "lab", "--formateur") as address:
        yield address


class Watch:
    """A page, and what it should never have done."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("dialog", self._dismiss)
        page.on("request", lambda request: self._note(request.url))
        page.set_default_timeout(LOADING)

    def open(self, url: str) -> None:
        self.page.goto(url, wait_until="networkidle")
        armed = self.page.evaluate(
            "[...document.querySelectorAll('script, img, svg, iframe')]"
            ".map((node) => node.outerHTML).filter((html) => html.includes(`alert('PRIS')`))"
        )
        self.wrong.extend(armed)

    def _dismiss(self, dialog: object) -> None:
        self.wrong.append(f"dialogue sur {self.page.url}")
        dialog.dismiss()  # type: ignore[attr-defined]

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "file"} and parts.hostname != "127.0.0.1":
            self.wrong.append(url)


@pytest.fixture
def watch(chromium: Browser) -> Iterator[Watch]:
    context = chromium.new_context(locale="fr-FR")
    yield Watch(context.new_page())
    context.close()


def _list_submissions(course: Course) -> list[str]:
    database = sqlite3.connect(course.folder / "gradebook.db")
    rows = database.execute("select id from submitted_notebook order by id").fetchall()
    database.close()
    return [row[0] for row in rows]


def test_feedback_pages_and_receipts_run_nothing(course: Course, watch: Watch) -> None:
    pages = sorted((course.folder / "feedback").rglob("*.html"))
    receipts = sorted((course.folder / "receipts").rglob("*.html"))
    assert len(pages) == len(receipts) == len(HOSTILE) + 1
    for path in (*pages, *receipts):
        watch.open(path.as_uri())
    assert "\n".join(watch.wrong) == ""


def test_formgrader_runs_nothing(course: Course, address: str, watch: Watch) -> None:
    parts = urlsplit(address)
    base = f"{parts.scheme}://{parts.netloc}"
    watch.page.goto(f"{base}/tree?{parts.query}")  # the key of the server, once
    watch.page.goto("about:blank")
    lists = (
        "manage_assignments",
        f"manage_submissions/{MODULE}",
        f"gradebook/{MODULE}",
        f"gradebook/{MODULE}/evaluation",
        "manage_students",
        "manage_students/textes-html",
        f"manage_students/{quote(NAME, safe='')}",
    )
    for name in lists:
        watch.open(f"{base}/formgrader/{name}")
        assert watch.page.title() != "404 : Not Found"
    submissions = _list_submissions(course)
    assert len(submissions) == len(HOSTILE) + 1
    for submission in submissions:
        watch.open(f"{base}/formgrader/submissions/{submission}/")
        assert watch.page.locator(".co-report").count() == 1
    assert "\n".join(watch.wrong) == ""


def test_formgrader_serves_no_page_that_was_handed_in(
    course: Course, address: str, watch: Watch
) -> None:
    parts = urlsplit(address)
    base = f"{parts.scheme}://{parts.netloc}"
    for submission in _list_submissions(course):
        url = f"{base}/formgrader/submissions/{submission}/page.html?{parts.query}"
        answer = watch.page.request.get(url)
        assert answer.status == 404
