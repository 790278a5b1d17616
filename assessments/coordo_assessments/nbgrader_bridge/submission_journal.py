"""Reads the journal of one submission for the grader, and tells what is wrong with it.

A journal that is missing, unreadable, oversized or another assignment's cannot be graded: this
is told apart from a journal without answers, which is worth zero.

Limits: up to ``MAX_JOURNAL_BYTES`` are read, and of them up to ``MAX_PARSED_LINES`` lines that
speak of the evaluation are examined, in constant memory and a few seconds at worst. A real
journal stays a hundred times below. Beyond, nothing is guessed: the last answers may stand in
the part that was not read, so the submission is not graded and the trainee hands in again.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from coordo_assessments.events import EVENT_ADAPTER, AnswerGiven, Event
from coordo_assessments.journal import FILE_NAME
from coordo_assessments.journal_lines import ReadingLog, TooManyLinesError, iter_events
from coordo_assessments.journal_origin import build_author
from coordo_assessments.nbgrader_bridge.report import format_moment
from coordo_assessments.nbgrader_bridge.terms import Terms
from coordo_assessments.sealing import EVALUATION
from coordo_assessments.state import LatestAnswer, fold
from coordo_assessments.untrusted import show_untrusted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

MAX_JOURNAL_BYTES = 50_000_000
MAX_PARSED_LINES = 200_000
CLOCK_SKEW = timedelta(minutes=10)
"""How far the clocks of a trainee and of the exchange may differ without a remark."""
_NEEDLE = b'"evaluation"'
_LISTED = 3
_MODULE_ID = re.compile(r"m\d+_[a-z_]+")
TOO_LARGE = "journal trop lourd pour être celui d’une évaluation"
TOO_LONG = f"journal démesuré\u202f: plus de {MAX_PARSED_LINES // 1000} 000 réponses"


@dataclass(frozen=True)
class SubmittedAnswers:
    """What a submission answers.

    Attributes:
        answers: last answer to each item of the release; a withdrawn one holds None.
        faults: French sentences on what is wrong with the journal.
        is_gradable: False where a score of zero would be a guess.
        last_at: when the last answer was saved.
        sha256: of the journal as it was received, empty where none could be read.
        size: its bytes.
    """

    answers: dict[str, LatestAnswer]
    faults: tuple[str, ...] = ()
    is_gradable: bool = True
    last_at: datetime | None = None
    sha256: str = ""
    size: int = 0


@dataclass
class _Watch:
    """What goes by while the events of a journal are folded."""

    terms: Terms
    received: datetime
    seen: int = 0
    late: int = 0
    future: int = 0
    modules: Counter[str] = field(default_factory=Counter)
    authors: Counter[str] = field(default_factory=Counter)

    def filter(self, events: Iterator[Event]) -> Iterator[Event]:
        """Count the events, and pass on those that are to be graded."""
        for event in events:
            self.seen += 1
            if event.module:
                self.modules[event.module] += 1
            if not isinstance(event, AnswerGiven) or event.activity != EVALUATION:
                continue
            if event.author:
                self.authors[event.author] += 1
            self.future += event.at > self.received + CLOCK_SKEW
            is_late = self.terms.due is not None and event.at > self.terms.due
            self.late += is_late
            if not is_late or self.terms.counts_late:
                yield event

    def find_other_module(self) -> str:
        """Another module of the course where the journal was kept, this one being unheard of."""
        if not self.terms.assignment or self.terms.assignment in self.modules:
            return ""
        return next((name for name in self.modules if _MODULE_ID.fullmatch(name)), "")

    def find_other_author(self) -> str:
        """Another trainee whose account signed answers, this one having signed none."""
        if not self.authors or build_author(self.terms.student) in self.authors:
            return ""
        others = sorted(self.terms.others - {self.terms.student})
        return next((name for name in others if build_author(name) in self.authors), "")


def read_submitted_answers(
    folder: Path, item_ids: Collection[str], terms: Terms | None = None
) -> SubmittedAnswers:
    """Read what the journal of a submission's folder answers to the items of the release."""
    path = folder / FILE_NAME
    refusal = _refuse_file(path)
    if refusal:
        return SubmittedAnswers({}, (refusal,), is_gradable=False)
    status = path.stat()
    terms = terms or Terms()
    watch = _Watch(terms, terms.received or datetime.fromtimestamp(status.st_mtime, UTC))
    log = ReadingLog()
    events = iter_events(path, log, EVENT_ADAPTER, _NEEDLE, MAX_PARSED_LINES)
    sha256 = _hash(path)
    try:
        answers = fold(watch.filter(events)).answers
    except TooManyLinesError:
        return SubmittedAnswers({}, (TOO_LONG,), False, None, sha256, status.st_size)  # noqa: FBT003
    given = {item: latest for (_activity, item), latest in answers.items()}
    known = {item: latest for item, latest in given.items() if item in item_ids}
    foreign = sorted(set(given) - set(known))
    has_events = bool(watch.seen or log.passed)
    is_elsewhere = bool(foreign) or bool(watch.find_other_module())
    return SubmittedAnswers(
        answers=known,
        faults=(
            *_tell_skipped(log, has_events=has_events),
            *_tell_foreign(foreign),
            *_tell_origin(watch),
            *_tell_times(watch),
        ),
        is_gradable=has_events and (bool(known) or not is_elsewhere),
        last_at=max((latest.at for latest in known.values()), default=None),
        sha256=sha256,
        size=status.st_size,
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
        return TOO_LARGE
    return "journal vide" if status.st_size == 0 else None


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _tell_skipped(log: ReadingLog, *, has_events: bool) -> list[str]:
    faults = [f"journal, ligne {line.line}\u202f: {line.reason}" for line in log.skipped[:_LISTED]]
    if log.skipped_count > _LISTED:
        faults.append(f"journal\u202f: {log.skipped_count - _LISTED} autres lignes écartées")
    if not has_events:
        faults.append("journal illisible\u202f: aucun événement n’a pu être lu")
    return [*faults, *log.notices]


def _tell_foreign(foreign: list[str]) -> list[str]:
    if not foreign:
        return []
    shown = ", ".join(map(show_untrusted, foreign[:_LISTED]))
    return [f"{len(foreign)} réponse(s) à des questions étrangères à cette évaluation ({shown})"]


def _tell_origin(watch: _Watch) -> list[str]:
    faults = []
    if module := watch.find_other_module():
        faults.append(f"journal tenu dans un autre module\u202f: {show_untrusted(module)}")
    if other := watch.find_other_author():
        faults.append(f"réponses signées du compte d’un autre stagiaire\u202f: {other}")
    return faults


def _tell_times(watch: _Watch) -> list[str]:
    faults = []
    if watch.late and watch.terms.due:
        fate = "comptées" if watch.terms.counts_late else "écartées"
        limit = format_moment(watch.terms.due)
        faults.append(f"{watch.late} réponse(s) données après l’échéance ({limit}), {fate}")
    if watch.future:
        faults.append(
            f"{watch.future} réponse(s) datées d’après la remise\u202f: horloge du poste à vérifier"
        )
    return faults
