"""A plan of help: what the APA pays, what the person pays, and where the hours leave the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from coordo_simulation.apa import GIRS, Household, build_apa_rules
from coordo_simulation.apa_plan import HelpPlan, HelpRequest, compute_help_plan
from coordo_simulation.french import format_euro, format_number, format_quantity, set_spaces

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_doubt import tell_doubts
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Slider,
    Table,
    Values,
    View,
)
from coordo_widgets.figures.apa_plan_drawing import draw_plan
from coordo_widgets.place import find_place
from coordo_widgets.showing import explain_faults, show_widget

if TYPE_CHECKING:
    from coordo_simulation.apa import ApaRules

YEARS = (2024, 2025, 2026)
HOURS = (4, 100)  # a month
UNIT = "\u00a0€"


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a situation: the month's cost, shared, and its course by the hours."""
    plan = compute_plan(values)
    course = [compute_plan(values, hours) for hours in range(HOURS[0], HOURS[1] + 1, 4)]
    answer = (_tell_shares(plan), _tell_ceiling(plan, values), *_tell_floor(values))
    return View(
        title=set_spaces(
            f"{format_euro(plan.left_to_pay)} restent à payer par mois, "
            f"sur {format_euro(plan.cost)}"
        ),
        picture=draw_plan(
            plan, (int(str(values["hours"])), course), HOURS, layout, alt=" ".join(answer)
        ),
        answer=answer,
        table=_build_table(plan, _load_rules(int(str(values["year"])))),
    )


def compute_plan(values: Values, hours: int | None = None) -> HelpPlan:
    """Compute the month of help of a state, with its own hours or others."""
    rules = _load_rules(int(str(values["year"])))
    return compute_help_plan(
        rules,
        int(str(values["gir"])),
        Household(income=Decimal(str(values["income"])), is_couple=values["household"] == "couple"),
        HelpRequest(
            hours=Decimal(str(values["hours"] if hours is None else hours)),
            price=_read_cents(values, "price"),
            reference_tariff=max(_read_cents(values, "tariff"), rules.floor_tariff),
        ),
    )


@explain_faults
def apa_plan_figure() -> None:
    """Show a plan of help at home, to be moved.

    It takes no data: its settings are the whole plan, which an author tells in the sentence above.
    """
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    figures_of_law = [name for year in YEARS for name in _load_rules(year).references]
    definition = Definition(
        id="apa-plan-figure",
        lead=(
            "Une personne inventée, ses ressources, ses heures d’aide, le prix de son service. "
            "Dites d’abord à partir de combien d’heures par mois chaque heure de plus est toute à "
            "sa charge\u202f; déplacez ensuite les heures, puis le prix."
        ),
        groups=(_build_person(), _build_help()),
        reset="Revenir au départ",
        sources=build_sources(_load_rules(YEARS[-1]).references),
        limits=(
            (
                "Le département valorise l’heure à son tarif de référence, ou au prix du service "
                "s’il est plus bas\u202f; il ne descend pas sous le tarif plancher. Certains "
                "départements comptent autrement un service qu’ils tarifent eux-mêmes."
            ),
            (
                "Les ressources sont celles que retient la loi, et non tout ce que la personne "
                "reçoit. Le crédit d’impôt n’est pas compté\u202f; le répit de l’aidant et les "
                "aides techniques non plus."
            ),
            *tell_doubts(figures_of_law),
        ),
    )
    return Figure(definition, build_view)


def _build_person() -> Group:
    years = tuple(Option(value=str(year), label=str(year)) for year in YEARS)
    girs = tuple(Option(value=str(gir), label=f"GIR\u00a0{gir}") for gir in GIRS)
    households = (
        Option(value="seule", label="Vit seule"),
        Option(value="couple", label="En couple"),
    )
    return Group(
        heading="La personne",
        settings=(
            Choice(id="year", legend="Année", options=years, value=str(YEARS[-1])),
            Choice(id="gir", legend="Groupe iso-ressources", options=girs, value="3"),
            Choice(id="household", legend="Foyer", options=households, value="seule"),
            Slider(
                id="income",
                legend="Ressources du foyer par mois",
                minimum=600,
                maximum=6000,
                step=50,
                value=1450,
                unit=UNIT,
            ),
        ),
    )


def _build_help() -> Group:
    return Group(
        heading="L’aide",
        settings=(
            Slider(
                id="hours",
                legend="Heures d’aide par mois",
                minimum=HOURS[0],
                maximum=HOURS[1],
                value=42,
                unit="\u00a0h",
            ),
            Slider(
                id="price",
                legend="Prix de l’heure du service",
                minimum=2200,
                maximum=3600,
                step=10,
                value=2790,
                decimals=2,
                unit=UNIT,
            ),
            Slider(
                id="tariff",
                legend="Tarif de référence du département",
                minimum=2200,
                maximum=3600,
                step=10,
                value=2500,
                decimals=2,
                unit=UNIT,
            ),
        ),
    )


@lru_cache(maxsize=len(YEARS))
def _load_rules(year: int) -> ApaRules:
    return build_apa_rules(find_place().references, date(year, 12, 1))


def _read_cents(values: Values, name: str) -> Decimal:
    return Decimal(str(values[name])) / 100


def _tell_shares(plan: HelpPlan) -> str:
    if not plan.right.is_paid:
        threshold = format_euro(plan.right.payment_threshold)
        return set_spaces(
            f"L’allocation ne dépasserait pas {threshold} par mois : elle n’est pas versée, et la "
            "personne paie tout."
        )
    parts = [f"{format_euro(plan.participation)} de participation"]
    if plan.beyond_ceiling:
        parts.append(f"{format_euro(plan.beyond_ceiling)} d’heures au-delà du plafond")
    if plan.supplement:
        parts.append(f"{format_euro(plan.supplement)} de dépassement du tarif de référence")
    listed = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " et " + parts[-1]
    return set_spaces(f"L’APA paie {format_euro(plan.apa)} ; la personne paie {listed}.")


def _tell_ceiling(plan: HelpPlan, values: Values) -> str:
    hours = format_quantity(plan.hours_within_ceiling, "h", 2)
    return set_spaces(
        f"En GIR\u00a0{plan.right.gir}, le plafond du plan est de "
        f"{format_euro(plan.right.ceiling)} en {values['year']} : "
        f"à {format_euro(plan.valued_price)} l’heure, il couvre {hours} par mois."
    )


def _tell_floor(values: Values) -> tuple[str, ...]:
    rules = _load_rules(int(str(values["year"])))
    if _read_cents(values, "tariff") >= rules.floor_tariff:
        return ()
    return (
        set_spaces(
            f"Le tarif de référence est relevé au tarif plancher de l’année, {_write_floor(rules)}."
        ),
    )


def _write_floor(rules: ApaRules) -> str:
    doubt = "" if rules.is_floor_checked else " (à vérifier)"
    return format_euro(rules.floor_tariff) + doubt


def _build_table(plan: HelpPlan, rules: ApaRules) -> Table:
    rows = [(label, format_euro(amount)) for label, amount in plan.lines]
    rows += [
        ("Plafond du plan", format_euro(plan.right.ceiling)),
        ("Tarif plancher de l’année, pour une heure", _write_floor(rules)),
        ("Ressources retenues", format_euro(plan.right.counted_income)),
        ("Heures que couvre le plafond", f"{format_number(plan.hours_within_ceiling, 2)}\u00a0h"),
    ]
    return Table(caption="Un mois d’aide", columns=("Ligne", "Montant"), rows=tuple(rows))
