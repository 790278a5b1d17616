"""Bars from one value to another around a common line: a name, two ends, their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.references import Closed

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import (
    LINE_HEIGHT,
    build_svg,
    colour,
    draw_box,
    draw_paragraph,
    draw_path,
    draw_text,
)
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure, wrap
from coordo_widgets.figures.chart_key import draw_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_widgets.figures.chart_key import Entry

NAMES = 290  # px for the names, where they stand beside the bars
ROOM = 70  # px for the words at each end
BAR, GAP, RADIUS = 16, 14, 5


class End(Closed):
    """One end of a bar: where, what is written there, and whether its mark is full."""

    value: float
    words: str = ""
    is_full: bool = True


class Span(Closed):
    """A bar: ``first`` may be above or below ``second``."""

    name: str
    first: End
    second: End


class Middle(Closed):
    """The line that all bars are read from."""

    value: float
    words: str


def draw_spans(
    spans: tuple[Span, ...], middle: Middle, layout: Layout, *, key: tuple[Entry, ...], alt: str
) -> str:
    """Draw the bars in the order given; names beside them, or above where there is no room."""
    width = WIDTH[layout]
    is_wide = layout == "wide"
    left = NAMES if is_wide else 0
    values = [middle.value, *(end.value for each in spans for end in (each.first, each.second))]
    low, high = min(values), max(values)
    scale = (width - left - 2 * ROOM) / ((high - low) or 1)

    def place(value: float) -> float:
        return left + ROOM + (value - low) * scale

    drawn_key, top = draw_key(key, width) if key else ("", 0.0)
    x, beyond = place(middle.value), GAP / 2 if is_wide else 0
    y, parts = top + LINE_HEIGHT + 10, [_write_middle(middle, x, top, width)]
    for each in spans:
        room = NAMES - 20 if is_wide else width
        lines = len(wrap(each.name, room, TEXT_SIZE))
        parts.append(draw_paragraph(0, y + 13, each.name, room)[0])
        bar = y if is_wide else y + LINE_HEIGHT * lines
        parts.append(_draw_rule(x, bar - beyond, bar + BAR + beyond))
        parts.append(_draw_bar(each, place, bar))
        y = max(y + LINE_HEIGHT * lines, bar + BAR) + GAP
    return build_svg(width, y, [drawn_key, *parts], alt=alt, is_open=True)


def _write_middle(middle: Middle, x: float, top: float, width: float) -> str:
    """The words of the common line, above it and within the picture."""
    half = measure(middle.words, TEXT_SIZE) / 2
    at = min(max(x, half), width - half)
    return draw_text(at, top + 13, middle.words, ink="ink-soft", anchor="middle")


def _draw_rule(x: float, top: float, bottom: float) -> str:
    """The common line behind one bar, where it crosses no words."""
    return draw_path(f"M{x:.1f},{top:g} V{bottom:g}", stroke="edge", dash="2 3")


def _draw_bar(span: Span, place: Callable[[float], float], y: float) -> str:
    left, right = sorted((span.first, span.second), key=lambda end: end.value)
    start, end = place(left.value), place(right.value)
    parts = [draw_box(start, y + 3, max(1.0, end - start), BAR - 6, fill="chart-1")]
    for each, x, side in ((left, start, -1), (right, end, 1)):
        if not each.words:
            continue
        parts.append(draw_mark(x, y + BAR / 2, is_full=each.is_full))
        anchor = "end" if side < 0 else "start"
        at = x + side * (RADIUS + 5)
        parts.append(draw_text(at, y + BAR / 2 + 5, each.words, anchor=anchor, bold=True))
    return "".join(parts)


def draw_mark(x: float, y: float, *, is_full: bool) -> str:
    """A dot, full or hollow."""
    inside = "chart-1" if is_full else "paper"
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" fill="{colour(inside)}" '
        f'stroke="{colour("chart-1")}" stroke-width="2"/>'
    )
