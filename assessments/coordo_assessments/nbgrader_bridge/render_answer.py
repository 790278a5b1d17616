"""Draws a graded answer beside its explained key, as HTML that formgrader and feedback show.

Whatever a trainee typed passes through ``escape_text``; the rest is the bank's own Markdown,
rendered with HTML disabled.
"""

from __future__ import annotations

import unicodedata
from html import escape
from typing import TYPE_CHECKING, Any

from coordo_simulation.french import format_number

from coordo_assessments.items import (
    ChoiceItem,
    FreeTextItem,
    Item,
    MatchingItem,
    NumericItem,
    OrderingItem,
)
from coordo_assessments.markdown import render_inline, render_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.feedback import Feedback, SourceNote
    from coordo_assessments.rubric import RubricLevel

NOTHING = '<span class="co-nothing">sans réponse</span>'


def escape_text(text: str) -> str:
    """Escape what a trainee typed, without its control characters, its lines kept."""
    kept = "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"}
    )
    return escape(kept).replace("\n", "<br>")


def count_words(text: str) -> int:
    """Number of words, as a reader would count them."""
    return len(text.split())


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


def _render_verdict(feedback: Feedback) -> str:
    if feedback.verdict == "à corriger":
        return f"À corriger à la main, sur {format_points(feedback.points_max)}"
    points = f"{format_points(feedback.points)} / {format_points(feedback.points_max)}"
    reason = f" ({escape(feedback.reason)})" if feedback.reason else ""
    return f"{feedback.verdict.capitalize()}\u202f: {points}{reason}"


def format_points(points: Any) -> str:  # noqa: ANN401  (float or Decimal)
    """Write points with as many decimals as they need, two at most."""
    decimals = next(count for count in (0, 1, 2) if count == 2 or round(points, count) == points)  # noqa: PLR2004
    return format_number(points, decimals)


def _render_body(
    item: Item, raw: Mapping[str, Any] | None, feedback: Feedback, book: ReferenceBook
) -> str:
    match item:
        case ChoiceItem():
            return _render_choices(feedback)
        case OrderingItem():
            return _render_order(raw, feedback)
        case MatchingItem():
            return _render_pairs(item, raw, feedback, book)
        case FreeTextItem():
            return _render_free_text(item, raw, feedback, book)
        case _:
            return _render_short(item, raw, feedback)


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


def _render_order(raw: Mapping[str, Any] | None, feedback: Feedback) -> str:
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


def _render_short(item: Item, raw: Mapping[str, Any] | None, feedback: Feedback) -> str:
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


def render_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], marks: Sequence[bool] | None = None
) -> str:
    """Draw a table of HTML cells; ``marks`` says which rows are right."""
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in heads)
    body = []
    for index, row in enumerate(rows):
        mark = "" if marks is None else (' class="co-right"', ' class="co-wrong"')[not marks[index]]
        cells = "".join(
            f'<td data-label="{escape(title)}">{cell}</td>'
            for title, cell in zip(heads, row, strict=True)
        )
        body.append(f"<tr{mark}>{cells}</tr>")
    return (
        f'<table class="co-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>"
    )


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
