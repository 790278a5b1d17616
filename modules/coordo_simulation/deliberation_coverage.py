"""What a deliberation has left out, in sentences: a voice, a principle, a defence, a source."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from coordo_simulation.deliberation_gates import Outcome
from coordo_simulation.deliberation_options import (
    Deliberation,
    Option,
    Side,
    examine_option,
    is_accompanied_heard,
    list_heard,
)
from coordo_simulation.references import Closed, KebabId

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook


class GapKind(StrEnum):
    """What is missing."""

    VOICE = "voix non entendue"
    PRINCIPLE = "principe sans argument"
    DEFENCE = "option que personne ne défend"
    GATE = "option qu’un texte arrête"
    SOURCE = "argument sans personne"


class Gap(Closed):
    """One thing missing; ``option`` is None where it bears on the whole."""

    kind: GapKind
    sentence: str
    option: KebabId | None = None


def check_coverage(deliberation: Deliberation, book: ReferenceBook) -> tuple[Gap, ...]:
    """List what is missing, first of the whole, then option by option."""
    gaps = list(_list_unheard(deliberation))
    for option in deliberation.options:
        gaps += check_option(deliberation, option, book)
    return tuple(gaps)


def check_option(
    deliberation: Deliberation, option: Option, book: ReferenceBook
) -> tuple[Gap, ...]:
    """List what is missing about one option."""
    examination = examine_option(deliberation, option.id, book)
    name = deliberation.situation.accompanied.name
    found = [
        (
            GapKind.GATE,
            f"{gate.subject}\u202f: {gate.verdict.says[0].lower()}{gate.verdict.says[1:]}.",
        )
        for gate in examination.gates
        if gate.verdict.outcome is Outcome.FORBIDDEN
    ]
    if not is_accompanied_heard(deliberation, option.id):
        found.append((GapKind.VOICE, f"{name} n’a rien dit de cette option."))
    found += [
        (
            GapKind.PRINCIPLE,
            f"Sous l’angle de {view.principle.with_article}, personne n’en a rien dit.",
        )
        for view in examination.principles
        if view.is_silent
    ]
    if not any(argument.side is Side.FOR for argument in examination.arguments):
        found.append((GapKind.DEFENCE, "Personne ne défend cette option."))
    found += [
        (GapKind.SOURCE, f"On ne sait pas qui a dit\u202f: «\u202f{argument.words}\u202f»")
        for argument in examination.arguments
        if argument.heard_from is None
    ]
    return tuple(Gap(kind=kind, sentence=text, option=option.id) for kind, text in found)


def _list_unheard(deliberation: Deliberation) -> tuple[Gap, ...]:
    heard = list_heard(deliberation)
    return tuple(
        Gap(kind=GapKind.VOICE, sentence=f"{person.name} n’a encore rien dit.")
        for person in deliberation.situation.people
        if person not in heard
    )
