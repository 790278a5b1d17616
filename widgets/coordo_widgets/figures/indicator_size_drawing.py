"""What a number weighs: the interval of one value, as more or fewer are counted."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING

from coordo_simulation.french import format_number
from coordo_simulation.indicator_card import compute_deciding_size, imagine_size
from coordo_simulation.references import Closed

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import LINE_HEIGHT, build_svg, draw_path, draw_text
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure
from coordo_widgets.figures.chart_key import draw_key, draw_wash_sample
from coordo_widgets.figures.indicator_series import list_ticks
from coordo_widgets.figures.indicator_words import tell_interval, tell_value

if TYPE_CHECKING:
    from coordo_widgets.figures.indicator_words import Shown

TOP, PLOT = 62, 230
KEY = TOP + PLOT + 70
MARGINS: dict[Layout, tuple[int, int]] = {"wide": (40, 100), "narrow": (34, 64)}
SAMPLES = 64
FARTHEST = 2000
"""Times what was counted, beyond which what it would take is told and not drawn."""


class Plane(Closed):
    """Where numbers (on a log scale) and values stand, in px."""

    left: float
    right: float
    least: float
    most: float
    high: float

    def x(self, size: float) -> float:
        """Place of a number of units."""
        share = log10(size / self.least) / log10(self.most / self.least)
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        """Height of a value."""
        return TOP + PLOT * (1 - value / self.high)


def draw_size(shown: Shown, layout: Layout, *, alt: str) -> str:
    """Draw the horn of intervals, the target across it, and where the horn leaves the target."""
    plane = _build_plane(shown, layout)
    parts = [
        *_draw_horn(shown, plane),
        *_draw_scales(shown, plane),
        *_draw_lines(shown, plane),
        *_draw_needed(shown, plane),
        *_draw_own(shown, plane),
    ]
    entry = (draw_wash_sample("amber-wash", 1), "intervalle à 95\u00a0% de cette valeur")
    key, height = draw_key((entry,), WIDTH[layout])
    parts.append(f'<g transform="translate(0 {KEY})">{key}</g>')
    return build_svg(WIDTH[layout], KEY + height, parts, alt=alt, is_open=True)


def _find_needed(shown: Shown) -> int | None:
    """What it would take to settle, where it can be drawn."""
    size = shown.last.period.size
    needed = compute_deciding_size(shown.card, shown.last.measured.value, shown.target)
    return needed if needed is not None and needed <= FARTHEST * size else None


def _build_plane(shown: Shown, layout: Layout) -> Plane:
    size, needed = shown.last.period.size, _find_needed(shown)
    least = max(2.0, min(size, needed or size) / 8)
    most = 8.0 * max(size, needed or size)
    card = shown.card
    widest = imagine_size(card, shown.last.measured.value, least).high
    high = 1.05 * max(widest, shown.target.value)
    high = min(high, card.scale) if card.kind == "proportion" else high
    left, right = MARGINS[layout]
    names = [measure(name, TEXT_SIZE) for _, name in list_ticks(high)]
    return Plane(
        left=max(left, max(names) + 10),
        right=WIDTH[layout] - right,
        least=least,
        most=most,
        high=high,
    )


def _draw_horn(shown: Shown, plane: Plane) -> list[str]:
    value = shown.last.measured.value
    ratio = plane.most / plane.least
    sizes = [plane.least * ratio ** (rank / SAMPLES) for rank in range(SAMPLES + 1)]
    bounds = [(plane.x(size), imagine_size(shown.card, value, size)) for size in sizes]
    over = [f"{x:.1f},{plane.y(each.high):.1f}" for x, each in bounds]
    under = [f"{x:.1f},{plane.y(each.low):.1f}" for x, each in reversed(bounds)]
    outline = "M" + " L".join([*over, *under]) + " Z"
    return [
        draw_path(outline, fill="amber-wash"),
        draw_path("M" + " L".join(over), stroke="ink-soft", width=1.5),
        draw_path("M" + " L".join(under), stroke="ink-soft", width=1.5),
    ]


def _draw_scales(shown: Shown, plane: Plane) -> list[str]:
    """Round values at the left, powers of ten below."""
    parts = []
    for value, label in list_ticks(plane.high):
        y = plane.y(value)
        parts.append(draw_path(f"M{plane.left:g},{y:.1f} h-5", stroke="edge"))
        parts.append(draw_text(plane.left - 8, y + 5, label, ink="ink-soft", anchor="end"))
    base = TOP + PLOT
    parts.append(draw_path(f"M{plane.left:g},{base} H{plane.right:g}", stroke="edge"))
    powers = range(ceil(log10(plane.least)), floor(log10(plane.most)) + 1)
    taken = float("-inf")
    for power in powers:
        x, label = plane.x(10.0**power), format_number(10**power)
        half = measure(label, TEXT_SIZE) / 2
        parts.append(draw_path(f"M{x:.1f},{base} v5", stroke="edge"))
        if x - half > taken + 8:
            parts.append(draw_text(x, base + LINE_HEIGHT, label, ink="ink-soft", anchor="middle"))
            taken = x + half
    words = f"nombre de {shown.indicator.unit_noun} (échelle logarithmique)"
    if measure(words, TEXT_SIZE) > plane.right:
        words = f"{shown.indicator.unit_noun} (échelle logarithmique)"
    parts.append(draw_text(0, base + 58, words, ink="ink-soft"))
    return parts


def _draw_lines(shown: Shown, plane: Plane) -> list[str]:
    """Value and target across the plane, named at the right, apart from each other."""
    value, target = shown.last.measured.value, shown.target.value
    rows = [("valeur", value, "sage-ink", "2 4"), ("cible", target, "ink", "")]
    rows.sort(key=lambda row: -row[1])
    gap = 2 * LINE_HEIGHT
    middle = (plane.y(rows[0][1]) + plane.y(rows[1][1])) / 2
    highest = min(max(plane.y(rows[0][1]), TOP + 6), TOP + PLOT - 2 * gap + 6)
    first = min(highest, max(TOP + 6, middle - gap / 2))
    bases = (first, max(plane.y(rows[1][1]), first + gap))
    parts = []
    for (name, number, ink, dash), base in zip(rows, bases, strict=True):
        y = plane.y(number)
        path = f"M{plane.left:g},{y:.1f} H{plane.right:g}"
        parts.append(draw_path(path, stroke=ink, width=2, dash=dash))
        at = plane.right + 6
        parts.append(draw_text(at, base + 2, name, ink=ink, bold=True))
        said = tell_value(shown.card, number)
        parts.append(draw_text(at, base + LINE_HEIGHT - 1, said, ink=ink))
    return parts


def _draw_own(shown: Shown, plane: Plane) -> list[str]:
    """What was counted: its interval, thick, and named at the top."""
    size, measured = shown.last.period.size, shown.last.measured
    x = plane.x(size)
    low, high = plane.y(measured.low), plane.y(measured.high)
    counted = f"{format_number(size)} {shown.indicator.unit_noun}"
    interval = tell_interval(shown.card, measured)
    return [
        draw_path(f"M{x:.1f},{TOP - 22} V{high:.1f}", stroke="edge"),
        draw_path(f"M{x:.1f},{low:.1f} V{high:.1f}", stroke="ink", width=5),
        _write_within(x, 16, f"ici\u202f: {counted}", plane, bold=True),
        _write_within(x, 16 + LINE_HEIGHT, interval, plane),
    ]


def _draw_needed(shown: Shown, plane: Plane) -> list[str]:
    """Where the horn leaves the target: from there the value settles it."""
    needed = _find_needed(shown)
    if needed is None:
        return []
    x, y = plane.x(needed), plane.y(shown.target.value)
    words = f"{format_number(needed)} pour trancher"
    return [
        draw_path(f"M{x:.1f},{y:.1f} V{TOP + PLOT}", stroke="ink", width=1.5, dash="3 3"),
        draw_path(f"M{x - 6:.1f},{y:.1f} l6,-6 l6,6 l-6,6 Z", fill="ink", stroke="paper"),
        _write_within(x, TOP + PLOT + 39, words, plane, bold=True),
    ]


def _write_within(x: float, y: float, words: str, plane: Plane, *, bold: bool = False) -> str:
    """Words centred on ``x``, kept between the edges of the picture."""
    half = measure(words, TEXT_SIZE, "bold" if bold else "regular") / 2
    at = max(half, min(x, plane.right - half))
    return draw_text(at, y, words, anchor="middle", bold=bold)
