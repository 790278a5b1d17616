"""Damaged and hostile submissions, graded in one batch with healthy ones."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.nbgrader_bridge import grade_submission, graded_answer
from coordo_assessments.nbgrader_bridge.shared_engine import dispose_engines
from coordo_assessments.nbgrader_bridge.submission_journal import (
    MAX_JOURNAL_BYTES,
    MAX_PARSED_LINES,
)
from coordo_assessments.nbgrader_bridge.terms import COUNTED, LEFT_ASIDE
from coordo_course.grading import GradedSubmission, GradeReport, grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import release_assignment
from coordo_simulation.french import format_number
from hostile_kinds import ALL, DUE, HEALTHY, KINDS, RAN, Kind
from temporary_course import MODULE, PROJECT, RIGHT, Course, build_course

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER_HEALTHY = "z-saine"
TOLD_APART = "non corrigé"
LIMIT_SECONDS = 60
IDS = sorted(KINDS)


@dataclass(frozen=True)
class Batch:
    """What came of the one batch."""

    course: Course
    report: GradeReport
    seconds: float

    def find(self, student: str) -> GradedSubmission:
        return next(one for one in self.report.submissions if one.student == student)

    def read_page(self, student: str) -> str:
        path = self.course.folder / "feedback" / student / MODULE / "evaluation.html"
        return path.read_text("utf-8")


@contextmanager
def open_course() -> Iterator[Course]:
    """A released course in a folder that is removed at once: some journals are heavy."""
    bank = os.environ.pop("COORDO_BANK", None)
    place = Path(tempfile.mkdtemp(prefix="coordo-hostile-"))
    course = build_course(place / "cours")
    release_assignment(course.root, MODULE)
    try:
        yield course
    finally:
        dispose_engines()
        shutil.rmtree(place)
        if bank is not None:
            os.environ["COORDO_BANK"] = bank


def set_due_date(course: Course) -> None:
    with NbgraderSession(course.root, MODULE).open_gradebook() as gradebook:
        gradebook.find_assignment(MODULE).duedate = DUE.replace(tzinfo=None)
        gradebook.db.commit()


def hand_in_all(course: Course, kinds: list[Kind]) -> None:
    """Hand in a spoiled copy of each kind, all from the same healthy answers."""
    for one in kinds:
        one.spoil(course.hand_in(one.name, RIGHT))


class _LiveParts(HTMLParser):
    """Collects what a browser would run or ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "iframe", "object", "embed", "link", "base", "form", "svg"}:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"src", "srcdoc", "action", "style"}:
                self.found.append(f"{tag} {name}")
            if name == "href" and not (value or "").startswith(("https://", "#")):
                self.found.append(f"{tag} {value}")


def list_live_parts(page: str) -> list[str]:
    parser = _LiveParts()
    parser.feed(page)
    return parser.found


@pytest.fixture(scope="module")
def batch() -> Iterator[Batch]:
    RAN.unlink(missing_ok=True)
    with open_course() as course:
        set_due_date(course)
        course.hand_in(HEALTHY, RIGHT)
        course.hand_in(OTHER_HEALTHY, RIGHT)
        hand_in_all(course, list(KINDS.values()))
        start = time.monotonic()
        report = grade_assignment(course.root, MODULE)
        yield Batch(course, report, time.monotonic() - start)


def test_there_are_at_least_forty_kinds() -> None:
    assert len(KINDS) >= 40
    assert all(one.description for one in KINDS.values())


def test_what_instructors_read_states_the_limits_that_hold() -> None:
    text = (PROJECT / "docs" / "remises.md").read_text("utf-8")
    assert f"{MAX_JOURNAL_BYTES // 1_000_000} Mo" in text
    assert format_number(MAX_PARSED_LINES) in text
    assert f'"{COUNTED}"' in text
    assert f'"{LEFT_ASIDE}"' in text


def test_the_batch_ends_soon_and_no_submission_fails(batch: Batch) -> None:
    students = {one.student for one in batch.report.submissions}
    assert students == {HEALTHY, OTHER_HEALTHY, *KINDS}
    assert [one for one in batch.report.submissions if one.status == "échec"] == []
    assert batch.seconds < LIMIT_SECONDS


@pytest.mark.parametrize("name", IDS)
def test_what_is_graded(batch: Batch, name: str) -> None:
    assert batch.find(name).score == KINDS[name].score, batch.find(name)
    assert (batch.find(name).status == TOLD_APART) == (KINDS[name].score is None)


@pytest.mark.parametrize("name", IDS)
def test_what_the_instructor_is_told(batch: Batch, name: str) -> None:
    notes = "\n".join(batch.find(name).notes)
    for told in KINDS[name].told:
        assert told in notes, notes
    if not KINDS[name].told:
        assert notes == ""
    assert not set(notes) & set("\x00\x07\x1b\u202e")


@pytest.mark.parametrize("name", IDS)
def test_what_the_trainee_sees(batch: Batch, name: str) -> None:
    page = batch.read_page(name)
    for seen in KINDS[name].seen:
        assert seen in page
    assert list_live_parts(page) == []
    assert ("Copie non corrigée\u202f: pas de note" in page) == (KINDS[name].score is None)


def test_healthy_submissions_score_the_same_as_alone(batch: Batch) -> None:
    with open_course() as course:
        set_due_date(course)
        course.hand_in(HEALTHY, RIGHT)
        alone = grade_assignment(course.root, MODULE).submissions[0]
    together = [batch.find(HEALTHY), batch.find(OTHER_HEALTHY)]
    assert [one.score for one in together] == [alone.score, alone.score] == [ALL, ALL]
    assert [one.status for one in together] == [alone.status] * 2
    assert together[1].notes == alone.notes == ()


def test_the_owner_of_a_copied_journal_is_told_too(batch: Batch) -> None:
    (told,) = batch.find(HEALTHY).notes
    assert "journal-copie" in told
    assert "journal-copie-puis-continue" in told


def test_nothing_that_was_handed_in_ran_or_was_copied(batch: Batch) -> None:
    assert not RAN.exists()
    for step in ("autograded", "feedback"):
        names = {path.name for path in (batch.course.folder / step).rglob("*") if path.is_file()}
        assert names <= {
            "evaluation.ipynb",
            "evaluation.html",
            "evaluation.items.json",
            "journal.jsonl",
            "timestamp.txt",
        }
        assert not any(path.is_symlink() for path in (batch.course.folder / step).rglob("*"))
    for path in (batch.course.folder / "autograded").rglob("*.json*"):
        assert b"root:" not in path.read_bytes()[:1000]


def test_the_export_tells_what_could_not_be_graded_from_a_zero(batch: Batch) -> None:
    with batch.report.grades.open(encoding="utf-8", newline="") as stream:
        rows = {row["student_id"]: row for row in csv.DictReader(stream)}
    for name, one in KINDS.items():
        told = (rows[name]["score"], rows[name]["statut"] == TOLD_APART)
        assert told == ("" if one.score is None else str(one.score), one.score is None), name


def test_the_gradebook_holds_no_score_for_what_could_not_be_graded(batch: Batch) -> None:
    """Formgrader reads these rows: an empty score that asks for a person is no zero."""
    database = sqlite3.connect(batch.course.folder / "gradebook.db")
    query = (
        "select a.student_id, g.auto_score, g.needs_manual_grade from grade g "
        "join submitted_notebook n on n.id = g.notebook_id "
        "join submitted_assignment a on a.id = n.assignment_id"
    )
    rows = database.execute(query).fetchall()
    database.close()
    ungraded = {name for name, one in KINDS.items() if one.score is None}
    assert {(score, waits) for name, score, waits in rows if name in ungraded} == {(None, 1)}
    assert "reponses-retirees" in {name for name, score, _ in rows if score == 0}


def test_every_submission_has_a_receipt_that_runs_nothing(batch: Batch) -> None:
    for student in (HEALTHY, *KINDS):
        page = (batch.course.folder / "receipts" / student / MODULE / "recu.html").read_text(
            "utf-8"
        )
        assert "<script" not in page
        assert "default-src 'none'" in page
        assert ("n’ont pas pu être lues" in page) == (batch.find(student).score is None)


def test_all_that_is_told_stands_in_one_file(batch: Batch) -> None:
    with batch.report.notices.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["stagiaire", "statut", "signalement"]
    told = {(name, note) for name, _status, note in rows[1:]}
    for one in batch.report.submissions:
        assert {(one.student, note) for note in one.notes} <= told


def test_grading_again_changes_nothing(batch: Batch) -> None:
    before = batch.report.grades.read_bytes()
    again = grade_assignment(batch.course.root, MODULE)
    assert again.grades.read_bytes() == before
    assert [one.student for one in again.submissions if one.is_new] == []


def test_an_answer_that_breaks_the_grading_spoils_its_question_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draw = graded_answer.render_answer

    def fail_for_one(item: object, *arguments: object) -> str:
        if getattr(item, "id", "") == "fixture-qrm":
            raise RuntimeError("imprévu")
        return draw(item, *arguments)  # type: ignore[arg-type]

    with open_course() as course:
        course.hand_in(HEALTHY, RIGHT)
        monkeypatch.setattr(graded_answer, "render_answer", fail_for_one)
        (one,) = grade_assignment(course.root, MODULE).submissions
    assert one.score == ALL - 2
    assert one.status == "à corriger à la main"
    assert "fixture-qrm" in one.notes[0]


def test_a_failure_takes_back_the_score_that_stood_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("disque en panne")

    with open_course() as course:
        for student in ("amel", "boris"):
            course.hand_in(student, RIGHT)
        assert [one.score for one in grade_assignment(course.root, MODULE).submissions] == [ALL] * 2
        monkeypatch.setattr(grade_submission, "read_submitted_answers", fail)
        course.take_exam(course.folder / "submitted" / "boris" / MODULE, {"fixture-qru": None})
        report = grade_assignment(course.root, MODULE)
        with report.grades.open(encoding="utf-8", newline="") as stream:
            rows = {
                row["student_id"]: (row["score"], row["statut"]) for row in csv.DictReader(stream)
            }
        assert rows == {"amel": (str(ALL), "à corriger à la main"), "boris": ("", TOLD_APART)}
        monkeypatch.undo()
        again = {
            one.student: one.score for one in grade_assignment(course.root, MODULE).submissions
        }
    assert again == {"amel": ALL, "boris": ALL - 1}


@pytest.mark.slow
def test_plain_nbgrader_grades_them_the_same() -> None:
    """The subset of kinds that costs no hundred megabytes, by ``nbgrader autograde`` itself."""
    kinds = [one for one in KINDS.values() if one.is_plain]
    with open_course() as course:
        set_due_date(course)
        course.hand_in(HEALTHY, RIGHT)
        hand_in_all(course, kinds)
        said = course.nbgrader("autograde", MODULE)
        course.nbgrader("generate_feedback", MODULE)
        course.nbgrader("export")
        with (course.folder / "grades.csv").open(encoding="utf-8", newline="") as stream:
            rows = {row["student_id"]: row for row in csv.DictReader(stream)}
        notes = {one.name: _read_notes(course, one.name) for one in kinds}
        assert not RAN.exists()
    assert "Traceback" not in said
    scores = {one.name: "" if one.score is None else str(one.score) for one in kinds}
    assert {name: rows[name]["score"] for name in scores} == scores
    for one in kinds:
        alone = [told for told in one.told if "mêmes réponses" not in told and told != HEALTHY]
        assert all(told in notes[one.name] for told in alone), (one.name, notes[one.name])


def _read_notes(course: Course, student: str) -> str:
    path = course.folder / "autograded" / student / MODULE / "evaluation.ipynb"
    marks = json.loads(path.read_text("utf-8"))["metadata"]["coordo"]
    return "\n".join([*marks["faults"], *marks["repairs"]])
