"""Reads an answer for an item from data one cannot trust: its shape, then its fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordo_assessments.answer_forms import AnswerForm, build_form, build_public_form
from coordo_assessments.answer_models import (
    MAX_TEXT_LENGTH,
    Answer,
    ChoiceAnswer,
    DegreeAnswer,
    GapsAnswer,
    InvalidAnswerError,
    JustifiedAnswer,
    MarksAnswer,
    OrderAnswer,
    PairsAnswer,
    PartsAnswer,
    PositionsAnswer,
    StepsAnswer,
    TextAnswer,
    read_shape,
)
from coordo_assessments.french_numbers import parse_french_number
from coordo_assessments.untrusted import show_untrusted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from decimal import Decimal

    from coordo_assessments.items import Item, NumericItem
    from coordo_assessments.public_models import PublicItem

__all__ = [
    "MAX_TEXT_LENGTH",
    "Answer",
    "ChoiceAnswer",
    "DegreeAnswer",
    "GapsAnswer",
    "InvalidAnswerError",
    "JustifiedAnswer",
    "MarksAnswer",
    "OrderAnswer",
    "PairsAnswer",
    "PartsAnswer",
    "PositionsAnswer",
    "StepsAnswer",
    "TextAnswer",
    "parse_answer",
    "parse_public_answer",
    "read_number",
]


def parse_answer(item: Item, raw: Mapping[str, Any] | None) -> Answer | None:
    """Read an answer for an item; a blank one (nothing ticked, typed or matched) is None.

    The questions of a case are read one by one where they are scored: a bad answer to one
    does not spoil the others.

    Raises:
        InvalidAnswerError: the data does not fit the item (wrong shape, unknown option…).
    """
    return None if raw is None else _read(build_form(item), raw)


def parse_public_answer(item: PublicItem, raw: Mapping[str, Any] | None) -> Answer | None:
    """Read an answer knowing only the public half of its item, those of a case's steps too.

    Raises:
        InvalidAnswerError: the answer does not fit the item.
    """
    if raw is None:
        return None
    form = build_public_form(item)
    answer = _read(form, raw)
    if isinstance(answer, StepsAnswer | PartsAnswer):
        given = answer.steps if isinstance(answer, StepsAnswer) else answer.parts
        for step, part in zip(form.steps, given, strict=True):
            if part is not None:
                _read(step, part)
    return answer


def read_number(item: NumericItem, answer: TextAnswer) -> Decimal | None:
    """Return the number typed, with or without the item's unit; None when it is not one."""
    return parse_french_number(answer.text, item.unit)


def _read(form: AnswerForm, raw: object) -> Answer | None:
    try:
        answer = read_shape(form.kind, raw)
    except InvalidAnswerError as error:
        raise InvalidAnswerError(f"«\u202f{form.item}\u202f»\u202f: {error}") from None
    fault = _find_fault(form, answer)
    if fault:
        raise InvalidAnswerError(f"«\u202f{form.item}\u202f»\u202f: {fault}")
    return None if answer.is_blank else answer


def _find_fault(form: AnswerForm, answer: Answer) -> str:
    find: Callable[[AnswerForm, Any], str] | None = _FAULTS.get(type(answer))
    return find(form, answer) if find else ""


def _find_bad_choice(form: AnswerForm, answer: ChoiceAnswer) -> str:
    return _find_excess(form, set(answer.options)) or _find_foreign(answer.options, form.ids)


def _find_bad_order(form: AnswerForm, answer: OrderAnswer) -> str:
    is_whole = sorted(answer.order) == sorted(form.ids)
    return "" if is_whole or not answer.order else "chaque élément une fois, sans autre"


def _find_bad_pairs(form: AnswerForm, answer: PairsAnswer) -> str:
    foreign = _find_foreign(answer.pairs, form.ids)
    return foreign or _find_foreign(answer.pairs.values(), form.targets)


def _find_excess(form: AnswerForm, given: Collection[object]) -> str:
    return f"{form.limit} réponse(s) au plus" if len(given) > form.limit else ""


def _find_foreign(given: Collection[str], known: frozenset[str]) -> str:
    foreign = sorted(set(given) - known)
    return f"proposition inconnue ({show_untrusted(foreign[0])})" if foreign else ""


def _find_bad_marks(form: AnswerForm, answer: MarksAnswer) -> str:
    width, height = form.size
    if any(not (0 <= point.x <= width and 0 <= point.y <= height) for point in answer.points):
        return "un point hors du dessin"
    marks = {(point.x, point.y) for point in answer.points} | set(answer.regions)
    return _find_excess(form, marks) or _find_foreign(answer.regions, form.ids)


def _find_bad_positions(form: AnswerForm, answer: PositionsAnswer) -> str:
    if any(max(abs(point.x), abs(point.y)) > 1 for point in answer.positions.values()):
        return "une position hors du plan"
    return _find_foreign(answer.positions, form.ids)


def _find_bad_gaps(form: AnswerForm, answer: GapsAnswer) -> str:
    for gap, choices in form.choices.items():
        text = answer.gaps.get(gap, "")
        if text and text not in choices:
            return f"choix inconnu ({show_untrusted(text)})"
    return _find_foreign(answer.gaps, form.ids)


def _find_bad_reason(form: AnswerForm, answer: JustifiedAnswer) -> str:
    if answer.text and form.targets:
        return "une raison de la liste, et non un texte"
    return _find_foreign([answer.reason] if answer.reason is not None else [], form.targets)


def _find_bad_parts(form: AnswerForm, answer: PartsAnswer) -> str:
    return _find_bad_count(form, len(answer.parts))


def _find_bad_steps(form: AnswerForm, answer: StepsAnswer) -> str:
    is_beyond = answer.reached > len(form.steps)
    return _find_bad_count(form, answer.reached if is_beyond else len(answer.steps))


def _find_bad_count(form: AnswerForm, count: int) -> str:
    expected = len(form.steps)
    return "" if count == expected else f"{expected} réponses, une par question"


_FAULTS: dict[type[Answer], Callable[[AnswerForm, Any], str]] = {
    ChoiceAnswer: _find_bad_choice,
    OrderAnswer: _find_bad_order,
    PairsAnswer: _find_bad_pairs,
    MarksAnswer: _find_bad_marks,
    PositionsAnswer: _find_bad_positions,
    GapsAnswer: _find_bad_gaps,
    JustifiedAnswer: _find_bad_reason,
    PartsAnswer: _find_bad_parts,
    StepsAnswer: _find_bad_steps,
}
