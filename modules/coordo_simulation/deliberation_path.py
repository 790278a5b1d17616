"""The table on acts read as a path: six gates in order, where it stops, what one fact changes.

The gates only group the rules of ``deliberation_consent``, in their order; a rule is added to a
gate or the path refuses to be built. Nothing is decided here.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import Field

from coordo_simulation.deliberation import (
    Act,
    ActKind,
    Capacity,
    Consent,
    Directives,
    Person,
    Protection,
    Role,
    Situation,
    Trust,
)
from coordo_simulation.deliberation_consent import ACT_RULES, build_facts, check_act
from coordo_simulation.deliberation_gates import Rule, Verdict
from coordo_simulation.in_force import NoValueInForceError, find_in_force
from coordo_simulation.references import Closed, KebabId, Reference

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook


class Written(StrEnum):
    """What the person wrote in advance about this act, as far as one can read it."""

    NONE = "aucune directive"
    UNREACHABLE = "écrites, introuvables"
    SILENT = "lues, ne refusent pas cet acte"
    AGAINST = "lues, refusent cet acte"
    SET_ASIDE = "lues, refusent cet acte, jugées inadaptées"


READ_AS: dict[Written, tuple[Directives, bool]] = {
    Written.NONE: (Directives.NONE, False),
    Written.UNREACHABLE: (Directives.UNREACHABLE, False),
    Written.SILENT: (Directives.SUITED, False),
    Written.AGAINST: (Directives.SUITED, True),
    Written.SET_ASIDE: (Directives.UNSUITED, True),
}
"""For a situation and for an act: the state of the directives, whether they refuse the act."""

_SHE = Person(id="personne", name="la personne", role=Role.ACCOMPANIED)


class CaseFacts(Closed):
    """All that one may say of an act and of the person; eight facts, each by itself."""

    kind: ActKind = ActKind.CARE
    capacity: Capacity = Capacity.ABLE
    consent: Consent = Consent.NOT_ASKED
    is_informed: bool = True
    written: Written = Written.NONE
    is_vital_emergency: bool = False
    protection: Protection = Protection.NONE
    trust: Trust = Trust.NONE

    @property
    def act(self) -> Act:
        """The act, as the gates take it."""
        return Act(
            label=f"{self.kind}",
            kind=self.kind,
            consent=self.consent,
            is_informed=self.is_informed,
            is_refused_by_directives=READ_AS[self.written][1],
        )

    def build_situation(self, on: date) -> Situation:
        """The situation of a day, as the gates take it."""
        return Situation(
            date=on,
            people=(_SHE,),
            capacity=self.capacity,
            trust=self.trust,
            protection=self.protection,
            directives=READ_AS[self.written][0],
            is_vital_emergency=self.is_vital_emergency,
        )


VALUES: dict[str, tuple[str | bool, ...]] = {
    "kind": tuple(ActKind),
    "capacity": tuple(Capacity),
    "consent": tuple(Consent),
    "is_informed": (True, False),
    "written": tuple(Written),
    "is_vital_emergency": (False, True),
    "protection": tuple(Protection),
    "trust": tuple(Trust),
}
"""What each fact may be."""


class Gate(Closed):
    """One gate: whose voice it is, and the rules that answer there; the first one applies first."""

    id: KebabId
    name: str
    facts: tuple[str, ...]
    rules: tuple[KebabId, ...] = Field(min_length=1)

    def list_rules(self, kind: ActKind) -> tuple[Rule, ...]:
        """The rules of this gate for care or for support; none where it has no part."""
        return tuple(rule for rule in ACT_RULES if rule.id in self.rules and _holds(rule, kind))


GATES: tuple[Gate, ...] = (
    Gate(
        id="sa-parole",
        name="Sa parole",
        facts=("capacity", "consent", "is_informed"),
        rules=(
            "refus-de-soin",
            "refus-accompagnement",
            "soin-a-eclairer",
            "soin-consenti",
            "accompagnement-a-eclairer",
            "accompagnement-consenti",
            "soin-a-demander-au-bon-moment",
            "soin-a-demander",
            "accompagnement-a-demander",
        ),
    ),
    Gate(
        id="ses-directives",
        name="Ses directives anticipées",
        facts=("written",),
        rules=("directives-en-urgence", "directives-contre", "directives-ecartees"),
    ),
    Gate(
        id="l-urgence", name="L’urgence vitale", facts=("is_vital_emergency",), rules=("urgence",)
    ),
    Gate(
        id="qui-la-represente",
        name="La personne qui la représente",
        facts=("protection",),
        rules=("representant-autorise", "representant-consent"),
    ),
    Gate(
        id="sa-personne-de-confiance",
        name="Sa personne de confiance",
        facts=("trust",),
        rules=("confiance-temoigne", "confiance-accompagne"),
    ),
    Gate(
        id="ses-proches",
        name="Ses proches",
        facts=(),
        rules=("famille-consultee", "accompagnement-sans-voix"),
    ),
)


class Mark(StrEnum):
    """What a gate did to the path."""

    PASSED = "laisse passer"
    DECIDES = "décide"
    NOT_REACHED = "porte non examinée"
    NO_PART = "ne joue pas ici"


class Step(Closed):
    """A gate on the path, and the texts that it rests on that day."""

    gate: Gate
    mark: Mark
    references: tuple[Reference, ...]


class ConsentPath(Closed):
    """The six gates for a set of facts, and what the one that decides answers."""

    steps: tuple[Step, ...]
    verdict: Verdict

    @property
    def decisive(self) -> Step:
        """The gate where the path stopped."""
        return next(step for step in self.steps if step.mark is Mark.DECIDES)

    @property
    def rank(self) -> int:
        """Its place, from 1."""
        return self.steps.index(self.decisive) + 1


class SingleChange(Closed):
    """One fact said otherwise, and the rule that would then decide."""

    fact: str
    value: str | bool
    rule: Rule


def trace_path(facts: CaseFacts, book: ReferenceBook, on: date) -> ConsentPath:
    """Follow the gates in order to the one that decides.

    Raises:
        NoValueInForceError: the day is before the texts that the course holds.
    """
    verdict = check_act(facts.build_situation(on), facts.act, book)
    steps: list[Step] = []
    has_stopped = False
    for gate in GATES:
        rules = gate.list_rules(facts.kind)
        if has_stopped or not rules:
            mark = Mark.NOT_REACHED if rules else Mark.NO_PART
        else:
            has_stopped = verdict.rule in gate.rules
            mark = Mark.DECIDES if has_stopped else Mark.PASSED
        references = verdict.references if mark is Mark.DECIDES else _list_texts(rules, book, on)
        steps.append(Step(gate=gate, mark=mark, references=references))
    return ConsentPath(steps=tuple(steps), verdict=verdict)


def list_single_changes(facts: CaseFacts, standing: tuple[Rule, ...]) -> tuple[SingleChange, ...]:
    """List every fact that, said otherwise and alone, would have another rule decide.

    Args:
        facts: what is so.
        standing: the table on acts as it stands on the day (``list_standing``).
    """
    present = _find_rule(facts, standing)
    changes = []
    for fact, values in VALUES.items():
        for value in values:
            rule = _find_rule(facts.model_copy(update={fact: value}), standing)
            if rule != present:
                changes.append(SingleChange(fact=fact, value=value, rule=rule))
    return tuple(changes)


def _find_rule(facts: CaseFacts, standing: tuple[Rule, ...]) -> Rule:
    reduced = build_facts(facts.build_situation(date.min), facts.act)  # it looks at no day
    return next(rule for rule in standing if rule.fits(reduced))


def _holds(rule: Rule, kind: ActKind) -> bool:
    """Whether a rule may decide for that kind; the last ones, open to both, are on support."""
    among = next((each.among for each in rule.conditions if each.fact == "kind"), None)
    return kind in (among or (ActKind.SUPPORT,))


def _list_texts(rules: tuple[Rule, ...], book: ReferenceBook, on: date) -> tuple[Reference, ...]:
    """Each text of the rules that is in force, once."""
    found: list[Reference] = []
    for text in dict.fromkeys(text for rule in rules for text in rule.texts):
        try:
            found.append(find_in_force(book, text, on))
        except NoValueInForceError:
            continue
    return tuple(found)
