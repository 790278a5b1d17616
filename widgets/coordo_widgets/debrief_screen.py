"""What the debriefing of a finished run shows, as closed models.

As in ``case_screen``: ``html`` and ``svg`` are made by the kernel from the course's own texts and
numbers; all other texts are plain.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from coordo_simulation.references import Closed

from coordo_widgets.case_screen import OutcomeView, PassageView

Role = Literal["own", "expert", "other"]


class TableView(Closed):
    """A data table; the first cell of a row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class LineView(Closed):
    """A path as the charts draw it: told apart by its dashes as much as by its colour."""

    label: str
    role: Role
    dash: tuple[int, ...]


class FigureView(Closed):
    """One indicator over time, with its text alternative and its figures."""

    title: str
    unit: str
    svg: str
    alt: str
    table: TableView


class FiguresView(Closed):
    """Small multiples that share their lines and their time axis."""

    lines: tuple[LineView, ...]
    note: str
    charts: tuple[FigureView, ...]


class EffectView(Closed):
    """What a choice changed against ``versus``, the best other one; texts that say when."""

    versus: str
    changes: tuple[str, ...]


class LaterView(Closed):
    """What a choice brought, in the period when it was told."""

    period: str
    passage: PassageView


class StepView(Closed):
    """One decision on the two paths; a path that did not meet it has None."""

    period: str
    number: int | None
    title: str
    comparison: str
    is_same: bool
    own_html: str | None
    effect: EffectView | None
    later: tuple[LaterView, ...]
    expert_html: str | None
    commentary_html: str | None


class OtherChoiceView(Closed):
    """A choice that was open and was not taken."""

    id: str
    html: str


class OtherStepView(Closed):
    """A past decision that « Et si ? » can take again."""

    step: int
    label: str
    taken: str
    choices: tuple[OtherChoiceView, ...]


class LifeView(Closed):
    """What a person was after, and lived through."""

    name: str
    role: str
    wants: str
    html: str


class LuckView(Closed):
    """The part of chance."""

    html: str
    table: TableView
    hypotheses_html: str


class QuestionView(Closed):
    """A question to write about, with what has been written."""

    id: str
    html: str
    text: str
    saved_at: datetime | None


class DebriefScreen(Closed):
    """All of the debriefing."""

    run: str
    outcome: OutcomeView
    figures: FiguresView
    expert_end: str
    path: tuple[StepView, ...]
    steps: tuple[OtherStepView, ...]
    lives: tuple[LifeView, ...]
    luck: LuckView
    questions: tuple[QuestionView, ...]


class OtherScreen(Closed):
    """A run recomputed with one other choice."""

    heading: str
    html: str
    replaced: tuple[str, ...]
    figures: FiguresView
    differences: TableView
    endings: TableView
