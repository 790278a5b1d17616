"""Repairs a rota with the fewest changes: after an absence, or where a rule is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coordo_simulation.references import Closed
from coordo_simulation.rota import Rota
from coordo_simulation.rota_program import RotaProgram
from coordo_simulation.rota_quality import Weights, build_cost
from coordo_simulation.rota_solving import solve
from coordo_simulation.rota_takers import Taker, list_takers

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from coordo_simulation.rota import Assignment, Service
    from coordo_simulation.rota_rules import Rules

EFFORT = 0.8
"""CP-SAT's deterministic time for the fewest changes, and again for the best among those."""


class Change(Closed):
    """A visit that changes hands or hours; None stands for nobody.

    ``is_forced`` where whoever had it cannot do it: absent, untrained, at an hour not agreed.
    """

    visit: str
    before: str | None
    before_start: int | None
    after: str | None
    after_start: int | None
    is_forced: bool


class Orphan(Closed):
    """A visit that nobody can take, and what stops each caregiver."""

    visit: str
    takers: tuple[Taker, ...]


class Repair(Closed):
    """A lawful rota near another, and what is proven of it.

    No lawful rota leaves fewer visits than ``least_uncovered``, and none that leaves as few has
    fewer changes than ``least_changes``.
    """

    status: Literal["optimal", "trouvé", "rien"]
    rota: Rota
    changes: tuple[Change, ...]
    least_changes: int
    orphans: tuple[Orphan, ...]
    least_uncovered: int


def repair_rota(
    service: Service,
    rota: Rota,
    rules: Rules,
    weights: Weights | None = None,
    effort: float = EFFORT,
) -> Repair:
    """Cover what can be, then change as little as can be, then please as many as can be."""
    program = RotaProgram(service, rules, kept=rota)
    unit = len(service.visits) + 1
    missed: list[cp_model.LinearExprT] = [unit * each for each in program.misses.values()]
    away = sum([*missed, *_list_changes(program, rota)])
    nearest = solve(program, away, effort, rota)
    if nearest.rota is None:
        return Repair(
            status="rien", rota=rota, changes=(), least_changes=0, orphans=(), least_uncovered=0
        )
    program.model.add(away <= nearest.objective)
    best = solve(program, build_cost(program, weights or Weights()), effort, nearest.rota)
    repaired = best.rota or nearest.rota
    least_uncovered, least_changes = divmod(nearest.bound, unit)
    if least_uncovered < nearest.objective // unit:
        least_changes = 0
    return Repair(
        status="optimal" if nearest.status == "prouvé" else "trouvé",
        rota=repaired,
        changes=list_changes(service, rota, repaired),
        least_changes=least_changes,
        orphans=tuple(
            Orphan(visit=visit.id, takers=list_takers(service, repaired, visit, rules))
            for visit in service.visits
            if visit.id not in repaired.by_visit
        ),
        least_uncovered=least_uncovered,
    )


def list_changes(service: Service, before: Rota, after: Rota) -> tuple[Change, ...]:
    """List the visits that change, in the order of the service."""
    changes = []
    for visit in service.visits:
        old, new = before.by_visit.get(visit.id), after.by_visit.get(visit.id)
        if old == new:
            continue
        changes.append(
            Change(
                visit=visit.id,
                before=old.caregiver if old else None,
                before_start=old.start if old else None,
                after=new.caregiver if new else None,
                after_start=new.start if new else None,
                is_forced=old is not None and not _can_stay(service, old),
            )
        )
    return tuple(changes)


def _can_stay(service: Service, given: Assignment) -> bool:
    visit = service.visit_by_id[given.visit]
    caregiver = service.caregiver_by_id[given.caregiver]
    return (
        visit.day not in caregiver.absent
        and set(visit.skills) <= set(caregiver.skills)
        and visit.earliest <= given.start <= visit.latest
    )


def _list_changes(program: RotaProgram, rota: Rota) -> list[cp_model.LinearExprT]:
    """One term a visit: 0 where it stays as it is, 1 where it changes."""
    kept: dict[str, cp_model.IntVar] = {
        slot.visit.id: gift
        for (caregiver, slot), gift in program.gives.items()
        if (given := rota.by_visit.get(slot.visit.id))
        and (given.caregiver, given.start) == (caregiver, slot.start)
    }
    terms: list[cp_model.LinearExprT] = []
    for visit in program.service.visits:
        if visit.id not in rota.by_visit:
            terms.append(1 - program.misses[visit.id])
        else:
            terms.append(1 - kept[visit.id] if visit.id in kept else 1)
    return terms
