"""Grades one submission: from its folder to the graded notebook, without nbgrader or a kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbformat import from_dict

from coordo_assessments.graded_run import CASE_CELL
from coordo_assessments.nbgrader_bridge.grade_case import (
    find_case_cell,
    grade_case_cell,
    read_case,
)
from coordo_assessments.nbgrader_bridge.grade_cells import (
    AUTOMATIC,
    BLANK,
    grade_cells,
)
from coordo_assessments.nbgrader_bridge.grade_decision import GradedCell
from coordo_assessments.nbgrader_bridge.graded_criteria import parse_criteria
from coordo_assessments.nbgrader_bridge.own_items import find_own_items
from coordo_assessments.nbgrader_bridge.receipt import (
    build_receipt,
    render_receipt,
    render_receipt_page,
    write_receipt,
)
from coordo_assessments.nbgrader_bridge.received_files import tell_left_out
from coordo_assessments.nbgrader_bridge.released import MARK, find_grade_id, is_question
from coordo_assessments.nbgrader_bridge.report import render_report, render_style
from coordo_assessments.nbgrader_bridge.submission_journal import read_submitted_answers
from coordo_assessments.nbgrader_bridge.submitted_run import SubmittedRun, add_case_answer
from coordo_assessments.nbgrader_bridge.terms import Terms

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank


def grade_notebook(
    notebook: NotebookNode, submission: Path, exam: ExamBank, terms: Terms | None = None
) -> None:
    """Write scores, explained answers and the report of a submission into its notebook.

    Args:
        notebook: rebuilt from the release; it is changed.
        submission: the folder that holds the journal.
        exam: the items of the release, keys included.
        terms: whose submission it is and until when; without them no receipt is written.
    """
    terms = terms or Terms()
    questions = [find_grade_id(cell) or "" for cell in notebook.cells if is_question(cell)]
    submitted = read_submitted_answers(submission, questions, terms)
    marks = notebook.metadata[MARK]
    case = find_case_cell(notebook)
    title, found = "", SubmittedRun()
    if case is not None and exam.root is not None and submitted.is_gradable:
        release = exam.root / "course" / "release" / str(marks.get("assignment", ""))
        public, found = read_case(release, submission, terms)
        title = public.title if public else ""
        submitted = add_case_answer(submitted, found)
    own = find_own_items(exam, marks, submission, submitted.answers)
    left_out = [] if terms.known_files is None else tell_left_out(submission, terms.known_files)
    faults = [*left_out, *submitted.faults, *grade_cells(notebook, submitted, exam, own)]
    if case is not None:
        is_gradable = submitted.is_gradable
        faults.extend(
            grade_case_cell(case, found, exam, marks["assignment"], is_gradable=is_gradable)
        )
    marks["faults"] = faults
    marks["is_gradable"] = submitted.is_gradable
    titles = {name: own.items[name].title if name in own.items else name for name in questions}
    if case is not None:
        titles[CASE_CELL] = title
    receipt = build_receipt(submitted, titles, terms.received)
    if terms.receipt is not None:
        title = str(notebook.metadata.get("title", terms.assignment))
        write_receipt(terms.receipt, render_receipt_page(receipt, title, terms.student))
    shown = render_receipt(receipt)
    report = render_report(shown, marks["repairs"], faults, is_gradable=submitted.is_gradable)
    data = {"text/html": render_style() + report, "text/plain": "rapport de remise"}
    output = {"output_type": "display_data", "metadata": {}, "data": data}
    notebook.cells[0].outputs = [from_dict(output)]


def list_graded_cells(notebook: NotebookNode) -> tuple[GradedCell, ...]:
    """Read back what was graded, question by question."""
    return tuple(_read_cell(cell) for cell in notebook.cells if is_question(cell))


def list_notes(notebook: NotebookNode) -> tuple[str, ...]:
    """What an instructor should know of a graded submission (French)."""
    marks = notebook.metadata[MARK]
    return (*marks.get("faults", ()), *marks.get("repairs", ()))


def _read_cell(cell: NotebookNode) -> GradedCell:
    marks = cell.metadata[MARK]
    score = None
    if marks["state"] == BLANK:
        score = 0.0
    elif marks["state"] == AUTOMATIC:
        score = float(cell.outputs[0]["data"]["text/plain"])
    return GradedCell(
        find_grade_id(cell) or "", marks["state"], score, marks["note"], parse_criteria(marks)
    )
