"""Who is around a person in a week, what they cover of each need, and what the carer carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from coordo_simulation.pathway import Actor, DomainId, RuptureId, Situation


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Those around a person.

    ``present`` are those who come to her, ``absent`` those whom a rupture keeps away meanwhile;
    ``unmet`` is what nobody covers, in points by domain; ``carried`` the points of health and
    autonomy that the carer takes on; ``planned`` and ``lost`` are visits a week at home.
    """

    present: tuple[Actor, ...]
    absent: frozenset[str]
    unmet: Mapping[DomainId, float]
    carried: float
    planned: float
    lost: float


def build_surroundings(
    situation: Situation,
    week: int,
    open_kinds: Sequence[RuptureId],
    brought: Collection[str | None],
    *,
    has_coordinator: bool,
) -> Surroundings:
    """Say who comes in a week. ``brought`` are those whom the lines of the plan have brought.

    Professionals cover their share of a need first, each of what the others leave; the carer
    comes last, and takes her share of what is left.
    """
    present = tuple(
        actor
        for actor in situation.actors
        if (has_coordinator if actor.role == "coordination" else _has_come(actor, week, brought))
    )
    absent = frozenset(
        actor for kind in open_kinds for actor in situation.get_exposure(kind).interrupts
    )
    coming = [actor for actor in present if actor.id not in absent]
    unmet, carried = _cover(situation.compute_needs(week), coming)
    return Surroundings(
        present=present,
        absent=absent,
        unmet=unmet,
        carried=carried,
        planned=sum(actor.visits for actor in present),
        lost=sum(actor.visits for actor in present if actor.id in absent),
    )


def _has_come(actor: Actor, week: int, brought: Collection[str | None]) -> bool:
    return actor.id in brought if actor.since is None else actor.since <= week


def _cover(
    needs: Mapping[DomainId, float], coming: Sequence[Actor]
) -> tuple[dict[DomainId, float], float]:
    unmet, carried = dict(needs), 0.0
    for actor in sorted(coming, key=lambda each: each.role == "aidant"):
        for cover in actor.covers:
            part = unmet[cover.domain] * cover.share
            unmet[cover.domain] -= part
            if actor.role == "aidant" and cover.domain in {"sante", "autonomie"}:
                carried += part
    return unmet, carried
