"""A variant per trainee, from the release to the grade, through the real nbgrader."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from coordo_assessments.course_secret import load_secret
from coordo_assessments.events import AnswerGiven
from coordo_assessments.items import ChoiceItem, Item, NumericItem
from coordo_assessments.journal import Journal
from coordo_assessments.own_papers import VARIANTS_NAME
from coordo_assessments.seen_items import SeenItem, Sitting, build_seen_items
from coordo_course.drawing import draw_session
from coordo_course.grading import GradedSubmission, grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import open_sitting, release_assignment
from coordo_widgets import own_questions
from coordo_widgets.answering import Submission
from coordo_widgets.place import Place
from coordo_widgets.questions import build_evaluation_desk, load_paper
from temporary_course import MODULE, Course

if TYPE_CHECKING:
    from pathlib import Path

NUMBER, CHOICE = "tiree-nombre", "tiree-choix"
DRAWN = """
theme: "Questions tirées"
items:
  - id: "tiree-nombre"
    type: "numeric"
    title: "L’heure faite"
    objectives: ["m1-o4"]
    competencies: ["c-gestion-ressources"]
    difficulty: 2
    points: 3
    generator: {name: "cout-heure-faite"}
    stem: |
      {{equipe}} personnes, {{heures-payees}} à {{cout-employeur}}, {{absences}} d’absences,
      {{trajets}} de route, {{reunions}} de réunions. Le coût ?
    unit: "€/h"
    decimals: 2
    tolerance: "0.01"
    mistakes:
      - {error: "heures-payees", explanation: "Phrase-privee-une."}
    explanation: "Phrase-privee-deux : {{cout}}."
  - id: "tiree-choix"
    type: "qru"
    title: "La cote"
    objectives: ["m1-o4"]
    competencies: ["c-gestion-ressources"]
    difficulty: 2
    points: 2
    generator: {name: "moyenne-de-critere"}
    stem: "Cotes : {{cotes}}. La moyenne ?"
    decimals: 2
    key_explanation: "Phrase-privee-trois."
    mistakes:
      - {error: "non-concerne-zero", explanation: "Non."}
      - {error: "non-concerne-quatre", explanation: "Non."}
      - {error: "cote-entiere", explanation: "Non."}
    explanation: "Phrase-privee-quatre."
"""


@pytest.fixture
def drawn(course: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course of two generated items, with two trainees in its gradebook."""
    monkeypatch.delenv("COORDO_SECRET", raising=False)
    bank = course.root / "assessments" / "bank" / MODULE / "exam"
    for path in bank.glob("*.yml"):
        path.unlink()
    (bank / "tirees.yml").write_text(DRAWN, encoding="utf-8")
    with NbgraderSession(course.root, MODULE).open_gradebook() as gradebook:
        for trainee in ("nadia", "luc"):
            gradebook.update_or_create_student(trainee)
    return course


def find_sitting(course: Course, session: str = "") -> Sitting:
    return open_sitting(course.root, course.load_exam(), MODULE, session)


def answer_right(item: Item) -> dict[str, Any]:
    if isinstance(item, NumericItem):
        return {"text": f"{item.value:f}".replace(".", ",")}
    assert isinstance(item, ChoiceItem)
    return {"options": sorted(item.key)}


def open_copy(course: Course, trainee: str) -> Path:
    """What nbgrader fetches, then the same folder as a submission."""
    folder = course.folder / "submitted" / trainee / MODULE
    shutil.copytree(course.folder / "release" / MODULE, folder)
    return folder


def hand_in(course: Course, trainee: str, seen: dict[str, SeenItem]) -> None:
    folder = open_copy(course, trainee)
    journal = Journal(folder / "journal.jsonl")
    for cell, one in seen.items():
        answer = answer_right(one.item)
        journal.append(
            AnswerGiven(activity="evaluation", item=cell, answer=answer, variant=one.mark or None)
        )


def grade(course: Course) -> dict[str, GradedSubmission]:
    report = grade_assignment(course.root, MODULE, workers=1)
    return {one.student: one for one in report.submissions}


def test_each_answers_in_the_kernel_what_the_grader_rebuilds(
    drawn: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = release_assignment(drawn.root, MODULE)
    assert report.trainees == 2
    sitting = find_sitting(drawn)
    shown: dict[str, tuple[str, ...]] = {}
    for trainee, known in (("nadia", "nadia"), ("luc", "luc"), ("odile", None)):
        folder = open_copy(drawn, trainee)
        monkeypatch.setattr(own_questions, "find_login", lambda name=trainee: name)
        place = Place(folder=folder, root=None, activity="evaluation")
        paper = load_paper(place)
        assert paper is not None
        shown[trainee] = tuple(item.stem_html for item in paper.items)
        desk = build_evaluation_desk(place, paper.items)
        for cell, one in build_seen_items(sitting, known).items():
            answer = answer_right(one.item)
            reply = desk.take(Submission(kind="answer", item=cell, seq=1, answer=answer))
            assert reply.kind == "saved"
        assert set(desk.load_states()) == {NUMBER, CHOICE}
    assert len(set(shown.values())) == 3
    graded = grade(drawn)
    assert {one.score for one in graded.values()} == {5.0}
    assert not any("version" in note for one in graded.values() for note in one.notes)


def test_a_neighbour_s_numbers_earn_nothing(drawn: Course) -> None:
    release_assignment(drawn.root, MODULE)
    sitting = find_sitting(drawn)
    mine, theirs = (build_seen_items(sitting, name) for name in ("nadia", "luc"))
    copied = {NUMBER: replace(theirs[NUMBER], mark=mine[NUMBER].mark)}
    hand_in(drawn, "nadia", copied)
    assert grade(drawn)["nadia"].score == 0


@pytest.mark.parametrize(
    ("mark", "told"),
    [("0123456789abcdef", "version inconnue"), (None, "version d’un autre stagiaire")],
)
def test_a_mark_of_no_one_s_is_left_to_a_person(drawn: Course, mark: str | None, told: str) -> None:
    release_assignment(drawn.root, MODULE)
    theirs = build_seen_items(find_sitting(drawn), "luc")
    one = theirs[NUMBER] if mark is None else replace(theirs[NUMBER], mark=mark)
    hand_in(drawn, "nadia", {NUMBER: one})
    graded = grade(drawn)["nadia"]
    assert any(told in note and NUMBER in note for note in graded.notes)
    assert graded.status == "à corriger à la main"


def test_who_answered_the_common_paper_is_graded_on_it_and_named(drawn: Course) -> None:
    release_assignment(drawn.root, MODULE)
    hand_in(drawn, "nadia", build_seen_items(find_sitting(drawn), None))
    graded = grade(drawn)["nadia"]
    assert graded.score == 5
    assert sum("version commune" in note for note in graded.notes) == 2


def test_an_answer_without_mark_is_graded_on_what_was_given_and_named(drawn: Course) -> None:
    release_assignment(drawn.root, MODULE)
    seen = build_seen_items(find_sitting(drawn), "nadia")
    hand_in(drawn, "nadia", {cell: replace(one, mark="") for cell, one in seen.items()})
    graded = grade(drawn)["nadia"]
    assert graded.score == 5
    assert any("sans marque de version" in note for note in graded.notes)


def test_a_mended_wording_keeps_answers_and_a_changed_draw_is_told(drawn: Course) -> None:
    release_assignment(drawn.root, MODULE)
    hand_in(drawn, "nadia", build_seen_items(find_sitting(drawn), "nadia"))
    path = drawn.root / "assessments" / "bank" / MODULE / "exam" / "tirees.yml"
    path.write_text(DRAWN.replace("Le coût ?", "Quel coût ?"), encoding="utf-8")
    assert grade(drawn)["nadia"].score == 5
    other = DRAWN.replace(
        '{name: "cout-heure-faite"}',
        '{name: "cout-heure-faite", parameters: {largest_team: 60, least_team: 40}}',
    )
    path.write_text(other, encoding="utf-8")
    graded = grade(drawn)["nadia"]
    assert any("la banque a changé" in note for note in graded.notes)


def test_a_lost_or_changed_secret_is_no_zero(drawn: Course) -> None:
    release_assignment(drawn.root, MODULE)
    hand_in(drawn, "nadia", build_seen_items(find_sitting(drawn), "nadia"))
    secret = drawn.folder / "secret"
    kept = secret.read_text(encoding="ascii")
    for content, told in ((None, "introuvable"), ("f" * 64, "celui de la diffusion")):
        secret.unlink(missing_ok=True)
        if content:
            secret.write_text(content, encoding="ascii")
        graded = grade(drawn)["nadia"]
        assert graded.score is None
        assert any(told in note for note in graded.notes)
    secret.write_text(kept, encoding="ascii")
    assert grade(drawn)["nadia"].score == 5


def test_no_secret_and_no_key_where_a_trainee_can_read(drawn: Course) -> None:
    report = release_assignment(drawn.root, MODULE)
    hand_in(drawn, "nadia", build_seen_items(find_sitting(drawn), "nadia"))
    grade(drawn)
    secret = load_secret(drawn.root)
    assert secret is not None
    assert report.exchange is not None
    readable = [
        report.release,
        report.exchange,
        drawn.root / "modules",
        drawn.folder / "submitted",
        drawn.folder / "feedback",
        drawn.folder / "autograded",
        drawn.folder / "source",
    ]
    files = [path for folder in readable for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == VARIANTS_NAME for path in files)
    assert not any(secret.value in path.read_bytes() for path in files)
    public = [path for path in files if "feedback" not in path.parts[-4:]]
    for path in public:
        if "autograded" not in path.parts and "feedback" not in path.parts:
            assert b"Phrase-privee" not in path.read_bytes(), path
    copies = list((drawn.folder / "autograded").rglob(VARIANTS_NAME))
    assert not (drawn.folder / "source" / MODULE / VARIANTS_NAME).exists()
    assert all(path.parent.name == MODULE for path in copies)


def test_a_draw_per_trainee_reaches_the_grade(drawn: Course, tmp_path: Path) -> None:
    bank = drawn.root / "assessments" / "bank" / MODULE / "exam"
    more = DRAWN.replace("tiree-", "autre-").replace("points: 2", "points: 3")
    (bank / "tirees.yml").write_text(DRAWN.replace("points: 2", "points: 3"), encoding="utf-8")
    (bank / "autres.yml").write_text(more, encoding="utf-8")
    plan = tmp_path / "plan.yml"
    plan.write_text(
        'scope: "stagiaire"\nparts:\n  - {title: "Calculs", count: 2}\n', encoding="utf-8"
    )
    drawn_report = draw_session(drawn.root, MODULE, "2027-fevrier", plan)
    report = release_assignment(drawn.root, MODULE, draw_session="2027-fevrier")
    assert (report.questions, report.points) == (2, 6)
    sitting = find_sitting(drawn, "2027-fevrier")
    for trainee, known in (("nadia", "nadia"), ("luc", "luc"), ("odile", None)):
        hand_in(drawn, trainee, build_seen_items(sitting, known))
    assert {one.score for one in grade(drawn).values()} == {6.0}
    assert set(drawn_report.record.own) == {"nadia", "luc"}


def test_a_draw_for_a_class_releases_its_items_only(drawn: Course, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yml"
    plan.write_text('parts:\n  - {title: "Calcul", count: 1, types: ["qru"]}\n', encoding="utf-8")
    report = draw_session(drawn.root, MODULE, "un", plan)
    assert report.record.common == (CHOICE,)
    assert release_assignment(drawn.root, MODULE, draw_session="un").questions == 1
    hand_in(drawn, "nadia", build_seen_items(find_sitting(drawn, "un"), "nadia"))
    assert grade(drawn)["nadia"].score == 2
