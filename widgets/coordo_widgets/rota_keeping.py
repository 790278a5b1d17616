"""What the journal keeps of a rota board: what is shown, one's own rota, the last steps.

A moment is told by what differs from another, near it: a visit given is a line, a proposal is a
hundred. What is kept before steps were kept has none, and opens.
"""

from __future__ import annotations

import json

from coordo_simulation.references import Closed
from coordo_simulation.rota import Assignment, Day, Minute, Rota, Service
from pydantic import Field

STEPS = 20
"""Steps back, and steps forth, that are kept at most."""

ROOM = 18_000
"""Characters of a note, of the 20,000 that the journal takes; older steps are let go."""

Differences = dict[str, tuple[str, Minute] | None]
"""Visit → who and when, None for nobody; only where one rota differs from another."""


class Moment(Closed):
    """The rota that is shown, the trainee's own at that moment, the absences declared."""

    rota: Rota
    mine: Rota
    absences: dict[str, tuple[Day, ...]]


class KeptMoment(Closed):
    """A moment, by what differs from another."""

    rota: Differences = Field(default_factory=dict)
    mine: Differences = Field(default_factory=dict)
    absences: dict[str, tuple[Day, ...]] = Field(default_factory=dict)

    def fits(self, service: Service) -> bool:
        """Whether the service has all the visits and the caregivers that are named."""
        people, visits = service.caregiver_by_id, service.visit_by_id
        places = [*self.rota.items(), *self.mine.items()]
        return set(self.absences) <= set(people) and all(
            key in visits and (place is None or place[0] in people) for key, place in places
        )

    def read(self, near: Moment) -> Moment:
        """Return the moment, given the one that it differs from."""
        return Moment(
            rota=_change(near.rota, self.rota),
            mine=_change(near.mine, self.mine),
            absences=self.absences,
        )


class KeptState(KeptMoment):
    """What a note holds: the present by what differs from the start, then step by step from it.

    ``past`` and ``future`` begin at the step nearest to the present.
    """

    past: tuple[KeptMoment, ...] = Field(default=(), max_length=STEPS)
    future: tuple[KeptMoment, ...] = Field(default=(), max_length=STEPS)

    def fits(self, service: Service) -> bool:
        """Whether the service has all that the present and the steps name."""
        return super().fits(service) and all(
            step.fits(service) for step in (*self.past, *self.future)
        )


def build_state(first: Moment, now: Moment, past: list[Moment], future: list[Moment]) -> KeptState:
    """Tell the present, then the steps back and those forth, as many of the last as have room.

    Args:
        first: the moment that the trainee began with.
        now: the present.
        past: what was before it, the nearest last.
        future: what was taken back, the nearest last.
    """
    present = _compare(first, now)
    back = _tell_steps(now, past, ROOM - _measure(present))
    forth = _tell_steps(now, future, ROOM - _measure(present, *back))
    return KeptState(**dict(present), past=back, future=forth)


def _tell_steps(now: Moment, moments: list[Moment], room: int) -> tuple[KeptMoment, ...]:
    told: list[KeptMoment] = []
    near = now
    for moment in reversed(moments[-STEPS:]):
        step = _compare(near, moment)
        room -= _measure(step)
        if room < 0:
            break
        told.append(step)
        near = moment
    return tuple(told)


def _measure(*told: KeptMoment) -> int:
    return sum(len(json.dumps(each.model_dump(mode="json"))) + len(", ") for each in told)


def read_steps(now: Moment, steps: tuple[KeptMoment, ...]) -> list[Moment]:
    """Read back the moments, nearest to the present last."""
    moments, near = [], now
    for step in steps:
        near = step.read(near)
        moments.append(near)
    return moments[::-1]


def _compare(near: Moment, moment: Moment) -> KeptMoment:
    """Tell a moment by what differs from another."""
    return KeptMoment(
        rota=_list_differences(near.rota, moment.rota),
        mine=_list_differences(near.mine, moment.mine),
        absences=moment.absences,
    )


def _list_differences(before: Rota, after: Rota) -> Differences:
    then, now = before.by_visit, after.by_visit
    return {
        key: (now[key].caregiver, now[key].start) if key in now else None
        for key in {**then, **now}
        if then.get(key) != now.get(key)
    }


def _change(rota: Rota, differences: Differences) -> Rota:
    given = dict(rota.by_visit)
    for key, place in differences.items():
        given.pop(key, None)
        if place:
            given[key] = Assignment(visit=key, caregiver=place[0], start=place[1])
    return Rota(assignments=tuple(given.values()))
