"""What a rota makes of each caregiver's days: stops in order, work, travel, span, rest.

Work is the visits, and the journeys between two visits that no break parts: a wait, once the
journey is taken off it, that is shorter than the break of L. 3121-16 is no time of one's own. The
same cut parts the stretches of the break and the journeys that count, so that all rules of a day
look at the same work.

Beyond such a cut the journey is not counted, which is a hypothesis, and less than the branch
agreement says: article 14 counts it over the whole half-day, whatever the wait (amendment
36/2017). What a page says of the limits of law has to say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from coordo_simulation.rota import DAY, SUNDAY, WEEK

if TYPE_CHECKING:
    from coordo_simulation.rota import Caregiver, Rota, Service, Visit
    from coordo_simulation.rota_rules import Rules

FREE = 10 * DAY
"""A rest that nothing bounds: what lies outside the week is not known."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit at the hour it is given."""

    visit: Visit
    start: int
    travel: int
    """Minutes from the stop before, on the same day; 0 for the first."""

    @property
    def end(self) -> int:
        """Minute at which the visit ends."""
        return self.start + self.visit.duration


@dataclass(frozen=True, slots=True)
class Timesheet:
    """The week of one caregiver: the stops of each day, in order."""

    caregiver: Caregiver
    days: tuple[tuple[Stop, ...], ...]

    def is_worked(self, day: int) -> bool:
        """Whether the caregiver works that day; days below 0 are those of the week before."""
        return self.caregiver.previous.worked[day] if day < 0 else bool(self.days[day])

    def last_end(self, day: int) -> int | None:
        """Minute at which that day's work ends, if any is known; -1 is the Sunday before."""
        if day < 0:
            return self.caregiver.previous.sunday_end if day == -1 else None
        stops = self.days[day]
        return max(stop.end for stop in stops) if stops else None

    def with_visit(self, service: Service, visit: Visit, start: int) -> Timesheet:
        """Return the week with one visit more."""
        held = tuple((stop.start, stop.visit) for stops in self.days for stop in stops)
        return build_timesheet(service, self.caregiver, (*held, (start, visit)))


def build_timesheets(service: Service, rota: Rota) -> dict[str, Timesheet]:
    """Lay out the rota by caregiver."""
    starts: dict[str, list[tuple[int, Visit]]] = {each.id: [] for each in service.caregivers}
    for each in rota.assignments:
        starts[each.caregiver].append((each.start, service.visit_by_id[each.visit]))
    return {
        each.id: build_timesheet(service, each, tuple(starts[each.id]))
        for each in service.caregivers
    }


def build_timesheet(
    service: Service, caregiver: Caregiver, starts: tuple[tuple[int, Visit], ...]
) -> Timesheet:
    """Lay out the week of one caregiver from (start, visit)."""
    days = []
    for day in range(WEEK):
        own = sorted(
            ((start, visit) for start, visit in starts if visit.day == day),
            key=lambda each: (each[0], each[1].id),
        )
        travels = [service.compute_travel(one[1], other[1]) for one, other in pairwise(own)]
        days.append(
            tuple(
                Stop(visit, start, travel)
                for (start, visit), travel in zip(own, [0, *travels], strict=bool(own))
            )
        )
    return Timesheet(caregiver, tuple(days))


def has_cut(one: Stop, other: Stop, rules: Rules) -> bool:
    """Whether a break, journey aside, parts a stop from the next."""
    return other.start - one.end - other.travel >= rules.break_minutes


def compute_day_work(stops: tuple[Stop, ...], rules: Rules) -> int:
    """Minutes of work of a day: visits and journeys that count."""
    return sum(stop.visit.duration for stop in stops) + compute_paid_travel(stops, rules)


def compute_paid_travel(stops: tuple[Stop, ...], rules: Rules) -> int:
    """Minutes of journeys that count as work."""
    return sum(other.travel for one, other in pairwise(stops) if not has_cut(one, other, rules))


def compute_week_work(sheet: Timesheet, rules: Rules) -> int:
    """Minutes of work of the week."""
    return sum(compute_day_work(stops, rules) for stops in sheet.days)


def compute_span(stops: tuple[Stop, ...]) -> int:
    """Minutes from the first start to the last end of a day."""
    return max(stop.end for stop in stops) - stops[0].start if stops else 0


def compute_unpaid(stops: tuple[Stop, ...], rules: Rules) -> int:
    """Minutes of the span that are not work: waits, and journeys that are not paid."""
    return max(0, compute_span(stops) - compute_day_work(stops, rules))


def find_longest_stretch(stops: tuple[Stop, ...], rules: Rules) -> tuple[int, tuple[Stop, ...]]:
    """Find the longest work without a break: its minutes, journeys included, and its stops."""
    best: tuple[int, tuple[Stop, ...]] = (0, ())
    run: tuple[Stop, ...] = ()
    for stop in stops:
        rests = bool(run) and has_cut(run[-1], stop, rules)
        run = (stop,) if rests else (*run, stop)
        work = sum(each.visit.duration for each in run) + sum(each.travel for each in run[1:])
        if work > best[0]:
            best = (work, run)
    return best


def compute_rest_around(sheet: Timesheet, day: int) -> int:
    """Minutes of rest around a day off, from the end before to the start after."""
    before = _rest_before(sheet, day)
    after = next(
        (
            (later - day - 1) * DAY + sheet.days[later][0].start
            for later in range(day + 1, WEEK)
            if sheet.days[later]
        ),
        FREE,
    )
    return before + DAY + after


def _rest_before(sheet: Timesheet, day: int) -> int:
    for earlier in range(day - 1, -2, -1):
        end = sheet.last_end(earlier)
        if end is not None:
            return (day - earlier) * DAY - end
    return FREE


def list_days_off(sheet: Timesheet) -> tuple[int, ...]:
    """Days of this week without a visit."""
    return tuple(day for day in range(WEEK) if not sheet.days[day])


def has_rest_with_sunday(sheet: Timesheet) -> bool:
    """Whether two days of rest in a row hold a Sunday, over this week and the one before."""
    pairs = ((-2, -1), (-1, 0), (SUNDAY - 1, SUNDAY))
    return any(not sheet.is_worked(one) and not sheet.is_worked(other) for one, other in pairs)
