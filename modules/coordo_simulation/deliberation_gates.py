"""How a gate decides: a table of rules read from the top, the first that fits and is in force.

A rule names the texts that it rests on. A text that is not in force on the day of the situation
takes its rule out of the table. What is left is the last rule of the table, the most cautious.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import Field

from coordo_simulation.french import set_spaces
from coordo_simulation.in_force import NoValueInForceError, find_in_force
from coordo_simulation.references import Closed, KebabId, Reference

if TYPE_CHECKING:
    from datetime import date

    from coordo_simulation.references import ReferenceBook


class Outcome(StrEnum):
    """What a text answers, from closed to open; on a right, never on whether the thing is good."""

    FORBIDDEN = "non"
    ON_CONDITION = "à une condition"
    ONLY_NECESSARY = "le strict nécessaire"
    ALLOWED = "oui"


FACTS = {
    "recipient": "qui reçoit",
    "is_sender_physician": "un médecin parle",
    "mode": "façon de dire",
    "consent": "consentement",
    "is_informed": "informée",
    "capacity": "volonté de la personne",
    "is_needed": "nécessaire",
    "is_grave": "diagnostic grave",
    "is_trust_written": "personne de confiance désignée par écrit",
    "kind": "nature de l’acte",
    "stance": "ses directives",
    "directives": "directives",
    "is_vital_emergency": "urgence vitale",
    "is_represented": "représentée pour sa personne",
}
"""What each fact is called where a table is printed."""


class Condition(Closed):
    """One fact and the values of it for which a rule holds."""

    fact: str
    among: tuple[str | bool, ...]

    @property
    def sentence(self) -> str:
        """The condition as one reads it: qui reçoit : équipe de soins, proche ou tuteur."""
        *others, last = (_tell(value) for value in self.among)
        told = f"{', '.join(others)} ou {last}" if others else last
        return f"{FACTS[self.fact]}\u202f: {told}"


class Rule(Closed):
    """One line of a table.

    ``texts`` are ids or families of references without which the rule does not stand; ``also``
    are cited where they are in force. ``exception`` names, in words, the exception of the law
    that lets a refusal be passed over for a time.
    """

    id: KebabId
    conditions: tuple[Condition, ...] = ()
    outcome: Outcome
    says: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    instead: str = Field(min_length=1)
    texts: tuple[KebabId, ...] = Field(min_length=1)
    also: tuple[KebabId, ...] = ()
    exception: str | None = None

    @property
    def conditions_told(self) -> str:
        """All conditions as one reads them."""
        told = "\u202f; ".join(condition.sentence for condition in self.conditions)
        return told or "dans tous les autres cas"

    def fits(self, facts: Closed) -> bool:
        """Whether every condition holds."""
        return all(getattr(facts, each.fact) in each.among for each in self.conditions)


class Verdict(Closed):
    """What a gate answers: the outcome, why, what to do, and the texts with their dates."""

    rule: KebabId
    outcome: Outcome
    says: str
    reason: str
    instead: str
    references: tuple[Reference, ...] = Field(min_length=1)
    exception: str | None = None


def when(**facts: tuple[str | bool, ...]) -> tuple[Condition, ...]:
    """Write the conditions of a rule: fact = values."""
    return tuple(Condition(fact=fact, among=among) for fact, among in facts.items())


def decide(rules: tuple[Rule, ...], facts: Closed, book: ReferenceBook, on: date) -> Verdict:
    """Apply a table to facts on a day.

    Raises:
        NoValueInForceError: the day is before every text that the table knows.
    """
    fitting = [rule for rule in rules if rule.fits(facts)]
    for rule in fitting[:-1]:
        try:
            return _build_verdict(rule, book, on)
        except NoValueInForceError:
            continue
    return _build_verdict(fitting[-1], book, on)


def list_standing(rules: tuple[Rule, ...], book: ReferenceBook, on: date) -> tuple[Rule, ...]:
    """The table as it stands on a day: its first rule that fits is the one by which it decides.

    Raises:
        NoValueInForceError: the day is before the texts of the last rule.
    """
    for text in rules[-1].texts:
        find_in_force(book, text, on)
    return tuple(rule for rule in rules if _is_standing(rule, book, on))


def _is_standing(rule: Rule, book: ReferenceBook, on: date) -> bool:
    try:
        return all(find_in_force(book, text, on) for text in rule.texts)
    except NoValueInForceError:
        return False


def _tell(value: str | bool) -> str:  # noqa: FBT001 -- the value of a fact, not a switch
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value)


def _build_verdict(rule: Rule, book: ReferenceBook, on: date) -> Verdict:
    references = [find_in_force(book, text, on) for text in rule.texts]
    for text in rule.also:
        try:
            references.append(find_in_force(book, text, on))
        except NoValueInForceError:
            continue
    return Verdict(
        rule=rule.id,
        outcome=rule.outcome,
        says=set_spaces(rule.says),
        reason=set_spaces(rule.reason),
        instead=set_spaces(rule.instead),
        references=tuple(references),
        exception=rule.exception,
    )
