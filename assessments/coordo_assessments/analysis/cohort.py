"""Reads a cohort from what nbgrader collected: journals, release, gradebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.analysis.responses import Cohort, LeftOut, Response, Sheet
from coordo_assessments.analysis.timing import estimate_times
from coordo_assessments.answers import (
    ChoiceAnswer,
    DegreeAnswer,
    InvalidAnswerError,
    TextAnswer,
    parse_answer,
)
from coordo_assessments.course_secret import SecretError
from coordo_assessments.journal import FILE_NAME as JOURNAL_NAME
from coordo_assessments.journal import Journal
from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank, load_exam_bank
from coordo_assessments.nbgrader_bridge.graded_answer import GradedAnswer, grade_answer
from coordo_assessments.nbgrader_bridge.own_items import choose_items, load_sitting
from coordo_assessments.nbgrader_bridge.released import (
    MARK,
    load_paper,
    load_released_notebook,
)
from coordo_assessments.nbgrader_bridge.submission_journal import read_submitted_answers
from coordo_assessments.sealing import EVALUATION
from coordo_assessments.variants import VariantError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from coordo_assessments.items import Item
    from coordo_assessments.seen_items import Sitting
    from coordo_assessments.state import LatestAnswer


class NothingToAnalyseError(LookupError):
    """No submission was collected; the message is French and says what to do."""


@dataclass(frozen=True)
class _Source:
    """What every submission of an assignment is read with."""

    exam: ExamBank
    sitting: Sitting | None
    cells: tuple[str, ...]
    release: Path
    manual: Mapping[tuple[str, str], float]


def load_cohort(
    course: Path, assignment: str, manual: Mapping[tuple[str, str], float] | None = None
) -> Cohort:
    """Read every submission of an assignment; one that cannot be read is listed, never fatal.

    Each is graded as the gradebook grades it: on what its trainee saw, with the keys amended
    since.

    Args:
        course: nbgrader's course folder.
        assignment: the module's id.
        manual: scores in [0, 1] that a person gave, by trainee and cell.

    Raises:
        NothingToAnalyseError: nothing was collected, or the course secret is missing.
        ContentError, ContentErrors: the exam bank cannot be read.
    """
    source, notes = _load_source(course, assignment, manual or {})
    sheets: list[Sheet] = []
    left_out: list[LeftOut] = []
    capped = 0
    for folder in _iter_submissions(course, assignment):
        read = _read_sheet(folder, source)
        if isinstance(read, str):
            left_out.append(LeftOut(folder.parent.name, read))
        else:
            sheets.append(read[0])
            capped += read[1]
    if not sheets and not left_out:
        raise NothingToAnalyseError(
            f"Aucune copie de {assignment} dans {course / 'submitted'}\u202f: collectez-les par "
            f"«\u202fcoordo grade {assignment}\u202f»."
        )
    met = {item_id for sheet in sheets for item_id in sheet.responses}
    items = tuple(item for item in source.exam.bank.items.values() if item.id in met)
    return Cohort(
        assignment,
        _sort_items(items, source.cells),
        tuple(sheets),
        tuple(left_out),
        tuple(notes),
        capped,
        source.exam.book,
    )


def _load_source(
    course: Path, assignment: str, manual: Mapping[tuple[str, str], float]
) -> tuple[_Source, list[str]]:
    exam = load_exam_bank(course, assignment)
    release = course / "release" / assignment
    notebook = load_released_notebook(release, EVALUATION)
    marks = notebook.metadata.get(MARK, {}) if notebook else {}
    try:
        root = exam.root or course.parent
        sitting = load_sitting(root, exam, assignment, str(marks.get("session", "")))
    except SecretError as error:
        raise NothingToAnalyseError(str(error)) from None
    try:
        cells, notes = tuple(item.id for item in load_paper(release).items), []
    except (OSError, ValueError):
        cells = tuple(exam.bank.items)
        notes = ["Sujet publié introuvable\u202f: banque entière lue."]
    return _Source(exam, sitting, cells, release, manual), notes


def _sort_items(items: Sequence[Item], cells: Sequence[str]) -> tuple[Item, ...]:
    """In the order of the paper; what only some trainees drew comes after."""
    ranks = {cell: rank for rank, cell in enumerate(cells)}
    return tuple(sorted(items, key=lambda item: ranks.get(item.id, len(ranks))))


def _iter_submissions(course: Path, assignment: str) -> Iterator[Path]:
    for folder in sorted((course / "submitted").glob(f"*/{assignment}")):
        if folder.is_dir() and not folder.is_symlink():
            yield folder


def _read_sheet(folder: Path, source: _Source) -> tuple[Sheet, int] | str:
    """The sheet of a submission and its capped gaps, or why it is left out (French)."""
    student = folder.parent.name
    try:
        submitted = read_submitted_answers(folder, source.cells)
        if not submitted.is_gradable:
            return " ; ".join(submitted.faults) or "journal illisible"
        if not any(latest.answer for latest in submitted.answers.values()):
            return "copie blanche (elle vaut zéro, et ne dit rien des questions)"
        times = estimate_times(Journal(folder / JOURNAL_NAME).read().events, EVALUATION)
        own = choose_items(source.exam, source.sitting, student, submitted.answers, source.release)
    except (SecretError, VariantError) as error:
        return str(error)
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        return f"journal illisible ({type(error).__name__})"
    responses = {}
    for cell in source.cells:
        if cell in own.items:
            item = own.items[cell]
            latest = submitted.answers.get(cell)
            given = source.manual.get((student, cell))
            responses[item.id] = _build_response(
                grade_answer(item, latest, source.exam),
                _Answered(item, latest, times.seconds.get(cell), cell in own.doubtful),
                given,
            )
    return Sheet(student, responses), times.capped


@dataclass(frozen=True)
class _Answered:
    """An item as its trainee saw it, and the last answer to it."""

    item: Item
    latest: LatestAnswer | None
    seconds: float | None
    is_doubtful: bool


def _build_response(graded: GradedAnswer, answered: _Answered, given: float | None) -> Response:
    """Put together one response: what a person gave counts before the rule."""
    automatic = None if graded.is_waiting or answered.is_doubtful else graded.score
    chosen, text = _read_answer(answered.item, answered.latest)
    return Response(
        score=automatic if given is None else given,
        is_blank=graded.is_blank,
        chosen=chosen,
        text=text,
        seconds=answered.seconds,
        certainty=answered.latest.certainty if answered.latest else None,
    )


def _read_answer(item: Item, latest: LatestAnswer | None) -> tuple[tuple[str, ...], str]:
    """Propositions picked, or the short text typed; free texts are not repeated."""
    try:
        answer = parse_answer(item, latest.answer if latest else None)
    except InvalidAnswerError:
        return (), ""
    match answer:
        case ChoiceAnswer():
            return answer.options, ""
        case DegreeAnswer():
            return (str(answer.degree),), ""
        case TextAnswer() if item.type in {"qroc", "numeric"}:
            return (), answer.text
        case _:
            return (), ""
