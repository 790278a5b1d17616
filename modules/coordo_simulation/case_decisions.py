"""The kinds of decision: one choice, several, a budget shared out, an order, a free text."""

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from coordo_simulation.answer import Amount, Answer
from coordo_simulation.case_items import Minutes
from coordo_simulation.case_parts import Bearing, PassageSpec, Period, Text
from coordo_simulation.conditions import Condition
from coordo_simulation.effects import Name
from coordo_simulation.record import Record

Positive = Annotated[float, Field(gt=0)]
Count = Annotated[float, Field(ge=0)]


class DecisionBase(Record):
    """A decision, asked once, the first period from ``at`` to ``until`` where ``when`` holds.

    ``why`` says why it matters; ``references`` are facts of law, ``sources`` other readings.
    ``minutes`` is the simulated time there is to open things before deciding; without it,
    time does not press. ``reaction`` is said after the answer, whatever its kind.
    """

    id: Name
    title: Text
    at: Period
    until: Period | None = None
    when: Condition | None = None
    place: Name | None = None
    minutes: Minutes | None = None
    passages: tuple[PassageSpec, ...]
    text: Text
    why: Text
    references: tuple[Name, ...] = ()
    sources: tuple[Text, ...] = ()
    reaction: tuple[PassageSpec, ...] = ()


class Comment(Record):
    """What the expert says of her answer here; the first whose ``when`` holds is hers."""

    when: Condition | None = None
    commentary: Text


class Choice(Bearing):
    """One way to decide; ``cost`` is the price visible today, ``later`` the other one."""

    id: Name
    text: Text
    cost: Text | None = None
    when: Condition | None = None
    unavailable: Text | None = None

    @model_validator(mode="after")
    def _explains_its_absence(self) -> Self:
        if (self.when is None) != (self.unavailable is None):
            raise ValueError("when et unavailable vont ensemble : dire pourquoi le choix manque")
        return self


class ExpertMove(Comment):
    """The choice that the expert makes."""

    choice: Name

    @property
    def answer(self) -> Answer:
        """What the expert answers."""
        return Answer(choice=self.choice)


class SingleDecision(DecisionBase):
    """One choice among several."""

    kind: Literal["single"] = "single"
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=5)
    expert: tuple[ExpertMove, ...] = Field(min_length=1)


class Forbidden(Record):
    """Choices that cannot all be ticked together, and why."""

    choices: tuple[Name, ...] = Field(min_length=2)
    reason: Text


class ExpertTicks(Comment):
    """The choices that the expert ticks."""

    choices: tuple[Name, ...]

    @property
    def answer(self) -> Answer:
        """What the expert answers."""
        return Answer(choices=self.choices)


class MultipleDecision(DecisionBase):
    """From ``least`` to ``most`` choices, whose effects add up in the order of the file."""

    kind: Literal["multiple"]
    least: int = Field(default=0, ge=0)
    most: int = Field(ge=1)
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=8)
    forbidden: tuple[Forbidden, ...] = ()
    expert: tuple[ExpertTicks, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if not self.least <= self.most <= len(self.choices):
            raise ValueError(f"least au plus égal à most, et most au plus {len(self.choices)}")
        return self


class Reached(Bearing):
    """What a line brings once it is given ``from`` units or more."""

    level: Positive = Field(alias="from")


class Line(Record):
    """Something that can be given a part of the budget, from ``min`` to ``max``.

    ``per_unit`` is added to variables for each unit given.
    """

    id: Name
    text: Text
    min: Count = 0.0
    max: Positive
    per_unit: dict[Name, float] = Field(default_factory=dict)
    thresholds: tuple[Reached, ...] = ()


class ExpertAmounts(Comment):
    """What the expert gives to each line."""

    amounts: dict[Name, Count]

    @property
    def answer(self) -> Answer:
        """What the expert answers."""
        given = self.amounts.items()
        return Answer(amounts=tuple(Amount(line=line, amount=amount) for line, amount in given))


class AllocationDecision(DecisionBase):
    """A limited budget shared out between lines, by steps; the rest is kept."""

    kind: Literal["allocation"]
    total: Positive
    unit: Text
    step: Positive = 1.0
    spend_all: bool = False
    lines: tuple[Line, ...] = Field(min_length=2, max_length=8)
    expert: tuple[ExpertAmounts, ...] = Field(min_length=1)


class Element(Record):
    """Something to put in order."""

    id: Name
    text: Text


class OrderRule(Bearing):
    """What an order brings where ``element`` comes before another one, or first, or last."""

    id: Name
    element: Name
    before: Name | None = None
    place: Literal["first", "last"] | None = None

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        if (self.before is None) == (self.place is None):
            raise ValueError("before ou place, l’un des deux")
        if self.element == self.before:
            raise ValueError("deux éléments différents")
        return self


class ExpertOrder(Comment):
    """The order of the expert."""

    order: tuple[Name, ...]

    @property
    def answer(self) -> Answer:
        """What the expert answers."""
        return Answer(order=self.order)


class OrderingDecision(DecisionBase):
    """Elements to put in order, all of them."""

    kind: Literal["ordering"]
    elements: tuple[Element, ...] = Field(min_length=3, max_length=7)
    rules: tuple[OrderRule, ...] = ()
    expert: tuple[ExpertOrder, ...] = Field(min_length=1)


class ExpertText(Comment):
    """What the expert writes."""

    text: Text

    @property
    def answer(self) -> Answer:
        """What the expert answers."""
        return Answer(text=self.text)


class TextDecision(DecisionBase):
    """Something to write, kept for the debriefing and for whoever marks it.

    ``bearing`` is the same whatever is written: no machine judges a text.
    """

    kind: Literal["text"]
    least_length: int = Field(default=1, ge=1)
    most_length: int = Field(default=2000, ge=1, le=5000)
    bearing: Bearing = Bearing()
    expert: tuple[ExpertText, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        if self.least_length > self.most_length:
            raise ValueError("least_length au plus égal à most_length")
        return self


def _kind_of(value: Any) -> str:  # noqa: ANN401  (raw YAML, before validation)
    """Return the tag of a decision; no tag is also a key of the file, or lines would be lost."""
    if isinstance(value, dict):
        return f"kind-{value.get('kind', 'single')}"
    return f"kind-{getattr(value, 'kind', None)}"


DecisionSpec = Annotated[
    Annotated[SingleDecision, Tag("kind-single")]
    | Annotated[MultipleDecision, Tag("kind-multiple")]
    | Annotated[AllocationDecision, Tag("kind-allocation")]
    | Annotated[OrderingDecision, Tag("kind-ordering")]
    | Annotated[TextDecision, Tag("kind-text")],
    Discriminator(
        _kind_of,
        custom_error_type="decision_kind",
        custom_error_message="kind : single, multiple, allocation, ordering ou text",
    ),
]
