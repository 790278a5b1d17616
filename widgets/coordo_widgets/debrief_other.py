"""« Et si ? »: another choice at a past decision, recomputed and set beside the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_markdown
from coordo_simulation.debriefing import what_if
from coordo_simulation.errors import RunError
from coordo_simulation.french import format_number, set_spaces

from coordo_widgets.case_answers import build_answer
from coordo_widgets.case_dossier import TableView
from coordo_widgets.case_indicators import NO_CHANGE, describe_change
from coordo_widgets.case_session import CaseRefusalError, CaseSession
from coordo_widgets.case_views import build_replaced
from coordo_widgets.case_words import plain
from coordo_widgets.debrief import OWN_LABEL, build_endings_table, count_draws, find_finished
from coordo_widgets.debrief_figures import Path, build_figures
from coordo_widgets.debrief_screen import OtherScreen

if TYPE_CHECKING:
    from coordo_simulation.case_parts import Indicator
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.retrospect import Difference, WhatIf
    from coordo_simulation.scenario import Scenario

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
        heading=_head(other, book),
        answer=build_answer(scenario.get_decision(other.decision), other.answer, book),
        html=render_markdown(other.text, book),
        replaced=tuple(build_replaced(scenario, book, row) for row in other.replacements),
        figures=build_figures(scenario, paths, FIGURES_NOTE),
        differences=_build_differences(scenario, other),
        endings=build_endings_table(
            f"Issues sur {other.draws} suites possibles, et ce que l’on peut en dire à 95 %",
            {"Votre réponse": other.own_outcomes, "L’autre": other.outcomes},
            other.draws,
        ),
    )


def _build_differences(scenario: Scenario, other: WhatIf) -> TableView:
    return TableView(
        caption=set_spaces(
            f"Ce que l’autre réponse aurait changé, sur {other.draws} suites possibles ; "
            "entre parenthèses, l’intervalle à 95 %"
        ),
        columns=("Indicateur", "Aussitôt", "À la fin, en moyenne", "Finit mieux"),
        rows=tuple(
            (
                set_spaces(scenario.get_indicator(row.indicator).label),
                describe_change(scenario.get_indicator(row.indicator), row.now),
                _describe_final(scenario.get_indicator(row.indicator), row),
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


def _describe_final(spec: Indicator, row: Difference) -> str:
    """Write the mean difference at the end, and between what it lies at 95 %."""
    mean = describe_change(spec, row.final)
    low, high = (_sign(bound, spec.decimals) for bound in (row.low, row.high))
    return mean if low == high else f"{mean} (de {low} à {high})"


def _sign(value: float, decimals: int) -> str:
    sign = "+" if round(value, decimals) > 0 else ""
    return f"{sign}{format_number(value, decimals)}"


def _head(other: WhatIf, book: ReferenceBook) -> str:
    if other.answer.choice is None:
        return "Si vous aviez répondu autrement"
    return set_spaces(f"Si vous aviez choisi : {plain(other.choice_text, book)}")
