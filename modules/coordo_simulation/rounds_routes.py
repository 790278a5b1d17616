"""Every round that one carer could make alone: which visits, and the fewest metres for them.

What two carers owe each other, to be at a visit for two at the same time, is left aside: a day
made of these rounds may be impossible, but no possible day is cheaper than the cheapest of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordo_simulation.rounds import Carer, Day

MOST = 250_000
"""Beginnings of rounds that one lists for a carer; a larger day has too many to be listed."""

_Place = tuple[int, int, bool]
"""Visits made, as bits; the last one, or -1 at the base; whether the pause is behind."""


class TooManyRoutesError(RuntimeError):
    """The day is too large for its rounds to be listed."""


@dataclass
class _Roads:
    """Minutes and metres between what a carer may visit, from her base and back to it."""

    day: Day
    carer: Carer
    able: list[int] = field(init=False)
    out: dict[tuple[int, int], tuple[int, int]] = field(init=False)
    home: dict[int, tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        day, base = self.day, self.carer.base
        self.able = [
            index
            for index, visit in enumerate(day.visits)
            if set(visit.needs) & set(self.carer.skills)
        ]
        places = {index: day.person_of[day.visits[index].id].place for index in self.able}
        travel = day.travel
        self.home = {
            index: (travel.compute_minutes(place, base), travel.compute_metres(place, base))
            for index, place in places.items()
        }
        self.out = {
            (i, j): (travel.compute_minutes(one, other), travel.compute_metres(one, other))
            for i, one in {-1: base, **places}.items()
            for j, other in places.items()
        }


def list_routes(day: Day, carer: Carer) -> dict[int, int]:
    """List the sets of visits that a carer could make in her day, with the fewest metres of each.

    Returns:
        The visits, as bits in the order of the day → metres.

    Raises:
        TooManyRoutesError: there are more than one lists.
    """
    roads, routes, count = _Roads(day, carer), dict[int, int](), 0
    layer: dict[_Place, list[tuple[int, int]]] = {(0, -1, carer.pause is None): [(carer.starts, 0)]}
    while layer:
        _take_pauses(carer, layer)
        count += sum(map(len, layer.values()))
        if count > MOST:
            raise TooManyRoutesError
        for (made, last, has_paused), labels in layer.items():
            if not (made and has_paused):
                continue
            minutes, metres = roads.home[last]
            dues = [cost + metres for end, cost in labels if end + minutes <= carer.ends]
            if dues:
                routes[made] = min(routes.get(made, dues[0]), *dues)
        layer = _go_on(roads, layer)
    return routes


def _take_pauses(carer: Carer, layer: dict[_Place, list[tuple[int, int]]]) -> None:
    if carer.pause is None:
        return
    for (made, last, has_paused), labels in list(layer.items()):
        if not has_paused:
            for end, cost in labels:
                if end <= carer.pause.closes:
                    after = max(end, carer.pause.opens) + carer.pause.minutes
                    _keep(layer.setdefault((made, last, True), []), after, cost)


def _go_on(
    roads: _Roads, layer: dict[_Place, list[tuple[int, int]]]
) -> dict[_Place, list[tuple[int, int]]]:
    """Make one visit more, in all ways that leave time for what must follow."""
    carer, visits, after = roads.carer, roads.day.visits, dict[_Place, list[tuple[int, int]]]()
    for (made, last, has_paused), labels in layer.items():
        latest = MOST if has_paused or carer.pause is None else carer.pause.closes
        for index in roads.able:
            if made >> index & 1:
                continue
            visit, (minutes, metres) = visits[index], roads.out[last, index]
            for end, cost in labels:
                begin = max(end + minutes, visit.opens)
                done = begin + visit.minutes
                if begin > visit.closes or done > latest:
                    continue
                if done + roads.home[index][0] <= carer.ends:
                    place = (made | 1 << index, index, has_paused)
                    _keep(after.setdefault(place, []), done, cost + metres)
    return after


def _keep(labels: list[tuple[int, int]], end: int, cost: int) -> None:
    """Keep an end and a cost, unless another is no later and no dearer."""
    if any(other <= end and less <= cost for other, less in labels):
        return
    labels[:] = [each for each in labels if each[0] < end or each[1] < cost]
    labels.append((end, cost))
