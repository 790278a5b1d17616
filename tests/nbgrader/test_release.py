from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import nbformat
import pytest
from coordo_course.assessment_errors import AssessmentError
from coordo_course.release import compile_assignment, install_trainee_copy, release_assignment
from nbgrader.nbgraderformat import MetadataValidator
from temporary_course import MODULE

if TYPE_CHECKING:
    from temporary_course import Course

QUESTIONS = [
    ("fixture-qru", False, 1),
    ("fixture-qrm", False, 2),
    ("fixture-qrp", False, 1),
    ("fixture-ordering", False, 1),
    ("fixture-matching", False, 3),
    ("fixture-qroc", False, 1),
    ("fixture-numeric", False, 1),
    ("fixture-texte", True, 4),
]


def test_the_compiled_notebook_has_one_locked_cell_per_item(course: Course) -> None:
    notebook = compile_assignment(course.root, MODULE).notebook
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    marks = [cell.metadata["nbgrader"] for cell in notebook.cells]
    graded = [mark for mark in marks if mark["grade"]]
    assert [(m["grade_id"], m["solution"], m["points"]) for m in graded] == QUESTIONS
    assert all(cell.metadata["editable"] is False for cell in notebook.cells)
    assert all(mark["locked"] or mark["solution"] for mark in marks)
    assert [cell.id for cell in notebook.cells] == [mark["grade_id"] for mark in marks]


def test_a_code_cell_is_one_hidden_line(course: Course) -> None:
    notebook = compile_assignment(course.root, MODULE).notebook
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert sources[0] == 'from coordo_widgets import page; page("evaluation")'
    assert sources[1] == 'from coordo_widgets import question; question("fixture-qru")'
    assert sources[-1] == "from coordo_widgets import evaluation_summary; evaluation_summary()"
    assert all("\n" not in source for source in sources)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.metadata["jupyter"]["source_hidden"] for cell in code)


def test_the_instructions_say_what_the_exam_holds(course: Course) -> None:
    text = compile_assignment(course.root, MODULE).notebook.cells[1].source
    assert "8 questions, 14 points" in text
    assert "QRM" in text
    assert "Texte libre\u202f: corrigé par une personne" in text


def test_compiling_twice_gives_the_same_bytes(course: Course) -> None:
    first, second = (compile_assignment(course.root, MODULE) for _ in range(2))
    assert nbformat.writes(first.notebook) == nbformat.writes(second.notebook)
    assert first.paper == second.paper


def test_the_fingerprint_follows_the_public_content(course: Course) -> None:
    before = compile_assignment(course.root, MODULE).paper.release
    bank = course.root / "assessments" / "bank" / MODULE / "exam" / "1_choix.yml"
    bank.write_text(bank.read_text("utf-8").replace("Qui autorise le service ?", "Qui ?"), "utf-8")
    assert compile_assignment(course.root, MODULE).paper.release != before


def test_a_release_reaches_the_exchange_and_this_machine(course: Course) -> None:
    report = release_assignment(course.root, MODULE)
    assert (report.questions, report.by_hand, report.points) == (8, 1, 14)
    names = {"evaluation.ipynb", "evaluation.items.json", "evaluation.variants.jsonl"}
    for folder in (report.release, report.exchange, course.root / "modules" / MODULE):
        assert {path.name for path in folder.iterdir()} == names
    again = release_assignment(course.root, MODULE)
    assert again == report


def test_the_trainees_copy_is_installed_once_and_without_a_release(course: Course) -> None:
    files = install_trainee_copy(course.root)
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    assert [path.name for path in files] == ["evaluation.items.json", "evaluation.ipynb"]
    assert json.loads(before[0][0])["assignment"] == MODULE
    assert install_trainee_copy(course.root) == files
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in files] == before
    folder = course.root / "modules" / MODULE
    assert len(list(folder.iterdir())) == 2, "no temporary file stays"


def test_a_public_demonstration_without_a_bank_installs_nothing(course: Course) -> None:
    shutil.rmtree(course.root / "assessments")
    assert install_trainee_copy(course.root) == ()


def test_an_unknown_module_is_refused_by_name(course: Course) -> None:
    with pytest.raises(AssessmentError, match=r"m9_x.*m1_regulation"):
        release_assignment(course.root, "m9_x")


def test_a_question_cannot_leave_a_graded_assignment(course: Course) -> None:
    from coordo_course.grading import grade_assignment  # noqa: PLC0415

    release_assignment(course.root, MODULE)
    course.hand_in("nadia", {})
    grade_assignment(course.root, MODULE)
    (course.root / "assessments" / "bank" / MODULE / "exam" / "2_reponses.yml").unlink()
    with pytest.raises(AssessmentError, match="rétablissez-les"):
        release_assignment(course.root, MODULE)
