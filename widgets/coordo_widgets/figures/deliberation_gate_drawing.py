"""The gate of a disclosure: someone who knows, someone who asks, and a door more or less open."""

from __future__ import annotations

from coordo_simulation.deliberation_gates import Outcome

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import (
    LINE_HEIGHT,
    build_svg,
    draw_box,
    draw_path,
    draw_text,
)
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import wrap

BOX = 180  # px
SWING = {
    Outcome.FORBIDDEN: 0,
    Outcome.ON_CONDITION: 0,
    Outcome.ONLY_NECESSARY: 34,
    Outcome.ALLOWED: 62,
}
TOKENS = {
    Outcome.FORBIDDEN: "terracotta",
    Outcome.ON_CONDITION: "amber",
    Outcome.ONLY_NECESSARY: "sage",
    Outcome.ALLOWED: "sage",
}
HALF = 40  # half the width of the doorway


def draw_gate(
    sender: str, recipient: str, outcome: Outcome | None, layout: Layout, *, alt: str
) -> str:
    """Draw the two people and the door; without an outcome, the two people only."""
    if layout == "narrow":
        return _draw_tall(sender, recipient, outcome, alt=alt)
    width, most = WIDTH["wide"], max(_measure_box(sender), _measure_box(recipient))
    middle = 50 + most / 2
    parts = [
        *_draw_person(0, middle, sender, "Sait"),
        *_draw_person(width - BOX, middle, recipient, "Demande à savoir"),
    ]
    if outcome:
        parts += _draw_door(width / 2, middle, (BOX, width - BOX), outcome)
    return build_svg(width, middle + most / 2 + 48, parts, alt=alt)


def _draw_tall(sender: str, recipient: str, outcome: Outcome | None, *, alt: str) -> str:
    """On a phone: one above the other, the word of the door between them."""
    width = WIDTH["narrow"]
    left = (width - BOX) / 2
    under, below = 6 + _measure_box(sender), _measure_box(recipient)
    parts = [*_draw_person(left, under - _measure_box(sender) / 2, sender, "Sait")]
    parts += _draw_person(left, under + 100 + below / 2, recipient, "Demande à savoir")
    if outcome:
        token, x = TOKENS[outcome], width / 2
        way = f"M{x:g},{under + 2:g} V{under + (88 if SWING[outcome] else 30):g}"
        parts.append(draw_path(way, stroke=token, width=3, dash=_dash(outcome)))
        if SWING[outcome]:
            parts.append(draw_path(f"M{x:g},{under + 98:g} l-8,-12 h16 Z", fill=token))
        parts.append(draw_box(0, under + 32, width, 34, fill="paper"))
        parts.append(_draw_word(x, under + 55, outcome))
    return build_svg(width, under + 104 + below, parts, alt=alt)


def _measure_box(name: str) -> float:
    """Height of the box of a person: a verb and the lines of the name."""
    lines = wrap(name, BOX - 20, TEXT_SIZE, "bold")
    return max(80.0, LINE_HEIGHT * (len(lines) + 1) + 23)


def _draw_person(x: float, middle: float, name: str, verb: str) -> list[str]:
    lines = wrap(name, BOX - 20, TEXT_SIZE, "bold")
    height = _measure_box(name)
    top = middle - height / 2
    y = middle + 5 - LINE_HEIGHT * (len(lines)) / 2 + LINE_HEIGHT
    return [
        draw_box(x, top, BOX, height, fill="raised", stroke="edge"),
        draw_text(x + BOX / 2, y - LINE_HEIGHT, verb, ink="ink-soft", anchor="middle"),
        *(
            draw_text(x + BOX / 2, y + LINE_HEIGHT * index, line, anchor="middle", bold=True)
            for index, line in enumerate(lines)
        ),
    ]


def _draw_door(x: float, y: float, ends: tuple[float, float], outcome: Outcome) -> list[str]:
    """Two posts, a leaf that swings by the outcome, and the way of the word through it."""
    token, swing = TOKENS[outcome], SWING[outcome]
    start, end = ends
    stop = end - 12 if swing else x - 12
    posts = f"M{x:g},{y - HALF - 26:g} V{y - HALF:g} M{x:g},{y + HALF:g} V{y + HALF + 8:g}"
    leaf = f"M{x:g},{y - HALF:g} l{swing:g},{2 * HALF - swing * 0.7:g}"
    return [
        draw_path(posts, stroke="ink", width=5),
        draw_path(leaf, stroke=token, width=6),
        draw_path(f"M{start + 8:g},{y:g} H{stop:g}", stroke=token, width=3, dash=_dash(outcome)),
        draw_path(f"M{stop + 8:g},{y:g} l-12,-8 v16 Z", fill=token),
        _draw_word(x, y + HALF + 36, outcome),
    ]


def _draw_word(x: float, y: float, outcome: Outcome) -> str:
    word = f"{outcome}".capitalize()
    return draw_text(x, y, word, ink=f"{TOKENS[outcome]}-ink", anchor="middle", bold=True, size=17)


def _dash(outcome: Outcome) -> str:
    """A broken line for a way that a condition or a limit interrupts."""
    return "2 6" if outcome in (Outcome.ON_CONDITION, Outcome.ONLY_NECESSARY) else ""
