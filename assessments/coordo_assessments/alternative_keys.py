"""Other keys of an item: what it becomes when an answer is accepted after the evaluation.

Each alternative is a whole item of the same format, scored by the same rule; a trainee gets
the best of them. So an accepted answer never takes a point from anyone.
"""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from coordo_assessments.items import (
    ChoiceItem,
    Item,
    NumericItem,
    QrmItem,
    QrocItem,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from coordo_assessments.items_base import ItemBase

ItemT = TypeVar("ItemT", bound="ItemBase")
ChoiceT = TypeVar("ChoiceT", bound=ChoiceItem)
_MOST_OPTIONS = 5  # of a QRM: 31 alternatives


class UnfitAnswerError(Exception):
    """An answer that cannot be accepted for an item; ``expected`` is French."""

    def __init__(self, item: str, answer: str, expected: str) -> None:
        super().__init__(f"{item}={answer}\u202f: attendu\u202f: {expected}")
        self.item = item
        self.answer = answer
        self.expected = expected


def accept_answers(item: Item, answers: tuple[str, ...]) -> tuple[Item, ...]:
    """Return the items that also count, with these answers accepted.

    Args:
        item: as the bank holds it.
        answers: ids of options for the choice formats, texts or numbers for the others.

    Raises:
        UnfitAnswerError: the item has no such option, or its format takes no such change.
    """
    match item:
        case ChoiceItem():
            return tuple(_iter_choices(item, answers))
        case QrocItem():
            accepted = (*item.accepted, *answers)
            return (_rebuild(item, {"accepted": accepted, "mistakes": ()}, answers[-1]),)
        case NumericItem():
            return tuple(
                _rebuild(item, {"value": one.replace(",", "."), "mistakes": ()}, one)
                for one in answers
            )
        case _:
            expected = (
                "un QRU, un QRM, un QRP, un QROC ou un nombre\u202f; pour les autres formats, "
                "corrigez la banque, puis « coordo rekey » montre ce qui change"
            )
            raise UnfitAnswerError(item.id, ", ".join(answers), expected)


def _iter_choices(item: ChoiceT, answers: tuple[str, ...]) -> Iterator[ChoiceT]:
    known = [option.id for option in item.options]
    for one in answers:
        if one not in known or len(answers) > _MOST_OPTIONS:
            raise UnfitAnswerError(item.id, one, f"une proposition parmi {', '.join(known)}")
        if one in item.key and not isinstance(item, QrmItem):
            raise UnfitAnswerError(item.id, one, "une proposition qui n’est pas déjà juste")
    for key in _iter_keys(item, answers):
        yield _set_key(item, key, answers)


def _iter_keys(item: ChoiceItem, answers: tuple[str, ...]) -> Iterator[frozenset[str]]:
    """Where each proposition counts alone (QRM), ticked or not is right; elsewhere it replaces."""
    groups = chain.from_iterable(
        combinations(answers, count) for count in range(1, len(answers) + 1)
    )
    for group in groups:
        if isinstance(item, QrmItem):
            yield item.key ^ set(group)
        elif len(group) <= len(item.key):
            for left in combinations(sorted(item.key), len(item.key) - len(group)):
                yield frozenset((*left, *group))


def _set_key(item: ChoiceT, key: Collection[str], answers: tuple[str, ...]) -> ChoiceT:
    """A weight is dropped where the proposition has become open to both answers."""
    options = [
        {
            **option.model_dump(),
            "correct": option.id in key,
            "weight": option.weight if option.correct == (option.id in key) else None,
        }
        for option in item.options
    ]
    return _rebuild(item, {"options": options}, ", ".join(answers))


def _rebuild(item: ItemT, update: dict[str, object], answer: str) -> ItemT:
    try:
        return type(item).model_validate({**item.model_dump(), **update})
    except ValidationError as error:
        reasons = "\u202f; ".join(str(one["msg"]) for one in error.errors(include_url=False))
        raise UnfitAnswerError(item.id, answer, reasons) from error
