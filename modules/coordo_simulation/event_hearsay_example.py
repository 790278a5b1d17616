"""The invented event before one has looked: what is said in the corridor, and another grid.

Both sayings stop at a person, and no fact bears them: what the checks of an analysis are for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.event_analysis import Action, Analysis, Factor
from coordo_simulation.event_analysis_example import build_example_analysis

if TYPE_CHECKING:
    from coordo_simulation.event_grids import GridId

ISHIKAWA_FAMILIES = {
    "f1": "methode",
    "f2": "methode",
    "f3": "materiel",
    "f4": "materiel",
    "f5": "main-doeuvre",
    "f6": "milieu",
}
PERSONAL: dict[str, str] = {"alarm": "individu", "ishikawa": "main-doeuvre"}


def build_hearsay(grid: GridId = "alarm") -> tuple[Factor, ...]:
    """Build what is said before one has looked, in the family of a grid that looks at a person."""
    return (
        Factor(
            id="p1",
            family=PERSONAL[grid],
            short="Karim a oublié",
            text="Karim a oublié l’injection du samedi soir",
            explains=("c1",),
            is_root=True,
        ),
        Factor(
            id="p2",
            family=PERSONAL[grid],
            short="Astreinte négligente",
            text="Une négligence de l’infirmière d’astreinte, qui n’a pas décroché",
            explains=("c2",),
            is_root=True,
        ),
    )


def build_reminder() -> Action:
    """Build what one decides in a hurry: a weak action that nobody bears nor measures."""
    return Action(
        id="a4",
        short="Note de rappel",
        text="Une note à tous : relire le classeur et rester joignable",
        answers=("p1", "p2"),
        lever="procedure",
    )


def build_example_in(grid: GridId) -> Analysis:
    """Build the example of ``event_analysis_example`` with either grid, its facts unchanged."""
    analysis = build_example_analysis()
    if grid == "alarm":
        return analysis
    factors = tuple(
        factor.model_copy(update={"family": ISHIKAWA_FAMILIES[factor.id]})
        for factor in analysis.factors
    )
    return Analysis.model_validate(
        analysis.model_dump() | {"grid": grid, "factors": [each.model_dump() for each in factors]}
    )
