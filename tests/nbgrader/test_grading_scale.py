"""A class graded by several processes: the same gradebook, whatever happens on the way."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import nbformat
import pytest
from coordo_course import grading_worker
from coordo_course.grading import GradeReport, grade_assignment
from coordo_course.grading_files import replace_folder
from coordo_course.release import release_assignment
from gradebook_reading import dump_gradebook, read_grades
from temporary_course import MODULE, PARTIAL, RIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from temporary_course import Course

ANSWERS = (RIGHT, PARTIAL, {"fixture-qru": None}, None)
GRADE = """
import sys
from pathlib import Path
from coordo_course.grading import grade_assignment
if __name__ == "__main__":
    grade_assignment(Path(sys.argv[1]), "m1_regulation", workers=2)
"""


@pytest.fixture
def released(course: Course) -> Course:
    release_assignment(course.root, MODULE)
    return course


def _hand_in(course: Course, count: int) -> None:
    for number in range(count):
        course.hand_in(f"stagiaire-{number:03}", ANSWERS[number % len(ANSWERS)])


def _find_renewed(report: GradeReport) -> list[str]:
    return [one.student for one in report.submissions if one.is_new]


def test_workers_and_plain_nbgrader_give_the_same_gradebook(released: Course) -> None:
    _hand_in(released, 8)
    report = grade_assignment(released.root, MODULE, workers=2)
    export = report.grades.read_bytes()
    grades = read_grades(released)
    graded = released.folder / "autograded" / "stagiaire-001" / MODULE / "evaluation.ipynb"
    ours = nbformat.read(graded, as_version=4)
    page = released.folder / "feedback" / "stagiaire-001" / MODULE / "evaluation.html"
    told = page.read_bytes()

    released.nbgrader("autograde", MODULE, "--force")
    released.nbgrader("generate_feedback", MODULE, "--force")
    assert read_grades(released) == grades
    assert len(grades) == 8 * 8
    assert nbformat.read(graded, as_version=4) == ours
    nbformat.validate(ours)
    assert page.read_bytes() == told
    released.nbgrader("export")
    assert (released.folder / "grades.csv").read_bytes() == export


def test_grading_again_changes_no_byte_of_the_gradebook(released: Course) -> None:
    _hand_in(released, 6)
    first = grade_assignment(released.root, MODULE, workers=2)
    export, rows = first.grades.read_bytes(), dump_gradebook(released)
    again = grade_assignment(released.root, MODULE)
    assert (_find_renewed(again), again.renewed) == ([], 0)
    assert [one.notes for one in again.submissions] == [one.notes for one in first.submissions]
    forced = grade_assignment(released.root, MODULE, force=True)
    assert forced.renewed == 6
    assert dump_gradebook(released) == rows
    assert forced.grades.read_bytes() == export


def test_only_what_changed_is_graded_again(released: Course) -> None:
    folder = released.hand_in("amel", PARTIAL)
    released.hand_in("boris", RIGHT)
    grade_assignment(released.root, MODULE)
    released.take_exam(folder, {"fixture-qru": RIGHT["fixture-qru"]})
    assert _find_renewed(grade_assignment(released.root, MODULE)) == ["amel"]
    bank = released.root / "assessments" / "bank" / MODULE / "exam" / "2_reponses.yml"
    bank.write_text(
        bank.read_text("utf-8").replace('value: "7319.28"', 'value: "7318.00"'), "utf-8"
    )
    changed = grade_assignment(released.root, MODULE)
    assert _find_renewed(changed) == ["amel", "boris"]
    assert read_grades(released)["boris", "fixture-numeric"] == 0


def test_a_batch_killed_midway_goes_on_where_it_stopped(released: Course) -> None:
    count = 200
    _hand_in(released, count)
    killed = subprocess.Popen(
        [sys.executable, "-c", GRADE, str(released.root)], start_new_session=True
    )
    while _count_noted(released) == 0:
        assert killed.poll() is None, "the batch was over before it could be killed"
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    noted = _count_noted(released)
    assert 0 < noted < count
    report = grade_assignment(released.root, MODULE, workers=2)
    assert report.renewed == count - noted
    rows, grades = dump_gradebook(released), read_grades(released)
    assert len(grades) == count * 8
    assert grade_assignment(released.root, MODULE, force=True, workers=2).renewed == count
    assert (dump_gradebook(released), read_grades(released)) == (rows, grades)
    left = [path.name for path in (released.folder / "autograded").glob("*/.*")]
    assert left == []


def _count_noted(course: Course) -> int:
    database = sqlite3.connect(f"file:{course.folder / 'gradebook.db'}?mode=ro", uri=True)
    try:
        return int(database.execute("select count(*) from coordo_grading").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        database.close()


def test_a_folder_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "copie"
    with replace_folder(folder, 0o444) as draft:
        (draft / "a.txt").write_text("un", "utf-8")
    with pytest.raises(FileNotFoundError), replace_folder(folder, 0o444) as draft:
        (draft / "absent" / "b.txt").write_text("deux", "utf-8")
    assert [path.name for path in tmp_path.rglob("*")] == ["copie", "a.txt"]
    with replace_folder(folder, 0o444) as draft:
        (draft / "b.txt").write_text("deux", "utf-8")
    assert [path.name for path in folder.iterdir()] == ["b.txt"]


def test_a_worker_loads_neither_nbgrader_nor_a_database() -> None:
    """They would cost each worker a second and fifty megabytes."""
    heavy = {"nbgrader", "sqlalchemy", "pandas"}
    check = f"import sys, {grading_worker.__name__}; sys.exit(bool({heavy!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
