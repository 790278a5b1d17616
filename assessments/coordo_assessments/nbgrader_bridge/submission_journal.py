"""Reads the journal of one submission for the grader, and tells what is wrong with it.

A journal that is missing, unreadable or another assignment's cannot be graded: this is told
apart from a journal without answers, which is worth zero.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.journal import Journal, JournalReading
from coordo_assessments.nbgrader_bridge.released import EVALUATION, JOURNAL_NAME
from coordo_assessments.state import LatestAnswer, fold

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from pathlib import Path

MAX_JOURNAL_BYTES = 50_000_000
_LISTED = 3


@dataclass(frozen=True)
class SubmittedAnswers:
    """What a submission answers.

    Attributes:
        answers: last answer to each item of the release; a withdrawn one holds None.
        faults: French sentences on what is wrong with the journal.
        is_gradable: False where a score of zero would be a guess.
        last_at: when the last answer was saved.
    """

    answers: dict[str, LatestAnswer]
    faults: tuple[str, ...] = ()
    is_gradable: bool = True
    last_at: datetime | None = None


def read_submitted_answers(folder: Path, item_ids: Collection[str]) -> SubmittedAnswers:
    """Read what the journal of a submission's folder answers to the items of the release."""
    path = folder / JOURNAL_NAME
    refusal = _refuse_file(path)
    if refusal:
        return SubmittedAnswers({}, (refusal,), is_gradable=False)
    reading = Journal(path).read()
    given = {
        item: answer
        for (activity, item), answer in fold(reading.events).answers.items()
        if activity == EVALUATION
    }
    known = {item: answer for item, answer in given.items() if item in item_ids}
    foreign = sorted(set(given) - set(known))
    faults = (*_tell_skipped(reading), *_tell_foreign(foreign))
    moments = [answer.at for answer in known.values()]
    return SubmittedAnswers(
        answers=known,
        faults=faults,
        is_gradable=bool(reading.events) and (bool(known) or not foreign),
        last_at=max(moments, default=None),
    )


def _refuse_file(path: Path) -> str | None:
    """Name what keeps a file from being read as a journal; a link is never followed."""
    try:
        status = path.lstat()
    except OSError:
        return "journal absent\u202f: aucune réponse n’a été reçue"
    if not stat.S_ISREG(status.st_mode):
        return "le journal n’est pas un fichier ordinaire"
    if status.st_size > MAX_JOURNAL_BYTES:
        return "journal trop lourd pour être celui d’une évaluation"
    return "journal vide" if status.st_size == 0 else None


def _tell_skipped(reading: JournalReading) -> list[str]:
    faults = [f"journal, ligne {line.line}\u202f: {line.reason}" for line in reading.skipped]
    if len(faults) > _LISTED:
        faults[_LISTED:] = [f"journal\u202f: {len(faults) - _LISTED} autres lignes écartées"]
    if not reading.events:
        faults.append("journal illisible\u202f: aucun événement n’a pu être lu")
    return faults


def _tell_foreign(foreign: list[str]) -> list[str]:
    if not foreign:
        return []
    shown = ", ".join(foreign[:_LISTED])
    return [f"{len(foreign)} réponse(s) à des questions étrangères à cette évaluation ({shown})"]
