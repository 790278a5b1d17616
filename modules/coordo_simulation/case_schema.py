"""What an author writes in a scenario file: closed models, no code."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coordo_simulation.conditions import Condition
from coordo_simulation.effects import Effect, Name, Probability
from coordo_simulation.record import Record

Text = Annotated[str, Field(min_length=1)]
Period = Annotated[int, Field(ge=0)]
PassageKind = Literal["narration", "parole", "message", "evenement", "consequence"]


class Person(Record):
    """Someone of the case; ``wants`` says what they are after, in one sentence."""

    id: Name
    name: Text
    role: Text
    wants: Text
    is_accompanied: bool = False


class Variable(Record):
    """A number that the case follows without showing it."""

    id: Name
    label: Text
    min: float
    max: float
    initial: float
    unit: Text | None = None
    help: Text

    @model_validator(mode="after")
    def _starts_within_bounds(self) -> Self:
        if not self.min <= self.initial <= self.max:
            raise ValueError("initial entre min et max")
        return self


class Indicator(Variable):
    """A number that the trainee sees period by period; ``direction`` is the good one."""

    unit: Text
    decimals: int = Field(default=0, ge=0, le=2)
    direction: Literal["haut", "bas"]


class PassageSpec(Record):
    """A piece of text, shown where ``when`` holds; ``speaker`` is the id of a person."""

    kind: PassageKind = "narration"
    speaker: Name | None = None
    when: Condition | None = None
    text: Text


class Delayed(Record):
    """What a choice brings ``after`` some periods, for a cause that the text names."""

    id: Name
    after: int = Field(ge=1)
    when: Condition | None = None
    probability: Probability | None = None
    cause: Text
    effects: Effect = Effect()
    passages: tuple[PassageSpec, ...] = ()


class Choice(Record):
    """One way to decide; ``cost`` is the price visible today, ``later`` the other one."""

    id: Name
    text: Text
    cost: Text | None = None
    when: Condition | None = None
    unavailable: Text | None = None
    effects: Effect = Effect()
    reaction: tuple[PassageSpec, ...] = ()
    later: tuple[Delayed, ...] = ()

    @model_validator(mode="after")
    def _explains_its_absence(self) -> Self:
        if (self.when is None) != (self.unavailable is None):
            raise ValueError("when et unavailable vont ensemble : dire pourquoi le choix manque")
        return self


class ExpertMove(Record):
    """What the expert does here, and at what price; the first whose ``when`` holds."""

    choice: Name
    when: Condition | None = None
    commentary: Text


class DecisionSpec(Record):
    """A decision, asked once, the first period from ``at`` to ``until`` where ``when`` holds.

    ``why`` says why it matters; ``references`` are facts of law, ``sources`` other readings.
    """

    id: Name
    title: Text
    at: Period
    until: Period | None = None
    when: Condition | None = None
    passages: tuple[PassageSpec, ...]
    text: Text
    why: Text
    references: tuple[Name, ...] = ()
    sources: tuple[Text, ...] = ()
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=5)
    expert: tuple[ExpertMove, ...] = Field(min_length=1)


class Cause(Record):
    """Which earlier decision brought an event about; the first whose ``when`` holds."""

    decision: Name
    when: Condition | None = None
    text: Text


class Event(Record):
    """Something that happens once, from ``at`` to ``until``, surely or by chance."""

    id: Name
    label: Text
    at: Period
    until: Period | None = None
    when: Condition | None = None
    probability: Probability | None = None
    causes: tuple[Cause, ...] = ()
    effects: Effect = Effect()
    passages: tuple[PassageSpec, ...] = ()


class OutcomeSpec(Record):
    """How the case may end: the first whose ``when`` holds, the last has none."""

    id: Name
    title: Text
    summary: Text
    when: Condition | None = None
    passages: tuple[PassageSpec, ...] = Field(min_length=1)


class LifeVariant(Record):
    """What a person lived through where ``when`` holds."""

    when: Condition | None = None
    text: Text


class Life(Record):
    """What a person lived through: the first variant that holds, the last has no ``when``."""

    person: Name
    variants: tuple[LifeVariant, ...] = Field(min_length=1)


class ModelSpec(Record):
    """Which Python model moves the variables each period; parameters left out keep their values."""

    name: Name
    parameters: dict[str, float] = Field(default_factory=dict)


class ScenarioFields(Record):
    """A case as it is written."""

    id: Name
    version: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$")]
    title: Text
    summary: Text
    hypotheses: Text
    start: dt.date
    periods: int = Field(ge=1, le=60)
    model: ModelSpec
    people: tuple[Person, ...] = Field(min_length=1)
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    variables: tuple[Variable, ...] = ()
    flags: dict[Name, Text] = Field(default_factory=dict)
    intro: tuple[PassageSpec, ...] = Field(min_length=1)
    events: tuple[Event, ...] = ()
    decisions: tuple[DecisionSpec, ...] = Field(min_length=1)
    outcomes: tuple[OutcomeSpec, ...] = Field(min_length=1)
    lives: tuple[Life, ...] = ()
    questions: tuple[Text, Text, Text]
