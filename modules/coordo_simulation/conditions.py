"""Conditions as data: a small closed tree, compiled once into plain tests."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from coordo_simulation.answer_conditions import (
    AnswerCondition,
    HasChosen,
    HasGiven,
    HasOpened,
    HasOrdered,
    HasTicked,
    check_span,
)
from coordo_simulation.record import Record
from coordo_simulation.state import State, Test

_ON_ANSWERS = ("ticked", "line", "element", "opened", "decision")
_KINDS = ("variable", "flag", *_ON_ANSWERS, "all", "any", "not")
"""The key that tells each kind; those which also name a decision come before « decision »."""


def _kind_of(value: Any) -> str | None:  # noqa: ANN401  (raw YAML, before validation)
    if isinstance(value, dict):
        return next((kind for kind in _KINDS if kind in value), None)
    return getattr(value, "kind", None)


class Threshold(Record):
    """A variable is at least and/or below a number."""

    variable: str
    at_least: float | None = None
    below: float | None = None

    @property
    def kind(self) -> str:
        """The key that tells this condition from the others."""
        return "variable"

    @model_validator(mode="after")
    def _has_bound(self) -> "Threshold":
        check_span(self.at_least, self.below)
        return self


class HasFlag(Record):
    """Something has happened."""

    flag: str

    @property
    def kind(self) -> str:
        """The key that tells this condition from the others."""
        return "flag"


class AllOf(Record):
    """Every condition holds."""

    all: tuple["Condition", ...] = Field(min_length=1)

    @property
    def kind(self) -> str:
        """The key that tells this condition from the others."""
        return "all"


class AnyOf(Record):
    """At least one condition holds."""

    any: tuple["Condition", ...] = Field(min_length=1)

    @property
    def kind(self) -> str:
        """The key that tells this condition from the others."""
        return "any"


class Not(Record):
    """The condition does not hold."""

    negated: "Condition" = Field(alias="not")

    @property
    def kind(self) -> str:
        """The key that tells this condition from the others."""
        return "not"


Condition = Annotated[
    Annotated[Threshold, Tag("variable")]
    | Annotated[HasFlag, Tag("flag")]
    | Annotated[HasChosen, Tag("decision")]
    | Annotated[HasTicked, Tag("ticked")]
    | Annotated[HasGiven, Tag("line")]
    | Annotated[HasOrdered, Tag("element")]
    | Annotated[HasOpened, Tag("opened")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(
        _kind_of,
        custom_error_type="condition",
        custom_error_message=(
            "une condition : variable, flag, decision (avec choices, ticked, line ou element), "
            "opened, all, any ou not"
        ),
    ),
]
AllOf.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()


Leaf = Threshold | HasFlag | AnswerCondition


def iter_leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield the simple conditions of a tree."""
    match condition:
        case AllOf():
            parts = condition.all
        case AnyOf():
            parts = condition.any
        case Not():
            parts = (condition.negated,)
        case _:
            yield condition
            return
    for part in parts:
        yield from iter_leaves(part)


def build_test(condition: Condition | None, index: Mapping[str, int]) -> Test | None:
    """Compile a condition; ``index`` gives the position of each variable in the state."""
    return None if condition is None else _build_one(condition, index)


def _build_one(condition: Condition, index: Mapping[str, int]) -> Test:
    match condition:
        case Threshold():
            return _build_threshold(condition, index[condition.variable])
        case HasFlag():
            return _build_flag(condition.flag)
        case HasChosen() | HasTicked() | HasGiven() | HasOrdered() | HasOpened():
            return condition.build()
        case Not():
            return _build_not(_build_one(condition.negated, index))
        case AllOf():
            return _build_all(tuple(_build_one(part, index) for part in condition.all))
        case AnyOf():
            return _build_any(tuple(_build_one(part, index) for part in condition.any))


def _build_threshold(threshold: Threshold, position: int) -> Test:
    low = float("-inf") if threshold.at_least is None else threshold.at_least
    high = float("inf") if threshold.below is None else threshold.below
    return lambda state: low <= state.values[position] < high


def _build_flag(flag: str) -> Test:
    return lambda state: flag in state.flags


def _build_not(test: Test) -> Test:
    return lambda state: not test(state)


def _build_all(tests: tuple[Test, ...]) -> Test:
    def holds(state: State) -> bool:
        for test in tests:  # noqa: SIM110  (a generator costs three times as much here)
            if not test(state):
                return False
        return True

    return holds


def _build_any(tests: tuple[Test, ...]) -> Test:
    def holds(state: State) -> bool:
        for test in tests:  # noqa: SIM110  (a generator costs three times as much here)
            if test(state):
                return True
        return False

    return holds
