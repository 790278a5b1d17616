"""What a rota board shows: the visits in their cells, the breaches beside them, what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coordo_simulation.references import Closed
from coordo_simulation.rota import DAY_NAMES
from coordo_simulation.rota_check import Breach, check_rota
from coordo_simulation.rota_fairness import compute_fairness
from coordo_simulation.rota_timesheet import build_timesheets, compute_week_work
from coordo_simulation.rota_words import count, format_hour, format_minutes, name_days, name_visit

from coordo_widgets.figure_model import Table

if TYPE_CHECKING:
    from coordo_simulation.rota import Service, Visit

    from coordo_widgets.rota_session import RotaSession

Level = Literal["", "wish", "breach"]
EVERYBODY = ""
"""Id of the row of the visits that nobody has."""


class VisitView(Closed):
    """A visit in its cell; ``name`` is whole, for who does not see the cell.

    ``notes`` are the rules and wishes that it does not keep, ``broken`` those that forbid.
    """

    id: str
    day: int
    caregiver: str
    hour: str
    person: str
    name: str
    level: Level
    notes: tuple[str, ...]
    broken: tuple[str, ...]


class PersonView(Closed):
    """The head of a row: hours of work, contract, what the week breaks."""

    id: str
    name: str
    hours: str
    absent: tuple[int, ...]
    level: Level
    notes: tuple[str, ...]


class BreachView(Closed):
    """A breach in the list; ``visit`` is where one goes from there, empty for a whole week."""

    level: Level
    label: str
    force: str
    place: str
    fact: str
    limit: str
    source: str
    remedy: str
    visit: str


class OrphanView(Closed):
    """A visit that nobody can take, and the reason of each."""

    heading: str
    reasons: tuple[str, ...]


class Answer(Closed):
    """What the last request gave: paragraphs, changes, visits without anybody."""

    heading: str = ""
    words: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    orphans: tuple[OrphanView, ...] = ()


class RotaScreen(Closed):
    """All that a board shows at one moment."""

    title: str
    visits: tuple[VisitView, ...]
    people: tuple[PersonView, ...]
    breaches: tuple[BreachView, ...]
    answer: Answer
    shares: Table
    faces: Table
    absences: str
    can_undo: bool
    can_redo: bool
    can_restore: bool
    status: str


def build_screen(session: RotaSession, answer: Answer) -> RotaScreen:
    """Check the rota and lay out what is seen."""
    service = session.service
    breaches = check_rota(service, session.rota, session.rules)
    shares, faces = _build_tables(session, service)
    return RotaScreen(
        title=_tell_title(breaches),
        visits=_build_visits(session, service, breaches),
        people=_build_people(session, service, breaches),
        breaches=tuple(_build_breach(service, each) for each in breaches),
        answer=answer,
        shares=shares,
        faces=faces,
        absences=_tell_absences(session, service),
        can_undo=session.can_undo,
        can_redo=session.can_redo,
        can_restore=not session.is_mine,
        status=session.status,
    )


def _tell_title(breaches: tuple[Breach, ...]) -> str:
    forbidden = sum(breach.forbids for breach in breaches)
    wished = f"{count(len(breaches) - forbidden, 'écart')} aux souhaits et habitudes"
    if not forbidden:
        return f"Aucune règle n’est enfreinte, {wished}"
    return f"{count(forbidden, 'manquement')} aux règles, {wished}"


def _level(breaches: list[Breach]) -> Level:
    if any(breach.forbids for breach in breaches):
        return "breach"
    return "wish" if breaches else ""


def _build_visits(
    session: RotaSession, service: Service, breaches: tuple[Breach, ...]
) -> tuple[VisitView, ...]:
    given = session.rota.by_visit
    ordered = sorted(
        service.visits,
        key=lambda each: (each.day, given[each.id].start if each.id in given else each.start),
    )
    return tuple(_build_visit(session, service, each, breaches) for each in ordered)


def _build_visit(
    session: RotaSession, service: Service, visit: Visit, breaches: tuple[Breach, ...]
) -> VisitView:
    given = session.rota.by_visit.get(visit.id)
    start = given.start if given else visit.start
    own = [
        breach
        for breach in breaches
        if visit.id in breach.visits and (breach.forbids or len(breach.visits) == 1)
    ]
    who = f"confiée à {service.caregiver_by_id[given.caregiver].name}" if given else "sans personne"
    name = (
        f"{name_visit(service, visit)}, {DAY_NAMES[visit.day]} de {format_hour(start)} à "
        f"{format_hour(start + visit.duration)}, {who}"
    )
    return VisitView(
        id=visit.id,
        day=visit.day,
        caregiver=given.caregiver if given else EVERYBODY,
        hour=format_hour(start),
        person=service.person_by_id[visit.person].name,
        name=name,
        level=_level(own),
        notes=tuple(dict.fromkeys(breach.label for breach in own)),
        broken=tuple(dict.fromkeys(breach.label for breach in own if breach.forbids)),
    )


def _build_people(
    session: RotaSession, service: Service, breaches: tuple[Breach, ...]
) -> tuple[PersonView, ...]:
    sheets = build_timesheets(service, session.rota)
    people = []
    for caregiver in service.caregivers:
        own = [each for each in breaches if each.caregiver == caregiver.id and each.day is None]
        work = format_minutes(compute_week_work(sheets[caregiver.id], session.rules))
        people.append(
            PersonView(
                id=caregiver.id,
                name=caregiver.name,
                hours=f"{work} sur {format_minutes(caregiver.weekly_minutes)}",
                absent=caregiver.absent,
                level=_level(own),
                notes=tuple(dict.fromkeys(each.label for each in own)),
            )
        )
    return tuple(people)


def _build_breach(service: Service, breach: Breach) -> BreachView:
    who = service.caregiver_by_id[breach.caregiver].name if breach.caregiver else "Sans personne"
    when = DAY_NAMES[breach.day] if breach.day is not None else "la semaine"
    return BreachView(
        level="breach" if breach.forbids else "wish",
        label=breach.label,
        force=str(breach.force),
        place=f"{who}, {when}",
        fact=breach.fact,
        limit=breach.limit,
        source=breach.source,
        remedy=breach.remedy,
        visit=breach.visits[-1] if breach.visits else "",
    )


def _build_tables(session: RotaSession, service: Service) -> tuple[Table, Table]:
    fairness = compute_fairness(service, session.rota, session.rules)
    shares = Table(
        caption="Ce que la semaine donne à chacun",
        columns=(
            "Nom",
            "Contrat (h)",
            "Travail (h)",
            "Écart (h)",
            "Soirées (visites)",
            "Dimanche (1 = travaillé)",
            "Trajets comptés (h)",
            "Trajets non comptés (h)",
            "Attentes non payées (h)",
        ),
        rows=tuple(
            (
                service.caregiver_by_id[each.caregiver].name,
                format_minutes(each.contract),
                format_minutes(each.work),
                format_minutes(each.balance),
                str(each.evenings),
                str(each.sundays),
                format_minutes(each.paid_travel),
                format_minutes(each.cut_travel),
                format_minutes(each.unpaid),
            )
            for each in fairness.shares
        ),
    )
    faces = Table(
        caption="Combien de visages différents voit chaque personne",
        columns=("Personne aidée", "Visages", "Visites", "Visites par un visage inconnu"),
        rows=tuple(
            (
                service.person_by_id[each.person].name,
                str(each.faces),
                str(each.visits),
                str(each.unknown),
            )
            for each in fairness.faces
        ),
    )
    return shares, faces


def _tell_absences(session: RotaSession, service: Service) -> str:
    if not session.absences:
        return "Aucune absence déclarée."
    said = [
        f"{service.caregiver_by_id[key].name} ({name_days(days)})"
        for key, days in session.absences.items()
    ]
    return f"Absences déclarées\u202f: {', '.join(said)}."
