"""Scores QRU, QRM, QRP and QRP longue by their official rules."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coordo_assessments.scoring_model import OptionResult

if TYPE_CHECKING:
    from coordo_assessments.answer_models import ChoiceAnswer
    from coordo_assessments.items import ChoiceItem, QrmItem, QrpItem, QrplItem, QruItem

_QRM_CREDIT = (Fraction(1), Fraction(1, 2), Fraction(1, 5))
_NOTHING = Fraction(0)


def score_qru(item: QruItem, answer: ChoiceAnswer) -> Fraction:
    """Give all or nothing."""
    return Fraction(int(set(answer.options) == item.key))


def score_qrm(item: QrmItem, answer: ChoiceAnswer) -> Fraction:
    """Count the discordances."""
    if _has_broken_weight(item, answer):
        return _NOTHING
    discordances = len(set(answer.options) ^ item.key)
    return _QRM_CREDIT[discordances] if discordances < len(_QRM_CREDIT) else _NOTHING


def score_qrp(item: QrpItem | QrplItem, answer: ChoiceAnswer) -> Fraction:
    """Give the share of the announced propositions that were ticked."""
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


def detail_choice(item: ChoiceItem, answer: ChoiceAnswer | None) -> tuple[OptionResult, ...]:
    """Tell each proposition."""
    ticked = set(answer.options) if answer else set()
    return tuple(
        OptionResult(
            id=option.id,
            is_chosen=option.id in ticked,
            is_expected=option.correct,
            is_right=(option.id in ticked) == option.correct,
        )
        for option in item.options
    )
