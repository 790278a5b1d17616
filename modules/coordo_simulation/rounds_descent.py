"""Good rounds found quickly, by tearing out and putting back: where the solver begins.

Stops are put where they cost least; then a few are torn out at random and put back where they cost
least, many times over (a seeded search by ruin and recreation, with annealing).
Lateness is allowed on the way, at a price. Whole numbers only, and a count of days priced in place
of a clock: the same rounds on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from coordo_simulation.rounds import PAUSE, Day, Plan, Round, Visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_simulation.rounds_travel import Place

STARTS = 4
"""Searches from as many random orders; the best is kept."""
BUDGET = 12_000
"""Days priced in each."""
LATE = 5000
"""Metres that a minute late costs during the search: far more than it takes to drive a minute."""
STUCK = 10_000_000
"""Metres that carers who wait for each other in a ring cost, and a stop that nobody makes."""
TORN = 12
"""Stops torn out at a time, at most."""
SCATTERED = 0.5
"""How often they are drawn anywhere, and not near each other."""
WARMTH = 3000
"""Metres by which a day may be dearer than the last and be kept, at the beginning."""

Routes = list[list[int]]


@dataclass(frozen=True)
class _Stop:
    """A share of a visit, or the break of a carer; ``mate`` is the other share, or -1."""

    id: str
    place: Place | None
    opens: int
    closes: int
    minutes: int
    able: tuple[int, ...]
    unknown: frozenset[int]
    mate: int = -1


def find_good_plan(day: Day, loyalty: int, seed: int) -> Plan:
    """Return rounds that hold every visit that can be, cheap but perhaps late."""
    descent = _Descent(day, loyalty)
    chance = Random(seed)  # noqa: S311  (a search, not a secret)
    found = (descent.anneal(chance) for _ in range(STARTS))
    routes = min(found, key=descent.compute_price)
    return Plan(
        rounds=tuple(
            Round(carer=carer.id, stops=tuple(descent.stops[stop].id for stop in route))
            for carer, route in zip(day.carers, routes, strict=True)
        )
    )


@dataclass
class _Descent:
    """A day as tables of whole numbers, and what is left of the budget."""

    day: Day
    loyalty: int
    budget: int = 0
    stops: list[_Stop] = field(init=False)
    metres: list[list[int]] = field(init=False)
    roads: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.stops = list(self._iter_stops())
        bases = [carer.base for carer in self.day.carers]
        places = [*(stop.place or bases[0] for stop in self.stops), *bases]
        travel = self.day.travel
        self.metres = [[travel.compute_metres(a, b) for b in places] for a in places]
        self.roads = [[travel.compute_minutes(a, b) for b in places] for a in places]

    def anneal(self, chance: Random) -> Routes:
        """Put all stops in a random order, then tear some out and put them back, again and again.

        A day a little dearer is kept now and then, less and less as the budget goes.
        """
        self.budget = BUDGET
        everything = chance.sample(range(len(self.stops)), len(self.stops))
        now = best = self._insert([[] for _ in self.day.carers], everything)
        now_price = best_price = self.compute_price(now)
        while self.budget > 0 and self.stops:
            torn = self._choose_torn(chance)
            left = [[stop for stop in route if stop not in torn] for route in now]
            other = self._insert(left, torn)
            price = self.compute_price(other)
            if price < now_price + WARMTH * chance.random() * self.budget / BUDGET:
                now, now_price = other, price
            if price < best_price:
                best, best_price = other, price
        return best

    def _insert(self, routes: Routes, stops: list[int]) -> Routes:
        """Put stops where each costs least, one after the other; one that fits nowhere waits."""
        for stop in stops:
            routes = min(
                self._iter_insertions(routes, stop), key=self.compute_price, default=routes
            )
        return routes

    def _choose_torn(self, chance: Random) -> list[int]:
        """Stops near one drawn at random, in a random order."""
        count = chance.randint(2, TORN)
        if chance.random() < SCATTERED:
            return chance.sample(range(len(self.stops)), min(count, len(self.stops)))
        first = chance.randrange(len(self.stops))
        roads = self.roads[first]
        near = sorted(
            range(len(self.stops)), key=lambda stop: roads[stop] * (0.5 + chance.random())
        )
        torn = near[:count]
        chance.shuffle(torn)
        return torn

    def compute_price(self, routes: Routes) -> int:
        """Metres, loyalty, and lateness at its price."""
        self.budget -= 1
        return _March(self, routes).compute_price()

    def _iter_stops(self) -> Iterator[_Stop]:
        carers, index = self.day.carers, 0
        for visit in self.day.visits:
            for share in range(len(visit.needs)):
                is_pair = len(visit.needs) > 1
                yield self._build_share(visit, share, index + 1 - 2 * share if is_pair else -1)
                index += 1
        for k, carer in enumerate(carers):
            if pause := carer.pause:
                yield _Stop(
                    PAUSE, None, pause.opens, pause.closes, pause.minutes, (k,), frozenset()
                )

    def _build_share(self, visit: Visit, share: int, mate: int) -> _Stop:
        carers, person = self.day.carers, self.day.person_of[visit.id]
        return _Stop(
            id=visit.id,
            place=person.place,
            opens=visit.opens,
            closes=visit.closes,
            minutes=visit.minutes,
            able=tuple(k for k, each in enumerate(carers) if visit.needs[share] in each.skills),
            unknown=frozenset(k for k, each in enumerate(carers) if each.id not in person.usual),
            mate=mate,
        )

    def _iter_insertions(self, routes: Routes, stop: int) -> Iterator[Routes]:
        mate = self.stops[stop].mate
        for k in self.stops[stop].able:
            if mate in routes[k]:
                continue
            for place in range(len(routes[k]) + 1):
                route = [*routes[k][:place], stop, *routes[k][place:]]
                yield [*routes[:k], route, *routes[k + 1 :]]


class _March:
    """One day priced: the walk of ``rounds_evaluation``, on tables, and without a record."""

    def __init__(self, tables: _Descent, routes: Routes) -> None:
        self.tables, self.routes = tables, routes
        self.clocks = [carer.starts for carer in tables.day.carers]
        self.places = [len(tables.stops) + k for k in range(len(routes))]
        self.heads = [0] * len(routes)
        self.price = 0

    def compute_price(self) -> int:
        """Walk all rounds and return the price of the day."""
        stops, routes, heads = self.tables.stops, self.routes, self.heads
        present = {stop for route in routes for stop in route}
        come: dict[int, tuple[int, int]] = {}
        ready = list(range(len(routes)))
        while ready:
            k = ready.pop()
            while heads[k] < len(routes[k]):
                stop = routes[k][heads[k]]
                begin = self._compute_begin(k, stop)
                mate = stops[stop].mate
                if mate in present:
                    if mate not in come:
                        come[stop] = (k, begin)
                        break
                    other, there = come.pop(mate)
                    begin = max(begin, there)
                    self._pass(other, begin)
                    ready.append(other)
                self._pass(k, begin)
        left_out = len(stops) - len(present)
        return self.price + STUCK * left_out + sum(map(self._price_return, range(len(routes))))

    def _compute_begin(self, k: int, stop: int) -> int:
        spec = self.tables.stops[stop]
        road = self.tables.roads[self.places[k]][stop] if spec.place else 0
        return max(self.clocks[k] + road, spec.opens)

    def _pass(self, k: int, begin: int) -> None:
        """Move a carer past her next stop, begun at ``begin``."""
        stop = self.routes[k][self.heads[k]]
        spec = self.tables.stops[stop]
        self.heads[k] += 1
        self.clocks[k] = begin + spec.minutes
        if begin > spec.closes:
            self.price += LATE * (begin - spec.closes)
        if spec.place:
            self.price += self.tables.metres[self.places[k]][stop]
            self.price += self.tables.loyalty * (k in spec.unknown)
            self.places[k] = stop

    def _price_return(self, k: int) -> int:
        tables, base = self.tables, len(self.tables.stops) + k
        over = self.clocks[k] + tables.roads[self.places[k]][base] - tables.day.carers[k].ends
        stuck = STUCK if self.heads[k] < len(self.routes[k]) else 0
        return tables.metres[self.places[k]][base] + LATE * max(0, over) + stuck
