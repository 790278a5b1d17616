"""What a run shows: the moments already lived, the current one, the outcome.

Texts are Markdown in French; ``[[reference-id]]`` marks are left for the view to render.
``month_index`` 0 is the first month of the scenario. In ``Playback.months`` the state at
index *k* is that of the first day of month *k*, so a finished run of 18 months has 19 states.
"""

import datetime
from typing import Literal

from coordo_simulation.record import Record
from coordo_simulation.run import Run

PassageKind = Literal["narration", "parole", "message", "evenement", "consequence"]


class Passage(Record):
    """A piece of text to read; ``cause`` names the earlier decision it comes from."""

    kind: PassageKind
    speaker: str | None = None
    text: str
    cause: str | None = None
    cause_step: int | None = None


class ChoicePrompt(Record):
    """One choice as offered; ``cost`` is the price that is visible today."""

    id: str
    text: str
    cost: str | None
    is_available: bool
    unavailable_reason: str | None = None


class Prompt(Record):
    """A decision to take; ``decision`` is its id."""

    decision: str
    title: str
    text: str
    why: str
    references: tuple[str, ...]
    choices: tuple[ChoicePrompt, ...]


class Change(Record):
    """What a choice did at once to one indicator, in the indicator's unit."""

    indicator: str
    before: float
    after: float


class Moment(Record):
    """A scene that ends with a decision, or the last scene (``prompt`` is None).

    ``indicators`` are read before the choice. ``date`` is the first day of the month.
    """

    step: int
    date: datetime.date
    month_index: int
    passages: tuple[Passage, ...]
    prompt: Prompt | None
    chosen: str | None
    changes: tuple[Change, ...]
    indicators: dict[str, float]


class MonthState(Record):
    """The indicators on the first day of a month."""

    month_index: int
    date: datetime.date
    indicators: dict[str, float]


class OutcomeReached(Record):
    """How the case ends."""

    id: str
    title: str
    summary: str
    passages: tuple[Passage, ...]


class Playback(Record):
    """A run told: ``moments`` are the decided ones, ``current`` the one that waits.

    A finished run has no ``current``: its last scene is ``outcome.passages``, and what
    happened after the last decision is in ``epilogue``.
    """

    run: Run
    moments: tuple[Moment, ...]
    current: Moment | None
    epilogue: tuple[Passage, ...]
    months: tuple[MonthState, ...]
    is_finished: bool
    outcome: OutcomeReached | None
