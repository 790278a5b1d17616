"""Who could take a visit as the rota stands, at which hours, and what stops each of the others."""

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

QUARTER = 15
"""Minutes between two hours that one may choose by hand."""


class Hour(Closed):
    """An hour at which a visit may be given; ``reasons`` forbid it, French, each with its rule."""

    start: int
    reasons: tuple[str, ...]


class Taker(Closed):
    """A caregiver before a visit, hour by hour; ``start`` is the one with the fewest faults.

    Among those, it is the nearest to the agreed hour.
    """

    caregiver: str
    start: int
    hours: tuple[Hour, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """What forbids it at ``start``; empty where nothing does."""
        return next(hour.reasons for hour in self.hours if hour.start == self.start)

    @property
    def is_free(self) -> bool:
        """Whether there is an hour at which nothing forbids it."""
        return not self.reasons


def list_takers(
    service: Service, rota: Rota, visit: Visit, rules: Rules, starts: set[int] | None = None
) -> tuple[Taker, ...]:
    """Say of each caregiver whether she could take a visit, all else staying as it is.

    ``starts`` are the hours that are tried: those of a proposal, unless others are named.
    """
    without = build_timesheets(service, rota.give(visit.id, None, visit.start))
    tried = sorted(starts or list_starts(visit))
    return tuple(
        _try_hours(service, without[caregiver.id], visit, tried, rules)
        for caregiver in service.caregivers
    )


def list_quarters(visit: Visit, rota: Rota) -> set[int]:
    """List the hours that one may choose by hand.

    They are the quarters of an hour of the window, what a proposal may choose, and the hour at
    which the visit is given.
    """
    held = rota.by_visit.get(visit.id)
    first = -(-visit.earliest // QUARTER) * QUARTER
    quarters = range(first, visit.latest + 1, QUARTER)
    return {*list_starts(visit), *quarters, *([held.start] if held else [])}


def _try_hours(
    service: Service, sheet: Timesheet, visit: Visit, starts: list[int], rules: Rules
) -> Taker:
    tries = {start: _list_new(service, sheet, visit, start, rules) for start in starts}
    return Taker(
        caregiver=sheet.caregiver.id,
        start=min(starts, key=lambda each: (len(tries[each]), abs(each - visit.start), each)),
        hours=tuple(
            Hour(start=start, reasons=_tell(faults, rules)) for start, faults in tries.items()
        ),
    )


def _tell(faults: list[Fault], rules: Rules) -> tuple[str, ...]:
    labels = {rules.by_id[fault.rule].label: fault.fact for fault in faults}
    return tuple(f"{label}\u202f: {fact}" for label, fact in labels.items())


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
