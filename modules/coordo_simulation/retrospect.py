"""The parts of a debriefing: series, consequences, an expert's path, what-ifs."""

import datetime as dt

from coordo_simulation.playback import OutcomeReached, Playback
from coordo_simulation.record import Record


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
    the other, mean over the futures drawn), ``share`` the share of futures (0 to 1) in
    which this run ends better on this indicator.
    """

    indicator: str
    now: float
    final: float
    share: float


class Consequence(Record):
    """What one choice caused, against the best other choice open at that step.

    ``told`` are the sentences of the delayed effects that did fall in this run.
    ``outcome_share`` is the share of futures that end like this run, with the choice made
    and with the other one. ``text`` is the computed summary, ready to read.
    """

    step: int
    decision: str
    title: str
    choice: str
    choice_text: str
    other_choice: str
    other_choice_text: str
    immediate: tuple[Difference, ...]
    delayed: tuple[Difference, ...]
    told: tuple[str, ...]
    outcome_share: float
    other_outcome_share: float
    text: str


class ExpertStep(Record):
    """A step of the expert's path: what they did and at what price."""

    step: int
    date: dt.date
    decision: str
    title: str
    choice: str
    choice_text: str
    commentary: str
    own_choice_text: str | None


class ExpertPath(Record):
    """The expert's run on the same seed, told and commented."""

    playback: Playback
    outcome: OutcomeReached
    steps: tuple[ExpertStep, ...]


class OutcomeShare(Record):
    """How often an outcome comes out over the seeds drawn (``share`` from 0 to 1)."""

    outcome: str
    title: str
    share: float


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


class Replacement(Record):
    """A later decision that could not be kept in a what-if, and what was done instead.

    ``used`` is None when the decision no longer arose; ``kept`` is None when it is new.
    """

    decision: str
    title: str
    kept_choice_text: str | None
    used_choice_text: str | None
    reason: str


class WhatIf(Record):
    """Another choice at a past step, recomputed with the later decisions kept.

    ``differences`` compare the what-if with the run (what-if minus run).
    ``outcome_share`` is the share of ``draws`` futures that end like ``outcome``.
    """

    step: int
    decision: str
    choice: str
    choice_text: str
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
