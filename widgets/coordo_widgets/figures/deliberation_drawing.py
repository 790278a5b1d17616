"""The force field: what pushes and what holds, facing each other, under each principle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.deliberation_gates import Outcome
from coordo_simulation.deliberation_options import Side, Weight

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import (
    LINE_HEIGHT,
    build_svg,
    draw_box,
    draw_path,
    draw_text,
)
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure, wrap

if TYPE_CHECKING:
    from coordo_simulation.deliberation import Situation
    from coordo_simulation.deliberation_options import Argument, Examination, PrincipleView

STEP: dict[Layout, int] = {"wide": 26, "narrow": 20}  # px a weight
BAND = 28  # height of the name of a principle
GAP = 12
LONGEST = 3
COLOURS = {Side.FOR: "sage", Side.AGAINST: "terracotta"}
INKS = {Side.FOR: "sage-ink", Side.AGAINST: "terracotta-ink"}
BANNERS: dict[Outcome | None, tuple[str, str]] = {
    Outcome.FORBIDDEN: (
        "terracotta",
        "Un texte arrête cette option, les faits étant ce qu’ils sont",
    ),
    Outcome.ON_CONDITION: ("amber", "Un texte met une condition à cette option"),
    Outcome.ONLY_NECESSARY: ("sage", "Aucun texte lu ici ne l’arrête\u202f; un texte la limite"),
    Outcome.ALLOWED: ("sage", "Aucun texte lu ici n’arrête cette option"),
    None: ("sage", "Aucun texte n’est interrogé pour cette option"),
}


def draw_field(examination: Examination, situation: Situation, layout: Layout, *, alt: str) -> str:
    """Draw an option: the answer of the texts above, then one band a principle."""
    width = WIDTH[layout]
    parts, y = _draw_banner(examination.tightest, width)
    if layout == "wide":
        parts.append(_draw_heads(y))
        y += LINE_HEIGHT + 6
    top = y
    for view in examination.principles:
        drawn, y = _draw_principle(view, situation, layout, y)
        parts += drawn
    if layout == "wide":
        axis = f"M{width / 2:g},{top:g} V{y - GAP:g}"
        parts.insert(0, draw_path(axis, stroke="edge", width=2))
    drawn, y = _draw_legend(layout, y + 6)
    return build_svg(width, y, [*parts, *drawn], alt=alt)


def _draw_banner(outcome: Outcome | None, width: float) -> tuple[list[str], float]:
    token, words = BANNERS[outcome]
    lines = wrap(words, width - 32, TEXT_SIZE, "bold")
    height = LINE_HEIGHT * len(lines) + 14
    parts = [draw_box(1, 1, width - 2, height, fill=f"{token}-wash", stroke=token, thickness=2)]
    parts += [
        draw_text(
            width / 2,
            21 + LINE_HEIGHT * index,
            line,
            ink=f"{token}-ink",
            anchor="middle",
            bold=True,
        )
        for index, line in enumerate(lines)
    ]
    return parts, height + 22


def _draw_heads(y: float) -> str:
    middle = WIDTH["wide"] / 2
    return draw_text(
        middle - 14, y + 6, "Ce qui pousse →", ink="sage-ink", anchor="end", bold=True
    ) + draw_text(middle + 14, y + 6, "← Ce qui retient", ink="terracotta-ink", bold=True)


def _draw_principle(
    view: PrincipleView, situation: Situation, layout: Layout, y: float
) -> tuple[list[str], float]:
    """The name of a principle, then its arguments: facing each other, or one under the other."""
    width = WIDTH[layout]
    name = f"{view.principle}".capitalize()
    parts = [
        draw_box(0, y, width, BAND, fill="sunken"),
        draw_text(width / 2, y + 19, name, anchor="middle", bold=True),
    ]
    y += BAND + 10
    if view.is_silent:
        silence = "personne n’en a rien dit"
        half = measure(silence, TEXT_SIZE) / 2 + 8
        parts.append(draw_box(width / 2 - half, y - 3, 2 * half, 24, fill="paper"))
        parts.append(draw_text(width / 2, y + 14, silence, ink="ink-soft", anchor="middle"))
        return parts, y + 26 + GAP
    if layout == "narrow":
        for argument in (*view.pushing, *view.holding):
            drawn, y = _draw_stacked(argument, situation, y)
            parts += drawn
        return parts, y + 4
    ends = []
    for arguments in (view.pushing, view.holding):
        end = y
        for argument in arguments:
            drawn, end = _draw_facing(argument, situation, end)
            parts += drawn
        ends.append(end)
    return parts, max(ends) + 4


def _draw_facing(argument: Argument, situation: Situation, y: float) -> tuple[list[str], float]:
    """An arrow towards the middle, and beside it who said it and what."""
    middle, sign = WIDTH["wide"] / 2, -1 if argument.side is Side.FOR else 1
    room = LONGEST * STEP["wide"] + 22
    x = middle + sign * room
    anchor = "end" if sign < 0 else "start"
    lines = _write(argument, situation, middle - room - 4)
    parts = [
        draw_text(x, y + 14 + LINE_HEIGHT * index, line, anchor=anchor, bold=is_name)
        for index, (line, is_name) in enumerate(lines)
    ]
    height = LINE_HEIGHT * len(lines)
    start = middle + sign * (10 + argument.weight.step * STEP["wide"])
    parts.append(_draw_arrow(start, middle + sign * 8, y + 10, argument))
    return parts, y + height + GAP


def _draw_stacked(argument: Argument, situation: Situation, y: float) -> tuple[list[str], float]:
    """On a phone: an arrow at the left, to the right what pushes, to the left what holds."""
    room = LONGEST * STEP["narrow"] + 16
    lines = _write(argument, situation, WIDTH["narrow"] - room - 4)
    side = f"{argument.side}".capitalize()
    parts = [draw_text(room, y + 14, side, ink=INKS[argument.side], bold=True)]
    parts += [
        draw_text(room, y + 14 + LINE_HEIGHT * (index + 1), line, bold=is_name)
        for index, (line, is_name) in enumerate(lines)
    ]
    length = argument.weight.step * STEP["narrow"]
    ends = (4, 4 + length) if argument.side is Side.FOR else (4 + length, 4)
    parts.append(_draw_arrow(*ends, y + 10, argument))
    return parts, y + LINE_HEIGHT * (len(lines) + 1) + GAP


def _write(argument: Argument, situation: Situation, width: float) -> list[tuple[str, bool]]:
    """Lines of an argument, and whether each is the name of who said it."""
    who = name_speaker(argument, situation)
    names = wrap(who, width, TEXT_SIZE, "bold")
    return [(line, True) for line in names] + [
        (line, False) for line in wrap(argument.claim, width, TEXT_SIZE)
    ]


def name_speaker(argument: Argument, situation: Situation) -> str:
    """Who said it, with the tie; or that one does not know."""
    if argument.heard_from is None:
        return "On ne sait pas qui"
    return situation.get(argument.heard_from).introduced


def _draw_arrow(start: float, end: float, y: float, argument: Argument) -> str:
    """A bar with a head, from ``start`` to ``end``, centred on ``y``."""
    sign = 1 if end > start else -1
    neck = end - sign * 11
    path = (
        f"M{start:g},{y - 5:g} H{neck:g} V{y - 10:g} L{end:g},{y:g} L{neck:g},{y + 10:g} "
        f"V{y + 5:g} H{start:g} Z"
    )
    return draw_path(path, fill=COLOURS[argument.side])


def _draw_legend(layout: Layout, y: float) -> tuple[list[str], float]:
    """The three lengths, and the words that they stand for."""
    parts, x = [], 4.0
    for weight in Weight:
        length = weight.step * STEP[layout]
        parts.append(draw_path(f"M{x:g},{y + 4:g} h{length} v10 h{-length} Z", fill="edge"))
        parts.append(draw_text(x + length + 8, y + 14, f"{weight}", ink="ink-soft"))
        if layout == "narrow":
            y += LINE_HEIGHT + 4
        else:
            x += length + 24 + measure(f"{weight}", TEXT_SIZE)
    return parts, y + (LINE_HEIGHT + 4 if layout == "wide" else 4)
