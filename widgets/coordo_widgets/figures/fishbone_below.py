"""Under the fishbone: what it is read with, then actions and barriers, or the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.event_analysis import HELD_LABELS, Barrier, Held
from coordo_simulation.french import format_date, set_spaces

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import draw_path, draw_text
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure, wrap
from coordo_widgets.figures.fishbone_marks import (
    LINE,
    SMALL,
    STEP,
    STRENGTHS,
    Block,
    Mark,
    draw_badge,
    draw_marks,
    draw_rib,
)

if TYPE_CHECKING:
    from coordo_simulation.event_analysis import Action, Event

    from coordo_widgets.figures.fishbone_reading import Reading

GUTTER = 28  # px between two columns
INDENT = 28  # from a mark to its words
KEYS = (
    ("racine", {"is_root": True}),
    ("supposé", {"is_supposed": True}),
    ("s’arrête à une personne", {"is_root": True, "is_stop": True}),
)
NO_ACTION = "Aucune action décidée"


def draw_key(layout: Layout, y: float) -> tuple[list[str], float]:
    """What the ribs and the marks mean; with the height where it ends."""
    parts: list[str] = []
    x, width = 0.0, WIDTH[layout]
    for label, shape in KEYS:
        block = Block(
            lines=(),
            rows=(),
            is_root=shape.get("is_root", False),
            is_supposed=shape.get("is_supposed", False),
            is_stop=shape.get("is_stop", False),
        )
        room = 36 + measure(label, SMALL) + 20
        if x and x + room - 20 > width:
            x, y = 0, y + STEP
        parts += draw_rib(block, x + 3, x + 29, y + 10)
        parts.append(draw_text(x + 36, y + 14, label, ink="ink-soft", size=SMALL))
        x += room
    words = "Une lettre renvoie à une action, un numéro cerclé à une remarque."
    for line in wrap(words, width, SMALL):
        y += STEP
        parts.append(draw_text(0, y + 14, line, ink="ink-soft", size=SMALL))
    return parts, y + STEP


def draw_below(
    reading: Reading, layout: Layout, y: float, *, is_story: bool
) -> tuple[list[str], float]:
    """Draw what stands under the fish; with the height where it ends."""
    if is_story:
        return _draw_story(reading.analysis.event, layout, y)
    if layout == "narrow":
        parts, y = _draw_actions(reading, 0, y, WIDTH[layout])
        drawn, y = _draw_barriers(reading.analysis.barriers, 0, y + 12, WIDTH[layout])
        return [*parts, *drawn], y
    width = (WIDTH[layout] - GUTTER) / 2
    left, left_end = _draw_actions(reading, 0, y, width)
    right, right_end = _draw_barriers(reading.analysis.barriers, width + GUTTER, y, width)
    return [*left, *right], max(left_end, right_end)


def _draw_actions(reading: Reading, x: float, y: float, width: float) -> tuple[list[str], float]:
    parts = [draw_text(x, y + 15, "Ce que l’on décide", bold=True)]
    y += 28
    if not reading.analysis.actions:
        parts.append(draw_text(x, y + 14, NO_ACTION, ink="ink-soft"))
        return parts, y + LINE
    for action in reading.analysis.actions:
        drawn, y = _draw_action(action, reading, (x, y), width)
        parts += drawn
    return parts, y


def _draw_action(
    action: Action, reading: Reading, at: tuple[float, float], width: float
) -> tuple[list[str], float]:
    """The letter, the words, how strong, who and when, and the remarks about it."""
    x, y = at
    parts = draw_badge(reading.letters[action.id], action.strength, x, y)
    lines = wrap(set_spaces(action.text), width - INDENT, TEXT_SIZE)
    quiet = wrap(tell_bearer(action), width - INDENT, SMALL)
    for rank, line in enumerate(lines):
        parts.append(draw_text(x + INDENT, y + 14 + LINE * rank, line))
    y += LINE * len(lines)
    for rank, line in enumerate(quiet):
        parts.append(draw_text(x + INDENT, y + 14 + LINE * rank, line, ink="ink-soft", size=SMALL))
    y += LINE * len(quiet)
    numbers = reading.list_numbers(action.id)
    if numbers:
        marks = tuple(Mark(text=str(number), is_remark=True) for number in numbers)
        parts += draw_marks(marks, x + INDENT, y + 2)
        y += STEP
    return parts, y + 10


def tell_bearer(action: Action) -> str:
    """How strong an action is, who bears it and by when."""
    strength = STRENGTHS[action.strength].capitalize()
    due = format_date(action.due_on) if action.due_on else "sans date"
    return f"{strength}. {action.owner.strip() or 'Sans porteur'}, {due}"


def _draw_barriers(
    barriers: tuple[Barrier, ...], x: float, y: float, width: float
) -> tuple[list[str], float]:
    parts = [draw_text(x, y + 15, "Ce qui devait protéger", bold=True)]
    y += 28
    for barrier in barriers:
        parts += _draw_gate(barrier.held, x + 9, y)
        lines = wrap(set_spaces(barrier.text), width - INDENT, TEXT_SIZE)
        for rank, line in enumerate(lines):
            parts.append(draw_text(x + INDENT, y + 14 + LINE * rank, line))
        y += LINE * len(lines)
        told = HELD_LABELS[barrier.held].capitalize()
        ink = "sage-ink" if barrier.held == "held" else "terracotta-ink"
        parts.append(draw_text(x + INDENT, y + 14, told, ink=ink, size=SMALL))
        y += LINE + 10
    return parts, y


def _draw_gate(held: Held, x: float, y: float) -> list[str]:
    """A bar that stands, a bar that broke, or the place where none stood."""
    if held == "held":
        return [draw_path(f"M{x:g},{y:g} v30", stroke="sage-ink", width=6)]
    if held == "failed":
        broken = f"M{x:g},{y:g} v10 m6,4 l-12,2 M{x:g},{y + 20:g} v10"
        return [draw_path(broken, stroke="terracotta-ink", width=6)]
    return [draw_path(f"M{x:g},{y:g} v30", stroke="terracotta-ink", width=3, dash="3 5")]


def _draw_story(event: Event, layout: Layout, y: float) -> tuple[list[str], float]:
    """The moments on one line of time: when, then what is known to have happened."""
    parts = [draw_text(0, y + 15, "Ce que l’on sait, avant d’expliquer", bold=True)]
    y += 34
    top, last, width = y, y, WIDTH[layout]
    for moment in event.story:
        parts.append(draw_text(22, y + 14, moment.when, bold=True))
        dot = f"M1,{y + 9:g} a5,5 0 1 0 10,0 a5,5 0 1 0 -10,0 Z"
        parts.append(draw_path(dot, fill="ink"))
        last = y + 9
        lines = wrap(set_spaces(moment.what), width - 22, TEXT_SIZE)
        for rank, line in enumerate(lines, 1):
            parts.append(draw_text(22, y + 14 + LINE * rank, line))
        y += LINE * (len(lines) + 1) + 10
    parts.insert(1, draw_path(f"M6,{top + 9:g} V{last:g}", stroke="edge", width=2))
    return parts, y
