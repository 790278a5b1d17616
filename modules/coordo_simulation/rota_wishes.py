"""What a rota might do better: the wishes of persons and caregivers, the habits of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.rota import DAY_NAMES
from coordo_simulation.rota_fault import Fault
from coordo_simulation.rota_rules import RuleId
from coordo_simulation.rota_words import format_hour, name_visit, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.rota import Service
    from coordo_simulation.rota_rules import Rules
    from coordo_simulation.rota_timesheet import Stop, Timesheet


def iter_wish_faults(service: Service, sheet: Timesheet, rules: Rules) -> Iterator[Fault]:
    """Yield the wishes and habits that a caregiver's week does not keep."""
    caregiver = sheet.caregiver
    for day, stops in enumerate(sheet.days):
        if stops and day in caregiver.wished_off:
            yield Fault(
                rule=RuleId.WISHED_OFF,
                caregiver=caregiver.id,
                day=day,
                visits=tuple(stop.visit.id for stop in stops),
                fact=f"travaille le {DAY_NAMES[day]}",
                limit=f"souhaite garder le {DAY_NAMES[day]}",
                remedy="Confiez ces visites à quelqu’un d’autre, ou parlez-en ensemble.",
            )
        for stop in stops:
            yield from _check_stop(service, sheet, stop, rules)


def _check_stop(service: Service, sheet: Timesheet, stop: Stop, rules: Rules) -> Iterator[Fault]:
    caregiver, visit = sheet.caregiver, stop.visit
    person = service.person_by_id[visit.person]
    name = quote(name_visit(service, visit))

    def build(rule: RuleId, fact: str, limit: str, remedy: str) -> Fault:
        return Fault(
            rule=rule,
            caregiver=caregiver.id,
            day=visit.day,
            visits=(visit.id,),
            fact=fact,
            limit=limit,
            remedy=remedy,
        )

    if caregiver.avoids_evenings and stop.end > rules.evening:
        yield build(
            RuleId.EVENINGS,
            f"{name} finit à {format_hour(stop.end)}",
            f"souhaite finir avant {format_hour(rules.evening)}",
            "Confiez cette soirée à quelqu’un d’autre, ou parlez-en ensemble.",
        )
    if caregiver.id in person.declined:
        yield build(
            RuleId.DECLINED,
            f"{name}",
            f"{person.name} préfère que {caregiver.name} ne vienne pas",
            "Confiez la visite à quelqu’un d’autre\u202f; sinon, prévenez la personne.",
        )
    elif person.known and caregiver.id not in person.known:
        yield build(
            RuleId.KNOWN_FACE,
            f"{name}",
            f"{person.name} ne connaît pas {caregiver.name}",
            "Confiez la visite à un visage connu, ou présentez-les avant.",
        )
