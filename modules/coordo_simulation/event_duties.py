"""What the law asks after an event, and by when; every rule is a dated reference of the course."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coordo_simulation.french import format_date, set_spaces
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from coordo_simulation.event_analysis import Event
    from coordo_simulation.references import ReferenceBook

GRAVE = ("lasting", "vital", "death")
"""Harms of the definition of a serious adverse event of care (R. 1413-67 CSP)."""


class Duty(Closed):
    """One obligation: what, to whom, by when (none: without delay), and its references."""

    text: str
    due_on: date | None
    references: tuple[str, ...]


def is_serious_care_event(event: Event) -> bool:
    """Whether an event answers the definition of R. 1413-67 CSP."""
    return event.is_care and event.is_unexpected and event.harm in GRAVE


def list_duties(event: Event, book: ReferenceBook) -> tuple[Duty, ...]:
    """List what a social and care service (ESSMS) owes after an event, the person first.

    The day the event was noticed stands for the day the harm was discovered. The three months of
    the second part are counted from it too: the text read does not say from when, and this is the
    most cautious reading.

    Raises:
        UnknownReferenceError: the course does not hold a rule that applies.
    """
    duties = []
    if event.is_care and event.harm != "none":
        days = int(book.get("dommage-information-personne").number)
        due = event.noticed_on + timedelta(days=days)
        duties.append(
            Duty(
                text="Informer la personne, ou ses ayants droit si elle est décédée, des "
                "circonstances et des causes du dommage, lors d’un entretien, au plus tard le "
                f"{format_date(due)} ; si elle est protégée, informer aussi qui la protège.",
                due_on=due,
                references=("dommage-information-personne",),
            )
        )
    if is_serious_care_event(event):
        months = int(book.get("eigs-seconde-partie-delai").number)
        due = add_months(event.noticed_on, months)
        first = book.get("eigs-premiere-partie")
        duties += [
            Duty(
                text=f"Déclarer l’événement à l’agence régionale de santé : {first.value_text}.",
                due_on=None,
                references=("eigs-definition", "eigs-premiere-partie"),
            ),
            Duty(
                text=f"Adresser la seconde partie, avec l’analyse approfondie des causes et le "
                f"plan d’actions, au plus tard le {format_date(due)}.",
                due_on=due,
                references=("eigs-seconde-partie-delai",),
            ),
        ]
    if event.threatens_people:
        rule = book.get("esms-signalement")
        duties.append(
            Duty(
                text=f"Informer l’autorité qui a délivré l’autorisation : {rule.value_text}.",
                due_on=None,
                references=("esms-signalement",),
            )
        )
    return tuple(duty.model_copy(update={"text": set_spaces(duty.text)}) for duty in duties)


def add_months(day: date, months: int) -> date:
    """Same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
