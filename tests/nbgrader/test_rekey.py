"""A key changed after the evaluation: shown before it is written, recorded, and undone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from coordo_course.assessment_errors import AssessmentError
from coordo_course.cli import app
from coordo_course.grading import grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.rekey import apply_rekey, parse_changes, preview_rekey
from coordo_course.release import release_assignment
from gradebook_reading import dump_gradebook, read_grades
from temporary_course import MODULE, PARTIAL, RIGHT
from typer.testing import CliRunner

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_course.rekey_shifts import RekeyPreview
    from temporary_course import Course


@pytest.fixture
def graded(course: Course) -> Course:
    release_assignment(course.root, MODULE)
    course.hand_in("amel", RIGHT)
    course.hand_in("boris", PARTIAL)
    course.hand_in("chloe", {"fixture-qru": None})
    course.hand_in("perdue", None)
    grade_assignment(course.root, MODULE)
    return course


def _preview(course: Course, **options: list[str]) -> RekeyPreview:
    given = {"annul": [], "accept": [], "restore": [], **options}
    return preview_rekey(course.root, MODULE, parse_changes(**given))


def _gains(preview: RekeyPreview) -> dict[str, float]:
    return {one.student: round(one.total.gain, 2) for one in preview.shifts}


def _list_files(course: Course) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in course.folder.rglob("*")
        if path.is_file() and path.suffix != ".db"
    }


def test_a_preview_writes_nothing_and_tells_who_gains_by_how_much(graded: Course) -> None:
    files, rows = _list_files(graded), dump_gradebook(graded)
    preview = _preview(graded, annul=["fixture-qru"])
    assert _gains(preview) == {"boris": 1, "chloe": 1}
    assert (preview.gained, preview.lost, preview.compared) == (2, 0, 4)
    assert (_list_files(graded), dump_gradebook(graded)) == (files, rows)


def test_an_accepted_answer_takes_nothing_from_anyone_and_is_shown_as_right(
    graded: Course,
) -> None:
    accepted = ["fixture-qru=maire", "fixture-qroc=Secret-guichet-opale", "fixture-numeric=7320"]
    preview = _preview(graded, accept=accepted)
    assert _gains(preview) == {"boris": 2.5}
    assert set(preview.by_item) == {"fixture-qru", "fixture-qroc", "fixture-numeric"}
    apply_rekey(graded.root, preview, why="Deux lectures du texte.", who="Mme Roy")
    grades = read_grades(graded)
    assert grades["amel", "fixture-qru"] == grades["boris", "fixture-qru"] == 1
    page = graded.folder / "feedback" / "boris" / MODULE / "evaluation.html"
    assert "Clé élargie" in page.read_text("utf-8")
    line = json.loads((graded.folder / "rekeys.jsonl").read_text("utf-8"))
    assert (line["who"], line["why"], line["gained"]) == ("Mme Roy", "Deux lectures du texte.", 1)
    assert line["at"].endswith("Z")


def test_plain_nbgrader_follows_the_changed_key_and_restoring_brings_the_points_back(
    graded: Course,
) -> None:
    before = read_grades(graded)
    apply_rekey(graded.root, _preview(graded, annul=["fixture-qru"]), why="Ambiguë.")
    after = read_grades(graded)
    assert after["chloe", "fixture-qru"] == 1
    assert after["perdue", "fixture-qru"] is None, "what could not be read stays without a grade"
    graded.nbgrader("autograde", MODULE, "--force")
    assert read_grades(graded) == after
    grade_assignment(graded.root, MODULE)
    restored = _preview(graded, restore=["fixture-qru"])
    assert _gains(restored) == {"boris": -1, "chloe": -1}
    apply_rekey(graded.root, restored, why="Erreur de lecture.")
    assert read_grades(graded) == before
    assert len((graded.folder / "rekeys.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_key_mended_in_the_bank_is_compared_with_what_was_graded(graded: Course) -> None:
    assert _preview(graded).changes == ()
    bank = graded.root / "assessments" / "bank" / MODULE / "exam" / "2_reponses.yml"
    text = bank.read_text("utf-8")
    bank.write_text(text.replace('value: "7319.28"', 'value: "7318.00"'), "utf-8")
    session = NbgraderSession(graded.root, MODULE)
    with session.open_gradebook() as gradebook:
        grade = gradebook.find_grade("fixture-qru", "evaluation", MODULE, "boris")
        grade.manual_score = 0.25
        gradebook.db.commit()
    mended = _preview(graded)
    assert _gains(mended) == {"amel": -1}
    assert [(one.kind, one.item) for one in mended.changes] == [("mend", "fixture-numeric")]
    both = _preview(graded, annul=["fixture-qru"])
    assert both.by_hand == 1, "points given by a person move with no key"
    report = apply_rekey(graded.root, mended, why="Arrêté du 3 mars.")
    assert [one.student for one in report.submissions if one.is_rescored] == ["amel"]
    bank.write_text(text, "utf-8")
    assert _gains(_preview(graded)) == {"amel": 1}


def test_an_annulled_text_brings_a_grade_where_a_person_had_to_give_one(graded: Course) -> None:
    preview = _preview(graded, annul=["fixture-texte"])
    assert preview.appeared == (("amel", "fixture-texte"), ("boris", "fixture-texte"))
    assert preview.vanished == ()
    assert set(_gains(preview)) == {"chloe"}


def test_a_submission_that_changed_since_is_set_aside(graded: Course) -> None:
    folder = graded.folder / "submitted" / "amel" / MODULE
    graded.take_exam(folder, {"fixture-qru": PARTIAL["fixture-qru"]})
    preview = _preview(graded, annul=["fixture-qru"])
    assert preview.set_aside == ("amel",)
    assert _gains(preview) == {"boris": 1, "chloe": 1}


@pytest.mark.parametrize(
    ("accepted", "told"),
    [
        ("fixture-qru", "QUESTION=PROPOSITION"),
        ("inconnue=a", "Question inconnue"),
        ("fixture-qru=roi", "une proposition parmi"),
        ("fixture-qru=ars", "pas déjà juste"),
        ("fixture-ordering=suivre", "corrigez la banque"),
    ],
)
def test_what_cannot_be_accepted_is_refused_in_french(
    graded: Course, accepted: str, told: str
) -> None:
    with pytest.raises(AssessmentError, match=told):
        _preview(graded, accept=[accepted])
    assert not (graded.folder / "rekeys.jsonl").exists()


def test_the_command_shows_then_applies_with_a_reason(graded: Course) -> None:
    run = CliRunner()
    command = ["rekey", MODULE, "--annul", "fixture-qru", "--root", str(graded.root)]
    shown = run.invoke(app, command)
    assert shown.exit_code == 0, shown.output
    for told in ("Par stagiaire", "boris", "+1,00", "2 gagne(nt)", "Rien n’a été écrit"):
        assert told in shown.output
    refused = run.invoke(app, [*command, "--apply"])
    assert refused.exit_code == 1
    assert "Dites pourquoi" in refused.output
    applied = run.invoke(app, [*command, "--apply", "--why", "Question ambiguë"])
    assert applied.exit_code == 0, applied.output
    assert "4 copie(s) recorrigée(s)" in applied.output
    again = run.invoke(app, ["rekey", MODULE, "--root", str(graded.root)])
    assert "0 gagne(nt), 0 perd(ent), 4 sans changement" in again.output
