"""Sets the trainee's path and the expert's side by side, decision by decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_markdown
from coordo_simulation.french import set_spaces
from coordo_simulation.periods import format_period, name_period

from coordo_widgets.case_answers import build_answer, is_same_answer
from coordo_widgets.case_passages import build_passage
from coordo_widgets.case_words import capitalise, plain
from coordo_widgets.debrief_openings import build_openings, list_changes
from coordo_widgets.debrief_screen import EffectView, LaterView, StepView

if TYPE_CHECKING:
    from coordo_simulation.answer import Answer, Kind
    from coordo_simulation.playback import Playback
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.retrospect import Consequence, Debriefing, ExpertStep
    from coordo_simulation.scenario import Scenario

COMPARISONS: dict[Kind, tuple[str, str]] = {
    "single": ("Le même choix que l’experte.", "Deux choix différents."),
    "multiple": ("Les mêmes réponses que l’experte.", "Des réponses différentes."),
    "allocation": ("Le même partage que l’experte.", "Deux partages différents."),
    "ordering": ("Le même ordre que l’experte.", "Deux ordres différents."),
    "text": ("", "Deux textes, à lire côte à côte."),
}
"""What is said of two answers alike, and of two that differ."""


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
            own=build_answer(scenario.get_decision(consequence.decision), consequence.answer, book),
            openings=build_openings(scenario, book, playback, moment),
            effect=_build_effect(scenario, book, consequence),
            later=_build_later(scenario, book, playback, consequence.step),
            expert=None,
            commentary_html=None,
        )
        beside = expert.pop(consequence.decision, None)
        dated.append((moment.date, _set_beside(scenario, book, own, beside, consequence.answer)))
    dated.extend((step.date, _build_expert_step(scenario, book, step)) for step in expert.values())
    return tuple(view for _date, view in sorted(dated, key=lambda pair: pair[0]))


def _set_beside(
    scenario: Scenario,
    book: ReferenceBook,
    own: StepView,
    expert: ExpertStep | None,
    answer: Answer,
) -> StepView:
    if expert is None:
        return own
    is_same = is_same_answer(expert.answer, answer)
    alike, unlike = COMPARISONS[answer.kind]
    return own.model_copy(
        update={
            "comparison": alike if is_same else unlike,
            "is_same": is_same,
            "expert": build_answer(scenario.get_decision(expert.decision), expert.answer, book),
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
            period=capitalise(name_period(date, scenario.unit)),
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
        own=None,
        openings=(),
        effect=None,
        later=(),
        expert=build_answer(scenario.get_decision(expert.decision), expert.answer, book),
        commentary_html=render_markdown(expert.commentary, book),
    )


def _build_effect(scenario: Scenario, book: ReferenceBook, consequence: Consequence) -> EffectView:
    if consequence.other is None or consequence.other_choice_text is None:
        return EffectView(versus=plain(consequence.text, book), changes=())
    now = list_changes(scenario, ((row.indicator, row.now) for row in consequence.immediate))
    final = list_changes(scenario, ((row.indicator, row.final) for row in consequence.delayed))
    moves = (("Aussitôt", now), ("À la fin, en moyenne", final))
    changes = tuple(set_spaces(f"{when} : {changes}") for when, changes in moves if changes)
    is_single = consequence.other.choice is not None
    told = plain(consequence.other_choice_text, book).rstrip(".")
    spec = scenario.get_decision(consequence.decision)
    return EffectView(
        versus=set_spaces(f"Face à « {told} »" if is_single else "Face à cette autre réponse :"),
        other=None if is_single else build_answer(spec, consequence.other, book),
        changes=changes or ("Presque rien n’en aurait été changé.",),
    )
