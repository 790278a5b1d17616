"""Scores an answer by the official rule of its format: a pure function.

Rules (arrêté-free, as published for the national written tests of French medical studies;
the examples given with them are the tests of this module):

* QRU: 1 or 0.
* QRM: 0, 1, 2, 3 or more discordances give 1, 0.5, 0.2, 0; an *indispensable* proposition
  missed or an *inacceptable* one ticked gives 0.
* QRP: share of the announced propositions that were ticked; the same weights apply.
* QROC: exact 1, acceptable 0.5, else 0.
* Numeric: 1 within the tolerance, else 0.
* Ordering: Kendall's tau, floored at 0: pairs in the right order minus pairs in the wrong one,
  over all pairs (Kendall 1938). A random order then earns about nothing, one exchange of
  neighbours costs little, and where the whole sequence slides by one the credit stays.
* Matching: share of right pairs.
* Free text: by hand.

The letter of the QRM rule gives a blank answer 0.5 where one proposition is right; here a
blank answer is worth 0 in every format.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from coordo_simulation.references import Closed

from coordo_assessments.answers import (
    Answer,
    ChoiceAnswer,
    InvalidAnswerError,
    OrderAnswer,
    PairsAnswer,
    TextAnswer,
    parse_answer,
    read_number,
)
from coordo_assessments.items import (
    ChoiceItem,
    FreeTextItem,
    Item,
    MatchingItem,
    NumericItem,
    OrderingItem,
    QrmItem,
    QrocItem,
    QrpItem,
    QruItem,
)
from coordo_assessments.short_answers import is_among

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_QRM_CREDIT = (Fraction(1), Fraction(1, 2), Fraction(1, 5))
_NOTHING = Fraction(0)


class OptionResult(Closed):
    """How one part of the answer (proposition, element, left entry) fared."""

    id: str
    is_chosen: bool
    is_expected: bool
    is_right: bool


class Score(Closed):
    """A score in [0, 1]; ``value`` of a free text stays 0 until a person grades it."""

    value: float
    is_blank: bool = False
    is_invalid: bool = False
    is_graded_by_hand: bool = False
    reason: str = ""
    options: tuple[OptionResult, ...] = ()


def score_answer(item: Item, raw: Mapping[str, Any] | None) -> Score:
    """Score one answer (as the journal holds it, None when there is none).

    An answer that does not fit its item scores 0 with ``is_invalid`` and a French reason.
    """
    by_hand = isinstance(item, FreeTextItem)
    try:
        answer = parse_answer(item, raw)
    except InvalidAnswerError as error:
        return Score(value=0, is_invalid=True, reason=str(error), is_graded_by_hand=by_hand)
    if answer is None:
        return Score(value=0, is_blank=True, is_graded_by_hand=by_hand, options=_detail(item, None))
    credit = RULES[item.type](item, answer)
    return Score(value=float(credit), is_graded_by_hand=by_hand, options=_detail(item, answer))


def _score_qru(item: QruItem, answer: ChoiceAnswer) -> Fraction:
    return Fraction(int(set(answer.options) == item.key))


def _score_qrm(item: QrmItem, answer: ChoiceAnswer) -> Fraction:
    if _has_broken_weight(item, answer):
        return _NOTHING
    discordances = len(set(answer.options) ^ item.key)
    return _QRM_CREDIT[discordances] if discordances < len(_QRM_CREDIT) else _NOTHING


def _score_qrp(item: QrpItem, answer: ChoiceAnswer) -> Fraction:
    if _has_broken_weight(item, answer):
        return _NOTHING
    return Fraction(len(set(answer.options) & item.key), item.expected_count)


def _has_broken_weight(item: ChoiceItem, answer: ChoiceAnswer) -> bool:
    ticked = set(answer.options)
    return any(
        (option.weight == "indispensable" and option.id not in ticked)
        or (option.weight == "inacceptable" and option.id in ticked)
        for option in item.options
    )


def _score_qroc(item: QrocItem, answer: TextAnswer) -> Fraction:
    if is_among(answer.text, item.accepted):
        return Fraction(1)
    return Fraction(1, 2) if is_among(answer.text, item.acceptable) else _NOTHING


def _score_numeric(item: NumericItem, answer: TextAnswer) -> Fraction:
    number = read_number(item, answer)
    return Fraction(int(number is not None and abs(number - item.value) <= item.tolerance))


def _score_ordering(item: OrderingItem, answer: OrderAnswer) -> Fraction:
    rank = {element: index for index, element in enumerate(answer.order)}
    pairs = list(combinations(item.key, 2))
    balance = sum(1 if rank[first] < rank[second] else -1 for first, second in pairs)
    return max(_NOTHING, Fraction(balance, len(pairs)))


def _score_matching(item: MatchingItem, answer: PairsAnswer) -> Fraction:
    right = sum(answer.pairs.get(left) == match for left, match in item.key.items())
    return Fraction(right, len(item.key))


def _score_by_hand(_item: FreeTextItem, _answer: TextAnswer) -> Fraction:
    return _NOTHING


RULES: dict[str, Callable[[Any, Any], Fraction]] = {
    "qru": _score_qru,
    "qrm": _score_qrm,
    "qrp": _score_qrp,
    "qroc": _score_qroc,
    "numeric": _score_numeric,
    "ordering": _score_ordering,
    "matching": _score_matching,
    "free_text": _score_by_hand,
}


def _detail(item: Item, answer: Answer | None) -> tuple[OptionResult, ...]:
    match item:
        case ChoiceItem():
            ticked = set(answer.options) if isinstance(answer, ChoiceAnswer) else set()
            return tuple(
                _result(option.id, option.id in ticked, option.correct) for option in item.options
            )
        case OrderingItem():
            order = answer.order if isinstance(answer, OrderAnswer) else ()
            return tuple(_place(element, index, order) for index, element in enumerate(item.key))
        case MatchingItem():
            pairs = answer.pairs if isinstance(answer, PairsAnswer) else {}
            return tuple(
                OptionResult(
                    id=left,
                    is_chosen=left in pairs,
                    is_expected=True,
                    is_right=pairs.get(left) == match,
                )
                for left, match in item.key.items()
            )
        case _:
            return ()


def _result(option_id: str, is_chosen: bool, is_expected: bool) -> OptionResult:  # noqa: FBT001
    return OptionResult(
        id=option_id,
        is_chosen=is_chosen,
        is_expected=is_expected,
        is_right=is_chosen == is_expected,
    )


def _place(element: str, index: int, order: tuple[str, ...]) -> OptionResult:
    is_right = index < len(order) and order[index] == element
    return OptionResult(id=element, is_chosen=element in order, is_expected=True, is_right=is_right)
