"""The graded case of the demonstration: how each simulated trainee conducts it, and hands it in.

Only the intentions are made up. The luck is the one that the release dealt, the run is played by
the engine, the events are those that the player writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_assessments.events import EventBase, ItemOpened, RunFinished, RunStarted
from coordo_assessments.graded_run import CASE_CELL
from coordo_assessments.nbgrader_bridge.grade_case import find_case_cell
from coordo_assessments.nbgrader_bridge.grade_submission import list_graded_cells
from coordo_assessments.nbgrader_bridge.released import EVALUATION, NOTEBOOK_NAME, parse_notebook
from coordo_simulation.answer_candidates import list_candidates
from coordo_simulation.following import drive
from coordo_simulation.playback import play
from coordo_simulation.policies import build_prudence, follow_expert
from coordo_widgets.case_moves import write_decision

from coordo_course.demo_cohort import CHOSEN_LUCK, FORGED_END, STOPPED

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from coordo_assessments.nbgrader_bridge.grade_decision import GradedCell
    from coordo_assessments.nbgrader_bridge.graded_criteria import GradedCriterion
    from coordo_simulation.answer import Answer
    from coordo_simulation.point import Point, Policy
    from coordo_simulation.run import Run
    from coordo_simulation.scenario import Scenario

    from coordo_course.demo_cohort import Trainee

_DECIDED_BEFORE_FORGING = 3
_RUN = "demo"


@dataclass(frozen=True)
class PlayedCase:
    """How the case of a trainee went: what the grading says of it, and out of how many points."""

    trainee: Trainee
    graded: GradedCell
    maximum: float

    @property
    def ceiling(self) -> GradedCriterion | None:
        """The criterion that caps the grade the lowest, None where none does."""
        capping = [one for one in self.graded.criteria if one.ceiling is not None]
        return min(capping, key=lambda one: one.ceiling or 0, default=None)

    @property
    def worst(self) -> GradedCriterion | None:
        """The criterion that lost most points, None where none did."""
        return max(
            (one for one in self.graded.criteria if count_lost(one)), key=count_lost, default=None
        )


def count_lost(criterion: GradedCriterion) -> Decimal:
    """Return the points that a criterion cost; set aside, it costs nothing."""
    given = criterion.points
    return Decimal(0) if given is None else criterion.maximum - given


def play_case(
    scenario: Scenario, seed: int, trainee: Trainee, rng: random.Random
) -> list[EventBase]:
    """Play a graded case and return what stands of it in the journal."""
    if trainee.mishap == CHOSEN_LUCK:
        seed = (seed + 1) % 2**31
    run = drive(scenario, seed, _build_policy(scenario, trainee, rng), run_id=_RUN)
    if trainee.mishap == STOPPED:
        return _tell(run, len(run.decisions) // 2)
    if trainee.mishap == FORGED_END:
        fine = drive(scenario, seed, follow_expert, run_id=_RUN)
        return [*_tell(run, _DECIDED_BEFORE_FORGING), _tell_end(scenario, fine)]
    return [*_tell(run, len(run.decisions)), _tell_end(scenario, run)]


def load_played_case(trainee: Trainee, graded: Path) -> PlayedCase | None:
    """Read how the case of a graded submission went; None where there is nothing to read.

    Args:
        trainee: whose submission it is.
        graded: the folder of the graded notebook.
    """
    path = graded / NOTEBOOK_NAME
    if not path.is_file():  # its grading failed, and the gradebook's table says so
        return None
    notebook = parse_notebook(path.read_text(encoding="utf-8"))
    cell = find_case_cell(notebook)
    if cell is None:
        return None
    found = next(one for one in list_graded_cells(notebook) if one.item == CASE_CELL)
    return PlayedCase(trainee, found, float(cell.metadata["nbgrader"]["points"]))


def _build_policy(scenario: Scenario, trainee: Trainee, rng: random.Random) -> Policy:
    def hesitate(point: Point) -> Answer:
        is_sure = rng.random() < trainee.ability
        return follow_expert(point) if is_sure else rng.choice(list_candidates(point))

    match trainee.conduct:
        case "experte":
            return follow_expert
        case "hésitante":
            return hesitate
        case "prudente":
            return build_prudence(scenario)
        case "hasardeuse":
            return lambda point: rng.choice(list_candidates(point))


def _tell(run: Run, steps: int) -> list[EventBase]:
    """The events of a run up to a number of decisions, as the player writes them."""
    events: list[EventBase] = [
        RunStarted(
            activity=EVALUATION,
            scenario=run.scenario,
            version=run.version,
            run=run.id,
            seed=run.seed,
        )
    ]
    for taken in run.decisions[:steps]:
        opened = [one for one in run.openings if one.step == taken.step]
        events.extend(ItemOpened(run=run.id, step=one.step, item=one.item) for one in opened)
        events.append(write_decision(run.id, taken.step, taken.decision, taken.answer))
    return events


def _tell_end(scenario: Scenario, run: Run) -> RunFinished:
    told = play(scenario, run)
    if told.outcome is None:
        raise ValueError("un parcours mené par une conduite va jusqu’à la fin")
    return RunFinished(run=run.id, outcome=told.outcome.id, indicators=told.periods[-1].indicators)
