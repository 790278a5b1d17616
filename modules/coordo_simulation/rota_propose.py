"""Proposes a rota: every visit that can be covered is, and nothing that forbids is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coordo_simulation.references import Closed
from coordo_simulation.rota import Rota
from coordo_simulation.rota_polish import close_gap, polish
from coordo_simulation.rota_program import RotaProgram
from coordo_simulation.rota_quality import Weights, build_cost
from coordo_simulation.rota_solving import price, solve
from coordo_simulation.rota_waiting import Detour, shorten_waits

if TYPE_CHECKING:
    from coordo_simulation.rota import Service
    from coordo_simulation.rota_rules import Rules

EFFORT = 2.7
"""CP-SAT's deterministic time for all that follows: about as many seconds."""

COVER, FIRST, POLISH = 0.2, 0.5, 0.25
"""Parts of it that covering, a first rota and its polishing take at most; proving has the rest."""

WAITS = 0.4
"""What is spent beside it on waits, as a part of it."""


class Proposal(Closed):
    """A rota, and what is proven of it.

    ``uncovered`` visits have nobody; ``least_uncovered`` is how many any lawful rota leaves.
    ``cost`` is a distance in minutes (see ``rota_quality``) and ``bound`` what no rota with as
    few uncovered visits can be under. ``detour`` is how much of the cost was given away, once the
    distance was as small as could be found, for less waiting.
    """

    status: Literal["optimal", "trouvé", "rien"]
    rota: Rota
    uncovered: tuple[str, ...]
    least_uncovered: int
    cost: int
    bound: int
    detour: Detour | None = None

    @property
    def nearest(self) -> int:
        """The smallest distance found, before any of it was given away."""
        return self.cost - max(0, self.detour.distance if self.detour else 0)

    @property
    def gap(self) -> float:
        """How far the smallest distance found may be from the smallest there is, as a part."""
        return (self.nearest - self.bound) / self.nearest if self.nearest else 0.0


NOTHING = Rota(assignments=())


def propose_rota(
    service: Service, rules: Rules, weights: Weights | None = None, effort: float = EFFORT
) -> Proposal:
    """Cover as many visits as can be, come near to contracts and wishes, then shorten waits."""
    program = RotaProgram(service, rules)
    missed = sum(program.misses.values())
    found = solve(program, missed, COVER * effort)
    if found.rota is None:
        found = found.model_copy(
            update={"status": "trouvé", "rota": NOTHING, "objective": len(service.visits)}
        )
    covering = polish(program, missed, found, POLISH * effort)
    if covering.rota is None or not (covering.rota.assignments or covering.status == "prouvé"):
        every = tuple(visit.id for visit in service.visits)
        return Proposal(
            status="rien", rota=NOTHING, uncovered=every, least_uncovered=0, cost=0, bound=0
        )
    program.model.add(missed <= covering.objective)
    weights = weights or Weights()
    cost = build_cost(program, weights)
    first = solve(program, cost, FIRST * effort, first=True)
    if first.rota is None:
        first = price(program, first, covering.rota)
    good = polish(program, cost, first, POLISH * effort)
    best = close_gap(program, cost, good, effort - covering.spent - good.spent)
    rota, detour = shorten_waits(program, cost, best, weights.waiting, WAITS * effort)
    rota = rota or covering.rota
    is_proven = covering.status == best.status == "prouvé"
    return Proposal(
        status="optimal" if is_proven else "trouvé",
        rota=rota,
        uncovered=tuple(each.id for each in service.visits if each.id not in rota.by_visit),
        least_uncovered=covering.bound,
        cost=best.objective + (detour.distance if detour else 0),
        bound=best.bound,
        detour=detour,
    )
