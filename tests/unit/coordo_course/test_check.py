"""`coordo check` names each fault of a course by its file and line."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import typer
from coordo_course.check.content import check_course
from coordo_course.commands_check import check
from typer.testing import CliRunner

ROOT = Path(__file__).parents[3]
ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cours")
    kept = shutil.ignore_patterns("coordo_*", "__pycache__", ".ipynb_checkpoints", "journal*")
    for name in ("course", "assessments", "modules"):
        shutil.copytree(ROOT / name, folder / name, ignore=kept)
    return folder


@pytest.fixture
def course(pristine, tmp_path):
    return Path(shutil.copytree(pristine, tmp_path / "cours"))


def replace(path: Path, old: str, new: str) -> int:
    """Replace the first occurrence and return its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def first_bank_file(course: Path) -> Path:
    return min((course / "assessments/bank/m1_regulation/formative").glob("*.yml"))


def test_the_course_itself_is_clean(pristine):
    report = check_course(pristine, ON)
    assert [str(fault) for fault in report.faults] == []
    assert report.counts["items"] >= 50
    assert report.counts["carnets"] >= 4
    assert report.counts["décisions de cas"] >= 14


def test_an_unknown_objective_is_named_with_its_line(course):
    path = first_bank_file(course)
    line = replace(path, '["m1-o', '["m1-x')
    faults = [str(fault) for fault in check_course(course, ON).faults]
    assert any(
        f"{path}:{line}" in fault and "un objectif de m1_regulation" in fault for fault in faults
    )


def test_an_unknown_reference_in_a_text_is_named(course):
    path = first_bank_file(course)
    line = replace(path, "[[", "[[inconnue]] [[")
    faults = check_course(course, ON).faults
    assert any(fault.value == "[[inconnue]]" and fault.file == path for fault in faults)
    assert any(abs((fault.line or 0) - line) <= 12 for fault in faults if fault.file == path)


def test_an_expired_reference_is_refused(course):
    path = course / "course/references.yml"
    text = path.read_text(encoding="utf-8")
    entry = text.index('id: "ssiad-echeance-sad"')
    position = text.index("valid_to: null", entry)
    changed = text[:position] + "valid_to: 2024-05-01" + text[position + len("valid_to: null") :]
    path.write_text(changed, encoding="utf-8")
    faults = [str(fault) for fault in check_course(course, ON).faults]
    assert any("en vigueur" in fault and "ssiad-echeance-sad" in fault for fault in faults)


def test_references_not_checked_for_a_year_are_listed(course):
    assert check_course(course, ON).notices == []
    assert len(check_course(course, date(2028, 1, 1)).notices) > 20


def test_a_figure_of_law_spelled_in_a_text_is_refused(course):
    path = first_bank_file(course)
    replace(path, "explanation: |\n", "explanation: |\n      Avant le 31 décembre 2025.\n")
    faults = check_course(course, ON).faults
    assert any("au lieu de la valeur écrite" in fault.expected for fault in faults)


def test_an_unquoted_sentence_is_refused(course):
    path = course / "course/syllabus.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n", encoding="utf-8")
    line = replace(path, 'summary: "', 'summary: une phrase nue\n    # "')
    faults = check_course(course, ON).faults
    assert any(fault.line == line and "guillemets" in fault.expected for fault in faults)


def edit_notebook(course: Path, edit) -> Path:
    path = course / "modules/m1_regulation/1_cours.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    edit(notebook["cells"])
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1", "une ligne qui appelle coordo_widgets"),
        ("import os; os.getcwd()", "une ligne qui appelle coordo_widgets"),
        ("def f():\n    pass", "une ligne qui appelle coordo_widgets"),
    ],
)
def test_a_notebook_with_code_of_its_own_is_refused(course, source, expected):
    def edit(cells):
        next(cell for cell in cells if cell["cell_type"] == "code")["source"] = source

    path = edit_notebook(course, edit)
    faults = check_course(course, ON).faults
    assert any(fault.file == path and expected in fault.expected for fault in faults)


def test_a_link_that_differs_from_its_reference_is_refused(course):
    def edit(cells):
        prose = next(cell for cell in cells if cell["cell_type"] == "markdown")
        prose["source"] = "Avant le [1er mars 2025](#ref-ssiad-echeance-sad)."

    path = edit_notebook(course, edit)
    faults = [fault for fault in check_course(course, ON).faults if fault.file == path]
    assert len(faults) == 1
    assert "31\u00a0décembre\u00a02025" in faults[0].expected
    assert faults[0].line is not None


def test_an_ordinary_space_before_a_question_mark_is_refused(course):
    def edit(cells):
        next(cell for cell in cells if cell["cell_type"] == "markdown")["source"] = "Qui vient ?"

    edit_notebook(course, edit)
    assert any("fine insécable" in fault.expected for fault in check_course(course, ON).faults)


def test_an_output_left_in_a_notebook_is_refused(course):
    def edit(cells):
        next(cell for cell in cells if cell["cell_type"] == "code")["execution_count"] = 3

    edit_notebook(course, edit)
    assert any("sans sortie" in fault.expected for fault in check_course(course, ON).faults)


def test_the_command_exits_with_what_it_found(course):
    app = typer.Typer()
    app.command()(check)
    assert CliRunner().invoke(app, ["--root", str(course)]).exit_code == 0
    replace(first_bank_file(course), '["m1-o', '["m1-x')
    failed = CliRunner().invoke(app, ["--root", str(course)])
    assert failed.exit_code == 1
    assert "anomalie(s)" in failed.output


def test_without_a_course_the_command_says_where_to_stand(tmp_path):
    app = typer.Typer()
    app.command()(check)
    outcome = CliRunner().invoke(app, ["--root", str(tmp_path)])
    assert outcome.exit_code == 2
    assert "--root" in outcome.output
