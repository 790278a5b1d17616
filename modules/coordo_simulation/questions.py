"""The decisions of a scenario compiled: what each answer brings, in the order of the file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coordo_simulation.answer import Answer, pick
from coordo_simulation.answer_conditions import HasOrdered
from coordo_simulation.case_decisions import (
    AllocationDecision,
    Choice,
    DecisionSpec,
    Line,
    MultipleDecision,
    OrderingDecision,
    OrderRule,
    SingleDecision,
    TextDecision,
)
from coordo_simulation.case_items import ItemSpec, Meeting
from coordo_simulation.case_parts import Bearing, Delayed, PassageSpec
from coordo_simulation.conditions import build_test
from coordo_simulation.effects import Layout, Odds, build_action, build_odds
from coordo_simulation.state import Action, State, Test

Passages = tuple[tuple[Test | None, PassageSpec], ...]


@dataclass(frozen=True, slots=True)
class DelayedEffect:
    """A delayed effect; ``key`` names its draw."""

    spec: Delayed
    key: str
    test: Test | None
    odds: Odds | None
    act: Action
    passages: Passages


@dataclass(frozen=True, slots=True)
class Part:
    """What an answer brings, or a part of it."""

    act: Action
    reaction: Passages = ()
    later: tuple[DelayedEffect, ...] = ()


Resolver = Callable[[Answer], tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a single or multiple decision; ``answer`` is that choice alone."""

    spec: Choice
    answer: Answer
    test: Test | None
    part: Part


@dataclass(frozen=True, slots=True)
class Item:
    """Something to open; ``test`` says whether it can be seen at all."""

    spec: ItemSpec
    test: Test | None
    act: Action
    passages: Passages


@dataclass(frozen=True, slots=True)
class Question:
    """A decision; ``options`` is empty unless it is single or multiple.

    ``positions`` gives the rank of each choice, ``resolve`` what a legal answer brings;
    ``expert`` holds each of the expert's answers with its test and its commentary.
    """

    spec: DecisionSpec
    test: Test | None
    passages: Passages
    reaction: Passages
    options: tuple[Option, ...]
    positions: Mapping[str, int]
    items: tuple[Item, ...]
    resolve: Resolver
    expert: tuple[tuple[Test | None, Answer, str], ...]

    def find_option(self, choice: str) -> int | None:
        """Return the position of a choice, None when there is no such choice."""
        return self.positions.get(choice)

    def find_item(self, item: str) -> Item | None:
        """Return something to open here, None when there is no such thing."""
        return next((each for each in self.items if each.spec.id == item), None)


def build_question(spec: DecisionSpec, items: tuple[ItemSpec, ...], layout: Layout) -> Question:
    """Compile a decision and what can be opened while it waits."""
    options = tuple(
        _build_option(spec.id, choice, layout) for choice in getattr(spec, "choices", ())
    )
    return Question(
        spec=spec,
        test=build_test(spec.when, layout.index),
        passages=build_passages(spec.passages, layout),
        reaction=build_passages(spec.reaction, layout),
        options=options,
        positions={option.spec.id: rank for rank, option in enumerate(options)},
        items=tuple(
            _build_item(item, layout)
            for item in items
            if not item.decisions or spec.id in item.decisions
        ),
        resolve=_build_resolver(spec, options, layout),
        expert=tuple(
            (build_test(move.when, layout.index), move.answer, move.commentary)
            for move in spec.expert
        ),
    )


def build_passages(specs: tuple[PassageSpec, ...], layout: Layout) -> Passages:
    """Compile the conditions of some texts."""
    return tuple((build_test(spec.when, layout.index), spec) for spec in specs)


def _build_item(spec: ItemSpec, layout: Layout) -> Item:
    passages = spec.passages if isinstance(spec, Meeting) else ()
    return Item(
        spec=spec,
        test=build_test(spec.when, layout.index),
        act=build_action(spec.effects, layout),
        passages=build_passages(passages, layout),
    )


def _build_option(decision: str, spec: Choice, layout: Layout) -> Option:
    return Option(
        spec=spec,
        answer=pick(spec.id),
        test=build_test(spec.when, layout.index),
        part=_build_part(f"{decision}/{spec.id}", spec, layout),
    )


def _build_part(key: str, spec: Bearing, layout: Layout) -> Part:
    return Part(
        act=build_action(spec.effects, layout),
        reaction=build_passages(spec.reaction, layout),
        later=tuple(
            DelayedEffect(
                spec=delayed,
                key=f"{key}/{delayed.id}",
                test=build_test(delayed.when, layout.index),
                odds=build_odds(delayed.probability, layout.index),
                act=build_action(delayed.effects, layout),
                passages=build_passages(delayed.passages, layout),
            )
            for delayed in spec.later
        ),
    )


def _build_resolver(spec: DecisionSpec, options: tuple[Option, ...], layout: Layout) -> Resolver:
    match spec:
        case SingleDecision():
            return _resolve_single({option.spec.id: (option.part,) for option in options})
        case MultipleDecision():
            return _resolve_multiple(options)
        case AllocationDecision():
            return _resolve_allocation(spec, layout)
        case OrderingDecision():
            return _resolve_ordering(spec, layout)
        case TextDecision():
            parts = (_build_part(spec.id, spec.bearing, layout),)
            return lambda _answer: parts


def _resolve_single(parts: Mapping[str, tuple[Part, ...]]) -> Resolver:
    return lambda answer: parts[answer.choice or ""]


def _resolve_multiple(options: tuple[Option, ...]) -> Resolver:
    def resolve(answer: Answer) -> tuple[Part, ...]:
        ticked = answer.choices or ()
        return tuple([option.part for option in options if option.spec.id in ticked])

    return resolve


def _resolve_allocation(spec: AllocationDecision, layout: Layout) -> Resolver:
    lines = tuple(
        (
            line.id,
            _build_giving(line, layout),
            tuple(
                (reached.level, _build_part(f"{spec.id}/{line.id}/{rank}", reached, layout))
                for rank, reached in enumerate(line.thresholds)
            ),
        )
        for line in spec.lines
    )

    def resolve(answer: Answer) -> tuple[Part, ...]:
        parts: list[Part] = []
        for line, give, thresholds in lines:
            amount = answer.get_amount(line)
            parts.append(Part(give(amount)))
            parts.extend([part for level, part in thresholds if amount >= level])
        return tuple(parts)

    return resolve


def _build_giving(line: Line, layout: Layout) -> Callable[[float], Action]:
    per_unit = tuple((layout.index[name], value) for name, value in line.per_unit.items())
    clamp = layout.clamp

    def give(amount: float) -> Action:
        def act(state: State) -> None:
            values = state.values
            for position, value in per_unit:
                values[position] = clamp(position, values[position] + value * amount)

        return act

    return give


def _resolve_ordering(spec: OrderingDecision, layout: Layout) -> Resolver:
    rules = tuple(
        (_build_rule(spec.id, rule), _build_part(f"{spec.id}/{rule.id}", rule, layout))
        for rule in spec.rules
    )

    def resolve(answer: Answer) -> tuple[Part, ...]:
        order = answer.order or ()
        return tuple([part for rule, part in rules if rule.fits(order)])

    return resolve


def _build_rule(decision: str, rule: OrderRule) -> HasOrdered:
    return HasOrdered(decision=decision, element=rule.element, before=rule.before, place=rule.place)
