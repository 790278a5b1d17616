"""Scores an answer by the official rule of its format: a pure function.

Rules (arrêté-free, as published for the national written tests of French medical studies;
the examples given with them are the tests of this module):

* QRU: 1 or 0.
* QRM: 0, 1, 2, 3 or more discordances give 1, 0.5, 0.2, 0; an *indispensable* proposition
  missed or an *inacceptable* one ticked gives 0.
* QRP: share of the announced propositions that were ticked; the same weights apply.
* QRP longue: the same share among 10 to 25 propositions, without weights.
* QROC: exact 1, acceptable 0.5, else 0.
* Zone à pointer: zones hit over zones expected, at most five.
* TCS: votes of the panel for the answer over votes for its mode.
* Dossier progressif, KFP: mean of the questions, each weighed by its points; in a dossier what
  a later step has seen no longer changes (``sealing``).

And where no national rule stands:

* Numeric: 1 within the tolerance, else 0.
* Ordering: Kendall's tau, floored at 0: pairs in the right order minus pairs in the wrong one,
  over all pairs (Kendall 1938). A random order then earns about nothing, one exchange of
  neighbours costs little, and where the whole sequence slides by one the credit stays.
* Matching, classification: share of right pairs.
* Cloze, table: weighted mean of the gaps, each by the rule of its kind.
* Positioning: mean over the profiles of 1 in the target, falling to 0 at a stated distance.
* True or false with its justification: both right, or 0; a justification in words is graded
  by hand.
* Free text: by hand.

The letter of the QRM rule gives a blank answer 0.5 where one proposition is right; here a
blank answer is worth 0 in every format.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coordo_assessments.answers import (
    Answer,
    InvalidAnswerError,
    PartsAnswer,
    StepsAnswer,
    TextAnswer,
    parse_answer,
    read_number,
)
from coordo_assessments.items import (
    CaseItem,
    DossierItem,
    FreeTextItem,
    Item,
    KfpItem,
    NumericItem,
    QrocItem,
)
from coordo_assessments.scoring_choice import detail_choice, score_qrm, score_qrp, score_qru
from coordo_assessments.scoring_gaps import detail_gaps, score_gaps, score_short
from coordo_assessments.scoring_judgement import (
    detail_justified,
    detail_tcs,
    score_justified,
    score_tcs,
)
from coordo_assessments.scoring_model import OptionResult, Score
from coordo_assessments.scoring_plane import (
    detail_positioning,
    detail_zone,
    score_positioning,
    score_zone,
)
from coordo_assessments.scoring_sets import (
    detail_ordering,
    detail_pairs,
    score_ordering,
    score_pairs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["RULES", "OptionResult", "Score", "list_parts", "score_answer"]


def score_answer(item: Item, raw: Mapping[str, Any] | None) -> Score:
    """Score one answer (as the journal holds it, None when there is none).

    An answer that does not fit its item scores 0 with ``is_invalid`` and a French reason.
    """
    by_hand = item.is_graded_by_hand
    try:
        answer = parse_answer(item, raw)
    except InvalidAnswerError as error:
        return Score(value=0, is_invalid=True, reason=str(error), is_graded_by_hand=by_hand)
    if isinstance(item, DossierItem | KfpItem):
        return _score_case(item, answer)
    details = _detail(item, answer)
    if answer is None:
        return Score(value=0, is_blank=True, is_graded_by_hand=by_hand, options=details)
    credit = RULES[item.type](item, answer)
    return Score(value=float(credit), is_graded_by_hand=by_hand, options=details)


def list_parts(
    item: DossierItem | KfpItem, raw: Mapping[str, Any] | None
) -> list[dict[str, Any] | None]:
    """Answers to the questions of a case, in their order; all None where none can be read."""
    try:
        answer = parse_answer(item, raw)
    except InvalidAnswerError:
        answer = None
    return _list_parts(item, answer)


def _list_parts(item: CaseItem, answer: Answer | None) -> list[dict[str, Any] | None]:
    match answer:
        case StepsAnswer():
            return list(answer.steps)
        case PartsAnswer():
            return list(answer.parts)
        case _:
            return [None] * len(item.steps)


def _score_case(item: CaseItem, answer: Answer | None) -> Score:
    parts = _list_parts(item, answer)
    questions = [step.question for step in item.steps]
    scores = tuple(map(score_answer, questions, parts))
    total = sum(Fraction(question.points) for question in questions)
    earned = sum(
        Fraction(question.points) * Fraction(score.value)
        for question, score in zip(questions, scores, strict=True)
    )
    reasons = [score.reason for score in scores if score.reason]
    return Score(
        value=min(1.0, float(Fraction(earned) / total)),
        is_blank=all(score.is_blank for score in scores),
        reason="\u202f; ".join(reasons),
        steps=scores,
    )


def _score_qroc(item: QrocItem, answer: TextAnswer) -> Fraction:
    return score_short(answer.text, item.accepted, item.acceptable)


def _score_numeric(item: NumericItem, answer: TextAnswer) -> Fraction:
    number = read_number(item, answer)
    return Fraction(int(number is not None and abs(number - item.value) <= item.tolerance))


def _score_by_hand(_item: FreeTextItem, _answer: TextAnswer) -> Fraction:
    return Fraction(0)


RULES: dict[str, Callable[[Any, Any], Fraction]] = {
    "qru": score_qru,
    "qrm": score_qrm,
    "qrp": score_qrp,
    "qrpl": score_qrp,
    "qroc": _score_qroc,
    "numeric": _score_numeric,
    "ordering": score_ordering,
    "matching": score_pairs,
    "classification": score_pairs,
    "zone": score_zone,
    "positioning": score_positioning,
    "cloze": score_gaps,
    "table": score_gaps,
    "tcs": score_tcs,
    "justified": score_justified,
    "free_text": _score_by_hand,
}
"""One rule per format; a case (dossier, KFP) is the mean of its questions."""

_DETAILS: dict[str, Callable[[Any, Any], tuple[OptionResult, ...]]] = {
    "qru": detail_choice,
    "qrm": detail_choice,
    "qrp": detail_choice,
    "qrpl": detail_choice,
    "ordering": detail_ordering,
    "matching": detail_pairs,
    "classification": detail_pairs,
    "zone": detail_zone,
    "positioning": detail_positioning,
    "cloze": detail_gaps,
    "table": detail_gaps,
    "tcs": detail_tcs,
    "justified": detail_justified,
}


def _detail(item: Item, answer: Answer | None) -> tuple[OptionResult, ...]:
    build = _DETAILS.get(item.type)
    return build(item, answer) if build else ()
