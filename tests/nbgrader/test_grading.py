from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.nbgrader_bridge import grade_submission
from coordo_course.assessment_errors import AssessmentError
from coordo_course.grading import FAILED, GradeReport, grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import release_assignment
from temporary_course import MODULE, PARTIAL, RIGHT

if TYPE_CHECKING:
    from temporary_course import Course

CLOSED = 10.0  # points of the fixture's items that are graded automatically
TEXT = "fixture-texte"


@pytest.fixture
def released(course: Course) -> Course:
    release_assignment(course.root, MODULE)
    return course


def _scores(report: GradeReport) -> dict[str, float | None]:
    return {one.student: one.score for one in report.submissions}


def _find_grade(course: Course, student: str, item: str) -> dict[str, object]:
    session = NbgraderSession(course.root, MODULE)
    with session.open_gradebook() as gradebook:
        found: dict[str, object] = gradebook.find_grade(
            item, "evaluation", MODULE, student
        ).to_dict()
        return found


def _set_by_hand(course: Course, student: str, score: float, comment: str) -> None:
    session = NbgraderSession(course.root, MODULE)
    with session.open_gradebook() as gradebook:
        grade = gradebook.find_grade(TEXT, "evaluation", MODULE, student)
        grade.manual_score, grade.needs_manual_grade = score, False
        gradebook.find_comment(TEXT, "evaluation", MODULE, student).manual_comment = comment
        gradebook.db.commit()


def _read_feedback(course: Course, student: str) -> str:
    path = course.folder / "feedback" / student / MODULE / "evaluation.html"
    return path.read_text("utf-8")


def test_damaged_submissions_stop_nothing_and_healthy_ones_score_the_same(
    released: Course,
) -> None:
    released.hand_in("a-seule", RIGHT)
    alone = _scores(grade_assignment(released.root, MODULE))
    corrupt = released.hand_in("b-json", RIGHT)
    (corrupt / "evaluation.ipynb").write_text('{"cells": [', "utf-8")
    missing = released.hand_in("c-sans-carnet", RIGHT)
    (missing / "evaluation.ipynb").unlink()
    stripped = released.hand_in("d-sans-marques", RIGHT)
    notebook = json.loads((stripped / "evaluation.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    (stripped / "evaluation.ipynb").write_text(json.dumps(notebook), "utf-8")
    extra = released.hand_in("e-autres-carnets", RIGHT)
    (extra / "1_cours.ipynb").write_text("{}", "utf-8")
    other = released.hand_in("f-autre-schema", RIGHT)
    notebook["cells"][2]["metadata"] = {"nbgrader": {"schema_version": 99}}
    (other / "evaluation.ipynb").write_text(json.dumps(notebook), "utf-8")
    released.hand_in("h-sans-journal", None)

    report = grade_assignment(released.root, MODULE)
    scores = _scores(report)
    assert alone == {"a-seule": CLOSED}
    assert all(scores[name] == CLOSED for name in scores if name[0] in "abcdef")
    assert scores["h-sans-journal"] is None
    by_name = {one.student: one for one in report.submissions}
    assert by_name["b-json"].notes == ("carnet illisible ou absent",)
    assert "sans métadonnées" in by_name["d-sans-marques"].notes[0]
    assert by_name["e-autres-carnets"].notes == ()
    assert [one.student for one in report.ungraded] == ["h-sans-journal"]


def test_a_failure_is_listed_and_the_others_are_graded(
    released: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("amel", "boris", "chloe"):
        released.hand_in(name, RIGHT)
    read = grade_submission.read_submitted_answers

    def fail_for_boris(folder: object, items: object, terms: object) -> object:
        if "boris" in str(folder):
            raise RuntimeError("disque en panne")
        return read(folder, items, terms)  # type: ignore[arg-type]

    monkeypatch.setattr(grade_submission, "read_submitted_answers", fail_for_boris)
    report = grade_assignment(released.root, MODULE)
    assert _scores(report) == {"amel": CLOSED, "boris": None, "chloe": CLOSED}
    (failure,) = report.ungraded
    assert failure.status == FAILED
    assert "disque en panne" in failure.notes[0]
    assert not (released.folder / "autograded" / "boris" / MODULE).exists()
    assert "disque en panne" in report.log.read_text("utf-8")


def test_the_export_tells_a_zero_from_what_could_not_be_graded(released: Course) -> None:
    blank = released.hand_in("blanche", {"fixture-qru": None})
    assert (blank / "journal.jsonl").stat().st_size > 0
    released.hand_in("perdue", None)
    released.hand_in("complete", RIGHT)
    session = NbgraderSession(released.root, MODULE)
    with session.open_gradebook() as gradebook:
        gradebook.add_student("absente", last_name='Dupont, "Zoé"')
    report = grade_assignment(released.root, MODULE)
    with report.grades.open(encoding="utf-8", newline="") as stream:
        rows = {row["student_id"]: row for row in csv.DictReader(stream)}
    told = {name: (row["score"], row["statut"]) for name, row in rows.items()}
    assert told == {
        "absente": ("0.0", "non remis"),
        "blanche": ("0.0", "corrigé"),
        "perdue": ("", "non corrigé"),
        "complete": ("10.0", "à corriger à la main"),
    }
    assert rows["absente"]["last_name"] == 'Dupont, "Zoé"'


def test_what_a_person_gave_survives_a_regrade(released: Course) -> None:
    folder = released.hand_in("nadia", RIGHT)
    grade_assignment(released.root, MODULE)
    assert _find_grade(released, "nadia", TEXT)["needs_manual_grade"] is True
    _set_by_hand(released, "nadia", 3.5, "Clair & <i>précis</i>")

    first = grade_assignment(released.root, MODULE, force=True)
    export = first.grades.read_bytes()
    second = grade_assignment(released.root, MODULE, force=True)
    assert _scores(second) == {"nadia": CLOSED + 3.5}
    assert second.grades.read_bytes() == export
    assert second.submissions[0].status == "corrigé"
    page = _read_feedback(released, "nadia")
    assert "Points donnés par le correcteur\u202f: 3,5 / 4" in page
    assert "Clair &amp; &lt;i&gt;précis&lt;/i&gt;" in page

    released.take_exam(folder, {TEXT: {"text": "J'ai tout changé."}})
    third = grade_assignment(released.root, MODULE, force=True)
    assert _scores(third) == {"nadia": CLOSED + 3.5}
    assert third.submissions[0].status == "à corriger à la main"


def test_only_new_submissions_are_graded_unless_forced(released: Course) -> None:
    released.hand_in("nadia", RIGHT)
    assert grade_assignment(released.root, MODULE).submissions[0].is_new
    assert not grade_assignment(released.root, MODULE).submissions[0].is_new
    assert grade_assignment(released.root, MODULE, force=True).submissions[0].is_new


def test_the_feedback_page_explains_every_answer_and_runs_nothing(released: Course) -> None:
    released.hand_in("luc", PARTIAL)
    grade_assignment(released.root, MODULE)
    page = _read_feedback(released, "luc")
    for told in ("secret-zibeline ars", "secret-cobalt-sept", "secret-ambre tarif", "Le maire"):
        assert told in page
    assert "Note provisoire" in page
    assert "<script" not in page
    assert "&lt;script&gt;document.title=&#x27;pris&#x27;&lt;/script&gt;" in page
    assert "src=" not in page
    assert "default-src 'none'" in page


def test_grading_before_a_release_or_without_a_copy_says_what_to_do(course: Course) -> None:
    with pytest.raises(AssessmentError, match="coordo release m1_regulation"):
        grade_assignment(course.root, MODULE)
    release_assignment(course.root, MODULE)
    with pytest.raises(AssessmentError, match="Aucune copie"):
        grade_assignment(course.root, MODULE)
