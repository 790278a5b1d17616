"""The morning as strips, one a carer: boxes of care, lines of road, dots of waiting, lateness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.rounds import HOUR, PAUSE, format_duration, format_hour

from coordo_widgets.figure_drawing import build_svg, colour, draw_box, draw_path, draw_text
from coordo_widgets.figure_text import measure
from coordo_widgets.rounds_lines import get_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.rounds import Day
    from coordo_simulation.rounds_evaluation import DayTimes, RoundTimes

    from coordo_widgets.figure_model import Layout

WIDTH: dict[Layout, float] = {"wide": 640, "narrow": 304}
ROW = 52.0
BOX = 22.0
HEAD = 22.0
SMALL = 12.0
ROOM = 20.0
"""What half the name of an hour takes."""
KEY_ROW = 42.0
KEY = (
    ("care", "soin (le numéro de l’étape)"),
    ("travel", "trajet"),
    ("wait", "attente"),
    ("pause", "pause"),
    ("late", "soin commencé en retard"),
)


def draw_strip(day: Day, times: DayTimes, shown: str, layout: Layout) -> str:
    """Draw the rounds against the clock."""
    width = WIDTH[layout]
    busy = [each for each in times.rounds if each.segments]
    first = min((each.leave for each in busy), default=7 * HOUR)
    last = max((each.back for each in busy), default=13 * HOUR)
    scale = (width - 16) / max(HOUR, last - first)
    rows = [_Row(day, each, first, scale, index) for index, each in enumerate(times.rounds)]
    bottom = HEAD + ROW * len(rows)
    parts = [*_draw_hours(first, last, scale, bottom, layout)]
    for row in rows:
        parts += row.draw(is_shown=row.times.carer == shown)
    parts += _draw_key(bottom, width)
    height = bottom + 8 + KEY_ROW * (2 if layout == "wide" else 3)
    return build_svg(width, height, parts, alt=_tell(day, times), is_open=True)


def _tell(day: Day, times: DayTimes) -> str:
    said = "\u202f; ".join(
        f"{day.carer_of[each.carer].name}, de {format_hour(each.leave)} "
        f"à {format_hour(each.back)}, {format_duration(each.count('wait'))} d’attente"
        for each in times.rounds
        if each.segments
    )
    return f"La matinée de chacun. {said}."


def _draw_hours(
    first: int, last: int, scale: float, bottom: float, layout: Layout
) -> Iterator[str]:
    step = HOUR if layout == "wide" else 2 * HOUR
    for hour in range(-(-first // HOUR) * HOUR, last + 1, step):
        x = 8 + (hour - first) * scale
        yield draw_path(f"M {x:.1f} {HEAD - 4} V {bottom:g}", stroke="rule")
        anchor = "start" if x < ROOM else "end" if x > WIDTH[layout] - ROOM else "middle"
        yield draw_text(x, 12, f"{hour // HOUR}\u00a0h", anchor=anchor, ink="ink-soft", size=SMALL)


class _Row:
    """One carer's strip."""

    def __init__(self, day: Day, times: RoundTimes, first: int, scale: float, index: int) -> None:
        self.day, self.times, self.first, self.scale = day, times, first, scale
        self.top = HEAD + ROW * index
        self.token, self.dash = get_line(day, times.carer)

    def draw(self, *, is_shown: bool) -> Iterator[str]:
        """Draw the name, then what the morning is made of."""
        name = self.day.carer_of[self.times.carer].name
        yield draw_text(8, self.top + 13, name, bold=is_shown, size=SMALL + 1)
        late = {stop.stop for stop in self.times.stops if stop.late}
        visits = [stop.stop for stop in self.times.stops if stop.stop != PAUSE]
        for segment in self.times.segments:
            left = 8 + (segment.begin - self.first) * self.scale
            width = segment.minutes * self.scale
            middle = self.top + 18 + BOX / 2
            if segment.kind == "travel":
                yield draw_travel(left, middle, width, self.token)
            elif segment.kind == "wait":
                yield draw_wait(left, middle, width)
            elif segment.kind == "pause":
                yield from draw_pause(left, self.top + 18, width)
            else:
                number = str(visits.index(segment.stop or "") + 1)
                is_late = segment.stop in late
                yield from draw_care(
                    left, self.top + 18, width, self.token, number, is_late=is_late
                )


def draw_travel(left: float, middle: float, width: float, token: str) -> str:
    """A line on the road."""
    return draw_path(f"M {left:.1f} {middle:g} h {width:.1f}", stroke=token, width=3)


def draw_wait(left: float, middle: float, width: float) -> str:
    """Dots while one waits."""
    path = f"M {left:.1f} {middle:g} h {width:.1f}"
    return draw_path(path, stroke="ink-soft", width=5, dash="1.5 3.5")


def draw_pause(left: float, top: float, width: float) -> Iterator[str]:
    """An empty box, P in it where there is room."""
    yield draw_box(left, top + 3, width, BOX - 6, fill="sunken", stroke="edge", dash="3 2")
    if width > measure("P", SMALL):
        yield draw_text(left + width / 2, top + 15, "P", anchor="middle", size=SMALL)


def draw_care(  # noqa: PLR0913  (each is one property of the box, named at the call)
    left: float, top: float, width: float, token: str, number: str, *, is_late: bool
) -> Iterator[str]:
    """A box with the number of the stop; late, it is thick, and marked above."""
    stroke, thickness = ("terracotta", 3.5) if is_late else (token, 2)
    yield draw_box(left, top, width, BOX, fill="raised", stroke=stroke, thickness=thickness)
    if width > measure(number, SMALL, "bold"):
        middle = left + width / 2
        yield draw_text(middle, top + 15.5, number, anchor="middle", bold=True, size=SMALL)
    if is_late:
        yield (
            f'<path d="M {left + width / 2 - 6:.1f} {top - 3:g} l 6 -10 l 6 10 Z" '
            f'fill="{colour("terracotta-ink")}"/>'
        )


def _draw_key(bottom: float, width: float) -> Iterator[str]:
    x, y = 8.0, bottom + 24
    for kind, label in KEY:
        length = 34 + measure(label, SMALL) + 18
        if x > 8 and x + length > width:  # noqa: PLR2004  (the margin)
            x, y = 8.0, y + KEY_ROW
        yield from _draw_key_mark(kind, x, y)
        yield draw_text(x + 34, y, label, size=SMALL, ink="ink-soft")
        x += length


def _draw_key_mark(kind: str, x: float, y: float) -> Iterator[str]:
    if kind == "travel":
        yield draw_travel(x, y - 4, 26, "ink-soft")
    elif kind == "wait":
        yield draw_wait(x, y - 4, 26)
    elif kind == "pause":
        yield from draw_pause(x, y - 15, 26)
    else:
        yield from draw_care(x, y - 15, 26, "ink-soft", "1", is_late=kind == "late")
