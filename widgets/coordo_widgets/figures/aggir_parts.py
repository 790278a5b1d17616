"""The AGGIR grid as it is filled in: each activity in its parts, combined into one rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.aggir import (
    RATINGS,
    Rating,
    Variable,
    combine_all,
    combine_any_c,
    combine_meal,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PARTS: dict[Variable, tuple[str, ...]] = {
    Variable.COHERENCE: ("communiquer", "se comporter"),
    Variable.ORIENTATION: ("dans le temps", "dans l’espace"),
    Variable.TOILETTE: ("le haut", "le bas"),
    Variable.HABILLAGE: ("le haut", "le milieu", "le bas"),
    Variable.ALIMENTATION: ("se servir", "manger"),
    Variable.ELIMINATION: ("urinaire", "fécale"),
    Variable.TRANSFERTS: ("",),
    Variable.DEPLACEMENTS_INTERIEURS: ("",),
    Variable.DEPLACEMENTS_EXTERIEURS: ("",),
    Variable.COMMUNICATION: ("",),
}
"""Parts of each variable in the order of the grid; one nameless part where there are none."""

_COMBINERS: dict[Variable, Callable[..., Rating]] = {
    Variable.COHERENCE: combine_any_c,
    Variable.ORIENTATION: combine_any_c,
    Variable.TOILETTE: combine_all,
    Variable.HABILLAGE: combine_all,
    Variable.ALIMENTATION: combine_meal,
    Variable.ELIMINATION: combine_any_c,
}


def name_setting(variable: Variable, part: int) -> str:
    """Id of the setting that rates a part."""
    return f"{variable.name.lower()}-{part}"


def name_part(variable: Variable, part: int) -> str:
    """A part as the grid names it: « Toilette, le haut »."""
    name = variable[0].upper() + variable[1:]
    words = PARTS[variable][part]
    return f"{name}, {words}" if words else name


def combine(values: Mapping[str, object]) -> dict[Variable, Rating]:
    """Rate the ten variables from the state of the settings."""
    return {variable: _combine_one(variable, values) for variable in PARTS}


def _combine_one(variable: Variable, values: Mapping[str, object]) -> Rating:
    ratings = [_read(values[name_setting(variable, part)]) for part in range(len(PARTS[variable]))]
    combiner = _COMBINERS.get(variable)
    return combiner(*ratings) if combiner else ratings[0]


def _read(value: object) -> Rating:
    return next(rating for rating in RATINGS if rating == value)
