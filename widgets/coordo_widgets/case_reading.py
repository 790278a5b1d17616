"""Builds the scenes of a run as they are read: passages, decision, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import iter_citations, render_inline, render_markdown, render_plain
from coordo_simulation.french import format_date, set_spaces
from coordo_simulation.periods import format_period
from coordo_simulation.prompts import SinglePrompt

from coordo_widgets.case_indicators import build_indicators, describe_reference
from coordo_widgets.case_screen import (
    ChoiceView,
    DecisionView,
    MomentView,
    PassageView,
    SourceView,
)

if TYPE_CHECKING:
    from datetime import date

    from coordo_simulation.playback import Moment, Passage, Playback
    from coordo_simulation.prompts import ChoicePrompt
    from coordo_simulation.references import Reference, ReferenceBook
    from coordo_simulation.scenario import Scenario
    from coordo_simulation.versions import VersionNote

KIND_LABELS = {
    "message": "Message",
    "evenement": "Événement",
    "consequence": "Conséquence",
}


def plain(text: str, book: ReferenceBook) -> str:
    """Set a one-line text of the course as plain text, its citations replaced by their values."""
    return set_spaces(render_plain(text, book)).strip()


def capitalise(text: str) -> str:
    """Capitalise the first letter and leave the rest."""
    return text[:1].upper() + text[1:]


def build_moments(
    scenario: Scenario, book: ReferenceBook, playback: Playback
) -> tuple[MomentView, ...]:
    """Build every scene already reached: the decided ones, then the present or the end."""
    scenes = list(playback.moments)
    if playback.current:
        scenes.append(playback.current)
    views: list[MomentView] = []
    for scene in scenes:
        previous = views[-1].decision.chosen_text if views and views[-1].decision else None
        views.append(_build_moment(scenario, book, playback, scene, previous))
    if playback.outcome:
        previous = views[-1].decision.chosen_text if views and views[-1].decision else None
        views.append(_build_end(scenario, book, playback, previous))
    return tuple(views)


def _build_moment(
    scenario: Scenario,
    book: ReferenceBook,
    playback: Playback,
    scene: Moment,
    previous: str | None,
) -> MomentView:
    note = None if scene.step else playback.version_note
    notes = () if note is None else (_build_version_note(book, note),)
    return MomentView(
        step=scene.step,
        period=format_period(scene.date, scenario.unit),
        heading=capitalise(format_period(scene.date, scenario.unit)),
        position=describe_position(scenario, scene.period),
        since=describe_reference(playback.periods, scene.period),
        previous=previous,
        passages=(*notes, *(build_passage(scenario, book, passage) for passage in scene.passages)),
        decision=_build_decision(book, scene),
        indicators=build_indicators(scenario, playback.periods, scene.period, scene.indicators),
    )


def _build_end(
    scenario: Scenario, book: ReferenceBook, playback: Playback, previous: str | None
) -> MomentView:
    last = playback.periods[-1]
    outcome = playback.outcome
    passages = (*playback.epilogue, *(outcome.passages if outcome else ()))
    return MomentView(
        step=len(playback.moments),
        period=format_period(last.date, scenario.unit),
        heading=capitalise(format_period(last.date, scenario.unit)),
        position="La fin du récit",
        since=describe_reference(playback.periods, last.period),
        previous=previous,
        passages=tuple(build_passage(scenario, book, passage) for passage in passages),
        decision=None,
        indicators=build_indicators(scenario, playback.periods, last.period, last.indicators),
    )


def describe_position(scenario: Scenario, period: int) -> str:
    """Say where a period stands: mois 4 sur 18."""
    return f"{scenario.unit.capitalize()} {period + 1} sur {scenario.periods}"


def build_passage(scenario: Scenario, book: ReferenceBook, passage: Passage) -> PassageView:
    """Build a passage with its speaker and its cause."""
    person = scenario.get_person(passage.speaker) if passage.speaker else None
    return PassageView(
        kind=passage.kind,
        label=KIND_LABELS.get(passage.kind),
        speaker=plain(person.name, book) if person else None,
        role=plain(person.role, book) if person else None,
        html=render_markdown(passage.text, book),
        cause=plain(passage.cause, book) if passage.cause else None,
        cause_step=passage.cause_step,
    )


def _build_version_note(book: ReferenceBook, note: VersionNote) -> PassageView:
    return PassageView(
        kind="narration",
        label="Version du cas",
        speaker=None,
        role=None,
        html=render_markdown(note.text, book),
        cause=None,
        cause_step=None,
    )


def _build_decision(book: ReferenceBook, scene: Moment) -> DecisionView:
    prompt, told = scene.prompt, scene.answer_text
    cited = [reference_id for reference_id, _label in iter_citations(prompt.why)]
    sources = dict.fromkeys((*prompt.references, *cited))
    choices = prompt.choices if isinstance(prompt, SinglePrompt) else ()
    return DecisionView(
        id=prompt.decision,
        title=plain(prompt.title, book),
        html=render_markdown(prompt.text, book),
        why_html=render_markdown(prompt.why, book),
        sources=tuple(build_source(book.get(reference_id)) for reference_id in sources),
        choices=tuple(_build_choice(book, choice) for choice in choices),
        chosen=scene.chosen,
        chosen_text=plain(told, book) if told else None,
    )


def _build_choice(book: ReferenceBook, choice: ChoicePrompt) -> ChoiceView:
    reason = choice.unavailable_reason
    return ChoiceView(
        id=choice.id,
        html=render_inline(choice.text, book),
        price=plain(choice.cost, book) if choice.cost else None,
        is_available=choice.is_available,
        reason=plain(reason, book) if reason else None,
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
