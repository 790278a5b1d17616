"""Builds the debriefing of a finished run: what happened, why, and what else could have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_inline, render_markdown
from coordo_simulation.debriefing import build_debriefing
from coordo_simulation.french import NO_BREAK_SPACE, set_spaces
from coordo_simulation.intervals import compute_share_interval, describe_share_interval
from coordo_simulation.model_notes import tell_model
from coordo_simulation.periods import format_period
from coordo_simulation.policies import HANDED, PolicyName
from coordo_simulation.prompts import TextPrompt

from coordo_widgets.case_answers import build_answer
from coordo_widgets.case_dossier import TableView
from coordo_widgets.case_fields import SingleField, build_field
from coordo_widgets.case_session import CaseRefusalError, CaseSession
from coordo_widgets.case_views import build_outcome
from coordo_widgets.case_words import capitalise, plain
from coordo_widgets.debrief_figures import Path, build_figures
from coordo_widgets.debrief_path import build_path
from coordo_widgets.debrief_screen import (
    DebriefScreen,
    LifeView,
    LuckView,
    OtherStepView,
    PolicyView,
    QuestionView,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_simulation.playback import Moment, Playback
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.retrospect import Debriefing, Luck, OutcomeShare
    from coordo_simulation.run import Run
    from coordo_simulation.scenario import Scenario

OWN_LABEL = "Votre parcours"
EXPERT_LABEL = "Le parcours de l’experte"
FIGURES_NOTE = (
    "Chaque point marque un moment où vous avez décidé. L’experte part de la même situation et "
    "rencontre le même hasard."
)

POLICY_NAMES: dict[PolicyName, str] = {
    "kept": "vous, comme vous l’avez fait",
    "expert": "l’experte du cas",
    "prudent": "une conduite prudente",
}


def build_debrief(session: CaseSession, run_id: str) -> DebriefScreen:
    """Look back on a run of the journal.

    Raises:
        CaseRefusalError: the run is missing, or not finished: the future stays hidden.
    """
    run, playback = find_finished(session, run_id)
    scenario, book = session.scenario, session.book
    debriefing = build_debriefing(scenario, run)
    expert = debriefing.expert.playback
    outcome = build_outcome(book, playback)
    if outcome is None:
        raise CaseRefusalError("Ce parcours n’est pas terminé.")
    paths = (
        Path("own", OWN_LABEL, playback.periods, playback.moments),
        Path("expert", EXPERT_LABEL, expert.periods),
    )
    return DebriefScreen(
        run=run_id,
        outcome=outcome,
        chronicle=f"Les indicateurs, {scenario.unit} par {scenario.unit}",
        figures=build_figures(scenario, paths, FIGURES_NOTE),
        expert_end=set_spaces(
            "Le parcours de l’experte, avec le même hasard, se termine ainsi : "
            f"« {plain(debriefing.expert.outcome.title, book)} »."
        ),
        path=build_path(scenario, book, playback, debriefing),
        steps=_build_other_steps(playback, scenario, book),
        policies=tuple(
            PolicyView(id=name, name=POLICY_NAMES[name], told=told) for name, told in HANDED.items()
        ),
        lives=_build_lives(session, debriefing),
        luck=_build_luck(session, debriefing.luck),
        questions=_build_questions(session, debriefing.questions),
    )


def find_finished(session: CaseSession, run_id: str) -> tuple[Run, Playback]:
    """Return a finished run and its telling.

    Raises:
        CaseRefusalError: the run is missing, or not finished.
    """
    run = session.build_run(run_id)
    playback = session.play_or_refuse(run)
    if not playback.is_finished:
        raise CaseRefusalError(
            "Le débriefing s’ouvre à la fin du récit : il montre ce qui peut encore arriver."
        )
    return playback.run, playback


def _build_other_steps(
    playback: Playback, scenario: Scenario, book: ReferenceBook
) -> tuple[OtherStepView, ...]:
    """List the decisions that can be taken again; a text has the same effects, whatever it says."""
    views = (_build_other_step(moment, scenario, book) for moment in playback.moments)
    return tuple(view for view in views if view is not None)


def _build_other_step(
    moment: Moment, scenario: Scenario, book: ReferenceBook
) -> OtherStepView | None:
    prompt, given = moment.prompt, moment.answer
    if given is None or isinstance(prompt, TextPrompt):
        return None
    field = build_field(prompt, book)
    if isinstance(field, SingleField):
        others = [c for c in field.choices if c.is_available and c.id != given.choice]
        if not others:
            return None
        field = SingleField(choices=tuple(others))
    when = capitalise(format_period(moment.date, scenario.unit))
    return OtherStepView(
        step=moment.step,
        label=set_spaces(f"{moment.step + 1}. {when} : {plain(prompt.title, book)}"),
        taken=build_answer(scenario.get_decision(prompt.decision), given, book),
        given=given,
        field=field,
    )


def _build_lives(session: CaseSession, debriefing: Debriefing) -> tuple[LifeView, ...]:
    """Tell the people whose story is told, in its order, then all the others."""
    book = session.book
    stories = {story.person: story.text for story in debriefing.lives}
    others = [person.id for person in session.scenario.people if person.id not in stories]
    people = [session.scenario.get_person(name) for name in (*stories, *others)]
    return tuple(
        LifeView(
            name=plain(person.name, book),
            role=plain(person.role, book),
            wants=set_spaces(f"Ce qui comptait : {_uncapitalise(person.wants, book)}"),
            knows=set_spaces(f"Ce que cette personne savait : {_uncapitalise(person.knows, book)}")
            if person.knows
            else None,
            html=render_markdown(stories[person.id], book) if person.id in stories else None,
        )
        for person in people
    )


def _uncapitalise(text: str, book: ReferenceBook) -> str:
    """Set a sentence so that it can follow a colon."""
    shown = plain(text, book)
    return shown[:1].lower() + shown[1:]


def _build_luck(session: CaseSession, luck: Luck) -> LuckView:
    return LuckView(
        html=render_markdown(luck.text, session.book),
        table=build_endings_table(
            f"Où mènent vos décisions, sur {luck.draws} autres tirages du hasard, et ce que l’on "
            "peut en dire à 95 %",
            {"Vos décisions": luck.outcomes},
            luck.draws,
        ),
        hypotheses_html=_render_hypotheses(session),
    )


def _render_hypotheses(session: CaseSession) -> str:
    """Render what the case supposes, then the rules that it writes itself."""
    told = (session.scenario.hypotheses, tell_model(session.scenario))
    return render_markdown("\n\n".join(filter(None, told)), session.book)


def build_endings_table(
    caption: str, columns: dict[str, Sequence[OutcomeShare]], draws: int
) -> TableView:
    """Build the table of how often each outcome comes out, one column for each path."""
    titles = {share.outcome: share.title for shares in columns.values() for share in shares}
    by_path = [{s.outcome: s.share for s in shares} for shares in columns.values()]
    return TableView(
        caption=set_spaces(caption),
        columns=("Issue", *columns),
        rows=tuple(
            (title, *(_tell_share(shares.get(outcome, 0.0), draws) for shares in by_path))
            for outcome, title in titles.items()
        ),
    )


def _tell_share(share: float, draws: int) -> str:
    """Write how often, and the interval that so few draws leave: 8 sur 40 (de 10 à 35 %)."""
    interval = compute_share_interval(round(share * draws), draws)
    return f"{count_draws(share, draws)} ({describe_share_interval(*interval)})"


def count_draws(share: float, draws: int) -> str:
    """Write a share as a count: 8 sur 40."""
    return f"{round(share * draws)}{NO_BREAK_SPACE}sur{NO_BREAK_SPACE}{draws}"


def _build_questions(session: CaseSession, questions: tuple[str, ...]) -> tuple[QuestionView, ...]:
    views = []
    for number, text in enumerate(questions, start=1):
        note = session.notes.get(f"question-{number}")
        views.append(
            QuestionView(
                id=f"question-{number}",
                html=render_inline(text, session.book),
                text=note.text if note else "",
                saved_at=note.at if note else None,
            )
        )
    return tuple(views)
