"""The same class graded on SQLite and on a PostgreSQL server of the test's own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from coordo_course.assessment_errors import AssessmentError
from coordo_course.grading import grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import release_assignment
from gradebook_reading import read_rows
from postgres_server import find_programs, run_server
from temporary_course import MODULE, PARTIAL, RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from temporary_course import Course


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    programs = find_programs()
    if programs is None:
        told = "PostgreSQL is not installed: sh .ci/install-postgresql.sh (Debian: postgresql)"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    with run_server(programs) as url:
        yield url


def _grade_by_hand(course: Course, database: str | None) -> None:
    session = NbgraderSession(course.root, MODULE, database)
    with session.open_gradebook() as gradebook:
        gradebook.update_or_create_student("boris", first_name="Boris", last_name="Émond")
        found = gradebook.find_submission_notebook("evaluation", MODULE, "boris")
        found.late_submission_penalty = 1.25
        for grade in found.grades:
            if grade.name == "fixture-texte":
                grade.manual_score, grade.needs_manual_grade = 2.5, False
        gradebook.db.commit()


@pytest.mark.slow
def test_sqlite_and_postgresql_give_the_same_grades_and_the_same_export(
    course: Course, server: str
) -> None:
    release_assignment(course.root, MODULE)
    names = ("amel", "boris", "Chloé", "zoé")
    for name, answers in zip(names, (RIGHT, PARTIAL, {"fixture-qru": None}, None), strict=True):
        course.hand_in(name, answers)
    exports = {}
    for database in (None, server):
        first = grade_assignment(course.root, MODULE, database=database, workers=2)
        assert first.renewed == 4
        _grade_by_hand(course, database)
        again = grade_assignment(course.root, MODULE, database=database)
        assert again.renewed == 0
        page = course.folder / "feedback" / "boris" / MODULE / "evaluation.html"
        assert "2,5 / 4" in page.read_text("utf-8"), "feedback follows what a person gave"
        forced = grade_assignment(course.root, MODULE, database=database, force=True)
        assert forced.renewed == 4
        exports[database] = forced.grades.read_bytes()
    assert exports[None] == exports[server]
    assert read_rows(course) == read_rows(course, server)
    assert b"1.25" in exports[None]


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://nobody:secret@/x?host=/nowhere", "carnet", "oracle+nothing://x"]
)
def test_a_gradebook_that_cannot_be_reached_is_told_without_its_password(
    course: Course, url: str
) -> None:
    release_assignment(course.root, MODULE)
    with pytest.raises(AssessmentError, match="injoignable") as refusal:
        grade_assignment(course.root, MODULE, database=url)
    assert "secret" not in str(refusal.value)
