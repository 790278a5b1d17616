"""The map of a service's authorities: cards, curves and the parts of the service they bear on."""

from __future__ import annotations

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import build_svg, draw_box, draw_paragraph, draw_path, draw_text
from coordo_widgets.figure_model import (
    WIDTH,
    Layout,
)
from coordo_widgets.figure_text import measure
from coordo_widgets.figures.authority_facts import ACTORS, ALL, TARGETS, Edge, name_service

ROW, HEADING, GAP = 24, 30, 14
LEFT, BOX, TARGET_X, TARGET_WIDTH = 20, 312, 490, 148
Ports = dict[Edge, float]
Boxes = dict[str, tuple[float, float]]


def draw_map(
    service: str, question: str, edges: tuple[Edge, ...], layout: Layout, *, alt: str
) -> str:
    """Draw the map: every tie of a service, those of one question brought out."""
    if layout == "narrow":
        return _draw_list(question, edges, alt=alt)
    ports, cards, bottom = _draw_cards(question, edges)
    boxes = _place_targets(edges, bottom)
    plain = [edge for edge in edges if not _is_lit(edge, question)]
    lit = [edge for edge in edges if _is_lit(edge, question)]
    lines = [_draw_edge(edge, ports, boxes, question) for edge in (*plain, *lit)]
    parts = [_draw_target(service, key, box) for key, box in boxes.items()]
    return build_svg(WIDTH["wide"], bottom + 4, [*lines, *cards, *parts], alt=alt)


def _is_lit(edge: Edge, question: str) -> bool:
    return question == edge.question


def _draw_cards(question: str, edges: tuple[Edge, ...]) -> tuple[Ports, list[str], float]:
    """One card an authority; with the height at which each line leaves, and the end of it all."""
    ports: Ports = {}
    drawn, top = [], 4.0
    for actor, label in ACTORS.items():
        own = [edge for edge in edges if edge.actor == actor]
        if not own:
            continue
        height = HEADING + ROW * len(own) + 4
        drawn.append(draw_box(LEFT, top, BOX, height, fill="raised", stroke="edge"))
        drawn.append(draw_text(LEFT + 12, top + 21, label, bold=True))
        for index, edge in enumerate(own):
            y = ports[edge] = top + HEADING + ROW * index + 12
            is_lit = _is_lit(edge, question)
            ink = "ink" if is_lit or question == ALL else "ink-soft"
            drawn.append(draw_text(LEFT + 12, y + 4, edge.verb, ink=ink, bold=is_lit))
        top += height + GAP
    return ports, drawn, top - GAP


def _place_targets(edges: tuple[Edge, ...], bottom: float) -> Boxes:
    """Top and height of each part of the service: as tall as it has lines, one above the other."""
    counts = {key: sum(edge.target == key for edge in edges) for key in TARGETS}
    del counts["departement"]
    shown = {key: max(count, 2) for key, count in counts.items() if count}
    unit = (bottom - 4 - GAP * (len(shown) - 1)) / sum(shown.values())
    boxes, top = {}, 4.0
    for key, count in shown.items():
        boxes[key] = (top, unit * count)
        top += unit * count + GAP
    return boxes


def _draw_target(service: str, target: str, box: tuple[float, float]) -> str:
    top, height = box
    drawn = draw_box(
        TARGET_X, top, TARGET_WIDTH, height, fill="sage-wash", stroke="sage", thickness=2
    )
    label = {"service": f"Le {name_service(service)}", "aide": "Son aide", "soins": "Ses soins"}
    middle = TARGET_X + TARGET_WIDTH / 2
    return drawn + draw_text(
        middle, top + height / 2 + 5, label[target], anchor="middle", bold=True
    )


def _draw_edge(edge: Edge, ports: Ports, boxes: Boxes, question: str) -> str:
    """A curve from the words to the part of the service they bear on."""
    y, is_lit = ports[edge], _is_lit(edge, question)
    token = "ink" if is_lit else "edge" if question == ALL else "rule"
    width = 3 if is_lit else 1.25
    if edge.target not in boxes:  # money that goes to the department first: a bracket at the left
        end = min(height for other, height in ports.items() if other.actor == edge.target) - 24
        path = f"M{LEFT},{y:g} C2,{y:g} 2,{end:g} {LEFT - 7},{end:g}"
        return draw_path(path, stroke=token, width=width) + _draw_head(LEFT, end, token)
    top, height = boxes[edge.target]
    own = [other for other in ports if other.target == edge.target]
    end = top + height * (own.index(edge) + 0.5) / len(own)
    start = LEFT + BOX
    path = f"M{start},{y:g} C{start + 66},{y:g} {TARGET_X - 74},{end:g} {TARGET_X - 8},{end:g}"
    return draw_path(path, stroke=token, width=width) + _draw_head(TARGET_X - 1, end, token)


def _draw_head(x: float, y: float, token: str) -> str:
    return draw_path(f"M{x:g},{y:g} l-9,-5 v10 Z", fill=token)


def _draw_list(question: str, edges: tuple[Edge, ...], *, alt: str) -> str:
    """On a phone: one card an authority, a label at the end of each line for what it bears on."""
    width, parts, top = WIDTH["narrow"], [], 2.0
    for actor, label in ACTORS.items():
        own = [edge for edge in edges if edge.actor == actor]
        if not own:
            continue
        texts, y = [draw_text(12, top + 22, label, bold=True)], top + 24 + ROW
        for edge in own:
            drawn, end = _draw_line(edge, y, width, is_lit=_is_lit(edge, question))
            texts.append(drawn)
            y = end
        parts.append(draw_box(1, top, width - 2, y - top - 12, fill="raised", stroke="edge"))
        parts += texts
        top = y - 12 + GAP
    return build_svg(width, top - GAP + 2, parts, alt=alt)


def _draw_line(edge: Edge, y: float, width: float, *, is_lit: bool) -> tuple[str, float]:
    tag = TARGETS[edge.target]
    size = measure(tag, TEXT_SIZE) + 12
    room = width - 24 - size - 18
    ink = "ink" if is_lit else "ink-soft"
    drawn, end = draw_paragraph(20, y, edge.verb, room, ink=ink, bold=is_lit)
    x = width - 10 - size
    drawn += draw_box(x, y - 15, size, 21, fill="sage-wash", stroke="sage")
    drawn += draw_text(x + 6, y, tag, ink="sage-ink")
    if is_lit:
        drawn += draw_path(f"M10,{y - 13:g} V{end - 14:g}", stroke="ink", width=4)
    return drawn, end + 8
