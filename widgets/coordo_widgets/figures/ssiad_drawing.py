"""Draws what a person of each group brings a year: published, derived, fictitious euros."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_euro
from coordo_simulation.ssiad_status import Status

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import (
    LINE_HEIGHT,
    build_svg,
    draw_box,
    draw_path,
    draw_text,
)
from coordo_widgets.figure_legend import Sample, draw_legend
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from coordo_simulation.ssiad_comparison import Comparison, StayComparison

WORDS = 76.0
BAR = 14.0
NAMES = {Status.KNOWN: "publié", Status.DERIVED: "déduit", Status.FICTITIOUS: "fictif"}
"""What each kind of euro is called in the picture."""


def draw_comparison(
    comparison: Comparison, people: Sequence[int], layout: Layout, *, alt: str
) -> str:
    """Each group's euros a person a year; a stroke marks what the mean cost of 2020 gave.

    Args:
        comparison: the caseload, paid in both ways.
        people: how many in each line of the caseload.
        layout: proportions.
        alt: text alternative.
    """
    width = float(WIDTH[layout])
    most = max(
        max(stay.before, stay.after) / count
        for stay, count in zip(comparison.stays, people, strict=True)
    )
    drawn, top = _draw_head(comparison, width)
    for stay, count in zip(comparison.stays, people, strict=True):
        row, top = _draw_group(stay, count, most, (top, width))
        drawn += row
    return build_svg(width, top, drawn, alt=alt)


def list_names(stay: StayComparison) -> tuple[str, ...]:
    """What of a line was not published: « déduit », « fictif », both, or nothing."""
    return tuple(NAMES[status] for status, _ in stay.unsure.parts)


def _draw_head(comparison: Comparison, width: float) -> tuple[list[str], float]:
    """What is drawn, then a sample of each kind of euro; with where the bars begin."""
    present = [Status.KNOWN, *(status for status, _ in comparison.allocation.unsure.parts)]
    samples: list[Sample] = [(_sample(status), NAMES[status]) for status in present]
    samples.append((lambda x, y: _draw_mark(x + 12, y), "au coût moyen de 2020"))
    drawn, top = draw_legend(samples, 22, width)
    return [draw_text(0, 12, "Par personne et par an", ink="ink-soft", size=13), *drawn], top + 6


def _sample(status: Status) -> Callable[[float, float], str]:
    return lambda x, y: _draw_part(status, x, y, 24)


def _draw_group(
    stay: StayComparison, people: int, most: Decimal, place: tuple[float, float]
) -> tuple[list[str], float]:
    """The name of the group, then its bar; with where the next one begins."""
    top, width = place
    names = list_names(stay)
    label = f"{stay.group}. {stay.label}" + (f" (en partie {' et '.join(names)})" if names else "")
    lines = wrap(label, width, TEXT_SIZE)
    drawn = [draw_text(0, top + 14 + LINE_HEIGHT * index, line) for index, line in enumerate(lines)]
    bar = top + 20 + LINE_HEIGHT * (len(lines) - 1)
    scale = (width - WORDS) / float(most * people)
    known = stay.after - stay.unsure.derived - stay.unsure.fictitious
    x = 0.0
    for status, amount in ((Status.KNOWN, known), *stay.unsure.parts):
        length = float(amount) * scale
        drawn.append(_draw_part(status, x, bar, length))
        x += length
    drawn.append(_draw_mark(float(stay.before) * scale, bar))
    after = format_euro(stay.after / people, 0)
    drawn.append(draw_text(width, bar + 12, after, anchor="end", bold=True))
    return drawn, bar + 26


def _draw_mark(x: float, y: float) -> str:
    """The stroke of what the mean cost of 2020 gave, across a bar."""
    return draw_path(f"M{x:.1f},{y - 4:g} V{y + 18:g}", stroke="ink", width=2.5)


def _draw_part(status: Status, x: float, y: float, length: float) -> str:
    """Published: full. Derived: an outline. Fictitious: an outline in dashes."""
    if status is Status.KNOWN:
        return draw_box(x, y, length, BAR, fill="chart-1")
    inner = max(length - 3, 1)
    if status is Status.DERIVED:
        return draw_box(x + 1.5, y + 1, inner, BAR - 2, stroke="chart-1", thickness=2)
    return draw_box(x + 1.5, y + 1, inner, BAR - 2, stroke="chart-2", thickness=2, dash="4 3")
