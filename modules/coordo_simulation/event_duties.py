"""What the law asks after an event, and by when; every rule is a dated reference of the course."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coordo_simulation.event_analysis import HARM_LABELS
from coordo_simulation.french import format_date, set_spaces
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from coordo_simulation.event_analysis import Event
    from coordo_simulation.references import ReferenceBook

GRAVE = ("lasting", "vital", "death")
"""Harms of the definition of a serious adverse event of care (R. 1413-67 CSP)."""
NO_DELAY_READ = "aucun délai lu"
HOURS_A_DAY = 24


class Duty(Closed):
    """One obligation: to whom, what, within what delay, and its references.

    ``short`` says what in a few words, for a picture. ``due_on``: the last day; none where the
    delay is not a number of days (at once, or not read).
    """

    recipient: str
    short: str
    text: str
    delay: str
    due_on: date | None
    references: tuple[str, ...]


class Condition(Closed):
    """One condition of the definition: what the event is, and whether that meets it."""

    text: str
    is_met: bool


def list_conditions(event: Event) -> tuple[Condition, ...]:
    """List the three conditions of R. 1413-67 CSP: all of them make a serious event of care."""
    harm, is_grave = HARM_LABELS[event.harm], event.harm in GRAVE
    told = (
        (event.is_care, "survenu au cours de soins", "survenu hors des soins"),
        (event.is_unexpected, "inattendu, vu l’état de la personne", "attendu, vu son état"),
        (
            is_grave,
            f"conséquence que la définition vise ({harm})",
            f"conséquence que la définition ne vise pas ({harm})",
        ),
    )
    return tuple(Condition(text=yes if is_met else no, is_met=is_met) for is_met, yes, no in told)


def is_serious_care_event(event: Event) -> bool:
    """Whether an event answers the definition of R. 1413-67 CSP."""
    return all(condition.is_met for condition in list_conditions(event))


def list_duties(event: Event, book: ReferenceBook) -> tuple[Duty, ...]:
    """List what a social and care service (ESSMS) owes after an event, the person first.

    The day the event was noticed stands for the day the harm was discovered. The three months of
    the second part and the 48 hours of the written confirmation are counted from it too: the texts
    read do not say from when, and this is the most cautious reading.

    Raises:
        UnknownReferenceError: the course does not hold a rule that applies.
    """
    duties: list[Duty] = []
    if event.is_care and event.harm != "none":
        duties += _owe_person(event, book)
    if is_serious_care_event(event):
        duties += _owe_agency(event, book)
    if event.threatens_people:
        duties += _owe_authority(event, book)
    return tuple(
        duty.model_copy(update={"short": set_spaces(duty.short), "text": set_spaces(duty.text)})
        for duty in duties
    )


def _owe_person(event: Event, book: ReferenceBook) -> list[Duty]:
    rule = book.get("dommage-information-personne")
    due = event.noticed_on + timedelta(days=int(rule.number))
    return [
        Duty(
            recipient="La personne",
            short="L’informer des circonstances et des causes, lors d’un entretien",
            text="Informer la personne, ou ses ayants droit si elle est décédée, des "
            "circonstances et des causes du dommage, lors d’un entretien, au plus tard le "
            f"{format_date(due)} ; si elle est protégée, informer aussi qui la protège.",
            delay=rule.value_text,
            due_on=due,
            references=("dommage-information-personne",),
        )
    ]


def _owe_agency(event: Event, book: ReferenceBook) -> list[Duty]:
    first, second = book.get("eigs-premiere-partie"), book.get("eigs-seconde-partie-delai")
    due = add_months(event.noticed_on, int(second.number))
    return [
        Duty(
            recipient="L’agence régionale de santé",
            short="Déclarer l’événement : première partie",
            text=f"Déclarer l’événement à l’agence régionale de santé : {first.value_text}.",
            delay=first.value_text,
            due_on=None,
            references=("eigs-definition", "eigs-premiere-partie"),
        ),
        Duty(
            recipient="L’agence régionale de santé",
            short="Adresser la seconde partie : les causes, le plan d’actions",
            text=f"Adresser la seconde partie, avec l’analyse approfondie des causes et le "
            f"plan d’actions, au plus tard le {format_date(due)}.",
            delay=second.value_text,
            due_on=due,
            references=("eigs-seconde-partie-delai",),
        ),
    ]


def _owe_authority(event: Event, book: ReferenceBook) -> list[Duty]:
    told, written = book.get("esms-signalement"), book.get("esms-signalement-confirmation")
    due = event.noticed_on + timedelta(days=int(written.number) // HOURS_A_DAY)
    return [
        Duty(
            recipient="L’autorité qui a délivré l’autorisation",
            short="L’informer",
            text=f"Informer l’autorité qui a délivré l’autorisation : {told.value_text}.",
            delay=told.value_text,
            due_on=None,
            references=("esms-signalement",),
        ),
        Duty(
            recipient="L’autorité qui a délivré l’autorisation",
            short="Le lui confirmer par écrit, si elle l’a su de vive voix",
            text="Si elle a été informée de vive voix, le lui confirmer par messagerie "
            f"électronique ou, à défaut, par courrier, au plus tard le {format_date(due)}.",
            delay=written.value_text,
            due_on=due,
            references=("esms-signalement-confirmation",),
        ),
        Duty(
            recipient="Le conseil de la vie sociale",
            short="L’en aviser, si le fonctionnement du service est affecté",
            text="Si l’organisation ou le fonctionnement du service en sont affectés, en aviser "
            "le conseil de la vie sociale ou, à défaut, les groupes d’expression.",
            delay=NO_DELAY_READ,
            due_on=None,
            references=("esms-signalement-usagers",),
        ),
    ]


def add_months(day: date, months: int) -> date:
    """Same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
