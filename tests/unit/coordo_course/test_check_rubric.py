"""`coordo check` reads the rubric of a graded case, and names its faults by file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from coordo_course.check.cases import check_rubric
from coordo_course.check.report import CheckReport
from coordo_simulation.references import load_references

ROOT = Path(__file__).parents[3]
MODULE = "m1_regulation"


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.delenv("COORDO_BANK", raising=False)
    for name in (
        "course/references.yml",
        f"modules/{MODULE}/scenario.yml",
        f"assessments/bank/{MODULE}/exam/case/rubric.yml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def list_faults(course: Path) -> list[str]:
    report = CheckReport()
    book = load_references(course / "course" / "references.yml")
    check_rubric(course, MODULE, book, report)
    return [str(fault) for fault in report.faults]


def find_rubric_file(course: Path) -> Path:
    return course / "assessments" / "bank" / MODULE / "exam" / "case" / "rubric.yml"


def test_the_specimen_is_clean(course):
    assert list_faults(course) == []


def test_a_course_without_a_graded_case_has_nothing_to_check(course):
    find_rubric_file(course).unlink()
    assert list_faults(course) == []


def test_the_private_bank_is_the_one_that_is_read(course, monkeypatch, tmp_path):
    private = tmp_path / "ma-banque"
    shutil.copytree(course / "assessments" / "bank", private)
    monkeypatch.setenv("COORDO_BANK", str(private))
    find_rubric_file(course).write_text("rien", "utf-8")
    assert list_faults(course) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('choices: ["dire"]', 'choices: ["crier"]', "ce que « annonce » propose"),
        ('variable: "tresorerie"', 'variable: "caisse"', "une variable du cas"),
        ('flag: "maquille"', 'flag: "fardé"', "un fait du cas"),
        ('version: "1.1"', 'version: "2.0"', "la version du cas"),
        ("loss: 0.15", "loss: 2", "loss"),
        ('"sad-autorisation-mixte"', '"sad-autorisation-mixe"', "course/references.yml"),
    ],
)
def test_a_fault_is_named_with_its_file_and_line(course, old, new, expected):
    path = find_rubric_file(course)
    text = path.read_text("utf-8")
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), "utf-8")
    faults = list_faults(course)
    assert any(f"{path}:{line}" in fault and expected in fault for fault in faults), faults
