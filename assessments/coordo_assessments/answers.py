"""What a trainee can answer, per format, read from data one cannot trust."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from coordo_simulation.references import Closed
from pydantic import Field, ValidationError

from coordo_assessments.french_numbers import parse_french_number
from coordo_assessments.items import (
    ChoiceItem,
    FreeTextItem,
    Item,
    MatchingItem,
    NumericItem,
    OrderingItem,
    QrocItem,
    QrpItem,
    QruItem,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

OptionId = Annotated[str, Field(max_length=80)]
MAX_TEXT_LENGTH = 20_000


class InvalidAnswerError(ValueError):
    """An answer that its item cannot have received from its view; the message is French."""


class ChoiceAnswer(Closed):
    """Ids of the ticked propositions."""

    options: tuple[OptionId, ...] = Field(max_length=50)


class TextAnswer(Closed):
    """What was typed, as it was typed."""

    text: str = Field(max_length=MAX_TEXT_LENGTH)


class OrderAnswer(Closed):
    """Ids in the order given."""

    order: tuple[OptionId, ...] = Field(max_length=50)


class PairsAnswer(Closed):
    """Match of each left entry that has one."""

    pairs: dict[OptionId, OptionId] = Field(max_length=50)


Answer = ChoiceAnswer | TextAnswer | OrderAnswer | PairsAnswer


def parse_answer(item: Item, raw: Mapping[str, Any] | None) -> Answer | None:
    """Read an answer for an item; a blank one (nothing ticked, typed or matched) is None.

    Raises:
        InvalidAnswerError: the data does not fit the item (wrong shape, unknown option…).
    """
    if raw is None:
        return None
    try:
        answer = _model_of(item).model_validate(raw)
    except ValidationError as error:
        raise InvalidAnswerError(
            f"réponse illisible pour « {item.id} » ({error.error_count()} anomalie(s))"
        ) from None
    _refuse_foreign(item, answer)
    return None if _is_blank(answer) else answer


def read_number(item: NumericItem, answer: TextAnswer) -> Decimal | None:
    """Return the number typed, with or without the item's unit; None when it is not one."""
    return parse_french_number(answer.text, item.unit)


def _model_of(item: Item) -> type[Answer]:
    if isinstance(item, ChoiceItem):
        return ChoiceAnswer
    if isinstance(item, OrderingItem):
        return OrderAnswer
    if isinstance(item, MatchingItem):
        return PairsAnswer
    return TextAnswer


def _is_blank(answer: Answer) -> bool:
    match answer:
        case ChoiceAnswer():
            return not answer.options
        case TextAnswer():
            return not answer.text.strip()
        case OrderAnswer():
            return not answer.order
        case PairsAnswer():
            return not answer.pairs


def _refuse_foreign(item: Item, answer: Answer) -> None:
    match item, answer:
        case (QruItem() | QrpItem(), ChoiceAnswer()):
            limit = item.expected_count if isinstance(item, QrpItem) else 1
            if len(set(answer.options)) > limit:
                raise InvalidAnswerError(f"« {item.id} » : {limit} proposition(s) au plus")
            _refuse_unknown(item, answer.options, [option.id for option in item.options])
        case (ChoiceItem(), ChoiceAnswer()):
            _refuse_unknown(item, answer.options, [option.id for option in item.options])
        case (OrderingItem(), OrderAnswer()) if answer.order:
            if sorted(answer.order) != sorted(item.key):
                raise InvalidAnswerError(f"« {item.id} » : chaque élément une fois, sans autre")
        case (MatchingItem(), PairsAnswer()):
            _refuse_unknown(item, tuple(answer.pairs), list(item.key))
            known = [entry.id for entry in item.right]
            _refuse_unknown(item, tuple(answer.pairs.values()), known)
        case (NumericItem() | QrocItem() | FreeTextItem(), _):
            return


def _refuse_unknown(item: Item, given: tuple[str, ...], known: list[str]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise InvalidAnswerError(f"« {item.id} » : proposition inconnue ({unknown[0][:40]})")
