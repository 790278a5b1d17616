"""« Et si ? »: another choice at a past decision, recomputed and set beside the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_markdown
from coordo_simulation.debriefing import what_if
from coordo_simulation.errors import RunError
from coordo_simulation.french import set_spaces

from coordo_widgets.case_indicators import NO_CHANGE, describe_change
from coordo_widgets.case_reading import plain
from coordo_widgets.case_session import CaseRefusalError, CaseSession
from coordo_widgets.debrief import OWN_LABEL, build_endings_table, count_draws, find_finished
from coordo_widgets.debrief_figures import Path, build_figures
from coordo_widgets.debrief_screen import OtherScreen, TableView

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.retrospect import Difference, WhatIf
    from coordo_simulation.scenario import Scenario
    from coordo_simulation.versions import Replacement

    from coordo_widgets.case_messages import TryOther

OTHER_LABEL = "Avec cet autre choix"
FIGURES_NOTE = "Le filet vertical marque la décision reprise."


def build_other(session: CaseSession, asked: TryOther) -> OtherScreen:
    """Recompute a finished run with another answer.

    Raises:
        CaseRefusalError: the run is missing or not finished, or the answer was not possible.
    """
    run, playback = find_finished(session, asked.run)
    step = asked.step
    if step >= len(run.decisions):
        raise CaseRefusalError("Cette décision n’est pas dans ce parcours.")
    try:
        other = what_if(session.scenario, run, step, asked.answer, policy=asked.policy)
    except RunError as error:
        raise CaseRefusalError(str(error)) from error
    scenario, book = session.scenario, session.book
    fork = playback.moments[step].date.isoformat()
    paths = (
        Path("own", OWN_LABEL, playback.periods),
        Path("other", OTHER_LABEL, other.playback.periods, fork=fork),
    )
    return OtherScreen(
        heading=set_spaces(f"Si vous aviez choisi : {plain(other.choice_text, book)}"),
        html=render_markdown(other.text, book),
        replaced=tuple(_describe_replacement(row, book) for row in other.replacements),
        figures=build_figures(scenario, paths, FIGURES_NOTE),
        differences=_build_differences(scenario, other),
        endings=build_endings_table(
            f"Issues sur {other.draws} suites possibles",
            {"Votre choix": other.own_outcomes, "L’autre choix": other.outcomes},
            other.draws,
        ),
    )


def _build_differences(scenario: Scenario, other: WhatIf) -> TableView:
    return TableView(
        caption=f"Ce que l’autre choix aurait changé, sur {other.draws} suites possibles",
        columns=("Indicateur", "Aussitôt", "À la fin, en moyenne", "Finit mieux"),
        rows=tuple(
            (
                set_spaces(scenario.get_indicator(row.indicator).label),
                describe_change(scenario.get_indicator(row.indicator), row.now),
                describe_change(scenario.get_indicator(row.indicator), row.final),
                _describe_share(scenario, row, other.draws),
            )
            for row in other.differences
        ),
    )


def _describe_share(scenario: Scenario, row: Difference, draws: int) -> str:
    """Say in how many futures the other choice ends better, where it ends otherwise at all."""
    if describe_change(scenario.get_indicator(row.indicator), row.final) == NO_CHANGE:
        return NO_CHANGE
    return count_draws(row.share, draws)


def _describe_replacement(row: Replacement, book: ReferenceBook) -> str:
    told = f"« {plain(row.title, book)} » {plain(row.reason, book)}"
    if row.used_choice_text:
        told = f"{told} À la place : {plain(row.used_choice_text, book)}"
    return set_spaces(told)
