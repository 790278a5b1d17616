"""Betters a rota piece by piece, then asks whether one better still can exist."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from random import Random
from typing import TYPE_CHECKING

from coordo_simulation.declaration import ROUNDING
from coordo_simulation.rota import WEEK
from coordo_simulation.rota_solving import (
    SEED,
    Solution,
    build_solver,
    find_grain,
    hold,
    refuse_faults,
)

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from coordo_simulation.rota_program import RotaProgram
    from coordo_simulation.rota_solving import IsFree

PIECE = 0.15
"""CP-SAT's deterministic time given to a piece."""

LEAST = 0.01
"""What a question is charged at least, so that one does not ask for ever."""

NEAR = 0.07
"""Gap, as a part of the cost, under which proving says more than polishing."""

SLACK = 0.03
"""How far above the bound one looks at a time, as a part of it."""


@dataclass
class _Pieces:
    """What is freed turn after turn: some days, then some caregivers, drawn at random.

    A piece searched to its end in vain lets the next ones be larger; one too large to search
    makes them smaller.
    """

    chance: Random
    people: list[str]
    days: int
    hands: int
    by_day: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the piece drawn was the whole week: what it says holds for all rotas."""
        return self.days >= WEEK if self.by_day else self.hands >= len(self.people)

    def draw(self) -> IsFree:
        """Draw what may change this turn."""
        self.by_day = not self.by_day
        if self.by_day:
            days = self.chance.sample(range(WEEK), min(self.days, WEEK))
            return lambda _caregiver, day: day in days
        people = self.chance.sample(self.people, min(self.hands, len(self.people)))
        return lambda caregiver, _day: caregiver in people

    def resize(self, step: int) -> None:
        """Make the next pieces of this kind larger or smaller."""
        if self.by_day:
            self.days = max(1, self.days + step)
        else:
            self.hands = max(2, self.hands + step)


def polish(  # noqa: PLR0913 -- a search has that many measures
    program: RotaProgram,
    cost: cp_model.LinearExprT,
    found: Solution,
    effort: float,
    *,
    days: int = 2,
    hands: int = 5,
    piece: float = PIECE,
) -> Solution:
    """Better a rota by pieces, the rest kept, while it is far from its bound.

    ``program`` still holds the cost that ``found`` was solved for; ``days`` and ``hands`` are how
    many the first pieces hold, ``piece`` the effort spent on each.
    """
    best, end = found, found.spent + effort
    chance = Random(SEED)  # noqa: S311  (a search, not a secret)
    pieces = _Pieces(chance, list(program.service.caregiver_by_id), days, hands)
    while best.rota is not None and best.gap > NEAR and best.spent < end:
        model = hold(program, best.rota, pieces.draw())
        answer = _ask(program, model, cost, best.objective, min(piece, end - best.spent))
        bound = answer.bound if pieces.is_whole else best.bound
        if answer.status == "rien":
            pieces.resize(-1)
        elif answer.rota is None and answer.spent < piece / 4:
            pieces.resize(1)
        best = best.better(answer.rota, answer.objective, bound, answer.spent)
    return best


def close_gap(
    program: RotaProgram, cost: cp_model.LinearExprT, found: Solution, effort: float
) -> Solution:
    """Look for a rota just above the bound: where there is none, the bound rises.

    A low limit leaves so little that the solver can search it to its end, and either answer
    says something; the steps are longer while they cost little. ``program`` still holds the
    cost that ``found`` was solved for.
    """
    best, end, grain = found, found.spent + effort, find_grain(program)
    step = max(1, int(SLACK * found.objective) // grain)
    while best.rota is not None and best.status == "trouvé" and best.spent < end:
        limit = min(best.objective, (best.bound // grain + step + 1) * grain)
        answer = _ask(program, program.model.clone(), cost, limit, end - best.spent)
        best = best.better(answer.rota, answer.objective, answer.bound, answer.spent)
        if answer.spent < PIECE:
            step *= 2
    return best


def _ask(
    program: RotaProgram,
    model: cp_model.CpModel,
    cost: cp_model.LinearExprT,
    limit: int,
    effort: float,
) -> Solution:
    """Look in a copy of the program for a rota that costs less than ``limit``.

    The status is « rien » where the search was not gone through, « prouvé » where it was; then
    ``rota`` is None if there is none. The bound holds for the copy.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- 0.3 s, paid by who solves

    model.add(cost <= limit - find_grain(program))
    solver = build_solver(effort, cuts=True)
    status = solver.solve(model)
    spent = max(LEAST, solver.response_proto.deterministic_time)
    if status == cp_model.INFEASIBLE:
        return Solution(status="prouvé", rota=None, objective=limit, bound=limit, spent=spent)
    bound = min(limit, ceil(solver.best_objective_bound - ROUNDING))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solution(status="rien", rota=None, objective=limit, bound=bound, spent=spent)
    rota = program.read_rota(solver)
    if refuse_faults(program, rota):
        return Solution(status="rien", rota=None, objective=limit, bound=bound, spent=spent)
    return Solution(
        status="prouvé" if status == cp_model.OPTIMAL else "trouvé",
        rota=rota,
        objective=round(solver.objective_value),
        bound=bound,
        spent=spent,
    )
