"""Options examined against principles: what was said, by whom, and what nobody has said.

The four principles are those of Beauchamp and Childress (``ethique-quatre-principes``), who rank
none of them above the others; dignity is added because French law names it first among the
rights of the person supported (CASF, L. 311-3, 1°). Nothing here adds, scores or ranks: an
argument has the weight that its speaker gave it, in words, and is never summed with another's.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import Field, model_validator

from coordo_simulation.deliberation import Act, Consent, Disclosure, Person, Role, Situation
from coordo_simulation.deliberation_consent import check_act
from coordo_simulation.deliberation_disclosure import check_disclosure
from coordo_simulation.deliberation_gates import Outcome, Verdict
from coordo_simulation.references import Closed, KebabId

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook


class Principle(StrEnum):
    """What an option is examined against."""

    AUTONOMY = "autonomie"
    BENEFICENCE = "bienfaisance"
    NON_MALEFICENCE = "non-malfaisance"
    JUSTICE = "justice"
    DIGNITY = "dignité"

    @property
    def with_article(self) -> str:
        """The name with its article: l’autonomie, la justice."""
        return f"l’{self}" if self is Principle.AUTONOMY else f"la {self}"


QUESTIONS: dict[Principle, str] = {
    Principle.AUTONOMY: "Est-ce ce qu’elle choisirait, sachant ce qu’elle doit savoir\u202f?",
    Principle.BENEFICENCE: "Quel bien cela lui fait-il, à ses yeux\u202f?",
    Principle.NON_MALEFICENCE: "Quel mal cela peut-il lui faire, et peut-on l’éviter\u202f?",
    Principle.JUSTICE: "Que prend-on à d’autres, et que leur dirait-on\u202f?",
    Principle.DIGNITY: "Y reste-t-elle quelqu’un, et non un problème\u202f?",
}


class Side(StrEnum):
    """Which way an argument pushes an option."""

    FOR = "pour"
    AGAINST = "contre"


class Weight(StrEnum):
    """How its speaker said it; an order, not a quantity."""

    PASSING = "dit en passant"
    INSISTENT = "dit avec insistance"
    DECISIVE = "dit comme décisif"

    @property
    def step(self) -> int:
        """1, 2 or 3: the length of an arrow, never added to another."""
        return tuple(Weight).index(self) + 1


class Argument(Closed):
    """One thing said of an option. ``claim`` fits beside an arrow; ``words`` are as heard."""

    option: KebabId
    principle: Principle
    side: Side
    weight: Weight
    claim: str = Field(min_length=1, max_length=72)
    words: str = Field(min_length=1)
    heard_from: KebabId | None


class Option(Closed):
    """One thing that could be decided, with the acts and the tellings that it takes."""

    id: KebabId
    label: str = Field(min_length=1)
    acts: tuple[Act, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()


class Deliberation(Closed):
    """A question, a situation, what could be decided, and what was said of it."""

    question: str
    situation: Situation
    options: tuple[Option, ...] = Field(min_length=2)
    arguments: tuple[Argument, ...]

    @model_validator(mode="after")
    def _names_what_exists(self) -> Deliberation:
        options = {option.id for option in self.options}
        if len(options) != len(self.options):
            raise ValueError("des identifiants uniques pour les options")
        people = {person.id for person in self.situation.people}
        told = [telling for option in self.options for telling in option.disclosures]
        named = {argument.heard_from for argument in self.arguments} - {None}
        named |= {telling.sender for telling in told} | {telling.recipient for telling in told}
        unknown = {str(name) for name in named - people}
        unknown |= {argument.option for argument in self.arguments} - options
        if unknown:
            raise ValueError(f"des personnes et des options connues ; inconnu\u202f: {unknown}")
        return self

    def get(self, option_id: str) -> Option:
        """Return one option.

        Raises:
            LookupError: no option of that id.
        """
        for option in self.options:
            if option.id == option_id:
                return option
        raise LookupError(f"option inconnue\u202f: «\u202f{option_id}\u202f»")


class GateAnswer(Closed):
    """What a gate answers about one act or one telling of an option."""

    subject: str
    verdict: Verdict


class PrincipleView(Closed):
    """What was said of an option under one principle."""

    principle: Principle
    pushing: tuple[Argument, ...]
    holding: tuple[Argument, ...]

    @property
    def is_silent(self) -> bool:
        """Whether nobody said anything."""
        return not (self.pushing or self.holding)


class Examination(Closed):
    """An option seen from the law and from each principle. No total: there is none."""

    option: Option
    gates: tuple[GateAnswer, ...]
    principles: tuple[PrincipleView, ...]

    @property
    def tightest(self) -> Outcome | None:
        """The most closed answer of its gates, as the facts stand; none where no text is asked."""
        outcomes = [gate.verdict.outcome for gate in self.gates]
        return next((each for each in Outcome if each in outcomes), None)

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """All that was said, by principle, what pushes first."""
        return tuple(said for view in self.principles for said in (*view.pushing, *view.holding))


def examine_option(deliberation: Deliberation, option_id: str, book: ReferenceBook) -> Examination:
    """Gather what the gates answer and what was said of an option.

    Raises:
        LookupError: no option of that id.
        NoValueInForceError: the situation is dated before the texts.
    """
    option, situation = deliberation.get(option_id), deliberation.situation
    acts = [
        GateAnswer(subject=act.label, verdict=check_act(situation, act, book))
        for act in option.acts
    ]
    tellings = [
        GateAnswer(
            subject=_name_telling(situation, telling),
            verdict=check_disclosure(situation, telling, book),
        )
        for telling in option.disclosures
    ]
    said = [argument for argument in deliberation.arguments if argument.option == option_id]
    return Examination(
        option=option,
        gates=(*acts, *tellings),
        principles=tuple(_gather(principle, said) for principle in Principle),
    )


def answer_consent(deliberation: Deliberation, option_id: str, consent: Consent) -> Deliberation:
    """The same deliberation, the person having said this of all that an option takes."""
    changed = []
    for option in deliberation.options:
        if option.id != option_id:
            changed.append(option)
            continue
        acts = tuple(act.model_copy(update={"consent": consent}) for act in option.acts)
        tellings = tuple(
            telling.model_copy(update={"consent": consent}) for telling in option.disclosures
        )
        changed.append(option.model_copy(update={"acts": acts, "disclosures": tellings}))
    return deliberation.model_copy(update={"options": tuple(changed)})


def list_heard(deliberation: Deliberation, option_id: str | None = None) -> tuple[Person, ...]:
    """Who said something, of one option or of any, in the order of the situation."""
    names = {
        argument.heard_from
        for argument in deliberation.arguments
        if option_id in (None, argument.option)
    }
    return tuple(person for person in deliberation.situation.people if person.id in names)


def is_accompanied_heard(deliberation: Deliberation, option_id: str) -> bool:
    """Whether the person said something herself of that option."""
    heard = list_heard(deliberation, option_id)
    return any(person.role is Role.ACCOMPANIED for person in heard)


def _gather(principle: Principle, said: list[Argument]) -> PrincipleView:
    own = [argument for argument in said if argument.principle is principle]
    return PrincipleView(
        principle=principle,
        pushing=tuple(argument for argument in own if argument.side is Side.FOR),
        holding=tuple(argument for argument in own if argument.side is Side.AGAINST),
    )


def _name_telling(situation: Situation, telling: Disclosure) -> str:
    sender, recipient = situation.get(telling.sender), situation.get(telling.recipient)
    return f"{telling.information}, de {sender.name} à {recipient.name}"
