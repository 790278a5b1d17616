"""The preprocessors that ``course/nbgrader_config.py`` names, step by step.

Each handles a notebook that ``coordo release`` compiled, and hands any other (written by an
instructor, with code to run) to nbgrader's own preprocessors of the same step.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
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
from nbgrader.utils import determine_grade

from coordo_assessments.nbgrader_bridge.exam_bank import load_exam_bank
from coordo_assessments.nbgrader_bridge.grade_cells import BLANK, BY_HAND, UNGRADED, grade_cells
from coordo_assessments.nbgrader_bridge.rebuild import rebuild_notebook
from coordo_assessments.nbgrader_bridge.released import (
    MARK,
    find_grade_id,
    find_release_folder,
    is_compiled,
    is_question,
    load_released_notebook,
)
from coordo_assessments.nbgrader_bridge.report import render_report, render_style
from coordo_assessments.nbgrader_bridge.submission_journal import read_submitted_answers

Resources = dict[str, Any]
Converted = tuple[NotebookNode, Resources]
UNREADABLE = "unreadable"
NO_ANSWER = "Sans réponse."


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
        submitted = None if nb.metadata.get(MARK) == UNREADABLE else nb
        return rebuild_notebook(released, submitted), resources


class GradeFromJournal(_Step):
    """Autograding step: grades from the journal and the bank, without a kernel."""

    stock = (Execute, IgnorePattern, ClearMetadataPreprocessor, LimitOutput)

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
        questions = [find_grade_id(cell) or "" for cell in nb.cells if is_question(cell)]
        submitted = read_submitted_answers(submission, questions)
        exam = load_exam_bank(Path(self.coursedir.root), ids["assignment"])
        faults = [*submitted.faults, *grade_cells(nb, submitted, exam)]
        marks = nb.metadata[MARK]
        marks["faults"] = faults
        marks["is_gradable"] = submitted.is_gradable
        report = render_report(submitted, len(questions), marks["repairs"], faults)
        data = {"text/html": render_style() + report, "text/plain": "rapport de remise"}
        nb.cells[0].outputs = [new_output("display_data", data)]
        return nb, resources


class CheckMetadata(_Step):
    """Last step: nbgrader's check of cells, needless where they were rebuilt from the release."""

    stock = (CheckCellMetadata,)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Converted:
        """Check a hand-written notebook."""
        return (nb, resources) if is_compiled(nb) else self.run_stock(nb, resources)


class SaveGrades(_Step):
    """Writes the grades of a notebook into the gradebook, in one transaction.

    What a person entered in formgrader (score, extra credit, comment) is never touched. A text
    that a person has graded asks for a new look only when the answer has changed since.
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
            for cell in filter(is_question, nb.cells):
                grade_id = find_grade_id(cell)
                _save_grade(cell, grades[grade_id], comments.get(grade_id))
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
            for cell in filter(is_question, nb.cells):
                grade_id = find_grade_id(cell)
                _show_grade(cell, grades[grade_id], comments.get(grade_id))
            ids["late_penalty"] = found.late_submission_penalty or 0.0
            ids["score"] = found.score - ids["late_penalty"]
            ids["max_score"] = found.max_score
        return nb, resources


def load_by_cell(gradebook: Any, table: Any, notebook_id: str) -> dict[str | None, Any]:  # noqa: ANN401
    """All rows of a submitted notebook in ``table`` (Grade or Comment), by cell name."""
    query = (
        gradebook.db.query(table, BaseCell.name)
        .join(BaseCell, table.cell_id == BaseCell.id)
        .filter(table.notebook_id == notebook_id)
    )
    return {name: row for row, name in query}


def _save_grade(cell: NotebookNode, grade: Any, comment: Any) -> None:  # noqa: ANN401
    marks = cell.metadata.get(MARK, {})
    if marks.get("state") == UNGRADED:
        grade.auto_score, grade.needs_manual_grade = None, True
        return
    was_seen = grade.manual_score is not None and not grade.needs_manual_grade
    if marks.get("state") == BY_HAND:
        has_same_answer = comment is not None and comment.auto_comment == marks["note"]
        grade.auto_score = None
        grade.needs_manual_grade = not (was_seen and has_same_answer)
    else:
        before = grade.auto_score
        grade.auto_score, _ = determine_grade(cell)
        is_same = before == grade.auto_score
        grade.needs_manual_grade = grade.manual_score is not None and not (was_seen and is_same)
    if comment is not None:
        comment.auto_comment = NO_ANSWER if marks.get("state") == BLANK else marks.get("note")


def _show_grade(cell: NotebookNode, grade: Any, comment: Any) -> None:  # noqa: ANN401
    marks = cell.metadata.setdefault(MARK, {})
    marks["score"] = grade.score
    marks["points"] = cell.metadata["nbgrader"]["points"]
    marks["is_waiting"] = bool(grade.needs_manual_grade)
    marks["is_by_hand"] = grade.manual_score is not None or bool(grade.extra_credit)
    marks["comment"] = comment.manual_comment if comment is not None else None
