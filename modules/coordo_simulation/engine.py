"""Computes a case period by period: pure, ordered, the same to the last digit.

A period goes: delayed effects that fall due, events, decisions, then the model's step.
"""

from dataclasses import dataclass, field

from coordo_simulation.answer import Answer
from coordo_simulation.answer_candidates import list_candidates
from coordo_simulation.answer_checks import check_opening, find_reason_closed
from coordo_simulation.case_parts import PassageSpec
from coordo_simulation.case_schema import OutcomeSpec
from coordo_simulation.chance import Chance
from coordo_simulation.effects import Odds
from coordo_simulation.point import Chooser, Point, list_visible
from coordo_simulation.program import Happening, Program
from coordo_simulation.questions import DelayedEffect, Item, Passages, Question
from coordo_simulation.run import Opening
from coordo_simulation.state import State, Test


@dataclass(frozen=True, slots=True)
class Said:
    """A passage shown, with the earlier decision that caused it."""

    spec: PassageSpec
    cause: str | None = None
    cause_step: int | None = None


@dataclass(frozen=True, slots=True)
class OpenedTrace:
    """Something opened, what was said then, and the values before and after."""

    item: Item
    said: tuple[Said, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SeenItem:
    """Something that could be seen to open; ``reason`` says why it was closed, if it was."""

    item: Item
    is_opened: bool
    reason: str | None


@dataclass(slots=True)
class StepTrace:
    """What happened at one step; ``answer`` is None for the decision that waits.

    ``before`` and ``available`` are those of the answer, after what was opened; ``items`` is
    what could still be opened then and ``candidates`` some legal answers, where texts are
    gathered.
    """

    step: int
    period: int
    question: Question
    available: tuple[bool, ...]
    said: list[Said]
    before: tuple[float, ...]
    minutes_left: int | None = None
    openings: list[OpenedTrace] = field(default_factory=list)
    items: tuple[SeenItem, ...] = ()
    candidates: tuple[Answer, ...] = ()
    answer: Answer | None = None
    after: tuple[float, ...] = ()


@dataclass(slots=True)
class Trace:
    """A simulated run, before it is told; ``outcome`` is None while a decision waits."""

    state: State
    steps: list[StepTrace] = field(default_factory=list)
    periods: list[tuple[float, ...]] = field(default_factory=list)
    epilogue: list[Said] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    outcome: OutcomeSpec | None = None
    outcome_said: list[Said] = field(default_factory=list)


def simulate(
    program: Program, chance: Chance, choose: Chooser, *, has_texts: bool = False
) -> Trace:
    """Run the case until ``choose`` returns None or the case ends.

    ``has_texts`` also gathers the passages; comparisons over many seeds do without them.
    """
    return _Simulation(program, chance, choose, has_texts=has_texts).run()


class _Simulation:
    def __init__(
        self, program: Program, chance: Chance, choose: Chooser, *, has_texts: bool
    ) -> None:
        self.program = program
        self.chance = chance
        self.choose = choose
        self.has_texts = has_texts
        self.state = State(list(program.initial))
        self.trace = Trace(self.state)
        self.said: list[Said] = []
        self.due: dict[int, list[tuple[int, DelayedEffect]]] = {}
        self.done: set[str] = set()

    def run(self) -> Trace:
        program, state, trace = self.program, self.state, self.trace
        self._say(program.intro)
        for period in range(program.periods):
            state.period = period
            trace.periods.append(tuple(state.values))
            self._begin_period(period)
            for question in program.decisions[period]:
                if not self._ask(question, period):
                    return trace
            program.step(state.values, period)
        state.period = program.periods
        self._begin_period(program.periods)
        trace.periods.append(tuple(state.values))
        trace.epilogue = self.said
        self._conclude()
        return trace

    def _begin_period(self, period: int) -> None:
        for step, delayed in self.due.pop(period, ()):
            if self._occurs(delayed.test, delayed.odds, delayed.key):
                delayed.act(self.state)
                self.trace.told.append((step, delayed.spec.cause))
                self._say(delayed.passages, delayed.spec.cause, step)
        for happening in self.program.events[period]:
            key = happening.spec.id
            if key not in self.done and self._occurs(happening.test, happening.odds, key):
                self.done.add(key)
                self._happen(happening)

    def _occurs(self, test: Test | None, odds: Odds | None, key: str) -> bool:
        if test is not None and not test(self.state):
            return False
        return odds is None or self.chance(key, self.state.period) < odds(self.state)

    def _happen(self, happening: Happening) -> None:
        text, step = self._find_cause(happening)
        if text is not None and step is not None:
            self.trace.told.append((step, text))
        self._say(happening.passages, text, step)
        happening.act(self.state)

    def _find_cause(self, happening: Happening) -> tuple[str | None, int | None]:
        """Return the first cause that holds among the decisions that were really taken."""
        for test, cause in happening.causes:
            step = self._find_step(cause.decision)
            if step is not None and (test is None or test(self.state)):
                return cause.text, step
        return None, None

    def _find_step(self, decision: str) -> int | None:
        steps = self.trace.steps
        return next((s.step for s in steps if s.question.spec.id == decision), None)

    def _say(self, passages: Passages, cause: str | None = None, step: int | None = None) -> None:
        if not self.has_texts:
            return
        for test, spec in passages:
            if test is None or test(self.state):
                self.said.append(Said(spec, cause, step))

    def _ask(self, question: Question, period: int) -> bool:
        """Ask a decision if it arises; return False when nobody answers."""
        state = self.state
        key = question.spec.id
        if key in state.answers or (question.test is not None and not question.test(state)):
            return True
        self._say(question.passages)
        step = len(self.trace.steps)
        available = _list_available(question, state)
        before = tuple(state.values)
        minutes = question.spec.minutes
        taken = StepTrace(step, period, question, available, self.said, before, minutes)
        self.trace.steps.append(taken)
        self.said = []
        answer = self._hear(taken)
        if answer is None:
            return False
        self._take(answer, taken)
        return True

    def _hear(self, taken: StepTrace) -> Answer | None:
        """Ask until an answer comes, opening what is asked for in between."""
        question, state = taken.question, self.state
        while True:
            point = Point(taken.step, question, taken.available, state, taken.minutes_left)
            move = self.choose(point)
            if not isinstance(move, Opening):
                if self.has_texts:
                    taken.items = _list_items(point)
                    taken.candidates = list_candidates(point)
                return move
            self._open(check_opening(point, move.item), taken)

    def _open(self, item: Item, taken: StepTrace) -> None:
        state = self.state
        before = tuple(state.values)
        state.opened.add(item.spec.id)
        self._say(item.passages)
        item.act(state)
        if taken.minutes_left is not None:
            taken.minutes_left -= item.spec.minutes
        taken.before = tuple(state.values)
        taken.available = _list_available(taken.question, state)
        taken.openings.append(OpenedTrace(item, tuple(self.said), before, taken.before))
        self.said = []

    def _take(self, answer: Answer, taken: StepTrace) -> None:
        state, question = self.state, taken.question
        taken.answer = answer
        state.answers[question.spec.id] = answer
        for part in question.resolve(answer):
            part.act(state)
            self._say(part.reaction)
            for delayed in part.later:
                period = taken.period + delayed.spec.after
                self.due.setdefault(period, []).append((taken.step, delayed))
        taken.after = tuple(state.values)
        self._say(question.reaction)

    def _conclude(self) -> None:
        for test, spec, passages in self.program.outcomes:
            if test is None or test(self.state):
                self.trace.outcome = spec
                self.said = []
                self._say(passages)
                self.trace.outcome_said = self.said
                return


def _list_items(point: Point) -> tuple[SeenItem, ...]:
    opened = point.state.opened
    return tuple(
        SeenItem(item, item.spec.id in opened, find_reason_closed(point, item))
        for item in list_visible(point)
    )


def _list_available(question: Question, state: State) -> tuple[bool, ...]:
    return tuple([o.test is None or o.test(state) for o in question.options])
