"""Questions and grades to Moodle and back, by the commands an instructor types."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.bank import load_bank
from coordo_assessments.interchange.moodle_rules import find_faults
from coordo_assessments.interchange.moodle_xml import parse_xml, read_xml
from coordo_course.cli import app
from coordo_course.grading import grade_assignment
from coordo_course.moodle_grades import GradeChoices, build_moodle_grades, write_grade
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import release_assignment
from temporary_course import MODULE, PARTIAL, PROJECT, RIGHT, Course
from typer.testing import CliRunner

if TYPE_CHECKING:
    from pathlib import Path


def run(*command: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(part) for part in command], env={"COLUMNS": "200"})
    return result.exit_code, result.output


@pytest.mark.parametrize("name", ["questions.xml", "questions.gift"])
def test_a_bank_goes_out_and_comes_back_as_a_bank_file(tmp_path: Path, name: str) -> None:
    out, back = tmp_path / name, tmp_path / "banque" / "retour.yml"
    code, said = run("items", "export", MODULE, "--root", PROJECT, "--to", out)
    assert code == 0, said
    assert "discordances" in said
    assert "Ensuite, dans Moodle" in said
    code, said = run("items", "import", out, "--root", PROJECT, "--to", back)
    assert code == 0, said
    assert "À compléter" in said
    found = load_bank(back.parent)
    before = load_bank(PROJECT / "assessments" / "bank" / MODULE / "formative")
    assert set(found.items) <= set(before.items)
    assert len(found.items) >= 0.8 * len(before.items)


def test_what_is_written_keeps_moodles_rules(course: Course, tmp_path: Path) -> None:
    out = tmp_path / "examen.xml"
    code, said = run("items", "export", MODULE, "--exam", "--root", course.root, "--to", out)
    assert code == 0, said
    assert "clés de l’examen" in said
    text = out.read_text(encoding="utf-8")
    assert find_faults(parse_xml(text)) == []
    assert {q.idnumber for q in read_xml(text).questions} >= {"fixture-qru", "fixture-ordering"}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("items", "export", MODULE, "--to", "x.doc"), "Format inconnu"),
        (("items", "import", "absent.xml", "--to", "x.yml"), "illisible"),
        (("items", "import", "absent.xml", "--to", "x.yml", "--module", "m9"), "Module inconnu"),
        (
            ("items", "import", "absent.xml", "--to", "x.yml", "--objective", "o9"),
            "Objectif inconnu",
        ),
    ],
)
def test_refusals_are_in_french(
    command: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = run(*command, "--root", PROJECT)
    assert code == 1
    assert words in said


def test_nothing_is_overwritten_by_an_import(tmp_path: Path) -> None:
    target = tmp_path / "banque.yml"
    target.write_text("theme: à moi", encoding="utf-8")
    source = tmp_path / "q.gift"
    source.write_text("::Q:: ? {=a}", encoding="utf-8")
    code, said = run("items", "import", source, "--root", PROJECT, "--to", target)
    assert code == 1
    assert "existe déjà" in said
    assert target.read_text(encoding="utf-8") == "theme: à moi"


@pytest.fixture
def graded(course: Course) -> Course:
    release_assignment(course.root, MODULE)
    no_text = {key: value for key, value in RIGHT.items() if key != "fixture-texte"}
    course.hand_in("juste", no_text)
    course.hand_in("zero", {"fixture-qru": {"options": ["maire"]}})
    course.hand_in("attente", PARTIAL)
    course.hand_in("illisible", None)
    session = NbgraderSession(course.root, MODULE)
    with session.open_gradebook() as gradebook:
        gradebook.update_or_create_student("juste", email="juste@exemple.fr")
        gradebook.update_or_create_student("absente")
    grade_assignment(course.root, MODULE)
    return course


def read_grades(path: Path, mark: str = ",") -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=mark))
    return {next(iter(row.values())): row for row in rows}


def test_what_has_no_grade_is_told_apart_from_a_zero(graded: Course, tmp_path: Path) -> None:
    out = tmp_path / "notes.csv"
    code, said = run("export-grades", MODULE, "--root", graded.root, "--to", out)
    assert code == 0, said
    rows = read_grades(out)
    assert set(rows) == {"juste", "zero", "attente", "illisible", "absente"}
    assert rows["zero"]["note"] == "0.00"
    assert float(rows["juste"]["note"]) > 10
    for student, status in (
        ("illisible", "non corrigé"),
        ("absente", "non remis"),
        ("attente", "à corriger à la main"),
    ):
        assert rows[student]["note"] == ""
        assert rows[student]["statut"] == status
    assert "n’est pas un zéro" in said


def test_french_decimals_comments_and_provisional_grades(graded: Course, tmp_path: Path) -> None:
    out = tmp_path / "notes.csv"
    options = ("--comma", "--comment", "--provisional", "--to", out)
    code, said = run("export-grades", MODULE, "--root", graded.root, *options)
    assert code == 0, said
    rows = read_grades(out, ";")
    assert rows["zero"]["note"] == "0,00"
    assert "," in rows["attente"]["note"]
    assert "texte reste à corriger" in rows["attente"]["commentaire"]
    assert "n’est pas un zéro" in rows["illisible"]["commentaire"]
    assert rows["illisible"]["note"] == ""


def test_a_trainee_without_an_address_is_named(graded: Course, tmp_path: Path) -> None:
    out = tmp_path / "notes.csv"
    options = ("--identifier", "email", "--to", out)
    code, said = run("export-grades", MODULE, "--root", graded.root, *options)
    assert code == 0, said
    assert set(read_grades(out)) == {"juste@exemple.fr"}
    assert "Sans adresse" in said
    assert "zero" in said


def test_a_gradebook_that_does_not_know_the_assignment_is_told(course: Course) -> None:
    code, said = run("export-grades", MODULE, "--root", course.root)
    assert code == 1
    assert "ne connaît pas" in said


@pytest.mark.parametrize(
    ("score", "best", "written"), [(0.125, 20, "0.13"), (37, 37, "20.00"), (1, 3, "6.67")]
)
def test_grades_are_rounded_half_up(score: float, best: float, written: str) -> None:
    row = {"statut": "corrigé", "score": score, "max_score": best}
    assert write_grade(row, GradeChoices()) == written


def test_an_identifier_that_holds_a_separator_is_quoted() -> None:
    row = {"student_id": 'du"pont, jr', "email": None, "statut": "non remis", "max_score": 1}
    text = build_moodle_grades([row], GradeChoices()).text
    assert list(csv.reader(text.splitlines()))[1][0] == 'du"pont, jr'
