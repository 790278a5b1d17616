"""The eight groups of AGGIR as a ladder: the first threshold reached stops the reckoning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.aggir import GROUPS, GirResult, Group
from coordo_simulation.french import format_number

from coordo_widgets.figure_drawing import build_svg, draw_box, draw_path, draw_text
from coordo_widgets.figure_model import WIDTH, Layout

if TYPE_CHECKING:
    from coordo_simulation.aggir import Rating, Variable

ROW = 36
HEAD = 24.0
LABEL = 76
VALUES = 112


def draw_ladder(
    ratings: dict[Variable, Rating], result: GirResult, layout: Layout, *, alt: str
) -> str:
    """One bar a group, its sum against its lowest threshold; groups after the answer stay empty."""
    width = WIDTH[layout]
    parts = [draw_text(width, 14, "somme / seuil", ink="ink-soft", anchor="end", size=13)]
    is_open = True
    for index, group in enumerate(GROUPS):
        parts += (
            _draw_row(index, group, ratings, result, width) if is_open else _draw_rest(index, group)
        )
        is_open = is_open and group.name != result.group
    return build_svg(width, ROW * len(GROUPS) + HEAD, parts, alt=alt)


def _draw_row(
    index: int, group: Group, ratings: dict[Variable, Rating], result: GirResult, width: float
) -> list[str]:
    top, room = index * ROW + HEAD, width - LABEL - VALUES
    total, least = group.compute_sum(ratings), group.thresholds[-1][0]
    has_stopped = group.name == result.group
    share = min(max(total / least, 0.0), 1.25) / 1.25 if least else 1.0
    mark = LABEL + room / 1.25
    ink = "terracotta-ink" if has_stopped else "ink-soft"
    words = f"{format_number(total)} / {format_number(least)}"
    return [
        draw_text(0, top + 17, f"Groupe {group.name}", ink=ink, bold=has_stopped),
        draw_box(LABEL, top + 4, room, 16, stroke="rule"),
        draw_box(
            LABEL,
            top + 4,
            max(share * room, 1.0),
            16,
            fill="terracotta" if has_stopped else "chart-6",
        ),
        *([draw_path(f"M{mark:g},{top:g} V{top + 24:g}", stroke="ink", width=2)] if least else []),
        draw_text(width, top + 17, words, ink=ink, bold=has_stopped, anchor="end"),
    ]


def _draw_rest(index: int, group: Group) -> list[str]:
    y = index * ROW + HEAD + 17.0
    return [
        draw_text(0, y, f"Groupe {group.name}", ink="ink-soft"),
        draw_text(LABEL, y, "non examiné", ink="ink-soft"),
    ]
