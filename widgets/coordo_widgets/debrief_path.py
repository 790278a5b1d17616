"""Sets the trainee's path and the expert's side by side, decision by decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_inline, render_markdown
from coordo_simulation.french import format_month, set_spaces

from coordo_widgets.case_indicators import NO_CHANGE, describe_change
from coordo_widgets.case_reading import capitalise, plain
from coordo_widgets.debrief_screen import StepView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coordo_simulation.playback import Moment
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.retrospect import Consequence, Debriefing, ExpertStep
    from coordo_simulation.scenario import Scenario


def build_path(
    scenario: Scenario,
    book: ReferenceBook,
    moments: tuple[Moment, ...],
    debriefing: Debriefing,
) -> tuple[StepView, ...]:
    """Pair the decisions of the two paths, in the order of the months."""
    expert = {step.decision: step for step in debriefing.expert.steps}
    consequences = {consequence.step: consequence for consequence in debriefing.consequences}
    dated = []
    for moment in moments:
        consequence = consequences[moment.step]
        beside = expert.pop(consequence.decision, None)
        dated.append((moment.date, _build_step(scenario, book, moment, consequence, beside)))
    dated.extend((step.date, _build_expert_step(book, step)) for step in expert.values())
    return tuple(view for _date, view in sorted(dated, key=lambda pair: pair[0]))


def _build_step(
    scenario: Scenario,
    book: ReferenceBook,
    moment: Moment,
    consequence: Consequence,
    expert: ExpertStep | None,
) -> StepView:
    if expert is None:
        comparison = "Cette décision ne s’est posée qu’à vous."
    else:
        is_same = moment.chosen == expert.choice
        comparison = "Le même choix." if is_same else "Deux choix différents."
    return StepView(
        month=capitalise(format_month(moment.date)),
        number=moment.step + 1,
        title=plain(consequence.title, book),
        comparison=comparison,
        own_html=render_markdown(consequence.choice_text, book),
        effects=_describe_effects(scenario, book, consequence),
        told_html=tuple(render_inline(text, book) for text in consequence.told),
        expert_html=render_markdown(expert.choice_text, book) if expert else None,
        commentary_html=render_markdown(expert.commentary, book) if expert else None,
    )


def _build_expert_step(book: ReferenceBook, expert: ExpertStep) -> StepView:
    return StepView(
        month=capitalise(format_month(expert.date)),
        number=None,
        title=plain(expert.title, book),
        comparison="Cette décision ne s’est posée qu’à l’experte.",
        own_html=None,
        effects=(),
        told_html=(),
        expert_html=render_markdown(expert.choice_text, book),
        commentary_html=render_markdown(expert.commentary, book),
    )


def _describe_effects(
    scenario: Scenario, book: ReferenceBook, consequence: Consequence
) -> tuple[str, ...]:
    """Say what the choice changed at once and in the end, against the best other one."""
    now = _list_changes(scenario, ((row.indicator, row.now) for row in consequence.immediate))
    final = _list_changes(scenario, ((row.indicator, row.final) for row in consequence.delayed))
    other = plain(consequence.other_choice_text, book)
    if not now and not final:
        return (set_spaces(f"Face à « {other} », presque rien ne change."),)
    lines = [f"Face à « {other} » :"]
    if now:
        lines.append(f"aussitôt, {now}")
    if final:
        lines.append(f"à la fin, en moyenne, {final}")
    return tuple(set_spaces(line) for line in lines)


def _list_changes(scenario: Scenario, changes: Iterable[tuple[str, float]]) -> str:
    """Write the changes that can be seen: confiance − 5 points, trésorerie − 13,8 k€."""
    specs = ((scenario.get_indicator(indicator), change) for indicator, change in changes)
    return ", ".join(
        f"{spec.label[:1].lower()}{spec.label[1:]} {described}"
        for spec, change in specs
        if (described := describe_change(spec, change)) != NO_CHANGE
    )
