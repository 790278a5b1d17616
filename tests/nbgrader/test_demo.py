from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

import pytest
import typer
from coordo_assessments.feedback import build_feedback
from coordo_assessments.graded_run import CASE_CELL
from coordo_course.commands_assess import register
from coordo_course.demo import run_demo
from coordo_course.demo_answers import answer_item, answer_right
from coordo_course.demo_cohort import TRAINEES
from coordo_course.nbgrader_session import NbgraderSession
from temporary_course import MODULE, PROJECT
from typer.testing import CliRunner

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_course.demo import DemoReport
    from temporary_course import Course


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    register(app)
    return app


def test_twelve_trainees_go_through_the_real_bank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COORDO_BANK", raising=False)
    steps: list[tuple[str, int, int]] = []
    report = run_demo(PROJECT, tmp_path / "demo", on_step=lambda *step: steps.append(step))
    by_id = {one.student: one for one in report.grading.submissions}
    assert len(TRAINEES) == 12
    assert {one.id for one in TRAINEES} - set(by_id) == {"ibanez"}, "one handed nothing in"
    assert report.missing == ("Inès Ibañez",)
    assert "ibanez" in read_statuses(report, "non remis")
    assert [one.student for one in report.grading.ungraded] == ["lefevre"]
    assert by_id["kessler"].score == 0, "blank is a true zero"
    assert by_id["amsellem"].score > by_id["joly"].score > 0  # type: ignore[operator]
    assert "supprimées" in by_id["dufour"].notes[0]
    assert "interrompue" in by_id["faure"].notes[0]
    assert by_id["garnier"].name == "Sophie Garnier"
    assert steps[-1][1] == steps[-1][2]
    assert [step[1] for step in steps] == sorted(step[1] for step in steps)
    for path in (report.grading.gradebook, report.grading.grades, report.grading.log):
        assert path.is_file()
    pages = list(report.grading.feedback.glob(f"*/{MODULE}/evaluation.html"))
    assert len(pages) == 11
    check_case(report)


def read_statuses(report: DemoReport, status: str) -> list[str]:
    with report.grading.grades.open(encoding="utf-8", newline="") as stream:
        return [row["student_id"] for row in csv.DictReader(stream) if row["statut"] == status]


def check_case(report: DemoReport) -> None:
    """The graded case: intentions told apart and explained; what is forged reported, no zero."""
    assert report.release.has_case
    notes = {one.student: " ".join(one.notes) for one in report.grading.submissions}
    points = {one.trainee.id: one.graded.auto_score for one in report.cases}
    assert list(points) == [one.id for one in TRAINEES if one.id != "ibanez"]
    assert {one.maximum for one in report.cases} == {20}
    assert points["amsellem"] > 18  # type: ignore[operator]
    assert points["amsellem"] > points["coulibaly"] > points["garnier"] > 0  # type: ignore[operator]
    assert len({points[one] for one in ("amsellem", "coulibaly", "haddad", "joly")}) == 4
    assert points["kessler"] == 0, "nothing begun is a true zero"
    assert points["etcheverry"] is points["lefevre"] is None
    assert "la graine n’est pas celle" in notes["etcheverry"]
    assert "état final falsifié" in notes["garnier"]
    assert "ligne interrompue" in notes["faure"]
    assert points["faure"] > 0  # type: ignore[operator]
    capped = next(one for one in report.cases if one.trainee.id == "coulibaly")
    assert capped.ceiling is not None
    folder = report.grading.feedback / "coulibaly" / MODULE
    page = (folder / "evaluation.html").read_text("utf-8")
    assert capped.ceiling.label in page
    assert "Dans votre parcours" in page
    refused = (report.grading.feedback / "etcheverry" / MODULE / "evaluation.html").read_text(
        "utf-8"
    )
    assert "ce n’est pas un zéro" in refused
    gradebook = {one.id: read_points(report, one.id) for one in TRAINEES if one.id in points}
    assert gradebook == points


def read_points(report: DemoReport, student: str) -> float | None:
    with NbgraderSession(report.folder, MODULE).open_gradebook() as gradebook:
        grade = gradebook.find_grade(CASE_CELL, "evaluation", MODULE, student)
        points: float | None = grade.auto_score
        return points


def test_the_demonstration_shows_how_each_case_went(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COORDO_BANK", raising=False)
    command = ["demo", "--folder", str(tmp_path / "demo"), "--root", str(PROJECT)]
    shown = CliRunner(env={"COLUMNS": "200"}).invoke(app, command)
    assert shown.exit_code == 0, shown.output
    assert "30 questions et un cas, 59 points" in shown.output
    rows = {
        line.split("│")[1].strip(): line
        for line in shown.output.split("cas noté, rejoué")[1].splitlines()
        if "│" in line
    }
    assert "comme l’experte du cas" in rows["Nadia Amsellem"]
    assert "plafond de 9" in rows["Aïssata Coulibaly"]
    assert "à la main" in rows["Maïté Etcheverry"]
    assert "0 / 20" in rows["Odile Kessler"]


def test_the_same_seed_gives_the_same_answers(course: Course) -> None:
    items = course.load_exam().bank.items.values()
    first, second, other = (
        [answer_item(item, 0.5, rng) for rng in [random.Random(seed)] for item in items]  # noqa: S311
        for seed in (1, 1, 2)
    )
    assert first == second != other


def test_a_simulated_right_answer_is_right(course: Course) -> None:
    exam = course.load_exam()
    for item in exam.bank.items.values():
        feedback = build_feedback(item, answer_right(item), exam.book)
        assert feedback.verdict == ("à corriger" if item.id == "fixture-texte" else "juste")


def test_the_commands_say_what_they_did_and_what_comes_next(
    course: Course, app: typer.Typer, tmp_path: Path
) -> None:
    run = CliRunner()
    root = ["--root", str(course.root)]
    refused = run.invoke(app, ["grade", MODULE, *root])
    assert refused.exit_code == 1
    assert "coordo release m1_regulation" in refused.output
    released = run.invoke(app, ["release", *root])
    assert released.exit_code == 0, released.output
    assert "8 questions, 14 points" in released.output
    assert "nbgrader submit m1_regulation" in released.output
    target = tmp_path / "demo"
    shown = run.invoke(app, ["demo", "--folder", str(target), *root])
    assert shown.exit_code == 0, shown.output
    for told in ("Nadia Amsellem", "non corrigé", str(target), "grades.csv", "Formgrader"):
        assert told in shown.output
    assert "Rien remis\u202f: Inès Ibañez" in shown.output
    assert "cas noté" not in shown.output, "this course has no rubric"
    again = run.invoke(app, ["demo", "--folder", str(target), *root])
    assert again.exit_code == 1
    assert "contient déjà un cours" in again.output
    graded = run.invoke(app, ["grade", "--root", str(target)])
    assert graded.exit_code == 1, "a submission without a grade is no success"
    assert "Sans note\u202f: Noé Lefèvre" in graded.output


def test_a_fault_in_the_bank_is_named_by_file_and_line(course: Course, app: typer.Typer) -> None:
    bank = course.root / "assessments" / "bank" / MODULE / "exam" / "1_choix.yml"
    bank.write_text(bank.read_text("utf-8").replace("correct: true", "correct: oui", 1), "utf-8")
    refused = CliRunner().invoke(app, ["release", "--root", str(course.root)])
    assert refused.exit_code == 1
    assert "1_choix.yml:" in refused.output
    assert "Traceback" not in refused.output
