"""Builds what the view of the rounds shows, from a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import set_spaces
from coordo_simulation.rounds import PAUSE, format_duration, format_hour
from coordo_simulation.rounds_breaches import Breach, list_breaches
from coordo_simulation.rounds_evaluation import DayTimes, StopTimes, walk_rounds
from coordo_simulation.rounds_month import measure_month

from coordo_widgets import rounds_words as words
from coordo_widgets.rounds_lines import draw_swatch
from coordo_widgets.rounds_map_drawing import draw_map
from coordo_widgets.rounds_screen import RoundsScreen, RoundView, StopView
from coordo_widgets.rounds_strip_drawing import draw_strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.rounds import Day, Plan

    from coordo_widgets.figure_model import Layout
    from coordo_widgets.rounds_session import RoundsSession

SHORT = {
    "late": "en retard",
    "second": "il manque quelqu’un",
    "surplus": "une personne de trop",
    "skill": "hors de sa compétence",
    "meeting": "l’autre l’attend ailleurs",
    "pause": "trop tard",
    "undone": "personne ne passe",
}


def build_screen(
    session: RoundsSession, shown: str, layout: Layout, *, said: str = "", status: str = ""
) -> RoundsScreen:
    """Build all that is shown; ``said`` tells what was just done."""
    day, plan = session.day, session.state.plan
    shown = shown if shown in day.carer_of else day.carers[0].id
    times = walk_rounds(day, plan)
    breaches = list_breaches(day, plan, times)
    month = measure_month(day, plan, session.reliefs, session.state.rotation)
    return RoundsScreen(
        title=words.tell_title(times, breaches),
        answer=tuple(text for text in (said, words.tell_day(times, breaches)) if text),
        faults=words.tell_faults(breaches),
        measures=words.build_measures(
            (day, plan, times), (session.habit, walk_rounds(day, session.habit))
        ),
        rounds=tuple(_build_rounds(day, times, breaches)),
        shown=shown,
        stops=_build_stops(day, plan, times, breaches, shown),
        left=tuple(_iter_left(day, plan, shown)),
        map=draw_map(day, plan, shown, layout, session.villages),
        strip=draw_strip(day, times, shown, layout),
        month=words.tell_month(month),
        rotation=session.state.rotation,
        can_undo=bool(session.history),
        has_own=session.state.own is not None,
        tried=words.build_tried(
            day, session.habit, session.proposals, session.state.own or session.state.plan
        ),
        tables=words.build_tables(day, times, month),
        status=status,
    )


def _build_rounds(day: Day, times: DayTimes, breaches: tuple[Breach, ...]) -> tuple[RoundView, ...]:
    faulty = {breach.carer for breach in breaches}
    return tuple(
        RoundView(
            id=each.carer,
            name=day.carer_of[each.carer].name,
            trade=day.carer_of[each.carer].trade,
            summary=f"{words.tell_kilometres(each.metres)}, retour {format_hour(each.back)}"
            if each.segments
            else "aucune visite",
            swatch=draw_swatch(day, each.carer),
            has_faults=each.carer in faulty,
        )
        for each in times.rounds
    )


def _build_stops(
    day: Day, plan: Plan, times: DayTimes, breaches: tuple[Breach, ...], carer: str
) -> tuple[StopView, ...]:
    own = next(each for each in times.rounds if each.carer == carer)
    return tuple(
        _build_stop(day, plan, stop, carer, _list_faults(breaches, stop.stop, carer))
        for stop in own.stops
    )


def _list_faults(breaches: tuple[Breach, ...], stop: str, carer: str) -> tuple[str, ...]:
    """Short words for what is wrong at a stop of a carer."""
    return tuple(
        SHORT[breach.kind]
        for breach in breaches
        if (breach.visit == stop and breach.carer in {None, carer})
        or (stop == PAUSE and breach.kind == "pause" and breach.carer == carer)
    )


def _build_stop(
    day: Day, plan: Plan, stop: StopTimes, carer: str, faults: tuple[str, ...]
) -> StopView:
    window = ""
    if stop.stop != PAUSE:
        window = _tell_window(day, plan, stop.stop, carer)
    wait = f"attend {format_duration(stop.wait)}" if stop.wait else ""
    return StopView(
        id=stop.stop,
        hour=format_hour(stop.begin),
        label=words.name_stop(day, stop.stop),
        detail=set_spaces(" ; ".join(text for text in (window, wait) if text)),
        faults=faults,
        goals=_list_goals(day, plan, stop.stop),
    )


def _build_left(day: Day, plan: Plan, visit: str) -> StopView:
    return StopView(
        id=visit,
        hour="",
        label=words.name_stop(day, visit),
        detail=set_spaces(_tell_window(day, plan, visit, None)),
        faults=(),
        goals=_list_goals(day, plan, visit),
    )


def _tell_window(day: Day, plan: Plan, visit: str, carer: str | None) -> str:
    """When the visit may begin, and who else is at it."""
    known = day.visit_of[visit]
    text = f"de {format_hour(known.opens)} à {format_hour(known.closes)}"
    others = [day.carer_of[each].name for each in plan.teams.get(visit, ()) if each != carer]
    return f"{text} ; avec {' et '.join(others)}" if others else text


def _list_goals(day: Day, plan: Plan, stop: str) -> tuple[str, ...]:
    """Carers to whom a visit may be given, even if she has not the skill: it will be told."""
    if stop == PAUSE:
        return ()
    return tuple(carer.id for carer in day.carers if carer.id not in plan.teams.get(stop, ()))


def _iter_left(day: Day, plan: Plan, shown: str) -> Iterator[StopView]:
    """What nobody does, or too few, and the pause that the round shown has lost."""
    for visit in day.visits:
        if len(plan.teams.get(visit.id, ())) < len(visit.needs):
            yield _build_left(day, plan, visit.id)
    own = next(each for each in plan.rounds if each.carer == shown)
    if day.carer_of[shown].pause and PAUSE not in own.stops:
        name = f"Pause de {day.carer_of[shown].name}"
        yield StopView(id=PAUSE, hour="", label=name, detail="", faults=(), goals=(shown,))
