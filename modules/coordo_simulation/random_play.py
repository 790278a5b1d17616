"""Plays at random, legally: for tests, and for looking into what a case can lead to."""

import random
from decimal import Decimal

from coordo_simulation.answer import Amount, Answer
from coordo_simulation.answer_candidates import list_candidates
from coordo_simulation.answer_checks import exact, find_reason_closed, is_legal
from coordo_simulation.case_decisions import (
    AllocationDecision,
    MultipleDecision,
    OrderingDecision,
    SingleDecision,
    TextDecision,
)
from coordo_simulation.point import Chooser, Point, list_visible
from coordo_simulation.run import Opening

_TRIES = 50


def choose_at_random(taste: int, curiosity: float = 0.3) -> Chooser:
    """Return a chooser that answers anything legal; ``curiosity`` is its odds of opening more."""
    chance = random.Random(taste)  # noqa: S311  (a taste, not a secret)

    def choose(point: Point) -> Answer | Opening:
        openings = [i for i in list_visible(point) if find_reason_closed(point, i) is None]
        if openings and chance.random() < curiosity:
            return Opening(step=point.step, item=chance.choice(openings).spec.id)
        return draw_answer(point, chance)

    return choose


def draw_answer(point: Point, chance: random.Random) -> Answer:
    """Draw a legal answer."""
    spec = point.question.spec
    match spec:
        case SingleDecision():
            is_open = point.available
            ranks = [rank for rank in range(len(is_open)) if is_open[rank]]
            return Answer(choice=spec.choices[chance.choice(ranks)].id)
        case MultipleDecision():
            return _draw_ticks(point, spec, chance)
        case AllocationDecision():
            return _draw_amounts(spec, chance)
        case OrderingDecision():
            names = [element.id for element in spec.elements]
            return Answer(order=tuple(chance.sample(names, len(names))))
        case TextDecision():
            longest = min(spec.most_length, spec.least_length + 80)
            length = chance.randint(spec.least_length, longest)
            return Answer(text="x" * length)


def _draw_ticks(point: Point, spec: MultipleDecision, chance: random.Random) -> Answer:
    pairs = zip(spec.choices, point.available, strict=True)
    names = [choice.id for choice, is_open in pairs if is_open]
    for _ in range(_TRIES):
        count = chance.randint(spec.least, min(spec.most, len(names)))
        ticked = set(chance.sample(names, count))
        answer = Answer(choices=tuple(name for name in names if name in ticked))
        if is_legal(point, answer):
            return answer
    return chance.choice(list_candidates(point))


def _draw_amounts(spec: AllocationDecision, chance: random.Random) -> Answer:
    step = exact(spec.step)
    given = {line.id: exact(line.min) for line in spec.lines}
    left = exact(spec.total) - sum(given.values())
    budget = left if spec.spend_all else step * chance.randint(0, int(left / step))
    while budget >= step:
        roomy = [line for line in spec.lines if given[line.id] + step <= exact(line.max)]
        if not roomy:
            break
        line = chance.choice(roomy)
        room = min(budget, exact(line.max) - given[line.id])
        taken = step * chance.randint(1, int(room / step))
        given[line.id] += taken
        budget -= taken
    return Answer(amounts=tuple(_amount(line, each) for line, each in given.items()))


def _amount(line: str, amount: Decimal) -> Amount:
    return Amount(line=line, amount=float(amount))
