"""Draws a month of help: its cost as one shared bar, and what is left to pay hour after hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

from coordo_simulation.french import format_euro, format_quantity

from coordo_widgets.figure_drawing import build_svg, draw_box, draw_path, draw_text
from coordo_widgets.figure_model import WIDTH, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from coordo_simulation.apa_plan import HelpPlan

BAR, ROW = 34.0, 22.0
CURVE = 190.0
AXIS = 56.0


class _Small(TypedDict):
    ink: str
    size: float


SMALL: _Small = {"ink": "ink-soft", "size": 13}

PARTS = (
    ("APA", "chart-1", "apa"),
    ("Participation", "chart-3", "participation"),
    ("Au-delà du plafond", "chart-2", "beyond_ceiling"),
    ("Au-delà du tarif de référence", "chart-4", "supplement"),
)
"""Label, colour and amount of each part of the cost."""


def draw_plan(
    plan: HelpPlan,
    course: tuple[int, Sequence[HelpPlan]],
    hours: tuple[int, int],
    layout: Layout,
    *,
    alt: str,
) -> str:
    """The bar of the month above the course of what is left to pay.

    Args:
        plan: the month.
        course: its hours, and the same month with hours evenly spread over ``hours``.
        hours: least and most hours of the axis.
        layout: proportions.
        alt: text alternative.
    """
    width = float(WIDTH[layout])
    bar, end = _draw_bar(plan, width)
    curve = _draw_course(plan, course, hours, (end + 44, width))
    return build_svg(width, end + 44 + CURVE + 34, [*bar, *curve], alt=alt, is_open=True)


def _draw_bar(plan: HelpPlan, width: float) -> tuple[list[str], float]:
    """One bar cut into its parts, each named below with its amount."""
    parts, x, y = [], 0.0, BAR + 22
    for label, fill, field in PARTS:
        amount: Decimal = getattr(plan, field)
        if not amount:
            continue
        length = float(amount / plan.cost) * width
        parts.append(draw_box(x, 0, max(length - 2, 1), BAR, fill=fill))
        parts.append(draw_box(0, y - 11, 12, 12, fill=fill))
        parts.append(draw_text(20, y, label))
        parts.append(draw_text(width, y, format_euro(amount), anchor="end", bold=True))
        x, y = x + length, y + ROW
    return parts, y - ROW


class _Frame(NamedTuple):
    """Where the course stands: px of its edges, and what they are worth."""

    top: float
    right: float
    hours: tuple[int, int]
    highest: float

    @property
    def bottom(self) -> float:
        return self.top + CURVE

    def locate(self, hours: float, amount: float) -> tuple[float, float]:
        """Place of an amount of euros at a number of hours."""
        least, most = self.hours
        x = AXIS + (hours - least) / (most - least) * (self.right - AXIS - 8)
        return x, self.bottom - amount / self.highest * (CURVE - 24)


def _draw_course(
    plan: HelpPlan,
    course: tuple[int, Sequence[HelpPlan]],
    hours: tuple[int, int],
    place: tuple[float, float],
) -> list[str]:
    """What is left to pay against the hours, the ceiling marked, the present month ringed."""
    (now, plans), (least, most), (top, width) = course, hours, place
    left = [float(each.left_to_pay) for each in plans]
    frame = _Frame(top, width, hours, max(left) or 1.0)
    step = (most - least) / (len(left) - 1)
    points = [frame.locate(least + index * step, amount) for index, amount in enumerate(left)]
    line = "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return [
        *_draw_limit(frame, float(plan.hours_within_ceiling)),
        *_draw_axes(frame, points[-1][1]),
        draw_path(line, stroke="chart-1", width=2.5),
        *_draw_month(frame, now, plan),
    ]


def _draw_axes(frame: _Frame, last: float) -> list[str]:
    """The title, the foot with its hours, and the euros of both ends."""
    least, most = (format_quantity(count, "h") for count in frame.hours)
    foot, edge = frame.bottom + 20, AXIS - 6
    return [
        draw_text(0, frame.top, "Reste à payer par mois, selon les heures", **SMALL),
        draw_path(f"M{AXIS:g},{frame.bottom:g} H{frame.right:g}", stroke="edge"),
        draw_text(edge, frame.bottom + 4, "0\u00a0€", anchor="end", **SMALL),
        draw_text(edge, last + 4, format_euro(frame.highest, 0), anchor="end", **SMALL),
        draw_text(AXIS, foot, least, **SMALL),
        draw_text(frame.right, foot, most, anchor="end", **SMALL),
    ]


def _draw_month(frame: _Frame, hours: int, plan: HelpPlan) -> list[str]:
    """A ring on the month, and what is left to pay beside it."""
    x, y = frame.locate(hours, float(plan.left_to_pay))
    is_right = x > AXIS + (frame.right - AXIS) / 2
    return [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="none" stroke="currentColor"/>',
        draw_text(
            x + (-12 if is_right else 12),
            y - 10,
            format_euro(plan.left_to_pay),
            anchor="end" if is_right else "start",
            bold=True,
        ),
    ]


def _draw_limit(frame: _Frame, hours: float) -> list[str]:
    """The hours that the ceiling covers, where they fall within the axis."""
    least, most = frame.hours
    if not least < hours < most:
        return []
    x, _ = frame.locate(hours, 0)
    word = min(max(x, 70), frame.right - 70)
    return [
        draw_path(f"M{x:.1f},{frame.top + 14:g} V{frame.bottom:g}", stroke="chart-2", dash="5 4"),
        draw_text(
            word, frame.bottom + 20, "plafond", ink="terracotta-ink", anchor="middle", size=13
        ),
    ]
