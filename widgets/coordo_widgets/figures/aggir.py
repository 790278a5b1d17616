"""The AGGIR grid: seventeen ratings, the GIR at once, what decided it and what it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.aggir import (
    RIGHTS_NOTICE,
    WEIGHING,
    GirResult,
    SingleChange,
    Variable,
    compute_gir,
    list_single_changes,
)
from coordo_simulation.french import format_number, set_spaces

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
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
from coordo_widgets.figures.aggir_ladder import draw_ladder
from coordo_widgets.figures.aggir_parts import PARTS, combine, name_part, name_setting
from coordo_widgets.showing import explain_faults, show_widget

if TYPE_CHECKING:
    from coordo_simulation.aggir import Rating

TOLD = 4  # changes that one sentence can hold
OPTIONS = tuple(Option(value=rating, label=rating) for rating in "ABC")
EXAMPLE: dict[Variable, str] = {
    Variable.HABILLAGE: "BCC",
    Variable.TOILETTE: "AB",
    Variable.ELIMINATION: "BA",
    Variable.TRANSFERTS: "B",
    Variable.DEPLACEMENTS_EXTERIEURS: "C",
}
"""What the grid opens on: a person who washes alone from the waist up; the rest is A."""


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a grid: the GIR, the group that stopped, the changes that would move it."""
    ratings = combine(values)
    result, changes = compute_gir(ratings), list_single_changes(ratings)
    answer = (_tell_decision(result), _tell_changes(changes))
    return View(
        title=f"GIR {result.gir}\u202f: le groupe {result.group} arrête le calcul",
        picture=draw_ladder(ratings, result, layout, alt=" ".join(answer)),
        answer=answer,
        table=_build_table(ratings, changes),
    )


@explain_faults
def aggir_grid() -> None:
    """Show the AGGIR grid, with its rights notice."""
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    settings = tuple(
        Choice(
            id=name_setting(variable, part),
            legend=name_part(variable, part),
            options=OPTIONS,
            value=EXAMPLE.get(variable, "A" * len(names))[part],
        )
        for variable, names in PARTS.items()
        for part in range(len(names))
    )
    definition = Definition(
        id="aggir-grid",
        lead=(
            "Cotez ce que la personne fait seule, et non ce qu’elle pourrait faire. A\u202f: "
            "spontanément, totalement, habituellement et correctement\u202f; C\u202f: aucun des "
            "quatre\u202f; B\u202f: tout le reste. Avant de changer une cotation, dites quel "
            "groupe iso-ressources (GIR) elle donnera."
        ),
        notice=RIGHTS_NOTICE,
        groups=(Group(heading="Ce que la personne fait seule", settings=settings, display="grid"),),
        sources=build_sources(("aggir-algorithme", "aggir-guide")),
        limits=(
            (
                "Les déplacements à l’extérieur et la communication à distance éclairent "
                "l’évaluation\u202f; ils ne pèsent rien dans le calcul."
            ),
            (
                "Le calcul ne vaut que ce que valent les cotations\u202f: il ne remplace ni la "
                "visite, ni l’équipe médico-sociale. La solitude, le logement, l’aidant épuisé "
                "n’y entrent pas."
            ),
        ),
    )
    return Figure(definition, build_view)


def _tell_decision(result: GirResult) -> str:
    if result.group == "H" and result.total == 0:
        return "Tout est coté A\u202f: aucun seuil n’est atteint, le rang 13 donne le GIR\u00a06."
    return set_spaces(
        f"Le groupe {result.group} est le premier dont la somme, {format_number(result.total)}, "
        f"atteint un seuil : rang {result.rank}, GIR\u00a0{result.gir}."
    )


def _tell_changes(changes: tuple[SingleChange, ...]) -> str:
    """Say how many single ratings would move the GIR, and the nearest on either side."""
    if not changes:
        return "Aucune cotation, changée seule, ne donnerait un autre GIR."
    count = len(changes)
    if count > TOLD:
        return (
            f"À une cotation près, ce ne serait pas le même GIR\u202f: {count} changements d’une "
            "seule cotation le déplaceraient. Le tableau des données les donne tous."
        )
    words = [f"{change.variable} en {change.rating} (GIR\u00a0{change.gir})" for change in changes]
    listed = " ou ".join((", ".join(words[:-1]), words[-1])) if count > 1 else words[0]
    return f"À une cotation près, ce ne serait pas le même GIR\u202f: {listed}."


def _build_table(ratings: dict[Variable, Rating], changes: tuple[SingleChange, ...]) -> Table:
    rows = []
    for variable in PARTS:
        moves = [
            f"{each.rating}\u202f: GIR\u00a0{each.gir}"
            for each in changes
            if each.variable == variable
        ]
        none = "rien" if variable in WEIGHING else "ne pèse pas"
        rows.append(
            (variable[0].upper() + variable[1:], ratings[variable], ", ".join(moves) or none)
        )
    return Table(
        caption="Cotation de chaque variable, et ce qu’une autre cotation changerait",
        columns=("Variable", "Cotation", "Autrement cotée"),
        rows=tuple(rows),
    )
