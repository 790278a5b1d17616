"""Draws the answers to the formats that have a shape of their own, beside their key.

What a trainee typed passes through ``escape_text``; ids are looked up, never printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from coordo_simulation.french import format_number

from coordo_assessments.answers import (
    Answer,
    DegreeAnswer,
    GapsAnswer,
    InvalidAnswerError,
    JustifiedAnswer,
    PairsAnswer,
    parse_answer,
)
from coordo_assessments.items import ChoiceGap
from coordo_assessments.markdown import render_inline
from coordo_assessments.nbgrader_bridge.render_pieces import NOTHING, escape_text, render_table
from coordo_assessments.script_words import LEADS, write_degree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.feedback import Feedback
    from coordo_assessments.feedback_model import OptionFeedback
    from coordo_assessments.items import (
        ClassificationItem,
        GappedItem,
        Item,
        JustifiedItem,
        PositioningItem,
        TcsItem,
        ZoneItem,
    )

_Raw: TypeAlias = "Mapping[str, Any] | None"
Body: TypeAlias = "Callable[[Any, _Raw, Feedback, ReferenceBook], str]"


def _parse(item: Item, raw: _Raw) -> Answer | None:
    try:
        return parse_answer(item, raw)
    except InvalidAnswerError:
        return None


def _render_classification(
    item: ClassificationItem, raw: _Raw, feedback: Feedback, book: ReferenceBook
) -> str:
    answer = _parse(item, raw)
    pairs = answer.pairs if isinstance(answer, PairsAnswer) else {}
    names = {entry.id: render_inline(entry.text, book) for entry in item.categories}
    rows = [
        (
            option.html,
            names.get(pairs.get(option.id, ""), NOTHING),
            option.expected_html or "",
            option.explanation_html,
        )
        for option in feedback.options
    ]
    heads = ("Élément", "Catégorie donnée", "Attendue", "Explication")
    return render_table(heads, rows, _marks(feedback.options))


def _render_zone(_item: ZoneItem, _raw: _Raw, feedback: Feedback, _book: ReferenceBook) -> str:
    rows = [
        (
            option.html,
            "pointée" if option.is_chosen else "non pointée",
            "à pointer" if option.is_expected else "à ne pas pointer",
            option.explanation_html,
        )
        for option in feedback.options
    ]
    heads = ("Endroit", "Réponse donnée", "Attendu", "Explication")
    return _render_drawing(feedback) + render_table(heads, rows, _marks(feedback.options))


def _render_positioning(
    item: PositioningItem, _raw: _Raw, feedback: Feedback, book: ReferenceBook
) -> str:
    rows = [
        (
            f"{rank}. {option.html}",
            _write_share(option.credit) if option.is_chosen else NOTHING,
            option.explanation_html,
        )
        for rank, option in enumerate(feedback.options, start=1)
    ]
    table = render_table(("Profil", "Part obtenue", "Explication"), rows, _marks(feedback.options))
    return f"{_render_drawing(feedback)}<p>{render_inline(item.convention, book)}</p>{table}"


def _render_drawing(feedback: Feedback) -> str:
    return f'<div class="co-drawing">{feedback.drawing_html}</div>'


def _render_gaps(item: GappedItem, raw: _Raw, feedback: Feedback, book: ReferenceBook) -> str:
    answer = _parse(item, raw)  # type: ignore[arg-type]  # each gapped format is an Item
    given = answer.gaps if isinstance(answer, GapsAnswer) else {}
    choices = {
        gap.id: {entry.id: render_inline(entry.text, book) for entry in gap.options}
        for gap in item.gaps
        if isinstance(gap, ChoiceGap)
    }
    rows = []
    for option in feedback.options:
        text = given.get(option.id, "")
        shown = choices.get(option.id, {}).get(text) or escape_text(text) or NOTHING
        rows.append((option.html, shown, option.expected_html or "", option.explanation_html))
    heads = ("À remplir", "Réponse donnée", "Attendu", "Explication")
    return render_table(heads, rows, _marks(feedback.options))


def _render_tcs(item: TcsItem, raw: _Raw, feedback: Feedback, book: ReferenceBook) -> str:
    answer = _parse(item, raw)
    chosen = answer.degree if isinstance(answer, DegreeAnswer) else None
    thought, learned, asked = LEADS[item.kind]
    degrees = [
        (
            option.html,
            "choisie" if option.is_chosen else "",
            option.explanation_html,
            _write_share(option.credit),
        )
        for option in feedback.options
    ]
    voices = [
        (voice.expert, write_degree(voice.degree), voice.reason_html) for voice in feedback.panel
    ]
    return (
        f"<p>{thought}\u202f: {render_inline(item.hypothesis, book)}<br>"
        f"{learned}\u202f: {render_inline(item.information, book)}</p>"
        + ("" if chosen is not None else f"<p>{NOTHING}</p>")
        + render_table((asked, "Réponse donnée", "Panel", "Part des points"), degrees)
        + f"<p>{feedback.panel_origin_html}</p>"
        + render_table(("Expert", "Réponse", "Sa raison"), voices)
    )


def _render_justified(
    item: JustifiedItem, raw: _Raw, feedback: Feedback, _book: ReferenceBook
) -> str:
    answer = _parse(item, raw)
    given = answer if isinstance(answer, JustifiedAnswer) else JustifiedAnswer()
    truth, *reasons = feedback.options or (None,)
    told = {True: "vrai", False: "faux", None: NOTHING}[given.truth]
    expected = "vrai" if item.truth else "faux"
    head = render_table(
        ("Affirmation", "Réponse donnée", "Attendu"),
        [(truth.html if truth else "", told, expected)],
        [given.truth is item.truth],
    )
    if item.is_graded_by_hand:
        text = escape_text(given.text) or NOTHING
        return (
            f'{head}<h4>Justification donnée</h4><div class="co-free-text">{text}</div>'
            "<h4>Ce qu’une bonne réponse contient</h4>"
            f'<div class="co-key">{feedback.key_html}</div>'
        )
    rows = [
        (
            option.html,
            "choisie" if option.is_chosen else "",
            "à choisir" if option.is_expected else "",
            option.explanation_html,
        )
        for option in reasons
        if option is not None
    ]
    marks = [option.is_right for option in reasons if option is not None]
    return head + render_table(("Raison", "Réponse donnée", "Attendu", "Explication"), rows, marks)


def _write_share(credit: float | None) -> str:
    return f"{format_number(100 * (credit or 0), 0)}\u00a0%"


def _marks(options: tuple[OptionFeedback, ...]) -> list[bool]:
    return [option.is_right for option in options]


BODIES: dict[str, Body] = {
    "classification": _render_classification,
    "zone": _render_zone,
    "positioning": _render_positioning,
    "cloze": _render_gaps,
    "table": _render_gaps,
    "tcs": _render_tcs,
    "justified": _render_justified,
}
