"""What no rounds of a day can cost less than: the cheapest choice of rounds made one by one.

Each carer has at most one of the rounds that she could make alone (``rounds_routes``), and every
visit those whom it needs. Chosen by parts, as a linear program allows, then whole, they cost no
more than the best day: meeting at a visit for two is all that they forget.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from coordo_simulation.declaration import ROUNDING
from coordo_simulation.rounds_routes import TooManyRoutesError, list_routes
from coordo_simulation.rounds_search import UNDONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from coordo_simulation.rounds import Carer, Day, Skill

    Numbers = NDArray[np.float64]

ADDED = 60
"""Rounds of a carer that enter the linear program at a time."""

TURNS = 200
"""How many times they do, at most; the bound holds whenever one stops."""

SEED = 20261122
EFFORT = 0.5
"""CP-SAT's deterministic time for the choice of whole rounds."""


@dataclass(frozen=True)
class _Line:
    """How many carers a visit asks for; of one skill only, where it asks for two different."""

    visit: int
    skill: Skill | None
    count: int


@dataclass(frozen=True)
class _Routes:
    """Rounds of one carer: a row each, a column for each line of the program; their costs."""

    lines: Numbers
    costs: Numbers


@dataclass(frozen=True)
class RoundsBound:
    """Metres that no rounds of a day can be under, loyalty and visits left out included.

    ``spare`` is what each round costs at least beyond ``parts``, in a day that holds it.
    """

    lines: list[_Line]
    routes: list[_Routes]
    parts: int
    spare: list[Numbers]

    def compute(self, cost: int) -> int:
        """Return the bound once rounds that cost ``cost`` are known; it is not above."""
        fewer = [
            _Routes(each.lines[over < cost - self.parts], each.costs[over < cost - self.parts])
            for each, over in zip(self.routes, self.spare, strict=True)
        ]
        whole = _choose(self.lines, fewer, cost) if self.parts < cost else cost
        return min(cost, max(self.parts, whole))


def build_bound(day: Day, loyalty: int) -> RoundsBound | None:
    """Build the bound of a day; None where it is too large for its rounds to be listed.

    Args:
        day: what there is to do.
        loyalty: metres that a carer costs whom the person does not know.
    """
    lines = list(_iter_lines(day))
    try:
        routes = _list_all(day, lines, loyalty)
    except TooManyRoutesError:
        return None
    return _relax(lines, routes)


def _iter_lines(day: Day) -> Iterator[_Line]:
    for index, visit in enumerate(day.visits):
        yield _Line(index, None, len(visit.needs))
        if len(set(visit.needs)) > 1:
            yield from (_Line(index, skill, 1) for skill in visit.needs)


def _list_all(day: Day, lines: list[_Line], loyalty: int) -> list[_Routes]:
    import numpy as np  # noqa: PLC0415 -- comes with OR-tools, paid by who proposes

    listed: dict[Carer, dict[int, int]] = {}
    routes = []
    for carer in day.carers:
        twin = carer.model_copy(update={"id": "x", "name": "x", "trade": "x"})
        if twin not in listed:
            listed[twin] = list_routes(day, carer)
        made = np.array(list(listed[twin]), dtype=object)
        bits = np.array([[each >> i & 1 for i in range(len(day.visits))] for each in made], float)
        bits = bits.reshape(len(made), len(day.visits))
        knows = [carer.id in day.person_of[visit.id].usual for visit in day.visits]
        unknown = loyalty * (1.0 - np.array(knows, float))
        counts = [line.skill is None or line.skill in carer.skills for line in lines]
        chosen = bits[:, [line.visit for line in lines]] * np.array(counts, float)
        metres = np.array(list(listed[twin].values()), float)
        routes.append(_Routes(chosen, metres + bits @ unknown))
    return routes


def _relax(lines: list[_Line], routes: list[_Routes]) -> RoundsBound:
    """Choose rounds by parts, letting in those that cost less than their visits are worth.

    Whatever the visits are said to be worth, a bound follows: no error of the linear program
    passes into it.
    """
    program = _PartsProgram(lines, len(routes))
    best = RoundsBound(lines, routes, 0, [each.costs for each in routes])
    for _ in range(TURNS):
        worths = program.solve()
        spare = [each.costs - each.lines @ worths for each in routes]
        least = [each.min(initial=0.0) for each in spare]
        parts = ceil(program.compute_bound(worths) + sum(least) - ROUNDING)
        if parts > best.parts:
            over = [each - low for each, low in zip(spare, least, strict=True)]
            best = RoundsBound(lines, routes, parts, over)
        if not program.let_in(routes, spare):
            break
    return best


class _PartsProgram:
    """The linear program of rounds chosen by parts, and of visits left out by parts."""

    def __init__(self, lines: list[_Line], carers: int) -> None:
        # no types come with it, and who proposes pays for it
        from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]  # noqa: PLC0415

        self.lines = lines
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.most = self.solver.infinity()
        self.rows = [
            self.solver.Constraint(line.count, self.most if line.skill else line.count)
            for line in lines
        ]
        self.caps = [0.0] * carers
        self.once = [self.solver.Constraint(0, 1) for _ in range(carers)]
        for index in {line.visit for line in lines}:
            self._add(UNDONE, [line.count * (line.visit == index) for line in lines])

    def _add(self, cost: float, line: Iterable[float], carer: int | None = None) -> None:
        part = self.solver.NumVar(0, self.most, "")
        self.solver.Objective().SetCoefficient(part, float(cost))
        for row, count in zip(self.rows, line, strict=True):
            if count:
                row.SetCoefficient(part, float(count))
        if carer is not None:
            self.once[carer].SetCoefficient(part, 1)

    def solve(self) -> Numbers:
        """Return what each line is worth, in metres."""
        import numpy as np  # noqa: PLC0415 -- comes with OR-tools, paid by who proposes

        self.solver.Solve()
        self.caps = [row.dual_value() for row in self.once]
        worths = np.array([row.dual_value() for row in self.rows], float)
        least = np.array([0.0 if line.skill else -np.inf for line in self.lines], float)
        prices: Numbers = np.maximum(worths, least)
        return prices

    def compute_bound(self, worths: Numbers) -> float:
        """What all visits are worth, or their leaving out where it is cheaper."""
        each: dict[int, float] = {}
        for line, worth in zip(self.lines, worths, strict=True):
            each[line.visit] = each.get(line.visit, 0.0) + line.count * float(worth)
        return sum(min(worth, UNDONE) for worth in each.values())

    def let_in(self, routes: list[_Routes], spare: list[Numbers]) -> bool:
        """Let in the rounds that cost least beside what they are worth; whether there were any."""
        found = False
        for carer, (own, free) in enumerate(zip(routes, spare, strict=True)):
            for index in free.argsort(kind="stable")[:ADDED]:
                if free[index] - self.caps[carer] < -ROUNDING:
                    self._add(own.costs[index], own.lines[index], carer)
                    found = True
        return found


def _choose(lines: list[_Line], routes: list[_Routes], cost: int) -> int:
    """Choose whole rounds, cheaper than ``cost`` all together; ``cost`` where there are none."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- a second, paid by who proposes

    model = cp_model.CpModel()
    made: list[list[cp_model.LinearExprT]] = [[] for _ in lines]
    dues: list[cp_model.LinearExprT] = []
    for own in routes:
        picks = [model.new_bool_var("") for _ in own.costs]
        model.add_at_most_one(picks)
        dues += [round(due) * pick for due, pick in zip(own.costs, picks, strict=True)]
        for pick, line in zip(picks, own.lines, strict=True):
            for index in line.nonzero()[0]:
                made[index].append(pick)
    left_out = {line.visit: model.new_bool_var("") for line in lines}
    for line, picks_of in zip(lines, made, strict=True):
        total = cp_model.LinearExpr.sum([*picks_of, line.count * left_out[line.visit]])
        model.add(total >= line.count if line.skill else total == line.count)
    price = cp_model.LinearExpr.sum([*dues, *(UNDONE * each for each in left_out.values())])
    model.add(price < cost)
    model.minimize(price)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = EFFORT
    if solver.solve(model) == cp_model.INFEASIBLE:
        return cost
    return ceil(solver.best_objective_bound - ROUNDING)
