"""Grades the cells of a rebuilt notebook from the answers of its journal: a pure function.

nbgrader reads a grade from a cell's outputs and fails open: no output, ``nan`` or a negative
number give full marks. So a score is always written as a plain number within its bounds, as
the ``text/plain`` of an ``execute_result``; a cell that cannot be graded is marked as such.
"""

from __future__ import annotations

import logging
import math
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from nbformat import from_dict

from coordo_assessments.graded_run import CASE_CELL
from coordo_assessments.nbgrader_bridge.graded_answer import grade_answer
from coordo_assessments.nbgrader_bridge.own_items import OwnItems
from coordo_assessments.nbgrader_bridge.released import MARK, find_grade_id, is_question
from coordo_assessments.nbgrader_bridge.render_answer import (
    count_words,
    render_missing,
    render_unknown,
)
from coordo_assessments.nbgrader_bridge.report import format_moment

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from coordo_assessments.items import Item
    from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank
    from coordo_assessments.nbgrader_bridge.submission_journal import SubmittedAnswers
    from coordo_assessments.state import LatestAnswer

_log = logging.getLogger(__name__)
UNGRADED = "ungraded"
BY_HAND = "by hand"
BLANK = "blank"
AUTOMATIC = "automatic"


def grade_cells(
    notebook: NotebookNode,
    submitted: SubmittedAnswers,
    exam: ExamBank,
    own: OwnItems | None = None,
) -> list[str]:
    """Write score and feedback into each question cell; return what to report (French).

    ``own`` says what this trainee saw; by default, the items of the bank as they stand.

    The cell of a case is left to ``grade_case``.

    A free text that holds an answer gets a changed source, which is how nbgrader tells that
    a person must grade it.
    """
    own = own or OwnItems(exam.bank.items)
    faults: list[str] = [*own.notes] if submitted.is_gradable else []
    for cell in notebook.cells:
        if not is_question(cell):
            continue
        item_id = find_grade_id(cell) or ""
        if item_id == CASE_CELL:
            continue
        item = own.items.get(item_id)
        if item is None:
            faults.append(f"question absente de la banque, à noter à la main\u202f: {item_id}")
            write_cell(cell, UNGRADED, render_unknown(item_id))
        elif not submitted.is_gradable or item_id in own.doubtful:
            write_cell(cell, UNGRADED, render_missing(item, exam.book))
        else:
            faults.extend(_grade_or_leave(cell, item, submitted.answers.get(item_id), exam))
    return faults


def write_score(score: float, maximum: float) -> str:
    """Write the points of a score in [0, 1] as nbgrader must read them: a plain number.

    Points have two decimals, half up, as the trainee reads them, whatever the bounds.

    Raises:
        ValueError: the score is not a number.
    """
    if math.isnan(score):
        raise ValueError("score indéfini (NaN)")
    exact = Decimal(str(min(max(score, 0.0), 1.0))) * Decimal(str(maximum))
    points = float(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    return repr(min(max(points, 0.0), float(maximum)))


def _grade_or_leave(
    cell: NotebookNode, item: Item, latest: LatestAnswer | None, exam: ExamBank
) -> list[str]:
    """Grade a cell; an answer that the rules did not foresee leaves its question to a person."""
    try:
        return _grade_cell(cell, item, latest, exam)
    except Exception as error:  # noqa: BLE001  (it must not spoil the other questions)
        _log.warning("%s", item.id, exc_info=True)
        write_cell(cell, UNGRADED, render_missing(item, exam.book))
        told = f"{item.id}\u202f: réponse impossible à corriger, à noter à la main"
        return [f"{told} ({type(error).__name__})"]


def _grade_cell(
    cell: NotebookNode, item: Item, latest: LatestAnswer | None, exam: ExamBank
) -> list[str]:
    graded = grade_answer(item, latest, exam)
    if graded.is_waiting and latest is not None:
        _write_waiting(cell, latest, graded.html)
    elif graded.is_blank and item.is_graded_by_hand:
        write_cell(cell, BLANK, graded.html)
    else:
        maximum = float(cell.metadata["nbgrader"]["points"])
        state = BLANK if graded.is_blank else AUTOMATIC
        write_cell(cell, state, graded.html, write_score(graded.score, maximum))
    return [f"réponse écartée\u202f: {graded.reason}"] if graded.reason else []


def _write_waiting(cell: NotebookNode, latest: LatestAnswer, html: str) -> None:
    text = str((latest.answer or {}).get("text", ""))
    note = f"réponse du {format_moment(latest.at)}, {count_words(text)} mots"
    cell.source = f"{cell.source}\n# {note}"
    write_cell(cell, BY_HAND, html, note=note)


def write_cell(
    cell: NotebookNode, state: str, html: str, score: str | None = None, note: str | None = None
) -> None:
    """Put a state, what is shown, and the points where there are some, into a graded cell."""
    cell.metadata[MARK] = {"state": state, "note": note}
    # the whole notebook is validated when it is written: not each output, which costs a tenth
    shown: dict[str, object] = {"output_type": "display_data", "metadata": {}}
    data = {"text/html": html, "text/plain": "correction à la main"}
    if score is not None:
        shown = {"output_type": "execute_result", "metadata": {}, "execution_count": None}
        data["text/plain"] = score
    cell.outputs = [from_dict({**shown, "data": data})]
