"""Builds the scenes of a run as they are read: place, passages, decision, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import iter_citations, render_markdown
from coordo_simulation.french import format_date, set_spaces
from coordo_simulation.periods import format_period, name_period

from coordo_widgets.case_answers import HAVING, build_answer, tell_answer
from coordo_widgets.case_dossier import build_item, build_opened
from coordo_widgets.case_fields import ACTS, build_field
from coordo_widgets.case_indicators import build_indicators, describe_reference
from coordo_widgets.case_passages import build_passage
from coordo_widgets.case_screen import (
    DecisionView,
    MomentView,
    PlaceView,
    PreviousView,
    SourceView,
)
from coordo_widgets.case_words import capitalise, describe_time, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from coordo_simulation.playback import Moment, Playback
    from coordo_simulation.references import Reference, ReferenceBook
    from coordo_simulation.scenario import Scenario


def build_moments(
    scenario: Scenario, book: ReferenceBook, playback: Playback, drafts: Mapping[int, str]
) -> tuple[MomentView, ...]:
    """Build every scene already reached: the decided ones, then the present or the end.

    ``drafts`` are texts begun and not given, by step.
    """
    scenes = list(playback.moments)
    if playback.current:
        scenes.append(playback.current)
    views: list[MomentView] = []
    previous, seen = None, set[str]()
    for scene in scenes:
        view = _build_moment(scenario, book, playback, scene, drafts.get(scene.step, ""))
        place = _build_place(scenario, book, scene.prompt.place, seen)
        views.append(view.model_copy(update={"previous": previous, "place": place}))
        previous = _build_previous(scenario, book, scene)
    if playback.outcome:
        views.append(_build_end(scenario, book, playback).model_copy(update={"previous": previous}))
    return tuple(views)


def _build_moment(
    scenario: Scenario, book: ReferenceBook, playback: Playback, scene: Moment, draft: str
) -> MomentView:
    titles = {chapter.id: chapter.title for chapter in playback.chapters}
    return MomentView(
        step=scene.step,
        **_date_scene(scenario, scene.date),
        position=describe_position(scenario, scene.period),
        chapter=plain(titles[scene.chapter], book) if scene.chapter else None,
        place=None,
        since=describe_reference(playback.periods, scene.period),
        previous=None,
        passages=tuple(build_passage(scenario, book, passage) for passage in scene.passages),
        opened=tuple(build_opened(scenario, book, each, scene.step) for each in scene.opened),
        decision=_build_decision(scenario, book, scene, draft),
        indicators=build_indicators(scenario, playback.periods, scene.period, scene.indicators),
    )


def _build_end(scenario: Scenario, book: ReferenceBook, playback: Playback) -> MomentView:
    last = playback.periods[-1]
    outcome = playback.outcome
    passages = (*playback.epilogue, *(outcome.passages if outcome else ()))
    return MomentView(
        step=len(playback.moments),
        **_date_scene(scenario, last.date),
        position="La fin du récit",
        chapter=None,
        place=None,
        since=describe_reference(playback.periods, last.period),
        previous=None,
        passages=tuple(build_passage(scenario, book, passage) for passage in passages),
        opened=(),
        decision=None,
        indicators=build_indicators(scenario, playback.periods, last.period, last.indicators),
    )


def _date_scene(scenario: Scenario, day: date) -> dict[str, str]:
    """Write the date of a scene as a heading, as an entry, and as it stands in a sentence."""
    period = format_period(day, scenario.unit)
    when = name_period(day, scenario.unit)
    return {"period": period, "heading": capitalise(period), "when": when}


def describe_position(scenario: Scenario, period: int) -> str:
    """Say where a period stands: mois 4 sur 18."""
    return f"{scenario.unit.capitalize()} {period + 1} sur {scenario.periods}"


def _build_place(
    scenario: Scenario, book: ReferenceBook, place_id: str | None, seen: set[str]
) -> PlaceView | None:
    if place_id is None:
        return None
    place = scenario.get_place(place_id)
    text = plain(place.text, book) if place.text and place_id not in seen else None
    seen.add(place_id)
    return PlaceView(name=plain(place.name, book), text=text)


def _build_previous(scenario: Scenario, book: ReferenceBook, scene: Moment) -> PreviousView | None:
    if scene.answer is None:
        return None
    spec = scenario.get_decision(scene.prompt.decision)
    answer = build_answer(spec, scene.answer, book)
    return PreviousView(having=HAVING[spec.kind], answer=answer)


def _build_decision(
    scenario: Scenario, book: ReferenceBook, scene: Moment, draft: str
) -> DecisionView:
    prompt, given = scene.prompt, scene.answer
    spec = scenario.get_decision(prompt.decision)
    cited = [reference_id for reference_id, _label in iter_citations(prompt.why)]
    sources = dict.fromkeys((*prompt.references, *cited))
    return DecisionView(
        id=prompt.decision,
        title=plain(prompt.title, book),
        html=render_markdown(prompt.text, book),
        why_html=render_markdown(prompt.why, book),
        sources=tuple(build_source(book.get(reference_id)) for reference_id in sources),
        readings=tuple(plain(reading, book) for reading in prompt.sources),
        time=describe_time(prompt.minutes, prompt.minutes_left) if prompt.items else None,
        items=tuple(build_item(scenario, book, item) for item in prompt.items),
        field=build_field(prompt, book, draft),
        act=ACTS[prompt.kind],
        answer=build_answer(spec, given, book) if given else None,
        answer_text=tell_answer(spec, given, book) if given else None,
    )


def build_source(reference: Reference) -> SourceView:
    """Build what is told of a dated fact: its value, where it was read, when it was checked."""
    source = reference.sources[0]
    title = f"{source.title}, {source.locator}" if source.locator else source.title
    return SourceView(
        label=set_spaces(reference.label),
        value=set_spaces(reference.value_text),
        title=set_spaces(title),
        url=source.url,
        checked=_describe_dates(reference.valid_from, reference.checked_on),
    )


def _describe_dates(valid_from: date, checked_on: date) -> str:
    return f"depuis le {format_date(valid_from)}, vérifié le {format_date(checked_on)}"
