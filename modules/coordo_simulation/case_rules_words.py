"""The rules of a case in French sentences, for those who play it and those who write it."""

from collections.abc import Mapping

from coordo_simulation.case_parts import Variable
from coordo_simulation.case_rules import FlowRule, Measure, MoveRule, PullRule, Rule, Term
from coordo_simulation.case_rules_reach import tell_excess, write_number
from coordo_simulation.french import NO_BREAK_SPACE, set_spaces
from coordo_simulation.periods import Unit

EVERY: Mapping[Unit, str] = {
    "jour": "chaque jour",
    "semaine": "chaque semaine",
    "mois": "chaque mois",
}


def tell_rule(rule: Rule, variables: Mapping[str, Variable], unit: Unit) -> str:
    """Say what a rule does, what stops it and why; the reason is Markdown and may cite."""
    excess = tell_excess(rule, variables)
    stopped = "" if excess is None else f" {excess[0].upper()}{excess[1:]}."
    because = rule.because.strip().rstrip(".")
    return set_spaces(f"{_tell_move(rule, variables, unit)}{stopped} *{because}.*")


def _tell_move(rule: Rule, variables: Mapping[str, Variable], unit: Unit) -> str:
    amount = _tell_amount(rule, variables)
    if not rule.terms:
        amount += _tell_unit(rule, variables)
    every = EVERY[unit]
    match rule:
        case MoveRule():
            sign = "" if amount.startswith("−") else f"+{NO_BREAK_SPACE}"
            return f"{_name(rule.moves, variables)}, {every} : {sign}{_end(amount)}"
        case PullRule():
            share = f"{write_number(100 * rule.rate)}{NO_BREAK_SPACE}%"
            way = "rejoint" if rule.rate == 1 else f"fait {share} du chemin vers"
            return f"{_name(rule.pulls, variables)}, {every}, {way} : {_end(amount)}"
        case FlowRule():
            ends = f"De {_name(rule.source, variables)} à {_name(rule.to, variables)}"
            return (
                f"{ends}, {every} : {amount} ; jamais plus que ce qui reste, ni que la place "
                "à l’arrivée."
            )


def _end(text: str) -> str:
    """Close a sentence, which an abbreviation may have closed already."""
    return text if text.endswith(".") else f"{text}."


def _tell_unit(rule: Rule, variables: Mapping[str, Variable]) -> str:
    match rule:
        case MoveRule():
            unit = variables[rule.moves].unit
        case PullRule():
            unit = variables[rule.pulls].unit
        case FlowRule():
            unit = variables[rule.source].unit
    return f"{NO_BREAK_SPACE}{unit}" if unit else ""


def _tell_amount(rule: Rule, variables: Mapping[str, Variable]) -> str:
    """Write a sum: 0,4 + 0,1 × (« Arrêts » − 2)."""
    parts = [(rule.base, write_number(abs(rule.base)))] if rule.base or not rule.terms else []
    parts += [(term.times, _tell_term(term, variables)) for term in rule.terms]
    written = ""
    for number, text in parts:
        sign = "−" if number < 0 else "+"
        if written:
            written += f" {sign}{NO_BREAK_SPACE}{text}"
        else:
            written = f"−{NO_BREAK_SPACE}{text}" if number < 0 else text
    return written


def _tell_term(term: Term, variables: Mapping[str, Variable]) -> str:
    measures = [term] if term.by is None else [term, term.by]
    times = [] if abs(term.times) == 1 else [write_number(abs(term.times))]
    return f"{NO_BREAK_SPACE}× ".join([*times, *(_tell_measure(m, variables) for m in measures)])


def _tell_measure(measure: Measure, variables: Mapping[str, Variable]) -> str:
    name = _name(measure.variable, variables)
    if measure.at_least is not None:
        return f"(ce que {name} a de plus que {write_number(measure.at_least)})"
    if measure.below is not None:
        return f"(ce qui manque à {name} pour atteindre {write_number(measure.below)})"
    if measure.minus:
        sign = "−" if measure.minus > 0 else "+"
        return f"({name} {sign}{NO_BREAK_SPACE}{write_number(abs(measure.minus))})"
    return name


def _name(name: str, variables: Mapping[str, Variable]) -> str:
    return f"« {variables[name].label} »"
