"""The bricks of a scenario file: people, places, numbers, texts, and what a thing brings."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from coordo_simulation.conditions import Condition
from coordo_simulation.effects import Effect, Name, Probability
from coordo_simulation.record import Record


def _refuse_blank(text: str) -> str:
    """Accept a text as it is written, to the last space: runs are kept with what they told."""
    if not text.strip():
        raise ValueError("un texte, et non des espaces seules")
    return text


Text = Annotated[str, Field(min_length=1), AfterValidator(_refuse_blank)]
Period = Annotated[int, Field(ge=0)]
PassageKind = Literal["narration", "parole", "message", "evenement", "consequence"]


class Person(Record):
    """Someone of the case: what they are after (``wants``), and what only they know."""

    id: Name
    name: Text
    role: Text
    wants: Text
    knows: Text | None = None
    is_accompanied: bool = False


class Place(Record):
    """Where scenes happen."""

    id: Name
    name: Text
    text: Text | None = None


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
        if self.min >= self.max:
            raise ValueError("min au-dessous de max")
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


class Bearing(Record):
    """What something brings: at once (``effects``, ``reaction``), then later."""

    effects: Effect = Effect()
    reaction: tuple[PassageSpec, ...] = ()
    later: tuple[Delayed, ...] = ()
