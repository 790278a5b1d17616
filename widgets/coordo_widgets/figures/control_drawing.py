"""The control chart drawn: stepped limits, direct labels, signals by shape and by a bracket."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING

from coordo_simulation.control_rules import list_flagged
from coordo_simulation.french import format_number
from coordo_simulation.references import Closed

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import build_svg, draw_path, draw_text
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure

if TYPE_CHECKING:
    from coordo_simulation.control_charts import Chart, ChartPoint
    from coordo_simulation.control_rules import Signal

TOP, PLOT, FOOT = 30, 260, 46
LINE = 17
MARGINS: dict[Layout, tuple[int, int]] = {"wide": (44, 136), "narrow": (40, 52)}
MOST_TICKS: dict[Layout, int] = {"wide": 9, "narrow": 5}


class Frame(Closed):
    """Where values and points stand on the picture, in px."""

    left: float
    right: float
    low: float
    high: float
    count: int
    layout: Layout

    def x(self, index: float) -> float:
        """Middle of a point's column."""
        return self.left + (index + 0.5) * (self.right - self.left) / self.count

    def y(self, value: float) -> float:
        """Height of a value, kept within the plot."""
        return TOP + PLOT * (1 - (value - self.low) / (self.high - self.low))


def draw_chart(
    chart: Chart, signals: tuple[Signal, ...], marked: int, layout: Layout, *, alt: str
) -> str:
    """Draw points, centre and limits of each phase, what signals, and the ``marked`` point."""
    frame = _build_frame(chart, layout)
    parts = [
        *_draw_scale(chart, frame),
        *_draw_limits(chart, frame),
        *_draw_change(chart, marked, frame),
        *_draw_points(chart, signals, frame),
        *_draw_brackets(chart, signals, frame),
        *_draw_labels(chart, frame),
    ]
    return build_svg(WIDTH[layout], TOP + PLOT + FOOT, parts, alt=alt, is_open=True)


def _build_frame(chart: Chart, layout: Layout) -> Frame:
    scale = chart.series.scale
    values = [x * scale for each in chart.points for x in (each.value, each.lower, each.upper)]
    low, high = min(0.0, *values), max(values)
    room = 0.26 if len(chart.phases) > 1 else 0.16  # above the highest mark, for words
    margin = (high - low or 1) * room
    low, high = low if low == 0 else low - margin / 2, high + margin
    left, right = MARGINS[layout]
    names = [name for _, name in _list_ticks(low, high)]
    ends = [words for row in _list_ends(chart, layout) for words in row]
    return Frame(
        left=max(left, *(measure(name, TEXT_SIZE) + 8 for name in names)),
        right=WIDTH[layout] - max(right, *(measure(words, TEXT_SIZE) + 9 for words in ends)),
        low=low,
        high=high,
        count=len(chart.points),
        layout=layout,
    )


def _list_ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Round values from one bound to the other, and how each is written."""
    step = _choose_step(high - low)
    decimals = max(0, -floor(log10(step)))
    ranks = range(ceil(low / step), floor(high / step) + 1)
    return [(rank * step, format_number(rank * step, decimals)) for rank in ranks]


def _draw_scale(chart: Chart, frame: Frame) -> list[str]:
    """Light lines at round values, and the numbers of the points; first and last by name."""
    parts = []
    for value, label in _list_ticks(frame.low, frame.high):
        y = frame.y(value)
        parts.append(draw_path(f"M{frame.left:g},{y:.1f} H{frame.right:g}", stroke="rule"))
        parts.append(draw_text(frame.left - 6, y + 5, label, ink="ink-soft", anchor="end"))
    base = TOP + PLOT + 18
    every = ceil(frame.count / MOST_TICKS[frame.layout] / 3) * 3
    for index in range(0, frame.count, every):
        at = frame.x(index)
        parts.append(draw_text(at, base, str(index + 1), ink="ink-soft", anchor="middle"))
    first, last = chart.points[0].label, chart.points[-1].label
    said = f"point 1\u202f: {first}" if frame.layout == "wide" else first
    parts.append(draw_text(frame.left, base + 20, said, ink="ink-soft"))
    parts.append(draw_text(frame.right, base + 20, last, ink="ink-soft", anchor="end"))
    return parts


def _choose_step(span: float) -> float:
    """A round step that gives four to eight lines."""
    power: float = 10.0 ** floor(log10(span / 4))
    return next(power * each for each in (1, 2, 5, 10) if span / (power * each) <= 8)  # noqa: PLR2004  (lines)


def _draw_limits(chart: Chart, frame: Frame) -> list[str]:
    parts = []
    for phase in chart.phases:
        own = range(phase.first, phase.last + 1)
        for name, dash, width in (("upper", "6 4", 1.5), ("lower", "6 4", 1.5), ("centre", "", 2)):
            path = "".join(_step(chart, frame, index, name) for index in own)
            parts.append(draw_path("M" + path[1:], stroke="ink-soft", width=width, dash=dash))
    return parts


def _step(chart: Chart, frame: Frame, index: int, name: str) -> str:
    """One column of a line that moves from point to point."""
    y = frame.y(getattr(chart.points[index], name) * chart.series.scale)
    return f"L{frame.x(index - 0.5):.1f},{y:.1f} H{frame.x(index + 0.5):.1f} "


def _draw_change(chart: Chart, marked: int, frame: Frame) -> list[str]:
    """The marked point; where limits start anew, the centre before it is written at its head."""
    x = frame.x(marked - 0.5)
    is_split = len(chart.phases) > 1
    words = "limites recalculées" if is_split else f"changement au point {marked + 1}\u202f?"
    parts = [
        draw_path(f"M{x:.1f},{TOP - 6} V{TOP + PLOT}", stroke="ink-soft", dash="2 4"),
        _write_within(frame, x, TOP - 12, words),
    ]
    for phase in chart.phases[:-1]:
        value = format_number(phase.centre * chart.series.scale, chart.series.decimals)
        middle = frame.x((phase.first + phase.last) / 2)
        parts.append(_write_within(frame, middle, TOP + 6, f"centre {value}"))
    return parts


def _write_within(frame: Frame, x: float, y: float, words: str) -> str:
    """A word centred on ``x``, kept within the plot."""
    half = measure(words, TEXT_SIZE) / 2
    at = min(max(x, frame.left + half), frame.right - half)
    return draw_text(at, y, words, anchor="middle")


def _draw_points(chart: Chart, signals: tuple[Signal, ...], frame: Frame) -> list[str]:
    scale = chart.series.scale
    places = [(frame.x(i), frame.y(p.value * scale)) for i, p in enumerate(chart.points)]
    line = " L".join(f"{x:.1f},{y:.1f}" for x, y in places)
    flagged = set(list_flagged(signals))
    beyond = set(list_flagged(tuple(signal for signal in signals if signal.rule == 1)))
    parts = [draw_path(f"M{line}", stroke="chart-1", width=2)]
    for index, (x, y) in enumerate(places):
        if index in beyond:
            path = f"M{x:.1f},{y - 9:.1f} l9,9 l-9,9 l-9,-9 Z"
            parts.append(draw_path(path, fill="chart-2", stroke="paper", width=1.5))
        elif index in flagged:
            path = f"M{x - 5:.1f},{y - 5:.1f} h10 v10 h-10 Z"
            parts.append(draw_path(path, fill="paper", stroke="chart-2", width=2.5))
        else:
            path = f"M{x - 4:.1f},{y:.1f} a4,4 0 1 0 8,0 a4,4 0 1 0 -8,0 Z"
            parts.append(draw_path(path, fill="chart-1"))
    return parts


def _draw_brackets(chart: Chart, signals: tuple[Signal, ...], frame: Frame) -> list[str]:
    """A line over the points of each signal, its rule written once; stacked where they meet.

    Where a stack would leave the picture its rule is not written: the answer tells it.
    """
    parts: list[str] = []
    taken: list[tuple[float, float, float]] = []
    for signal in signals:
        is_above = signal.side == "au-dessus"
        ys = [frame.y(_value(chart, chart.points[index])) for index in signal.points]
        words = f"règle {signal.rule}"
        half = max(
            measure(words, TEXT_SIZE) / 2,
            (frame.x(signal.points[-1]) - frame.x(signal.points[0])) / 2 + 5,
        )
        middle = (frame.x(signal.points[0]) + frame.x(signal.points[-1])) / 2
        at = min(max(middle, frame.left + half), frame.right - half)
        y = min(ys) - 16 if is_above else max(ys) + 16
        y = min(max(y, TOP + LINE), TOP + PLOT - LINE)
        while any(abs(y - y2) < 2 * LINE and abs(at - x2) < half + h2 for x2, y2, h2 in taken):
            y += -LINE if is_above else LINE
        if not LINE <= y <= TOP + PLOT:
            continue
        taken.append((at, y, half))
        start, end = frame.x(signal.points[0]) - 5, frame.x(signal.points[-1]) + 5
        if len(signal.points) > 1:
            path = f"M{start:.1f},{y:.1f} H{end:.1f}"
            parts.append(draw_path(path, stroke="chart-2", width=3))
        under = y - 6 if is_above else y + LINE
        parts.append(draw_text(at, under, words, ink="terracotta-ink", anchor="middle"))
    return parts


def _value(chart: Chart, point: ChartPoint) -> float:
    return point.value * chart.series.scale


def _draw_labels(chart: Chart, frame: Frame) -> list[str]:
    """Names and values of the three lines at the last point, pushed apart where they would meet."""
    last = chart.points[-1]
    values = (last.upper, last.centre, last.lower)
    is_wide = frame.layout == "wide"
    gap = LINE + 2 if is_wide else 2 * LINE + 2
    places: list[float] = []
    for rank, value in enumerate(values):
        lowest = TOP + PLOT + FOOT - 12 - (len(values) - 1 - rank) * gap
        highest = places[-1] + gap if places else 0
        places.append(max(highest, min(frame.y(value * chart.series.scale) + 5, lowest)))
    parts = []
    for y, words in zip(places, _list_ends(chart, frame.layout), strict=True):
        if is_wide:
            parts.append(draw_text(frame.right + 8, y, words[0]))
        else:
            parts.append(draw_text(frame.right + 4, y - LINE + 6, words[0]))
            parts.append(draw_text(frame.right + 4, y + 6, words[1]))
    return parts


def _list_ends(chart: Chart, layout: Layout) -> list[tuple[str, ...]]:
    """What names each of the three lines, from the top: one line of words, or two on a phone."""
    last = chart.points[-1]
    rows = (("limite haute", last.upper), ("centre", last.centre), ("limite basse", last.lower))
    told = [
        (name, format_number(value * chart.series.scale, chart.series.decimals))
        for name, value in rows
    ]
    if layout == "wide":
        return [(f"{name} {number}",) for name, number in told]
    return [(name.removeprefix("limite "), number) for name, number in told]
