"""What a trainee learns after an answer: each option explained, with its source."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from coordo_simulation.french import format_date, format_quantity
from coordo_simulation.references import Closed

from coordo_assessments.answers import InvalidAnswerError, TextAnswer, parse_answer, read_number
from coordo_assessments.citations import list_citations
from coordo_assessments.items import (
    ChoiceItem,
    FreeTextItem,
    Item,
    MatchingItem,
    NumericItem,
    OrderingItem,
    QrocItem,
)
from coordo_assessments.markdown import render_inline, render_markdown
from coordo_assessments.scoring import Score, score_answer
from coordo_assessments.short_answers import is_among

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_simulation.references import Reference, ReferenceBook

Verdict = Literal["juste", "partiel", "faux", "sans réponse", "à corriger"]


class OptionFeedback(Closed):
    """One proposition, element or left entry, told as it was answered and as it should be."""

    id: str
    html: str
    is_chosen: bool
    is_expected: bool
    is_right: bool
    weight: str | None = None
    expected_html: str | None = None
    explanation_html: str


class SourceNote(Closed):
    """A source as it is printed under an explanation."""

    label: str
    value: str | None = None
    source: str
    url: str | None = None
    checked_on: str | None = None
    note: str | None = None


class Feedback(Closed):
    """The whole of what follows an answer."""

    score: float
    points: Decimal
    points_max: Decimal
    verdict: Verdict
    reason: str
    options: tuple[OptionFeedback, ...]
    key_html: str
    mistake_html: str
    explanation_html: str
    sources: tuple[SourceNote, ...]


def build_feedback(item: Item, raw: Mapping[str, Any] | None, book: ReferenceBook) -> Feedback:
    """Build the feedback on an answer as the journal holds it.

    Raises:
        UnknownReferenceError: the item cites a reference that the course does not hold.
    """
    score = score_answer(item, raw)
    return Feedback(
        score=score.value,
        points=award_points(item, score),
        points_max=item.points,
        verdict=_judge(score),
        reason=score.reason,
        options=_explain_options(item, score, book),
        key_html=_render_key(item, book),
        mistake_html=_explain_mistake(item, raw, book),
        explanation_html=render_markdown(item.explanation, book),
        sources=_list_sources(item, book),
    )


def award_points(item: Item, score: Score) -> Decimal:
    """Points of a score, to two decimals (half up)."""
    exact = Decimal(str(score.value)) * item.points
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _judge(score: Score) -> Verdict:
    if score.is_blank:
        return "sans réponse"
    if score.is_graded_by_hand and not score.is_invalid:
        return "à corriger"
    if score.value == 1:
        return "juste"
    return "partiel" if score.value > 0 else "faux"


def _explain_options(item: Item, score: Score, book: ReferenceBook) -> tuple[OptionFeedback, ...]:
    results = {result.id: result for result in score.options}
    if not results:
        return ()
    right_texts: dict[str, str] = {}
    entries: tuple[Any, ...] = ()
    match item:
        case ChoiceItem():
            entries = item.options
        case OrderingItem():
            entries = item.elements
        case MatchingItem():
            entries = item.left
            texts = {entry.id: entry.text for entry in item.right}
            right_texts = {entry.id: texts[entry.match] for entry in item.left}
    return tuple(
        OptionFeedback(
            id=entry.id,
            html=render_inline(entry.text, book),
            is_chosen=results[entry.id].is_chosen,
            is_expected=results[entry.id].is_expected,
            is_right=results[entry.id].is_right,
            weight=getattr(entry, "weight", None),
            expected_html=_render_optional(right_texts.get(entry.id), book),
            explanation_html=render_inline(entry.explanation, book),
        )
        for entry in entries
    )


def _render_optional(text: str | None, book: ReferenceBook) -> str | None:
    return None if text is None else render_inline(text, book)


def _render_key(item: Item, book: ReferenceBook) -> str:
    match item:
        case QrocItem():
            return render_inline(item.accepted[0], book)
        case NumericItem():
            return escape(format_quantity(item.value, item.unit, item.decimals))
        case FreeTextItem():
            return render_markdown(item.guidance, book)
        case _:
            return ""


def _explain_mistake(item: Item, raw: Mapping[str, Any] | None, book: ReferenceBook) -> str:
    """Name the frequent error behind a wrong number or short answer, where it is known."""
    try:
        answer = parse_answer(item, raw)
    except InvalidAnswerError:
        return ""
    if not isinstance(answer, TextAnswer):
        return ""
    if isinstance(item, NumericItem):
        number = read_number(item, answer)
        if number is None:
            return escape("Ce que vous avez saisi n'est pas un nombre.")
        for mistake in item.mistakes:
            if abs(number - mistake.value) <= item.tolerance:
                return render_inline(mistake.explanation, book)
    if isinstance(item, QrocItem):
        for known in item.mistakes:
            if is_among(answer.text, (known.answer,)):
                return render_inline(known.explanation, book)
    return ""


def _list_sources(item: Item, book: ReferenceBook) -> tuple[SourceNote, ...]:
    cited = tuple(_note_reference(book.get(entry)) for entry in list_citations(item))
    named = tuple(
        SourceNote(label=source.locator or "", source=source.title, url=source.url, value=None)
        for source in item.sources
    )
    return cited + named


def _note_reference(reference: Reference) -> SourceNote:
    source = reference.sources[0]
    title = f"{source.title}, {source.locator}" if source.locator else source.title
    return SourceNote(
        label=reference.label,
        value=reference.value_text,
        source=title,
        url=source.url,
        checked_on=format_date(reference.checked_on),
        note=reference.note,
    )
