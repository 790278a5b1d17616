"""What the instructor’s notebook calls: one part of the analysis per cell, `cohort.overview()`.

The notebook stands in ``course/formateur``, which no trainee is served; these names are not
among the public ones of ``coordo_widgets``, so that a trainee's kernel never loads them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from coordo_assessments.analysis.cohort import NothingToAnalyseError
from coordo_assessments.analysis.manual_scores import find_gradebook
from coordo_assessments.analysis.panel import analyse_panel
from coordo_assessments.analysis.panel_reliability import estimate_key_reliability
from coordo_assessments.analysis.panel_votes import load_votes
from coordo_assessments.analysis.summary import load_analysis
from coordo_assessments.course_root import find_course_root

from coordo_widgets.cohort_panel import render_panel
from coordo_widgets.cohort_report import (
    render_certainty,
    render_choices,
    render_items,
    render_left_out,
    render_overview,
)
from coordo_widgets.showing import UnavailableError, explain_faults, show
from coordo_widgets.theme import build_page_css, load_static

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_assessments.analysis.summary import Analysis

MODULE = "m1_regulation"


@explain_faults
def overview(assignment: str = MODULE) -> None:
    """Show the test as a whole."""
    _show(assignment, render_overview, css=build_page_css())


@explain_faults
def items(assignment: str = MODULE) -> None:
    """Show the map and the table of the questions."""
    _show(assignment, render_items)


@explain_faults
def choices(assignment: str = MODULE) -> None:
    """Show what was chosen or typed, question by question."""
    _show(assignment, render_choices)


@explain_faults
def certainty(assignment: str = MODULE) -> None:
    """Show the calibration of the cohort; say so where no certainty was asked."""
    html = render_certainty(_load(assignment))
    show(_wrap(html or "<p>Aucune certitude n’a été demandée dans ce devoir.</p>"))


@explain_faults
def left_out(assignment: str = MODULE) -> None:
    """List the submissions that nothing counts."""
    html = render_left_out(_load(assignment))
    show(_wrap(html or "<p>Toutes les copies collectées sont comptées.</p>"))


@explain_faults
def panel(votes: str) -> None:
    """Show the workshop of a panel from a CSV of votes, named from the notebook's folder."""
    ballots = load_votes(Path(votes))
    html = render_panel(analyse_panel(ballots), estimate_key_reliability(ballots))
    show(html, load_static("cohort.css"))


def _show(assignment: str, render: Callable[[Analysis], str], css: str = "") -> None:
    show(_wrap(render(_load(assignment))), css + load_static("cohort.css"))


def _wrap(html: str) -> str:
    return f'<div class="co-cohort">{html}</div>'


def _load(assignment: str) -> Analysis:
    course = find_course_root() / "course"
    newest = max((path.stat().st_mtime_ns for path in course.glob("*.db")), default=0)
    try:
        return _analyse(course, assignment, newest)
    except NothingToAnalyseError as error:
        raise UnavailableError(str(error)) from None


@lru_cache(maxsize=4)
def _analyse(course: Path, assignment: str, _newest: int) -> Analysis:
    """Analyse once for the five cells of a page; a regrade makes it anew."""
    return load_analysis(course, assignment, find_gradebook(course))
