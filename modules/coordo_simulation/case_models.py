"""The models that cases can stand on: what each declares, and how it is bound to a case."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from coordo_simulation.case_parts import Variable
from coordo_simulation.case_rules_step import build_rules_step
from coordo_simulation.case_schema import ModelSpec
from coordo_simulation.declaration import Declaration
from coordo_simulation.discharge import DISCHARGE, bind_discharge
from coordo_simulation.effects import Layout
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.open_models import OPEN_MODELS, OpenDeclaration
from coordo_simulation.pathway_case import CAUTION as PATHWAY_CAUTION
from coordo_simulation.pathway_case import PATHWAY_CASE, bind_pathway
from coordo_simulation.periods import Unit
from coordo_simulation.sad_transformation import SAD_TRANSFORMATION, bind_sad_transformation
from coordo_simulation.team_case import CAUTION as TEAM_CAUTION
from coordo_simulation.team_case import TEAM_CASE, bind_team

Step = Callable[[list[float], int], None]
"""Moves the values of a case by one period, in place; the period counts from 0."""

Binder = Callable[[Layout, Mapping[str, float], dt.date], Step]


@dataclass(frozen=True, slots=True)
class CaseModel:
    """A model that moves the variables of a case, one step after the other.

    ``bind`` is given the value of every declared parameter and the first day of the case.
    ``caution`` is what a trainee must be told of it (French).
    """

    declaration: Declaration
    bind: Binder
    caution: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the case that uses the model writes its rules."""
        return isinstance(self.declaration, OpenDeclaration)

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
        yield from self._iter_unbalanced(by_id)

    def _iter_unbalanced(self, by_id: Mapping[str, Variable]) -> Iterator[tuple[str, str]]:
        """Yield what a case does not respect, at its start, of what the model keeps."""
        for invariant in self.declaration.invariants:
            if not set(invariant.weights) <= set(by_id):
                continue
            gap = invariant.compute_gap({name: by_id[name].initial for name in invariant.weights})
            if abs(gap) > invariant.tolerance:
                first = next(iter(invariant.weights))
                yield first, set_spaces(f"des valeurs initiales telles que {invariant.label}")


def bind_model(spec: ModelSpec, layout: Layout, start: dt.date) -> Step:
    """Return the step of a case: its own rules, or those of a model.

    Raises:
        ParameterError: a parameter that the model does not have, or out of its range.
    """
    if spec.rules:
        return build_rules_step(spec.rules, layout)
    return MODELS[spec.name].bind_case(layout, spec.parameters, start)


def _bind_nothing(layout: Layout, _parameters: Mapping[str, float], _start: dt.date) -> Step:
    return build_rules_step((), layout)


MODELS: Mapping[str, CaseModel] = {
    model.declaration.id: model
    for model in (
        CaseModel(DISCHARGE, bind_discharge),
        CaseModel(SAD_TRANSFORMATION, bind_sad_transformation),
        CaseModel(TEAM_CASE, bind_team, caution=TEAM_CAUTION),
        CaseModel(PATHWAY_CASE, bind_pathway, caution=PATHWAY_CAUTION),
        *(CaseModel(declaration, _bind_nothing) for declaration in OPEN_MODELS),
    )
}
