"""Proposes a rota: every visit that can be covered is, and nothing that forbids is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coordo_simulation.references import Closed
from coordo_simulation.rota import Rota
from coordo_simulation.rota_program import RotaProgram
from coordo_simulation.rota_quality import Weights, build_cost
from coordo_simulation.rota_solving import polish, price, solve

if TYPE_CHECKING:
    from coordo_simulation.rota import Service
    from coordo_simulation.rota_rules import Rules

EFFORT = 0.9
"""CP-SAT's deterministic time for the quality; the covering takes a small part of it."""

POLISH = 0.1
"""Part of that time given to each handful of days, once a first rota is found."""


class Proposal(Closed):
    """A rota, and what is proven of it.

    ``uncovered`` visits have nobody; ``least_uncovered`` is how many any lawful rota leaves.
    ``cost`` is a distance in minutes (see ``rota_quality``) and ``bound`` what no rota with as
    few uncovered visits can be under.
    """

    status: Literal["optimal", "trouvé", "rien"]
    rota: Rota
    uncovered: tuple[str, ...]
    least_uncovered: int
    cost: int
    bound: int

    @property
    def gap(self) -> float:
        """How far the cost may be from the best, as a part of it."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


NOTHING = Rota(assignments=())


def propose_rota(
    service: Service, rules: Rules, weights: Weights | None = None, effort: float = EFFORT
) -> Proposal:
    """Cover as many visits as can be, then come as near as possible to contracts and wishes."""
    program = RotaProgram(service, rules)
    missed = sum(program.misses.values())
    covering = solve(program, missed, effort)
    if covering.rota is None:
        every = tuple(visit.id for visit in service.visits)
        return Proposal(
            status="rien", rota=NOTHING, uncovered=every, least_uncovered=0, cost=0, bound=0
        )
    program.model.add(missed <= covering.objective)
    first = solve(program, build_cost(program, weights or Weights()), effort, covering.rota)
    if first.rota is None:
        first = price(program, covering.rota)
    best = polish(program, first, effort * POLISH)
    rota = best.rota or covering.rota
    is_proven = covering.status == best.status == "prouvé"
    return Proposal(
        status="optimal" if is_proven else "trouvé",
        rota=rota,
        uncovered=tuple(each.id for each in service.visits if each.id not in rota.by_visit),
        least_uncovered=covering.bound,
        cost=best.objective,
        bound=best.bound,
    )
