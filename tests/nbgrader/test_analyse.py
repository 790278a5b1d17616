"""The analysis of an assignment, from collected journals and a real gradebook."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.analysis.cohort import NothingToAnalyseError, load_cohort
from coordo_assessments.analysis.manual_scores import find_gradebook, load_manual_scores
from coordo_assessments.analysis.summary import load_analysis
from coordo_course.analyse import analyse_assignment
from coordo_course.assessment_errors import AssessmentError
from coordo_course.cli import app
from coordo_course.grading import grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import release_assignment
from coordo_course.serving import is_servable
from coordo_widgets import cohort as cells
from temporary_course import MODULE, PARTIAL, PROJECT, RIGHT, Course
from typer.testing import CliRunner

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def collected(course: Course) -> Course:
    """Three healthy submissions and five that nobody can read."""
    release_assignment(course.root, MODULE)
    for number in range(2):
        course.hand_in(f"juste{number}", RIGHT)
    course.hand_in("partiel", {**PARTIAL, "fixture-qroc": {"text": HOSTILE}})
    course.hand_in("sans-journal", None)
    course.hand_in("blanche", {"fixture-qru": None})
    for name, content in (("binaire", b"\x00\xff" * 5000), ("profond", b"[" * 100_000)):
        (course.hand_in(name, None) / "journal.jsonl").write_bytes(content)
    (course.hand_in("dossier", None) / "journal.jsonl").mkdir()
    return course


def test_one_unreadable_journal_never_stops_the_rest(collected: Course) -> None:
    cohort = load_cohort(collected.folder, MODULE)
    assert [sheet.student for sheet in cohort.sheets] == ["juste0", "juste1", "partiel"]
    reasons = {one.student: one.reason for one in cohort.left_out}
    assert set(reasons) == {"binaire", "blanche", "dossier", "profond", "sans-journal"}
    assert "absent" in reasons["sans-journal"]
    assert "blanche" in reasons["blanche"]
    assert all(reasons.values())


def test_scores_are_those_of_the_rules_and_texts_wait(collected: Course) -> None:
    cohort = load_cohort(collected.folder, MODULE)
    assert [item.id for item in cohort.pending] == ["fixture-texte"]
    sheet = next(sheet for sheet in cohort.sheets if sheet.student == "partiel")
    assert sheet.responses["fixture-qrm"].score == 0.5
    assert sheet.responses["fixture-qru"].chosen == ("maire",)
    assert sheet.responses["fixture-texte"].text == ""


def test_the_gradebook_gives_the_scores_of_texts(collected: Course) -> None:
    grade_assignment(collected.root, MODULE)
    session = NbgraderSession(collected.root, MODULE)
    with session.open_gradebook() as gradebook:
        for student in ("juste0", "juste1", "partiel"):
            grade = gradebook.find_grade("fixture-texte", "evaluation", MODULE, student)
            grade.manual_score, grade.needs_manual_grade = grade.max_score / 2, False
        gradebook.db.commit()
    manual = load_manual_scores(find_gradebook(collected.folder), MODULE)
    assert manual is not None
    assert {value for key, value in manual.items() if key[1] == "fixture-texte"} == {0.5}
    assert not load_cohort(collected.folder, MODULE, manual).pending


def test_the_totals_are_those_of_the_gradebook(collected: Course) -> None:
    report = grade_assignment(collected.root, MODULE)
    with report.grades.open(encoding="utf-8", newline="") as stream:
        official = {row["student_id"]: row["raw_score"] for row in csv.DictReader(stream)}
    cohort = load_cohort(collected.folder, MODULE)
    for sheet, total in zip(cohort.sheets, cohort.list_totals(), strict=True):
        assert total == pytest.approx(float(official[sheet.student]), abs=0.05)


def test_the_report_stands_alone_and_runs_nothing(collected: Course, tmp_path: Path) -> None:
    report = analyse_assignment(collected.root, MODULE, tmp_path / "rapport")
    page = report.page.read_text(encoding="utf-8")
    assert HOSTILE not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<script" not in page
    assert "<link" not in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert set(re.findall(r"url\((.)", page)) <= {"d", "#"}  # data: fonts, fragments of a picture
    assert "default-src 'none'" in page
    assert page.count('role="img"') >= 3
    assert page.count("<table") > page.count('role="img"')
    for student in ("sans-journal", "blanche", "binaire", "dossier"):
        assert student in page
    with report.table.open(encoding="utf-8", newline="") as stream:
        rows = {row["question"]: row for row in csv.DictReader(stream)}
    assert float(rows["fixture-qrm"]["reussite"]) == pytest.approx(2.5 / 3, abs=1e-3)
    assert "fixture-texte" not in rows


def test_the_gradebook_that_is_missing_is_told(collected: Course) -> None:
    analysis = load_analysis(collected.folder, MODULE, "sqlite:////nulle/part.db")
    assert any("Carnet de notes absent" in note for note in analysis.notes)


def test_nothing_collected_is_told(course: Course) -> None:
    with pytest.raises(NothingToAnalyseError, match="coordo grade"):
        load_cohort(course.folder, MODULE)
    with pytest.raises(AssessmentError, match="Aucune copie"):
        analyse_assignment(course.root, MODULE)


def test_the_command_says_what_it_did_and_what_next(collected: Course, tmp_path: Path) -> None:
    command = ["analyse", MODULE, "--root", str(collected.root), "--folder", str(tmp_path / "r")]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert "3 copie(s)" in result.output
    assert "Petit effectif" in result.output
    assert "Non comptée" in result.output
    assert "Ensuite" in result.output


def test_the_command_fails_in_french_where_there_is_nothing(course: Course) -> None:
    result = CliRunner().invoke(app, ["analyse", MODULE, "--root", str(course.root)])
    assert result.exit_code == 1
    assert "Aucune copie" in result.output


def test_every_cell_of_the_notebook_shows_its_part(
    collected: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(cells, "show", lambda html, css="": shown.append(html + css))
    monkeypatch.chdir(collected.folder)
    notebook = json.loads((PROJECT / "course/formateur/analyse.ipynb").read_text("utf-8"))
    calls = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(calls) == 5
    for call in calls:
        assert call.startswith("from coordo_widgets import cohort; cohort.")
        exec(call)  # noqa: S102  (a line of our own notebook)
    assert len(shown) == 5
    assert "Alpha de Cronbach" in shown[0]
    assert "sans-journal" in shown[-1]


def test_no_trainee_is_served_the_instructors_notebook() -> None:
    notebook = PROJECT / "course" / "formateur" / "analyse.ipynb"
    assert notebook.is_file()
    for path in ("../course/formateur/analyse.ipynb", "course/formateur/analyse.ipynb"):
        assert not is_servable(PROJECT / "modules", path)


def test_the_workshop_writes_blocks_that_the_bank_accepts(tmp_path: Path) -> None:
    votes = tmp_path / "votes.csv"
    lines = [f"Dr {number};script-un;{number % 3 - 1};parce que {number}" for number in range(12)]
    votes.write_text("\n".join(["expert;item;vote;raison", *lines]), encoding="utf-8")
    result = CliRunner().invoke(app, ["panel", str(votes), "--folder", str(tmp_path / "r")])
    assert result.exit_code == 0, result.output
    assert "12 expert(s)" in result.output
    blocks = (tmp_path / "r" / "panel.yml").read_text(encoding="utf-8")
    assert blocks.count("degree:") == 12
    assert 'reason: "parce que 3"' in blocks
    assert "Spearman-Brown" in (tmp_path / "r" / "panel.html").read_text(encoding="utf-8")


def test_the_workshop_names_the_line_at_fault(tmp_path: Path) -> None:
    votes = tmp_path / "votes.csv"
    votes.write_text("expert;item;vote\nA;s;9\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["panel", str(votes)])
    assert result.exit_code == 1
    assert "votes.csv:2" in result.output.replace("\n", "")
