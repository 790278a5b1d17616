"""Checks a rota and explains each breach, in French: who, when, which rule, what would mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.references import Closed
from coordo_simulation.rota import DAY, DAY_NAMES, SUNDAY, WEEK
from coordo_simulation.rota_check_week import iter_week_faults
from coordo_simulation.rota_fault import Fault
from coordo_simulation.rota_rules import Force, RuleId
from coordo_simulation.rota_timesheet import (
    build_timesheets,
    compute_day_work,
    compute_span,
    find_longest_stretch,
)
from coordo_simulation.rota_wishes import iter_wish_faults
from coordo_simulation.rota_words import format_hour, format_minutes, name_visit, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.rota import Rota, Service
    from coordo_simulation.rota_rules import Rules
    from coordo_simulation.rota_timesheet import Stop, Timesheet


class Breach(Closed):
    """A rule that a rota does not keep.

    ``fact`` is what is seen, ``limit`` what was expected, ``remedy`` what would mend it.
    """

    rule: RuleId
    label: str
    force: Force
    caregiver: str | None
    day: int | None
    visits: tuple[str, ...]
    fact: str
    limit: str
    source: str
    remedy: str

    @property
    def forbids(self) -> bool:
        """Whether the rota must be mended for it, and not only might be better."""
        return self.force.forbids


def check_rota(service: Service, rota: Rota, rules: Rules) -> tuple[Breach, ...]:
    """List every breach, what must be mended first, then in the order of the rules."""
    faults = [*_iter_uncovered(service, rota)]
    for sheet in build_timesheets(service, rota).values():
        faults += iter_faults(service, sheet, rules)
        faults += iter_wish_faults(service, sheet, rules)
    order = list(RuleId)
    breaches = [_tell(each, rules) for each in faults]
    return tuple(
        sorted(breaches, key=lambda each: (not each.forbids, order.index(each.rule), each.day or 0))
    )


def iter_faults(service: Service, sheet: Timesheet, rules: Rules) -> Iterator[Fault]:
    """Yield what a caregiver's week must not hold."""
    for stops in sheet.days:
        for stop in stops:
            yield from _check_stop(service, sheet, stop)
        yield from _check_order(service, sheet.caregiver.id, stops)
        yield from _check_day(sheet.caregiver.id, stops, rules)
    for day in range(-1, SUNDAY):
        yield from _check_night(service, sheet, day, rules)
    yield from iter_week_faults(sheet, rules)


def _iter_uncovered(service: Service, rota: Rota) -> Iterator[Fault]:
    for visit in service.visits:
        if visit.id not in rota.by_visit:
            yield Fault(
                rule=RuleId.COVERED,
                caregiver=None,
                visits=(visit.id,),
                day=visit.day,
                fact=f"{quote(name_visit(service, visit))} n’a personne",
                limit="quelqu’un pour chaque visite",
                remedy="Confiez-la, ou convenez avec la personne d’une autre heure.",
            )


def _tell(fault: Fault, rules: Rules) -> Breach:
    rule = rules.by_id[fault.rule]
    return Breach(
        rule=rule.id,
        label=rule.label,
        force=rule.force,
        caregiver=fault.caregiver,
        day=fault.day,
        visits=fault.visits,
        fact=fault.fact,
        limit=fault.limit,
        source=rule.source,
        remedy=fault.remedy,
    )


def _check_stop(service: Service, sheet: Timesheet, stop: Stop) -> Iterator[Fault]:
    visit, caregiver = stop.visit, sheet.caregiver
    name = quote(name_visit(service, visit))
    if visit.day in caregiver.absent:
        yield Fault(
            rule=RuleId.PRESENT,
            caregiver=caregiver.id,
            visits=(visit.id,),
            day=visit.day,
            fact=f"{name} est confiée à quelqu’un d’absent",
            limit=f"absence déclarée le {DAY_NAMES[visit.day]}",
            remedy="Confiez la visite à quelqu’un de présent.",
        )
    missing = [skill for skill in visit.skills if skill not in caregiver.skills]
    if missing:
        yield Fault(
            rule=RuleId.SKILLED,
            caregiver=caregiver.id,
            visits=(visit.id,),
            day=visit.day,
            fact=f"{name} demande{_list_skills(missing)}",
            limit="une personne formée",
            remedy="Confiez la visite à quelqu’un qui a cette compétence.",
        )
    if not visit.earliest <= stop.start <= visit.latest:
        yield Fault(
            rule=RuleId.WINDOW,
            caregiver=caregiver.id,
            visits=(visit.id,),
            day=visit.day,
            fact=f"{name} commence à {format_hour(stop.start)}",
            limit=f"entre {format_hour(visit.earliest)} et {format_hour(visit.latest)}",
            remedy="Revenez à l’heure convenue, ou convenez d’une autre avec la personne.",
        )


def _list_skills(skills: list[str]) -> str:
    return "\u202f: " + ", ".join(skills)


def _check_order(service: Service, caregiver: str, stops: tuple[Stop, ...]) -> Iterator[Fault]:
    for index, one in enumerate(stops):
        for other in stops[index + 1 :]:
            travel = service.compute_travel(one.visit, other.visit)
            missing = one.end + travel - other.start
            if missing <= 0:
                continue
            names = [quote(name_visit(service, each.visit)) for each in (one, other)]
            seen = (
                f"{names[0]} finit à {format_hour(one.end)}, "
                f"{names[1]} commence à {format_hour(other.start)}"
            )
            yield Fault(
                rule=RuleId.SEPARATE,
                caregiver=caregiver,
                visits=(one.visit.id, other.visit.id),
                day=one.visit.day,
                fact=seen,
                limit=f"la fin de l’une, puis {format_minutes(travel)} de trajet"
                if travel
                else "l’une après l’autre",
                remedy="Confiez l’une des deux à quelqu’un d’autre, ou décalez-la de "
                f"{format_minutes(missing)} au moins.",
            )


def _check_day(caregiver: str, stops: tuple[Stop, ...], rules: Rules) -> Iterator[Fault]:
    if not stops:
        return
    day = stops[0].visit.day
    ids = tuple(stop.visit.id for stop in stops)
    work, most = compute_day_work(stops, rules), rules.limit(RuleId.DAILY_WORK)
    if work > most:
        yield Fault(
            rule=RuleId.DAILY_WORK,
            caregiver=caregiver,
            visits=ids,
            day=day,
            fact=f"{format_minutes(work)} de travail dans la journée, trajets comptés compris",
            limit=f"{format_minutes(most)} au plus",
            remedy=f"Retirez {format_minutes(work - most)} au moins de cette journée.",
        )
    span, widest = compute_span(stops), rules.limit(RuleId.SPAN)
    if span > widest:
        last = max(stops, key=lambda stop: stop.end)
        yield Fault(
            rule=RuleId.SPAN,
            caregiver=caregiver,
            visits=(stops[0].visit.id, last.visit.id),
            day=day,
            fact=f"{format_minutes(span)} entre {format_hour(stops[0].start)} et "
            f"{format_hour(last.end)}",
            limit=f"{format_minutes(widest)} au plus",
            remedy="Confiez la première ou la dernière visite à quelqu’un d’autre.",
        )
    stretch, run = find_longest_stretch(stops, rules)
    if stretch >= rules.limit(RuleId.BREAK):
        yield Fault(
            rule=RuleId.BREAK,
            caregiver=caregiver,
            visits=tuple(stop.visit.id for stop in run),
            day=day,
            fact=f"{format_minutes(stretch)} de suite, de {format_hour(run[0].start)} à "
            f"{format_hour(run[-1].end)}",
            limit=f"{format_minutes(rules.break_minutes)} de pause dès que le travail atteint "
            f"{format_minutes(rules.limit(RuleId.BREAK))}",
            remedy=f"Dégagez {format_minutes(rules.break_minutes)} entre deux de ces visites, "
            "hors trajet.",
        )


def _check_night(service: Service, sheet: Timesheet, day: int, rules: Rules) -> Iterator[Fault]:
    end = sheet.last_end(day)
    if end is None or not sheet.days[day + 1]:
        return
    first = sheet.days[day + 1][0]
    rest, least = DAY - end + first.start, rules.limit(RuleId.DAILY_REST)
    if rest >= least:
        return
    evening = max(sheet.days[day], key=lambda stop: stop.end) if day >= 0 else None
    before = quote(name_visit(service, evening.visit)) if evening else "le dimanche d’avant"
    after = quote(name_visit(service, first.visit))
    yield Fault(
        rule=RuleId.DAILY_REST,
        caregiver=sheet.caregiver.id,
        visits=(*((evening.visit.id,) if evening else ()), first.visit.id),
        day=day + 1,
        fact=f"{format_minutes(rest)} de repos entre {before}, finie {DAY_NAMES[day % WEEK]} à "
        f"{format_hour(end)}, et {after}, {DAY_NAMES[day + 1]} à {format_hour(first.start)}"
        if evening
        else f"{format_minutes(rest)} de repos entre {before}, fini à {format_hour(end)}, et "
        f"{after}, {DAY_NAMES[day + 1]} à {format_hour(first.start)}",
        limit=f"{format_minutes(least)} au moins",
        remedy="Confiez la visite du soir ou celle du matin à quelqu’un d’autre.",
    )
