"""How the rounds are told apart in pictures: a colour and a dash each, in the order of carers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_widgets.figure_drawing import build_svg, draw_path

if TYPE_CHECKING:
    from coordo_simulation.rounds import Day

LINES = (
    ("chart-1", ""),
    ("chart-2", "9 4"),
    ("chart-3", "2 4"),
    ("chart-5", "12 4 2 4"),
    ("chart-4", "5 3"),
    ("chart-6", "16 5"),
)


def get_line(day: Day, carer: str) -> tuple[str, str]:
    """The colour token and the dash of a carer; beyond six, they come again."""
    return LINES[list(day.carer_of).index(carer) % len(LINES)]


def draw_swatch(day: Day, carer: str) -> str:
    """A short piece of the carer's line, for the lists."""
    token, dash = get_line(day, carer)
    path = draw_path("M 2 7 H 46", stroke=token, width=4, dash=dash)
    name = day.carer_of[carer].name
    return build_svg(48, 14, [path], alt=f"Trait de {name}")
