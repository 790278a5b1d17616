"""What a lesson's figure is made of: its controls, and what is shown for a state of them."""

from __future__ import annotations

from typing import Annotated, Literal

from coordo_simulation.references import Closed
from pydantic import Field, model_validator

Values = dict[str, str | int | bool | tuple[str, ...]]
"""State of a figure: control id → value."""

Layout = Literal["wide", "narrow"]
"""Proportions of a picture: for a column of text (about 640 px), or for a phone (304 px)."""

WIDTH: dict[Layout, int] = {"wide": 640, "narrow": 304}


class Option(Closed):
    """One value of a choice and the words that name it."""

    value: str
    label: str


class Choice(Closed):
    """One value among a few: buttons side by side, or a list where there are many."""

    kind: Literal["choice"] = "choice"
    id: str
    legend: str
    options: tuple[Option, ...]
    value: str
    display: Literal["radio", "select"] = "radio"

    def accepts(self, value: object) -> bool:
        """Whether the browser may set this value."""
        return any(option.value == value for option in self.options)


class Ticks(Closed):
    """Any number of values among a few."""

    kind: Literal["ticks"] = "ticks"
    id: str
    legend: str
    options: tuple[Option, ...]
    value: tuple[str, ...] = ()

    def accepts(self, value: object) -> bool:
        """Whether the browser may set this value."""
        known = {option.value for option in self.options}
        return isinstance(value, tuple) and known.issuperset(value)


class Slider(Closed):
    """A whole number on a scale, in units of the last of its ``decimals``; ``unit`` follows it."""

    kind: Literal["slider"] = "slider"
    id: str
    legend: str
    minimum: int
    maximum: int
    step: int = 1
    value: int
    decimals: int = 0
    unit: str = ""

    def accepts(self, value: object) -> bool:
        """Whether the browser may set this value."""
        return type(value) is int and self.minimum <= value <= self.maximum


class Action(Closed):
    """A button that is pressed once; ``undo`` names the way back where there is one."""

    kind: Literal["action"] = "action"
    id: str
    legend: str
    undo: str | None = None
    value: bool = False

    def accepts(self, value: object) -> bool:
        """Whether the browser may set this value."""
        return value is True or (value is False and self.undo is not None)


Setting = Annotated[Choice | Ticks | Slider | Action, Field(discriminator="kind")]


class Group(Closed):
    """Settings that belong together, under one heading.

    As a ``grid``, choices that share their options are the rows of one table, and what answers
    them stands beside it where the page is wide.
    """

    heading: str | None = None
    settings: tuple[Setting, ...]
    display: Literal["fields", "grid"] = "fields"

    @model_validator(mode="after")
    def _has_one_list_of_columns(self) -> Group:
        if self.display == "grid":
            columns = {each.options if each.kind == "choice" else () for each in self.settings}
            if len(columns) != 1 or () in columns:
                raise ValueError("une grille de choix qui partagent leurs options")
        return self


class Source(Closed):
    """Where a statement was read. ``detail`` says the value, the date or the confidence."""

    label: str
    detail: str = ""
    url: str | None = None


class Definition(Closed):
    """What does not change while one uses a figure.

    ``notice`` is always in sight. ``reset`` names the button that puts all settings back.
    """

    id: str
    lead: str
    notice: str = ""
    reset: str = ""
    groups: tuple[Group, ...]
    sources: tuple[Source, ...]
    limits: tuple[str, ...]

    @property
    def settings(self) -> dict[str, Setting]:
        """Settings by id."""
        return {setting.id: setting for group in self.groups for setting in group.settings}


class Table(Closed):
    """The data of the picture. The first cell of each row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class View(Closed):
    """What is shown for one state: the title says what one sees.

    ``picture`` is SVG of our own making. ``answer`` is read aloud when it changes: one paragraph
    each, plain text.
    """

    title: str
    picture: str
    answer: tuple[str, ...]
    table: Table
