"""Duties drawn on one scale of days: the three conditions above, then whom to tell and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.event_duties import NO_DELAY_READ, is_serious_care_event, list_conditions
from coordo_simulation.french import format_date, set_spaces

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import build_svg, draw_box, draw_path, draw_text
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure, wrap

if TYPE_CHECKING:
    from datetime import date

    from coordo_simulation.event_analysis import Event
    from coordo_simulation.event_duties import Duty

LINE = 18
SMALL = 13
DOT = 6  # px, radius of what is due at once
MET, MISSING = "M0,8 l5,5 l10,-11", "M2,3 l11,11 M13,3 l-11,11"
VERDICTS = {
    True: ("terracotta", "Événement indésirable grave associé à des soins : oui"),
    False: ("amber", "Événement indésirable grave associé à des soins : non"),
}


def draw_duties(event: Event, duties: tuple[Duty, ...], layout: Layout, *, alt: str) -> str:
    """Draw the conditions of the definition, then one row a duty."""
    width = WIDTH[layout]
    parts, y = _draw_conditions(event, width)
    if duties:
        last = max((duty.due_on for duty in duties if duty.due_on), default=None)
        drawn, y = _draw_axis(event.noticed_on, last, width, y + 18)
        parts += drawn
        for duty in duties:
            drawn, y = _draw_duty(duty, (event.noticed_on, last), width, y)
            parts += drawn
    else:
        parts.append(draw_text(0, y + 32, "Aucune obligation lue ici", ink="ink-soft"))
        y += 40
    return build_svg(width, y + 4, parts, alt=alt)


def _draw_conditions(event: Event, width: float) -> tuple[list[str], float]:
    """The verdict in a banner, then each condition, ticked or crossed."""
    token, verdict = VERDICTS[is_serious_care_event(event)]
    lines = wrap(set_spaces(verdict), width - 24, TEXT_SIZE, "bold")
    height = LINE * len(lines) + 16
    parts = [draw_box(1, 1, width - 2, height, fill=f"{token}-wash", stroke=token, thickness=2)]
    parts += [
        draw_text(12, 23 + LINE * rank, line, ink=f"{token}-ink", bold=True)
        for rank, line in enumerate(lines)
    ]
    y = height + 12.0
    for condition in list_conditions(event):
        shape = MET if condition.is_met else MISSING
        ink = "sage-ink" if condition.is_met else "terracotta-ink"
        place = f' transform="translate(12 {y + 1:g})"'
        parts.append(draw_path(shape, stroke=ink, width=2.5, extra=place))
        words = condition.text[0].upper() + condition.text[1:]
        for line in wrap(words, width - 36, TEXT_SIZE):
            parts.append(draw_text(36, y + 14, line))
            y += LINE
        y += 5
    return parts, y


def _draw_axis(start: date, last: date | None, width: float, y: float) -> tuple[list[str], float]:
    """The day one noticed and the last day of all, at the ends of the scale."""
    begin = set_spaces(f"Constaté : {format_date(start)}")
    parts = [draw_text(0, y + 14, begin, ink="ink-soft", size=SMALL)]
    if last:
        parts.append(
            draw_text(width, y + 14, format_date(last), ink="ink-soft", anchor="end", size=SMALL)
        )
    parts.append(draw_path(f"M0,{y + 20:g} H{width:g}", stroke="edge"))
    return parts, y + 36


def _draw_duty(
    duty: Duty, span: tuple[date, date | None], width: float, y: float
) -> tuple[list[str], float]:
    """Whom to tell and the delay, its length on the scale, then what to do."""
    delay = duty.delay[0].upper() + duty.delay[1:]
    room = measure(delay, TEXT_SIZE, "bold") + 16
    names = wrap(duty.recipient, width - room, TEXT_SIZE, "bold")
    parts = [draw_text(0, y + 14 + LINE * rank, name, bold=True) for rank, name in enumerate(names)]
    ink = "ink-soft" if duty.delay == NO_DELAY_READ else "terracotta-ink"
    parts.append(draw_text(width, y + 14, delay, ink=ink, anchor="end", bold=True))
    y += LINE * len(names) + 12
    parts += _draw_length(duty, span, width, y)
    y += 12
    due = f", au plus tard le {format_date(duty.due_on)}" if duty.due_on else ""
    for line in wrap(duty.short + due, width, TEXT_SIZE):
        parts.append(draw_text(0, y + 14, line))
        y += LINE
    return parts, y + 18


def _draw_length(duty: Duty, span: tuple[date, date | None], width: float, y: float) -> list[str]:
    """A bar as long as the delay; a dot for what is due at once; a broken line where not read."""
    start, last = span
    if duty.delay == NO_DELAY_READ:
        return [draw_path(f"M0,{y:g} H{width:g}", stroke="edge", width=2, dash="2 6")]
    parts = [draw_path(f"M0,{y:g} H{width:g}", stroke="rule", width=2)]
    if duty.due_on is None or last is None:
        dot = f"M0,{y:g} a{DOT},{DOT} 0 1 0 {2 * DOT},0 a{DOT},{DOT} 0 1 0 {-2 * DOT},0 Z"
        return [*parts, draw_path(dot, fill="terracotta-ink")]
    end = (width - 2) * (duty.due_on - start).days / (last - start).days
    parts.append(draw_path(f"M0,{y:g} H{end:.1f}", stroke="terracotta-ink", width=6))
    return [*parts, draw_path(f"M{end:.1f},{y - 8:g} v16", stroke="terracotta-ink", width=3)]
