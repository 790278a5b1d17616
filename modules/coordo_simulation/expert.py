"""The expert's run on the same seed, commented step by step."""

from dataclasses import dataclass, field

from coordo_simulation.answer import Answer
from coordo_simulation.answer_texts import describe_answer
from coordo_simulation.chance import build_chance
from coordo_simulation.engine import StepTrace, Trace, simulate
from coordo_simulation.following import build_run_of
from coordo_simulation.playback import (
    build_playback,
    get_answer,
    get_answer_text,
    require_outcome,
)
from coordo_simulation.point import Point
from coordo_simulation.policies import follow_expert
from coordo_simulation.retrospect import ExpertPath, ExpertStep
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario

EXPERT_LABEL = "L’experte"
NO_COMMENT = "Elle prend ce qui reste possible."


@dataclass(slots=True)
class Expert:
    """Decides as the scenario says its expert does, and keeps what she says of it."""

    commentaries: list[str] = field(default_factory=list)

    def __call__(self, point: Point) -> Answer:
        """Answer one decision."""
        answer = follow_expert(point)
        told = (
            text
            for test, given, text in point.question.expert
            if given == answer and (test is None or test(point.state))
        )
        self.commentaries.append(next(told, NO_COMMENT))
        return answer


@dataclass(frozen=True, slots=True)
class ExpertRun:
    """The expert's simulated run and her commentaries, one for each step."""

    trace: Trace
    commentaries: tuple[str, ...]


def simulate_expert(scenario: Scenario, seed: int) -> ExpertRun:
    """Play the expert's path with the luck of ``seed``."""
    expert = Expert()
    trace = simulate(scenario.program, build_chance(seed), expert, has_texts=True)
    return ExpertRun(trace, tuple(expert.commentaries))


def build_expert_path(scenario: Scenario, run: Run, expert: ExpertRun) -> ExpertPath:
    """Tell the expert's path beside the choices of ``run``."""
    expert_run = build_run_of(scenario, run.seed, expert.trace, f"{run.id}-experte")
    playback = build_playback(scenario, expert_run, expert.trace)
    own = {taken.decision: taken.answer for taken in run.decisions}
    return ExpertPath(
        playback=playback,
        outcome=require_outcome(playback.outcome),
        steps=tuple(
            ExpertStep(
                step=taken.step,
                date=scenario.program.dates[taken.period],
                decision=taken.question.spec.id,
                title=taken.question.spec.title,
                answer=get_answer(taken),
                choice_text=get_answer_text(taken),
                commentary=commentary,
                own_choice_text=_tell_own(taken, own),
            )
            for taken, commentary in zip(expert.trace.steps, expert.commentaries, strict=True)
        ),
    )


def _tell_own(taken: StepTrace, own: dict[str, Answer]) -> str | None:
    answer = own.get(taken.question.spec.id)
    return None if answer is None else describe_answer(taken.question.spec, answer)
