"""Builds the debriefing of a finished run: what happened, why, and what else could have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_inline, render_markdown
from coordo_simulation.debriefing import build_debriefing
from coordo_simulation.french import NO_BREAK_SPACE, set_spaces
from coordo_simulation.periods import format_period
from coordo_simulation.prompts import SinglePrompt

from coordo_widgets.case_reading import capitalise, plain
from coordo_widgets.case_session import CaseRefusalError, CaseSession
from coordo_widgets.case_views import build_outcome
from coordo_widgets.debrief_figures import Path, build_figures
from coordo_widgets.debrief_path import build_path
from coordo_widgets.debrief_screen import (
    DebriefScreen,
    LifeView,
    LuckView,
    OtherChoiceView,
    OtherStepView,
    QuestionView,
    TableView,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_simulation.playback import Playback
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
        figures=build_figures(scenario, paths, FIGURES_NOTE),
        expert_end=set_spaces(
            "Le parcours de l’experte, avec le même hasard, se termine ainsi : "
            f"« {plain(debriefing.expert.outcome.title, book)} »."
        ),
        path=build_path(scenario, book, playback, debriefing),
        steps=_build_other_steps(playback, scenario, book),
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
    steps = []
    for moment in playback.moments:
        if not isinstance(moment.prompt, SinglePrompt):
            continue
        choices = moment.prompt.choices
        others = [c for c in choices if c.is_available and c.id != moment.chosen]
        taken = next(choice.text for choice in choices if choice.id == moment.chosen)
        if others:
            when = capitalise(format_period(moment.date, scenario.unit))
            label = f"{moment.step + 1}. {when} : "
            steps.append(
                OtherStepView(
                    step=moment.step,
                    label=set_spaces(label + plain(moment.prompt.title, book)),
                    taken=plain(taken, book),
                    choices=tuple(
                        OtherChoiceView(id=choice.id, html=render_inline(choice.text, book))
                        for choice in others
                    ),
                )
            )
    return tuple(steps)


def _build_lives(session: CaseSession, debriefing: Debriefing) -> tuple[LifeView, ...]:
    lives = []
    for story in debriefing.lives:
        person = session.scenario.get_person(story.person)
        lives.append(
            LifeView(
                name=plain(person.name, session.book),
                role=plain(person.role, session.book),
                wants=set_spaces(f"Ce qui comptait : {_uncapitalise(person.wants, session.book)}"),
                html=render_markdown(story.text, session.book),
            )
        )
    return tuple(lives)


def _uncapitalise(text: str, book: ReferenceBook) -> str:
    """Set a sentence so that it can follow a colon."""
    shown = plain(text, book)
    return shown[:1].lower() + shown[1:]


def _build_luck(session: CaseSession, luck: Luck) -> LuckView:
    return LuckView(
        html=render_markdown(luck.text, session.book),
        table=build_endings_table(
            f"Où mènent vos décisions, sur {luck.draws} autres tirages du hasard",
            {"Vos décisions": luck.outcomes},
            luck.draws,
        ),
        hypotheses_html=render_markdown(session.scenario.hypotheses, session.book),
    )


def build_endings_table(
    caption: str, columns: dict[str, Sequence[OutcomeShare]], draws: int
) -> TableView:
    """Build the table of how often each outcome comes out, one column for each path."""
    titles = {share.outcome: share.title for shares in columns.values() for share in shares}
    by_path = [{s.outcome: s.share for s in shares} for shares in columns.values()]
    return TableView(
        caption=caption,
        columns=("Issue", *columns),
        rows=tuple(
            (title, *(count_draws(shares.get(outcome, 0.0), draws) for shares in by_path))
            for outcome, title in titles.items()
        ),
    )


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
