"""The parts of a debriefing: series, consequences, an expert's path, what-ifs."""

import datetime as dt

from coordo_simulation.answer import Answer
from coordo_simulation.playback import OutcomeReached, Playback
from coordo_simulation.policies import PolicyName
from coordo_simulation.record import Record
from coordo_simulation.versions import Replacement


class IndicatorPoint(Record):
    """One value on the time axis; ``run_label`` names the path (« Votre parcours »)."""

    run_label: str
    period: int
    date: dt.date
    indicator: str
    value: float


class Mark(Record):
    """A decision placed on the time axis; ``label`` is the decision's title."""

    run_label: str
    step: int
    period: int
    date: dt.date
    decision: str
    label: str
    choice_text: str


class Difference(Record):
    """One indicator compared with another path.

    ``now`` is the difference at once, ``final`` the difference at the end (this run minus
    the other, mean over the futures drawn), from ``low`` to ``high`` at 95 %, ``share`` the
    share of futures (0 to 1) in which this run ends better on this indicator.
    """

    indicator: str
    now: float
    final: float
    low: float
    high: float
    share: float


class Consequence(Record):
    """What one answer caused, against the best other answer tried at that step.

    A text is not compared: it has the same effects whatever is written (``other`` is None).
    ``told`` are the sentences of the delayed effects that did fall in this run.
    ``outcome_share`` is the share of futures that end like this run, with the choice made
    and with the other one. ``text`` is the computed summary, ready to read.
    """

    step: int
    decision: str
    title: str
    answer: Answer
    choice_text: str
    other: Answer | None
    other_choice_text: str | None
    immediate: tuple[Difference, ...]
    delayed: tuple[Difference, ...]
    told: tuple[str, ...]
    outcome_share: float | None
    other_outcome_share: float | None
    text: str


class ExpertStep(Record):
    """A step of the expert's path: what they did and at what price."""

    step: int
    date: dt.date
    decision: str
    title: str
    answer: Answer
    choice_text: str
    commentary: str
    own_choice_text: str | None


class ExpertPath(Record):
    """The expert's run on the same seed, told and commented."""

    playback: Playback
    outcome: OutcomeReached
    steps: tuple[ExpertStep, ...]


class OutcomeShare(Record):
    """How often an outcome comes out over the seeds drawn (``share`` from 0 to 1).

    ``low`` and ``high`` are the bounds of its 95 % interval (Wilson).
    """

    outcome: str
    title: str
    share: float
    low: float
    high: float


class Luck(Record):
    """The part of chance: the same decisions replayed over ``draws`` other seeds."""

    draws: int
    outcomes: tuple[OutcomeShare, ...]
    same_outcome_share: float
    text: str


class PersonStory(Record):
    """What a named person lived through."""

    person: str
    text: str


class WhatIf(Record):
    """Another answer at a past step, recomputed; ``policy`` says who decides after it.

    With ``kept``, ``replacements`` are the decisions that could not be kept; with another
    policy there is nothing to keep. ``policy_text`` says it in French. ``differences`` compare
    the what-if with the run (what-if minus run), ``outcomes`` and ``own_outcomes`` where each
    leads over ``draws`` futures.
    """

    step: int
    decision: str
    answer: Answer
    choice_text: str
    policy: PolicyName
    policy_text: str
    playback: Playback
    series: tuple[IndicatorPoint, ...]
    differences: tuple[Difference, ...]
    outcome: OutcomeReached
    replacements: tuple[Replacement, ...]
    draws: int
    outcomes: tuple[OutcomeShare, ...]
    own_outcomes: tuple[OutcomeShare, ...]
    text: str


class Debriefing(Record):
    """All of the debriefing of a finished run."""

    outcome: OutcomeReached
    series: tuple[IndicatorPoint, ...]
    marks: tuple[Mark, ...]
    consequences: tuple[Consequence, ...]
    expert: ExpertPath
    luck: Luck
    lives: tuple[PersonStory, ...]
    questions: tuple[str, ...]
