"""How far a rule can go: the least and the most that its amount can be, from the bounds alone."""

from collections.abc import Mapping
from math import fsum

from coordo_simulation.case_parts import Variable
from coordo_simulation.case_rules import FlowRule, Measure, PullRule, Rule, Term
from coordo_simulation.french import format_number

Span = tuple[float, float]

DECIMALS = 4


def write_number(number: float) -> str:
    """Write a number of a rule the French way, with no more decimals than it has: 0,25."""
    return format_number(number, DECIMALS).rstrip("0").rstrip(",")


def compute_reach(rule: Rule, variables: Mapping[str, Variable]) -> Span:
    """Return bounds of the amount of a rule; wider than true where a variable comes twice."""
    spans = [_reach_term(term, variables) for term in rule.terms]
    return (
        fsum([rule.base, *(low for low, _ in spans)]),
        fsum([rule.base, *(high for _, high in spans)]),
    )


def measure_span(measure: Measure, variables: Mapping[str, Variable]) -> Span:
    """Return the least and the most that is read of a variable."""
    variable = variables[measure.variable]
    if measure.at_least is not None:
        return (
            max(0.0, variable.min - measure.at_least),
            max(0.0, variable.max - measure.at_least),
        )
    if measure.below is not None:
        return max(0.0, measure.below - variable.max), max(0.0, measure.below - variable.min)
    return variable.min - measure.minus, variable.max - measure.minus


def _reach_term(term: Term, variables: Mapping[str, Variable]) -> Span:
    spans = [measure_span(term, variables)]
    if term.by is not None:
        spans.append(measure_span(term.by, variables))
    ends = [term.times]
    for low, high in spans:
        ends = [end * bound for end in ends for bound in (low, high)]
    return min(ends), max(ends)


def tell_excess(rule: Rule, variables: Mapping[str, Variable]) -> str | None:
    """Say in French that a bound may have to stop a rule, None where it never has to.

    A flow is stopped by what there is: it has no excess.
    """
    if isinstance(rule, FlowRule):
        return None
    low, high = compute_reach(rule, variables)
    if isinstance(rule, PullRule):
        variable = variables[rule.pulls]
        if variable.min <= low and high <= variable.max:
            return None
        ends = f"de {write_number(low)} à {write_number(high)}"
        return f"la cible peut sortir des bornes ({ends}) ; la valeur s’arrête à la borne"
    variable = variables[rule.moves]
    if max(-low, high) < variable.max - variable.min:
        return None
    return "elle peut traverser toute l’échelle d’un coup ; la borne l’arrête, le reste est perdu"
