"""Watches a case while it is played: what happened, and what a model's invariants lost, and where.

A scenario's part is known here by its identity (``id``): delayed effects have no name of their own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from operator import sub
from typing import TYPE_CHECKING

from coordo_simulation.case_models import MODELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pydantic import BaseModel

    from coordo_simulation.answer import Answer
    from coordo_simulation.declaration import Invariant
    from coordo_simulation.engine import Trace
    from coordo_simulation.program import Happening, Program
    from coordo_simulation.questions import Part, Question
    from coordo_simulation.scenario import Scenario
    from coordo_simulation.state import Action, State

Gap = tuple[int, int, float]
"""A part of the scenario, the period in which it acted, and by how much it moved a gap."""


@dataclass(slots=True)
class Breach:
    """An invariant that a part of the scenario broke: in how many runs, and by how much at most."""

    invariant: Invariant
    runs: int = 0
    gap: float = 0.0


@dataclass(slots=True)
class _Balance:
    """An invariant followed through one run after the other."""

    invariant: Invariant
    compute_gap: Callable[[Sequence[float]], float]
    moves: list[Gap] = field(default_factory=list)

    def find_breaches(self, trace: Trace, model: int) -> dict[int, float]:
        """Return what broke the invariant between two periods of a run, and by how much."""
        gaps = [self.compute_gap(values) for values in trace.periods]
        moves, self.moves = self.moves, []
        if max(map(abs, gaps)) <= self.invariant.tolerance:
            return {}
        by_period: dict[int, list[Gap]] = defaultdict(list)
        last = len(gaps) - 2
        for move in (*moves, *self._iter_answers(trace)):
            by_period[min(move[1], last)].append(move)
        found: dict[int, float] = {}
        for period, change in enumerate(map(sub, gaps[1:], gaps)):
            if abs(change) > self.invariant.tolerance:
                told = by_period[period]
                rest = change - sum(gap for _part, _period, gap in told)
                for part, _period, gap in (*told, (model, period, rest)):
                    found[part] = max(found.get(part, 0.0), gap, key=abs)
        return {part: gap for part, gap in found.items() if abs(gap) > self.invariant.tolerance}

    def _iter_answers(self, trace: Trace) -> Iterator[Gap]:
        """Yield what each opening and each answer moved."""
        for step in trace.steps:
            acts = [(id(each.item.spec), each.before, each.after) for each in step.openings]
            if step.answer is not None:
                acts.append((id(step.question.spec), step.before, step.after))
            for part, before, after in acts:
                yield part, step.period, self.compute_gap(after) - self.compute_gap(before)


class Watch:
    """Notes what happens in the runs of a watched program; ``happened`` holds identities."""

    def __init__(self, scenario: Scenario) -> None:
        """Watch the invariants of the model of a case."""
        self.happened: set[int] = set()
        self.breaches: dict[tuple[int, str], Breach] = {}
        self._model = id(scenario.model)
        index = scenario.program.layout.index
        self._balances = [
            _Balance(invariant, invariant.bind(index))
            for invariant in MODELS[scenario.model.name].declaration.invariants
        ]

    def watch_program(self, program: Program) -> Program:
        """Return the same program, whose events and delayed effects are noted when they act."""
        happenings = {id(each): each for period in program.events for each in period}
        watched = {key: self._watch_event(each) for key, each in happenings.items()}
        questions = {id(each): each for period in program.decisions for each in period}
        asked = {key: self._watch_question(each) for key, each in questions.items()}
        return replace(
            program,
            events=tuple(tuple(watched[id(each)] for each in now) for now in program.events),
            decisions=tuple(tuple(asked[id(each)] for each in now) for now in program.decisions),
        )

    def note_run(self, trace: Trace) -> None:
        """Note what the run just played has broken."""
        for balance in self._balances:
            for part, gap in balance.find_breaches(trace, self._model).items():
                key = part, balance.invariant.id
                breach = self.breaches.setdefault(key, Breach(balance.invariant))
                breach.runs += 1
                breach.gap = max(breach.gap, gap, key=abs)

    def _watch_event(self, happening: Happening) -> Happening:
        return replace(happening, act=self._watch_act(happening.act, happening.spec))

    def _watch_question(self, question: Question) -> Question:
        known: dict[int, tuple[Part, Part]] = {}

        def watch(part: Part) -> Part:
            if not part.later:
                return part
            if id(part) not in known:
                later = [replace(d, act=self._watch_act(d.act, d.spec)) for d in part.later]
                known[id(part)] = part, replace(part, later=tuple(later))
            return known[id(part)][1]

        def resolve(answer: Answer) -> tuple[Part, ...]:
            return tuple([watch(part) for part in question.resolve(answer)])

        return replace(question, resolve=resolve)

    def _watch_act(self, act: Action, spec: BaseModel) -> Action:
        happened, balances, part = self.happened, self._balances, id(spec)

        def watched(state: State) -> None:
            happened.add(part)
            before = [balance.compute_gap(state.values) for balance in balances]
            act(state)
            for balance, gap in zip(balances, before, strict=True):
                moved = balance.compute_gap(state.values) - gap
                if moved:
                    balance.moves.append((part, state.period, moved))

        return watched
