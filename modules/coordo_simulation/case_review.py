"""Reviews a case as an author would like it done: what is never reached, never read, or too long.

Two kinds of findings: faults, that a case should not hold, and remarks, to be weighed. Each has
its place in the scenario file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from coordo_simulation.answer_conditions import (
    HasChosen,
    HasGiven,
    HasOpened,
    HasOrdered,
    HasTicked,
)
from coordo_simulation.case_causes import iter_loose_causes
from coordo_simulation.case_checks import ITEM_LISTS, iter_parts, iter_texts
from coordo_simulation.case_decisions import (
    AllocationDecision,
    Comment,
    MultipleDecision,
    OrderingDecision,
    SingleDecision,
    TextDecision,
)
from coordo_simulation.case_models import MODELS
from coordo_simulation.case_parts import Bearing, Delayed, PassageSpec
from coordo_simulation.case_schema import Cause, LifeVariant
from coordo_simulation.conditions import HasFlag, Threshold
from coordo_simulation.effects import Effect, Probability
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.french_lint import iter_french_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.case_decision_checks import Location
    from coordo_simulation.case_decisions import DecisionSpec
    from coordo_simulation.case_survey import Survey
    from coordo_simulation.scenario import Scenario

RARE = 200
"""An ending met less than once in so many runs is worth a remark."""


class Finding(NamedTuple):
    """Something found at a place of the file; ``text`` says in French what was expected."""

    where: Location
    text: str
    kind: Literal["défaut", "remarque"] = "défaut"


def review_case(scenario: Scenario, survey: Survey) -> tuple[Finding, ...]:
    """Gather all findings, faults first, each in the order of the file."""
    findings = [
        finding._replace(text=set_spaces(finding.text))
        for finding in (
            *_iter_unreached(scenario, survey),
            *_iter_breaches(scenario, survey),
            *_iter_idle_decisions(scenario),
            *(Finding(*fault) for fault in iter_loose_causes(scenario)),
            *_iter_unread_names(scenario),
            *_iter_bad_french(scenario),
        )
    ]
    return tuple(sorted(findings, key=lambda finding: finding.kind))


def _iter_unreached(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    runs, read = (f"{format_number(count)} parcours" for count in (survey.runs, survey.read))
    yield from _iter_unreached_outcomes(scenario, survey, runs)
    for rank, event in enumerate(scenario.events):
        if id(event) not in survey.happened:
            yield Finding(("events", rank), f"un événement qui arrive (aucun des {runs})")
    yield from _iter_unreached_decisions(scenario, survey, runs)
    for name in ITEM_LISTS:
        for rank, item in enumerate(getattr(scenario, name)):
            if item.id not in survey.items:
                yield Finding(
                    (name, rank), f"quelque chose que l’on peut ouvrir (aucun des {runs})"
                )
    kinds = (
        (PassageSpec, survey.passages, f"un passage que l’on peut lire (aucun des {read} lus)"),
        (Delayed, survey.happened, f"un effet différé qui tombe (dans aucun des {runs})"),
        (LifeVariant, survey.lived, f"une suite que quelqu’un vit (aucun des {runs})"),
        (Comment, survey.followed, f"un geste que l’expert fait (dans aucun des {runs})"),
    )
    for where, part in iter_parts(scenario):
        for kind, seen, expected in kinds:
            if isinstance(part, kind) and id(part) not in seen:
                yield Finding(where, expected)


def _iter_unreached_outcomes(scenario: Scenario, survey: Survey, runs: str) -> Iterator[Finding]:
    for rank, outcome in enumerate(scenario.outcomes):
        count = survey.outcomes[outcome.id]
        if not count:
            yield Finding(("outcomes", rank), f"une issue que l’on atteint (aucun des {runs})")
        elif count * RARE < survey.runs:
            words = f"une issue moins rare ({format_number(count)} des {runs})"
            yield Finding(("outcomes", rank), words, "remarque")


def _iter_unreached_decisions(scenario: Scenario, survey: Survey, runs: str) -> Iterator[Finding]:
    for rank, decision in enumerate(scenario.decisions):
        where: Location = ("decisions", rank)
        if not survey.decisions[decision.id]:
            yield Finding(where, f"une décision qui se présente (aucun des {runs})")
            continue
        if decision.id in survey.dead_ends:
            yield Finding(where, "toujours une réponse possible\u202f: ici, le parcours s’arrête")
        for place, choice in enumerate(getattr(decision, "choices", ())):
            if (decision.id, choice.id) not in survey.choices:
                words = f"un choix qui s’ouvre parfois (fermé dans les {runs})"
                yield Finding((*where, "choices", place), words)


def _iter_breaches(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    places = {id(part): where for where, part in iter_parts(scenario)}
    for (part, _invariant), breach in survey.breaches.items():
        told = breach.invariant.tell_breach(breach.gap)
        runs = f"{format_number(breach.runs)} des {format_number(survey.runs)} parcours"
        yield Finding(places[part], f"ce qui garde l’égalité du modèle ({told}, dans {runs})")


def _iter_idle_decisions(scenario: Scenario) -> Iterator[Finding]:
    """Yield each decision that changes nothing; that an event blames it is no consequence."""
    causes = [part for _where, part in iter_parts(scenario) if isinstance(part, Cause)]
    blaming = {id(part) for cause in causes for _where, part in iter_parts(cause)}
    asked = {
        part.decision
        for _where, part in iter_parts(scenario)
        if isinstance(part, HasChosen | HasTicked | HasGiven | HasOrdered)
        and id(part) not in blaming
    }
    for rank, decision in enumerate(scenario.decisions):
        if decision.id in asked:
            continue
        if not any(_has_bearing(bearing) for bearing in _list_bearings(decision)):
            yield Finding(("decisions", rank), "une décision qui change quelque chose")
        elif (
            isinstance(decision, SingleDecision) and len({_weigh(c) for c in decision.choices}) == 1
        ):
            yield Finding(("decisions", rank, "choices"), "des choix dont les effets diffèrent")


def _list_bearings(decision: DecisionSpec) -> list[Bearing]:
    """Return all that the answers to a decision can bring."""
    match decision:
        case SingleDecision() | MultipleDecision():
            return list(decision.choices)
        case OrderingDecision():
            return list(decision.rules)
        case TextDecision():
            return [decision.bearing]
        case AllocationDecision():
            moving = [Bearing(effects=Effect(add=line.per_unit)) for line in decision.lines]
            return [*moving, *(each for line in decision.lines for each in line.thresholds)]


def _has_bearing(bearing: Bearing) -> bool:
    later = any(d.passages or not d.effects.is_empty for d in bearing.later)
    return later or not bearing.effects.is_empty


def _weigh(bearing: Bearing) -> str:
    if not _has_bearing(bearing):
        return ""
    return bearing.effects.model_dump_json() + "".join(d.model_dump_json() for d in bearing.later)


def _iter_unread_names(scenario: Scenario) -> Iterator[Finding]:
    parts = [part for _where, part in iter_parts(scenario)]
    read = {part.variable for part in parts if isinstance(part, Threshold)}
    read |= {name for part in parts if isinstance(part, Probability) for name in part.weights}
    read |= {quantity.id for quantity in MODELS[scenario.model.name].declaration.state}
    read |= {name for rule in scenario.model.rules for name in rule.targets.values()}
    for rank, variable in enumerate(scenario.variables):
        if variable.id not in read:
            yield Finding(("variables", rank), "une variable que le modèle ou une condition lit")
    asked = {part.flag for part in parts if isinstance(part, HasFlag)}
    raised = {name for part in parts if isinstance(part, Effect) for name in part.flags}
    opened = {part.opened for part in parts if isinstance(part, HasOpened)}
    for name in scenario.flags:
        if name not in asked:
            yield Finding(("flags", name), "un fait qu’une condition demande")
        if name not in raised:
            yield Finding(("flags", name), "un fait qu’un effet établit")
    for name in ITEM_LISTS:
        for rank, item in enumerate(getattr(scenario, name)):
            if item.effects.is_empty and not item.minutes and item.id not in opened:
                words = "un prix, ou une suite\u202f: l’ouvrir ne change rien"
                yield Finding((name, rank), words, "remarque")


def _iter_bad_french(scenario: Scenario) -> Iterator[Finding]:
    for where, text in iter_texts(scenario):
        if " " in text:
            for excerpt, expected in iter_french_faults(text):
                yield Finding(where, f"{expected} (« {excerpt} »)")
