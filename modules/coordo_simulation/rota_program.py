"""The rules of a rota as a CP-SAT program: what it must keep, what it would rather keep.

Variables: whether a caregiver does a visit at an hour (``gives``), whether a visit has nobody
(``misses``), whether a caregiver works a day, whether a person sees a face. The break is not
written: a rota that lacks one is refused and asked for again (``forbid``), which is exact, since
a stretch without a break stays one whatever is added to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coordo_simulation.rota import WEEK, Assignment, Rota
from coordo_simulation.rota_candidates import (
    Slot,
    can_take,
    iter_paid_journeys,
    list_cliques,
    list_slots,
)
from coordo_simulation.rota_check_week import compute_contract_limit
from coordo_simulation.rota_rest_program import add_rest
from coordo_simulation.rota_rules import RuleId

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from coordo_simulation.rota import Service
    from coordo_simulation.rota_rules import Rules


class _Journey(NamedTuple):
    """A paid journey: whose, on what day, its minutes, and whether it is made."""

    caregiver: str
    day: int
    minutes: int
    made: cp_model.IntVar


class RotaProgram:
    """A CP-SAT model of a service's week, and what its variables mean."""

    def __init__(self, service: Service, rules: Rules, kept: Rota | None = None) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- 0.3 s, paid by who solves

        self.service = service
        self.rules = rules
        self.model = cp_model.CpModel()
        self.slots = list_slots(service, kept)
        self.gives: dict[tuple[str, Slot], cp_model.IntVar] = {}
        self.days: dict[tuple[str, int], list[tuple[Slot, cp_model.IntVar]]] = {}
        self.misses: dict[str, cp_model.IntVar] = {}
        self.works: dict[tuple[str, int], cp_model.IntVar] = {}
        self.minutes: dict[str, cp_model.LinearExprT] = {}
        self._add_gifts()
        self._add_conflicts()
        self._add_hours()
        for caregiver in service.caregivers:
            add_rest(self, caregiver)

    def _add_gifts(self) -> None:
        model = self.model
        for caregiver in self.service.caregivers:
            for day in range(WEEK):
                self.works[caregiver.id, day] = model.new_bool_var("")
                self.days[caregiver.id, day] = []
            for slot in self.slots:
                if can_take(caregiver, slot, self.rules):
                    gift = model.new_bool_var("")
                    self.gives[caregiver.id, slot] = gift
                    self.days[caregiver.id, slot.visit.day].append((slot, gift))
                    model.add_implication(gift, self.works[caregiver.id, slot.visit.day])
        for visit in self.service.visits:
            self.misses[visit.id] = model.new_bool_var("")
        by_visit: dict[str, list[cp_model.IntVar]] = {key: [] for key in self.misses}
        for (_, slot), gift in self.gives.items():
            by_visit[slot.visit.id].append(gift)
        for key, missed in self.misses.items():
            model.add_exactly_one(*by_visit[key], missed)

    def _add_conflicts(self) -> None:
        """At most one of each clique; and none of those of a day that is not worked.

        The second says in one line, to the linear relaxation, what each gift says alone: that
        half a day of work is a day of work when its halves cannot be done together.
        """
        for clique in list_cliques(self.service, self.slots, self.rules):
            for caregiver in self.service.caregivers:
                present = [slot for slot in clique if (caregiver.id, slot) in self.gives]
                gifts: list[cp_model.LiteralT] = [
                    self.gives[caregiver.id, slot] for slot in present
                ]
                days = {slot.visit.day for slot in present}
                if len(days) == 1:
                    gifts.append(~self.works[caregiver.id, days.pop()])
                if len(present) > 1:
                    self.model.add_at_most_one(gifts)

    def _add_hours(self) -> None:
        terms: dict[tuple[str, int], list[cp_model.LinearExprT]] = {key: [] for key in self.works}
        for (caregiver, slot), gift in self.gives.items():
            terms[caregiver, slot.visit.day].append(slot.visit.duration * gift)
        for journey in self._list_journeys():
            terms[journey.caregiver, journey.day].append(journey.minutes * journey.made)
        most = self.rules.limit(RuleId.DAILY_WORK)
        for each in self.service.caregivers:
            days = [sum(terms[each.id, day]) for day in range(WEEK)]
            for day in days:
                if not isinstance(day, int):
                    self.model.add(day <= most)
            self.minutes[each.id] = sum(days)
            limit = compute_contract_limit(each, self.rules)[1]
            if not isinstance(self.minutes[each.id], int):
                self.model.add(self.minutes[each.id] <= limit)

    def _list_journeys(self) -> list[_Journey]:
        """Add the journeys that are paid to each caregiver if she makes them.

        A visit is followed by one paid journey at most, and preceded by one at most: any two
        visits within reach of a third overlap (``Visit``: at least half an hour).
        """
        ends: dict[tuple[str, Slot, str], list[cp_model.IntVar]] = {}
        journeys = []
        for one, other, travel in iter_paid_journeys(self.service, self.slots, self.rules):
            for each in self.service.caregivers:
                first = self.gives.get((each.id, one))
                second = self.gives.get((each.id, other))
                if first is not None and second is not None:
                    both = self.model.new_bool_var("")
                    self.model.add_bool_or(~first, ~second, both)
                    ends.setdefault((each.id, one, "from"), []).append(both)
                    ends.setdefault((each.id, other, "to"), []).append(both)
                    journeys.append(_Journey(each.id, one.visit.day, travel, both))
        for (owner, slot, _), made in ends.items():
            self.model.add_at_most_one([*made, ~self.gives[owner, slot]])
        return journeys

    def forbid(self, slots: tuple[Slot, ...]) -> None:
        """Refuse that anybody does all these visits at these hours."""
        for caregiver in self.service.caregivers:
            gifts = [self.gives.get((caregiver.id, slot)) for slot in slots]
            if all(gift is not None for gift in gifts):
                self.model.add_bool_or(~gift for gift in gifts if gift is not None)

    def read_rota(self, solver: cp_model.CpSolver) -> Rota:
        """Read the rota that the solver found."""
        given = [
            Assignment(visit=slot.visit.id, caregiver=caregiver, start=slot.start)
            for (caregiver, slot), gift in self.gives.items()
            if solver.boolean_value(gift)
        ]
        order = {visit.id: index for index, visit in enumerate(self.service.visits)}
        return Rota(assignments=tuple(sorted(given, key=lambda each: order[each.visit])))
