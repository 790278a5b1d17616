"""Words of the path of consent: what each gate found, what one fact would change, who is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.deliberation import ActKind, Capacity, Consent, Protection, Trust
from coordo_simulation.deliberation_path import Mark, Written
from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from coordo_simulation.deliberation_duties import Trace, Voice
    from coordo_simulation.deliberation_gates import Outcome, Rule, Verdict
    from coordo_simulation.deliberation_path import CaseFacts, SingleChange, Step
    from coordo_simulation.references import Reference

NAMES = {
    "kind": "la nature de l’acte",
    "capacity": "sa capacité à le dire",
    "consent": "ce qu’elle en dit",
    "is_informed": "l’information reçue",
    "written": "ses directives",
    "is_vital_emergency": "l’urgence",
    "protection": "la mesure de protection",
    "trust": "la désignation de la personne de confiance",
}
"""What each fact is called in a sentence."""

OTHERWISE: dict[str, dict[str | bool, str]] = {
    "kind": {
        ActKind.CARE: "si c’était un soin",
        ActKind.SUPPORT: "si c’était un accompagnement",
    },
    "capacity": {
        Capacity.ABLE: "si elle pouvait dire oui ou non",
        Capacity.FLUCTUATING: "si elle le pouvait par moments",
        Capacity.UNABLE: "si elle était hors d’état de le dire",
    },
    "consent": {
        Consent.GIVEN: "si elle était d’accord",
        Consent.NOT_ASKED: "si on ne lui avait rien demandé",
        Consent.REFUSED: "si elle refusait",
    },
    "is_informed": {
        True: "si elle avait été informée",
        False: "si elle n’avait pas été informée",
    },
    "written": {
        Written.NONE: "si elle n’avait rien écrit",
        Written.UNREACHABLE: "si ses directives étaient introuvables",
        Written.SILENT: "si elles ne refusaient pas ce soin",
        Written.AGAINST: "si ses directives, applicables, le refusaient",
        Written.SET_ASIDE: "si elles le refusaient, mais étaient jugées inadaptées",
    },
    "is_vital_emergency": {
        False: "si l’urgence n’était pas vitale",
        True: "si l’urgence était vitale",
    },
    "protection": {
        Protection.NONE: "si aucune mesure ne la protégeait",
        Protection.ASSISTANCE: "si la mesure l’assistait seulement",
        Protection.REPRESENTATION: "si elle était représentée pour sa personne",
    },
    "trust": {
        Trust.WRITTEN: "si la personne de confiance était désignée par écrit",
        Trust.SPOKEN: "si elle n’était nommée que de vive voix",
        Trust.NONE: "si personne n’était nommé",
    },
}
"""Each fact said otherwise."""

_FOUND_WRITTEN = {
    Written.NONE: "Elle n’en a pas écrit.",
    Written.UNREACHABLE: "Écrites, introuvables : à chercher.",
    Written.SILENT: "Lues, elles ne refusent pas ce soin.",
    Written.AGAINST: "Lues, elles refusent ce soin.",
    Written.SET_ASIDE: "Elles refusent ce soin ; le médecin les juge inadaptées.",
}
_FOUND_PROTECTION = {
    Protection.NONE: "Aucune mesure ne la protège.",
    Protection.ASSISTANCE: "La mesure l’assiste, sans la représenter.",
    Protection.REPRESENTATION: "La mesure porte sur sa personne.",
}
_FOUND_TRUST = {
    Trust.WRITTEN: "Elle est désignée par écrit.",
    Trust.SPOKEN: "Nommée de vive voix ; le titre ne vaut que par écrit.",
    Trust.NONE: "Elle n’a désigné personne.",
}
_NO_PART = {
    "ses-directives": "Ne joue pas ici : elles parlent de soins.",
    "l-urgence": "Ne joue pas ici : une urgence appelle un soin.",
}
_WAITING = {
    "ses-directives": "Porte non examinée : elles attendent, c’est elle que l’on écoute.",
    "l-urgence": "Porte non examinée : l’urgence a déjà compté devant ses directives.",
    "qui-la-represente": "Porte non examinée : qui peut le dire consent en personne.",
    "sa-personne-de-confiance": "Porte non examinée : on l’accompagne, sans répondre à sa place.",
}
_UNREACHED = "Porte non examinée."


class Moves(Closed):
    """One fact said otherwise in one or more ways, and the answer that it would give."""

    fact: str
    told: str
    says: str
    outcome: str


def tell_directives(facts: CaseFacts, binding: Verdict) -> tuple[str, ...]:
    """Whether written directives bind, one sentence; none for support or where there are none."""
    if facts.kind is ActKind.SUPPORT or facts.written is Written.NONE:
        return ()
    says = f"{binding.says[0].lower()}{binding.says[1:]}"
    return (set_spaces(f"Ses directives s’imposent-elles ? Réponse : {says}. {binding.instead}"),)


def tell_finding(step: Step, facts: CaseFacts) -> str:
    """What one finds at a gate, in a short sentence."""
    gate = step.gate.id
    if step.mark is Mark.NO_PART:
        return set_spaces(_NO_PART[gate])
    if step.mark is Mark.NOT_REACHED:
        return set_spaces(_WAITING[gate] if _is_waiting(gate, facts) else _UNREACHED)
    urgency = "L’urgence est vitale." if facts.is_vital_emergency else "L’urgence n’est pas vitale."
    found = {
        "sa-parole": _find_in_words(facts),
        "ses-directives": _FOUND_WRITTEN[facts.written],
        "l-urgence": urgency,
        "qui-la-represente": _FOUND_PROTECTION[facts.protection],
        "sa-personne-de-confiance": _FOUND_TRUST[facts.trust],
        "ses-proches": "Restent celles et ceux qui la connaissent.",
    }[gate]
    return set_spaces(found)


def _is_waiting(gate: str, facts: CaseFacts) -> bool:
    """Whether something or someone is there, and waits; an urgency has counted a gate before."""
    if facts.capacity is Capacity.UNABLE:
        return gate == "l-urgence" and facts.is_vital_emergency
    there = {
        "ses-directives": facts.written is not Written.NONE,
        "qui-la-represente": facts.protection is Protection.REPRESENTATION,
        "sa-personne-de-confiance": facts.trust is Trust.WRITTEN,
    }
    return there.get(gate, False)


def _find_in_words(facts: CaseFacts) -> str:
    if facts.capacity is Capacity.UNABLE:
        said = {Consent.GIVEN: " ; elle avait dit oui", Consent.REFUSED: " ; elle avait refusé"}
        return f"Elle est hors d’état de dire oui ou non{said.get(facts.consent, '')}."
    can = "Elle peut dire oui ou non"
    if facts.capacity is Capacity.FLUCTUATING:
        can = "Elle peut le dire par moments"
    if facts.consent is Consent.REFUSED:
        return f"{can}, et elle refuse."
    if facts.consent is Consent.NOT_ASKED:
        return f"{can}, et on ne lui a rien demandé."
    informed = "après avoir été informée" if facts.is_informed else "sans avoir été informée"
    return f"{can}, et elle est d’accord, {informed}."


def group_moves(changes: tuple[SingleChange, ...]) -> tuple[Moves, ...]:
    """Put together the values of one fact that give the same answer, in the order of the facts."""
    found: dict[tuple[str, str], tuple[Rule, list[str]]] = {}
    for each in changes:
        key = (each.fact, each.rule.id)
        found.setdefault(key, (each.rule, []))[1].append(OTHERWISE[each.fact][each.value])
    return tuple(
        Moves(
            fact=fact,
            told=set_spaces(_join(phrases, ", ou")),
            says=set_spaces(rule.says),
            outcome=rule.outcome,
        )
        for (fact, _), (rule, phrases) in found.items()
    )


def tell_moves(changes: tuple[SingleChange, ...], outcome: Outcome) -> str:
    """Which facts, each changed alone, would turn the answer, its rule only, or nothing."""
    turning = {each.fact for each in changes if each.rule.outcome is not outcome}
    shifting = {each.fact for each in changes} - turning
    if turning:
        told = f"À un fait près : la réponse ne serait plus « {outcome} » si l’on disait autrement "
        told += f"{_name(turning, 'ou')}."
    else:
        told = f"À un fait près : rien, changé seul, ne ferait sortir de « {outcome} »."
    if shifting:
        told += f" La règle seule changerait avec {_name(shifting, 'ou')}."
    still = NAMES.keys() - turning - shifting
    if still:
        told += f" Le reste, changé seul, n’y ferait rien : {_name(still, 'et')}."
    return set_spaces(told)


def tell_voices(voices: tuple[Voice, ...]) -> str:
    """Who is heard, in order, each with the article that asks for it."""
    if len(voices) == 1:
        return set_spaces(f"Qui entendre : {_tell_voice(voices[0])}.")
    told = " ; ".join(
        f"{number}. {_tell_voice(voice)}" for number, voice in enumerate(voices, start=1)
    )
    return set_spaces(f"Qui entendre, dans l’ordre : {told}.")


def tell_traces(traces: tuple[Trace, ...]) -> str:
    """What to write down: what a text asks for, then usage."""
    asked = [f"{each.what} ({cite_article(each.reference)})" for each in traces if each.reference]
    usage = [each.what for each in traces if not each.reference]
    if asked:
        told = f"{_join(asked, 'et')}. Par usage : {' ; '.join(usage)}"
    else:
        told = f"{' ; '.join(usage)} (usage : aucun texte lu ici ne le demande)"
    return set_spaces(f"À écrire : {told}.")


def cite_article(reference: Reference) -> str:
    """The article alone: L. 1111-4."""
    locator = (reference.sources[0].locator or reference.label).replace(" ", "\u00a0")
    return locator.removeprefix("article\u00a0")


def cite_code(references: Iterable[Reference]) -> str:
    """Articles with their code, each once: Code de la santé publique, L. 1111-4 et L. 1111-6."""
    codes: dict[str, list[str]] = {}
    for reference in references:
        title = reference.sources[0].title.split(",")[0]
        articles = codes.setdefault(title, [])
        article = cite_article(reference)
        if article not in articles:
            articles.append(article)
    return set_spaces(" ; ".join(f"{code}, {_join(each, 'et')}" for code, each in codes.items()))


def _tell_voice(voice: Voice) -> str:
    source = cite_article(voice.reference) if voice.reference else "usage"
    return f"{voice.who}, {voice.part} ({source})"


def _name(facts: AbstractSet[str], word: str) -> str:
    """Facts by their names, in their order."""
    return _join([name for fact, name in NAMES.items() if fact in facts], word)


def _join(parts: list[str], word: str) -> str:
    *others, last = parts
    link = f"{word} " if word.startswith(",") else f" {word} "
    return f"{', '.join(others)}{link}{last}" if others else last
