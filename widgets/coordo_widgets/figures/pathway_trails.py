"""Two trails across the lanes of who may coordinate: the trainee's and the source's."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coordo_widgets.figure_drawing import build_svg, colour, draw_path, draw_text
from coordo_widgets.figure_model import (
    WIDTH,
    Layout,
)
from coordo_widgets.figures.pathway_facts import Person, load_coordinators, load_situations

if TYPE_CHECKING:
    from collections.abc import Sequence

LANE: dict[Layout, float] = {"wide": 44, "narrow": 58}
HEAD = 36


def draw_paths(chosen: tuple[str, ...], layout: Layout, *, is_compared: bool, alt: str) -> str:
    """Lanes of who may coordinate, crossed by the trainee's path and the source's."""
    width, lane = WIDTH[layout], LANE[layout]
    people = load_coordinators()
    left = 180 if layout == "wide" else 0
    step = (width - left) / len(chosen)
    columns = [left + step * (index + 0.5) for index in range(len(chosen))]
    # on a phone the name stands above the marks, in the same lane
    drop = lane / 2 if layout == "wide" else lane - 18
    lanes = {person.id: HEAD + lane * (person.lane - 1) + drop for person in people}
    source = [lanes[each.coordinator] for each in load_situations()] if is_compared else []
    yours = [lanes.get(key) for key in chosen]
    word = "Situation " if layout == "wide" else ""
    parts = [
        draw_text(x, 20, f"{word}{number}", anchor="middle", ink="ink-soft", bold=True)
        for number, x in enumerate(columns, start=1)
    ]
    parts += [_draw_rule(HEAD + lane * index, width) for index in range(len(people) + 1)]
    parts.append(_draw_trail(columns, source, "chart-1", 3.5))
    parts.append(_draw_trail(columns, yours, "chart-2", 2, dash="6 4"))
    parts += [_draw_square(x, y) for x, y in zip(columns, yours, strict=True) if y is not None]
    parts += [_draw_disc(x, y) for x, y in zip(columns, source, strict=False)]
    parts += [_draw_name(person, lanes[person.id], layout) for person in people]
    parts.append(_name_trails(columns, yours, source))
    return build_svg(width, HEAD + lane * len(people) + 2, parts, alt=alt, is_open=True)


def _draw_rule(y: float, width: float) -> str:
    return f'<line x1="0" x2="{width:g}" y1="{y:g}" y2="{y:g}" stroke="{colour("rule")}"/>'


def _draw_name(person: Person, y: float, layout: Layout) -> str:
    """A lane's name: left of the marks on a wide picture, above them on a narrow one."""
    if layout == "wide":
        return draw_text(0, y + 5, person.name)
    return draw_text(0, y - 22, person.name, ink="ink-soft")


def _draw_trail(
    columns: Sequence[float],
    heights: Sequence[float | None],
    token: str,
    width: float,
    dash: str = "",
) -> str:
    """A path through the neighbouring situations that both have an answer."""
    points = list(zip(columns, heights, strict=False))
    return "".join(
        draw_path(f"M{x:g},{y:g} L{to_x:g},{to_y:g}", stroke=token, width=width, dash=dash)
        for (x, y), (to_x, to_y) in pairwise(points)
        if y is not None and to_y is not None
    )


def _draw_square(x: float, y: float) -> str:
    """The trainee's mark: open, so that the source's disc shows inside it where they agree."""
    return draw_path(
        f"M{x - 11:g},{y - 11:g} h22 v22 h-22 Z", fill="paper", stroke="chart-2", width=2.5
    )


def _draw_disc(x: float, y: float) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="7" fill="{colour("chart-1")}"/>'


def _name_trails(
    columns: Sequence[float], yours: Sequence[float | None], source: Sequence[float]
) -> str:
    """Say which path is whose, above the last mark of each."""
    placed = [(x, y) for x, y in zip(columns, yours, strict=True) if y is not None]
    ends = {"la source": (columns[-1], source[-1])} if source else {}
    if placed and ends.get("la source") == placed[-1]:
        return _name_end("vous et la source", placed[-1], "ink")
    parts = [_name_end(name, end, "sage-ink") for name, end in ends.items()]
    parts += [_name_end("vous", placed[-1], "terracotta-ink")] if placed else []
    return "".join(parts)


def _name_end(name: str, end: tuple[float, float], ink: str) -> str:
    x, y = end
    anchor = "end" if len(name) > len("la source") else "middle"
    return draw_text(
        x + (12 if anchor == "end" else 0), y - 15, name, anchor=anchor, ink=ink, bold=True
    )
