"""The head of a graded notebook: what was received, what was repaired, what to look at."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordo_simulation.french import format_clock, format_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from coordo_assessments.nbgrader_bridge.submission_journal import SubmittedAnswers

PARIS = ZoneInfo("Europe/Paris")


def format_moment(moment: datetime) -> str:
    """Write a time in France: 12 février 2026 à 16 h 40."""
    local = moment.astimezone(PARIS)
    return f"{format_date(local.date())} à {format_clock(local)}"


def render_report(
    submitted: SubmittedAnswers, questions: int, repairs: Sequence[str], faults: Sequence[str]
) -> str:
    """Draw the report that opens a graded notebook."""
    given = sum(1 for latest in submitted.answers.values() if latest.answer)
    last = f", la dernière le {format_moment(submitted.last_at)}" if submitted.last_at else ""
    received = f"{given} question(s) répondue(s) sur {questions}{last}"
    parts = [f"<p>{escape(received)}</p>"]
    if not submitted.is_gradable:
        parts.append(
            '<p class="co-warning"><b>Copie non corrigée</b>\u202f: ses réponses n’ont pas pu '
            "être lues. Ce n’est pas un zéro\u202f; demandez au stagiaire de remettre à "
            "nouveau.</p>"
        )
    parts.extend((_render_list("À vérifier", faults), _render_list("Carnet réparé", repairs)))
    return f'<section class="co-report"><h2>Remise</h2>{"".join(parts)}</section>'


def render_style() -> str:
    """The style of what the bridge draws, for a page that is not ours (formgrader)."""
    return f"<style>{load_style()}</style>"


@cache
def load_style() -> str:
    """The text of ``graded.css``."""
    return files(__package__).joinpath("graded.css").read_text(encoding="utf-8")


def _render_list(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<div class="co-warning"><h3>{escape(title)}</h3><ul>{items}</ul></div>'
