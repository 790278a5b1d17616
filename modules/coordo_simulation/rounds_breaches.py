"""What is wrong with rounds, one French sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed
from coordo_simulation.rounds import PAUSE, format_duration, format_hour

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coordo_simulation.rounds import Carer, Day, Plan, Visit
    from coordo_simulation.rounds_evaluation import DayTimes, RoundTimes

BreachKind = Literal["undone", "second", "surplus", "skill", "meeting", "late", "pause", "day"]


class Breach(Closed):
    """One fault: of a visit, of a carer's day, or of a carer at a visit; ``minutes`` of excess."""

    kind: BreachKind
    text: str
    visit: str | None = None
    carer: str | None = None
    minutes: int = 0


def list_breaches(day: Day, plan: Plan, times: DayTimes) -> tuple[Breach, ...]:
    """List every fault of rounds that were walked, visits first, in the order of the day."""
    visits = (breach for visit in day.visits for breach in _iter_of_visit(day, plan, visit, times))
    rounds = (breach for each in times.rounds for breach in _iter_of_round(day, each))
    return (*visits, *rounds)


def has_skills(carers: Sequence[Carer], visit: Visit) -> bool:
    """Whether these carers can be given the visit's needs, one each."""
    if len(carers) != len(visit.needs):
        return False
    first, *rest = visit.needs
    if not rest:
        return first in carers[0].skills
    one, other = carers
    return (first in one.skills and rest[0] in other.skills) or (
        first in other.skills and rest[0] in one.skills
    )


def _iter_of_visit(day: Day, plan: Plan, visit: Visit, times: DayTimes) -> Iterator[Breach]:
    name = f"{day.person_of[visit.id].name}, {visit.care}"
    team = [day.carer_of[each] for each in plan.teams.get(visit.id, ())]
    if not team:
        yield _tell("undone", f"{name} : personne ne passe.", visit=visit.id)
    elif len(team) < len(visit.needs):
        text = f"{name} : {team[0].name} est sans l’autre personne qu’il faut."
        yield _tell("second", text, visit=visit.id)
    elif len(team) > len(visit.needs):
        text = f"{name} : {len(team)} intervenants pour {len(visit.needs)}."
        yield _tell("surplus", text, visit=visit.id)
    elif not has_skills(team, visit):
        needs = " et ".join(dict.fromkeys(need.label for need in visit.needs))
        who = " et ".join(carer.name for carer in team)
        text = f"{name} : compétence manquante chez {who} (il faut : {needs})."
        yield _tell("skill", text, visit=visit.id)
    if visit.id in times.missed:
        text = f"{name} : les deux intervenants s’attendent l’un l’autre, à deux endroits."
        yield _tell("meeting", text, visit=visit.id)


def _iter_of_round(day: Day, times: RoundTimes) -> Iterator[Breach]:
    carer = day.carer_of[times.carer]
    for stop in times.stops:
        if stop.late:
            yield _tell_late(day, carer, stop.stop, stop.begin, stop.late)
    has_paused = any(stop.stop == PAUSE for stop in times.stops)
    if carer.pause and times.stops and not has_paused:
        yield _tell("pause", f"{carer.name} : la pause est oubliée.", carer=carer.id)
    if times.back > carer.ends:
        over = times.back - carer.ends
        text = f"{carer.name} : retour à {format_hour(times.back)}, soit {format_duration(over)}"
        text += f" après la fin de sa journée ({format_hour(carer.ends)})."
        yield _tell("day", text, carer=carer.id, minutes=over)


def _tell_late(day: Day, carer: Carer, stop: str, begin: int, late: int) -> Breach:
    at = f"à {format_hour(begin)}, {format_duration(late)} trop tard"
    if stop == PAUSE:
        text = f"{carer.name} : pause {at}."
        return _tell("pause", text, carer=carer.id, minutes=late)
    visit, person = day.visit_of[stop], day.person_of[stop]
    text = f"{person.name}, {visit.care} : {carer.name} commence {at}"
    text += f" (avant {format_hour(visit.closes)})."
    return _tell("late", text, visit=stop, carer=carer.id, minutes=late)


def _tell(
    kind: BreachKind,
    text: str,
    *,
    visit: str | None = None,
    carer: str | None = None,
    minutes: int = 0,
) -> Breach:
    return Breach(kind=kind, text=set_spaces(text), visit=visit, carer=carer, minutes=minutes)
