"""Draws a graded answer beside its explained key, as HTML that formgrader and feedback show.

Whatever a trainee typed passes through ``escape_text``; the rest is the bank's own Markdown,
rendered with HTML disabled.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from coordo_simulation.french import format_number

from coordo_assessments.items import (
    ChoiceItem,
    DossierItem,
    FreeTextItem,
    Item,
    KfpItem,
    MatchingItem,
    NumericItem,
    OrderingItem,
    QrocItem,
)
from coordo_assessments.markdown import render_inline, render_markdown
from coordo_assessments.nbgrader_bridge.render_formats import BODIES, Body
from coordo_assessments.nbgrader_bridge.render_pieces import (
    NOTHING,
    count_words,
    escape_text,
    format_points,
    render_table,
)
from coordo_assessments.scoring import list_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.feedback import Feedback, SourceNote
    from coordo_assessments.rubric import RubricLevel

__all__ = [
    "NOTHING",
    "count_words",
    "escape_text",
    "format_points",
    "render_answer",
    "render_missing",
    "render_table",
    "render_unknown",
]


def render_answer(
    item: Item, raw: Mapping[str, Any] | None, feedback: Feedback, book: ReferenceBook
) -> str:
    """Draw one item: question, answer given, answer expected, explanations, sources."""
    parts = [
        f"<h3>{escape(item.title)}</h3>",
        f'<p class="co-verdict">{_render_verdict(feedback)}</p>',
        f'<div class="co-stem">{render_markdown(item.stem, book)}</div>',
        _render_body(item, raw, feedback, book),
        f'<div class="co-explanation">{feedback.explanation_html}</div>',
        _render_certainty(feedback),
        _render_sources(feedback.sources),
    ]
    return f'<section class="co-graded">{"".join(parts)}</section>'


def render_unknown(item_id: str) -> str:
    """Say that the bank no longer holds an item of the release."""
    return (
        f'<section class="co-graded co-warning"><p>La question « {escape(item_id)} » ne figure '
        "plus dans la banque\u202f: à noter à la main.</p></section>"
    )


def render_missing(item: Item, book: ReferenceBook) -> str:
    """Say that no answer could be read, which is not an answer worth zero."""
    return (
        f'<section class="co-graded co-warning"><h3>{escape(item.title)}</h3>'
        f'<div class="co-stem">{render_markdown(item.stem, book)}</div>'
        "<p>Aucune réponse n’a pu être lue\u202f: question non corrigée.</p></section>"
    )


def _render_certainty(feedback: Feedback) -> str:
    note = feedback.certainty
    if note is None:
        return ""
    return (
        f'<p class="co-certainty">Certitude indiquée\u202f: degré {note.degree} ({note.band}). '
        f"{escape(note.words)} Barème de Leclercq, pour information\u202f: "
        f"{format_number(note.tariff, 0)} sur 20.</p>"
    )


def _render_verdict(feedback: Feedback) -> str:
    if feedback.verdict == "à corriger":
        return f"À corriger à la main, sur {format_points(feedback.points_max)}"
    points = f"{format_points(feedback.points)} / {format_points(feedback.points_max)}"
    reason = f" ({escape(feedback.reason)})" if feedback.reason else ""
    return f"{feedback.verdict.capitalize()}\u202f: {points}{reason}"


def _render_body(
    item: Item, raw: Mapping[str, Any] | None, feedback: Feedback, book: ReferenceBook
) -> str:
    if isinstance(item, ChoiceItem):
        return _render_choices(feedback)
    draw: Body = _BODIES.get(item.type) or BODIES[item.type]
    return draw(item, raw, feedback, book)


def _render_steps(
    item: DossierItem | KfpItem,
    raw: Mapping[str, Any] | None,
    feedback: Feedback,
    book: ReferenceBook,
) -> str:
    parts = list_parts(item, raw)
    drawn = []
    for rank, (step, part, told) in enumerate(
        zip(item.steps, parts, feedback.steps, strict=True), start=1
    ):
        drawn.append(
            f"<h4>Question {rank}\u202f: {_render_verdict(told)}</h4>"
            f"{render_markdown(step.information, book)}"
            f'<div class="co-stem">{render_markdown(step.question.stem, book)}</div>'
            f"{_render_body(step.question, part, told, book)}"
            f'<div class="co-explanation">{told.explanation_html}</div>'
            f"{_render_sources(told.sources)}"
        )
    return "".join(drawn)


def _render_choices(feedback: Feedback) -> str:
    rows = [
        (
            option.html,
            "cochée" if option.is_chosen else "non cochée",
            _expect(is_expected=option.is_expected, weight=option.weight),
            option.explanation_html,
        )
        for option in feedback.options
    ]
    marks = [option.is_right for option in feedback.options]
    return render_table(("Proposition", "Réponse donnée", "Attendu", "Explication"), rows, marks)


def _expect(*, is_expected: bool, weight: str | None) -> str:
    expected = "à cocher" if is_expected else "à ne pas cocher"
    return f"{expected} ({weight})" if weight else expected


def _render_order(
    _item: OrderingItem,
    raw: Mapping[str, Any] | None,
    feedback: Feedback,
    _book: ReferenceBook,
) -> str:
    given = raw.get("order") if raw else None
    order = given if isinstance(given, list) else []
    rows = [
        (
            str(place),
            option.html,
            str(order.index(option.id) + 1) if option.id in order else NOTHING,
            option.explanation_html,
        )
        for place, option in enumerate(feedback.options, start=1)
    ]
    marks = [option.is_right for option in feedback.options]
    return render_table(("Rang attendu", "Élément", "Rang donné", "Explication"), rows, marks)


def _render_pairs(
    item: MatchingItem, raw: Mapping[str, Any] | None, feedback: Feedback, book: ReferenceBook
) -> str:
    texts = {entry.id: render_inline(entry.text, book) for entry in item.right}
    pairs = raw.get("pairs") if raw else None
    chosen = pairs if isinstance(pairs, dict) else {}
    rows = [
        (
            option.html,
            texts.get(str(chosen.get(option.id)), NOTHING),
            option.expected_html or "",
            option.explanation_html,
        )
        for option in feedback.options
    ]
    marks = [option.is_right for option in feedback.options]
    return render_table(("À associer", "Réponse donnée", "Attendu", "Explication"), rows, marks)


def _render_short(
    item: QrocItem | NumericItem,
    raw: Mapping[str, Any] | None,
    feedback: Feedback,
    _book: ReferenceBook,
) -> str:
    unit = f"\u00a0{escape(item.unit)}" if isinstance(item, NumericItem) and item.unit else ""
    text = _read_text(raw)
    given = f"{escape_text(text)}{unit}" if text else NOTHING
    mistake = f'<p class="co-mistake">{feedback.mistake_html}</p>' if feedback.mistake_html else ""
    rows = [(given, feedback.key_html)]
    return render_table(("Réponse donnée", "Réponse attendue"), rows, [feedback.score == 1]) + (
        mistake
    )


def _render_free_text(
    item: FreeTextItem, raw: Mapping[str, Any] | None, feedback: Feedback, book: ReferenceBook
) -> str:
    text = _read_text(raw)
    length = f"{count_words(text)} mots, {item.max_words} au plus" if text else "sans réponse"
    answer = escape_text(text) if text else NOTHING
    rows = [
        (
            render_inline(criterion.criterion, book),
            "<br>".join(_render_level(level, book) for level in criterion.levels),
        )
        for criterion in item.rubric
    ]
    return (
        f"<h4>Réponse donnée ({length})</h4>"
        f'<div class="co-free-text">{answer}</div>'
        f"<h4>Grille de correction</h4>{render_table(('Critère', 'Niveaux'), rows)}"
        f'<h4>Ce qu’une bonne réponse contient</h4><div class="co-key">{feedback.key_html}</div>'
    )


def _render_level(level: RubricLevel, book: ReferenceBook) -> str:
    description = render_inline(level.description, book)
    return f"<b>{format_points(level.points)}</b>\u202f: {description}"


def _read_text(raw: Mapping[str, Any] | None) -> str:
    text = raw.get("text") if raw else None
    return text.strip() if isinstance(text, str) else ""


def _render_sources(sources: Sequence[SourceNote]) -> str:
    if not sources:
        return ""
    lines = "".join(f"<li>{_render_source(source)}</li>" for source in sources)
    return f'<ul class="co-sources">{lines}</ul>'


def _render_source(source: SourceNote) -> str:
    value = f"\u202f: {escape(source.value)}" if source.value else ""
    label = f"{escape(source.label)}{value}. " if source.label else ""
    title = escape(source.source)
    link = f'<a href="{escape(source.url)}">{title}</a>' if source.url else title
    checked = f", vérifié le {escape(source.checked_on)}" if source.checked_on else ""
    return f"{label}{link}{checked}."


_BODIES: dict[str, Body] = {
    "qroc": _render_short,
    "numeric": _render_short,
    "ordering": _render_order,
    "matching": _render_pairs,
    "free_text": _render_free_text,
    "dossier": _render_steps,
    "kfp": _render_steps,
}
