"""Runs CP-SAT the same way on every machine, and asks again where a break is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coordo_simulation.references import Closed
from coordo_simulation.rota import Rota
from coordo_simulation.rota_candidates import Slot
from coordo_simulation.rota_check import iter_faults
from coordo_simulation.rota_timesheet import build_timesheets

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from coordo_simulation.rota_program import RotaProgram

SEED = 8
ROUNDS = 20
"""Rotas refused for a break before one gives up."""

PATIENCE = 2
"""How many times the effort one spends at most when rotas are refused."""

DAYS_AT_A_TIME = ((0, 1, 2), (4, 5, 6), (2, 3, 4), (0, 3, 6), (1, 5), (2, 6))


class Solution(Closed):
    """What the solver found: nothing does better than ``bound``; None where it found nothing."""

    status: Literal["prouvé", "trouvé", "rien"]
    rota: Rota | None
    objective: int
    bound: int

    @property
    def gap(self) -> float:
        """How far from the bound, as a part of the objective; 0 where nothing can be better."""
        return (self.objective - self.bound) / self.objective if self.objective > 0 else 0.0


def solve(
    program: RotaProgram, cost: cp_model.LinearExprT, effort: float, hint: Rota | None = None
) -> Solution:
    """Make a cost as small as can be found within ``effort``, a time that no clock measures.

    ``effort`` is CP-SAT's deterministic time: counted in operations, hence the same everywhere.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- 0.3 s, paid by who solves

    program.model.minimize(cost)
    _set_hint(program, hint)
    best_bound, left = 0, PATIENCE * effort
    for _ in range(ROUNDS):
        if left <= 0:
            break
        solver = _build_solver(min(effort, left))
        status = solver.solve(program.model)
        left -= solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        rota = program.read_rota(solver)
        best_bound = max(best_bound, round(solver.best_objective_bound))
        if not _refuse_faults(program, rota):
            objective = round(solver.objective_value)
            proven = "prouvé" if best_bound >= objective else "trouvé"
            return Solution(status=proven, rota=rota, objective=objective, bound=best_bound)
    return Solution(status="rien", rota=None, objective=0, bound=best_bound)


def polish(program: RotaProgram, found: Solution, effort: float) -> Solution:
    """Better a rota a few days at a time, the other days kept; the bound stays what it was.

    ``program`` still holds the cost that ``found`` was solved for.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- 0.3 s, paid by who solves

    best = found
    for days in DAYS_AT_A_TIME:
        if best.rota is None or best.status == "prouvé":
            break
        _set_hint(program, best.rota)
        model = _hold(program, best.rota, days)
        solver = _build_solver(effort)
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            continue
        objective = round(solver.objective_value)
        rota = program.read_rota(solver)
        if objective < best.objective and not _refuse_faults(program, rota):
            proven = "prouvé" if best.bound >= objective else "trouvé"
            best = Solution(status=proven, rota=rota, objective=objective, bound=best.bound)
    return best


def price(program: RotaProgram, rota: Rota) -> Solution:
    """Price a rota that the program allows, at the cost that it holds; nothing is proven of it."""
    solver = _build_solver(1.0)  # all is held: nothing is left to search
    solver.solve(_hold(program, rota, free=()))
    objective = round(solver.objective_value)
    return Solution(status="trouvé", rota=rota, objective=objective, bound=0)


def _hold(program: RotaProgram, rota: Rota, free: tuple[int, ...]) -> cp_model.CpModel:
    """Copy the program with the visits as a rota gives them, but for those of the free days."""
    model = program.model.clone()
    for (caregiver, slot), gift in program.gives.items():
        if slot.visit.day not in free:
            given = rota.by_visit.get(slot.visit.id)
            kept = given and (given.caregiver, given.start) == (caregiver, slot.start)
            model.add(model.get_bool_var_from_proto_index(gift.index) == bool(kept))
    return model


def _build_solver(effort: float) -> cp_model.CpSolver:
    """Build a solver that follows the linear relaxation, on one thread, without a clock.

    On these weeks that search finds in two seconds what the default does not in ten.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- 0.3 s, paid by who solves

    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = SEED
    parameters.max_deterministic_time = effort
    parameters.search_branching = type(parameters.search_branching).LP_SEARCH
    parameters.linearization_level = 2
    parameters.max_presolve_iterations = 1
    return solver


def _set_hint(program: RotaProgram, hint: Rota | None) -> None:
    program.model.clear_hints()  # type: ignore[no-untyped-call]
    if hint is None:
        return
    for (caregiver, slot), gift in program.gives.items():
        given = hint.by_visit.get(slot.visit.id)
        is_given = given is not None and (given.caregiver, given.start) == (caregiver, slot.start)
        program.model.add_hint(gift, is_given)


def _refuse_faults(program: RotaProgram, rota: Rota) -> bool:
    """Forbid what the program does not say and the rules do not allow; whether there was any."""
    found = False
    for sheet in build_timesheets(program.service, rota).values():
        for fault in iter_faults(program.service, sheet, program.rules):
            found = True
            program.forbid(
                tuple(
                    Slot(program.service.visit_by_id[key], rota.by_visit[key].start)
                    for key in fault.visits
                )
            )
    return found
