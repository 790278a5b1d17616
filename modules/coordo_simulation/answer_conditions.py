"""Conditions on what was answered, one for each kind of decision, and on what was opened.

None of them holds before the decision is taken.
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from coordo_simulation.record import Record
from coordo_simulation.state import State, Test


def check_span(at_least: float | None, below: float | None) -> None:
    """Accept bounds between which a number may fall.

    Raises:
        ValueError: there is none, or no number is between them.
    """
    if at_least is None and below is None:
        raise ValueError("at_least, below, ou les deux")
    if at_least is not None and below is not None and at_least >= below:
        raise ValueError("at_least au-dessous de below")


class HasChosen(Record):
    """A single decision was taken with one of these choices."""

    decision: str
    choices: tuple[str, ...] = Field(min_length=1)

    @property
    def kind(self) -> str:
        """The key that tells this condition from the others."""
        return "decision"

    def build(self) -> Test:
        """Compile the condition."""
        decision, choices = self.decision, frozenset(self.choices)

        def holds(state: State) -> bool:
            answer = state.answers.get(decision)
            return answer is not None and answer.choice in choices

        return holds


class HasTicked(Record):
    """Each of these choices of a multiple decision was ticked."""

    decision: str
    ticked: tuple[str, ...] = Field(min_length=1)

    @property
    def kind(self) -> str:
        """The key that tells this condition from the others."""
        return "ticked"

    def build(self) -> Test:
        """Compile the condition."""
        decision, ticked = self.decision, frozenset(self.ticked)

        def holds(state: State) -> bool:
            answer = state.answers.get(decision)
            return answer is not None and ticked.issubset(answer.choices or ())

        return holds


class HasGiven(Record):
    """A line of an allocation was given at least and/or below an amount."""

    decision: str
    line: str
    at_least: float | None = None
    below: float | None = None

    @property
    def kind(self) -> str:
        """The key that tells this condition from the others."""
        return "line"

    @model_validator(mode="after")
    def _has_bound(self) -> Self:
        check_span(self.at_least, self.below)
        return self

    def build(self) -> Test:
        """Compile the condition."""
        decision, line = self.decision, self.line
        low = float("-inf") if self.at_least is None else self.at_least
        high = float("inf") if self.below is None else self.below

        def holds(state: State) -> bool:
            answer = state.answers.get(decision)
            return answer is not None and low <= answer.get_amount(line) < high

        return holds


class HasOrdered(Record):
    """An element of an ordering comes before another one, after it, first, or last."""

    decision: str
    element: str
    before: str | None = None
    after: str | None = None
    place: Literal["first", "last"] | None = None

    @property
    def kind(self) -> str:
        """The key that tells this condition from the others."""
        return "element"

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        if sum(field is not None for field in (self.before, self.after, self.place)) != 1:
            raise ValueError("before, after ou place, l’un des trois")
        if self.element in (self.before, self.after):
            raise ValueError("deux éléments différents")
        return self

    def build(self) -> Test:
        """Compile the condition."""
        decision = self.decision

        def holds(state: State) -> bool:
            answer = state.answers.get(decision)
            return answer is not None and answer.order is not None and self.fits(answer.order)

        return holds

    def fits(self, order: tuple[str, ...]) -> bool:
        """Whether an order is as the condition says."""
        rank = order.index(self.element)
        if self.before is not None:
            return rank < order.index(self.before)
        if self.after is not None:
            return rank > order.index(self.after)
        return rank == (0 if self.place == "first" else len(order) - 1)


class HasOpened(Record):
    """A document, a hint or a meeting was opened."""

    opened: str

    @property
    def kind(self) -> str:
        """The key that tells this condition from the others."""
        return "opened"

    def build(self) -> Test:
        """Compile the condition."""
        item = self.opened
        return lambda state: item in state.opened


AnswerCondition = HasChosen | HasTicked | HasGiven | HasOrdered | HasOpened
