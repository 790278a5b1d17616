"""Words of the figures of a deliberation: a verdict with its texts, counts, choices of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.deliberation import Capacity, Consent, Trust
from coordo_simulation.deliberation_options import Weight
from coordo_simulation.french import format_date

from coordo_widgets.figure_model import Choice, Option

if TYPE_CHECKING:
    from coordo_simulation.deliberation_gates import Verdict
    from coordo_simulation.deliberation_options import Argument
    from coordo_simulation.deliberation_study import LivedSituation
    from coordo_simulation.references import Reference

COUNTS = ("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")

CAPACITIES: dict[str, str] = {
    Capacity.ABLE: "Elle peut dire oui ou non",
    Capacity.FLUCTUATING: "Elle le peut par moments",
    Capacity.UNABLE: "Elle est hors d’état de le dire",
}
TRUSTS: dict[str, str] = {
    Trust.WRITTEN: "Désignée par écrit",
    Trust.SPOKEN: "Nommée de vive voix",
    Trust.NONE: "Aucune",
}
CONSENTS: dict[str, str] = {
    Consent.GIVEN: "Elle est d’accord",
    Consent.NOT_ASKED: "Pas encore demandé",
    Consent.REFUSED: "Elle refuse, ou s’est reprise",
}


def choose(setting: str, legend: str, labels: dict[str, str], value: str) -> Choice:
    """A fact that one may change, as a list."""
    options = tuple(Option(value=str(key), label=label) for key, label in labels.items())
    return Choice(id=setting, legend=legend, options=options, value=str(value), display="select")


def count(number: int) -> str:
    """A small number in words; aucun for none."""
    return COUNTS[number] if number < len(COUNTS) else str(number)


def name_trust(situation: LivedSituation) -> str:
    """The legend of the setting on the person of trust: her name where she is known."""
    name = situation.trusted_name
    return f"{name}, personne de confiance" if name else "Personne de confiance"


def tell_verdict(subject: str, verdict: Verdict) -> tuple[str, str]:
    """What a gate answers about something and why; then what to do, and from which texts."""
    exception = f" Exception\u202f: {verdict.exception}." if verdict.exception else ""
    texts = "\u202f; ".join(dict.fromkeys(cite(each) for each in verdict.references))
    says = f"{verdict.says[0].lower()}{verdict.says[1:]}"
    return (
        f"{subject}\u202f: {says}. {verdict.reason}{exception}",
        f"À faire\u202f: {verdict.instead[0].lower()}{verdict.instead[1:]} Textes\u202f: {texts}.",
    )


def cite(reference: Reference) -> str:
    """A text, with its article if it has one, and the day since when it holds."""
    source = reference.sources[0]
    text = f"{source.title}, {source.locator}" if source.locator else source.title
    return f"{text} (depuis le {format_date(reference.valid_from)})"


def tell_side(arguments: tuple[Argument, ...], side: str) -> str:
    """How many arguments on a side, and how many were said as decisive."""
    decisive = sum(argument.weight is Weight.DECISIVE for argument in arguments)
    told = f"{count(len(arguments))} {side}"
    if not decisive:
        return told
    verb = "dit comme décisif" if decisive == 1 else "dits comme décisifs"
    return f"{told}, dont {count(decisive)} {verb}"
