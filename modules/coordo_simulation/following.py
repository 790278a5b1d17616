"""Ways to answer as a run did: exactly, or wherever that still makes sense."""

from dataclasses import dataclass, field

from coordo_simulation.answer import Answer
from coordo_simulation.answer_checks import check_answer, find_reason_closed, is_legal
from coordo_simulation.chance import build_chance
from coordo_simulation.engine import Trace, simulate
from coordo_simulation.errors import ScenarioMismatchError, UnknownDecisionError
from coordo_simulation.french import set_spaces
from coordo_simulation.point import Chooser, Point, Policy, list_visible
from coordo_simulation.policies import follow_expert
from coordo_simulation.run import Decision, Opening, Run
from coordo_simulation.scenario import Scenario

Reason = str
NO_LONGER_OPEN: Reason = "Cette réponse n’était plus possible dans cette histoire."
NEVER_ASKED: Reason = "Cette décision ne s’était pas posée dans votre parcours."
NO_LONGER_ASKED: Reason = "Cette décision ne se pose plus dans cette histoire."


def check_scenario(scenario: Scenario, run: Run) -> None:
    """Accept a run of this case, whatever its version.

    Raises:
        ScenarioMismatchError: it is a run of another case.
    """
    if run.scenario != scenario.id:
        told = f"Ce parcours est celui du cas « {run.scenario} », non de « {scenario.id} »."
        raise ScenarioMismatchError(set_spaces(told))


def follow_exactly(scenario: Scenario, run: Run) -> Chooser:
    """Answer as ``run`` did, then stop.

    Raises (the chooser, or at once):
        RunError: the run does not fit the scenario.
    """
    check_scenario(scenario, run)
    if run.version != scenario.version:
        raise ScenarioMismatchError(
            set_spaces(
                f"Ce parcours a été commencé avec la version {run.version} du cas ; "
                f"la version présente est {scenario.version}."
            )
        )
    openings = list(run.openings)
    _check_order_of_openings(run)

    def choose(point: Point) -> Answer | Opening | None:
        if openings and openings[0].step == point.step:
            return openings.pop(0)
        if point.step >= len(run.decisions):
            return None
        taken = run.decisions[point.step]
        check_decision(point, taken)
        return taken.answer

    return choose


def _check_order_of_openings(run: Run) -> None:
    steps = [opened.step for opened in run.openings]
    if steps != sorted(steps) or (steps and steps[-1] > len(run.decisions)):
        raise UnknownDecisionError(
            "Ce parcours ouvre quelque chose à un moment qu’il n’a pas encore atteint."
        )


def simulate_exactly(scenario: Scenario, run: Run, *, has_texts: bool = False) -> Trace:
    """Replay a run as it was made.

    Raises:
        RunError: it is of another version or scenario, decides something unknown or impossible,
            or goes on after the end.
    """
    chooser = follow_exactly(scenario, run)
    trace = simulate(scenario.program, build_chance(run.seed), chooser, has_texts=has_texts)
    asked = len(trace.steps)
    if asked < len(run.decisions) or any(opened.step >= asked for opened in run.openings):
        raise UnknownDecisionError(
            f"Étape {asked + 1}\u202f: le récit est terminé, plus rien ne s’y décide."
        )
    return trace


def check_decision(point: Point, taken: Decision) -> None:
    """Accept the decision that is asked, answered legally.

    Raises:
        RunError: it is not the decision asked, or not a legal answer to it.
    """
    question = point.question.spec
    if taken.decision != question.id or taken.step != point.step:
        raise UnknownDecisionError(
            set_spaces(
                f"Étape {point.step + 1} : la décision à prendre est « {question.id} », "
                f"et non « {taken.decision} »."
            )
        )
    check_answer(point, taken.answer)


@dataclass(slots=True)
class Following:
    """Answers as wanted wherever that is still legal, else as ``then`` does.

    ``openings`` are what to open, by decision, where it still can be. ``replaced`` gathers, by
    decision, the answer used instead of the one wanted, and why.
    """

    wanted: dict[str, Answer]
    openings: dict[str, list[str]] = field(default_factory=dict)
    then: Policy = follow_expert
    replaced: dict[str, tuple[Answer, Reason]] = field(default_factory=dict)

    def __call__(self, point: Point) -> Answer | Opening:
        """Open what is to be opened, then answer one decision."""
        key = point.question.spec.id
        if self.openings.get(key) and (opening := self.open_next(point)):
            return opening
        answer = self.wanted.get(key)
        if answer is not None and is_legal(point, answer):
            return answer
        used = self.then(point)
        self.replaced[key] = (used, NEVER_ASKED if answer is None else NO_LONGER_OPEN)
        return used

    def open_next(self, point: Point) -> Opening | None:
        """Open the next thing wanted here that still can be, None when there is none left."""
        waiting = self.openings.get(point.question.spec.id, [])
        visible = {item.spec.id: item for item in list_visible(point)}
        while waiting:
            item = visible.get(waiting.pop(0))
            if item is not None and find_reason_closed(point, item) is None:
                return Opening(step=point.step, item=item.spec.id)
        return None


def follow_run(
    run: Run, changed: dict[str, Answer] | None = None, *, then: Policy = follow_expert
) -> Following:
    """Answer as ``run`` did, but for the decisions in ``changed``."""
    wanted = {taken.decision: taken.answer for taken in run.decisions}
    return Following(wanted | (changed or {}), list_openings(run), then)


def list_openings(run: Run) -> dict[str, list[str]]:
    """Return what a run opened, by the decision that waited then."""
    openings: dict[str, list[str]] = {}
    for opened in run.openings:
        if opened.step < len(run.decisions):
            decision = run.decisions[opened.step].decision
            openings.setdefault(decision, []).append(opened.item)
    return openings


def drive(scenario: Scenario, seed: int, chooser: Chooser, *, run_id: str) -> Run:
    """Play a case with a chooser and return the run."""
    trace = simulate(scenario.program, build_chance(seed), chooser)
    return build_run_of(scenario, seed, trace, run_id)


def build_run_of(scenario: Scenario, seed: int, trace: Trace, run_id: str) -> Run:
    """Return the run that a simulation amounts to."""
    return Run(
        id=run_id,
        scenario=scenario.id,
        version=scenario.version,
        seed=seed,
        decisions=build_decisions(trace),
        openings=build_openings(trace),
    )


def build_decisions(trace: Trace) -> tuple[Decision, ...]:
    """Return the decisions taken in a simulated run."""
    return tuple(
        Decision(step=step.step, decision=step.question.spec.id, answer=step.answer)
        for step in trace.steps
        if step.answer is not None
    )


def build_openings(trace: Trace) -> tuple[Opening, ...]:
    """Return what was opened in a simulated run."""
    return tuple(
        Opening(step=step.step, item=opened.item.spec.id)
        for step in trace.steps
        for opened in step.openings
    )
