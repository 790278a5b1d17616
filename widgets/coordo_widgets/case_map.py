"""Draws the map of a case for its author: decisions down the page, the rest beside them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from coordo_simulation.case_graph import CaseGraph, Node, build_case_graph
from coordo_simulation.french import format_number
from coordo_simulation.periods import format_period

from coordo_widgets.charts import TEXT_SIZE, load_tokens
from coordo_widgets.figure_drawing import (
    LINE_HEIGHT,
    build_svg,
    colour,
    draw_box,
    draw_paragraph,
    draw_text,
)
from coordo_widgets.figure_text import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coordo_simulation.case_graph import NodeKind
    from coordo_simulation.scenario import Scenario

LEFT, RIGHT, BOX = 250.0, 760.0, 330.0
"""x of the column of decisions, x of the other column, width of both, in px."""

MARGIN = 140.0
"""Room on the right for links between things that are not decisions."""

GAP, TOP, PAD = 14.0, 92.0, 10.0
LOOKS: Mapping[NodeKind, tuple[str, str, str]] = {
    "decision": ("terracotta", "Décision", ""),
    "item": ("amber", "À ouvrir", "2 3"),
    "event": ("chart-3", "Événement", "6 4"),
    "outcome": ("sage", "Issue", ""),
}
"""Colour, name and dash of each kind: told apart without colour too."""


class Placed(NamedTuple):
    """A node on the page, its text wrapped."""

    node: Node
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Height of the middle of the box."""
        return self.y + self.height / 2


def draw_case_map(scenario: Scenario) -> str:
    """Draw the map of a case as a standalone SVG, in the light colours of the course."""
    graph = build_case_graph(scenario)
    placed = {each.node.id: each for each in _place(graph)}
    height = max(each.y + each.height for each in placed.values()) + 24
    alt = (
        f"Carte du cas « {scenario.title} »\u202f: {format_number(len(graph.nodes))} éléments, "
        f"{format_number(len(graph.edges))} liens."
    )
    lines = [_draw_edge(placed[e.source], placed[e.target], e.why) for e in graph.edges]
    boxes = [_draw_box(each, scenario) for each in placed.values()]
    svg = build_svg(RIGHT + BOX + MARGIN, height, [*_draw_head(scenario), *lines, *boxes], alt=alt)
    return _settle_colours(svg)


def _place(graph: CaseGraph) -> Iterable[Placed]:
    """Put decisions in one column and all else in the other, both in the order of time."""
    columns: dict[float, list[Node]] = {LEFT: [], RIGHT: []}
    for node in graph.nodes:
        columns[LEFT if node.kind == "decision" else RIGHT].append(node)
    for x, nodes in columns.items():
        y = TOP
        for node in sorted(nodes, key=lambda each: -1 if each.at is None else each.at):
            lines = wrap(node.title, BOX - 2 * PAD, TEXT_SIZE, "bold")
            height = 2 * PAD + LINE_HEIGHT * (len(lines) + 1)
            yield Placed(node, x, y, height)
            y += height + GAP


def _draw_head(scenario: Scenario) -> list[str]:
    title = draw_text(20, 30, scenario.title, bold=True, size=20)
    words = "Chaque trait va d’une réponse, ou d’un fait qu’elle établit, à ce qui en dépend."
    shown, x = [title, draw_text(20, 54, words, ink="ink-soft")], 20.0
    for fill, name, dash in LOOKS.values():
        shown.append(draw_box(x, 66, 16, 12, stroke=fill, thickness=2, dash=dash))
        shown.append(draw_text(x + 22, 77, name))
        x += 120
    return shown


def _draw_box(placed: Placed, scenario: Scenario) -> str:
    node = placed.node
    stroke, name, dash = LOOKS[node.kind]
    box = draw_box(
        placed.x, placed.y, BOX, placed.height, fill="raised", stroke=stroke, thickness=2, dash=dash
    )
    words, end = draw_paragraph(
        placed.x + PAD, placed.y + PAD + TEXT_SIZE, node.title, BOX - 2 * PAD, bold=True
    )
    small = " · ".join(filter(None, (name, _tell_period(node, scenario), node.note)))
    return box + words + draw_text(placed.x + PAD, end, small, ink="ink-soft", size=13)


def _tell_period(node: Node, scenario: Scenario) -> str:
    if node.at is None or node.kind == "outcome":
        return ""
    return format_period(scenario.program.dates[node.at], scenario.unit)


def _draw_edge(source: Placed, target: Placed, why: str) -> str:
    """A curve: on the outside within a column, straight across between the two."""
    start, end = source.middle, target.middle
    if source.x == target.x:
        side = -1.0 if source.x == LEFT else 1.0
        x = tip = source.x if side < 0 else source.x + BOX
        bend = x + side * min(40 + abs(end - start) * 0.16, LEFT - 20 if side < 0 else MARGIN - 20)
    else:
        is_forward = source.x < target.x
        x, tip = (source.x + BOX, target.x) if is_forward else (source.x, target.x + BOX)
        bend = (x + tip) / 2
    path = f"M{x:.1f},{start:.1f} C{bend:.1f},{start:.1f} {bend:.1f},{end:.1f} {tip:.1f},{end:.1f}"
    stroke = colour(LOOKS[source.node.kind][0])
    title = escape(f"{source.node.title} → {target.node.title}\u202f: {why}")
    return (
        f'<g><title>{title}</title><path d="{path}" fill="none" stroke="{stroke}" '
        f'stroke-width="1.5" stroke-opacity="0.6"/>'
        f'<circle cx="{tip:.1f}" cy="{end:.1f}" r="4" fill="{stroke}"/></g>'
    )


def _settle_colours(svg: str) -> str:
    """Write the colours themselves: a file opened alone has no style sheet."""
    for name, value in load_tokens().items():
        svg = svg.replace(f"var(--co-{name}, {value})", value)
    paper = f'<rect width="100%" height="100%" fill="{load_tokens()["paper"]}"/>'
    head, tag, rest = svg.partition(">")
    return f"{head}{tag}{paper}{rest}"
