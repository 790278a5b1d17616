"""The whole chain by nbgrader's own commands, as an instructor and two trainees type them."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest
from coordo_assessments.scoring import score_answer
from coordo_course.release import compile_assignment, write_source
from temporary_course import MODULE, PARTIAL, RIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from temporary_course import Course

ANSWERS: dict[str, dict[str, object]] = {"amel": RIGHT, "boris": PARTIAL, "chloe": {}}


def _work(course: Course, student: str) -> Path:
    """Fetch into a module's folder that holds lessons already, answer, submit."""
    modules = course.root / "postes" / student / "modules"
    folder = modules / MODULE
    folder.mkdir(parents=True)
    config = f'load_subconfig("nbgrader_config.py", path={str(course.folder)!r})\n'
    (modules / "nbgrader_config.py").write_text(config, "utf-8")
    (folder / "1_cours.ipynb").write_text("{}", "utf-8")
    (folder / "scenario.yml").write_text("secret: non\n", "utf-8")
    fetched = course.nbgrader("fetch_assignment", MODULE, "--student", student, cwd=modules)
    assert "Replacing missing file" in fetched
    course.take_exam(folder, {"fixture-qru": None, **ANSWERS[student]})
    course.nbgrader("submit", MODULE, "--student", student, cwd=modules)
    return folder


def _read_grades(course: Course) -> dict[str, dict[str, float | None]]:
    query = (
        "select a.student_id, c.name, g.auto_score from grade g "
        "join base_cell c on c.id = g.cell_id join submitted_notebook n on n.id = g.notebook_id "
        "join submitted_assignment a on a.id = n.assignment_id"
    )
    grades: dict[str, dict[str, float | None]] = {}
    database = sqlite3.connect(course.folder / "gradebook.db")
    for student, cell, score in database.execute(query):
        grades.setdefault(student, {})[cell] = score
    database.close()
    return grades


def _grade_by_hand(course: Course, student: str, score: float) -> None:
    database = sqlite3.connect(course.folder / "gradebook.db")
    with database:
        database.execute(
            "update grade set manual_score = ?, needs_manual_grade = 0 where id in ("
            "select g.id from grade g join base_cell c on c.id = g.cell_id "
            "join submitted_notebook n on n.id = g.notebook_id "
            "join submitted_assignment a on a.id = n.assignment_id "
            "where c.name = 'fixture-texte' and a.student_id = ?)",
            (score, student),
        )
    database.close()


def _read_export(course: Course) -> dict[str, dict[str, str]]:
    course.nbgrader("export")
    with (course.folder / "grades.csv").open(encoding="utf-8", newline="") as stream:
        return {row["student_id"]: row for row in csv.DictReader(stream)}


@pytest.mark.slow
def test_the_chain_from_release_to_feedback_by_plain_nbgrader(course: Course) -> None:
    write_source(course.folder / "source" / MODULE, compile_assignment(course.root, MODULE))
    course.nbgrader("generate_assignment", MODULE)
    course.nbgrader("release_assignment", MODULE)
    for student in ("amel", "boris"):
        _work(course, student)
    course.nbgrader("collect", MODULE)
    course.hand_in("chloe", {"fixture-qru": None})
    submitted = course.folder / "submitted" / "amel" / MODULE
    assert {path.name for path in submitted.iterdir()} == {
        "evaluation.ipynb",
        "evaluation.items.json",
        "journal.jsonl",
        "timestamp.txt",
        "submission_secret.txt",
    }
    before = (submitted / "journal.jsonl").read_bytes()
    decoy = course.folder / "source" / MODULE / "journal.jsonl"
    decoy.write_text("", "utf-8")
    (submitted / "evaluation.ipynb").write_text("plus du JSON", "utf-8")
    said = course.nbgrader("autograde", MODULE)
    decoy.unlink()
    assert "kernel" not in said.lower()
    graded = course.folder / "autograded" / "amel" / MODULE
    assert (graded / "journal.jsonl").read_bytes() == before
    notebook = json.loads((graded / "evaluation.ipynb").read_text("utf-8"))
    assert notebook["metadata"]["coordo"]["repairs"] == ["carnet illisible ou absent"]

    items = course.load_exam().bank.items
    grades = _read_grades(course)
    assert set(grades) == set(ANSWERS)
    for student, answers in ANSWERS.items():
        for item_id, item in items.items():
            if item_id == "fixture-texte":
                assert grades[student][item_id] == (None if answers else 0)
                continue
            score = score_answer(item, answers.get(item_id)).value * float(item.points)
            assert grades[student][item_id] == pytest.approx(score, abs=0.005), (student, item_id)

    _grade_by_hand(course, "amel", 3)
    course.nbgrader("autograde", MODULE, "--force")
    export = _read_export(course)
    assert (export["amel"]["score"], export["amel"]["statut"]) == ("13.0", "corrigé")
    assert export["boris"]["statut"] == "à corriger à la main"
    assert (export["chloe"]["score"], export["chloe"]["statut"]) == ("0.0", "corrigé")

    course.nbgrader("generate_feedback", MODULE)
    page = (course.folder / "feedback" / "boris" / MODULE / "evaluation.html").read_text("utf-8")
    assert (
        'data-label="Proposition">Le maire</td><td data-label="Réponse donnée">cochée</td>' in page
    )
    assert "secret-zibeline ars" in page
    assert "&lt;script&gt;" in page
    course.nbgrader("release_feedback", MODULE)
    outbound = course.folder / "exchange" / "du-coordination" / "feedback"
    assert len(list(outbound.glob("*.html"))) == 2, "chloe's came by hand: nobody could fetch it"


@pytest.mark.slow
def test_a_hand_written_notebook_still_runs_in_a_kernel(course: Course) -> None:
    """Stock behaviour beside ours, in one assignment: the instructor's own code cells."""
    source = course.folder / "source" / MODULE
    write_source(source, compile_assignment(course.root, MODULE))
    marks = {"schema_version": 3, "task": False, "locked": False}
    cells = [
        {"source": "### BEGIN SOLUTION\nx = 2\n### END SOLUTION", "id": "reponse"},
        {"source": "assert x == 2", "id": "test"},
    ]
    roles = [
        {"grade": False, "solution": True},
        {"grade": True, "solution": False, "points": 1, "locked": True},
    ]
    for cell, role in zip(cells, roles, strict=True):
        nbgrader = {**marks, **role, "grade_id": cell["id"]}
        cell |= {"cell_type": "code", "metadata": {"nbgrader": nbgrader}}
        cell |= {"outputs": [], "execution_count": None}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4}
    text = json.dumps({**notebook, "nbformat_minor": 5})
    (source / "calcul.ipynb").write_text(text, "utf-8")
    course.nbgrader("generate_assignment", MODULE)
    release = course.folder / "release" / MODULE
    assert "x = 2" not in (release / "calcul.ipynb").read_text("utf-8")
    assert "YOUR CODE HERE" not in (release / "evaluation.ipynb").read_text("utf-8")
    folder = course.hand_in("amel", RIGHT)
    solved = (release / "calcul.ipynb").read_text("utf-8")
    shutil.copyfile(release / "calcul.ipynb", folder / "calcul.ipynb")
    stub = '# YOUR CODE HERE\\n",\n    "raise NotImplementedError()'
    assert stub in solved
    (folder / "calcul.ipynb").write_text(solved.replace(stub, "x = 2"), "utf-8")
    course.nbgrader("autograde", MODULE)
    grades = _read_grades(course)["amel"]
    assert grades["test"] == 1
    assert grades["fixture-qru"] == 1
    course.nbgrader("generate_feedback", MODULE)
    feedback = course.folder / "feedback" / "amel" / MODULE
    assert {path.name for path in feedback.glob("*.html")} == {"calcul.html", "evaluation.html"}
