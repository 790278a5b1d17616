"""The decision log of a run as a rubric reads it: what was decided when, and how things stood.

States are kept as they were before and after each decision, at the first day of each period, and
at the end, so that a condition can be asked of any moment of the run.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from coordo_simulation.answer import Answer
from coordo_simulation.answer_conditions import HasOpened
from coordo_simulation.chance import Chance, build_chance
from coordo_simulation.engine import StepTrace, Trace, simulate
from coordo_simulation.following import follow_exactly, follow_run, simulate_exactly
from coordo_simulation.periods import Unit
from coordo_simulation.playback import get_answer, get_answer_text
from coordo_simulation.point import Chooser, Point
from coordo_simulation.rubric import Act
from coordo_simulation.run import Opening, Run
from coordo_simulation.scenario import Scenario
from coordo_simulation.state import State, Test


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision that was taken, its answer in words, and what was opened just before."""

    step: int
    period: int
    date: dt.date
    decision: str
    title: str
    answer: Answer
    chosen: str
    opened: tuple[str, ...]
    after: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """The state at one moment of a run, and how many decisions were behind."""

    behind: int
    period: int
    state: State


@dataclass(frozen=True, slots=True)
class PathLog:
    """All that a criterion may look at in one run."""

    scenario: Scenario
    entries: tuple[Entry, ...]
    sights: tuple[Sight, ...]
    trace: Trace

    @property
    def is_finished(self) -> bool:
        """Whether the case came to an outcome."""
        return self.trace.outcome is not None

    @property
    def unit(self) -> Unit:
        """The period of the case."""
        return self.scenario.unit

    def get_entry(self, decision: str) -> Entry | None:
        """Return the entry of a decision, None where it was not taken."""
        return next((entry for entry in self.entries if entry.decision == decision), None)

    def find_act(self, act: Act) -> Entry | None:
        """Return the entry in which an act was done, None where it was not."""
        if isinstance(act, HasOpened):
            return next((entry for entry in self.entries if act.opened in entry.opened), None)
        entry = self.get_entry(act.decision)
        if entry is None:
            return None
        return entry if act.build()(State([], answers={act.decision: entry.answer})) else None

    def find_met(self, act: Act) -> Entry | None:
        """Return the entry where an act could have been done, None where it never could."""
        return None if isinstance(act, HasOpened) else self.get_entry(act.decision)

    def rank_act(self, act: Act) -> tuple[int, int]:
        """Return a rank that orders acts that were done: things open before their decision.

        Raises:
            ValueError: it was not done.
        """
        entry = self.find_act(act)
        if entry is None:
            raise ValueError("Ce geste n’a pas été fait.")
        if isinstance(act, HasOpened):
            return entry.step, entry.opened.index(act.opened)
        return entry.step, len(entry.opened)

    def find_first(self, acts: Sequence[Act]) -> Act | None:
        """Return the act that was done first, None where none was."""
        return min(filter(self.find_act, acts), key=self.rank_act, default=None)

    def find_moment(self, test: Test) -> Sight | None:
        """Return the first moment at which a condition holds."""
        return next((sight for sight in self.sights if test(sight.state)), None)

    def find_entry_at(self, period: int) -> Entry | None:
        """Return the last decision taken in a period or before it, else the first one."""
        past = [entry for entry in self.entries if entry.period <= period]
        return past[-1] if past else next(iter(self.entries), None)

    def list_values(self, variable: str) -> list[tuple[int, float]]:
        """Return what a variable was: (period, value), each period and after each decision."""
        position = self.scenario.program.layout.index[variable]
        starts = [(period, values[position]) for period, values in enumerate(self.trace.periods)]
        after = [(entry.period, entry.after[position]) for entry in self.entries]
        return sorted([*starts, *after], key=lambda pair: pair[0])


@dataclass(slots=True)
class _Witness:
    """Answers as ``choose`` does and keeps the state as it stood before each answer."""

    choose: Chooser
    states: list[State] = field(default_factory=list)

    def __call__(self, point: Point) -> Answer | Opening | None:
        if point.step == len(self.states):
            self.states.append(_copy(point.state))
        return self.choose(point)


def build_log(scenario: Scenario, run: Run) -> PathLog:
    """Replay a run exactly and read its log.

    Raises:
        RunError: the run does not fit the scenario, or decides what it could not.
    """
    simulate_exactly(scenario, run)
    return _read(scenario, build_chance(run.seed), follow_exactly(scenario, run))


def build_other_lives(scenario: Scenario, run: Run, draws: int) -> tuple[PathLog, ...]:
    """Replay the decisions of a finished run under lucks that are the same for every run.

    A decision that the run never met is the expert's: nobody is judged on what they were not
    asked.
    """
    return tuple(_read(scenario, build_chance(k), follow_run(run)) for k in range(draws))


def _read(scenario: Scenario, chance: Chance, chooser: Chooser) -> PathLog:
    witness = _Witness(chooser)
    trace = simulate(scenario.program, chance, witness)
    entries = tuple(
        _build_entry(scenario, taken) for taken in trace.steps if taken.answer is not None
    )
    sights = [
        Sight(taken.step, taken.period, state)
        for taken, state in zip(trace.steps, witness.states, strict=True)
    ]
    sights.extend(_list_afters(trace, witness.states))
    sights.extend(_list_starts(trace, sights))
    if trace.outcome is not None:
        sights.append(Sight(len(entries), scenario.periods, trace.state))
    sights.sort(key=lambda sight: (sight.period, sight.behind))
    return PathLog(scenario, entries, tuple(sights), trace)


def _list_afters(trace: Trace, states: list[State]) -> list[Sight]:
    """The state right after each decision: what was opened, then what was answered."""
    afters = []
    for taken, before in zip(trace.steps, states, strict=True):
        if taken.answer is None:
            continue
        state = _copy(before)
        for opened in taken.openings:
            state.opened.add(opened.item.spec.id)
            opened.item.act(state)
        state.answers[taken.question.spec.id] = taken.answer
        for part in taken.question.resolve(taken.answer):
            part.act(state)
        afters.append(Sight(taken.step + 1, taken.period, state))
    return afters


def _list_starts(trace: Trace, sights: list[Sight]) -> list[Sight]:
    """The first day of each period, with the flags and choices known from the decision before."""
    starts = []
    for period, values in enumerate(trace.periods):
        past = [sight for sight in sights if sight.period < period]
        if past:
            state = _copy(past[-1].state)
            state.values[:], state.period = values, period
            starts.append(Sight(past[-1].behind, period, state))
    return starts


def _build_entry(scenario: Scenario, taken: StepTrace) -> Entry:
    spec = taken.question.spec
    return Entry(
        step=taken.step,
        period=taken.period,
        date=scenario.program.dates[taken.period],
        decision=spec.id,
        title=spec.title,
        answer=get_answer(taken),
        chosen=get_answer_text(taken),
        opened=tuple(opened.item.spec.id for opened in taken.openings),
        after=taken.after,
    )


def _copy(state: State) -> State:
    return State(
        values=list(state.values),
        flags=set(state.flags),
        answers=dict(state.answers),
        opened=set(state.opened),
        period=state.period,
    )
