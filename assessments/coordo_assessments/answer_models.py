"""The shapes of answers, one per family of formats: closed, capped, finite numbers only."""

from __future__ import annotations

from typing import Annotated, Any

from coordo_simulation.references import Closed
from pydantic import Field, StrictBool, StrictInt, ValidationError

from coordo_assessments.geometry import Point

PartId = Annotated[str, Field(max_length=80)]
MAX_TEXT_LENGTH = 20_000
MAX_PARTS = 50
_MAX_GAP_LENGTH = 300


class InvalidAnswerError(ValueError):
    """An answer that its item cannot have received from its view; the message is French."""


class ChoiceAnswer(Closed):
    """Ids of the ticked propositions."""

    options: tuple[PartId, ...] = Field(max_length=MAX_PARTS)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return not self.options


class TextAnswer(Closed):
    """What was typed, as it was typed."""

    text: str = Field(max_length=MAX_TEXT_LENGTH)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return not self.text.strip()


class OrderAnswer(Closed):
    """Ids in the order given."""

    order: tuple[PartId, ...] = Field(max_length=MAX_PARTS)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return not self.order


class PairsAnswer(Closed):
    """Match of each left entry, or category of each element, that has one."""

    pairs: dict[PartId, PartId] = Field(max_length=MAX_PARTS)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return not self.pairs


class MarksAnswer(Closed):
    """Points put on a drawing, and regions picked in the list beside it."""

    points: tuple[Point, ...] = Field(default=(), max_length=MAX_PARTS)
    regions: tuple[PartId, ...] = Field(default=(), max_length=MAX_PARTS)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return not self.points and not self.regions


class PositionsAnswer(Closed):
    """Where each profile was put, from −1 to 1 on either axis."""

    positions: dict[PartId, Point] = Field(max_length=MAX_PARTS)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return not self.positions


class GapsAnswer(Closed):
    """What stands in each gap or cell: a text, or the id of a choice."""

    gaps: dict[PartId, Annotated[str, Field(max_length=_MAX_GAP_LENGTH)]] = Field(
        max_length=MAX_PARTS
    )

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return not any(text.strip() for text in self.gaps.values())


class DegreeAnswer(Closed):
    """How much the new information moves the hypothesis."""

    degree: StrictInt = Field(ge=-2, le=2)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return False


class JustifiedAnswer(Closed):
    """True or false, and a reason: the id of one, or a text."""

    truth: StrictBool | None = None
    reason: PartId | None = None
    text: str = Field(default="", max_length=MAX_TEXT_LENGTH)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return self.truth is None and self.reason is None and not self.text.strip()


class PartsAnswer(Closed):
    """One answer, or none, to each question of a KFP."""

    parts: tuple[dict[str, Any] | None, ...] = Field(max_length=8)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return not any(self.parts)


class StepsAnswer(Closed):
    """One answer, or none, to each step of a dossier, and how many steps are behind."""

    steps: tuple[dict[str, Any] | None, ...] = Field(max_length=8)
    reached: StrictInt = Field(ge=0, le=8)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return not any(self.steps) and not self.reached


Answer = (
    ChoiceAnswer
    | TextAnswer
    | OrderAnswer
    | PairsAnswer
    | MarksAnswer
    | PositionsAnswer
    | GapsAnswer
    | DegreeAnswer
    | JustifiedAnswer
    | PartsAnswer
    | StepsAnswer
)

MODELS: dict[str, type[Answer]] = {
    "qru": ChoiceAnswer,
    "qrm": ChoiceAnswer,
    "qrp": ChoiceAnswer,
    "qrpl": ChoiceAnswer,
    "qroc": TextAnswer,
    "numeric": TextAnswer,
    "free_text": TextAnswer,
    "ordering": OrderAnswer,
    "matching": PairsAnswer,
    "classification": PairsAnswer,
    "zone": MarksAnswer,
    "positioning": PositionsAnswer,
    "cloze": GapsAnswer,
    "table": GapsAnswer,
    "tcs": DegreeAnswer,
    "justified": JustifiedAnswer,
    "kfp": PartsAnswer,
    "dossier": StepsAnswer,
}


def read_shape(kind: str, raw: object) -> Answer:
    """Read the shape of an answer to an item of a kind.

    Raises:
        InvalidAnswerError: it is not that shape, or no such kind is known.
    """
    try:
        return MODELS[kind].model_validate(raw)
    except ValidationError as error:
        count = error.error_count()
        raise InvalidAnswerError(f"réponse illisible ({count} anomalie(s))") from None
    except (KeyError, RecursionError, OverflowError):
        raise InvalidAnswerError("réponse illisible") from None
