"""What was decided, whatever the kind of the decision."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coordo_simulation.record import Record

Kind = Literal["single", "multiple", "allocation", "ordering", "text"]


Word = Annotated[str, Field(max_length=120)]
_MOST_PARTS = 20


def _is_none(value: object) -> bool:
    return value is None


class Amount(Record):
    """What an allocation gives to one of its lines, in the unit of the decision."""

    line: Word
    amount: float


class Answer(Record):
    """An answer to a decision: exactly one of its fields, according to the decision's kind.

    ``choice`` (single), ``choices`` ticked (multiple), ``amounts`` (allocation, one for each
    line), ``order`` (ordering, every element, first to last), ``text`` (free text).
    """

    choice: Word | None = Field(default=None, exclude_if=_is_none)
    choices: tuple[Word, ...] | None = Field(
        default=None, max_length=_MOST_PARTS, exclude_if=_is_none
    )
    amounts: tuple[Amount, ...] | None = Field(
        default=None, max_length=_MOST_PARTS, exclude_if=_is_none
    )
    order: tuple[Word, ...] | None = Field(
        default=None, max_length=_MOST_PARTS, exclude_if=_is_none
    )
    text: str | None = Field(default=None, max_length=5000, exclude_if=_is_none)

    @model_validator(mode="after")
    def _answers_in_one_way(self) -> Self:
        given = (self.choice, self.choices, self.amounts, self.order, self.text)
        if sum(field is not None for field in given) != 1:
            raise ValueError("une réponse, et une seule : choice, choices, amounts, order ou text")
        return self

    @property
    def kind(self) -> Kind:
        """The kind of decision that it answers."""
        if self.choice is not None:
            return "single"
        if self.choices is not None:
            return "multiple"
        if self.amounts is not None:
            return "allocation"
        return "ordering" if self.order is not None else "text"

    def get_amount(self, line: str) -> float:
        """Return what a line was given, 0 where it was given nothing."""
        return next((each.amount for each in self.amounts or () if each.line == line), 0.0)


def pick(choice: str) -> Answer:
    """Return the answer that makes one choice."""
    return Answer(choice=choice)
