"""Scores ordering, matching and classification."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from coordo_assessments.scoring_model import OptionResult

if TYPE_CHECKING:
    from coordo_assessments.answer_models import OrderAnswer, PairsAnswer
    from coordo_assessments.items import ClassificationItem, MatchingItem, OrderingItem


def score_ordering(item: OrderingItem, answer: OrderAnswer) -> Fraction:
    """Kendall's tau, floored at 0."""
    rank = {element: index for index, element in enumerate(answer.order)}
    pairs = list(combinations(item.key, 2))
    balance = sum(1 if rank[first] < rank[second] else -1 for first, second in pairs)
    return max(Fraction(0), Fraction(balance, len(pairs)))


def score_pairs(item: MatchingItem | ClassificationItem, answer: PairsAnswer) -> Fraction:
    """Give the share of right pairs, or of elements in their category."""
    right = sum(answer.pairs.get(left) == match for left, match in item.key.items())
    return Fraction(right, len(item.key))


def detail_ordering(item: OrderingItem, answer: OrderAnswer | None) -> tuple[OptionResult, ...]:
    """Tell each element, in the right order."""
    order = answer.order if answer else ()
    return tuple(
        OptionResult(
            id=element,
            is_chosen=element in order,
            is_expected=True,
            is_right=index < len(order) and order[index] == element,
        )
        for index, element in enumerate(item.key)
    )


def detail_pairs(
    item: MatchingItem | ClassificationItem, answer: PairsAnswer | None
) -> tuple[OptionResult, ...]:
    """Tell each left entry, or element."""
    pairs = answer.pairs if answer else {}
    return tuple(
        OptionResult(
            id=left,
            is_chosen=left in pairs,
            is_expected=True,
            is_right=pairs.get(left) == match,
        )
        for left, match in item.key.items()
    )
