"""Runs CP-SAT the same way on every machine, and asks again where a break is missing."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, Literal

from coordo_simulation.references import Closed
from coordo_simulation.rota import Rota
from coordo_simulation.rota_candidates import Slot
from coordo_simulation.rota_check import iter_faults
from coordo_simulation.rota_timesheet import build_timesheets

if TYPE_CHECKING:
    from collections.abc import Callable

    from ortools.sat.python import cp_model

    from coordo_simulation.rota_program import RotaProgram

    IsFree = Callable[[str, int], bool]
    """Whether what a caregiver does on a day may change."""

SEED = 8
ROUNDS = 20
"""Rotas refused for a break before one gives up."""

PATIENCE = 2
"""How many times the effort one spends at most when rotas are refused."""


class Solution(Closed):
    """What the solver found: nothing does better than ``bound``; None where it found nothing.

    ``spent`` is the deterministic time that it took.
    """

    status: Literal["prouvé", "trouvé", "rien"]
    rota: Rota | None
    objective: int
    bound: int
    spent: float = 0.0

    @property
    def gap(self) -> float:
        """How far from the bound, as a part of the objective; 0 where nothing can be better."""
        return (self.objective - self.bound) / self.objective if self.objective > 0 else 0.0

    def better(self, rota: Rota | None, objective: int, bound: int, spent: float) -> Solution:
        """Return what is known once more was found: the better rota, the higher bound."""
        if rota is None or objective >= self.objective:
            rota, objective = self.rota, self.objective
        bound = min(max(bound, self.bound), objective)
        status: Literal["prouvé", "trouvé"] = "prouvé" if bound == objective else "trouvé"
        return Solution(
            status=status,
            rota=rota,
            objective=objective,
            bound=bound,
            spent=self.spent + spent,
        )


def solve(
    program: RotaProgram,
    cost: cp_model.LinearExprT,
    effort: float,
    hint: Rota | None = None,
    *,
    first: bool = False,
) -> Solution:
    """Make a cost as small as can be found within ``effort``, a time that no clock measures.

    ``effort`` is CP-SAT's deterministic time: counted in operations, hence the same everywhere.
    With ``first``, the first rota found will do.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- 0.3 s, paid by who solves

    program.model.minimize(cost)
    _set_hint(program, hint)
    best_bound, spent = 0, 0.0
    for _ in range(ROUNDS):
        if spent >= PATIENCE * effort:
            break
        solver = build_solver(min(effort, PATIENCE * effort - spent))
        solver.parameters.stop_after_first_solution = first
        status = solver.solve(program.model)
        spent += solver.response_proto.deterministic_time
        best_bound = max(best_bound, round(solver.best_objective_bound))
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        rota = program.read_rota(solver)
        if not refuse_faults(program, rota):
            objective = round(solver.objective_value)
            proven = "prouvé" if best_bound >= objective else "trouvé"
            return Solution(
                status=proven, rota=rota, objective=objective, bound=best_bound, spent=spent
            )
    return Solution(status="rien", rota=None, objective=0, bound=best_bound, spent=spent)


def price(program: RotaProgram, searched: Solution, rota: Rota) -> Solution:
    """Price a rota that the program allows, at the cost that it holds.

    ``searched`` is what a search that found no rota proved, and what it took.
    """
    solver = build_solver(1.0)  # all is held: nothing is left to search
    solver.solve(hold(program, rota, lambda _caregiver, _day: False))
    objective = round(solver.objective_value)
    return Solution(
        status="trouvé",
        rota=rota,
        objective=objective,
        bound=searched.bound,
        spent=searched.spent,
    )


def hold(program: RotaProgram, rota: Rota, is_free: IsFree) -> cp_model.CpModel:
    """Copy the program with the visits as a rota gives them, but for what is free.

    A visit may change hands if whoever has it, if anybody, is free that day, and go to who is.
    """
    model = program.model.clone()
    given = {key: (each.caregiver, each.start) for key, each in rota.by_visit.items()}
    for (caregiver, slot), gift in program.gives.items():
        now, day = given.get(slot.visit.id), slot.visit.day
        is_kept = now == (caregiver, slot.start)
        if (now is None or is_free(now[0], day)) and (is_kept or is_free(caregiver, day)):
            continue
        model.add(model.get_bool_var_from_proto_index(gift.index) == is_kept)
    return model


def find_grain(program: RotaProgram) -> int:
    """Minutes of which every value of the cost that the program holds is a multiple."""
    objective = program.model.proto.objective
    return gcd(*objective.coeffs, round(objective.offset)) or 1


def build_solver(effort: float, *, cuts: bool = False) -> cp_model.CpSolver:
    """Build a solver that follows the linear relaxation, on one thread, without a clock.

    The relaxation is small and tight: solved whole, rather than line after line, it guides to a
    good rota in a third of the time. ``cuts`` tighten it: they serve who proves, and delay who
    looks for a first rota. Measured by ``tests/bench/rota.py``.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- 0.3 s, paid by who solves

    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = SEED
    parameters.max_deterministic_time = effort
    parameters.linearization_level = 2
    parameters.add_lp_constraints_lazily = False
    parameters.root_lp_iterations = 20_000
    parameters.max_presolve_iterations = 1
    parameters.cp_model_probing_level = 0
    parameters.cut_level = int(cuts)
    return solver


def _set_hint(program: RotaProgram, hint: Rota | None) -> None:
    program.model.clear_hints()  # type: ignore[no-untyped-call]
    if hint is None:
        return
    for (caregiver, slot), gift in program.gives.items():
        given = hint.by_visit.get(slot.visit.id)
        is_given = given is not None and (given.caregiver, given.start) == (caregiver, slot.start)
        program.model.add_hint(gift, is_given)


def refuse_faults(program: RotaProgram, rota: Rota) -> bool:
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
