"""What was answered, as one reads it again: a choice, ticks, amounts, an order, a text.

What a trainee wrote is never read as Markdown of the course: it travels as plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.markdown import render_inline
from coordo_simulation.answer_texts import NOTHING_TICKED, describe_answer
from coordo_simulation.case_decisions import (
    AllocationDecision,
    MultipleDecision,
    OrderingDecision,
    SingleDecision,
    TextDecision,
)
from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed

from coordo_widgets.case_fields import tell_amount
from coordo_widgets.case_words import clip, plain

if TYPE_CHECKING:
    from coordo_simulation.answer import Answer, Kind
    from coordo_simulation.case_decisions import DecisionSpec
    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.scenario import Scenario

HAVING: dict[Kind, str] = {
    "single": "Vous avez décidé",
    "multiple": "Vous avez décidé",
    "allocation": "Vous avez réparti",
    "ordering": "Vous avez retenu cet ordre",
    "text": "Vous avez écrit",
}


class AnswerView(Closed):
    """An answer: ``lines`` of the course's own words, or what was ``written``.

    ``kind`` is that of the decision; ``picked`` are the ids of the choices made.
    """

    kind: str
    lines: tuple[str, ...] = ()
    written: str | None = None
    picked: tuple[str, ...] = ()


def build_answer(spec: DecisionSpec, answer: Answer, book: ReferenceBook) -> AnswerView:
    """Build what is shown of an answer to a decision."""
    match spec:
        case SingleDecision() | MultipleDecision():
            picked = (answer.choice,) if answer.choice else answer.choices or ()
            texts = [each.text for each in spec.choices if each.id in picked]
            lines = [render_inline(text, book) for text in texts or [NOTHING_TICKED]]
            return AnswerView(kind=spec.kind, lines=tuple(lines), picked=picked)
        case AllocationDecision():
            return AnswerView(kind=spec.kind, lines=_list_amounts(spec, answer, book))
        case OrderingDecision():
            texts_by_id = {each.id: each.text for each in spec.elements}
            names = [name for name in answer.order or () if name in texts_by_id]
            ranked = tuple(render_inline(texts_by_id[name], book) for name in names)
            return AnswerView(kind=spec.kind, lines=ranked)
        case TextDecision():
            return AnswerView(kind=spec.kind, written=set_spaces((answer.text or "").strip()))


def _list_amounts(spec: AllocationDecision, answer: Answer, book: ReferenceBook) -> tuple[str, ...]:
    given = [(line.text, answer.get_amount(line.id)) for line in spec.lines]
    left = round(spec.total - sum(amount for _text, amount in given), 6)
    rows = [
        f"<strong>{tell_amount(amount, spec.unit)}</strong> {render_inline(text, book)}"
        for text, amount in given
    ]
    if left:
        rows.append(f"<strong>{tell_amount(left, spec.unit)}</strong> en réserve")
    return tuple(rows)


def tell_answer(spec: DecisionSpec, answer: Answer, book: ReferenceBook) -> str:
    """Tell an answer in one line of plain text, short enough to be recognised by."""
    return clip(settle_words(spec, describe_answer(spec, answer), book))


def settle_words(spec: DecisionSpec, told: str, book: ReferenceBook) -> str:
    """Set an answer told by the engine as plain text; citations are read in the course's words."""
    return set_spaces(told) if isinstance(spec, TextDecision) else plain(told, book)


def settle_past_words(
    scenario: Scenario, decision: str, told: str | None, book: ReferenceBook
) -> str | None:
    """Do the same for a decision that the case may no longer know."""
    if told is None:
        return None
    spec = next((each for each in scenario.decisions if each.id == decision), None)
    return clip(set_spaces(told) if spec is None else settle_words(spec, told, book))


def is_same_answer(one: Answer, other: Answer) -> bool:
    """Whether two answers come to the same; two texts never do."""
    if one.choices is not None and other.choices is not None:
        return set(one.choices) == set(other.choices)
    if one.amounts is not None and other.amounts is not None:
        return _collect(one) == _collect(other)
    return one.text is None and one == other


def _collect(answer: Answer) -> dict[str, float]:
    return {each.line: each.amount for each in answer.amounts or () if each.amount}
