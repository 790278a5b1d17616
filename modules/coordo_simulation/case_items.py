"""What a trainee may open while a decision waits: documents, hints, meetings."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coordo_simulation.case_parts import PassageSpec, Text
from coordo_simulation.conditions import Condition
from coordo_simulation.effects import Effect, Name
from coordo_simulation.record import Record

Minutes = Annotated[int, Field(ge=0, le=600)]
"""Simulated minutes: they never depend on a real clock."""


class Openable(Record):
    """Something to open, once, at the decisions named or wherever ``when`` holds.

    ``cost`` says its price in words; ``minutes`` and ``effects`` are that price.
    """

    id: Name
    title: Text
    decisions: tuple[Name, ...] = ()
    when: Condition | None = None
    minutes: Minutes = 0
    cost: Text | None = None
    effects: Effect = Effect()

    @model_validator(mode="after")
    def _can_be_opened(self) -> Self:
        if not self.decisions and self.when is None:
            raise ValueError("decisions, when, ou les deux : où cela s’ouvre")
        return self


class Table(Record):
    """A table in a document; every row has one cell for each column."""

    caption: Text
    columns: tuple[Text, ...] = Field(min_length=2)
    rows: tuple[tuple[str, ...], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_rectangular(self) -> Self:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"des lignes de {len(self.columns)} cases, une par colonne")
        return self


class ShownView(Record):
    """A view of the course shown with a document: its public name, and its data by name.

    Nothing is known of either here: ``coordo check`` reads them.
    """

    name: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]
    data: Annotated[str, Field(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]


class Document(Openable):
    """Something written: a letter, a plan of care, a rota, a budget; ``body`` is Markdown."""

    author: Text
    date: Text
    body: Text
    table: Table | None = None
    view: ShownView | None = None

    @property
    def kind(self) -> Literal["document"]:
        """What kind of item it is."""
        return "document"


class Hint(Openable):
    """A piece of advice that costs something."""

    body: Text

    @property
    def kind(self) -> Literal["hint"]:
        """What kind of item it is."""
        return "hint"


class Meeting(Openable):
    """Someone met, and what they say then."""

    person: Name
    place: Name | None = None
    passages: tuple[PassageSpec, ...] = Field(min_length=1)

    @property
    def kind(self) -> Literal["meeting"]:
        """What kind of item it is."""
        return "meeting"


ItemSpec = Document | Hint | Meeting
