"""Grades as the CSV that Moodle's gradebook imports, beside nbgrader's own export.

One line a trainee: an identifier, a grade out of 20, a status, a comment if asked. A submission
that could not be graded, that waits for a person, or that never came has an **empty** grade: an
empty cell leaves Moodle's grade as it is, where a zero would be one.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any, Literal

from coordo_assessments.nbgrader_bridge.exports import (
    DONE,
    NOT_GRADED,
    NOT_SUBMITTED,
    STATUS_COLUMN,
    WAITING,
    iter_rows,
    list_students,
)
from nbgrader.api import MissingEntry

from coordo_course.assessment_errors import AssessmentError
from coordo_course.nbgrader_session import NbgraderSession

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Identifier = Literal["username", "email"]
SCALE = 20
SEPARATORS = {".": ",", ",": ";"}
"""Between columns, for each decimal mark: French spreadsheets pair the comma and the semicolon."""

COMMENTS = {
    WAITING: "Un texte reste à corriger\u202f: la note viendra, ou changera.",
    NOT_GRADED: "Copie reçue, mais illisible\u202f: elle est à remettre. Ce n’est pas un zéro.",
    NOT_SUBMITTED: "Aucune copie remise.",
    DONE: "",
}


@dataclass(frozen=True)
class GradeChoices:
    """How the file is written.

    Attributes:
        identifier: what Moodle finds the trainee by.
        decimal: mark between units and tenths.
        has_comment: whether a column says what an empty or provisional grade means.
        is_provisional: whether a grade that still waits for a person is given.
    """

    identifier: Identifier = "username"
    decimal: str = "."
    has_comment: bool = False
    is_provisional: bool = False


@dataclass(frozen=True)
class MoodleGrades:
    """The file's text, how many of each status, and the trainees that it cannot name."""

    text: str
    counts: Counter[str]
    unnamed: tuple[str, ...]


def build_moodle_grades(rows: Iterable[dict[str, Any]], choices: GradeChoices) -> MoodleGrades:
    """Write the rows of nbgrader's export as Moodle reads them."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=SEPARATORS[choices.decimal], lineterminator="\n")
    comment = ("commentaire",) if choices.has_comment else ()
    writer.writerow((choices.identifier, "note", "statut", *comment))
    counts: Counter[str] = Counter()
    unnamed: list[str] = []
    for row in rows:
        name = row["student_id"] if choices.identifier == "username" else row["email"]
        if not name:
            unnamed.append(row["student_id"])
            continue
        status = row[STATUS_COLUMN]
        counts[status] += 1
        told = (COMMENTS.get(status, ""),) if choices.has_comment else ()
        writer.writerow((name, write_grade(row, choices), status, *told))
    return MoodleGrades(stream.getvalue(), counts, tuple(unnamed))


def write_grade(row: dict[str, Any], choices: GradeChoices) -> str:
    """Write a grade out of 20 to two decimals, half up; empty where there is none to give."""
    given = {DONE, WAITING} if choices.is_provisional else {DONE}
    if row[STATUS_COLUMN] not in given or not row["max_score"]:
        return ""
    share = Decimal(str(row["score"])) / Decimal(str(row["max_score"]))
    grade = (SCALE * share).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{grade}".replace(".", choices.decimal)


def load_moodle_grades(root: Path, assignment: str, choices: GradeChoices) -> MoodleGrades:
    """Read the gradebook and write its grades for Moodle.

    Raises:
        AssessmentError: the gradebook does not know the assignment.
    """
    session = NbgraderSession(root, assignment)
    with session.open_gradebook() as gradebook:
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            raise AssessmentError(
                f"Le carnet de notes ne connaît pas {assignment}\u202f: lancez d’abord "
                f"«\u202fcoordo grade {assignment}\u202f»."
            ) from None
        return build_moodle_grades(iter_rows(gradebook, found, list_students(gradebook)), choices)
