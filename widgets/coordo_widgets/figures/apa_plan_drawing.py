"""Draws a month of help: its cost as one shared bar, and what is left to pay hour after hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def _draw_course(
    plan: HelpPlan,
    course: tuple[int, Sequence[HelpPlan]],
    hours: tuple[int, int],
    place: tuple[float, float],
) -> list[str]:
    """What is left to pay against the hours, the ceiling marked, the present month ringed."""
    (now, plans), (least, most), (top, width) = course, hours, place
    highest = max(float(each.left_to_pay) for each in plans) or 1.0
    bottom = top + CURVE

    def locate(count: float, amount: float) -> tuple[float, float]:
        x = AXIS + (count - least) / (most - least) * (width - AXIS - 8)
        return x, bottom - amount / highest * (CURVE - 24)

    step = (most - least) / (len(plans) - 1)
    points = [locate(least + index * step, float(p.left_to_pay)) for index, p in enumerate(plans)]
    line = "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = locate(now, float(plan.left_to_pay))
    middle = x > AXIS + (width - AXIS) / 2
    drawn = [
        draw_text(0, top, "Reste à payer par mois, selon les heures", ink="ink-soft", size=13),
        draw_path(f"M{AXIS:g},{bottom:g} H{width:g}", stroke="edge"),
        draw_text(AXIS - 6, bottom + 4, "0\u00a0€", ink="ink-soft", anchor="end", size=13),
        draw_text(
            AXIS - 6,
            points[-1][1] + 4,
            format_euro(highest, 0),
            ink="ink-soft",
            anchor="end",
            size=13,
        ),
        draw_text(AXIS, bottom + 20, format_quantity(least, "h"), ink="ink-soft", size=13),
        draw_text(
            width, bottom + 20, format_quantity(most, "h"), ink="ink-soft", anchor="end", size=13
        ),
        draw_path(line, stroke="chart-1", width=2.5),
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="none" stroke="currentColor"/>',
        draw_text(
            x + (-12 if middle else 12),
            y - 10,
            format_euro(plan.left_to_pay),
            anchor="end" if middle else "start",
            bold=True,
        ),
    ]
    limit = float(plan.hours_within_ceiling)
    if least < limit < most:
        at, _ = locate(limit, 0)
        drawn.insert(
            0, draw_path(f"M{at:.1f},{top + 14:g} V{bottom:g}", stroke="chart-2", dash="5 4")
        )
        drawn.append(
            draw_text(
                min(max(at, 70), width - 70),
                bottom + 20,
                "plafond",
                ink="terracotta-ink",
                anchor="middle",
                size=13,
            )
        )
    return drawn
