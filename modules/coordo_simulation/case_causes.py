"""Causes that name what was not done: they must not be told to whoever did it.

A cause is a sentence, and no machine knows what it means. But a sentence that names an omission
(« ce que personne n’avait demandé ») is false for some of the answers to the decision it names, so
that what it hangs on must ask about that answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coordo_simulation.answer_conditions import HasChosen, HasGiven, HasOrdered, HasTicked
from coordo_simulation.case_checks import iter_parts
from coordo_simulation.conditions import HasFlag, iter_leaves
from coordo_simulation.effects import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.case_decision_checks import Fault
    from coordo_simulation.case_decisions import DecisionSpec
    from coordo_simulation.case_schema import Cause, Event, ScenarioFields

_OMISSION = re.compile(
    r"\bn(?:e\s|’)[^.;]*?\b(?:pas|plus|jamais|rien|personne|aucune?|ni)\b"
    r"|\b(?:personne|rien)\s+n(?:e\s|’)"
    r"|\b(?:sans|jamais|aucune?|seule?s?|silence|oubli\w*|omis\w*|manqu\w+|absences?|faute de)\b",
    re.IGNORECASE,
)


def is_omission(text: str) -> bool:
    """Whether a cause is told as something not done: by its negations, so that some escape."""
    return _OMISSION.search(text) is not None


def iter_loose_causes(scenario: ScenarioFields) -> Iterator[Fault]:
    """Yield each cause that names an omission, whatever was answered to its decision."""
    decisions = {decision.id: decision for decision in scenario.decisions}
    for rank, event in enumerate(scenario.events):
        for place, cause in enumerate(event.causes):
            if is_omission(cause.text) and not _asks(event, cause, decisions[cause.decision]):
                words = (
                    f"une condition sur la réponse à « {cause.decision} » : cette cause nomme un "
                    "manque, et serait dite aussi à qui a fait ce qu’il fallait"
                )
                yield ("events", rank, "causes", place), words


def _asks(event: Event, cause: Cause, decision: DecisionSpec) -> bool:
    """Whether an event or its cause depends on the answer, or on a fact that it decides."""
    effects = [part for _where, part in iter_parts(decision) if isinstance(part, Effect)]
    decided = {flag for effect in effects for flag in (*effect.flags, *effect.clear)}
    for condition in (event.when, cause.when):
        for leaf in () if condition is None else iter_leaves(condition):
            match leaf:
                case HasChosen() | HasTicked() | HasGiven() | HasOrdered():
                    if leaf.decision == decision.id:
                        return True
                case HasFlag():
                    if leaf.flag in decided:
                        return True
                case _:
                    pass
    return False
