"""Good rounds, found by a solver (OR-tools CP-SAT) and bounded by the list of all rounds.

What is made least: metres driven, plus ``loyalty`` metres for each carer sent to someone who does
not know her. A visit that cannot be made is left out, at a price that no detour reaches.

Rounds found quickly (``rounds_descent``) are what the solver begins with. Its own bound is loose;
that of ``rounds_bound`` is close, where the day is small enough for it. The search stops by its
own count of work, not by the clock, and uses one worker: the same version of the library finds the
same rounds again.
"""

from __future__ import annotations

import math

from coordo_simulation.declaration import ROUNDING
from coordo_simulation.french import format_quantity, set_spaces
from coordo_simulation.references import Closed
from coordo_simulation.rounds import Day, Plan
from coordo_simulation.rounds_bound import build_bound
from coordo_simulation.rounds_descent import find_good_plan
from coordo_simulation.rounds_search import RoundsSearch

EFFORT = 1.3
"""CP-SAT's deterministic time: about two seconds of one core."""

SEED = 20261122


class NoProposalError(RuntimeError):
    """The search ended before it found any rounds; the message is French."""


class Proposal(Closed):
    """Rounds that break no rule but, perhaps, leave visits out.

    ``cost`` and ``bound`` are in metres, loyalty and left out visits included: no rounds whatever
    cost less than ``bound``.
    """

    plan: Plan
    undone: tuple[str, ...]
    loyalty: int
    cost: int
    bound: int

    @property
    def is_proven(self) -> bool:
        """Whether no rounds are better."""
        return self.cost <= self.bound

    @property
    def gap(self) -> float:
        """Share of the cost that a better proposal could at most save."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def guarantee(self) -> str:
        """What the search proved, in French."""
        if self.is_proven:
            return "Le calcul a prouvé qu’il n’y a pas mieux, selon ce qui lui est demandé."
        share = format_quantity(100 * self.gap, "%", 1)
        return set_spaces(
            "Bonne réponse, pas prouvée la meilleure : le calcul prouve seulement qu’on ne peut "
            f"pas gagner plus de {share} sur ce qui lui est demandé."
        )


def propose_rounds(day: Day, *, loyalty: int = 0, effort: float = EFFORT) -> Proposal:
    """Search for rounds that keep every rule with the fewest metres.

    Args:
        day: what there is to do.
        loyalty: metres one accepts to drive so that a person sees a carer that she knows.
        effort: deterministic time of the search.

    Raises:
        NoProposalError: the effort was too small to find any.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- a second, paid by who proposes

    search = RoundsSearch(day, loyalty, cp_model.CpModel())
    search.build()
    search.start_from(find_good_plan(day, loyalty, SEED))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.interleave_search = True
    solver.parameters.max_deterministic_time = effort
    if solver.solve(search.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise NoProposalError("Aucune tournée trouvée dans l’effort donné.")
    plan = search.read_plan(solver)
    cost = round(solver.objective_value)
    searched = math.ceil(solver.best_objective_bound - ROUNDING)
    bound = build_bound(day, loyalty) if searched < cost else None
    return Proposal(
        plan=plan,
        undone=tuple(visit.id for visit in day.visits if visit.id not in plan.teams),
        loyalty=loyalty,
        cost=cost,
        bound=max(searched, bound.compute(cost) if bound else 0),
    )
