"""The constraint model of a day of rounds: what ``rounds_proposal`` gives to the solver.

One circuit passes through the base of every carer in turn; between the base of a carer and the
next base lie her stops. A visit for two is two stops, each with its skill, that share one starting
time: it is synchronised by construction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations
from typing import TYPE_CHECKING

from coordo_simulation.rounds import MIDNIGHT, PAUSE, Carer, Day, Plan, Round, Skill, Visit
from coordo_simulation.rounds_evaluation import walk_rounds
from coordo_simulation.rounds_travel import METRES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ortools.sat.python import cp_model

    from coordo_simulation.rounds_travel import Place

UNDONE = 1000 * METRES
"""What leaving out a visit costs, in metres."""


@dataclass(frozen=True)
class _Share:
    """What one carer does of a visit: a stop of the circuit."""

    visit: Visit
    need: Skill


@dataclass
class RoundsSearch:
    """The model of a day; ``build`` lays it, ``read_plan`` reads a solution.

    Nodes of the circuit are the bases (0 to K − 1, in the order of the carers), then the shares.
    """

    day: Day
    loyalty: int
    model: cp_model.CpModel
    shares: list[_Share] = field(init=False)
    starts: dict[str, cp_model.IntVar] = field(default_factory=dict)
    done: dict[str, cp_model.IntVar] = field(default_factory=dict)
    leaves: list[cp_model.IntVar] = field(default_factory=list)
    given: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    paused: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    arcs: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shares = [_Share(visit, need) for visit in self.day.visits for need in visit.needs]

    @property
    def carers(self) -> tuple[Carer, ...]:
        """The carers, whose bases are the first nodes."""
        return self.day.carers

    @property
    def _nodes(self) -> range:
        return range(len(self.carers), len(self.carers) + len(self.shares))

    def build(self) -> None:
        """Lay all variables and constraints."""
        self._add_visits()
        self._add_circuit()
        self._add_pauses()
        for arc, literal in self.arcs.items():
            self._add_passage(*arc, literal)
        self.model.minimize(sum(self._iter_costs()))

    def start_from(self, plan: Plan) -> None:
        """Let the search begin with the rounds of a plan, at the times at which they go."""
        nodes = self._list_nodes(plan)
        arcs, paused, begins = set(), set(), dict[str, int]()
        leaves = {k: carer.starts for k, carer in enumerate(self.carers)}
        for times in walk_rounds(self.day, plan).rounds:
            k = node = list(self.day.carer_of).index(times.carer)
            for stop in times.stops:
                if stop.stop == PAUSE:
                    paused.add((node, k))
                else:
                    arcs.add((node, nodes[stop.stop, k]))
                    node = nodes[stop.stop, k]
                    begins[stop.stop] = stop.begin
                leaves[node] = stop.end
            arcs.add((node, (k + 1) % len(self.carers)))
        for visit, begin in begins.items():
            self.model.add_hint(self.starts[visit], begin)
        for node, end in leaves.items():
            self.model.add_hint(self.leaves[node], end)
        for arc, literal in self.arcs.items():
            self.model.add_hint(literal, arc in arcs)
        for key, literal in self.paused.items():
            self.model.add_hint(literal, key in paused)

    def _list_nodes(self, plan: Plan) -> dict[tuple[str, int], int]:
        """Visit and carer (by index) → the share that she makes, by her skill."""
        index = {carer.id: k for k, carer in enumerate(self.carers)}
        found: dict[tuple[str, int], int] = {}
        for visit, team in plan.teams.items():
            shares = [node for node in self._nodes if self._share(node).visit.id == visit]
            carers = [index[carer] for carer in team]
            for chosen in permutations(shares, len(carers)):  # some may be left without anybody
                pairs = list(zip(chosen, carers, strict=True))
                if all(pair in self.given for pair in pairs):
                    found |= {(visit, k): node for node, k in pairs}
        return found

    def read_plan(self, solver: cp_model.CpSolver) -> Plan:
        """Read the rounds of the solution found."""
        after = {i: j for (i, j), literal in self.arcs.items() if solver.boolean_value(literal)}
        rounds = []
        for index, carer in enumerate(self.carers):
            stops, node = [], index
            while True:
                if (node, index) in self.paused and solver.boolean_value(self.paused[node, index]):
                    stops.append(PAUSE)
                node = after[node]
                if node < len(self.carers):
                    break
                stops.append(self._share(node).visit.id)
            rounds.append(Round(carer=carer.id, stops=tuple(stops)))
        return Plan(rounds=tuple(rounds))

    def _share(self, node: int) -> _Share:
        return self.shares[node - len(self.carers)]

    def _list_able(self, node: int) -> tuple[int, ...]:
        """Carers who may make a share, by index."""
        need = self._share(node).need
        return tuple(k for k, carer in enumerate(self.carers) if need in carer.skills)

    def _add_visits(self) -> None:
        new_int, new_bool = self.model.new_int_var, self.model.new_bool_var
        self.leaves = [new_int(carer.starts, MIDNIGHT, "") for carer in self.carers]
        for visit in self.day.visits:
            self.starts[visit.id] = new_int(visit.opens, visit.closes, "")
            self.done[visit.id] = new_bool("")
        for node in self._nodes:
            visit = self._share(node).visit
            ends = visit.opens + visit.minutes
            self.leaves.append(new_int(ends, max(ends, MIDNIGHT), ""))
            self.model.add(self.leaves[node] >= self.starts[visit.id] + visit.minutes)
            for k in self._list_able(node):
                self.given[node, k] = new_bool("")
            mine = [self.given[node, k] for k in self._list_able(node)]
            self.model.add(sum(mine) == self.done[visit.id])
        for node in self._nodes[:-1]:
            if self._share(node).visit == self._share(node + 1).visit:
                self._part_pair(node)

    def _part_pair(self, node: int) -> None:
        """Send two carers to a visit for two."""
        for k in range(len(self.carers)):
            both = [self.given[n, k] for n in (node, node + 1) if (n, k) in self.given]
            self.model.add_at_most_one(both)

    def _add_circuit(self) -> None:
        count = len(self.carers)
        arcs = [(k, (k + 1) % count) for k in range(count)]
        arcs += [(k, node) for node in self._nodes for k in self._list_able(node)]
        arcs += [(node, (k + 1) % count) for node in self._nodes for k in self._list_able(node)]
        arcs += [(i, j) for i in self._nodes for j in self._nodes if self._can_follow(i, j)]
        self.arcs = {arc: self.model.new_bool_var("") for arc in arcs}
        left_out = [(node, node, ~self.done[self._share(node).visit.id]) for node in self._nodes]
        whole = [(i, j, literal) for (i, j), literal in self.arcs.items()]
        if whole or left_out:  # the solver refuses a circuit of nothing
            self.model.add_circuit([*whole, *left_out])

    def _can_follow(self, i: int, j: int) -> bool:
        one, other = self._share(i).visit, self._share(j).visit
        if one == other or not set(self._list_able(i)) & set(self._list_able(j)):
            return False
        return one.opens + one.minutes + self._count_road(i, j) <= other.closes

    def _add_pauses(self) -> None:
        for k, carer in enumerate(self.carers):
            if carer.pause is None:
                continue
            at_base = [k] if carer.starts <= carer.pause.closes else []
            nodes = [*at_base, *(node for node in self._nodes if (node, k) in self.given)]
            self.paused |= {(node, k): self.model.new_bool_var("") for node in nodes}
            idle = self.arcs[k, (k + 1) % len(self.carers)]
            self.model.add(sum(self.paused[node, k] for node in nodes) == ~idle)
            for node in nodes:
                self._add_pause(node, k, carer)

    def _add_pause(self, node: int, k: int, carer: Carer) -> None:
        pause, literal = carer.pause, self.paused[node, k]
        if pause is None:
            return
        free: cp_model.LinearExprT = carer.starts
        if node != k:
            visit = self._share(node).visit
            free = self.starts[visit.id] + visit.minutes
            self.model.add_implication(literal, self.given[node, k])
            self.model.add(free <= pause.closes).only_enforce_if(literal)
        self.model.add(self.leaves[node] >= free + pause.minutes).only_enforce_if(literal)
        self.model.add(self.leaves[node] >= pause.opens + pause.minutes).only_enforce_if(literal)

    def _add_passage(self, i: int, j: int, literal: cp_model.IntVar) -> None:
        """What follows from going from one node to another: same carer, enough time."""
        count = len(self.carers)
        arrival = self.leaves[i] + self._count_road(i, j)
        if i < count and j < count:
            return
        if j < count:
            k = (j - 1) % count
            self.model.add_implication(literal, self.given[i, k])
            self.model.add(arrival <= self.carers[k].ends).only_enforce_if(literal)
            return
        self.model.add(self.starts[self._share(j).visit.id] >= arrival).only_enforce_if(literal)
        if i < count:
            self.model.add_implication(literal, self.given[j, i])
            return
        for k in self._list_able(i):
            kept = [self.given[j, k]] if (j, k) in self.given else []
            self.model.add_bool_or([~literal, ~self.given[i, k], *kept])

    def _iter_costs(self) -> Iterator[cp_model.LinearExprT]:
        for (i, j), literal in self.arcs.items():
            yield self._count_metres(i, j) * literal
        for visit in self.day.visits:
            yield UNDONE * ~self.done[visit.id]
        for (node, k), literal in self.given.items():
            usual = self.day.person_of[self._share(node).visit.id].usual
            if self.carers[k].id not in usual:
                yield self.loyalty * literal

    def _find_places(self, i: int, j: int) -> tuple[Place, Place]:
        """Ends of the road from a node to another: who goes to the next base goes home."""
        count = len(self.carers)
        start = self.carers[i].base if i < count else self._find_home(i)
        end = self.carers[(j - 1) % count].base if j < count else self._find_home(j)
        return start, end

    def _find_home(self, node: int) -> Place:
        return self.day.person_of[self._share(node).visit.id].place

    def _count_metres(self, i: int, j: int) -> int:
        return self.day.travel.compute_metres(*self._find_places(i, j))

    def _count_road(self, i: int, j: int) -> int:
        return self.day.travel.compute_minutes(*self._find_places(i, j))
