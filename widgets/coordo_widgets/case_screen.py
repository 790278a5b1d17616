"""What the case player shows, as closed models: only what has already happened in the run.

Fields named ``html`` hold Markdown of the course rendered by the kernel; all others are plain
text, which the page never interprets.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from coordo_simulation.references import Closed


class PassageView(Closed):
    """A piece of text; ``cause_step`` leads back to the decision it comes from."""

    kind: str
    label: str | None
    speaker: str | None
    role: str | None
    html: str
    cause: str | None
    cause_step: int | None


class SourceView(Closed):
    """A dated fact with its source."""

    label: str
    value: str
    title: str
    url: str | None
    checked: str


class ChoiceView(Closed):
    """A choice with its visible price, or the reason why it is not open."""

    id: str
    html: str
    price: str | None
    is_available: bool
    reason: str | None


class DecisionView(Closed):
    """A decision, taken (``chosen``) or waiting."""

    id: str
    title: str
    html: str
    why_html: str
    sources: tuple[SourceView, ...]
    choices: tuple[ChoiceView, ...]
    chosen: str | None
    chosen_text: str | None


class IndicatorView(Closed):
    """An indicator at one moment; ``points`` are its periods so far, from 0 to 1."""

    label: str
    value: str
    trend: str
    verdict: Literal["better", "worse"] | None
    points: tuple[float, ...]
    story: str


class MomentView(Closed):
    """A scene; ``previous`` is the choice it answers, ``since`` what the trends compare with."""

    step: int
    period: str
    heading: str
    position: str
    since: str
    previous: str | None
    passages: tuple[PassageView, ...]
    decision: DecisionView | None
    indicators: tuple[IndicatorView, ...]


class RunView(Closed):
    """A run one can go back to; ``origin`` is None for a run that starts from nothing."""

    id: str
    label: str
    origin: str | None
    started_at: datetime
    progress: str
    is_current: bool
    is_outdated: bool


class HelpView(Closed):
    """What an indicator says."""

    label: str
    help: str


class PersonView(Closed):
    """Someone of the case."""

    name: str
    role: str


class CoverView(Closed):
    """The page before the first run."""

    heading: str
    html: str
    note: str


class OutcomeView(Closed):
    """How the case ended."""

    title: str
    html: str


class CaseScreen(Closed):
    """All that the player shows; ``cover`` stands alone before the first run.

    ``is_graded`` takes away what a run that counts does not have: a way back, another run, a
    debriefing.
    """

    title: str
    is_graded: bool = False
    run: str | None = None
    position: str = ""
    moments: tuple[MomentView, ...] = ()
    outcome: OutcomeView | None = None
    people: tuple[PersonView, ...] = ()
    helps: tuple[HelpView, ...] = ()
    runs: tuple[RunView, ...] = ()
    cover: CoverView | None = None
