"""Sets the trainee's path and the expert's side by side, decision by decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_markdown
from coordo_simulation.french import set_spaces
from coordo_simulation.periods import format_period

from coordo_widgets.case_indicators import NO_CHANGE, describe_change
from coordo_widgets.case_reading import build_passage, capitalise, plain
from coordo_widgets.debrief_screen import EffectView, LaterView, StepView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coordo_simulation.answer import Answer
    from coordo_simulation.playback import Playback
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.retrospect import Consequence, Debriefing, ExpertStep
    from coordo_simulation.scenario import Scenario


def build_path(
    scenario: Scenario, book: ReferenceBook, playback: Playback, debriefing: Debriefing
) -> tuple[StepView, ...]:
    """Pair the decisions of the two paths, in the order of time."""
    expert = {step.decision: step for step in debriefing.expert.steps}
    dated = []
    for consequence in debriefing.consequences:
        moment = playback.moments[consequence.step]
        own = StepView(
            period=capitalise(format_period(moment.date, scenario.unit)),
            number=consequence.step + 1,
            title=plain(consequence.title, book),
            comparison="Cette décision ne s’est posée qu’à vous.",
            is_same=False,
            own_html=render_markdown(consequence.choice_text, book),
            effect=_build_effect(scenario, book, consequence),
            later=_build_later(scenario, book, playback, consequence.step),
            expert_html=None,
            commentary_html=None,
        )
        beside = expert.pop(consequence.decision, None)
        dated.append((moment.date, _set_beside(own, beside, consequence.answer, book)))
    dated.extend((step.date, _build_expert_step(scenario, book, step)) for step in expert.values())
    return tuple(view for _date, view in sorted(dated, key=lambda pair: pair[0]))


def _set_beside(
    own: StepView, expert: ExpertStep | None, answer: Answer, book: ReferenceBook
) -> StepView:
    if expert is None:
        return own
    is_same = expert.answer == answer
    return own.model_copy(
        update={
            "comparison": "Le même choix que l’experte." if is_same else "Deux choix différents.",
            "is_same": is_same,
            "expert_html": render_markdown(expert.choice_text, book),
            "commentary_html": render_markdown(expert.commentary, book),
        }
    )


def _build_later(
    scenario: Scenario, book: ReferenceBook, playback: Playback, step: int
) -> tuple[LaterView, ...]:
    """Gather what the run told, later, as coming from a decision."""
    scenes = [(moment.date, moment.passages) for moment in playback.moments]
    scenes.append((playback.periods[-1].date, playback.epilogue))
    return tuple(
        LaterView(
            period=capitalise(format_period(date, scenario.unit)),
            passage=build_passage(scenario, book, passage),
        )
        for date, passages in scenes
        for passage in passages
        if passage.cause_step == step
    )


def _build_expert_step(scenario: Scenario, book: ReferenceBook, expert: ExpertStep) -> StepView:
    return StepView(
        period=capitalise(format_period(expert.date, scenario.unit)),
        number=None,
        title=plain(expert.title, book),
        comparison="Cette décision ne s’est posée qu’à l’experte.",
        is_same=False,
        own_html=None,
        effect=None,
        later=(),
        expert_html=render_markdown(expert.choice_text, book),
        commentary_html=render_markdown(expert.commentary, book),
    )


def _build_effect(scenario: Scenario, book: ReferenceBook, consequence: Consequence) -> EffectView:
    if consequence.other_choice_text is None:
        return EffectView(versus=plain(consequence.text, book), changes=())
    now = _list_changes(scenario, ((row.indicator, row.now) for row in consequence.immediate))
    final = _list_changes(scenario, ((row.indicator, row.final) for row in consequence.delayed))
    told = (("Aussitôt", now), ("À la fin, en moyenne", final))
    changes = tuple(set_spaces(f"{when} : {changes}") for when, changes in told if changes)
    other = plain(consequence.other_choice_text, book).rstrip(".")
    return EffectView(
        versus=set_spaces(f"Face à « {other} »"),
        changes=changes or ("Presque rien n’en aurait été changé.",),
    )


def _list_changes(scenario: Scenario, changes: Iterable[tuple[str, float]]) -> str:
    """Write the changes that can be seen: confiance − 5 points, trésorerie − 13,8 k€."""
    specs = ((scenario.get_indicator(indicator), change) for indicator, change in changes)
    return ", ".join(
        f"{spec.label[:1].lower()}{spec.label[1:]} {described}"
        for spec, change in specs
        if (described := describe_change(spec, change)) != NO_CHANGE
    )
