"""How a rota is shared: between those who visit, and as seen by those who are visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.references import Closed
from coordo_simulation.rota import SUNDAY
from coordo_simulation.rota_timesheet import (
    build_timesheets,
    compute_paid_travel,
    compute_unpaid,
    compute_week_work,
)

if TYPE_CHECKING:
    from coordo_simulation.rota import Rota, Service
    from coordo_simulation.rota_rules import Rules
    from coordo_simulation.rota_timesheet import Timesheet


class Share(Closed):
    """The week of one caregiver: minutes, counts of visits and of days.

    ``cut_travel`` is the journeys beyond a cut, which no rule counts here (``rota_timesheet``).
    """

    caregiver: str
    contract: int
    work: int
    paid_travel: int
    cut_travel: int
    unpaid: int
    evenings: int
    sundays: int
    days: int

    @property
    def balance(self) -> int:
        """Minutes of work beyond the contract; below it, negative."""
        return self.work - self.contract


class Faces(Closed):
    """How many different caregivers a person sees in the week, over how many visits."""

    person: str
    faces: int
    visits: int
    unknown: int
    """Visits by someone that the person does not know."""


class Fairness(Closed):
    """What a rota gives to each."""

    shares: tuple[Share, ...]
    faces: tuple[Faces, ...]

    @property
    def spread(self) -> int:
        """Minutes between the one most above her contract and the one most below."""
        balances = [share.balance for share in self.shares]
        return max(balances) - min(balances)

    @property
    def distance(self) -> int:
        """Minutes away from the contracts, all caregivers together."""
        return sum(abs(share.balance) for share in self.shares)

    @property
    def unpaid(self) -> int:
        """Minutes of unpaid waits, all caregivers together."""
        return sum(share.unpaid for share in self.shares)

    @property
    def mean_faces(self) -> float:
        """Mean number of faces of a person who is visited."""
        seen = [each.faces for each in self.faces if each.visits]
        return sum(seen) / len(seen) if seen else 0.0


def compute_fairness(service: Service, rota: Rota, rules: Rules) -> Fairness:
    """Count what the rota gives to each caregiver and to each person."""
    sheets = build_timesheets(service, rota)
    return Fairness(
        shares=tuple(_share(sheet, rules) for sheet in sheets.values()),
        faces=tuple(_count_faces(service, rota, person) for person in service.person_by_id),
    )


def _share(sheet: Timesheet, rules: Rules) -> Share:
    stops = [stop for day in sheet.days for stop in day]
    counted = sum(compute_paid_travel(day, rules) for day in sheet.days)
    return Share(
        caregiver=sheet.caregiver.id,
        contract=sheet.caregiver.weekly_minutes,
        work=compute_week_work(sheet, rules),
        paid_travel=counted,
        cut_travel=sum(stop.travel for stop in stops) - counted,
        unpaid=sum(compute_unpaid(day, rules) for day in sheet.days),
        evenings=sum(stop.end > rules.evening for stop in stops),
        sundays=int(sheet.is_worked(SUNDAY)),
        days=sum(bool(day) for day in sheet.days),
    )


def _count_faces(service: Service, rota: Rota, person: str) -> Faces:
    seen = [
        rota.by_visit[visit.id].caregiver
        for visit in service.visits
        if visit.person == person and visit.id in rota.by_visit
    ]
    known = service.person_by_id[person].known
    return Faces(
        person=person,
        faces=len(set(seen)),
        visits=len(seen),
        unknown=sum(bool(known) and caregiver not in known for caregiver in seen),
    )
