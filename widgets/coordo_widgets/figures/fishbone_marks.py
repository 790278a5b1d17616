"""What a fishbone is written with: a factor and its marks, letters of actions, numbered remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.event_strength import STRENGTH_LABELS, Strength
from coordo_simulation.references import Closed

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import draw_box, draw_path, draw_text
from coordo_widgets.figure_text import measure, wrap
from coordo_widgets.figures.fishbone_reading import Reading, is_supposed

if TYPE_CHECKING:
    from coordo_simulation.event_analysis import Factor

LINE = 18
SMALL = 13
MARK = 18  # side of a badge
STEP = 22  # from a badge to the next, and from a row of badges to the next
STRENGTHS: dict[Strength, str] = {
    key: label.split(" :", 1)[0] for key, label in STRENGTH_LABELS.items()
}
"""Strength → its one word."""


class Mark(Closed):
    """A mark under a factor: the causes it explains, an action that answers it, a remark."""

    text: str
    strength: Strength | None = None
    is_remark: bool = False

    @property
    def width(self) -> float:
        """Room it takes with what follows, in px."""
        if self.strength or self.is_remark:
            return STEP
        return measure(self.text, SMALL) + 8


class Block(Closed):
    """A factor as it is written: lines of its name, rows of its marks, how its rib is drawn."""

    lines: tuple[str, ...]
    rows: tuple[tuple[Mark, ...], ...]
    is_root: bool
    is_supposed: bool
    is_stop: bool

    @property
    def height(self) -> float:
        """From above the first line to the rib, in px."""
        return LINE * len(self.lines) + STEP * len(self.rows) + 6


def build_block(factor: Factor, reading: Reading, width: float) -> Block:
    """Write a factor in a column of ``width`` px."""
    is_guess = is_supposed(factor)
    name = f"{factor.short} (supposé)" if is_guess else factor.short
    weight = "bold" if factor.is_root else "regular"
    return Block(
        lines=tuple(wrap(name, width, TEXT_SIZE, weight)),
        rows=_fill_rows(_list_marks(factor, reading), width),
        is_root=factor.is_root,
        is_supposed=is_guess,
        is_stop=reading.stops_at_person(factor),
    )


def name_causes(factor: Factor, reading: Reading) -> str:
    """The immediate causes that a factor explains, by their numbers."""
    numbers = [str(reading.number_cause(each)) for each in factor.explains]
    return f"cause{'s' if numbers[1:] else ''} {' et '.join(numbers)}"


def _list_marks(factor: Factor, reading: Reading) -> list[Mark]:
    marks = [Mark(text=name_causes(factor, reading))]
    marks += [
        Mark(text=reading.letters[each.id], strength=each.strength)
        for each in reading.list_actions(factor)
    ]
    numbers = reading.list_numbers(factor.id)
    return marks + [Mark(text=str(number), is_remark=True) for number in numbers]


def _fill_rows(marks: list[Mark], width: float) -> tuple[tuple[Mark, ...], ...]:
    rows: list[list[Mark]] = [[]]
    for mark in marks:
        if rows[-1] and sum(each.width for each in rows[-1]) + mark.width - 4 > width:
            rows.append([])
        rows[-1].append(mark)
    return tuple(tuple(row) for row in rows)


def draw_block(block: Block, x: float, y: float) -> list[str]:
    """Draw the words and marks of a factor, ``y`` at their top."""
    ink = "terracotta-ink" if block.is_stop else "ink"
    parts = [
        draw_text(x, y + 14 + LINE * rank, line, bold=block.is_root, ink=ink)
        for rank, line in enumerate(block.lines)
    ]
    top = y + LINE * len(block.lines) + 2
    for rank, row in enumerate(block.rows):
        parts += draw_marks(row, x, top + STEP * rank)
    return parts


def draw_marks(marks: tuple[Mark, ...], x: float, y: float) -> list[str]:
    """Draw marks from left to right, ``y`` at their top."""
    parts = []
    for mark in marks:
        if mark.strength:
            parts += draw_badge(mark.text, mark.strength, x, y)
        elif mark.is_remark:
            parts += draw_number(mark.text, x, y)
        else:
            parts.append(draw_text(x, y + 14, mark.text, ink="ink-soft", size=SMALL))
        x += mark.width
    return parts


def draw_badge(letter: str, strength: Strength, x: float, y: float) -> list[str]:
    """The letter of an action: full, bordered or dashed as it is strong, middle or weak."""
    fill, ink, dash = {
        "strong": ("sage-ink", "on-sage", ""),
        "middle": ("sage-wash", "sage-ink", ""),
        "weak": ("paper", "ink", "3 2"),
    }[strength]
    stroke = "ink" if strength == "weak" else "sage-ink"
    return [
        draw_box(x + 0.75, y + 0.75, MARK - 1.5, MARK - 1.5, fill=fill, stroke=stroke, dash=dash),
        draw_text(x + MARK / 2, y + 13.5, letter, ink=ink, anchor="middle", bold=True, size=SMALL),
    ]


def draw_number(number: str, x: float, y: float) -> list[str]:
    """The number of a remark, in a ring."""
    radius = MARK / 2 - 1
    ring = f"M{x + 1:g},{y + MARK / 2:g} a{radius:g},{radius:g} 0 1 0 {2 * radius:g},0 "
    ring += f"a{radius:g},{radius:g} 0 1 0 {-2 * radius:g},0 Z"
    middle = x + MARK / 2
    return [
        draw_path(ring, fill="terracotta-wash", stroke="terracotta-ink", width=1.5),
        draw_text(
            middle, y + 13, number, ink="terracotta-ink", anchor="middle", bold=True, size=12
        ),
    ]


def draw_rib(block: Block, start: float, end: float, y: float) -> list[str]:
    """The rib of a factor: thick for a root, dashed where supposed, barred where it stops."""
    token = "terracotta-ink" if block.is_stop else "ink"
    width = 3 if block.is_root else 1.5
    dash = "7 5" if block.is_supposed else ""
    parts = [draw_path(f"M{start:.1f},{y:.1f} H{end:.1f}", stroke=token, width=width, dash=dash)]
    if block.is_stop:
        parts.append(draw_path(f"M{start:.1f},{y - 7:.1f} v14", stroke=token, width=4))
    return parts
