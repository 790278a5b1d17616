"""The preprocessors that ``course/nbgrader_config.py`` names, step by step.

Each handles a notebook that ``coordo release`` compiled, and hands any other (written by an
instructor, with code to run) to nbgrader's own preprocessors of the same step.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, Gradebook
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    ClearSolutions,
    DeduplicateIds,
    Execute,
    GetGrades,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets import Enum

from coordo_assessments.nbgrader_bridge.exam_bank import load_exam_bank
from coordo_assessments.nbgrader_bridge.feedback_page import GradeShown, show_grades
from coordo_assessments.nbgrader_bridge.grade_decision import (
    GradeBefore,
    GradedCell,
    decide_grade,
)
from coordo_assessments.nbgrader_bridge.grade_submission import grade_notebook, list_graded_cells
from coordo_assessments.nbgrader_bridge.rebuild import rebuild_notebook
from coordo_assessments.nbgrader_bridge.released import (
    find_release_folder,
    is_compiled,
    load_released_notebook,
)
from coordo_assessments.nbgrader_bridge.submitted_notebook import is_unreadable
from coordo_assessments.nbgrader_bridge.terms import COUNTED, LEFT_ASIDE, load_terms

if TYPE_CHECKING:
    from datetime import datetime

Resources = dict[str, Any]
Converted = tuple[NotebookNode, Resources]


class _Step(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader is untyped
    """A step with the stock preprocessors that it stands in front of."""

    stock: tuple[type, ...] = ()

    @property
    def coursedir(self) -> Any:  # noqa: ANN401
        """Nbgrader's course directory, through the exporter and its converter."""
        return self.parent.parent.coursedir

    def run_stock(self, nb: NotebookNode, resources: Resources) -> Converted:
        """Run nbgrader's own preprocessors of this step."""
        for preprocessor in self.stock:
            nb, resources = preprocessor(parent=self.parent)(nb, resources)
        return nb, resources


class ClearHandWrittenSolutions(ClearSolutions):  # type: ignore[misc]
    """Leaves compiled notebooks alone: their solution cells hold no solution to clear."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Converted:
        """Clear the solutions of hand-written notebooks only."""
        if is_compiled(nb):
            return nb, resources
        cleared: Converted = super().preprocess(nb, resources)
        return cleared


class RebuildFromRelease(_Step):
    """Sanitizing step: puts the released notebook in the place of the submitted one."""

    stock = (ClearOutput, DeduplicateIds, OverwriteKernelspec, OverwriteCells, CheckCellMetadata)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Converted:
        """Return the released notebook with its list of repairs."""
        ids = resources["nbgrader"]
        folder = find_release_folder(self.coursedir, ids["assignment"])
        released = load_released_notebook(folder, ids["notebook"])
        if released is None or not is_compiled(released):
            return self.run_stock(nb, resources)
        submitted = None if is_unreadable(nb) else nb
        return rebuild_notebook(released, submitted), resources


class GradeFromJournal(_Step):
    """Autograding step: grades from the journal and the bank, without a kernel."""

    stock = (Execute, IgnorePattern, ClearMetadataPreprocessor, LimitOutput)
    late_answers = Enum(
        (COUNTED, LEFT_ASIDE),
        default_value=COUNTED,
        help="What becomes of an answer given after the due date; it is reported in any case.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Converted:
        """Write the score and the explained answer into each question cell."""
        if not is_compiled(nb):
            return self.run_stock(nb, resources)
        ids = resources["nbgrader"]
        submission = Path(
            self.coursedir.format_path(
                self.coursedir.submitted_directory, ids["student"], ids["assignment"]
            )
        )
        course = Path(self.coursedir.root)
        release = find_release_folder(self.coursedir, ids["assignment"])
        due = _load_due_date(ids)
        is_counted = self.late_answers == COUNTED
        terms = load_terms(course, submission, release, due, counts_late=is_counted)
        grade_notebook(nb, submission, load_exam_bank(course, ids["assignment"]), terms)
        return nb, resources


class CheckMetadata(_Step):
    """Last step: nbgrader's check of cells, needless where they were rebuilt from the release."""

    stock = (CheckCellMetadata,)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Converted:
        """Check a hand-written notebook."""
        return (nb, resources) if is_compiled(nb) else self.run_stock(nb, resources)


class SaveGrades(_Step):
    """Writes the grades of a notebook into the gradebook, in one transaction.

    ``grade_decision`` says what is written and what is left alone.
    """

    stock = (SaveAutoGrades,)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Converted:
        """Save each question's automatic score, None where a person must grade."""
        if not is_compiled(nb):
            return self.run_stock(nb, resources)
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            found = gradebook.find_submission_notebook(
                ids["notebook"], ids["assignment"], ids["student"]
            )
            grades = load_by_cell(gradebook, Grade, found.id)
            comments = load_by_cell(gradebook, Comment, found.id)
            for cell in list_graded_cells(nb):
                _save_grade(cell, grades[cell.item], comments.get(cell.item))
            gradebook.db.commit()
        return nb, resources


class ShowGrades(_Step):
    """Feedback step: puts the gradebook's scores and comments beside the answers."""

    stock = (GetGrades,)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Converted:
        """Add score, waiting state and comment to the metadata of each question."""
        if not is_compiled(nb):
            return self.run_stock(nb, resources)
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            found = gradebook.find_submission_notebook(
                ids["notebook"], ids["assignment"], ids["student"]
            )
            grades = load_by_cell(gradebook, Grade, found.id)
            comments = load_by_cell(gradebook, Comment, found.id)
            shown = {
                name or "": _read_grade(grade, comments.get(name)) for name, grade in grades.items()
            }
            show_grades(nb, shown)
            ids["late_penalty"] = found.late_submission_penalty or 0.0
            ids["score"] = found.score - ids["late_penalty"]
            ids["max_score"] = found.max_score
        return nb, resources


def _load_due_date(ids: Resources) -> datetime | None:
    """The due date of a submission, with the trainee's own extension (UTC without a zone)."""
    with Gradebook(ids["db_url"]) as gradebook:
        submission = gradebook.find_submission(ids["assignment"], ids["student"])
        due: datetime | None = submission.duedate
    return due


def load_by_cell(gradebook: Any, table: Any, notebook_id: str) -> dict[str | None, Any]:  # noqa: ANN401
    """All rows of a submitted notebook in ``table`` (Grade or Comment), by cell name."""
    query = (
        gradebook.db.query(table, BaseCell.name)
        .join(BaseCell, table.cell_id == BaseCell.id)
        .filter(table.notebook_id == notebook_id)
    )
    return {name: row for row, name in query}


def _save_grade(cell: GradedCell, grade: Any, comment: Any) -> None:  # noqa: ANN401
    before = GradeBefore(
        auto_score=grade.auto_score,
        manual_score=grade.manual_score,
        needs_manual_grade=grade.needs_manual_grade,
        auto_comment=comment.auto_comment if comment is not None else None,
    )
    after = decide_grade(cell, before)
    grade.auto_score, grade.needs_manual_grade = after.auto_score, after.needs_manual_grade
    if comment is not None:
        comment.auto_comment = after.auto_comment


def _read_grade(grade: Any, comment: Any) -> GradeShown:  # noqa: ANN401
    return GradeShown(
        score=grade.score,
        is_waiting=bool(grade.needs_manual_grade),
        is_by_hand=grade.manual_score is not None or bool(grade.extra_credit),
        comment=comment.manual_comment if comment is not None else None,
    )
