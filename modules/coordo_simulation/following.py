"""Ways to answer the decisions of a case: as a run did, as the expert does, as a policy says."""

from collections.abc import Callable
from dataclasses import dataclass, field

from coordo_simulation.chance import build_chance
from coordo_simulation.engine import Chooser, Point, Trace, simulate
from coordo_simulation.errors import (
    ScenarioMismatchError,
    UnavailableChoiceError,
    UnknownChoiceError,
    UnknownDecisionError,
)
from coordo_simulation.run import Decision, Run
from coordo_simulation.scenario import Scenario

Reason = str
NO_LONGER_OPEN: Reason = "Ce choix n’était plus possible dans cette histoire."
NEVER_ASKED: Reason = "Cette décision ne s’était pas posée dans votre parcours."
NO_LONGER_ASKED: Reason = "Cette décision ne se pose plus dans cette histoire."


def follow_exactly(scenario: Scenario, run: Run) -> Chooser:
    """Answer as ``run`` did, then stop.

    Raises (the chooser, or at once):
        RunError: the run does not fit the scenario.
    """
    if (run.scenario, run.version) != (scenario.id, scenario.version):
        raise ScenarioMismatchError(
            f"Ce parcours a été commencé sur « {run.scenario} » version {run.version} ; "
            f"le cas présent est « {scenario.id} » version {scenario.version}."
        )

    def choose(point: Point) -> int | None:
        if point.step >= len(run.decisions):
            return None
        return find_choice(point, run.decisions[point.step])

    return choose


def find_choice(point: Point, taken: Decision) -> int:
    """Return the position of the choice taken.

    Raises:
        RunError: it is not the decision asked, not one of its choices, or not open.
    """
    question = point.question.spec
    if taken.decision != question.id or taken.step != point.step:
        raise UnknownDecisionError(
            f"Étape {point.step + 1} : la décision à prendre est « {question.id} », "
            f"et non « {taken.decision} »."
        )
    position = point.question.find_option(taken.choice)
    if position is None:
        raise UnknownChoiceError(
            f"Étape {point.step + 1} : « {question.id} » n’offre pas le choix « {taken.choice} »."
        )
    if not point.available[position]:
        raise UnavailableChoiceError(
            f"Étape {point.step + 1} : ce choix n’est pas possible. "
            f"{question.choices[position].unavailable}"
        )
    return position


def follow_expert(point: Point) -> int:
    """Answer as the expert does here; failing that, with the first choice open."""
    for test, position, _ in point.question.expert:
        if point.available[position] and (test is None or test(point.state)):
            return position
    return point.available.index(True)


@dataclass(slots=True)
class Following:
    """Answers with the choices of a run wherever they still make sense, else as the expert.

    ``replaced`` gathers, by decision, the
    choice used instead of the one wanted, and why.
    """

    wanted: dict[str, str]
    replaced: dict[str, tuple[int, Reason]] = field(default_factory=dict)

    def __call__(self, point: Point) -> int:
        """Answer one decision."""
        key = point.question.spec.id
        choice = self.wanted.get(key)
        position = None if choice is None else point.question.find_option(choice)
        if position is not None and point.available[position]:
            return position
        used = follow_expert(point)
        self.replaced[key] = (used, NEVER_ASKED if choice is None else NO_LONGER_OPEN)
        return used


def follow_run(run: Run, changed: dict[str, str] | None = None) -> Following:
    """Answer as ``run`` did, but for the decisions in ``changed``."""
    wanted = {taken.decision: taken.choice for taken in run.decisions}
    return Following(wanted | (changed or {}))


Policy = Callable[[Point], int]


def drive(scenario: Scenario, seed: int, policy: Policy, *, run_id: str) -> Run:
    """Play a case to its end with a policy and return the run."""
    trace = simulate(scenario.program, build_chance(seed), policy)
    return Run(
        id=run_id,
        scenario=scenario.id,
        version=scenario.version,
        seed=seed,
        decisions=build_decisions(trace),
    )


def build_decisions(trace: Trace) -> tuple[Decision, ...]:
    """Return the decisions taken in a simulated run."""
    return tuple(
        Decision(step=s.step, decision=s.question.spec.id, choice=s.question.options[c].spec.id)
        for s in trace.steps
        if (c := s.chosen) is not None
    )
