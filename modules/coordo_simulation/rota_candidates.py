"""Who could take which visit, and when; and which two visits nobody could do both.

Pure arithmetic on the rules that look at one visit or at two: what is left to the solver is to
choose. A visit may move within its window by steps of half an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations, permutations
from typing import TYPE_CHECKING

from coordo_simulation.rota import DAY, SUNDAY
from coordo_simulation.rota_rules import RuleId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.rota import Caregiver, Rota, Service, Visit
    from coordo_simulation.rota_rules import Rules

STEP = 30
"""Minutes by which a visit may be moved within its window."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A visit at one of the hours it may start."""

    visit: Visit
    start: int

    @property
    def end(self) -> int:
        """Minute at which it ends."""
        return self.start + self.visit.duration


def list_starts(visit: Visit) -> set[int]:
    """List the hours at which a visit may start: the agreed one, and its steps in the window."""
    return {
        *range(visit.start, visit.earliest - 1, -STEP),
        *range(visit.start, visit.latest + 1, STEP),
    }


def list_slots(service: Service, kept: Rota | None = None) -> tuple[Slot, ...]:
    """List the hours of every visit: the agreed one, its steps, and the one of ``kept``."""
    slots = []
    for visit in service.visits:
        starts = list_starts(visit)
        given = kept.by_visit.get(visit.id) if kept else None
        if given and visit.earliest <= given.start <= visit.latest:
            starts.add(given.start)
        slots += [Slot(visit, start) for start in sorted(starts)]
    return tuple(sorted(slots, key=lambda each: (each.visit.day, each.start, each.visit.id)))


def can_take(caregiver: Caregiver, slot: Slot, rules: Rules) -> bool:
    """Whether the caregiver could do this visit if she did no other."""
    visit, before = slot.visit, caregiver.previous
    if visit.day in caregiver.absent or not set(visit.skills) <= set(caregiver.skills):
        return False
    if visit.day == SUNDAY and before.worked[SUNDAY]:
        return False
    rest = DAY - before.sunday_end + slot.start if before.sunday_end is not None else DAY
    return visit.day > 0 or rest >= rules.limit(RuleId.DAILY_REST)


def iter_conflicts(
    service: Service, slots: tuple[Slot, ...], rules: Rules
) -> Iterator[tuple[Slot, Slot]]:
    """Yield the pairs of slots that one person cannot do both; the earlier day first."""
    by_day: dict[int, list[Slot]] = {}
    for slot in slots:
        by_day.setdefault(slot.visit.day, []).append(slot)
    for day, own in by_day.items():
        for index, one in enumerate(own):
            for other in own[index + 1 :]:
                if one.visit.id != other.visit.id and _clash(service, one, other, rules):
                    yield one, other
            for other in by_day.get(day + 1, ()):
                if DAY - one.end + other.start < rules.limit(RuleId.DAILY_REST):
                    yield one, other


def list_cliques(
    service: Service, slots: tuple[Slot, ...], rules: Rules
) -> tuple[tuple[Slot, ...], ...]:
    """Cover all conflicts by groups of slots of which one person can do one at most.

    A group says more to the linear relaxation than its pairs do.
    """
    near: dict[Slot, set[Slot]] = {slot: set() for slot in slots}
    by_visit: dict[str, list[Slot]] = {}
    for slot in slots:
        by_visit.setdefault(slot.visit.id, []).append(slot)
    twins = ((a, b) for own in by_visit.values() for a, b in combinations(own, 2))
    for one, other in chain(twins, iter_conflicts(service, slots, rules)):
        near[one].add(other)
        near[other].add(one)
    order = {slot: rank for rank, slot in enumerate(slots)}
    covered: set[tuple[Slot, Slot]] = set()
    cliques = []
    for one in slots:
        for other in sorted(near[one], key=order.__getitem__):
            if (one, other) in covered:
                continue
            clique = [one, other]
            for slot in sorted(near[one] & near[other], key=order.__getitem__):
                if near[slot].issuperset(clique):
                    clique.append(slot)
            covered.update(permutations(clique, 2))
            cliques.append(tuple(clique))
    return tuple(cliques)


def _clash(service: Service, one: Slot, other: Slot, rules: Rules) -> bool:
    first, last = sorted((one, other), key=lambda each: each.start)
    travel = service.compute_travel(one.visit, other.visit)
    span = max(one.end, other.end) - first.start
    return first.end + travel > last.start or span > rules.limit(RuleId.SPAN)


def iter_paid_journeys(
    service: Service, slots: tuple[Slot, ...], rules: Rules
) -> Iterator[tuple[Slot, Slot, int]]:
    """Yield the pairs of slots of a day that a paid journey joins, and its minutes.

    No visit is short enough to come between: it lasts half an hour at least (``Visit``), the wait
    is shorter than a break, and no detour is shorter than the journey (``Service``). Whoever does
    both goes from one to the other.
    """
    by_day: dict[int, list[Slot]] = {}
    for slot in slots:
        by_day.setdefault(slot.visit.day, []).append(slot)
    for own in by_day.values():
        for one in own:
            for other in own:
                travel = service.compute_travel(one.visit, other.visit)
                wait = other.start - one.end - travel
                if travel and 0 <= wait < rules.break_minutes:
                    yield one, other, travel
