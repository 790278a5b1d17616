"""Builds the player's screen from a session: the run shown, the runs kept, the people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.graded_run import RULE
from coordo_assessments.markdown import render_markdown
from coordo_simulation.french import set_spaces
from coordo_simulation.periods import count_periods, locate_period

from coordo_widgets.case_answers import settle_past_words
from coordo_widgets.case_drafts import list_drafts
from coordo_widgets.case_reading import build_moments, describe_position
from coordo_widgets.case_screen import (
    CaseScreen,
    CoverView,
    HelpView,
    OutcomeView,
    PersonView,
    ReplacedView,
    RunView,
    VersionView,
)
from coordo_widgets.case_words import plain

if TYPE_CHECKING:
    from coordo_assessments.state import RunRecord
    from coordo_simulation.periods import Unit
    from coordo_simulation.playback import Playback
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.scenario import Scenario
    from coordo_simulation.versions import Replacement

    from coordo_widgets.case_session import CaseSession

THREADS: dict[Unit, str] = {
    "jour": "Le fil des jours",
    "semaine": "Le fil des semaines",
    "mois": "Le fil des mois",
}

GONE = "Une décision de l’ancienne version"
"""Instead of the id of a decision that the case no longer knows."""


def build_screen(session: CaseSession) -> CaseScreen:
    """Build what the player shows now; nothing of what has not happened yet is in it."""
    scenario, book = session.scenario, session.book
    records = session.records
    playback = session.play(session.build_run(session.run_id)) if session.run_id else None
    return CaseScreen(
        title=plain(scenario.title, book),
        is_graded=session.is_graded,
        run=session.run_id,
        position=_describe_progress(scenario, playback) if playback else "",
        thread=THREADS[scenario.unit],
        version=_build_version(scenario, book, playback) if playback else None,
        moments=build_moments(scenario, book, playback, list_drafts(session)) if playback else (),
        outcome=build_outcome(book, playback) if playback else None,
        people=tuple(
            PersonView(name=plain(person.name, book), role=plain(person.role, book))
            for person in scenario.people
        ),
        helps=tuple(
            HelpView(label=plain(spec.label, book), help=plain(spec.help, book))
            for spec in scenario.indicators
        ),
        runs=tuple(_build_run_view(session, records, run_id) for run_id in records),
        cover=None if playback else _build_cover(scenario, book, is_graded=session.is_graded),
    )


def build_outcome(book: ReferenceBook, playback: Playback) -> OutcomeView | None:
    """Build how the run ended, None while it goes on."""
    outcome = playback.outcome
    if outcome is None:
        return None
    return OutcomeView(
        title=plain(outcome.title, book), html=render_markdown(outcome.summary, book)
    )


def _build_version(
    scenario: Scenario, book: ReferenceBook, playback: Playback
) -> VersionView | None:
    note = playback.version_note
    if note is None:
        return None
    rows = (*note.replaced, *note.dropped)
    start = f"Il a été joué avec la version {note.made_with} du cas ; la présente est {note.now}."
    return VersionView(
        text=set_spaces(start if rows else f"{start} Toutes vos décisions s’y retrouvent."),
        replaced=tuple(build_replaced(scenario, book, row) for row in rows),
    )


def build_replaced(scenario: Scenario, book: ReferenceBook, row: Replacement) -> ReplacedView:
    """Build what is told of a decision that could not be kept."""
    is_known = any(each.id == row.decision for each in scenario.decisions)
    return ReplacedView(
        title=plain(row.title, book) if is_known else GONE,
        reason=plain(row.reason, book),
        kept=settle_past_words(scenario, row.decision, row.kept_choice_text, book),
        used=settle_past_words(scenario, row.decision, row.used_choice_text, book),
    )


def _build_cover(scenario: Scenario, book: ReferenceBook, *, is_graded: bool) -> CoverView:
    start = locate_period(scenario.start, scenario.unit)
    length = count_periods(scenario.periods, scenario.unit)
    return CoverView(
        heading="Avant de commencer",
        html=render_markdown(scenario.summary, book),
        note=RULE
        if is_graded
        else set_spaces(
            f"Le récit commence {start} et dure {length}. Vous pouvez vous "
            "arrêter à tout moment : chaque décision est enregistrée, et vous reprendrez là où "
            "vous en étiez."
        ),
    )


def _build_run_view(session: CaseSession, records: dict[str, RunRecord], run_id: str) -> RunView:
    record = records[run_id]
    is_playable = session.is_playable(run_id)
    playback = session.play(session.build_run(run_id)) if is_playable else None
    return RunView(
        id=run_id,
        label=_name_run(records, run_id),
        origin=_describe_origin(session, records, record) if is_playable else None,
        started_at=record.started_at,
        progress=_describe_progress(session.scenario, playback)
        if playback
        else "Ne se lit plus avec le cas tel qu’il est, gardé dans votre journal",
        is_current=run_id == session.run_id,
        is_outdated=playback is None,
    )


def _name_run(records: dict[str, RunRecord], run_id: str) -> str:
    return f"Parcours {list(records).index(run_id) + 1}" if run_id in records else "un parcours"


def _describe_origin(
    session: CaseSession, records: dict[str, RunRecord], record: RunRecord
) -> str | None:
    if record.parent is None:
        return None
    parent = session.play_or_refuse(session.build_run(record.parent.run))
    when = locate_period(parent.moments[record.parent.step].date, session.scenario.unit)
    return f"repris du {_name_run(records, record.parent.run).lower()} {when}"


def _describe_progress(scenario: Scenario, playback: Playback) -> str:
    taken = len(playback.moments)
    count = f"{taken} décision{'s' if taken > 1 else ''}" if taken else "Aucune décision"
    if playback.outcome:
        return f"{count}, terminé : {playback.outcome.title}".replace(" :", "\u202f:")
    period = playback.current.period if playback.current else scenario.periods - 1
    version = ", d’une version antérieure du cas" if playback.version_note else ""
    return f"{count}, {describe_position(scenario, period).lower()}{version}"
