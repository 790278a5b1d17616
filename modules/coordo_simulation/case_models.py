"""The models that cases can stand on: what each declares, and how it is bound to a case."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from coordo_simulation.case_parts import Variable
from coordo_simulation.declaration import Declaration
from coordo_simulation.discharge import DISCHARGE, bind_discharge
from coordo_simulation.effects import Layout
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.periods import Unit
from coordo_simulation.sad_transformation import SAD_TRANSFORMATION, bind_sad_transformation

Step = Callable[[list[float], int], None]
"""Moves the values of a case by one period, in place; the period counts from 0."""

Binder = Callable[[Layout, Mapping[str, float], dt.date], Step]


@dataclass(frozen=True, slots=True)
class CaseModel:
    """A model that moves the variables of a case, one step after the other.

    ``bind`` is given the value of every declared parameter and the first day of the case.
    """

    declaration: Declaration
    bind: Binder

    @property
    def unit(self) -> Unit:
        """What one step lasts.

        Raises:
            ValueError: the model moves by years, too slow for a case.
        """
        step = self.declaration.step
        if step == "année":
            raise ValueError(f"le pas d’un cas est le jour, la semaine ou le mois, non l’{step}")
        return step

    def bind_case(self, layout: Layout, changes: Mapping[str, float], start: dt.date) -> Step:
        """Return the step of a case that changes some of the parameters.

        Raises:
            ParameterError: a parameter that the model does not have, or out of its range.
        """
        return self.bind(layout, self.declaration.build_values(changes), start)

    def iter_misfits(self, variables: Iterable[Variable]) -> Iterator[tuple[str | None, str]]:
        """Yield the variable at fault (None: it is missing) and what was expected (French)."""
        by_id = {variable.id: variable for variable in variables}
        for quantity in self.declaration.state:
            variable = by_id.get(quantity.id)
            if variable is None:
                yield None, f"la variable « {quantity.id} » dont le modèle a besoin"
                continue
            if not (quantity.has_room_for(variable.min) and quantity.has_room_for(variable.max)):
                low, high = format_number(quantity.minimum), format_number(quantity.maximum)
                yield quantity.id, set_spaces(f"des bornes entre {low} et {high} pour ce modèle")
            if variable.unit is not None and variable.unit != quantity.unit:
                yield quantity.id, set_spaces(f"l’unité du modèle : « {quantity.unit} »")


MODELS: Mapping[str, CaseModel] = {
    model.declaration.id: model
    for model in (
        CaseModel(DISCHARGE, bind_discharge),
        CaseModel(SAD_TRANSFORMATION, bind_sad_transformation),
    )
}
