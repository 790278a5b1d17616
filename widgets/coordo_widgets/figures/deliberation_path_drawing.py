"""The path of consent: six gates down a line, the one that decides, what one fact would change."""

from __future__ import annotations

from coordo_simulation.deliberation_gates import Outcome
from coordo_simulation.deliberation_path import Mark
from coordo_simulation.references import Closed

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
from coordo_widgets.figures.deliberation_gate_drawing import TOKENS
from coordo_widgets.figures.deliberation_path_words import Moves

RAIL = 16.0  # the middle of the line, px
LEFT = 42.0  # where the words of a gate begin
SPLIT = 356.0  # where the words of a changed fact begin, where there is room
PAD = 12.0
SMALL = 13


class Row(Closed):
    """What is drawn of a gate: its number, or none for the act that starts the path."""

    number: int | None
    name: str
    finding: str
    mark: Mark
    answer: str = ""
    texts: str = ""
    moves: tuple[Moves, ...] = ()
    still: str = ""


class Line(Closed):
    """A line of text, where it stands in its column, and how it is set."""

    text: str
    ink: str = "ink"
    bold: bool = False
    size: int = TEXT_SIZE
    indent: float = 0
    has_arrow: bool = False
    gap: float = 0
    """Room above the line."""


def draw_gates(rows: tuple[Row, ...], outcome: Outcome, layout: Layout, *, alt: str) -> str:
    """Draw the rows one under the other, and the line that runs through them to the answer."""
    width = float(WIDTH[layout])
    is_wide = layout == "wide"
    parts = _draw_heads(width) if is_wide else []
    y = 28.0 if is_wide else 0.0
    nodes: list[tuple[float, Row]] = []
    for row in rows:
        if nodes:
            parts.append(draw_path(f"M{LEFT:g},{y:g} H{width:g}", stroke="rule"))
        nodes.append((y + PAD + 11, row))
        drawn, y = (_draw_wide if is_wide else _draw_narrow)(row, y, outcome)
        parts += drawn
    return build_svg(width, y + 2, [*parts, *_draw_line(nodes, outcome)], alt=alt)


def _draw_heads(width: float) -> list[str]:
    return [
        draw_text(LEFT, 14, "Les portes, dans l’ordre", ink="ink-soft", size=SMALL),
        draw_text(SPLIT, 14, "Un seul fait dit autrement", ink="ink-soft", size=SMALL),
        draw_path(f"M{LEFT:g},24 H{width:g}", stroke="rule"),
    ]


def _draw_wide(row: Row, y: float, outcome: Outcome) -> tuple[list[str], float]:
    """A gate, and beside it what one fact would change; with where the row ends."""
    width, top = float(WIDTH["wide"]), y + PAD + LINE_HEIGHT - 4
    left, left_end = _draw_lines(_write_gate(row, outcome, SPLIT - 22 - LEFT), LEFT, top)
    right, right_end = _draw_lines(_write_moves(row, outcome, width - SPLIT), SPLIT, top)
    own, end = (edge - LINE_HEIGHT + 6 + PAD for edge in (left_end, max(left_end, right_end)))
    frame = _draw_frame(y, own, SPLIT - 12, outcome) if row.mark is Mark.DECIDES else []
    return [*frame, *left, *right], end


def _draw_narrow(row: Row, y: float, outcome: Outcome) -> tuple[list[str], float]:
    """On a phone what one fact would change stands under the gate; with where the row ends."""
    width, is_decisive = float(WIDTH["narrow"]), row.mark is Mark.DECIDES
    top = y + PAD + LINE_HEIGHT - 4
    left, end = _draw_lines(_write_gate(row, outcome, width - LEFT - 8), LEFT, top)
    edge = end - LINE_HEIGHT + 6 + PAD
    frame = _draw_frame(y, edge, width, outcome) if is_decisive else []
    moves = _write_moves(row, outcome, width - LEFT)
    gap = 6 if row.moves else 0
    right, end = _draw_lines(moves, LEFT, edge + 14 if is_decisive else end + gap)
    return [*frame, *left, *right], end - LINE_HEIGHT + 6 + PAD if moves else edge


def _draw_frame(top: float, bottom: float, right: float, outcome: Outcome) -> list[str]:
    """The wash behind the gate that decides."""
    token = TOKENS[outcome]
    size = (right - 33, bottom - top - 8)
    return [draw_box(32, top + 4, *size, fill=f"{token}-wash", stroke=token, thickness=2)]


def _write_gate(row: Row, outcome: Outcome, width: float) -> list[Line]:
    """The name of a gate, what was found there, the answer where it decides, its texts."""
    is_lit = row.mark in (Mark.PASSED, Mark.DECIDES)
    ink = "ink" if is_lit else "ink-soft"
    lines = _set(row.name, width, Line(text="", ink=ink, bold=is_lit))
    lines += _set(row.finding, width, Line(text="", ink=ink))
    if row.answer:
        answer = Line(text="", ink=f"{TOKENS[outcome]}-ink", bold=True, size=16, gap=6)
        lines += _set(row.answer, width, answer)
    if row.texts and is_lit:
        lines += _set(row.texts, width, Line(text="", ink="ink-soft", size=SMALL, gap=2))
    return lines


def _write_moves(row: Row, outcome: Outcome, width: float) -> list[Line]:
    """Each change of one fact, and under it its answer: bold where it is no longer the same."""
    lines: list[Line] = []
    for index, move in enumerate(row.moves):
        gap = 8 if index else 0
        lines += _set(f"{move.told[0].upper()}{move.told[1:]}", width, Line(text="", gap=gap))
        ink = f"{TOKENS[Outcome(move.outcome)]}-ink"
        style = Line(text="", ink=ink, bold=move.outcome != outcome, indent=22, has_arrow=True)
        lines += _set(f"{move.says[0].lower()}{move.says[1:]}", width - 22, style)
    if row.still:
        lines += _set(row.still, width, Line(text="", ink="ink-soft", gap=8 if lines else 0))
    return lines


def _set(text: str, width: float, style: Line) -> list[Line]:
    """Wrap a text into lines of one style; the room above is that of the first."""
    weight = "bold" if style.bold else "regular"
    return [
        style.model_copy(update={"text": line, **({"gap": 0, "has_arrow": False} if index else {})})
        for index, line in enumerate(wrap(text, width, style.size, weight))
    ]


def _draw_lines(lines: list[Line], x: float, y: float) -> tuple[list[str], float]:
    """Lines from a first baseline down, and the baseline of the line that would follow."""
    parts = []
    for line in lines:
        y += line.gap
        if line.has_arrow:
            parts.append(_draw_arrow(x + 4, y - 5, line.ink))
        parts.append(
            draw_text(x + line.indent, y, line.text, ink=line.ink, bold=line.bold, size=line.size)
        )
        y += LINE_HEIGHT
    return parts, y


def _draw_arrow(x: float, y: float, ink: str) -> str:
    return draw_path(f"M{x:g},{y:g} h11 m-5,-5 l5,5 l-5,5", stroke=ink, width=1.5)


def _draw_line(nodes: list[tuple[float, Row]], outcome: Outcome) -> list[str]:
    """The way down: full to the gate that decides, broken after it; then the nodes upon it."""
    stop = next(y for y, row in nodes if row.mark is Mark.DECIDES)
    parts = [draw_path(f"M{RAIL:g},{nodes[0][0]:g} V{stop:g}", stroke="sage", width=3)]
    if nodes[-1][0] > stop:
        rest = f"M{RAIL:g},{stop:g} V{nodes[-1][0]:g}"
        parts.append(draw_path(rest, stroke="edge", width=2, dash="2 6"))
    for y, row in nodes:
        parts += _draw_node(y, row, outcome)
    return parts


def _draw_node(y: float, row: Row, outcome: Outcome) -> list[str]:
    """A disc where one passed, a square where it stopped, a ring where one did not look."""
    if row.mark is Mark.DECIDES:
        shape = draw_box(RAIL - 14, y - 14, 28, 28, fill=f"{TOKENS[outcome]}-ink")
        ink = "paper"
    elif row.mark is Mark.PASSED:
        shape, ink = (
            draw_path(_circle(y, 6 if row.number is None else 12), fill="sage-ink"),
            "paper",
        )
    else:
        shape = draw_path(_circle(y, 11), fill="paper", stroke="edge", width=1.5)
        ink = "ink-soft"
    if row.number is None:
        return [shape]
    label = draw_text(
        RAIL, y + 5, f"{row.number}", ink=ink, anchor="middle", bold=row.mark is Mark.DECIDES
    )
    return [shape, label]


def _circle(y: float, radius: float) -> str:
    return (
        f"M{RAIL - radius:g},{y:g} a{radius:g},{radius:g} 0 1 0 {2 * radius:g},0 "
        f"a{radius:g},{radius:g} 0 1 0 {-2 * radius:g},0 Z"
    )
