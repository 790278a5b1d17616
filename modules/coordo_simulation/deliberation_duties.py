"""Around the answer of a gate: who is heard, in what order, what is written, what is left open.

A voice or a trace bears the text that asks for it; without one it is usage, and says so. The
order is that of the texts where they set one: the person before anyone (L. 1111-4, L. 311-3), her
directives, which bind, before any witness (L. 1111-11), the person of trust or, failing that, the
family or someone close (L. 1111-4, and R. 4127-36 as the ordre des médecins gives it). Between
who represents and who testifies, no text that was read sets an order: theirs is that of the gates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.deliberation import ActKind, Capacity, Protection, Trust
from coordo_simulation.deliberation_path import GATES, CaseFacts, Written
from coordo_simulation.french import set_spaces
from coordo_simulation.in_force import find_in_force
from coordo_simulation.references import Closed, Reference

if TYPE_CHECKING:
    from datetime import date

    from coordo_simulation.references import ReferenceBook


class Voice(Closed):
    """Someone, or something written, that is heard; ``reference`` is the text that asks for it."""

    who: str
    part: str
    reference: Reference | None


class Trace(Closed):
    """What is written down; ``reference`` is the text that asks for it."""

    what: str
    reference: Reference | None


_Line = tuple[str, str, str | None]

_ONESELF_ALONE = "qui consent ou refuse, et personne à sa place"
_AT_HER_HOUR = "qui consent ou refuse, à un moment où elle le peut"
_IF_SHE_WISHES = "qui l’accompagne et l’aide à comprendre ses droits, si elle le souhaite"
_STILL_SAID = "par ce qu’elle exprime encore ou avait dit"
_LATER = ", dès que l’urgence cède"


def list_voices(facts: CaseFacts, book: ReferenceBook, on: date) -> tuple[Voice, ...]:
    """List who is heard, in order, before an act is done or left.

    Raises:
        NoValueInForceError: a text that asks for it is not in force that day.
    """
    is_care = facts.kind is ActKind.CARE
    if facts.capacity is not Capacity.UNABLE:
        lines = _list_beside_her(facts, is_care=is_care)
    elif is_care:
        lines = _list_for_care(facts)
    else:
        lines = _list_for_support(facts)
    return tuple(
        Voice(
            who=who,
            part=set_spaces(part),
            reference=find_in_force(book, text, on) if text else None,
        )
        for who, part, text in lines
    )


def list_traces(facts: CaseFacts, rule: str, book: ReferenceBook, on: date) -> tuple[Trace, ...]:
    """List what is written down once a rule has decided: what a text asks for, then usage."""
    traces = []
    asked = _ask_in_writing(facts, rule)
    if asked:
        what, text = asked
        traces.append(Trace(what=set_spaces(what), reference=find_in_force(book, text, on)))
    gate = next(each.id for each in GATES if rule in each.rules)
    usage = [USAGE["a-demander" if rule in _TO_ASK else gate]]
    is_read = facts.kind is ActKind.CARE and facts.capacity is Capacity.UNABLE
    if is_read and facts.written is Written.UNREACHABLE:
        usage.append("où et auprès de qui ses directives ont été cherchées")
    traces += [Trace(what=set_spaces(what), reference=None) for what in usage]
    return tuple(traces)


def _list_beside_her(facts: CaseFacts, *, is_care: bool) -> list[_Line]:
    part = _ONESELF_ALONE if facts.capacity is Capacity.ABLE else _AT_HER_HOUR
    text = "consentement-aux-soins" if is_care else "droits-usagers"
    lines: list[_Line] = [("elle-même", part, text)]
    if facts.trust is Trust.WRITTEN:
        trust = "personne-de-confiance-csp" if is_care else "personne-de-confiance-casf"
        lines.append(("sa personne de confiance", _IF_SHE_WISHES, trust))
    return lines


def _list_for_care(facts: CaseFacts) -> list[_Line]:
    """She cannot say: what she wrote, who represents her, who testifies."""
    is_urgent = facts.is_vital_emergency
    lines: list[_Line] = [("elle-même", _STILL_SAID, None)]
    written = _PARTS_OF_WRITING.get(facts.written)
    if written:
        part = "transmises tout de suite au médecin qui intervient" if is_urgent else written
        if facts.written is Written.UNREACHABLE:
            part = written
        lines.append(("ses directives anticipées", part, "directives-anticipees"))
    if facts.written is Written.AGAINST and not is_urgent:
        return lines
    if facts.written is Written.SET_ASIDE and not is_urgent:
        part = "qui seule peut conduire à les écarter"
        lines.append(("une procédure collégiale", part, "directives-anticipees"))
    moment = _LATER if is_urgent else ""
    if facts.protection is Protection.REPRESENTATION:
        part = f"qui autorise ou n’autorise pas{moment}"
        lines.append(("la personne qui la représente", part, "majeur-protege-sante"))
    return [*lines, *_list_witnesses(facts, moment)]


def _list_witnesses(facts: CaseFacts, moment: str) -> list[_Line]:
    """The person of trust or, failing that, the family, then someone close."""
    if facts.trust is Trust.WRITTEN:
        part = f"qui rapporte sa volonté, et dont le témoignage prévaut sur tout autre{moment}"
        return [("sa personne de confiance", part, "personne-de-confiance-csp")]
    part = f"qui rapporte sa volonté{moment}"
    return [("sa famille ou, à défaut, un proche", part, "personne-hors-d-etat")]


def _list_for_support(facts: CaseFacts) -> list[_Line]:
    lines: list[_Line] = [("elle-même", "par ses signes d’accord et de refus", None)]
    if facts.protection is Protection.REPRESENTATION:
        part = "qui consent ou ne consent pas"
        lines.append(("la personne qui la représente", part, "representant-accompagnement"))
    if facts.trust is Trust.WRITTEN:
        part = "consultée sur ses droits, sans consentir à sa place"
        lines.append(("sa personne de confiance", part, "personne-de-confiance-casf"))
    return [*lines, ("sa famille, ses proches", "qui aident à chercher son adhésion", None)]


def _ask_in_writing(facts: CaseFacts, rule: str) -> tuple[str, str] | None:
    """What a text that was read asks to write: two cases, no more."""
    if rule == "refus-de-soin":
        link = "puisque" if facts.is_vital_emergency else "si"
        what = (
            "au dossier médical, toute la procédure, y compris sa décision redite dans un délai "
            f"raisonnable, {link} ce refus met sa vie en danger"
        )
        return what, "refus-de-soin"
    if rule == "directives-ecartees":
        told = "sa famille ou, à défaut, ses proches en sont informés"
        if facts.trust is Trust.WRITTEN:
            told = "sa personne de confiance en est informée"
        what = f"au dossier médical, la décision de les écarter ; {told}"
        return what, "directives-anticipees"
    return None


_PARTS_OF_WRITING = {
    Written.UNREACHABLE: "que l’on cherche sans retarder une urgence",
    Written.SILENT: "où elle dit ce qu’elle voulait, sans refuser ce soin",
    Written.AGAINST: "où elle refuse ce soin",
    Written.SET_ASIDE: "où elle refuse ce soin, et que le médecin juge inadaptées",
}

_TO_ASK = ("soin-a-demander-au-bon-moment", "soin-a-demander", "accompagnement-a-demander")

USAGE = {
    "a-demander": "qui posera la question, quand, et ce qui lui aura été expliqué",
    "sa-parole": "la date, ce qui lui a été expliqué, sa réponse dans ses mots",
    "ses-directives": "où elles sont gardées, qui les a lues, à qui et quand on les a transmises",
    "l-urgence": "l’heure, ce qu’elle avait dit, refus compris, et à qui on l’a transmis",
    "qui-la-represente": "ce que dit le jugement, la réponse donnée et sa date, son avis à elle",
    "sa-personne-de-confiance": "l’écrit qui la désigne, la date de l’échange, ses mots",
    "ses-proches": "qui a été consulté, quand, et ce que chacun rapporte d’elle",
}
"""What is written down by usage at the gate that decides; no text that was read asks for it."""

LEFT_OPEN = {
    "refus-de-soin": "ce qu’elle refuse au juste, ce qu’elle accepterait, et comment rester "
    "auprès de quelqu’un qui a dit non",
    "refus-accompagnement": "ce qu’elle refuse au juste, ce qu’elle accepterait, et ce que chacun "
    "peut porter du risque qu’elle prend",
    "soin-a-eclairer": "qui lui explique, quand, avec quels mots, sachant qu’éclairer n’est pas "
    "convaincre",
    "accompagnement-a-eclairer": "qui lui explique, quand, avec quels mots, sachant qu’éclairer "
    "n’est pas convaincre",
    "soin-consenti": "le moment, la manière, et s’il faut le faire, car un oui permet et "
    "n’oblige pas",
    "accompagnement-consenti": "le moment, la manière, et ce que l’on ne fera pas ailleurs pour le "
    "faire ici",
    "soin-a-demander-au-bon-moment": "quelle heure, auprès de qui, et jusqu’à quand on attend",
    "soin-a-demander": "qui le lui demande, et comment poser la question sans souffler la réponse",
    "accompagnement-a-demander": "ce qu’on lui propose, et comment le lui demander sans souffler "
    "la réponse",
    "directives-en-urgence": "qui rappelle qu’elle avait refusé, et ce que l’évaluation doit "
    "établir pour finir",
    "directives-contre": "comment la soulager et l’entourer, et comment le dire à ceux qui "
    "espéraient autre chose",
    "directives-ecartees": "ce qu’elle avait en tête en les écrivant, et si c’est bien ce qui lui "
    "arrive",
    "urgence": "ce que l’urgence exige et où elle s’arrête, puis ce qu’elle aurait voulu de la "
    "suite",
    "representant-autorise": "si ce soin est bon pour elle, car une autorisation permet et "
    "n’oblige pas",
    "confiance-temoigne": "la décision elle-même, qu’un témoignage éclaire et ne prend pas",
    "famille-consultee": "la décision elle-même, et que faire de voix qui ne s’accordent pas",
    "representant-consent": "si cet accompagnement lui convient, à ses signes, et quand on revoit",
    "confiance-accompagne": "la décision elle-même, et à quels signes on s’arrêterait",
    "accompagnement-sans-voix": "la décision elle-même, à quels signes on s’arrêterait, et quand "
    "on revoit",
}
"""What the law leaves to those who deliberate, by the rule that decides."""
