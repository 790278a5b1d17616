"""Marks land in nbgrader's gradebook, its export and the feedback, and survive a new grading."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.marking.course_gradebook import open_gradebook
from coordo_assessments.marking.desk import MarkingDesk, MarkRefusedError
from coordo_assessments.marking.events import MarkGiven
from coordo_assessments.marking.pushing import PushReport, push_marks
from coordo_course.cli import app
from coordo_course.grading import grade_assignment
from coordo_course.release import release_assignment
from coordo_widgets.marking_session import MarkingSession
from temporary_course import MODULE, PARTIAL, RIGHT
from typer.testing import CliRunner

if TYPE_CHECKING:
    from temporary_course import Course

TEXT = "fixture-texte"
HOSTILE = "<img src=x onerror=alert(1)> & **gras**"


@pytest.fixture
def graded(course: Course) -> Course:
    release_assignment(course.root, MODULE)
    course.hand_in("amel", RIGHT)
    course.hand_in("boris", PARTIAL)
    course.hand_in("chloe", {**RIGHT, TEXT: None})
    grade_assignment(course.root, MODULE)
    return course


def find_copy(desk: MarkingDesk, student: str) -> str:
    return next(name for name, copy in desk.copies.by_name.items() if copy.student == student)


def give(desk: MarkingDesk, student: str, marker: str, levels: str, comment: str = "") -> None:
    name = find_copy(desk, student)
    clarte, preuve = levels.split()
    desk.give_mark(
        MarkGiven(
            assignment=MODULE,
            marker=marker,
            item=TEXT,
            copy_name=name,
            text=desk.copies.by_name[name].texts[TEXT].digest,
            levels={"clarte": Decimal(clarte), "preuve": Decimal(preuve)},
            comment=comment,
        )
    )


def push(desk: MarkingDesk, *, overwrite: bool = False) -> PushReport:
    with open_gradebook(desk.course) as gradebook:
        return push_marks(desk, gradebook, "Anne", overwrite=overwrite)


def read_row(course: Course, student: str) -> tuple[float | None, str | None, bool]:
    with open_gradebook(course.folder) as gradebook:
        grade = gradebook.find_grade(TEXT, "evaluation", MODULE, student)
        comment = gradebook.find_comment(TEXT, "evaluation", MODULE, student)
        return grade.manual_score, comment.manual_comment, grade.needs_manual_grade


def read_export(course: Course) -> dict[str, dict[str, str]]:
    with (course.folder / "grades.csv").open(encoding="utf-8", newline="") as stream:
        return {row["student_id"]: row for row in csv.DictReader(stream)}


def test_marks_reach_gradebook_export_and_feedback_and_survive_a_new_grading(
    graded: Course,
) -> None:
    desk = MarkingDesk.load(graded.root, MODULE)
    assert len(desk.copies.list_names(TEXT)) == 2, "a blank text is worth zero without a reader"
    give(desk, "amel", "Anne", "2 2", "Bien dit.\nEt sourcé.")
    give(desk, "boris", "Anne", "0 2", HOSTILE)
    assert push(desk).count("écrite") == 2
    row = read_row(graded, "amel")
    words = (
        "Grille de correction\n– Clarté\u202f: 2 / 2. secret-corail clair\n"
        "– Preuve\u202f: 2 / 2. secret-corail sourcé\n\nBien dit.\nEt sourcé."
    )
    assert row == (4.0, words, False)

    again = push(desk)
    assert (again.count("écrite"), again.count("inchangée")) == (0, 2)
    before = desk.journal.path.read_bytes()
    push(MarkingDesk.load(graded.root, MODULE))
    assert desk.journal.path.read_bytes() == before

    grade_assignment(graded.root, MODULE, force=True)
    assert read_row(graded, "amel") == row
    export = read_export(graded)
    assert (export["amel"]["score"], export["amel"]["statut"]) == ("14.0", "corrigé")
    assert export["boris"]["statut"] == "corrigé"

    page = (graded.folder / "feedback" / "amel" / MODULE / "evaluation.html").read_text("utf-8")
    assert (
        '<td data-label="Critère">Clarté</td><td data-label="Niveau atteint">secret-corail clair'
        '</td><td data-label="Points">2 / 2</td>' in page
    )
    assert "Bien dit.<br>Et sourcé." in page
    assert "Points donnés par le correcteur\u202f: 4 / 4" in page
    hostile = (graded.folder / "feedback" / "boris" / MODULE / "evaluation.html").read_text("utf-8")
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; **gras**" in hostile
    assert "<img" not in hostile


def test_what_was_changed_in_formgrader_is_left_and_told(graded: Course) -> None:
    desk = MarkingDesk.load(graded.root, MODULE)
    give(desk, "amel", "Anne", "2 2")
    push(desk)
    with open_gradebook(graded.folder) as gradebook:
        grade = gradebook.find_grade(TEXT, "evaluation", MODULE, "amel")
        grade.manual_score, grade.extra_credit = 3.5, 0.5
        gradebook.db.commit()
    assert push(desk).list_copies("modifiée") == (find_copy(desk, "amel"),)
    assert read_row(graded, "amel")[0] == 3.5
    assert push(desk, overwrite=True).count("écrite") == 1
    assert read_row(graded, "amel")[0] == 4
    with open_gradebook(graded.folder) as gradebook:
        assert gradebook.find_grade(TEXT, "evaluation", MODULE, "amel").extra_credit == 0.5


def test_a_mark_revised_by_its_marker_is_renewed(graded: Course) -> None:
    desk = MarkingDesk.load(graded.root, MODULE)
    give(desk, "amel", "Anne", "2 2")
    push(desk)
    give(desk, "amel", "Anne", "2 0")
    assert push(desk).count("écrite") == 1
    assert read_row(graded, "amel")[0] == 2


def test_two_distant_marks_wait_and_the_third_decides(graded: Course) -> None:
    desk = MarkingDesk.load(graded.root, MODULE)
    give(desk, "amel", "Anne", "0 0")
    push(desk)
    give(desk, "amel", "Boris", "2 2")
    assert push(desk).outcomes[TEXT, find_copy(desk, "amel")] == "rouverte"
    assert read_row(graded, "amel")[2], "the gradebook waits again"
    give(desk, "amel", "Chloé", "2 0", "Au milieu.")
    assert push(desk).count("écrite") == 1
    score, comment, is_waiting = read_row(graded, "amel")
    assert (score, is_waiting) == (2.0, False)
    assert comment
    assert comment.endswith("Au milieu.")


def test_a_text_handed_in_again_waits_for_a_new_mark(graded: Course) -> None:
    desk = MarkingDesk.load(graded.root, MODULE)
    give(desk, "amel", "Anne", "2 2")
    push(desk)
    submission = graded.folder / "submitted" / "amel" / MODULE
    graded.take_exam(submission, {TEXT: {"text": "Un autre texte."}})
    grade_assignment(graded.root, MODULE, force=True)
    assert read_row(graded, "amel")[2]
    desk.refresh()
    assert push(desk).outcomes[TEXT, find_copy(desk, "amel")] == "en attente"
    assert read_row(graded, "amel")[2]
    graded.take_exam(submission, {TEXT: RIGHT[TEXT]})
    grade_assignment(graded.root, MODULE, force=True)
    desk.refresh()
    push(desk)
    assert read_row(graded, "amel")[2] is False, "the same words were marked already"


def test_a_copy_that_was_not_graded_yet_is_told(course: Course) -> None:
    release_assignment(course.root, MODULE)
    course.hand_in("amel", RIGHT)
    desk = MarkingDesk.load(course.root, MODULE)
    give(desk, "amel", "Anne", "2 2")
    assert push(desk).list_copies("absente") == (find_copy(desk, "amel"),)


def test_the_commands_tell_progress_and_push_without_a_name(graded: Course) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["mark", *arguments, "--root", str(graded.root)])
        assert done.exit_code == 0, done.output
        return " ".join(done.output.split())

    desk = MarkingDesk.load(graded.root, MODULE)
    assert "coordo lab --formateur" in run("status")
    assert "20 % des copies" in run("plan")
    for student in ("amel", "boris"):
        give(desk, student, "Anne", "2 2")
        give(desk, student, "Boris", "2 2")
    told = run("status") + run("agreement")
    assert "Anne : 2 texte(s)" in told
    assert "trop peu pour un kappa" in told
    assert "2 note(s) portée(s)" in run("push")
    assert "amel" not in told
    other = graded.root / "marks-ailleurs.jsonl"
    other.write_bytes(desk.journal.path.read_bytes())
    assert "0 événement(s)" in run("merge", str(other))


def test_the_page_pushes_and_shows_the_names_at_the_end(graded: Course) -> None:
    with open_gradebook(graded.folder) as gradebook:
        gradebook.update_or_create_student("amel", first_name="Amel", last_name="Zidane")
    session = MarkingSession.load(graded.root, MODULE, "Module 1")
    session.enter("Anne")
    give(session.desk, "amel", "Anne", "2 2")
    with pytest.raises(MarkRefusedError):
        session.reveal()
    assert session.push() == (
        "1 note(s) portée(s) au carnet\u202f; 0 y étai(en)t déjà\u202f; 1 en attente d’une lecture."
    )
    give(session.desk, "boris", "Anne", "0 0")
    session.reveal()
    screen = session.build_screen()
    assert [(row.trainee, row.points) for row in screen.names] == [
        ("Amel Zidane", ("4",)),
        ("boris", ("0",)),
    ]


def test_what_was_answered_too_late_is_not_read_where_the_course_leaves_it_aside(
    graded: Course,
) -> None:
    config = graded.folder / "nbgrader_config.py"
    text = config.read_text("utf-8")
    assert 'late_answers = "compter"' in text
    config.write_text(text.replace('late_answers = "compter"', 'late_answers = "écarter"'), "utf-8")
    with open_gradebook(graded.folder) as gradebook:
        gradebook.find_assignment(MODULE).duedate = datetime.now(UTC).replace(tzinfo=None)
        gradebook.db.commit()
    submission = graded.folder / "submitted" / "amel" / MODULE
    graded.take_exam(submission, {TEXT: {"text": "Trop tard."}})
    desk = MarkingDesk.load(graded.root, MODULE)
    read = desk.copies.by_name[find_copy(desk, "amel")].texts[TEXT].text
    assert read == RIGHT[TEXT]["text"]


def test_a_copy_without_any_free_text_is_no_unreadable_copy(graded: Course) -> None:
    graded.hand_in("perdu", None)
    desk = MarkingDesk.load(graded.root, MODULE)
    assert len(desk.copies.by_name) == 4
    assert desk.copies.unreadable == 1
