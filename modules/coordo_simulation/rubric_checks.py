"""Reads a rubric and checks every name in it against the case that it judges."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from coordo_simulation.answer_conditions import HasOpened
from coordo_simulation.case_checks import iter_bad_reference, iter_parts
from coordo_simulation.case_decision_checks import Fault, Location, iter_unknown_answers
from coordo_simulation.conditions import HasFlag, Threshold
from coordo_simulation.references import ReferenceBook
from coordo_simulation.rubric import (
    ChoiceCriterion,
    CostCriterion,
    DelayCriterion,
    Rubric,
)
from coordo_simulation.scenario import Scenario
from coordo_simulation.yaml_source import load_yaml, parse_model, raise_faults

RUBRIC_NAME = "rubric.yml"


def load_rubric(path: Path, scenario: Scenario, book: ReferenceBook) -> Rubric:
    """Read a rubric file and check every name in it.

    Raises:
        ContentError, ContentErrors: in French, each fault with its file and line.
    """
    source = load_yaml(path)
    rubric = parse_model(Rubric, source)
    faults = iter_rubric_faults(rubric, scenario, book)
    raise_faults([source.fault(where, expected) for where, expected in faults])
    return rubric


def iter_rubric_faults(rubric: Rubric, scenario: Scenario, book: ReferenceBook) -> Iterator[Fault]:
    """Yield each fault with its place in the file and what was expected there (French)."""
    if rubric.scenario != scenario.id:
        yield ("scenario",), f"l’identifiant du cas noté (« {scenario.id} »)"
        return
    if rubric.version != scenario.version:
        yield ("version",), f"la version du cas que ce barème juge (« {scenario.version} »)"
    counts = Counter(criterion.id for criterion in rubric.criteria)
    for rank, criterion in enumerate(rubric.criteria):
        where: Location = ("criteria", rank)
        if counts[criterion.id] > 1:
            yield (*where, "id"), f"un identifiant unique (« {criterion.id} » est répété)"
        for reference in criterion.references:
            yield from iter_bad_reference(reference, (*where, "references"), book, scenario.start)
        if isinstance(criterion, DelayCriterion) and criterion.by >= scenario.periods:
            yield (*where, "by"), f"un moment avant la fin du cas ({scenario.periods})"
        if isinstance(criterion, CostCriterion):
            yield from _iter_bad_bounds(criterion, where, scenario)
        if isinstance(criterion, ChoiceCriterion):
            yield from _iter_falling_levels(criterion, where)
    for place, part in iter_parts(rubric):
        yield from _iter_unknown_names(part, place, scenario)


def _iter_unknown_names(part: BaseModel, where: Location, scenario: Scenario) -> Iterator[Fault]:
    variables = {variable.id for variable in (*scenario.indicators, *scenario.variables)}
    variable = getattr(part, "variable", None)
    if isinstance(part, Threshold | CostCriterion) and variable not in variables:
        yield (*where, "variable"), f"une variable du cas (« {variable} » n’y est pas)"
    if isinstance(part, HasFlag) and part.flag not in scenario.flags:
        yield (*where, "flag"), f"un fait du cas (« {part.flag} » n’y est pas)"
    items = (*scenario.documents, *scenario.hints, *scenario.meetings)
    if isinstance(part, HasOpened) and part.opened not in {item.id for item in items}:
        yield where, f"un document, un indice ou une rencontre (« {part.opened} » n’y est pas)"
    decisions = {decision.id: decision for decision in scenario.decisions}
    yield from iter_unknown_answers(part, where, decisions)


def _iter_bad_bounds(
    criterion: CostCriterion, where: Location, scenario: Scenario
) -> Iterator[Fault]:
    variables = (*scenario.indicators, *scenario.variables)
    spec = next((one for one in variables if one.id == criterion.variable), None)
    if spec is None:
        return
    for name in ("zero", "full"):
        if not spec.min <= getattr(criterion, name) <= spec.max:
            yield (*where, name), f"une valeur entre {spec.min:g} et {spec.max:g}"


def _iter_falling_levels(criterion: ChoiceCriterion, where: Location) -> Iterator[Fault]:
    """The first level that holds counts, so the best one stands first."""
    shares = [level.share for level in criterion.levels]
    if shares != sorted(shares, reverse=True):
        yield (*where, "levels"), "des niveaux du plus complet au moins complet"
