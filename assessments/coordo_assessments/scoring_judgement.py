"""Scores the script concordance test, and true or false with its justification."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coordo_assessments.items_judgement import DEGREES
from coordo_assessments.scoring_model import OptionResult

if TYPE_CHECKING:
    from coordo_assessments.answer_models import DegreeAnswer, JustifiedAnswer
    from coordo_assessments.items import JustifiedItem, TcsItem


def score_tcs(item: TcsItem, answer: DegreeAnswer) -> Fraction:
    """Votes for the degree over votes for the mode: the aggregate scoring of the TCS."""
    return credit_degree(item, answer.degree)


def credit_degree(item: TcsItem, degree: int) -> Fraction:
    """Credit of one degree of the scale; each mode is worth 1."""
    return Fraction(item.votes.get(degree, 0), max(item.votes.values()))


def detail_tcs(item: TcsItem, answer: DegreeAnswer | None) -> tuple[OptionResult, ...]:
    """Tell each degree: the modes are expected, the chosen one is right if it is one."""
    chosen = answer.degree if answer else None
    results = []
    for degree in DEGREES:
        credit = credit_degree(item, degree)
        results.append(
            OptionResult(
                id=f"{degree:+d}",
                is_chosen=degree == chosen,
                is_expected=credit == 1,
                is_right=degree != chosen or credit == 1,
                credit=float(credit),
            )
        )
    return tuple(results)


def score_justified(item: JustifiedItem, answer: JustifiedAnswer) -> Fraction:
    """1 for the right truth with the right reason, else 0; by hand, 0 until a person grades.

    Both tiers are needed: what is true for a wrong reason is not known (two-tier tests,
    Treagust 1988), and a truth drawn at random then earns nothing by itself.
    """
    if item.is_graded_by_hand or answer.truth is not item.truth:
        return Fraction(0)
    return Fraction(int(any(r.correct and r.id == answer.reason for r in item.reasons)))


def detail_justified(
    item: JustifiedItem, answer: JustifiedAnswer | None
) -> tuple[OptionResult, ...]:
    """Tell the truth, then each reason."""
    truth = answer.truth if answer else None
    reason = answer.reason if answer else None
    told = OptionResult(
        id="verite",
        is_chosen=truth is not None,
        is_expected=item.truth,
        is_right=truth is item.truth,
    )
    reasons = (
        OptionResult(
            id=entry.id,
            is_chosen=entry.id == reason,
            is_expected=entry.correct,
            is_right=(entry.id == reason) == entry.correct,
        )
        for entry in item.reasons
    )
    return (told, *reasons)
