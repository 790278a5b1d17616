"""Two panels of bars: how long one waits, and how many beds are blocked each evening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_number, format_quantity
from coordo_simulation.interface_calendar import DAYS

from coordo_widgets.figure_drawing import build_svg, draw_box, draw_path, draw_text
from coordo_widgets.figure_model import WIDTH, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_simulation.interface_measures import Outlook

ROW, BAR, HEAD = 34, 18, 34
GAP = 40
NUMBER = 48  # room for a number after its bar
WEEKEND = 5


def draw_outlook(now: Outlook, example: Outlook, layout: Layout, *, alt: str) -> str:
    """Draw both panels, side by side or one under the other; an open box is the example's bar."""
    is_wide = layout == "wide"
    width = (WIDTH[layout] - GAP) / 2 if is_wide else WIDTH[layout]
    bands = [(name, share, example.bands[name]) for name, share in now.bands.items()]
    days = list(zip(DAYS, now.blocked_by_day, example.blocked_by_day, strict=True))
    first, height = _draw_panel(
        "On attend, une fois prêt", bands, (0, 0), width, unit="%", most=1.0
    )
    corner = (width + GAP, 0.0) if is_wide else (0.0, height + GAP)
    most = max(1.0, *now.blocked_by_day, *example.blocked_by_day)
    second, lower = _draw_panel(
        "Lits bloqués, à 18 heures", days, corner, width, unit="", most=most
    )
    bottom = max(height, corner[1] + lower)
    parts = [first, second]
    if now != example:
        bottom += 26
        parts += [
            draw_box(0, bottom - 15, 22, 12, stroke="ink-soft", dash="3 2"),
            draw_text(30, bottom - 4, "le départ, avant vos réglages", ink="ink-soft"),
        ]
    return build_svg(WIDTH[layout], bottom + 4, parts, alt=alt)


def _draw_panel(  # noqa: PLR0913 -- a panel is its title, its bars and its place
    title: str,
    bars: Sequence[tuple[str, float, float]],
    corner: tuple[float, float],
    width: float,
    *,
    unit: str,
    most: float,
) -> tuple[str, float]:
    """One panel, with its height."""
    left, top = corner
    name_width = 132 if unit else 78
    scale = (width - name_width - NUMBER) / most
    parts = [draw_text(left, top + 16, title, bold=True)]
    for index, (name, value, before) in enumerate(bars):
        y = top + HEAD + ROW * index
        x = left + name_width
        is_weekend = not unit and index >= WEEKEND
        parts += [
            draw_text(left, y + 14, name, bold=is_weekend),
            draw_box(x, y, scale * value, BAR, fill="chart-1"),
            _draw_before(x, y, scale * before, is_same=value == before),
            draw_text(x + scale * max(value, before) + 6, y + 14, _tell(value, unit), bold=True),
        ]
    height = HEAD + ROW * len(bars)
    axis = f"M{left + name_width:g},{top + HEAD - 6:g} V{top + height - 6:g}"
    return "".join([*parts, draw_path(axis, stroke="edge")]), height


def _draw_before(x: float, y: float, length: float, *, is_same: bool) -> str:
    """The example's bar, where it differs and can be seen."""
    if is_same or length < 1:
        return ""
    return draw_box(x, y - 3, length, BAR + 6, stroke="ink-soft", dash="3 2")


def _tell(value: float, unit: str) -> str:
    return format_quantity(100 * value, unit) if unit else format_number(value, 1)
