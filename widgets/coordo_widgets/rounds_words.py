"""What the view of the rounds says: its title, its answer, its numbers, its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_number, format_quantity, set_spaces
from coordo_simulation.rounds import PAUSE, format_duration, format_hour
from coordo_simulation.rounds_breaches import list_breaches
from coordo_simulation.rounds_evaluation import walk_rounds

from coordo_widgets.figure_model import Table
from coordo_widgets.rounds_screen import MeasureView

if TYPE_CHECKING:
    from coordo_simulation.rounds import Day, Plan
    from coordo_simulation.rounds_breaches import Breach
    from coordo_simulation.rounds_continuity import MonthContinuity
    from coordo_simulation.rounds_evaluation import DayTimes
    from coordo_simulation.rounds_proposal import Proposal

MOST = 4
"""Faults told one by one; the others are counted."""

ROTATIONS = (
    ("fixe", "La même personne tout le mois"),
    ("semaine", "On tourne chaque semaine"),
    ("jour", "On tourne chaque jour"),
)
WISHES = (
    (0, "le moins de kilomètres"),
    (3000, "un visage connu vaut 3\u00a0km"),
    (5000, "un visage connu vaut 5\u00a0km"),
)


def tell_kilometres(metres: int) -> str:
    """Write a distance: 31,3 km."""
    return format_quantity(metres / 1000, "km", 1)


def tell_title(times: DayTimes, breaches: tuple[Breach, ...]) -> str:
    """Say in one sentence what one sees."""
    metres = f"{format_quantity(times.metres / 1000, 'km')} de route"
    if not breaches:
        return f"{metres}, et chaque visite à son heure"
    if len(breaches) == 1:
        return f"{metres}, et un point à reprendre"
    return f"{metres}, et {len(breaches)} points à reprendre"


def count_known(day: Day, plan: Plan) -> tuple[int, int]:
    """Passages by a carer whom the person knows, and all passages."""
    known = [
        carer in day.person_of[visit].usual for visit, team in plan.teams.items() for carer in team
    ]
    return sum(known), len(known)


def build_measures(
    now: tuple[Day, Plan, DayTimes], before: tuple[Plan, DayTimes]
) -> tuple[MeasureView, ...]:
    """The day in numbers, beside those of the rounds by habit."""
    day, plan, times = now
    values, olds = _list_numbers(day, plan, times), _list_numbers(day, *before)
    return tuple(
        MeasureView(label=label, value=value, before=f"habitude\u202f: {old}")
        for (label, value), (_, old) in zip(values, olds, strict=True)
    )


def _list_numbers(day: Day, plan: Plan, times: DayTimes) -> tuple[tuple[str, str], ...]:
    late = sum(each.late for each in times.rounds)
    known, passages = count_known(day, plan)
    return (
        ("Kilomètres", tell_kilometres(times.metres)),
        ("Trajet", format_duration(times.count("travel"))),
        ("Attente", format_duration(times.count("wait"))),
        ("Retards", format_duration(late)),
        ("Du départ au retour", format_duration(times.span)),
        ("Visages connus", f"{known} sur {passages}"),
    )


def tell_day(times: DayTimes, breaches: tuple[Breach, ...]) -> str:
    """Say the day in a sentence that is short enough to be heard at each move."""
    faults = "aucun point à reprendre"
    if breaches:
        faults = f"{len(breaches)} point{'s' if len(breaches) > 1 else ''} à reprendre"
    return set_spaces(
        f"La journée : {tell_kilometres(times.metres)}, "
        f"{format_duration(times.count('wait'))} d’attente, {faults}."
    )


def tell_proposal(proposal: Proposal) -> str:
    """Say what the solver found, and what it did not prove."""
    left, count = "", len(proposal.undone)
    if count:
        left = f" {count} visites n’y ont pas trouvé de place."
    if count == 1:
        left = " Une visite n’y a pas trouvé de place."
    return f"Voici les tournées proposées.{left} {proposal.guarantee}"


def tell_faults(breaches: tuple[Breach, ...]) -> tuple[str, ...]:
    """The first faults, and how many more there are."""
    told = tuple(breach.text for breach in breaches[:MOST])
    more = len(breaches) - MOST
    return (*told, tell_more(more)) if more > 0 else told


def tell_more(count: int) -> str:
    """Say how many faults are not told here; each is marked in its round."""
    return (
        f"Et {count} de plus, dans les tournées."
        if count > 1
        else "Et un autre, dans les tournées."
    )


def tell_month(month: MonthContinuity) -> str:
    """Say how many faces people see."""
    share = format_quantity(100 * month.mean_usual_share, "%")
    index = format_number(month.mean_concentration, 2)
    return set_spaces(
        f"En un mois de ces tournées, une personne voit {format_number(month.mean_faces, 1)} "
        f"visages en moyenne, {month.most_faces} au plus. Celui qu’elle voit le plus fait {share} "
        f"des passages (indice COC : {index})."
    )


def build_tried(day: Day, habit: Plan, proposals: dict[int, Proposal], own: Plan) -> Table | None:
    """Kilometres against faces: by habit, as proposed, and one's own; None before a proposal."""
    if not proposals:
        return None
    wishes = dict(WISHES)
    plans = [("Par habitude", habit)]
    plans += [(f"Proposées, {wishes[key]}", each.plan) for key, each in sorted(proposals.items())]
    columns = (
        "Tournées",
        "Kilomètres",
        "Attente",
        "Départ au retour",
        "Visages connus",
        "À reprendre",
    )
    return Table(
        caption="La route et les visages : ce que vous avez essayé",
        columns=columns,
        rows=tuple(_build_trial(day, label, plan) for label, plan in (*plans, ("Les vôtres", own))),
    )


def _build_trial(day: Day, label: str, plan: Plan) -> tuple[str, ...]:
    times = walk_rounds(day, plan)
    numbers = dict(_list_numbers(day, plan, times))
    kept = ("Kilomètres", "Attente", "Du départ au retour", "Visages connus")
    faults = str(len(list_breaches(day, plan, times)))
    return (label, *(numbers[name] for name in kept), faults)


def build_tables(day: Day, times: DayTimes, month: MonthContinuity) -> tuple[Table, ...]:
    """The timetable of all rounds, and the faces that each person sees."""
    columns = ("Intervenant", "Étape", "Arrivée", "Attente", "Début", "Fin", "Retard")
    rows = tuple(
        (
            day.carer_of[each.carer].name,
            name_stop(day, stop.stop),
            format_hour(stop.arrival),
            format_duration(stop.wait),
            format_hour(stop.begin),
            format_hour(stop.end),
            format_duration(stop.late) if stop.late else "–",
        )
        for each in times.rounds
        for stop in each.stops
    )
    timetable = Table(caption="Les tournées, étape par étape", columns=columns, rows=rows)
    return timetable, _build_faces(day, month)


def _build_faces(day: Day, month: MonthContinuity) -> Table:
    names = {person.id: person.name for person in day.people}
    rows = tuple(
        (
            names[each.person],
            str(len(each.faces)),
            ", ".join(f"{face} ({count})" for face, count in each.faces),
            format_quantity(100 * each.usual_share, "%"),
        )
        for each in month.people
    )
    columns = ("Personne", "Visages", "Qui, et combien de fois", "Part du plus fréquent")
    return Table(caption="Les visages d’un mois (28 jours)", columns=columns, rows=rows)


def name_stop(day: Day, stop: str) -> str:
    """Name a stop: who is visited and for what."""
    if stop == PAUSE:
        return "Pause"
    return f"{day.person_of[stop].name}, {day.visit_of[stop].care}"
