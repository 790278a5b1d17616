"""Scores cloze and table: each gap by its kind, weighed by its weight."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coordo_assessments.french_numbers import parse_french_number
from coordo_assessments.items import ChoiceGap, NumericGap, ShortGap
from coordo_assessments.scoring_model import OptionResult
from coordo_assessments.short_answers import is_among

if TYPE_CHECKING:
    from coordo_assessments.answer_models import GapsAnswer
    from coordo_assessments.items import GappedItem


def score_gaps(item: GappedItem, answer: GapsAnswer) -> Fraction:
    """Give the weighted mean of the gaps; an empty one is worth 0."""
    total = sum(Fraction(gap.weight) for gap in item.gaps)
    earned = sum(
        (Fraction(gap.weight) * _credit(gap, answer.gaps.get(gap.id, "")) for gap in item.gaps),
        Fraction(0),
    )
    return earned / total


def detail_gaps(item: GappedItem, answer: GapsAnswer | None) -> tuple[OptionResult, ...]:
    """Tell each gap, with its credit."""
    given = answer.gaps if answer else {}
    results = []
    for gap in item.gaps:
        credit = _credit(gap, given.get(gap.id, ""))
        results.append(
            OptionResult(
                id=gap.id,
                is_chosen=bool(given.get(gap.id, "").strip()),
                is_expected=True,
                is_right=credit == 1,
                credit=float(credit),
            )
        )
    return tuple(results)


def _credit(gap: ShortGap | NumericGap | ChoiceGap, text: str) -> Fraction:
    match gap:
        case ChoiceGap():
            return Fraction(int(text == gap.key.id))
        case NumericGap():
            number = parse_french_number(text, gap.unit)
            return Fraction(int(number is not None and abs(number - gap.value) <= gap.tolerance))
        case ShortGap():
            return score_short(text, gap.accepted, gap.acceptable)


def score_short(text: str, accepted: tuple[str, ...], acceptable: tuple[str, ...]) -> Fraction:
    """Exact 1, acceptable one half, else 0: the official rule of the QROC."""
    if is_among(text, accepted):
        return Fraction(1)
    return Fraction(1, 2) if is_among(text, acceptable) else Fraction(0)
