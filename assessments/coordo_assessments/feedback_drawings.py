"""Draws what was expected and what was answered, on a drawing or on a plane (SVG).

Numbers come from the item and from answers that were parsed; texts are escaped. The hues are
those of the view's tokens where they are defined; shape and dash tell as much as colour.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from coordo_assessments.answers import MarksAnswer, PositionsAnswer
from coordo_assessments.drawings import add_overlay
from coordo_assessments.geometry import Disc, Polygon, Rectangle

if TYPE_CHECKING:
    from coordo_assessments.answers import Answer
    from coordo_assessments.items import Item, PositioningItem, ZoneItem

_RIGHT = "var(--co-sage, #2f6b5b)"
_GIVEN = "var(--co-terracotta, #b4532a)"
_LINE = "var(--co-ink, #1d2a33)"
SIDE = 400
"""Side of a plane; its axes run from −1 to 1."""


def draw_feedback(item: Item, answer: Answer | None) -> str:
    """Draw the expected regions and the marks given; nothing for other formats."""
    if item.type == "zone":
        return _draw_zone(item, answer if isinstance(answer, MarksAnswer) else None)
    if item.type == "positioning":
        return _draw_plane(item, answer if isinstance(answer, PositionsAnswer) else None)
    return ""


def _draw_zone(item: ZoneItem, answer: MarksAnswer | None) -> str:
    regions = "".join(
        _draw_region(region.region, is_expected=True) for region in item.regions if region.correct
    )
    picked = "".join(
        _draw_region(region.region, is_expected=False)
        for region in item.regions
        if answer and region.id in answer.regions and not region.correct
    )
    size = max(item.size) / 40
    marks = "".join(_draw_mark(p.x, p.y, size) for p in (answer.points if answer else ()))
    return add_overlay(item.drawing, regions + picked + marks)


def _draw_plane(item: PositioningItem, answer: PositionsAnswer | None) -> str:
    shapes = []
    for rank, profile in enumerate(item.profiles, start=1):
        left, low, right, high = profile.target.box
        where = ((left + right) / 2, (low + high) / 2)
        shapes.append(_draw_region(_place(profile.target), is_expected=True))
        shapes.append(_write(*_scale(*where), str(rank), _RIGHT))
        point = answer.positions.get(profile.id) if answer else None
        if point:
            x, y = _scale(point.x, point.y)
            shapes.append(_draw_mark(x, y, 7) + _write(x + 16, y, str(rank), _GIVEN))
    return draw_plane(item, "".join(shapes))


def draw_plane(item: PositioningItem, shapes: str) -> str:
    """Draw the two axes with the names of their ends, and shapes on them."""
    half, end = SIDE / 2, SIDE
    across, up = item.horizontal, item.vertical
    names = (
        f'<text x="6" y="{half - 8}">{escape(across.low)}</text>'
        f'<text x="{end - 6}" y="{half - 8}" text-anchor="end">{escape(across.high)}</text>'
        f'<text x="{half + 8}" y="16">{escape(up.high)}</text>'
        f'<text x="{half + 8}" y="{end - 8}">{escape(up.low)}</text>'
    )
    return (
        f'<svg viewBox="0 0 {SIDE} {SIDE}" role="img" aria-label="{escape(across.title)}, '
        f'{escape(up.title)}"><g stroke="{_LINE}" stroke-width="1" fill="none">'
        f'<rect x="0.5" y="0.5" width="{end - 1}" height="{end - 1}"/>'
        f'<path d="M0 {half}H{end}M{half} 0V{end}"/></g>'
        f'<g font-size="14" fill="{_LINE}">{names}</g>{shapes}</svg>'
    )


def _scale(x: float, y: float) -> tuple[float, float]:
    """From −1…1, upwards, to the drawing's own unit, downwards."""
    return (x + 1) * SIDE / 2, (1 - y) * SIDE / 2


def _place(target: Disc | Rectangle) -> Disc | Rectangle:
    if isinstance(target, Disc):
        x, y = _scale(target.x, target.y)
        return Disc(kind="disc", x=x, y=y, radius=target.radius * SIDE / 2)
    left, top = _scale(target.x[0], target.y[1])
    right, bottom = _scale(target.x[1], target.y[0])
    return Rectangle(kind="rectangle", x=(left, right), y=(top, bottom))


def _draw_region(region: Disc | Rectangle | Polygon, *, is_expected: bool) -> str:
    hue = _RIGHT if is_expected else _GIVEN
    dash = "" if is_expected else ' stroke-dasharray="6 4"'
    style = f'fill="{hue}" fill-opacity="0.18" stroke="{hue}" stroke-width="3"{dash}'
    match region:
        case Disc():
            return f'<circle cx="{region.x:g}" cy="{region.y:g}" r="{region.radius:g}" {style}/>'
        case Rectangle():
            (left, right), (top, bottom) = region.x, region.y
            return (
                f'<rect x="{left:g}" y="{top:g}" width="{right - left:g}" '
                f'height="{bottom - top:g}" {style}/>'
            )
        case Polygon():
            corners = " ".join(f"{x:g},{y:g}" for x, y in region.points)
            return f'<polygon points="{corners}" {style}/>'


def _draw_mark(x: float, y: float, size: float) -> str:
    path = (
        f"M{x - size:g} {y - size:g}L{x + size:g} {y + size:g}"
        f"M{x - size:g} {y + size:g}L{x + size:g} {y - size:g}"
    )
    return f'<path d="{path}" fill="none" stroke="{_GIVEN}" stroke-width="4"/>'


def _write(x: float, y: float, text: str, hue: str) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="16" font-weight="700" fill="{hue}" '
        f'text-anchor="middle" dominant-baseline="central">{escape(text)}</text>'
    )
