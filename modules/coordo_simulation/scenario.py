"""A case, read and checked: what views, graders and the engine work on."""

from functools import cached_property
from pathlib import Path
from typing import TypeVar

from coordo_simulation.case_checks import iter_faults
from coordo_simulation.case_decisions import DecisionSpec
from coordo_simulation.case_models import MODELS
from coordo_simulation.case_parts import Indicator, Person, Place
from coordo_simulation.case_schema import ScenarioFields
from coordo_simulation.periods import Unit
from coordo_simulation.program import Program, build_program
from coordo_simulation.references import ReferenceBook
from coordo_simulation.yaml_source import load_yaml, parse_model, raise_faults

Named = TypeVar("Named", Person, Place, Indicator, DecisionSpec)


class Scenario(ScenarioFields):
    """A case whose names all resolve; compiled on first use."""

    @cached_property
    def program(self) -> Program:
        """The compiled case."""
        return build_program(self)

    @property
    def unit(self) -> Unit:
        """What a period lasts, as the model declares it."""
        return MODELS[self.model.name].unit

    def get_person(self, person_id: str) -> Person:
        """Return a person of the case.

        Raises:
            KeyError: no such person.
        """
        return _find(self.people, person_id)

    def get_place(self, place_id: str) -> Place:
        """Return a place of the case.

        Raises:
            KeyError: no such place.
        """
        return _find(self.places, place_id)

    def get_indicator(self, indicator_id: str) -> Indicator:
        """Return an indicator.

        Raises:
            KeyError: no such indicator.
        """
        return _find(self.indicators, indicator_id)

    def get_decision(self, decision_id: str) -> DecisionSpec:
        """Return a decision.

        Raises:
            KeyError: no such decision.
        """
        return _find(self.decisions, decision_id)


def _find(items: tuple[Named, ...], wanted: str) -> Named:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)


def load_scenario(path: Path, book: ReferenceBook) -> Scenario:
    """Read a scenario file and check every name in it, references included.

    Raises:
        ContentError, ContentErrors: in French, each fault with its file and line.
    """
    source = load_yaml(path)
    scenario = parse_model(Scenario, source)
    raise_faults([source.fault(where, expected) for where, expected in iter_faults(scenario, book)])
    return scenario
