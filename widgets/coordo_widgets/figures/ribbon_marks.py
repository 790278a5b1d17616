"""The marks of the ribbon: a shape for each kind of rupture, a dot for each who knew or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_widgets.figure_drawing import colour, draw_path, draw_text

if TYPE_CHECKING:
    from coordo_simulation.pathway import RuptureId

RADIUS = 10

_SHAPES: dict[RuptureId, tuple[tuple[float, float], ...]] = {
    "sortie": ((0, -1.25), (1.2, 0.85), (-1.2, 0.85)),
    "droits": ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
    "epuisement": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "information": ((-1.2, 0), (-0.6, -1.05), (0.6, -1.05), (1.2, 0), (0.6, 1.05), (-0.6, 1.05)),
}
"""Corners, in radii; an absence is a disc."""


def draw_mark(kind: RuptureId, number: int, x: float, y: float) -> str:
    """A numbered mark: triangle, square, diamond, disc or hexagon."""
    corners = _SHAPES.get(kind)
    if corners is None:
        shape = (
            f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS}" fill="{colour("paper")}" '
            f'stroke="{colour("terracotta-ink")}" stroke-width="2"/>'
        )
    else:
        path = " L".join(f"{x + RADIUS * dx:g},{y + RADIUS * dy:g}" for dx, dy in corners)
        shape = draw_path(f"M{path} Z", fill="paper", stroke="terracotta-ink", width=2)
    return shape + draw_text(x, y + 4.5, str(number), anchor="middle", bold=True, size=12)


def draw_knowledge(x: float, y: float, *, is_told: bool) -> str:
    """A dot: full for who knew it that week, hollow for who did not."""
    fill = colour("ink") if is_told else colour("paper")
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="4" fill="{fill}" stroke="{colour("ink")}" '
        'stroke-width="1.5"/>'
    )
