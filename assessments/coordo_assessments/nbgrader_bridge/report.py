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

PARIS = ZoneInfo("Europe/Paris")
NOT_READ = "ses réponses n’ont pas pu être lues."
NOT_A_ZERO = "Ce n’est pas un zéro\u202f: la copie est à remettre à nouveau."


def format_moment(moment: datetime) -> str:
    """Write a time in France: 12 février 2026 à 16 h 40."""
    local = moment.astimezone(PARIS)
    return f"{format_date(local.date())} à {format_clock(local)}"


def render_report(
    receipt_html: str, repairs: Sequence[str], faults: Sequence[str], *, is_gradable: bool
) -> str:
    """Draw the report that opens a graded notebook: the receipt, then what to look at."""
    parts = [receipt_html]
    if not is_gradable:
        parts.append(
            f'<p class="co-warning"><b>Copie non corrigée</b>\u202f: {NOT_READ} {NOT_A_ZERO}</p>'
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
