"""The fishbone laid out: a fish where there is room, a list of branches on a spine on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import LINE_HEIGHT, build_svg, draw_box, draw_path, draw_text
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure, wrap
from coordo_widgets.figures.fishbone_below import draw_below, draw_key
from coordo_widgets.figures.fishbone_marks import (
    LINE,
    SMALL,
    Block,
    Mark,
    build_block,
    draw_block,
    draw_marks,
    draw_rib,
)

if TYPE_CHECKING:
    from coordo_simulation.event_analysis import Event
    from coordo_simulation.event_grids import Family

    from coordo_widgets.figures.fishbone_reading import Reading

HEAD = 108  # px, width of the head
NOSE = WIDTH["wide"] - HEAD  # where the spine meets it
SLANT = 22  # how far a bone leans to the tail
REACH = 12  # from the head to the first bone, from a bone to the words of the next
MARGIN = 33  # of a column, where no word of a factor stands: its bone leans over it
GAP = 8  # between two factors of a bone
EMPTY = "rien d’écrit"
NEARNESS = {
    "wide": "Plus une arête est proche de la tête, plus elle est proche du geste de soin.",
    "narrow": "En haut, au plus près du geste de soin ; en bas, au plus loin.",
}


class Bone(Closed):
    """A family on its bone: where it meets the spine, which side, its name and its factors."""

    joint: float
    is_above: bool
    name: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def length(self) -> float:
        """Height that its factors take, in px."""
        written = sum(block.height + GAP for block in self.blocks)
        return (written or LINE + GAP) + 2 * GAP


def draw_fishbone(reading: Reading, layout: Layout, *, is_story: bool, alt: str) -> str:
    """Draw an analysis and what stands under it."""
    parts, y = _draw_causes(reading, layout)
    draw = _draw_fish if layout == "wide" else _draw_branches
    drawn, y = draw(reading, y + 14)
    parts += drawn
    if reading.analysis.grid == "alarm":
        for line in wrap(set_spaces(NEARNESS[layout]), WIDTH[layout], SMALL):
            parts.append(draw_text(0, y + 16, line, ink="ink-soft", size=SMALL))
            y += LINE
        y += 4
    drawn, y = draw_key(layout, y + 4)
    parts += drawn
    drawn, y = draw_below(reading, layout, y + 22, is_story=is_story)
    return build_svg(WIDTH[layout], y + 6, [*parts, *drawn], alt=alt)


def _draw_causes(reading: Reading, layout: Layout) -> tuple[list[str], float]:
    """What was to be done and was not, numbered as the factors name it."""
    parts = [draw_text(0, 15, "Ce qui a manqué", bold=True)]
    y = 26.0
    for number, cause in enumerate(reading.analysis.causes, 1):
        parts.append(draw_text(0, y + 14, f"{number}.", bold=True))
        lines = wrap(set_spaces(cause.text), WIDTH[layout] - 22, TEXT_SIZE)
        for rank, line in enumerate(lines):
            parts.append(draw_text(22, y + 14 + LINE * rank, line))
        numbers = reading.list_numbers(cause.id)
        marks = tuple(Mark(text=str(each), is_remark=True) for each in numbers)
        end = 22 + measure(lines[-1], TEXT_SIZE) + 8
        if marks and end + sum(mark.width for mark in marks) > WIDTH[layout]:
            lines, end = [*lines, ""], 22
        parts += draw_marks(marks, end, y + LINE * (len(lines) - 1))
        y += LINE * len(lines) + 4
    return parts, y


def _name(family: Family) -> str:
    return family.label[0].upper() + family.label[1:]


def _list_bones(reading: Reading) -> tuple[tuple[Bone, ...], float]:
    """The bones from the head to the tail, above and below in turn, with the room of each."""
    families = reading.analysis.method.families
    column = (NOSE - REACH - SLANT) / -(-len(families) // 2)
    bones = tuple(
        Bone(
            joint=NOSE - REACH - column * rank / 2,
            is_above=rank % 2 == 0,
            name=tuple(wrap(_name(family), column - 8, TEXT_SIZE, "bold")),
            blocks=tuple(
                build_block(factor, reading, column - MARGIN)
                for factor in reading.list_factors(family.id)
            ),
        )
        for rank, family in enumerate(families)
    )
    return bones, column


def _draw_fish(reading: Reading, top: float) -> tuple[list[str], float]:
    """The fish, its head to the right; with the height where it ends."""
    bones, column = _list_bones(reading)
    title = wrap(reading.analysis.event.title, HEAD - 18, TEXT_SIZE, "bold")
    half = (LINE_HEIGHT * len(title) + 20) / 2
    rooms, lengths = [], []
    for is_above in (True, False):
        side = [bone for bone in bones if bone.is_above == is_above]
        name = LINE_HEIGHT * max(len(bone.name) for bone in side)
        length = max(*(bone.length for bone in side), half - name)
        lengths.append(length)
        rooms.append(length + name)
    spine = top + rooms[0]
    parts = [
        draw_path(f"M10,{spine:g} H{NOSE:g}", stroke="ink", width=5),
        draw_path(f"M0,{spine - 14:g} l14,14 l-14,14", stroke="ink", width=3),
        draw_box(
            NOSE, spine - half, HEAD - 1, 2 * half, fill="terracotta-wash", stroke="terracotta-ink"
        ),
    ]
    first = spine - half + 10 + 14
    for rank, line in enumerate(title):
        parts.append(draw_text(NOSE + 10, first + LINE_HEIGHT * rank, line, bold=True))
    for bone in bones:
        parts += _draw_bone(bone, spine, lengths[0 if bone.is_above else 1], column)
    return parts, spine + rooms[1] + 4


def _draw_bone(bone: Bone, spine: float, length: float, column: float) -> list[str]:
    sign = -1 if bone.is_above else 1
    tip = (bone.joint - SLANT, spine + sign * length)
    dash = "" if bone.blocks else "3 5"
    line = f"M{tip[0]:.1f},{tip[1]:.1f} L{bone.joint:.1f},{spine:g}"
    parts = [draw_path(line, stroke="ink" if bone.blocks else "edge", width=2.5, dash=dash)]
    first = tip[1] - 6 - LINE_HEIGHT * (len(bone.name) - 1) if bone.is_above else tip[1] + 17
    for rank, word in enumerate(bone.name):
        y = first + LINE_HEIGHT * rank
        parts.append(draw_text(tip[0] + 6, y, word, anchor="end", bold=True))
    slope = SLANT / length
    if not bone.blocks:
        y = tip[1] + (GAP + 16 if bone.is_above else -GAP - 8)
        x = bone.joint - slope * abs(spine - y) - REACH
        return [*parts, draw_text(x, y, EMPTY, ink="ink-soft", anchor="end", size=SMALL)]
    y = (
        tip[1] + GAP
        if bone.is_above
        else tip[1] - GAP - sum(block.height + GAP for block in bone.blocks)
    )
    for block in bone.blocks:
        rib = y + block.height
        meets = bone.joint - slope * abs(spine - rib)
        left = meets - column + (REACH if bone.is_above else 2 * REACH)
        parts += draw_block(block, left, y)
        parts += draw_rib(block, left, meets, rib)
        y = rib + GAP
    return parts


def _draw_branches(reading: Reading, top: float) -> tuple[list[str], float]:
    """On a phone: the head above, the spine down the left, one branch a family."""
    width, x = WIDTH["narrow"], 10
    parts, y = _draw_head(reading.analysis.event, top, width)
    head = y
    y += 14
    for family in reading.analysis.method.families:
        parts.append(draw_text(24, y + 14, _name(family), bold=True))
        blocks = [
            build_block(factor, reading, width - 40) for factor in reading.list_factors(family.id)
        ]
        dash = "" if blocks else "3 4"
        parts.append(draw_path(f"M{x:g},{y + 9:g} h11", stroke="ink", width=2.5, dash=dash))
        y += LINE + 4
        if not blocks:
            parts.append(draw_text(40, y + 12, EMPTY, ink="ink-soft", size=SMALL))
            y += LINE
        for block in blocks:
            parts += draw_block(block, 40, y)
            parts += draw_rib(block, 34, x, y + 9)
            y += block.height
        y += 8
    spine = [
        draw_path(f"M{x:g},{head:g} V{y - 6:g}", stroke="ink", width=4),
        draw_path(f"M{x - 9:g},{y + 4:g} l9,-12 l9,12", stroke="ink", width=3),
    ]
    return [*spine, *parts], y + 8


def _draw_head(event: Event, y: float, width: float) -> tuple[list[str], float]:
    lines = wrap(event.title, width - 24, TEXT_SIZE, "bold")
    height = LINE_HEIGHT * len(lines) + 14
    parts = [
        draw_box(1, y, width - 2, height, fill="terracotta-wash", stroke="terracotta-ink"),
    ]
    for rank, line in enumerate(lines):
        parts.append(draw_text(12, y + 21 + LINE_HEIGHT * rank, line, bold=True))
    return parts, y + height
