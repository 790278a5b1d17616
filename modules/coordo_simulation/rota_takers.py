"""Who could take a visit as the rota stands, and what stops each of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.references import Closed
from coordo_simulation.rota_candidates import list_starts
from coordo_simulation.rota_check import iter_faults
from coordo_simulation.rota_timesheet import build_timesheets

if TYPE_CHECKING:
    from coordo_simulation.rota import Rota, Service, Visit
    from coordo_simulation.rota_fault import Fault
    from coordo_simulation.rota_rules import Rules
    from coordo_simulation.rota_timesheet import Timesheet


class Taker(Closed):
    """A caregiver before a visit: the hour at which she could come, or why she cannot.

    ``reasons`` are French, each with its rule, and empty where nothing forbids; ``start`` is then
    the hour nearest to the agreed one.
    """

    caregiver: str
    start: int
    reasons: tuple[str, ...]

    @property
    def is_free(self) -> bool:
        """Whether nothing forbids it."""
        return not self.reasons


def list_takers(service: Service, rota: Rota, visit: Visit, rules: Rules) -> tuple[Taker, ...]:
    """Say of each caregiver whether she could take a visit, all else staying as it is."""
    without = build_timesheets(service, rota.give(visit.id, None, visit.start))
    starts = sorted(list_starts(visit), key=lambda start: (abs(start - visit.start), start))
    takers = []
    for caregiver in service.caregivers:
        tries = [
            (start, _list_new(service, without[caregiver.id], visit, start, rules))
            for start in starts
        ]
        start, faults = min(tries, key=lambda each: len(each[1]))
        labels = {rules.by_id[fault.rule].label: fault.fact for fault in faults}
        takers.append(
            Taker(
                caregiver=caregiver.id,
                start=start,
                reasons=tuple(f"{label}\u202f: {fact}" for label, fact in labels.items()),
            )
        )
    return tuple(takers)


def _list_new(
    service: Service, sheet: Timesheet, visit: Visit, start: int, rules: Rules
) -> list[Fault]:
    """Faults that the visit would bring to the week, or make worse."""
    held = {(fault.rule, fault.fact) for fault in iter_faults(service, sheet, rules)}
    after = sheet.with_visit(service, visit, start)
    return [
        fault
        for fault in iter_faults(service, after, rules)
        if (fault.rule, fault.fact) not in held
    ]
