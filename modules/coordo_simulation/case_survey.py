"""Plays a case thousands of times, at random and greedily, to see what can and cannot happen."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coordo_simulation.answer_candidates import list_candidates
from coordo_simulation.answer_checks import is_legal
from coordo_simulation.case_decisions import MultipleDecision, SingleDecision
from coordo_simulation.case_watch import Breach, Watch
from coordo_simulation.chance import build_chance
from coordo_simulation.conditions import build_test
from coordo_simulation.engine import simulate
from coordo_simulation.policies import follow_expert, try_out
from coordo_simulation.random_play import choose_at_random

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coordo_simulation.answer import Answer
    from coordo_simulation.engine import Said, Trace
    from coordo_simulation.point import Chooser, Point
    from coordo_simulation.run import Opening
    from coordo_simulation.scenario import Scenario
    from coordo_simulation.state import Test

Variants = list[tuple[int, "Test | None"]]
"""The variants of a life, by identity, each with its test."""

RANDOM_RUNS = 10_000
GREEDY_RUNS = 1_000
STEP = 250
"""Runs between two words on the progress."""

READ_EVERY = 5
"""One run in so many is read as well as computed: texts cost more than all the rest."""


@dataclass(slots=True)
class Survey:
    """What was seen in all the runs of a case, by id; ``read`` of them were also read.

    ``passages``, ``happened`` (events and delayed effects), ``lived`` (variants of lives) and
    ``followed`` (moves of the expert) hold identities of parts of the scenario; ``dead_ends`` the
    decisions that once offered nothing to answer; ``breaches`` the invariants of the model that
    are not kept, by the identity of the part that broke them and by their id.
    """

    runs: int = 0
    read: int = 0
    passages: set[int] = field(default_factory=set)
    decisions: Counter[str] = field(default_factory=Counter)
    choices: set[tuple[str, str]] = field(default_factory=set)
    items: set[str] = field(default_factory=set)
    happened: set[int] = field(default_factory=set)
    lived: set[int] = field(default_factory=set)
    followed: set[int] = field(default_factory=set)
    outcomes: Counter[str] = field(default_factory=Counter)
    dead_ends: set[str] = field(default_factory=set)
    breaches: dict[tuple[int, str], Breach] = field(default_factory=dict)


def survey_case(
    scenario: Scenario,
    random_runs: int = RANDOM_RUNS,
    greedy_runs: int = GREEDY_RUNS,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Survey:
    """Play the case and note what happened; the same survey every time.

    ``tell`` is called now and then with the runs played and the runs to play.
    """
    watch = Watch(scenario)
    survey = Survey(happened=watch.happened, breaches=watch.breaches)
    program = watch.watch_program(scenario.program)
    lives = _list_lives(scenario)
    whole = 1 + random_runs + greedy_runs
    for seed, chooser in enumerate(_iter_choosers(scenario, random_runs, greedy_runs)):
        if seed % STEP == 0:
            tell(seed, whole)
        is_read = seed % READ_EVERY == 0
        watched = _watch(chooser, survey)
        trace = simulate(program, build_chance(seed), watched, has_texts=is_read)
        _note(trace, survey)
        _note_lives(lives, trace, survey)
        watch.note_run(trace)
        survey.read += is_read
    tell(whole, whole)
    return survey


def _iter_choosers(scenario: Scenario, random_runs: int, greedy_runs: int) -> Iterator[Chooser]:
    yield follow_expert
    for taste in range(random_runs):
        yield choose_at_random(taste)
    aims = [(rank, sign) for rank in range(len(scenario.indicators)) for sign in (1.0, -1.0)]
    for taste in range(greedy_runs):
        yield build_greed(*aims[taste % len(aims)], taste)


def build_greed(indicator: int, sign: float, taste: int) -> Chooser:
    """Return the chooser that raises (or, ``sign`` −1, lowers) one indicator at once.

    Ties are broken by ``taste``; nothing is opened.
    """
    chance = random.Random(taste)  # noqa: S311  (a taste, not a secret)

    def choose(point: Point) -> Answer:
        answers = list_candidates(point)
        gains = [sign * try_out(point, answer)[indicator] for answer in answers]
        best = max(gains)
        return chance.choice([a for a, gain in zip(answers, gains, strict=True) if gain == best])

    return choose


def _watch(chooser: Chooser, survey: Survey) -> Chooser:
    """Note what a decision offers; leave it waiting where it offers nothing."""

    def choose(point: Point) -> Answer | Opening | None:
        spec = point.question.spec
        survey.decisions[spec.id] += 1
        if isinstance(spec, SingleDecision | MultipleDecision):
            pairs = zip(spec.choices, point.available, strict=True)
            offered = [choice.id for choice, is_open in pairs if is_open]
            survey.choices.update((spec.id, name) for name in offered)
            least = spec.least if isinstance(spec, MultipleDecision) else 1
            if len(offered) < least:
                survey.dead_ends.add(spec.id)
                return None
        _note_expert(point, survey)
        return chooser(point)

    return choose


def _note_expert(point: Point, survey: Survey) -> None:
    """Note the move that the expert would make here, as long as some of hers are still unseen."""
    specs = point.question.spec.expert
    if all(id(spec) in survey.followed for spec in specs):
        return
    for spec, (test, answer, _commentary) in zip(specs, point.question.expert, strict=True):
        if (test is None or test(point.state)) and is_legal(point, answer):
            survey.followed.add(id(spec))
            return


def _list_lives(scenario: Scenario) -> list[Variants]:
    index = scenario.program.layout.index
    return [
        [(id(variant), build_test(variant.when, index)) for variant in life.variants]
        for life in scenario.lives
    ]


def _note_lives(lives: list[Variants], trace: Trace, survey: Survey) -> None:
    """Note what each person lived through, as long as some of it is still unseen."""
    if trace.outcome is None:
        return
    for variants in lives:
        if all(variant in survey.lived for variant, _test in variants):
            continue
        for variant, test in variants:
            if test is None or test(trace.state):
                survey.lived.add(variant)
                break


def _note(trace: Trace, survey: Survey) -> None:
    survey.runs += 1
    survey.passages.update(id(said.spec) for said in iter_said(trace))
    for step in trace.steps:
        survey.items.update(opened.item.spec.id for opened in step.openings)
    if trace.outcome is not None:
        survey.outcomes[trace.outcome.id] += 1


def iter_said(trace: Trace) -> Iterator[Said]:
    """Yield every passage that a run has told, in order."""
    for step in trace.steps:
        yield from step.said
        for opened in step.openings:
            yield from opened.said
    yield from trace.epilogue
    yield from trace.outcome_said
