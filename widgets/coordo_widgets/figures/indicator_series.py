"""The series of an indicator drawn: each point with its interval, and the shape of what it says."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING

from coordo_simulation.french import format_number
from coordo_simulation.references import Closed

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import LINE_HEIGHT, draw_path, draw_text
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure, wrap
from coordo_widgets.figures.chart_key import draw_key
from coordo_widgets.figures.indicator_words import tell_value

if TYPE_CHECKING:
    from coordo_simulation.indicator_card import Verdict

    from coordo_widgets.figures.indicator_words import Shown

PLOT = 200
MARGINS: dict[Layout, tuple[int, int]] = {"wide": (40, 116), "narrow": (34, 72)}
LINES = 5
"""At most that many intervals between the light lines."""


class Frame(Closed):
    """Where points and values stand, in px."""

    left: float
    right: float
    top: float
    high: float
    count: int

    def x(self, index: float) -> float:
        """Middle of a point's column."""
        return self.left + (index + 0.5) * (self.right - self.left) / self.count

    def y(self, value: float) -> float:
        """Height of a value."""
        return self.top + PLOT * (1 - value / self.high)


def draw_series(shown: Shown, layout: Layout, top: float) -> tuple[list[str], float]:
    """Draw the key and the points from ``top``; with the height at which they end."""
    width = WIDTH[layout]
    key, room = draw_key(
        (
            (draw_mark("open", 13, 0), "ne tranche pas"),
            (draw_mark("held", 13, 0), "cible tenue"),
            (draw_mark("missed", 13, 0), "cible manquée"),
            (draw_path("M13,-9 V9", stroke="ink-soft", width=2), "intervalle à 95\u00a0%"),
        ),
        width,
    )
    left, right = MARGINS[layout]
    high = _find_top(shown)
    names = [measure(name, TEXT_SIZE) for _, name in list_ticks(high)]
    frame = Frame(
        left=max(left, max(names) + 8),
        right=width - right,
        top=top + room + 4,
        high=high,
        count=len(shown.readings),
    )
    parts = [f'<g transform="translate(0 {top:g})">{key}</g>', *_draw_good_side(shown, frame)]
    parts += [*_draw_scale(shown, frame), *_draw_points(shown, frame)]
    parts += _draw_thresholds(shown, frame)
    return parts, frame.top + PLOT + 30 + (LINE_HEIGHT if _is_stacked(shown, frame) else 0)


def draw_mark(verdict: Verdict, x: float, y: float) -> str:
    """A point by its verdict: hollow where nothing is settled, a diamond where it is missed."""
    if verdict == "missed":
        path = f"M{x:.1f},{y - 7:.1f} l7,7 l-7,7 l-7,-7 Z"
        return draw_path(path, fill="chart-2", stroke="paper", width=1)
    circle = f"M{x - 4.5:.1f},{y:.1f} a4.5,4.5 0 1 0 9,0 a4.5,4.5 0 1 0 -9,0 Z"
    if verdict == "held":
        return draw_path(circle, fill="chart-1", stroke="chart-1", width=2)
    return draw_path(circle, fill="paper", stroke="ink-soft", width=2)


def _find_top(shown: Shown) -> float:
    """Highest value drawn: all of a proportion's scale where it comes near, else a little more."""
    alert = shown.card.alert.value if shown.card.alert else 0.0
    highest = max(*(each.measured.high for each in shown.readings), shown.target.value, alert)
    room = 1.08 * highest
    return min(room, shown.card.scale) if shown.card.kind == "proportion" else room


def _draw_good_side(shown: Shown, frame: Frame) -> list[str]:
    """A wash where the target is held."""
    base, level = frame.top + PLOT, frame.y(shown.target.value)
    start, end = (level, base) if shown.target.is_at_most else (frame.top, level)
    path = f"M{frame.left:g},{start:.1f} H{frame.right:g} V{end:.1f} H{frame.left:g} Z"
    return [draw_path(path, fill="sage-wash")]


def _draw_scale(shown: Shown, frame: Frame) -> list[str]:
    parts = []
    for value, label in list_ticks(frame.high):
        y = frame.y(value)
        parts.append(draw_path(f"M{frame.left:g},{y:.1f} H{frame.right:g}", stroke="rule"))
        parts.append(draw_text(frame.left - 6, y + 5, label, ink="ink-soft", anchor="end"))
    base = frame.top + PLOT + LINE_HEIGHT
    first, last = (shown.readings[rank].period.label for rank in (0, -1))
    if len(shown.readings) == 1:
        lines = wrap(first, frame.right, TEXT_SIZE)
        for rank, line in enumerate(lines):
            half = measure(line, TEXT_SIZE) / 2
            at = min(max(half, frame.x(0)), frame.right - half)
            y = base + LINE_HEIGHT * rank
            parts.append(draw_text(at, y, line, ink="ink-soft", anchor="middle"))
        return parts
    parts.append(draw_text(frame.left, base, _shorten(first, 0), ink="ink-soft"))
    base += LINE_HEIGHT if _is_stacked(shown, frame) else 0
    end = draw_text(frame.right, base, _shorten(last, -1), ink="ink-soft", anchor="end")
    return [*parts, end]


def _is_stacked(shown: Shown, frame: Frame) -> bool:
    """Whether the names of the first and the last period need a line each."""
    if len(shown.readings) == 1:
        return measure(shown.last.period.label, TEXT_SIZE) > frame.right
    ends = (_shorten(shown.readings[rank].period.label, rank) for rank in (0, -1))
    return sum(measure(each, TEXT_SIZE) for each in ends) + 12 > frame.right - frame.left


def list_ticks(high: float) -> list[tuple[float, str]]:
    """Round values from nought to the highest drawn, and how each is written."""
    step = choose_step(high)
    decimals = max(0, -floor(log10(step)))
    ranks = range(floor(high / step + 1e-9) + 1)
    return [(rank * step, format_number(rank * step, decimals)) for rank in ranks]


def choose_step(span: float) -> float:
    """A round step that gives two to five lines above nought."""
    power: float = 10.0 ** floor(log10(span / 2))
    return next(power * each for each in (1, 2, 5, 10) if ceil(span / (power * each)) <= LINES)


def _shorten(label: str, end: int) -> str:
    """One end of « janvier 2025 à mars 2025 »: the picture has its two ends already."""
    return label.split(" à ")[end]


def _draw_points(shown: Shown, frame: Frame) -> list[str]:
    parts = []
    for index, each in enumerate(shown.readings):
        x = frame.x(index)
        low, high = frame.y(each.measured.low), frame.y(each.measured.high)
        parts.append(draw_path(f"M{x:.1f},{low:.1f} V{high:.1f}", stroke="ink-soft", width=2))
    marks = [
        draw_mark(each.verdict or "open", frame.x(index), frame.y(each.measured.value))
        for index, each in enumerate(shown.readings)
    ]
    return [*parts, *marks]


def _draw_thresholds(shown: Shown, frame: Frame) -> list[str]:
    """Target and alert with their values at the right, pushed apart where they would meet."""
    rows = [("cible", shown.target.value, "ink", "")]
    if shown.card.alert:
        rows.append(("alerte", shown.card.alert.value, "terracotta-ink", "6 4"))
    rows.sort(key=lambda row: -row[1])
    parts, above = [], float("-inf")
    for name, value, ink, dash in rows:
        y = frame.y(value)
        path = f"M{frame.left:g},{y:.1f} H{frame.right:g}"
        parts.append(draw_path(path, stroke=ink, width=2, dash=dash))
        base = max(y + 5, above + 2 * LINE_HEIGHT)
        above = base
        number = tell_value(shown.card, value)
        at = frame.right + 6
        parts.append(draw_text(at, base, name, ink=ink, bold=True))
        parts.append(draw_text(at, base + LINE_HEIGHT - 3, number, ink=ink))
    return parts
