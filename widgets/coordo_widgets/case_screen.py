"""What the case player shows, as closed models: only what has already happened in the run.

Fields named ``html`` hold Markdown of the course rendered by the kernel; all others are plain
text, which the page never interprets.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from coordo_simulation.references import Closed

from coordo_widgets.case_answers import AnswerView
from coordo_widgets.case_dossier import ItemView, OpenedView
from coordo_widgets.case_fields import FieldView
from coordo_widgets.case_passages import PassageView


class SourceView(Closed):
    """A dated fact with its source."""

    label: str
    value: str
    title: str
    url: str | None
    checked: str


class DecisionView(Closed):
    """A decision: waiting, or taken (``answer``, and ``answer_text`` in one line).

    ``readings`` are sources that are not dated facts; ``items`` can be opened first, within the
    simulated ``time`` where it presses; ``act`` is the verb of the one main action.
    """

    id: str
    title: str
    html: str
    why_html: str
    sources: tuple[SourceView, ...]
    readings: tuple[str, ...]
    time: str | None
    items: tuple[ItemView, ...]
    field: FieldView
    act: str
    answer: AnswerView | None
    answer_text: str | None


class IndicatorView(Closed):
    """An indicator at one moment; ``points`` are its periods so far, from 0 to 1."""

    label: str
    value: str
    trend: str
    verdict: Literal["better", "worse"] | None
    points: tuple[float, ...]
    story: str


class PlaceView(Closed):
    """Where a scene happens; ``text`` is told once."""

    name: str
    text: str | None


class PreviousView(Closed):
    """The answer that a scene follows from: « Vous avez réparti », and what."""

    having: str
    answer: AnswerView


class MomentView(Closed):
    """A scene; ``since`` is what the trends compare with, ``when`` names it in a sentence.

    ``opened`` is what was opened there, in order.
    """

    step: int
    period: str
    heading: str
    when: str
    position: str
    chapter: str | None
    place: PlaceView | None
    since: str
    previous: PreviousView | None
    passages: tuple[PassageView, ...]
    opened: tuple[OpenedView, ...]
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


class ReplacedView(Closed):
    """A decision of an older version that could not stay, and what stands there now."""

    title: str
    reason: str
    kept: str | None
    used: str | None


class VersionView(Closed):
    """What became of a run made with another version of the case."""

    text: str
    replaced: tuple[ReplacedView, ...]


class CaseScreen(Closed):
    """All that the player shows; ``cover`` stands alone before the first run.

    ``thread`` names the thread of time in its unit. ``is_graded`` takes away what a run that
    counts does not have: a way back, another run, a debriefing.
    """

    title: str
    is_graded: bool = False
    run: str | None = None
    position: str = ""
    thread: str = ""
    version: VersionView | None = None
    moments: tuple[MomentView, ...] = ()
    outcome: OutcomeView | None = None
    people: tuple[PersonView, ...] = ()
    helps: tuple[HelpView, ...] = ()
    runs: tuple[RunView, ...] = ()
    cover: CoverView | None = None
