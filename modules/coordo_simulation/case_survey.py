"""Plays a case thousands of times, at random and greedily, to see what can and cannot happen."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coordo_simulation.answer_candidates import list_candidates
from coordo_simulation.case_decisions import MultipleDecision, SingleDecision
from coordo_simulation.chance import build_chance
from coordo_simulation.engine import simulate
from coordo_simulation.policies import follow_expert, try_out
from coordo_simulation.random_play import choose_at_random

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coordo_simulation.answer import Answer
    from coordo_simulation.engine import Said, Trace
    from coordo_simulation.point import Chooser, Point
    from coordo_simulation.program import Happening, Program
    from coordo_simulation.run import Opening
    from coordo_simulation.scenario import Scenario
    from coordo_simulation.state import State

RANDOM_RUNS = 10_000
GREEDY_RUNS = 1_000
STEP = 250
"""Runs between two words on the progress."""

READ_EVERY = 5
"""One run in so many is read as well as computed: texts cost more than all the rest."""


@dataclass(slots=True)
class Survey:
    """What was seen in all the runs of a case, by id; ``read`` of them were also read.

    ``passages`` holds the identities of the passage objects of the scenario; ``dead_ends`` the
    decisions that once offered nothing to answer.
    """

    runs: int = 0
    read: int = 0
    passages: set[int] = field(default_factory=set)
    decisions: Counter[str] = field(default_factory=Counter)
    choices: set[tuple[str, str]] = field(default_factory=set)
    items: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    outcomes: Counter[str] = field(default_factory=Counter)
    dead_ends: set[str] = field(default_factory=set)


def survey_case(
    scenario: Scenario,
    random_runs: int = RANDOM_RUNS,
    greedy_runs: int = GREEDY_RUNS,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Survey:
    """Play the case and note what happened; the same survey every time.

    ``tell`` is called now and then with the runs played and the runs to play.
    """
    survey = Survey()
    program = _watch_events(scenario.program, survey.events)
    whole = 1 + random_runs + greedy_runs
    for seed, chooser in enumerate(_iter_choosers(scenario, random_runs, greedy_runs)):
        if seed % STEP == 0:
            tell(seed, whole)
        is_read = seed % READ_EVERY == 0
        watched = _watch(chooser, survey)
        _note(simulate(program, build_chance(seed), watched, has_texts=is_read), survey)
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
        return chooser(point)

    return choose


def _watch_events(program: Program, happened: set[str]) -> Program:
    """Return the same program, whose events also note that they happened."""

    def watch(happening: Happening) -> Happening:
        def act(state: State) -> None:
            happened.add(happening.spec.id)
            happening.act(state)

        return replace(happening, act=act)

    watched = {id(happening): watch(happening) for period in program.events for happening in period}
    return replace(
        program,
        events=tuple(tuple(watched[id(each)] for each in period) for period in program.events),
    )


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
