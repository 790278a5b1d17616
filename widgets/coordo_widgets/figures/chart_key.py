"""The key of a chart: what each kind of mark stands for, in as few lines as the width allows."""

from __future__ import annotations

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import LINE_HEIGHT, draw_path, draw_text
from coordo_widgets.figure_text import measure

SAMPLE = 26
BEFORE_WORDS = 34
BETWEEN = 20

Entry = tuple[str, str]
"""A sample of the mark, drawn around its middle, and its words."""


def draw_key(entries: tuple[Entry, ...], width: float) -> tuple[str, float]:
    """Draw the entries in rows from the top of the picture; with the height that they take."""
    parts, x, y = [], 0.0, 14.0
    for sample, label in entries:
        length = BEFORE_WORDS + measure(label, TEXT_SIZE)
        if x and x + length > width:
            x, y = 0.0, y + LINE_HEIGHT + 2
        parts.append(f'<g transform="translate({x:g} {y - 5:g})">{sample}</g>')
        parts.append(draw_text(x + BEFORE_WORDS, y, label, ink="ink-soft"))
        x += length + BETWEEN
    return "".join(parts), y + 20


def draw_line_sample(token: str, width: float, dash: str = "") -> str:
    """A sample of a line."""
    return draw_path(f"M0,0 L{SAMPLE},0", stroke=token, width=width, dash=dash)


def draw_wash_sample(token: str, opacity: float) -> str:
    """A sample of a surface."""
    path = f"M0,-6 H{SAMPLE} V6 H0 Z"
    return draw_path(path, fill=token, extra=f' opacity="{opacity:g}"')
