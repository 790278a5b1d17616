"""The card drawn as one page: question, fraction, value, series, and what is written beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.indicator_card import tell_aim

from coordo_widgets.figure_drawing import (
    LINE_HEIGHT,
    build_svg,
    draw_box,
    draw_paragraph,
    draw_path,
    draw_text,
)
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure
from coordo_widgets.figures.indicator_series import draw_series
from coordo_widgets.figures.indicator_words import tell_interval, tell_value

if TYPE_CHECKING:
    from coordo_simulation.indicator_card import Target

    from coordo_widgets.figures.indicator_words import Shown

BIG = 34
SMALL = 13
VALUE_ROOM = 176
GUTTER = 28
MISSING = "à écrire"


def draw_card(shown: Shown, layout: Layout, *, alt: str) -> str:
    """Draw the whole card."""
    width = WIDTH[layout]
    question, y = draw_paragraph(0, 16, shown.card.question, width, bold=True)
    parts = [question]
    if layout == "wide":
        fraction, end = _draw_fraction(shown, (0, y, width - VALUE_ROOM - GUTTER))
        value, other = _draw_value(shown, (width - VALUE_ROOM, y))
        y = max(end, other)
    else:
        value, y = _draw_value(shown, (0, y))
        fraction, y = _draw_fraction(shown, (0, y, width))
    parts += [*value, *fraction]
    series, y = draw_series(shown, layout, y + 18)
    fields, y = _draw_fields(shown, layout, y + 8)
    return build_svg(width, y, [*parts, *series, *fields], alt=alt, is_open=True)


def _draw_value(shown: Shown, place: tuple[float, float]) -> tuple[list[str], float]:
    """The last value, large; its interval and what was counted under it."""
    x, y = place
    last = shown.last
    counted = f"{format_number(last.period.events)} sur {format_number(last.period.size)}"
    base = y + BIG
    parts = [
        draw_text(x, base, tell_value(shown.card, last.measured.value), bold=True, size=BIG),
        draw_text(x, base + 24, tell_interval(shown.card, last.measured)),
        draw_text(x, base + 24 + LINE_HEIGHT, counted, ink="ink-soft"),
    ]
    label, end = draw_paragraph(
        x, base + 24 + 2 * LINE_HEIGHT, last.period.label, VALUE_ROOM, ink="ink-soft"
    )
    return [*parts, label], end


def _draw_fraction(shown: Shown, place: tuple[float, float, float]) -> tuple[list[str], float]:
    """The numerator over the denominator, and what the whole is multiplied by."""
    x, y, width = place
    factor = f"{format_number(shown.card.scale)} ×"
    left = x + measure(factor, BIG / 2, "bold") + 14
    room = width - (left - x)
    top, bar = draw_paragraph(left + 6, y + 18, shown.card.numerator, room - 6)
    words = shown.counting.words if shown.is_other else shown.card.denominator
    bar -= LINE_HEIGHT - 9
    parts = [
        top,
        draw_path(f"M{left:.1f},{bar:g} H{left + room:.1f}", stroke="ink", width=2),
        draw_text(x, bar + 6, factor, bold=True, size=BIG / 2),
    ]
    if words:
        ink = "terracotta-ink" if shown.is_other else "ink"
        said = f"{words[0].upper()}{words[1:]}"
        below, end = draw_paragraph(left + 6, bar + 20, said, room - 6, ink=ink)
        return [*parts, below], end
    hole, end = _draw_hole(left, bar + 8, room, "le dénominateur est à écrire")
    return [*parts, *hole], end + 12


def _draw_hole(x: float, y: float, width: float, words: str) -> tuple[list[str], float]:
    """A dashed box where the card says nothing; with its lower edge."""
    box = draw_box(x + 1, y, width - 2, 28, fill="terracotta-wash", stroke="chart-2", dash="5 4")
    text = draw_text(x + 10, y + 19, words, ink="terracotta-ink")
    return [box, text], y + 28


def _draw_fields(shown: Shown, layout: Layout, y: float) -> tuple[list[str], float]:
    """What is written beside the figures, in two columns where there is room."""
    columns = 2 if layout == "wide" else 1
    width = (WIDTH[layout] - GUTTER * (columns - 1)) / columns
    parts = [draw_path(f"M0,{y:g} H{WIDTH[layout]}", stroke="ink")]
    rows = _list_fields(shown)
    y += 22
    for start in range(0, len(rows), columns):
        ends = []
        for column, (label, words) in enumerate(rows[start : start + columns]):
            drawn, end = _draw_field(label, words, (column * (width + GUTTER), y, width))
            parts += drawn
            ends.append(end)
        y = max(ends) + 12
    return parts, y


def _list_fields(shown: Shown) -> list[tuple[str, str]]:
    card = shown.indicator.card
    return [
        ("Ce qui est exclu", card.exclusions),
        ("Source des données", card.source),
        ("Fréquence du relevé", card.frequency),
        ("Qui relève, qui lit", card.owner),
        ("Cible, et d’où elle vient", _tell_threshold(shown, card.target)),
        ("Seuil d’alerte", _tell_threshold(shown, card.alert)),
        ("Ses limites", card.limits),
        ("Effet pervers à surveiller", card.perverse_effect),
    ]


def _tell_threshold(shown: Shown, target: Target | None) -> str:
    """The card's own threshold and its origin; without an origin, the sentence stays open."""
    if target is None:
        return ""
    aim = tell_aim(shown.card, target)
    said = set_spaces(f"{aim}. {target.origin}" if target.origin else f"{aim}. Origine {MISSING}")
    return f"{said[0].upper()}{said[1:]}"


def _draw_field(
    label: str, words: str, place: tuple[float, float, float]
) -> tuple[list[str], float]:
    x, y, width = place
    parts = [draw_text(x, y, label, ink="ink-soft", size=SMALL)]
    if not words:
        hole, end = _draw_hole(x, y + 7, width, MISSING)
        return [*parts, *hole], end + LINE_HEIGHT - 4
    ink = "terracotta-ink" if words.endswith(MISSING) else "ink"
    text, end = draw_paragraph(x, y + LINE_HEIGHT, words, width, ink=ink)
    return [*parts, text], end
