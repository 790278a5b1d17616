"""Checks what the schema of rules cannot: names, units, thresholds and rates that make sense."""

from collections.abc import Iterator, Mapping
from math import fsum

from coordo_simulation.case_decision_checks import Fault, Location
from coordo_simulation.case_models import MODELS
from coordo_simulation.case_parts import Variable
from coordo_simulation.case_rules import FlowRule, Measure, PullRule, Rule
from coordo_simulation.case_rules_reach import compute_reach, tell_excess
from coordo_simulation.case_schema import ScenarioFields
from coordo_simulation.french import format_number, set_spaces

RULES: Location = ("model", "rules")


def iter_rule_faults(scenario: ScenarioFields) -> Iterator[Fault]:
    """Yield each fault of the rules of a case, whose model is known."""
    model = MODELS[scenario.model.name]
    if not model.is_open:
        if scenario.model.rules:
            yield RULES, "aucune règle : ce modèle a les siennes"
        return
    if not scenario.model.rules:
        yield ("model",), "des règles (rules) : ce modèle n’en a pas d’autres"
    if scenario.model.parameters:
        yield ("model", "parameters"), "aucun paramètre : les nombres sont dans les règles"
    variables = _name_variables(scenario)
    for rank, rule in enumerate(scenario.model.rules):
        faults = list(_iter_unknown(rule, variables))
        faults = faults or list(_iter_misfits(rule, variables))
        for where, expected in faults:
            yield (*RULES, rank, *where), expected
    yield from _iter_overshoots(scenario.model.rules)


def iter_rule_remarks(scenario: ScenarioFields) -> Iterator[Fault]:
    """Yield what an author should know of rules that bounds may have to stop."""
    variables = _name_variables(scenario)
    for rank, rule in enumerate(scenario.model.rules):
        excess = tell_excess(rule, variables)
        if excess is not None:
            yield (*RULES, rank), set_spaces(f"une règle qui reste dans les bornes : {excess}")


def _name_variables(scenario: ScenarioFields) -> dict[str, Variable]:
    return {each.id: each for each in (*scenario.indicators, *scenario.variables)}


def _iter_unknown(rule: Rule, variables: Mapping[str, Variable]) -> Iterator[Fault]:
    """Yield the variables that a rule moves and the case lacks; those it reads are found elsewhere.

    A rule that reads an unknown variable yields nothing here, but cannot be weighed either.
    """
    for key, name in rule.targets.items():
        if name not in variables:
            yield (key,), f"une variable déclarée (« {name} » ne l’est pas)"


def _iter_misfits(rule: Rule, variables: Mapping[str, Variable]) -> Iterator[Fault]:
    measures = list(_iter_measures(rule))
    if any(measure.variable not in variables for _where, measure in measures):
        return
    for where, measure in measures:
        yield from _iter_idle_thresholds(measure, where, variables[measure.variable])
    if not isinstance(rule, FlowRule):
        return
    source, to = variables[rule.source], variables[rule.to]
    if source.unit != to.unit:
        units = f"« {source.unit or 'sans unité'} » et « {to.unit or 'sans unité'} »"
        yield ("to",), f"une variable de la même unité que from ({units})"
    if compute_reach(rule, variables)[1] <= 0:
        yield ("from",), "une quantité qui peut être positive : un flux ne remonte pas"


def _iter_measures(rule: Rule) -> Iterator[tuple[Location, Measure]]:
    for rank, term in enumerate(rule.terms):
        yield ("terms", rank), term
        if term.by is not None:
            yield ("terms", rank, "by"), term.by


def _iter_idle_thresholds(measure: Measure, where: Location, variable: Variable) -> Iterator[Fault]:
    low, high = variable.min, variable.max
    ends = f"entre {format_number(low, 2)} et {format_number(high, 2)}, bornes de la variable"
    if measure.at_least is not None and not low <= measure.at_least < high:
        yield (*where, "at_least"), f"un seuil {ends}"
    if measure.below is not None and not low < measure.below <= high:
        yield (*where, "below"), f"un seuil {ends}"


def _iter_overshoots(rules: tuple[Rule, ...]) -> Iterator[Fault]:
    """Yield the pulls on one variable that would, together, go beyond their targets."""
    rates: dict[str, list[float]] = {}
    for rank, rule in enumerate(rules):
        if isinstance(rule, PullRule):
            pulling = rates.setdefault(rule.pulls, [])
            pulling.append(rule.rate)
            if fsum(pulling) > 1:
                whole = format_number(fsum(pulling), 2)
                words = f"des taux de somme 1 au plus sur « {rule.pulls} » (ici {whole})"
                yield (*RULES, rank, "rate"), words
