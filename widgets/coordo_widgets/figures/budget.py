"""The budget board: nine levers, and at once the result, the hour, the cash and the risk."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from coordo_simulation.french import format_euro, format_month, format_number, set_spaces
from coordo_simulation.money import ZERO, round_cents
from coordo_simulation.sad_budget import build_year_rules
from coordo_simulation.sad_budget_analysis import compute_tornado
from coordo_simulation.sad_budget_example import UNCERTAINTIES, build_example_service
from coordo_simulation.sad_budget_risk import compute_risk
from coordo_simulation.sad_budget_table import build_cash_plan, build_eprd
from coordo_simulation.sad_budget_wages import compute_grade_costs
from coordo_simulation.sad_budget_year import (
    YearResult,
    compute_break_even,
    compute_hour_figures,
    compute_year,
)

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_doubt import tell_doubts
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Table,
    Values,
    View,
)
from coordo_widgets.figures.budget_levers import build_groups, build_service
from coordo_widgets.figures.budget_pictures import draw_cash, draw_hour, draw_risk, draw_tornado
from coordo_widgets.figures.budget_wages import build_wage_table, draw_wages, tell_wages
from coordo_widgets.place import find_place
from coordo_widgets.showing import explain_faults, show_widget

if TYPE_CHECKING:
    from decimal import Decimal

    from coordo_simulation.sad_budget import BudgetRules, HelpService

YEAR = 2026
DRAWS = 200
REPLACED = ("salaires-1", "salaires-2", "salaires-3")
"""Wages of the three grades: one part of the hour."""

LOOKS = {
    "hour": "L’heure",
    "wages": "Les salaires",
    "cash": "La trésorerie",
    "weights": "Ce qui pèse",
    "risk": "Le risque",
}


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a state of the levers."""
    service, rules = build_service(values), _load_rules()
    year = compute_year(service, rules)
    words, picture = _LOOKS[str(values["look"])](service, year, layout)
    return View(
        title=_tell_result(year.result),
        picture=picture,
        answer=(_tell_difference(year.result), words, *_end(year.notices)),
        table=_build_table(service, year, str(values["look"])),
    )


@explain_faults
def budget_board() -> None:
    """Show the budget of an invented service, to be moved.

    It takes no data yet: its levers have their ranges, and the grades and payers that they act
    on, from the example; another service would need levers of its own.
    """
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    looks = tuple(Option(value=value, label=label) for value, label in LOOKS.items())
    references = tuple(dict.fromkeys(name for rule in _load_rules() for name in rule.references))
    definition = Definition(
        id="budget-board",
        lead=(
            f"Le budget {YEAR} d’un service d’aide inventé, à son point d’équilibre ou presque. "
            "Déplacez un levier\u202f: avant de lire, dites de combien le résultat va bouger."
        ),
        groups=(
            *build_groups(),
            Group(settings=(Choice(id="look", legend="Regarder", options=looks, value="hour"),)),
        ),
        reset="Revenir au départ",
        sources=build_sources(references),
        limits=(
            (
                "Hormis le tarif plancher, le SMIC et le plafond de la dotation complémentaire, "
                "tous les montants sont des hypothèses pédagogiques."
            ),
            (
                "Les charges de l’employeur sont un taux unique\u202f: les exonérations propres à "
                "l’aide à domicile ne sont pas calculées. Dimanches, heures supplémentaires et "
                "temps partiels ne sont pas distingués."
            ),
            (
                "Un levier qui pèse n’est pas toujours celui qu’il faut tirer\u202f: ce que vivent "
                "les personnes aidées et l’équipe n’est pas compté ici, ni ce qu’une "
                "qualification change au service rendu."
            ),
            *tell_doubts(references),
        ),
    )
    return Figure(definition, build_view)


@lru_cache(maxsize=1)
def _load_rules() -> tuple[BudgetRules, ...]:
    return build_year_rules(find_place().references, YEAR)


@lru_cache(maxsize=1)
def _compute_start() -> YearResult:
    return compute_year(build_example_service(), _load_rules())


def _tell_result(result: Decimal) -> str:
    if result == 0:
        return f"{YEAR}\u202f: à l’équilibre, au centime près"
    return f"{YEAR}\u202f: {'excédent' if result > 0 else 'déficit'} de {format_euro(abs(result))}"


def _tell_difference(result: Decimal) -> str:
    gap = result - _compute_start().result
    if gap == 0:
        return f"C’est le service au départ\u202f: {format_euro(result)} sur l’année."
    return set_spaces(
        f"{format_euro(abs(gap))} de {'mieux' if gap > 0 else 'moins'} qu’au départ, où l’année "
        f"finissait à {format_euro(_compute_start().result)}."
    )


def _look_at_hour(_service: HelpService, year: YearResult, layout: Layout) -> tuple[str, str]:
    figures = compute_hour_figures(year)
    words = (
        f"Une heure faite rapporte {format_euro(figures.income)} et coûte "
        f"{format_euro(figures.cost)}. {compute_break_even(year).text}."
    )
    parts = [("Ce que rapporte une heure faite", figures.income), *list_costs(year)]
    return words, draw_hour(parts, layout, alt=words)


def list_costs(year: YearResult) -> list[tuple[str, Decimal]]:
    """What an hour done costs, line by line, as negative euros; wages are one line.

    Each line is rounded to the cent, and the largest bears what rounding leaves over, so that
    the lines add up to the cost of an hour.
    """
    totals: dict[str, Decimal] = {}
    for month in year.months:
        for entry in month.charges:
            label = "Salaires" if entry.id in REPLACED else entry.label
            totals[label] = totals.get(label, ZERO) - entry.amount
    costs = {label: round_cents(total / year.hours_done) for label, total in totals.items()}
    largest = min(costs, key=lambda label: costs[label])
    costs[largest] -= compute_hour_figures(year).cost + sum(costs.values(), ZERO)
    return sorted(costs.items(), key=lambda part: part[1])


def _look_at_wages(service: HelpService, year: YearResult, layout: Layout) -> tuple[str, str]:
    costs = compute_grade_costs(service, _load_rules()[-1], year)
    words = tell_wages(service, _load_rules(), costs)
    return words, draw_wages(costs, layout, alt=words)


def _look_at_cash(_service: HelpService, year: YearResult, layout: Layout) -> tuple[str, str]:
    lowest = year.lowest_cash
    words = (
        f"Le mois le plus bas finit à {format_euro(lowest.closing)}, en "
        f"{format_month(lowest.month)}\u202f; l’année finit à "
        f"{format_euro(year.cash[-1].closing)}. "
        "Un retard de paiement ne change pas le résultat\u202f: il vide la caisse."
    )
    return words, draw_cash(year.cash, _compute_start().cash, layout, alt=words)


def _look_at_weights(service: HelpService, year: YearResult, layout: Layout) -> tuple[str, str]:
    bars = compute_tornado(service, _load_rules())
    first, second = bars[0], bars[1]
    words = set_spaces(
        f"Chaque chiffre bouge seul de dix pour cent. {first.text}. Puis {second.text}."
    )
    return words, draw_tornado(bars, year.result, layout, alt=words)


def _look_at_risk(service: HelpService, _year: YearResult, layout: Layout) -> tuple[str, str]:
    risk = compute_risk(service, _load_rules(), UNCERTAINTIES, draws=DRAWS)
    interval = risk.deficit_interval
    words = set_spaces(
        f"Heures, absences, remplacements, trajets et charges fixes incertains : le résultat est "
        f"négatif dans {format_number(risk.deficit_share * 100, 1)} % des {DRAWS} années tirées "
        f"(entre {format_number(interval.low * 100, 1)} % et "
        f"{format_number(interval.high * 100, 1)} %, intervalle à 95 %). Chaque chiffre est tiré à "
        "part : si les difficultés viennent ensemble, les mauvaises années sont pires."
    )
    return words, draw_risk(risk, layout, alt=words)


_LOOKS = {
    "hour": _look_at_hour,
    "wages": _look_at_wages,
    "cash": _look_at_cash,
    "weights": _look_at_weights,
    "risk": _look_at_risk,
}


def _end(notices: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{notice}." for notice in notices)


def _build_table(service: HelpService, year: YearResult, look: str) -> Table:
    """The data of what is looked at: the grades, the cash plan, else the whole budget."""
    if look == "wages":
        return build_wage_table(compute_grade_costs(service, _load_rules()[-1], year))
    return _build_cash_table(year) if look == "cash" else _build_budget_table(year)


def _build_cash_table(year: YearResult) -> Table:
    plan = build_cash_plan(year)
    flows = zip(*(row.amounts for row in plan.rows), strict=True)
    return Table(
        caption=f"{plan.title}, en euros",
        columns=("Mois", *(row.label for row in plan.rows)),
        rows=tuple(
            (month, *(format_number(amount, 2) for amount in amounts))
            for month, amounts in zip(plan.columns, flows, strict=True)
        ),
    )


def _build_budget_table(year: YearResult) -> Table:
    table = build_eprd(year)
    return Table(
        caption=f"{table.title}, en euros. {table.note}",
        columns=("Ligne", *table.columns),
        rows=tuple(
            (
                row.label,
                *(
                    [format_number(amount, 2) for amount in row.amounts]
                    or [""] * len(table.columns)
                ),
            )
            for row in table.rows
        ),
    )
