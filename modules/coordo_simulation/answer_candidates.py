"""Legal answers to a decision, few enough to try: what a policy or a debriefing compares."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, permutations

from coordo_simulation.answer import Amount, Answer
from coordo_simulation.answer_checks import exact, is_legal
from coordo_simulation.case_decisions import (
    AllocationDecision,
    Line,
    MultipleDecision,
    OrderingDecision,
    SingleDecision,
    TextDecision,
)
from coordo_simulation.point import Point

MOST_CANDIDATES = 24


def list_candidates(point: Point) -> tuple[Answer, ...]:
    """Return some legal answers, always at least one, the same ones in the same order.

    All of them for one choice; for the other kinds, at most ``MOST_CANDIDATES`` spread over
    what is possible, the expert's among them; for a text, the expert's only.
    """
    if isinstance(point.question.spec, SingleDecision):
        pairs = zip(point.question.options, point.available, strict=True)
        return tuple([option.answer for option, is_open in pairs if is_open])
    experts = (answer for _test, answer, _comment in point.question.expert)
    answers = (*experts, *_iter_answers(point))
    legal = [answer for answer in dict.fromkeys(answers) if is_legal(point, answer)]
    if len(legal) > MOST_CANDIDATES:
        share = len(legal) / MOST_CANDIDATES
        legal = [legal[int(rank * share)] for rank in range(MOST_CANDIDATES)]
    return tuple(legal)


def _iter_answers(point: Point) -> Iterator[Answer]:
    spec = point.question.spec
    match spec:
        case SingleDecision():
            yield from (option.answer for option in point.question.options)
        case MultipleDecision():
            yield from _iter_ticks(point, spec)
        case AllocationDecision():
            yield from _iter_sharings(spec)
        case OrderingDecision():
            yield from (Answer(order=order) for order in _iter_orders(spec))
        case TextDecision():
            yield Answer(text="…" * spec.least_length)


def _iter_ticks(point: Point, spec: MultipleDecision) -> Iterator[Answer]:
    pairs = zip(spec.choices, point.available, strict=True)
    names = [choice.id for choice, is_open in pairs if is_open]
    for count in range(spec.least, spec.most + 1):
        yield from (Answer(choices=ticked) for ticked in combinations(names, count))


def _iter_orders(spec: OrderingDecision) -> Iterator[tuple[str, ...]]:
    names = tuple(element.id for element in spec.elements)
    if len(names) <= 4:  # noqa: PLR2004  (24 orders, as many as are kept)
        yield from permutations(names)
        return
    for way in (names, names[::-1]):
        yield from (way[rank:] + way[:rank] for rank in range(len(way)))


def _iter_sharings(spec: AllocationDecision) -> Iterator[Answer]:
    """Yield the least, an even sharing, and each line served first."""
    least = {line.id: exact(line.min) for line in spec.lines}
    yield _share(least)
    yield _share(_spread(spec, dict(least)))
    for rank in range(len(spec.lines)):
        served = (*spec.lines[rank:], *spec.lines[:rank])
        yield _share(_serve(spec, dict(least), served))


def _spread(spec: AllocationDecision, given: dict[str, Decimal]) -> dict[str, Decimal]:
    """Give one step to each line in turn while there is any."""
    step, left = exact(spec.step), exact(spec.total) - sum(given.values())
    is_moving = True
    while is_moving:
        is_moving = False
        for line in spec.lines:
            if left >= step and given[line.id] + step <= exact(line.max):
                given[line.id] += step
                left -= step
                is_moving = True
    return given


def _serve(
    spec: AllocationDecision, given: dict[str, Decimal], lines: tuple[Line, ...]
) -> dict[str, Decimal]:
    """Give each line in turn as much as it can take."""
    step, left = exact(spec.step), exact(spec.total) - sum(given.values())
    for line in lines:
        room = min(left, exact(line.max) - given[line.id])
        taken = room - room % step
        given[line.id] += taken
        left -= taken
    return given


def _share(given: dict[str, Decimal]) -> Answer:
    return Answer(
        amounts=tuple(Amount(line=line, amount=float(each)) for line, each in given.items())
    )
