"""Reads a cohort from what nbgrader collected: journals, release, gradebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.analysis.responses import Cohort, LeftOut, Response, Sheet
from coordo_assessments.analysis.timing import ItemTimes, estimate_times
from coordo_assessments.answers import (
    ChoiceAnswer,
    DegreeAnswer,
    InvalidAnswerError,
    TextAnswer,
    parse_answer,
)
from coordo_assessments.journal import Journal
from coordo_assessments.nbgrader_bridge.exam_bank import load_exam_bank
from coordo_assessments.nbgrader_bridge.released import EVALUATION, JOURNAL_NAME, load_paper
from coordo_assessments.nbgrader_bridge.submission_journal import (
    SubmittedAnswers,
    read_submitted_answers,
)
from coordo_assessments.scoring import score_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from coordo_assessments.bank import Bank
    from coordo_assessments.items import Item
    from coordo_assessments.state import LatestAnswer


class NothingToAnalyseError(LookupError):
    """No submission was collected; the message is French and says what to do."""


def load_cohort(
    course: Path, assignment: str, manual: Mapping[tuple[str, str], float] | None = None
) -> Cohort:
    """Read every submission of an assignment; one that cannot be read is listed, never fatal.

    Args:
        course: nbgrader's course folder.
        assignment: the module's id.
        manual: scores in [0, 1] that a person gave, by trainee and item.

    Raises:
        NothingToAnalyseError: nothing was collected.
        ContentError, ContentErrors: the exam bank cannot be read.
    """
    exam = load_exam_bank(course, assignment)
    items, notes = _list_items(course / "release" / assignment, exam.bank)
    sheets: list[Sheet] = []
    left_out: list[LeftOut] = []
    capped = 0
    for folder in _iter_submissions(course, assignment):
        student = folder.parent.name
        read = _read_sheet(folder, items, manual or {})
        if isinstance(read, str):
            left_out.append(LeftOut(student, read))
        else:
            sheets.append(read[0])
            capped += read[1]
    if not sheets and not left_out:
        raise NothingToAnalyseError(
            f"Aucune copie de {assignment} dans {course / 'submitted'}\u202f: collectez-les par "
            f"«\u202fcoordo grade {assignment}\u202f»."
        )
    return Cohort(
        assignment, items, tuple(sheets), tuple(left_out), tuple(notes), capped, exam.book
    )


def _list_items(release: Path, bank: Bank) -> tuple[tuple[Item, ...], list[str]]:
    """Items of the release, in its order; of the whole bank where nothing was released."""
    try:
        ids = [item.id for item in load_paper(release).items]
    except (OSError, ValueError):
        return tuple(bank.items.values()), ["Sujet publié introuvable\u202f: banque entière lue."]
    gone = [item_id for item_id in ids if item_id not in bank.items]
    notes = [f"Questions publiées, absentes de la banque\u202f: {', '.join(gone)}."] if gone else []
    return tuple(bank.items[item_id] for item_id in ids if item_id in bank.items), notes


def _iter_submissions(course: Path, assignment: str) -> Iterator[Path]:
    for folder in sorted((course / "submitted").glob(f"*/{assignment}")):
        if folder.is_dir() and not folder.is_symlink():
            yield folder


def _read_sheet(
    folder: Path, items: tuple[Item, ...], manual: Mapping[tuple[str, str], float]
) -> tuple[Sheet, int] | str:
    """The sheet of a submission and its capped gaps, or why it is left out (French)."""
    try:
        submitted = read_submitted_answers(folder, [item.id for item in items])
        if not submitted.is_gradable:
            return " ; ".join(submitted.faults) or "journal illisible"
        if not any(latest.answer for latest in submitted.answers.values()):
            return "copie blanche (elle vaut zéro, et ne dit rien des questions)"
        times = estimate_times(Journal(folder / JOURNAL_NAME).read().events, EVALUATION)
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        return f"journal illisible ({type(error).__name__})"
    student = folder.parent.name
    responses = {
        item.id: _build_response(item, submitted, times, manual.get((student, item.id)))
        for item in items
    }
    return Sheet(student, responses), times.capped


def _build_response(
    item: Item, submitted: SubmittedAnswers, times: ItemTimes, given: float | None
) -> Response:
    """Score one answer: what a person gave counts before the rule, as in the gradebook."""
    latest = submitted.answers.get(item.id)
    score = score_answer(item, latest.answer if latest else None)
    is_waiting = score.is_graded_by_hand and not score.is_blank and not score.is_invalid
    automatic = None if is_waiting else score.value
    chosen, text = _read_answer(item, latest)
    return Response(
        score=automatic if given is None else given,
        is_blank=score.is_blank,
        chosen=chosen,
        text=text,
        seconds=times.seconds.get(item.id),
        certainty=latest.certainty if latest else None,
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
