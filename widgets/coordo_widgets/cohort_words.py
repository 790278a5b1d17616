"""How the figures of a cohort are written in French, and laid in tables and lists."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from coordo_simulation.french import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_widgets.figure_model import Table

MISSING = "–"
_MINUTE = 60

KINDS = {
    "qru": "QRU",
    "qrm": "QRM",
    "qrp": "QRP",
    "qrpl": "QRP longue",
    "qroc": "QROC",
    "numeric": "Nombre",
    "ordering": "Classement",
    "matching": "Appariement",
    "classification": "Catégories",
    "zone": "Zone à pointer",
    "positioning": "Positionnement",
    "cloze": "Texte à trous",
    "table": "Tableau",
    "tcs": "TCS",
    "justified": "Vrai ou faux justifié",
    "dossier": "Dossier progressif",
    "kfp": "KFP",
    "free_text": "Texte libre",
}


def write_number(value: float | None, decimals: int = 2) -> str:
    """Write a number, or a dash where there is none."""
    return MISSING if value is None else format_number(value, decimals)


def write_percent(share: float | None) -> str:
    """Write a share as a whole percent, or a dash."""
    return MISSING if share is None else f"{format_number(100 * share)}\u00a0%"


def write_interval(interval: tuple[float, float] | None, decimals: int = 2) -> str:
    """Write an interval, or a dash."""
    if interval is None:
        return MISSING
    return " à ".join(format_number(end, decimals) for end in interval)


def write_seconds(seconds: float | None) -> str:
    """Write a time: 45 s, 2 min 05 s."""
    if seconds is None:
        return MISSING
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole}\u00a0s"
    return f"{whole // _MINUTE}\u00a0min\u00a0{whole % _MINUTE:02d}\u00a0s"


def render_table(table: Table) -> str:
    """Render a table; every cell is escaped. A wide one scrolls by itself, keyboard included."""
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    label = escape(table.caption)
    return (
        f'<div class="co-cohort-wide" tabindex="0" role="group" aria-label="{label}">'
        f'<table class="co-cohort-table"><caption>{label}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def render_list(sentences: Sequence[str], kind: str = "co-cohort-notes") -> str:
    """Render sentences as a list, escaped; nothing where there are none."""
    if not sentences:
        return ""
    lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<ul class="{kind}">{lines}</ul>'
