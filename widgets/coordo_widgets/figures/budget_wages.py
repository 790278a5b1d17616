"""What an hour paid costs by grade: entry wage, seniority, employer; drawn, told, tabled."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_simulation.french import format_euro, format_number, format_quantity, set_spaces
from coordo_simulation.money import ZERO, round_cents
from coordo_simulation.sad_budget_wages import age_team, compute_mean_seniority
from coordo_simulation.sad_budget_year import compute_year

from coordo_widgets.figure_drawing import build_svg, draw_box, draw_text
from coordo_widgets.figure_legend import draw_legend
from coordo_widgets.figure_model import WIDTH, Layout, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coordo_simulation.sad_budget import BudgetRules, HelpService
    from coordo_simulation.sad_budget_wages import GradeCost

PARTS = (
    ("entry", "salaire d’entrée", "chart-1"),
    ("seniority", "ancienneté", "chart-3"),
    ("employer", "charges de l’employeur", "chart-2"),
)
"""Field, name and colour of each part of the hour, from left to right."""
ROW, BAR, AMOUNT = 68.0, 16.0, 76.0


def tell_wages(
    service: HelpService, rules: Sequence[BudgetRules], costs: Sequence[GradeCost]
) -> str:
    """The mean hour and what makes it, then what one more year of seniority costs."""
    means = {field: _average(costs, field) for field, _, _ in PARTS}
    year, older = (compute_year(each, rules) for each in (service, age_team(service, 1)))
    return set_spaces(
        f"Une heure payée coûte en moyenne {format_euro(sum(means.values(), ZERO))} : "
        f"{format_euro(means['entry'])} de salaire d’entrée, {format_euro(means['seniority'])} "
        f"d’ancienneté, {format_euro(means['employer'])} de charges. L’ancienneté moyenne est de "
        f"{format_quantity(compute_mean_seniority(service), 'ans', 1)} : une année de plus pour "
        f"chacun coûterait {format_euro(year.result - older.result)} sur l’année."
    )


def draw_wages(costs: Sequence[GradeCost], layout: Layout, *, alt: str) -> str:
    """One bar a grade, cut into its parts; under it, what the grade weighs in the year."""
    width = float(WIDTH[layout])
    scale = (width - AMOUNT) / float(max(cost.hourly for cost in costs))
    drawn, top = draw_legend([(_sample(fill), name) for _, name, fill in PARTS], 2, width)
    for cost in costs:
        drawn.append(draw_text(0, top + 18, cost.label[0].upper() + cost.label[1:]))
        x = 0.0
        for field, _, fill in PARTS:
            length = float(getattr(cost, field)) * scale
            if length:
                drawn.append(draw_box(x, top + 25, max(length - 1, 1), BAR, fill=fill))
            x += length
        hourly = format_euro(cost.hourly)
        drawn.append(draw_text(width, top + 38, hourly, anchor="end", bold=True))
        drawn.append(draw_text(0, top + 56, _weigh(cost), ink="ink-soft", size=13))
        top += ROW
    return build_svg(width, top - 6, drawn, alt=alt)


def build_wage_table(costs: Sequence[GradeCost]) -> Table:
    """The grades, hour and year."""
    return Table(
        caption="Ce que coûte une heure payée en décembre, et le salaire brut de l’année, en euros",
        columns=("Grade", "Part des heures", "Entrée", "Ancienneté", "Charges", "Heure", "Année"),
        rows=tuple(
            (
                cost.label,
                f"{format_number(cost.share * 100, 1)}\u00a0%",
                format_number(cost.entry, 2),
                format_number(cost.seniority, 2),
                format_number(cost.employer, 2),
                format_number(cost.hourly, 2),
                format_number(cost.wages, 2),
            )
            for cost in costs
        ),
    )


def _average(costs: Sequence[GradeCost], field: str) -> Decimal:
    return round_cents(sum((cost.share * getattr(cost, field) for cost in costs), Decimal(0)))


def _weigh(cost: GradeCost) -> str:
    share = format_number(cost.share * 100, 1).removesuffix(",0")
    return f"{share}\u00a0% des heures, {format_euro(cost.wages, 0)} bruts par an"


def _sample(fill: str) -> Callable[[float, float], str]:
    return lambda x, y: draw_box(x, y, 24, 14, fill=fill)
