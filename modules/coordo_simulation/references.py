"""Dated facts of law, tariffs and figures: one place, each with its source and its date.

``course/references.yml`` is the only file that spells a figure of law. Lessons, items and
models name a reference; what is shown is the reference's value, and its date beside it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coordo_simulation.french import format_date, format_quantity
from coordo_simulation.yaml_source import load_yaml, parse_model

if TYPE_CHECKING:
    from pathlib import Path

KebabId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
STALE_AFTER_DAYS = 365


class Closed(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Closed):
    """Where a statement was read: a title, and where one can, an address and a place in it."""

    title: str = Field(min_length=1)
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    locator: str | None = None


class DateValue(Closed):
    """A date of law."""

    kind: Literal["date"]
    date: date

    @property
    def text(self) -> str:
        """The date in French."""
        return format_date(self.date)


class NumberValue(Closed):
    """A number with its unit; ``number`` is exact, ``decimals`` says how it is written."""

    kind: Literal["number"]
    number: Decimal
    unit: str = ""
    decimals: int = Field(default=0, ge=0, le=6)

    @property
    def text(self) -> str:
        """The number and its unit in French."""
        return format_quantity(self.number, self.unit, self.decimals)


class TextValue(Closed):
    """A rule or the name of a text."""

    kind: Literal["text"]
    text: str = Field(min_length=1)


Value = Annotated[DateValue | NumberValue | TextValue, Field(discriminator="kind")]


class Reference(Closed):
    """One dated fact."""

    id: KebabId
    label: str = Field(min_length=1)
    value: Value
    valid_from: date
    valid_to: date | None = None
    sources: tuple[Source, ...] = Field(min_length=1)
    checked_on: date
    confidence: Literal["haute", "moyenne", "basse"]
    note: str | None = None

    @model_validator(mode="after")
    def _has_ordered_dates(self) -> Reference:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to au plus tôt le jour de valid_from")
        return self

    @property
    def value_text(self) -> str:
        """The value as the reader sees it."""
        return self.value.text

    @property
    def number(self) -> Decimal:
        """The exact number of a numeric reference.

        Raises:
            TypeError: the reference is not a number.
        """
        if not isinstance(self.value, NumberValue):
            raise TypeError(f"{self.id} n'est pas un nombre")
        return self.value.number

    @property
    def day(self) -> date:
        """The date of a dated reference.

        Raises:
            TypeError: the reference is not a date.
        """
        if not isinstance(self.value, DateValue):
            raise TypeError(f"{self.id} n'est pas une date")
        return self.value.date

    def is_expired(self, on: date) -> bool:
        """Whether the fact has ceased to hold on that day."""
        return self.valid_to is not None and self.valid_to < on

    def is_stale(self, on: date) -> bool:
        """Whether nobody has checked the fact for a year."""
        return (on - self.checked_on).days > STALE_AFTER_DAYS


class UnknownReferenceError(LookupError):
    """A content names a reference that the course does not hold."""

    def __init__(self, reference_id: str) -> None:
        super().__init__(f"référence inconnue : « {reference_id} »")
        self.reference_id = reference_id


class ReferenceBook(Closed):
    """All references of the course, by id.

    A book is equal to itself only: rules drawn from it are cached by the book, and comparing
    hundreds of facts would cost more than drawing the rules again.
    """

    references: tuple[Reference, ...]

    @model_validator(mode="after")
    def _has_unique_ids(self) -> ReferenceBook:
        seen: set[str] = set()
        for reference in self.references:
            if reference.id in seen:
                raise ValueError(f"des identifiants uniques ; « {reference.id} » est en double")
            seen.add(reference.id)
        return self

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @cached_property
    def by_id(self) -> dict[str, Reference]:
        """References by their id."""
        return {reference.id: reference for reference in self.references}

    def get(self, reference_id: str) -> Reference:
        """Return one reference.

        Raises:
            UnknownReferenceError: no such id.
        """
        try:
            return self.by_id[reference_id]
        except KeyError:
            raise UnknownReferenceError(reference_id) from None

    def is_expired(self, reference_id: str, on: date) -> bool:
        """Whether that reference has ceased to hold on that day."""
        return self.get(reference_id).is_expired(on)

    def list_stale(self, on: date) -> tuple[Reference, ...]:
        """References that nobody has checked for a year."""
        return tuple(reference for reference in self.references if reference.is_stale(on))


def load_references(path: Path) -> ReferenceBook:
    """Read ``course/references.yml``.

    Raises:
        ContentError, ContentErrors: the file cannot be read or does not fit.
    """
    return parse_model(ReferenceBook, load_yaml(path))
