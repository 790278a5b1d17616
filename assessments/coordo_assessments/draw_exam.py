"""Draws an exam from a bank by a plan: deterministic from the course secret and the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.draw_plan import DrawnCell, DrawRecord
from coordo_assessments.seeded_draw import SeededDraw

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from coordo_assessments.course_secret import CourseSecret
    from coordo_assessments.draw_plan import DrawPlan, PlanPart
    from coordo_assessments.items import Item


class PlanError(Exception):
    """A plan that the bank cannot meet; each French sentence says what is missing."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class DrawContext:
    """What a draw is made for.

    Attributes:
        trainees: those who get a draw of their own, where the plan says so.
        avoided: items of the sessions before.
    """

    secret: CourseSecret
    assignment: str
    session: str
    drawn_on: date
    trainees: tuple[str, ...] = ()
    avoided: frozenset[str] = frozenset()


def draw_exam(plan: DrawPlan, items: Sequence[Item], context: DrawContext) -> DrawRecord:
    """Draw the papers of a session.

    Raises:
        PlanError: the bank cannot meet the plan.
    """
    pools = [find_eligible(part, items, context.avoided) for part in plan.parts]
    faults = [*_iter_unequal(plan, pools)] if plan.scope == "stagiaire" else []
    common = _draw_paper(plan, pools, _seed(context, ""))
    if common is None or faults:
        raise PlanError([*_iter_shortages(plan, items, pools, context.avoided), *faults])
    parts = [rank for rank, part in enumerate(plan.parts) for _ in range(part.count)]
    if plan.scope == "classe":
        cells = tuple(map(_build_cell, common, parts))
        return _build_record(plan, context, cells, common)
    names = [f"tirage-{rank:02d}" for rank in range(1, len(parts) + 1)]
    own = {
        trainee: _draw_paper(plan, pools, _seed(context, trainee)) or ()
        for trainee in context.trainees
    }
    return _build_record(plan, context, tuple(map(_build_cell, names, parts)), common, own)


def find_eligible(
    part: PlanPart, items: Iterable[Item], avoided: Collection[str] = ()
) -> tuple[Item, ...]:
    """Items that meet every constraint of a part, in the order of the bank."""
    return tuple(
        item
        for item in items
        if item.id not in avoided
        and (not part.objectives or set(part.objectives) & set(item.objectives))
        and (not part.types or item.type in part.types)
        and (not part.difficulties or item.difficulty in part.difficulties)
        and (part.points is None or item.points == part.points)
    )


def _seed(context: DrawContext, trainee: str) -> bytes:
    return context.secret.derive("tirage", context.assignment, context.session, trainee)


def _draw_paper(
    plan: DrawPlan, pools: Sequence[Sequence[Item]], seed: bytes
) -> tuple[str, ...] | None:
    """Draw the items of every part, none twice; None where that cannot be.

    Places are filled by augmenting paths: a part that can do with other items gives way, so
    that a paper is found whenever there is one.
    """
    draw = SeededDraw(seed)
    orders = [draw.shuffle(item.id for item in pool) for pool in pools]
    holders: dict[str, int] = {}
    for rank, part in enumerate(plan.parts):
        for _ in range(part.count):
            if not _place(rank, orders, holders, set()):
                return None
    kept: list[str] = []
    for rank, order in enumerate(orders):
        kept.extend(item for item in order if holders.get(item) == rank)
    return tuple(kept)


def _place(
    part: int, orders: Sequence[Sequence[str]], holders: dict[str, int], seen: set[str]
) -> bool:
    for item in orders[part]:
        if item in seen or holders.get(item) == part:
            continue
        seen.add(item)
        if item not in holders or _place(holders[item], orders, holders, seen):
            holders[item] = part
            return True
    return False


def _build_cell(name: str, part: int) -> DrawnCell:
    return DrawnCell(id=name, part=part)


def _build_record(
    plan: DrawPlan,
    context: DrawContext,
    cells: tuple[DrawnCell, ...],
    common: tuple[str, ...],
    own: dict[str, tuple[str, ...]] | None = None,
) -> DrawRecord:
    return DrawRecord(
        assignment=context.assignment,
        session=context.session,
        drawn_on=context.drawn_on,
        plan=plan,
        cells=cells,
        common=common,
        own=own or {},
    )


def _iter_shortages(
    plan: DrawPlan,
    items: Sequence[Item],
    pools: Sequence[Sequence[Item]],
    avoided: Collection[str],
) -> Iterable[str]:
    """Say which part lacks how many items, and which constraint costs the most."""
    lacking = False
    for rank, (part, pool) in enumerate(zip(plan.parts, pools, strict=True), start=1):
        missing = part.count - len(pool)
        if missing > 0:
            lacking = True
            yield (
                f"Partie {rank}, «\u202f{part.title}\u202f»\u202f: {part.count} item(s) "
                f"demandé(s), {len(pool)} possible(s), il en manque {missing}."
                f"{_tell_relief(part, items, avoided)}"
            )
    if not lacking and _draw_paper(plan, pools, b"") is None:
        count = sum(part.count for part in plan.parts)
        reach = len({item.id for pool in pools for item in pool})
        yield (
            f"Les parties se disputent les mêmes items\u202f: {count} places, {reach} items "
            f"possibles en tout, il en manque au moins {_count_unplaced(plan, pools)}."
        )


def _count_unplaced(plan: DrawPlan, pools: Sequence[Sequence[Item]]) -> int:
    orders = [[item.id for item in pool] for pool in pools]
    holders: dict[str, int] = {}
    placed = sum(
        _place(rank, orders, holders, set())
        for rank, part in enumerate(plan.parts)
        for _ in range(part.count)
    )
    return sum(part.count for part in plan.parts) - placed


def _tell_relief(part: PlanPart, items: Sequence[Item], avoided: Collection[str]) -> str:
    """Say how many items there would be without each constraint."""
    names = {
        "objectives": "sans la contrainte d’objectif",
        "types": "sans la contrainte de type",
        "difficulties": "sans la contrainte de difficulté",
    }
    counts = {
        text: len(find_eligible(part.model_copy(update={key: ()}), items, avoided))
        for key, text in names.items()
        if getattr(part, key)
    }
    if part.points is not None:
        free = part.model_copy(update={"points": None})
        counts["sans la contrainte de points"] = len(find_eligible(free, items, avoided))
    if avoided:
        counts["avec les items des sessions précédentes"] = len(find_eligible(part, items))
    told = ", ".join(f"{text}\u202f: {count}" for text, count in counts.items())
    return f" Il y en aurait, {told}." if told else ""


def _iter_unequal(plan: DrawPlan, pools: Sequence[Sequence[Item]]) -> Iterable[str]:
    for rank, (part, pool) in enumerate(zip(plan.parts, pools, strict=True), start=1):
        where = f"Partie {rank}, «\u202f{part.title}\u202f»"
        points = sorted({item.points for item in pool})
        if len(points) > 1:
            told = ", ".join(str(value).replace(".", ",") for value in points)
            yield (
                f"{where}\u202f: un tirage par stagiaire demande des items de même valeur, et "
                f"ceux-ci valent {told} points\u202f; fixez «\u202fpoints\u202f»."
            )
        if len({item.is_graded_by_hand for item in pool}) > 1:
            yield (
                f"{where}\u202f: un tirage par stagiaire ne mêle pas textes libres et questions "
                "corrigées par le journal\u202f; fixez «\u202ftypes\u202f»."
            )
