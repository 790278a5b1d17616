"""Reads the graded run of a case from a submission's journal, and tells what is wrong with it.

Nothing that a journal claims of an end or of a score is believed: the run is replayed. A claim
that the replay contradicts is told. A run that cannot be replayed without a guess is refused, and
left to a person: it is never a zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coordo_assessments.case_runs import build_run
from coordo_assessments.events import (
    EVENT_ADAPTER,
    DecisionTaken,
    Event,
    ItemOpened,
    RunFinished,
    RunStarted,
)
from coordo_assessments.graded_run import CASE_CELL, list_graded_runs
from coordo_assessments.journal import FILE_NAME
from coordo_assessments.journal_lines import ReadingLog, TooManyLinesError, iter_events
from coordo_assessments.nbgrader_bridge.report import format_moment
from coordo_assessments.nbgrader_bridge.submission_journal import MAX_PARSED_LINES, TOO_LONG
from coordo_assessments.sealing import EVALUATION
from coordo_assessments.state import LatestAnswer, RunRecord, fold
from coordo_assessments.untrusted import show_untrusted

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from pathlib import Path

    from coordo_simulation.answer import Answer
    from coordo_simulation.run import Run

    from coordo_assessments.nbgrader_bridge.submission_journal import SubmittedAnswers
    from coordo_assessments.nbgrader_bridge.terms import Terms
    from coordo_assessments.public_models import PublicCase

FORGED = "état final falsifié"
_NEEDLE = b'"run":'
_LISTED = 3
_MAX_KEPT = 2_000
"""Events of one run: a real one is fifty times shorter."""
_ENDLESS = f"parcours démesuré\u202f: plus de {_MAX_KEPT // 1000} 000 événements"
_OTHER_CASE = "parcours d’un autre cas"
_GAP = "une décision manque au journal avant d’autres\u202f: la suite ne peut pas être rejouée"


@dataclass(frozen=True)
class SubmittedRun:
    """The run that counts.

    Attributes:
        run: ready to be replayed; None where none was begun, or where it is refused.
        refusal: why it cannot be graded (French), empty where it can.
        faults: French sentences on what was noticed.
        claims: what the journal says of the end of that run.
        last_at: when its last decision was taken.
    """

    run: Run | None = None
    refusal: str = ""
    faults: tuple[str, ...] = ()
    claims: tuple[RunFinished, ...] = ()
    last_at: datetime | None = None


def read_submitted_run(
    folder: Path, case: PublicCase, seeds: Collection[int] | None, terms: Terms
) -> SubmittedRun:
    """Read the graded run of a submission's folder.

    Args:
        folder: it holds the journal.
        case: as released.
        seeds: those that this trainee was dealt, None where nobody says.
        terms: of the submission; what is done after the due date is told, or left aside.
    """
    log = ReadingLog()
    try:
        events, begun = _gather(folder / FILE_NAME, log)
    except TooManyLinesError:
        return SubmittedRun(refusal=TOO_LONG)
    if len(events) > _MAX_KEPT:
        return SubmittedRun(refusal=_ENDLESS)
    kept, late = _split_late(events, terms)
    faults = [f"journal, ligne {one.line}\u202f: {one.reason}" for one in log.skipped[:_LISTED]]
    faults.extend(late)
    graded = list_graded_runs(fold(kept).runs)
    if not graded:
        return SubmittedRun(faults=tuple(faults))
    first = graded[0]
    if begun > 1:
        faults.append(f"{begun} parcours notés au journal\u202f: le premier commencé compte")
    faults.extend(_tell_twice(kept))
    refusal = _refuse(first, case, seeds)
    run = None if refusal else build_run({first.run: first}, first.run)
    if run is not None and _has_gap(first, len(run.decisions)):
        run, refusal = None, _GAP
    return SubmittedRun(
        run=run,
        refusal=refusal,
        faults=tuple(faults),
        claims=tuple(event for event in kept if isinstance(event, RunFinished)),
        last_at=max((taken.at for taken in first.decisions), default=first.started_at),
    )


def _has_gap(record: RunRecord, decided: int) -> bool:
    """Whether the journal goes on beyond the decisions that follow each other from the first."""
    is_ahead = any(opened.step > decided for opened in record.openings)
    return is_ahead or any(taken.step >= decided for taken in record.decisions)


def add_case_answer(submitted: SubmittedAnswers, found: SubmittedRun) -> SubmittedAnswers:
    """Count the run among the answers, for the receipt; an answer to its cell is no run."""
    answers = {item: one for item, one in submitted.answers.items() if item != CASE_CELL}
    is_claimed = CASE_CELL in submitted.answers
    claim = (f"{FORGED}\u202f: un résultat annoncé par une réponse, ignoré",) if is_claimed else ()
    if found.last_at is not None:
        count = len(found.run.decisions) if found.run else 0
        answers[CASE_CELL] = LatestAnswer({"decisions": count}, found.last_at, max(count, 1))
    moments = [one.at for one in answers.values()]
    return replace(
        submitted,
        answers=answers,
        faults=tuple(dict.fromkeys((*submitted.faults, *found.faults, *claim))),
        last_at=max(moments, default=None),
    )


def _gather(path: Path, log: ReadingLog) -> tuple[tuple[Event, ...], int]:
    """Return the events of the first run begun in the evaluation, and how many were begun.

    Beyond ``_MAX_KEPT``, which no case reaches, the rest is not read.
    """
    kept: list[Event] = []
    begun: dict[str, None] = {}
    for event in iter_events(path, log, EVENT_ADAPTER, _NEEDLE, MAX_PARSED_LINES):
        if isinstance(event, RunStarted) and event.activity == EVALUATION:
            begun[event.run] = None
        if begun and getattr(event, "run", None) == next(iter(begun)):
            kept.append(event)
        if len(kept) > _MAX_KEPT:
            break
    return tuple(kept), len(begun)


def _split_late(events: tuple[Event, ...], terms: Terms) -> tuple[tuple[Event, ...], list[str]]:
    """Return the events that count, and what to tell of what was done after the due date.

    Where what is late is left aside, so is what was said of the end: it was true of the rest.
    """
    due = terms.due
    if due is None:
        return events, []
    on_time = tuple(e for e in events if e.at <= due or isinstance(e, RunStarted))
    late = [event for event in events if event.at > due]
    decisions = sum(isinstance(event, DecisionTaken) for event in late)
    openings = sum(isinstance(event, ItemOpened) for event in late)
    if not decisions and not openings:
        return events, []
    fate = "comptées" if terms.counts_late else "écartées"
    told = (
        f"après l’échéance ({format_moment(due)})\u202f: {decisions} décision(s) et "
        f"{openings} ouverture(s), {fate}"
    )
    return events if terms.counts_late else on_time, [told]


def _tell_twice(events: tuple[Event, ...]) -> list[str]:
    """Tell the steps that the journal decides more than once, in different ways."""
    said: dict[int, set[tuple[str, Answer]]] = {}
    for event in events:
        if isinstance(event, DecisionTaken):
            said.setdefault(event.step, set()).add((event.decision, event.given))
    twice = [str(step + 1) for step, ways in sorted(said.items()) if len(ways) > 1]
    if not twice:
        return []
    steps = ", ".join(twice[:_LISTED])
    return [f"décision(s) reprises dans le journal (étape {steps})\u202f: la première compte"]


def _refuse(record: RunRecord, case: PublicCase, seeds: Collection[int] | None) -> str:
    if record.scenario != case.scenario:
        return f"{_OTHER_CASE}\u202f: {show_untrusted(record.scenario)}"
    if record.version != case.version:
        return (
            f"version inconnue du cas\u202f: {show_untrusted(record.version)} "
            f"(publiée\u202f: {case.version})"
        )
    if record.parent is not None:
        return "parcours repris d’un autre\u202f: un parcours noté se joue d’une traite"
    if seeds is not None and record.seed not in seeds:
        return "la graine n’est pas celle qui a été attribuée à ce stagiaire"
    return ""
