"""What the debriefing of a finished run shows, as closed models.

As in ``case_screen``: ``html`` and ``svg`` are made by the kernel from the course's own texts and
numbers; all other texts are plain.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from coordo_simulation.answer import Answer
from coordo_simulation.policies import PolicyName
from coordo_simulation.references import Closed

from coordo_widgets.case_answers import AnswerView
from coordo_widgets.case_dossier import TableView
from coordo_widgets.case_fields import FieldView
from coordo_widgets.case_passages import PassageView
from coordo_widgets.case_screen import OutcomeView, ReplacedView

Role = Literal["own", "expert", "other"]


class PathLineView(Closed):
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

    lines: tuple[PathLineView, ...]
    note: str
    charts: tuple[FigureView, ...]


class EffectView(Closed):
    """What an answer changed against ``versus``, the best other one; texts that say when.

    ``other`` shows that other one where a line does not hold it.
    """

    versus: str
    other: AnswerView | None = None
    changes: tuple[str, ...]


class LaterView(Closed):
    """What a choice brought, in the period when it was told."""

    period: str
    passage: PassageView


class OpeningView(Closed):
    """Something that could be opened there, what it cost or would have, and what it moved."""

    label: str
    title: str
    price: str
    is_opened: bool
    changes: str


class StepView(Closed):
    """One decision on the two paths; a path that did not meet it has None."""

    period: str
    number: int | None
    title: str
    comparison: str
    is_same: bool
    own: AnswerView | None
    openings: tuple[OpeningView, ...]
    effect: EffectView | None
    later: tuple[LaterView, ...]
    expert: AnswerView | None
    commentary_html: str | None


class OtherStepView(Closed):
    """A past decision that « Et si ? » can take again: what was ``given``, a field to differ."""

    step: int
    label: str
    taken: AnswerView
    given: Answer
    field: FieldView


class PolicyView(Closed):
    """Who decides after a changed decision."""

    id: PolicyName
    name: str
    told: str


class LifeView(Closed):
    """What a person was after, what only they knew, and what they lived through."""

    name: str
    role: str
    wants: str
    knows: str | None
    html: str | None


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
    chronicle: str
    figures: FiguresView
    expert_end: str
    path: tuple[StepView, ...]
    steps: tuple[OtherStepView, ...]
    policies: tuple[PolicyView, ...]
    lives: tuple[LifeView, ...]
    luck: LuckView
    questions: tuple[QuestionView, ...]


class OtherScreen(Closed):
    """A run recomputed with one other answer."""

    heading: str
    answer: AnswerView
    html: str
    replaced: tuple[ReplacedView, ...]
    figures: FiguresView
    differences: TableView
    endings: TableView
