"""What a trainee learns after an answer: each option explained, with its source."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from coordo_simulation.french import format_date, format_quantity

from coordo_assessments.answers import InvalidAnswerError, TextAnswer, parse_answer, read_number
from coordo_assessments.certainty import build_note
from coordo_assessments.citations import list_citations
from coordo_assessments.feedback_drawings import draw_feedback
from coordo_assessments.feedback_model import (
    CertaintyNote,
    Feedback,
    OptionFeedback,
    PanelVoice,
    SourceNote,
    Verdict,
)
from coordo_assessments.feedback_parts import explain_options, list_voices
from coordo_assessments.items import (
    DossierItem,
    FreeTextItem,
    Item,
    JustifiedItem,
    KfpItem,
    NumericItem,
    QrocItem,
    TcsItem,
)
from coordo_assessments.markdown import render_inline, render_markdown
from coordo_assessments.scoring import Score, list_parts, score_answer
from coordo_assessments.short_answers import is_among

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_simulation.references import Reference, ReferenceBook

    from coordo_assessments.answers import Answer

__all__ = [
    "CertaintyNote",
    "Feedback",
    "OptionFeedback",
    "PanelVoice",
    "SourceNote",
    "Verdict",
    "award_points",
    "build_feedback",
]


def build_feedback(
    item: Item,
    raw: Mapping[str, Any] | None,
    book: ReferenceBook,
    certainty: int | None = None,
) -> Feedback:
    """Build the feedback on an answer, and on its certainty, as the journal holds them.

    Raises:
        UnknownReferenceError: the item cites a reference that the course does not hold.
    """
    score = score_answer(item, raw)
    script = item if isinstance(item, TcsItem) else None
    return Feedback(
        score=score.value,
        points=award_points(item, score),
        points_max=item.points,
        verdict=_judge(score),
        reason=score.reason,
        options=explain_options(item, score, book),
        key_html=_render_key(item, book),
        mistake_html=_explain_mistake(item, raw, book),
        explanation_html=render_markdown(item.explanation, book),
        sources=_list_sources(item, book),
        drawing_html=draw_feedback(item, _read(item, raw)),
        panel=list_voices(script, book) if script else (),
        panel_origin_html=render_inline(script.panel_origin, book) if script else "",
        certainty=_note_certainty(item, score, certainty),
        steps=_explain_steps(item, raw, book),
    )


def _explain_steps(
    item: Item, raw: Mapping[str, Any] | None, book: ReferenceBook
) -> tuple[Feedback, ...]:
    if not isinstance(item, DossierItem | KfpItem):
        return ()
    parts = list_parts(item, raw)
    return tuple(
        build_feedback(step.question, part, book)
        for step, part in zip(item.steps, parts, strict=True)
    )


def _note_certainty(item: Item, score: Score, degree: int | None) -> CertaintyNote | None:
    if degree is None or score.is_blank or not item.can_ask_certainty:
        return None
    return build_note(degree, score.value)


def _read(item: Item, raw: Mapping[str, Any] | None) -> Answer | None:
    try:
        return parse_answer(item, raw)
    except InvalidAnswerError:
        return None


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


def _render_key(item: Item, book: ReferenceBook) -> str:
    match item:
        case QrocItem():
            return render_inline(item.accepted[0], book)
        case NumericItem():
            return escape(format_quantity(item.value, item.unit, item.decimals))
        case FreeTextItem() | JustifiedItem():
            return render_markdown(item.guidance, book)
        case _:
            return ""


def _explain_mistake(item: Item, raw: Mapping[str, Any] | None, book: ReferenceBook) -> str:
    """Name the frequent error behind a wrong number or short answer, where it is known."""
    answer = _read(item, raw)
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
