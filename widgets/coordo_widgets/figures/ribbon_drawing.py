"""The ribbon of a life: between home and hospital, those around, ruptures and who knew them.

Time runs along one axis and the lanes along the other; on a phone time goes down. ``Frame`` turns
one into the other, so that both pictures are drawn by the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import (
    build_svg,
    draw_paragraph,
    draw_path,
    draw_text,
)
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure, shorten
from coordo_widgets.figures.ribbon_facts import (
    list_absences,
    list_months,
    list_presences,
    list_stays,
)
from coordo_widgets.figures.ribbon_marks import RADIUS, draw_knowledge, draw_mark
from coordo_widgets.figures.ribbon_words import tell_rupture

if TYPE_CHECKING:
    from datetime import date

    from coordo_simulation.pathway import Actor
    from coordo_simulation.pathway_life import Life, Rupture
    from coordo_simulation.pathway_study import NamedActor, PathwayStudy

    from coordo_widgets.figures.ribbon_facts import Span

SHORT_MONTHS = (
    *("janv.", "févr.", "mars", "avril", "mai", "juin"),
    *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
)
STRAIN_KEY = "s’épaissit avec sa fatigue"
ABSENCE_KEY = "ne vient plus, du fait d’une rupture"
KEY_GAP = 30
QUARTER, WEEKS_OF_QUARTER = 3, 13
YEAR_NAME = 84  # px, room for the name of a month with its year
MONTH = 4  # weeks: too near the end for the name of a month
THIN, THICK = 0.5, 15.0  # half the carer's line, rested and exhausted, in px


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a week and a lane fall in the picture, in px.

    ``origin`` is the week 0, ``first`` the first lane; places come before the people.
    """

    layout: Layout
    origin: float
    week: float
    hospital: float
    home: float
    first: float
    lane: float
    lanes: int
    weeks: int

    @property
    def end(self) -> float:
        """Where the lanes end."""
        return self.first + self.lane * (self.lanes - 0.5)

    def place(self, week: float, across: float) -> tuple[float, float]:
        """Turn a moment and a place across the lanes into x and y."""
        along = self.origin + self.week * week
        return (along, across) if self.layout == "wide" else (across, along)

    def get_lane(self, index: int) -> float:
        """The middle of a lane."""
        return self.first + self.lane * index

    def join(self, *points: tuple[float, float]) -> str:
        """A path through (week, across) points."""
        return "M" + " L".join(
            f"{x:.1f},{y:.1f}" for x, y in (self.place(*point) for point in points)
        )


LANE_NAME = 144  # px, room for the name of a lane where time goes right
LONG = 482.3  # px, the whole time where it goes right
WEEK_DOWN = 8.4  # px a week where time goes down


def _build_frame(study: PathwayStudy, layout: Layout) -> Frame:
    lanes, weeks = len(study.situation.actors), study.situation.weeks
    if layout == "wide":
        return Frame("wide", 152, LONG / weeks, 46, 78, 122, 32, lanes, weeks)
    return Frame("narrow", 92, WEEK_DOWN, 46, 72, 104, 31, lanes, weeks)


def draw_life(study: PathwayStudy, life: Life, layout: Layout, *, alt: str) -> str:
    """Draw a life, and under it the key of its ruptures."""
    frame, actors = _build_frame(study, layout), study.situation.actors
    bottom = frame.end if layout == "wide" else frame.origin + frame.week * frame.weeks
    key, height = _draw_key(study, life, bottom + KEY_GAP, WIDTH[layout])
    parts = [
        *_draw_months(study, frame),
        *_draw_places(frame),
        _draw_ribbon(life, frame),
        *(_draw_actor(life, actor, index, frame) for index, actor in enumerate(actors)),
        *(_draw_rupture(actors, rupture, frame) for rupture in life.ruptures),
        *(_mark_rupture(actors, each, n, frame) for n, each in enumerate(life.ruptures, start=1)),
        key,
    ]
    return build_svg(WIDTH[layout], height, parts, alt=alt, is_open=True)


def _draw_months(study: PathwayStudy, frame: Frame) -> list[str]:
    """A rule at each month, a name at each quarter, or half-year; the year where it begins."""
    parts = []
    named = QUARTER if frame.week * WEEKS_OF_QUARTER > YEAR_NAME else 2 * QUARTER
    for week, day in ((0, study.situation.start), *list_months(study)):
        start, end = frame.place(week, frame.hospital - 14), frame.place(week, frame.end)
        path = f"M{start[0]:.1f},{start[1]:.1f} L{end[0]:.1f},{end[1]:.1f}"
        parts.append(draw_path(path, stroke="rule"))
        if day.month % named == 1 and week < frame.weeks - MONTH:
            parts.append(_name_month(week, day, frame))
    return parts


def _name_month(week: float, day: date, frame: Frame) -> str:
    x, y = frame.place(week, 0)
    name = SHORT_MONTHS[day.month - 1]
    if frame.layout == "narrow":
        under_stay = 14 if week else 30  # the story may open with a stay, told on its left
        return draw_text(0, y + under_stay, name, ink="ink-soft")
    year = f" {day.year}" if day.month == 1 else ""
    words = name + year
    at = min(x + 3, WIDTH["wide"] - measure(words, TEXT_SIZE))
    return draw_text(at, 18, words, ink="ink-soft")


def _draw_places(frame: Frame) -> list[str]:
    if frame.layout == "wide":
        return [
            draw_text(0, frame.hospital + 5, "À l’hôpital"),
            draw_text(0, frame.home + 5, "À la maison", bold=True),
        ]
    return [
        _draw_upright("Hôpital", frame.hospital, frame),
        _draw_upright("Maison", frame.home, frame, bold=True),
    ]


def _draw_upright(text: str, x: float, frame: Frame, *, bold: bool = False) -> str:
    """A lane's name set upright, reading upwards."""
    turned = draw_text(0, 0, text, bold=bold)
    return f'<g transform="translate({x + 5:g} {frame.origin - 12:g}) rotate(-90)">{turned}</g>'


def _draw_ribbon(life: Life, frame: Frame) -> str:
    """The person's own line: at home, up to the hospital, and back."""
    points: list[tuple[float, float]] = []
    words = []
    place = frame.hospital if life.weeks[0].hospital_days else frame.home
    points.append((0, place))
    for stay in list_stays(life):
        if stay.start > 0:
            points += [(stay.start - 0.3, frame.home), (stay.start, frame.hospital)]
        points += [(stay.end, frame.hospital), (stay.end + 0.3, frame.home)]
        words.append(_tell_days(stay.start, stay.end, frame))
    points.append((frame.weeks, frame.home))
    line = draw_path(
        frame.join(*points),
        stroke="chart-3",
        width=7,
        extra=' stroke-linejoin="round" stroke-linecap="round"',
    )
    return line + "".join(words)


def _tell_days(start: float, end: float, frame: Frame) -> str:
    x, y = frame.place((start + end) / 2, frame.hospital)
    text = f"{round(7 * (end - start))}\u00a0j"
    if frame.layout == "wide":
        return draw_text(x, y - 9, text, anchor="middle", bold=True)
    return draw_text(x - 6, y + 5, text, anchor="end", bold=True)


def _draw_actor(life: Life, actor: Actor, index: int, frame: Frame) -> str:
    """A lane: its name, a bar where he comes, a dashed one where a rupture keeps him away."""
    across = frame.get_lane(index)
    is_wide = frame.layout == "wide"
    name = draw_text(0, across + 5, shorten(actor.label, LANE_NAME, TEXT_SIZE)) if is_wide else ""
    parts = [name or _draw_upright(actor.short, across, frame)]
    for span in list_presences(life, actor):
        if actor.role == "aidant":
            parts.append(_draw_strain(life, span, across, frame))
            continue
        path = frame.join((span.start, across), (span.end, across))
        parts.append(draw_path(path, stroke="chart-1", width=5))
    for span in list_absences(life, actor):
        path = frame.join((span.start, across), (span.end, across))
        parts.append(draw_path(path, stroke="terracotta", width=3, dash="2 4"))
    return "".join(parts)


def _draw_strain(life: Life, span: Span, across: float, frame: Frame) -> str:
    """The carer's line, the thicker the more tired she is."""
    halves = [
        (week, THIN + (THICK - THIN) * life.weeks[week].state.strain / 100)
        for week in range(int(span.start), int(span.end))
    ]
    halves.append((int(span.end), halves[-1][1]))
    edge = [(week, across - half) for week, half in halves]
    back = [(week, across + half) for week, half in reversed(halves)]
    return draw_path(frame.join(*edge, *back) + " Z", fill="chart-1")


def _draw_rupture(actors: tuple[NamedActor, ...], rupture: Rupture, frame: Frame) -> str:
    """A rupture across the lanes: a dot on each who is there."""
    lanes = {actor.id: frame.get_lane(index) for index, actor in enumerate(actors)}
    week = rupture.week + 0.5
    line = draw_path(
        frame.join((week, frame.home + 8), (week, frame.end)), stroke="terracotta", dash="2 3"
    )
    marked = _get_marked(rupture)
    dots = [
        draw_knowledge(*frame.place(week, lanes[actor]), is_told=actor in rupture.told)
        for actor in (*rupture.told, *rupture.unaware)
        if actor != marked
    ]
    return line + "".join(dots)


def _get_marked(rupture: Rupture) -> str | None:
    """The one whose lane bears the mark; nobody's for a discharge, which the ribbon bears."""
    return None if rupture.kind == "sortie" else rupture.interrupts[0]


def _mark_rupture(
    actors: tuple[NamedActor, ...], rupture: Rupture, number: int, frame: Frame
) -> str:
    lanes = {actor.id: frame.get_lane(index) for index, actor in enumerate(actors)}
    marked = _get_marked(rupture)
    across = frame.home if marked is None else lanes[marked]
    return draw_mark(rupture.kind, number, *frame.place(rupture.week + 0.5, across))


def _draw_key(study: PathwayStudy, life: Life, top: float, width: float) -> tuple[str, float]:
    """The dots, the lines and the ruptures in words; with the height of the picture."""
    y = top
    parts = [
        draw_knowledge(RADIUS, y - 5, is_told=True),
        draw_text(2 * RADIUS + 8, y, "le savait cette semaine-là"),
    ]
    beside = width / 2 if width > WIDTH["narrow"] else 0
    y += 0 if beside else 22
    parts += [
        draw_knowledge(beside + RADIUS, y - 5, is_told=False),
        draw_text(beside + 2 * RADIUS + 8, y, "ne le savait pas"),
    ]
    y += 22
    carer, below = study.situation.carer, y
    if carer:
        said = f"le trait {_join_name(carer.short)} {STRAIN_KEY}"
        text, below = draw_paragraph(2 * RADIUS + 8, y, said, width / (2 if beside else 1) - 30)
        parts += [draw_path(f"M0,{y - 8} h{2 * RADIUS} v6 h-{2 * RADIUS} Z", fill="chart-1"), text]
    y = y if beside else below
    text, y = draw_paragraph(beside + 2 * RADIUS + 8, y, ABSENCE_KEY, width - beside - 30)
    line = f"M{beside:g},{y - 27} h{2 * RADIUS}"
    parts += [draw_path(line, stroke="terracotta", width=3, dash="2 4"), text]
    y = max(y, below) + 12
    for number, rupture in enumerate(life.ruptures, start=1):
        parts.append(draw_mark(rupture.kind, number, RADIUS + 3, y - 5))
        text, y = draw_paragraph(2 * RADIUS + 14, y, tell_rupture(study, rupture), width - 36)
        parts.append(text)
        y += 9
    if not life.ruptures:
        parts.append(draw_text(0, y, "Aucune rupture dans cette vie."))
        y += 20
    return "".join(parts), y


def _join_name(name: str) -> str:
    """« de » before a name, elided before a vowel: d’Anne."""
    return f"d’{name}" if name[0].lower() in "aeiouéèêh" else f"de {name}"
