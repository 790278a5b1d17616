"""Four small charts of one year: hours that overflow, people missing, exhaustion, cooperation."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from coordo_simulation.french import format_number
from coordo_simulation.references import Closed
from coordo_simulation.team import CHANGE_START, WEEKS

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import (
    LINE_HEIGHT,
    build_svg,
    draw_paragraph,
    draw_path,
    draw_text,
)
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure, wrap
from coordo_widgets.figures.chart_key import draw_key, draw_line_sample, draw_wash_sample

if TYPE_CHECKING:
    from coordo_simulation.team import Course

COLUMNS: dict[Layout, int] = {"wide": 2, "narrow": 1}
GAP = 40
HEIGHT = 120
SCALE_ROOM = 22
AXIS_ROOM = 24
PANEL_GAP = 20
ROOM_BELOW = 26
"""Height over the axis, in px, from which a label fits below its line."""

Corner = tuple[float, float, float]
"""Left, top and width of a chart."""


class Line(Closed):
    """A quantity over the year, and what it would be if nothing changed."""

    label: str
    token: str
    ink: str
    decimals: int
    within: tuple[float, ...]
    without: tuple[float, ...]

    @property
    def end(self) -> str:
        """What is written at its end."""
        value = format_number(self.within[-1], self.decimals)
        return f"{self.label} {value}" if self.label else value


class Panel(Closed):
    """Lines that share a scale, from 0 to ``top``."""

    title: str
    lines: tuple[Line, ...]
    top: float
    top_label: str


def build_panels(within: Course, without: Course) -> tuple[Panel, ...]:
    """Choose what the four charts show."""
    hours = (
        _build_line(within, without, "overtime", "supplémentaires", 0),
        _build_line(within, without, "undone", "non faites", 0, is_second=True),
    )
    missing = (
        _build_line(within, without, "absent", "en arrêt", 1),
        _build_line(within, without, "vacant", "postes vides", 1, is_second=True),
    )
    most_hours, most_posts = _round_up(hours, 40), _round_up(missing, 4)
    worn = _build_line(within, without, "exhaustion", "", 2, is_second=True)
    trust = _build_line(within, without, "trust", "", 2)
    return (
        Panel(
            title="Heures hors planning, par semaine",
            lines=hours,
            top=most_hours,
            top_label=f"{most_hours}\u00a0h",
        ),
        Panel(
            title="Postes sans personne au travail",
            lines=missing,
            top=most_posts,
            top_label=f"{most_posts}\u00a0postes",
        ),
        Panel(title="Épuisement", lines=(worn,), top=1.0, top_label="1\u202f: complet"),
        Panel(title="Coopération", lines=(trust,), top=1.0, top_label="1\u202f: entière"),
    )


def _build_line(  # noqa: PLR0913 -- each is one property of the line
    within: Course,
    without: Course,
    name: str,
    label: str,
    decimals: int,
    *,
    is_second: bool = False,
) -> Line:
    return Line(
        label=label,
        token="chart-2" if is_second else "chart-1",
        ink="terracotta-ink" if is_second else "sage-ink",
        decimals=decimals,
        within=tuple(week.state[name] for week in within.weeks),
        without=tuple(week.state[name] for week in without.weeks),
    )


def _round_up(lines: tuple[Line, ...], step: int) -> int:
    most = max(max(*line.within, *line.without) for line in lines)
    return max(step, ceil(most / step) * step)


def draw_panels(panels: tuple[Panel, ...], change_weeks: float, layout: Layout, *, alt: str) -> str:
    """Draw the charts; ``change_weeks`` is how long the change lasts, 0 where there is none."""
    width, columns = WIDTH[layout], COLUMNS[layout]
    side = (width - GAP * (columns - 1)) / columns
    is_moved = any(line.within != line.without for panel in panels for line in panel.lines)
    key, top = _draw_key(width, is_moved=is_moved, has_change=change_weeks > 0)
    names = LINE_HEIGHT * max(len(wrap(each.title, side, TEXT_SIZE, "bold")) for each in panels)
    height = names + SCALE_ROOM + HEIGHT + AXIS_ROOM
    parts = [key]
    for place, panel in enumerate(panels):
        x = (place % columns) * (side + GAP)
        y = top + (place // columns) * (height + PANEL_GAP)
        parts.append(draw_paragraph(x, y + 12, panel.title, side, bold=True)[0])
        parts.append(_draw_panel(panel, (x, y + names + SCALE_ROOM, side), change_weeks))
    rows = -(-len(panels) // columns)
    total = top + rows * (height + PANEL_GAP) - PANEL_GAP
    return build_svg(width, total, parts, alt=alt, is_open=True)


def _draw_key(width: float, *, is_moved: bool, has_change: bool) -> tuple[str, float]:
    entries = [(draw_line_sample("ink-soft", 2.5), "avec ces réglages")]
    if is_moved:
        entries.append((draw_line_sample("chart-6", 2, "5 4"), "si rien ne changeait"))
    if has_change:
        entries.append((draw_wash_sample("amber-wash", 1), "pendant le changement"))
    return draw_key(tuple(entries), width)


def _draw_panel(panel: Panel, corner: Corner, change_weeks: float) -> str:
    x, top, side = corner
    bottom = top + HEIGHT
    parts = []
    if change_weeks > 0:
        start, end = (
            x + side * week / WEEKS for week in (CHANGE_START, CHANGE_START + change_weeks)
        )
        parts.append(
            draw_path(
                f"M{start:.1f},{top:g} H{end:.1f} V{bottom:g} H{start:.1f} Z", fill="amber-wash"
            )
        )
    parts += [
        draw_path(f"M{x:g},{top:g} H{x + side:g}", stroke="rule"),
        draw_text(x, top - 5, panel.top_label, ink="ink-soft"),
        draw_path(f"M{x:g},{bottom:g} H{x + side:g}", stroke="edge"),
        draw_text(x, bottom + 17, "semaine 0", ink="ink-soft"),
        draw_text(x + side, bottom + 17, str(WEEKS), ink="ink-soft", anchor="end"),
    ]
    for line in panel.lines:
        if line.within != line.without:
            trace = _trace(line.without, panel.top, corner)
            parts.append(draw_path(trace, stroke="chart-6", width=2, dash="5 4"))
    for line in panel.lines:
        trace = _trace(line.within, panel.top, corner)
        parts.append(draw_path(trace, stroke=line.token, width=2.5))
    parts += _write_ends(panel, corner)
    return "".join(parts)


def _trace(values: tuple[float, ...], most: float, corner: Corner) -> str:
    x, top, side = corner
    points = (
        f"{x + side * week / WEEKS:.1f},{top + HEIGHT * (1 - value / most):.1f}"
        for week, value in enumerate(values)
    )
    return "M" + " L".join(points)


def _write_ends(panel: Panel, corner: Corner) -> list[str]:
    """The value of each line in the last week: above the highest, below the others with room."""
    x, top, side = corner
    bottom = top + HEIGHT
    ordered = sorted(panel.lines, key=lambda line: -line.within[-1])
    parts = []
    for rank, line in enumerate(ordered):
        weeks = ceil(measure(line.end, TEXT_SIZE, "bold") / side * WEEKS)
        levels = [bottom - HEIGHT * value / panel.top for value in line.within[-weeks - 1 :]]
        is_below = rank > 0 and bottom - max(levels) > ROOM_BELOW
        baseline = max(levels) + 19 if is_below else min(levels) - 8
        parts.append(draw_text(x + side, baseline, line.end, ink=line.ink, anchor="end", bold=True))
    return parts
