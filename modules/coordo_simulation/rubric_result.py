"""What the scoring of a path says: points, sentences, and where in the log they come from."""

import datetime as dt
from decimal import Decimal

from coordo_simulation.record import Record
from coordo_simulation.rubric import Dimension


class Reading(Record):
    """A number of the case as it stood: label and value, written the French way."""

    label: str
    value: str


class Evidence(Record):
    """A step of the run that a criterion stands on; ``period`` counts from 0."""

    step: int
    period: int
    date: dt.date
    decision: str
    title: str
    chosen: str
    readings: tuple[Reading, ...] = ()


class CriterionScore(Record):
    """What one criterion gives; set aside, it neither earns nor costs."""

    id: str
    dimension: Dimension
    label: str
    points: Decimal
    maximum: Decimal
    is_set_aside: bool
    sentence: str
    explanation: str
    references: tuple[str, ...]
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class Ceiling(Record):
    """A missed indispensable or a met inacceptable: the score may not exceed ``points``."""

    criterion: str
    points: Decimal
    sentence: str


class PathScore(Record):
    """The score of a path, between 0 and ``maximum``."""

    scenario: str
    version: str
    score: Decimal
    maximum: Decimal
    is_finished: bool
    outcome: str | None
    draws: int
    criteria: tuple[CriterionScore, ...]
    ceilings: tuple[Ceiling, ...] = ()
