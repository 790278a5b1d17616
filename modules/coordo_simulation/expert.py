"""The expert's run on the same seed, commented step by step."""

from dataclasses import dataclass, field

from coordo_simulation.chance import build_chance
from coordo_simulation.engine import Point, Trace, simulate
from coordo_simulation.following import build_decisions, follow_expert
from coordo_simulation.playback import build_playback, get_choice_text, require_outcome
from coordo_simulation.retrospect import ExpertPath, ExpertStep
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario

EXPERT_LABEL = "L’experte"


@dataclass(slots=True)
class Expert:
    """Decides as the scenario says its expert does, and keeps what she says of it."""

    commentaries: list[str] = field(default_factory=list)

    def __call__(self, point: Point) -> int:
        """Answer one decision."""
        position = follow_expert(point)
        self.commentaries.append(
            next(
                text
                for test, choice, text in point.question.expert
                if choice == position and (test is None or test(point.state))
            )
        )
        return position


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
    expert_run = Run(
        id=f"{run.id}-experte",
        scenario=run.scenario,
        version=run.version,
        seed=run.seed,
        decisions=build_decisions(expert.trace),
    )
    playback = build_playback(scenario, expert_run, expert.trace)
    own = {taken.decision: taken.choice for taken in run.decisions}
    return ExpertPath(
        playback=playback,
        outcome=require_outcome(playback.outcome),
        steps=tuple(
            ExpertStep(
                step=taken.step,
                date=scenario.program.dates[taken.period],
                decision=taken.question.spec.id,
                title=taken.question.spec.title,
                choice=taken.question.options[taken.chosen].spec.id,
                choice_text=get_choice_text(taken),
                commentary=commentary,
                own_choice_text=_find_text(scenario, taken.question.spec.id, own),
            )
            for taken, commentary in zip(expert.trace.steps, expert.commentaries, strict=True)
            if taken.chosen is not None
        ),
    )


def _find_text(scenario: Scenario, decision: str, own: dict[str, str]) -> str | None:
    choices = scenario.get_decision(decision).choices
    return next((choice.text for choice in choices if choice.id == own.get(decision)), None)
