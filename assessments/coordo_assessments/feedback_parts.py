"""Tells each part of an answer: its text, what was expected there, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coordo_simulation.french import format_quantity

from coordo_assessments.feedback_model import OptionFeedback, PanelVoice
from coordo_assessments.items import ChoiceGap, NumericGap, ShortGap
from coordo_assessments.markdown import render_inline
from coordo_assessments.script_words import DEGREE_LABELS, write_degree

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.items import (
        ChoiceItem,
        ClassificationItem,
        GappedItem,
        Item,
        JustifiedItem,
        MatchingItem,
        OrderingItem,
        PositioningItem,
        TcsItem,
        ZoneItem,
    )
    from coordo_assessments.scoring import Score


@dataclass(frozen=True)
class _Part:
    """Markdown of one part."""

    text: str
    explanation: str
    weight: str | None = None
    expected: str | None = None


def explain_options(item: Item, score: Score, book: ReferenceBook) -> tuple[OptionFeedback, ...]:
    """Explain the parts of an answer that was scored; none where the format has no parts."""
    list_parts = _PARTS.get(item.type)
    if list_parts is None:
        return ()
    parts = list_parts(item)
    return tuple(
        OptionFeedback(
            id=result.id,
            html=render_inline(parts[result.id].text, book),
            is_chosen=result.is_chosen,
            is_expected=result.is_expected,
            is_right=result.is_right,
            credit=result.credit,
            weight=parts[result.id].weight,
            expected_html=_render_optional(parts[result.id].expected, book),
            explanation_html=render_inline(parts[result.id].explanation, book),
        )
        for result in score.options
    )


def list_voices(item: TcsItem, book: ReferenceBook) -> tuple[PanelVoice, ...]:
    """List the experts of a script with their reasons, lowest degree first."""
    return tuple(
        PanelVoice(
            expert=vote.expert, degree=vote.degree, reason_html=render_inline(vote.reason, book)
        )
        for vote in sorted(item.panel, key=lambda vote: vote.degree)
    )


def _render_optional(text: str | None, book: ReferenceBook) -> str | None:
    return None if text is None else render_inline(text, book)


def _choice_parts(item: ChoiceItem) -> dict[str, _Part]:
    return {entry.id: _Part(entry.text, entry.explanation, entry.weight) for entry in item.options}


def _ordering_parts(item: OrderingItem) -> dict[str, _Part]:
    return {entry.id: _Part(entry.text, entry.explanation) for entry in item.elements}


def _matching_parts(item: MatchingItem) -> dict[str, _Part]:
    texts = {entry.id: entry.text for entry in item.right}
    return {
        entry.id: _Part(entry.text, entry.explanation, expected=texts[entry.match])
        for entry in item.left
    }


def _classification_parts(item: ClassificationItem) -> dict[str, _Part]:
    texts = {entry.id: entry.text for entry in item.categories}
    return {
        entry.id: _Part(entry.text, entry.explanation, expected=texts[entry.category])
        for entry in item.elements
    }


def _zone_parts(item: ZoneItem) -> dict[str, _Part]:
    return {entry.id: _Part(entry.text, entry.explanation) for entry in item.regions}


def _positioning_parts(item: PositioningItem) -> dict[str, _Part]:
    return {entry.id: _Part(entry.text, entry.explanation) for entry in item.profiles}


def _gap_parts(item: GappedItem) -> dict[str, _Part]:
    return {
        gap.id: _Part(gap.label, gap.explanation, expected=_write_expected(gap))
        for gap in item.gaps
    }


def _write_expected(gap: ShortGap | NumericGap | ChoiceGap) -> str:
    match gap:
        case NumericGap():
            return format_quantity(gap.value, gap.unit, gap.decimals)
        case ChoiceGap():
            return gap.key.text
        case ShortGap():
            return gap.accepted[0]


def _tcs_parts(item: TcsItem) -> dict[str, _Part]:
    labels, votes = DEGREE_LABELS[item.kind], item.votes
    return {
        f"{degree:+d}": _Part(f"{write_degree(degree)}, {label}", _count(votes.get(degree, 0)))
        for degree, label in labels.items()
    }


def _count(votes: int) -> str:
    if votes == 0:
        return "Aucun expert."
    return f"{votes} experts." if votes > 1 else "1 expert."


def _justified_parts(item: JustifiedItem) -> dict[str, _Part]:
    words = "Vrai" if item.truth else "Faux"
    reasons = {entry.id: _Part(entry.text, entry.explanation) for entry in item.reasons}
    return {"verite": _Part(item.statement, "", expected=words), **reasons}


_PARTS: dict[str, Callable[[Any], dict[str, _Part]]] = {
    "qru": _choice_parts,
    "qrm": _choice_parts,
    "qrp": _choice_parts,
    "qrpl": _choice_parts,
    "ordering": _ordering_parts,
    "matching": _matching_parts,
    "classification": _classification_parts,
    "zone": _zone_parts,
    "positioning": _positioning_parts,
    "cloze": _gap_parts,
    "table": _gap_parts,
    "tcs": _tcs_parts,
    "justified": _justified_parts,
}
