"""A case that counts: replayed, scored, explained; whatever is forged is refused or told."""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from case_course import (
    DUE,
    ON_TIME,
    REFUSED,
    CaseCourse,
    begin_twice,
    change_ones_mind,
    cheat_on_the_end,
    cheat_on_the_figures,
    decide_late,
    forge_line,
    open_case_course,
    play_honestly,
    tear_last_line,
)
from coordo_assessments.events import ItemOpened
from coordo_assessments.graded_run import CASE_CELL, RULE
from coordo_assessments.nbgrader_bridge.released import load_paper
from coordo_assessments.nbgrader_bridge.shared_engine import dispose_engines
from coordo_assessments.nbgrader_bridge.submitted_run import read_submitted_run
from coordo_assessments.nbgrader_bridge.terms import Terms
from coordo_course.grading import GradeReport, grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import release_assignment
from coordo_simulation.playback import play
from coordo_simulation.rubric_scoring import score_path
from temporary_course import MODULE
from test_no_key_travels import find_leaks, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

TOLD = {
    "fin-forgee": cheat_on_the_end,
    "chiffres-forges": cheat_on_the_figures,
    "deux-parcours": begin_twice,
    "repris": change_ones_mind,
    "en-retard": decide_late,
}
DAMAGED = {"ligne-dechiree": tear_last_line, "score-ecrit": forge_line}
STUDENTS = ["honnete", "blanc", *TOLD, *DAMAGED, *REFUSED]
FULL = 20.0


@dataclass(frozen=True)
class Batch:
    course: CaseCourse
    report: GradeReport

    def find_points(self, student: str) -> float | None:
        with NbgraderSession(self.course.course.root, MODULE).open_gradebook() as gradebook:
            grade = gradebook.find_grade(CASE_CELL, "evaluation", MODULE, student)
            assert grade.max_score == FULL
            points: float | None = grade.auto_score
            return points

    def read_page(self, student: str) -> str:
        folder = self.course.course.folder / "feedback" / student / MODULE
        return (folder / "evaluation.html").read_text("utf-8")

    def list_notices(self, student: str) -> str:
        path = self.course.course.folder / "signalements.csv"
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = [" ".join(map(str, row)) for row in csv.reader(stream, delimiter=";")]
        return "\n".join(row for row in rows if student in row)

    def score(self, student: str, steps: int | None = None) -> float:
        run = self.course.drive_expert(self.course.find_seed(student))
        part = run.model_copy(update={"decisions": run.decisions[:steps]})
        return float(score_path(self.course.case.scenario, self.course.case.rubric, part).score)


@pytest.fixture(scope="module")
def batch() -> Iterator[Batch]:
    bank = os.environ.pop("COORDO_BANK", None)
    place = Path(tempfile.mkdtemp(prefix="coordo-case-"))
    course = open_case_course(place / "cours", STUDENTS)
    course.hand_in("honnete", play_honestly(course, "honnete"))
    course.hand_in("blanc", [])
    for student, cheat in TOLD.items():
        course.hand_in(student, cheat(course, student))
    for student, spoil in DAMAGED.items():
        spoil(course.hand_in(student, play_honestly(course, student)[:-1]))
    for student, (cheat, _) in REFUSED.items():
        course.hand_in(student, cheat(course, student))
    yield Batch(course, grade_assignment(course.course.root, MODULE))
    dispose_engines()
    shutil.rmtree(place)
    if bank is not None:
        os.environ["COORDO_BANK"] = bank


def test_an_honest_run_is_replayed_scored_and_explained(batch: Batch) -> None:
    assert batch.find_points("honnete") == batch.score("honnete") > 0.9 * FULL
    page = batch.read_page("honnete")
    run = batch.course.drive_expert(batch.course.find_seed("honnete"))
    outcome = play(batch.course.case.scenario, run).outcome
    assert outcome is not None
    assert outcome.title in page
    for criterion in batch.course.case.rubric.criteria:
        assert criterion.label.split("\u202f")[0] in page
    assert "Décision 2, en juillet 2024" in page.replace("\u00a0", " ")
    assert "falsifié" not in page


def test_a_blank_submission_is_worth_nothing_and_says_so(batch: Batch) -> None:
    assert batch.find_points("blanc") == 0
    assert "Aucun parcours noté n’a été commencé" in batch.read_page("blanc")


@pytest.mark.parametrize("student", REFUSED)
def test_what_cannot_have_been_played_is_refused_and_told(batch: Batch, student: str) -> None:
    assert batch.find_points(student) is None
    reason = REFUSED[student][1]
    assert reason in batch.read_page(student)
    assert "parcours refusé" in batch.list_notices(student)


def test_a_forged_end_is_told_and_the_replay_is_graded(batch: Batch) -> None:
    for student, steps in (("fin-forgee", 3), ("chiffres-forges", None)):
        assert batch.find_points(student) == batch.score(student, steps)
        assert "état final falsifié" in batch.read_page(student)
        assert "état final falsifié" in batch.list_notices(student)


def test_the_first_run_begun_counts(batch: Batch) -> None:
    assert batch.find_points("deux-parcours") == batch.score("deux-parcours", 2) < FULL / 2
    assert "le premier commencé compte" in batch.list_notices("deux-parcours")


def test_a_decision_is_taken_once(batch: Batch) -> None:
    assert batch.find_points("repris") == batch.score("repris")
    assert "la première compte" in batch.list_notices("repris")


def test_a_late_decision_is_told_and_counts_or_not_as_late_answers_do(batch: Batch) -> None:
    assert batch.find_points("en-retard") == batch.score("en-retard")
    assert "après l’échéance" in batch.list_notices("en-retard")
    folder = batch.course.course.folder / "submitted" / "en-retard" / MODULE
    case = load_paper(batch.course.course.folder / "release" / MODULE).case
    assert case is not None
    found = read_submitted_run(folder, case, None, Terms(due=DUE, counts_late=False))
    assert found.run is not None
    assert len(found.run.decisions) == ON_TIME


def test_a_late_opening_is_told_and_left_aside(tmp_path, batch: Batch) -> None:
    case = load_paper(batch.course.course.folder / "release" / MODULE).case
    assert case is not None
    start, *rest = batch.course.tell(batch.course.drive_expert(1))
    late = ItemOpened(run="r1", step=0, item="lettre", at=DUE + timedelta(days=1))
    lines = [event.model_dump_json() for event in (start, late, *rest)]
    (tmp_path / "journal.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = read_submitted_run(tmp_path, case, None, Terms(due=DUE, counts_late=False))
    assert found.run is not None
    assert found.run.openings == ()
    assert "0 décision(s) et 1 ouverture(s), écartées" in "".join(found.faults)
    counted = read_submitted_run(tmp_path, case, None, Terms(due=DUE, counts_late=True))
    assert counted.run is not None
    assert [opening.item for opening in counted.run.openings] == ["lettre"]


def test_a_torn_last_line_ends_the_run_there(batch: Batch) -> None:
    run = batch.course.drive_expert(batch.course.find_seed("ligne-dechiree"))
    steps = len(run.decisions) - 1
    assert batch.find_points("ligne-dechiree") == batch.score("ligne-dechiree", steps)
    assert "ligne interrompue" in batch.list_notices("ligne-dechiree")


def test_a_score_written_in_the_journal_is_no_score(batch: Batch) -> None:
    assert batch.find_points("score-ecrit") == batch.score("score-ecrit")
    assert "événement inconnu" in batch.list_notices("score-ecrit")


def test_plain_nbgrader_gives_the_same_scores(batch: Batch) -> None:
    before = {student: batch.find_points(student) for student in STUDENTS}
    dispose_engines()
    said = batch.course.course.nbgrader("autograde", MODULE, "--force")
    assert "kernel" not in said.lower()
    assert {student: batch.find_points(student) for student in STUDENTS} == before


def test_the_seed_is_each_trainees_own_and_nobody_chooses_it(batch: Batch) -> None:
    seeds = {student: batch.course.find_seed(student) for student in STUDENTS}
    assert len(set(seeds.values())) == len(STUDENTS)
    root = batch.course.course.root
    before = batch.course.find_seed("honnete")
    release_assignment(root, MODULE, has_case=True)
    assert batch.course.find_seed("honnete") == before


def test_no_rubric_travels(batch: Batch) -> None:
    rubric = batch.course.case.rubric
    texts = {
        normalise(text)
        for part in json.loads(rubric.model_dump_json())["criteria"]
        for text in _iter_texts(part)
    }
    assert len(texts) > 40
    root = batch.course.course.root
    bank = root / "assessments" / "bank" / MODULE / "exam" / "case"
    assert len(find_leaks(bank, texts)) == len(texts), "the probes are words of the rubric"
    for folder in ("course/release", "course/exchange", "course/source", "modules"):
        assert find_leaks(root / folder, texts) == []
        assert not list((root / folder).rglob("rubric*"))


def test_the_rule_and_the_dimensions_are_told_before_beginning(batch: Batch) -> None:
    release = batch.course.course.folder / "release" / MODULE / "evaluation.ipynb"
    notebook = json.loads(release.read_text("utf-8"))
    text = "".join("".join(cell["source"]) for cell in notebook["cells"])
    assert RULE in text
    assert "Le choix de la personne" in text
    assert "from coordo_widgets import graded_case; graded_case()" in text


def test_a_release_without_the_case_is_what_it_was(tmp_path: Path) -> None:
    course = open_case_course(tmp_path / "autre", ["seul"])
    release_assignment(course.course.root, MODULE)
    paper = json.loads(
        (course.course.folder / "release" / MODULE / "evaluation.items.json").read_text("utf-8")
    )
    assert "case" not in paper


def _iter_texts(part: dict[str, object]) -> Iterator[str]:
    for name in ("label", "explanation", "otherwise", "crossed", "text"):
        text = part.get(name)
        if isinstance(text, str):
            yield text
    levels = part.get("levels")
    for level in levels if isinstance(levels, list) else ():
        yield from _iter_texts(level)
