"""What an author writes in a scenario file: closed models, no code."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from coordo_simulation.case_decisions import DecisionSpec
from coordo_simulation.case_items import Document, Hint, ItemSpec, Meeting
from coordo_simulation.case_parts import (
    Indicator,
    PassageSpec,
    Period,
    Person,
    Place,
    Text,
    Variable,
)
from coordo_simulation.case_rules import Rule
from coordo_simulation.conditions import Condition
from coordo_simulation.effects import Effect, Name, Probability
from coordo_simulation.record import Record


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


class Chapter(Record):
    """A part of the story, from the period ``at`` on."""

    id: Name
    title: Text
    at: Period


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
    """Which model moves the variables each period; parameters left out keep their values.

    ``rules`` are those of a model that has none of its own.
    """

    name: Name
    parameters: dict[str, float] = Field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


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
    places: tuple[Place, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    variables: tuple[Variable, ...] = ()
    flags: dict[Name, Text] = Field(default_factory=dict)
    intro: tuple[PassageSpec, ...] = Field(min_length=1)
    documents: tuple[Document, ...] = ()
    hints: tuple[Hint, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    events: tuple[Event, ...] = ()
    decisions: tuple[DecisionSpec, ...] = Field(min_length=1)
    outcomes: tuple[OutcomeSpec, ...] = Field(min_length=1)
    lives: tuple[Life, ...] = ()
    questions: tuple[Text, Text, Text]


def list_items(fields: ScenarioFields) -> tuple[ItemSpec, ...]:
    """Return all that can be opened in a case, in the order of the file."""
    items: list[ItemSpec] = [*fields.documents, *fields.hints, *fields.meetings]
    return tuple(items)
