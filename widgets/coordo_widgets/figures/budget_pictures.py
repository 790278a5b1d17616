"""The four pictures of the budget board: the hour, the cash, what weighs most, the risk."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_simulation.french import MONTHS, format_euro, format_number

from coordo_widgets.figure_drawing import LINE_HEIGHT, build_svg, draw_box, draw_path, draw_text
from coordo_widgets.figure_model import WIDTH, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_simulation.sad_budget_analysis import Bar
    from coordo_simulation.sad_budget_risk import Risk
    from coordo_simulation.sad_budget_year import CashMonth

ROW = 30
BINS = 16


def draw_hour(parts: Sequence[tuple[str, Decimal]], layout: Layout, *, alt: str) -> str:
    """A waterfall: what an hour brings, then each cost, then what is left.

    Args:
        parts: label and euros, income first and positive, costs negative.
        layout: proportions.
        alt: text alternative.
    """
    width, height = WIDTH[layout], ROW if layout == "wide" else 46
    left, right = (216, 76) if layout == "wide" else (0, 66)
    span = max(parts[0][1], -sum(amount for _, amount in parts[1:]))
    scale = (width - left - right) / float(span)
    drawn, level = [], Decimal(0)
    for index, (label, amount) in enumerate(parts):
        top = index * height
        start, level = level, level + amount
        low, high = sorted((max(start, Decimal(0)), max(level, Decimal(0))))
        bar = top + (6 if layout == "wide" else 22)
        x, length = left + float(low) * scale, max(float(high - low) * scale, 1.5)
        drawn.append(draw_text(0, top + 18, label))
        drawn.append(draw_box(x, bar, length, 16, fill="chart-1" if index == 0 else "chart-2"))
        drawn.append(draw_text(width, bar + 13, format_euro(amount), anchor="end", bold=index == 0))
    top = len(parts) * height
    ink = "sage-ink" if level >= 0 else "terracotta-ink"
    drawn.append(draw_path(f"M0,{top + 3} H{width}", stroke="ink"))
    drawn.append(draw_text(0, top + 24, "Reste par heure", ink=ink, bold=True))
    drawn.append(draw_text(width, top + 24, format_euro(level), ink=ink, bold=True, anchor="end"))
    return build_svg(width, top + 34, drawn, alt=alt)


def draw_cash(
    now: Sequence[CashMonth], start: Sequence[CashMonth], layout: Layout, *, alt: str
) -> str:
    """Cash at the end of each month, as set and (dashed) as it was at the start."""
    width, top, bottom = WIDTH[layout], 24.0, 232.0
    left, right = 64.0, width - 12.0
    values = [float(month.closing) for month in (*now, *start)]
    low, high = min(0.0, *values), max(0.0, *values)
    step = (right - left) / (len(now) - 1)

    def place(index: int, value: float) -> tuple[float, float]:
        return left + index * step, bottom - (value - low) / (high - low) * (bottom - top)

    def trace(months: Sequence[CashMonth]) -> str:
        points = (place(index, float(month.closing)) for index, month in enumerate(months))
        return "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points)

    zero = place(0, 0.0)[1]
    lowest = min(range(len(now)), key=lambda index: now[index].closing)
    x, y = place(lowest, float(now[lowest].closing))
    anchor = "end" if x > width / 2 else "start"
    above = y - 10 if y - top > LINE_HEIGHT else y + 3 + LINE_HEIGHT
    parts = [
        draw_path(f"M{left - 8:g},{zero:.1f} H{right:g}", stroke="edge"),
        draw_text(left - 14, zero + 5, "0\u00a0€", ink="ink-soft", anchor="end"),
        draw_path(trace(start), stroke="chart-6", width=2, dash="6 4"),
        draw_path(trace(now), stroke="chart-1", width=2.5),
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="none" stroke="currentColor"/>',
        draw_text(x, above, format_euro(now[lowest].closing, 0), anchor=anchor, bold=True),
    ]
    title = "Trésorerie à la fin du mois\u202f; en tirets, au départ"
    parts.append(draw_text(0, 12, title, ink="ink-soft", size=13))
    parts += _draw_months(now, left, step, 1 if layout == "wide" else 3)
    return build_svg(width, 264, parts, alt=alt, is_open=True)


def _draw_months(now: Sequence[CashMonth], left: float, step: float, every: int) -> list[str]:
    """The name of each month that has room, under the axis."""
    return [
        draw_text(
            left + index * step,
            256,
            MONTHS[month.month.month - 1][:4].removesuffix("e"),
            ink="ink-soft",
            anchor="middle",
            size=13,
        )
        for index, month in enumerate(now)
        if index % every == 0
    ]


def draw_tornado(bars: Sequence[Bar], result: Decimal, layout: Layout, *, alt: str) -> str:
    """Result of the year when each figure moves by ten per cent, the widest first."""
    width, height = WIDTH[layout], ROW if layout == "wide" else 46
    left = 216.0 if layout == "wide" else 0.0
    ends = [float(end) for bar in bars for end in (bar.lowered, bar.raised)]
    low, high = min(ends), max(ends)
    pad = 64.0

    def place(value: float) -> float:
        return left + pad + (value - low) / (high - low) * (width - left - 2 * pad)

    middle = place(float(result))
    drawn = [draw_path(f"M{middle:.1f},0 V{height * len(bars):g}", stroke="ink", width=1.5)]
    for index, bar in enumerate(bars):
        top = index * height
        y = top + (6 if layout == "wide" else 22)
        drawn.append(draw_text(0, top + 18, bar.driver[0].upper() + bar.driver[1:]))
        for end, fill, sign in ((bar.lowered, "chart-3", "−"), (bar.raised, "chart-4", "+")):
            x = place(float(end))
            drawn.append(draw_box(min(x, middle), y, max(abs(x - middle), 1.5), 16, fill=fill))
            outward = float(end) < float(result) or (end == result and sign == "−")
            drawn.append(
                draw_text(
                    x + (-5 if outward else 5),
                    y + 13,
                    f"{sign}10\u00a0%",
                    ink="ink-soft",
                    anchor="end" if outward else "start",
                    size=13,
                )
            )
    foot = height * len(bars) + 20
    drawn.append(draw_text(middle, foot, format_euro(result, 0), anchor="middle", bold=True))
    return build_svg(width, foot + 8, drawn, alt=alt)


def draw_risk(risk: Risk, layout: Layout, *, alt: str) -> str:
    """Histogram of the drawn results; deficits are hatched as well as coloured."""
    width, bottom = WIDTH[layout], 216.0
    values = [float(result) for result in risk.results]
    low, high = min(values), max(values)
    counts = [0] * BINS
    for value in values:
        counts[min(int((value - low) / (high - low) * BINS), BINS - 1)] += 1
    step, edge = width / BINS, (high - low) / BINS
    drawn = []
    for index, count in enumerate(counts):
        size = count / max(counts) * 180
        is_deficit = low + (index + 0.5) * edge < 0
        fill = "chart-2" if is_deficit else "chart-1"
        x = index * step + 1
        drawn.append(draw_box(x, bottom - size, step - 2, max(size, 0.5), fill=fill))
        if is_deficit and size > 6:  # noqa: PLR2004 -- px: room for a stroke
            drawn.append(
                draw_path(
                    f"M{x:.1f},{bottom:g} l{step - 2:.1f},{-min(size, step):.1f}", stroke="paper"
                )
            )
    drawn.append(draw_path(f"M0,{bottom:g} H{width}", stroke="ink"))
    drawn += _draw_edges(low, high, width, bottom)
    drawn.append(draw_text(0, 14, f"{len(values)} années tirées", ink="ink-soft", size=13))
    return build_svg(width, bottom + 28, drawn, alt=alt)


def _draw_edges(low: float, high: float, width: float, bottom: float) -> list[str]:
    """The least and the greatest result, and zero where it is far enough from both."""
    words = [
        draw_text(0, bottom + 20, f"{format_number(low)}\u00a0€", ink="ink-soft", size=13),
        draw_text(
            width,
            bottom + 20,
            f"{format_number(high)}\u00a0€",
            ink="ink-soft",
            anchor="end",
            size=13,
        ),
    ]
    zero = -low / (high - low) * width
    if width * 0.3 < zero < width * 0.7:
        words.append(draw_text(zero, bottom + 20, "0\u00a0€", anchor="middle", bold=True, size=13))
    return words
