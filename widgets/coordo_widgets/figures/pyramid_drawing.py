"""The pyramid itself: three bands of a triangle, their words beside them."""

from __future__ import annotations

from coordo_widgets.figure_drawing import (
    LINE_HEIGHT,
    build_svg,
    colour,
    draw_box,
    draw_paragraph,
    draw_path,
    draw_text,
)
from coordo_widgets.figure_model import (
    WIDTH,
    Layout,
)
from coordo_widgets.figures.pyramid_facts import DEGREES, LEVELS, WHOLE, find_answer, is_new

FILLS = {"sommet": "chart-2", "milieu": "chart-4", "base": "chart-1"}
BAND = 78
Frame = tuple[float, float, float]
"""Top, bottom and base of the triangle."""


def draw_pyramid(number: int, level: str, layout: Layout, *, alt: str) -> str:
    """Three bands of a triangle, what exists at each written beside it."""
    width = WIDTH[layout]
    base = 260 if layout == "wide" else 104
    gap = 20 if layout == "wide" else 12
    parts, texts, top, text_end = [], [], 8.0, 8.0
    bands = []
    for key in LEVELS:
        text, end = _write_level(number, key, base + gap, top + 16, width - base - gap)
        texts.append(text)
        bottom = max(top + BAND, end + 4)
        bands.append((key, top, bottom))
        top, text_end = bottom + 6, bottom
    for key, start, end in bands:
        is_faded = level not in ("tous", key)
        parts.append(
            _draw_band(number, key, (start, end), (8.0, text_end, base), is_faded=is_faded)
        )
        if is_faded:
            index = list(LEVELS).index(key)
            texts[index] = f'<g opacity="0.55">{texts[index]}</g>'
        parts.append(_draw_leader(start, (8.0, text_end, base), base + gap))
    whole = find_answer(number, WHOLE)
    height = text_end + 8
    if whole:
        text = f"À tous les étages : {whole.answer}"
        drawn, end = draw_paragraph(12, height + 24, text, width - 24)
        parts.append(draw_box(0, height + 4, width, end - height - 10, stroke="edge"))
        parts.append(drawn)
        height = end
    return build_svg(width, height + 4, [*parts, *texts], alt=alt)


def _write_level(number: int, level: str, x: float, y: float, width: float) -> tuple[str, float]:
    """The level's name and what exists there; with the height at which they end."""
    label = f"{LEVELS[level]} : {DEGREES[level]}"
    name, after = draw_paragraph(x, y, label, width, ink="ink-soft")
    found = find_answer(number, level)
    ink = "terracotta-ink" if found and found.is_hole else "ink"
    text = found.answer if found else "rien"
    text = text[0].upper() + text[1:]
    answer, end = draw_paragraph(x, after, text, width, ink=ink, bold=True)
    if is_new(number, level):
        answer += draw_text(x, end, "nouveau", ink="sage-ink")
        end += LINE_HEIGHT
    return name + answer, end - LINE_HEIGHT + 6


def _side(y: float, frame: Frame) -> tuple[float, float]:
    """Left and right edge of the triangle at a height."""
    top, bottom, base = frame
    half = (y - top) / (bottom - top) * base / 2
    return base / 2 - half, base / 2 + half


def _draw_band(
    number: int, level: str, edges: tuple[float, float], frame: Frame, *, is_faded: bool
) -> str:
    start, end = edges
    (left, right), (low_left, low_right) = _side(start, frame), _side(end, frame)
    path = f"M{left:.1f},{start:g} L{right:.1f},{start:g} L{low_right:.1f},{end:g} "
    path += f"L{low_left:.1f},{end:g} Z"
    found = find_answer(number, level)
    extra = ' opacity="0.3"' if is_faded else ""
    if found is None or found.is_hole:
        return draw_path(path, stroke="terracotta", width=2, dash="5 4", extra=extra)
    return draw_path(path, fill=FILLS[level], stroke="ink", width=1, extra=extra)


def _draw_leader(y: float, frame: Frame, x: float) -> str:
    """A hairline from the band to its words."""
    at = y + 12
    return (
        f'<line x1="{_side(at, frame)[1] + 4:.1f}" x2="{x - 6:g}" y1="{at:g}" y2="{at:g}" '
        f'stroke="{colour("edge")}"/>'
    )
