"""One of two kernels on one journal: waits for the agreed instant, then moves.

Run as a program with the scenario and its references. Each line of its input is a ``Lap``; each
line of its output is a ``Finish``.
"""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from pathlib import Path

from coordo_assessments.journal import Journal
from coordo_assessments.public_models import PublicCase
from coordo_simulation.answer import Answer
from coordo_simulation.references import Closed, load_references
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario, load_scenario
from coordo_widgets.case_session import CaseRefusalError
from coordo_widgets.graded_player import GradedCaseSession

RUN = "r"
SEED = 4711


class Lap(Closed):
    """A journal, what to do in it, and when (``time.monotonic``, common to all processes)."""

    journal: Path
    at: float
    step: int = 0
    opens: str | None = None
    decides: str | None = None
    answer: Answer | None = None


class Finish(Closed):
    """Why the move was refused, empty where it was made, and the run that the kernel now shows."""

    refusal: str
    run: Run | None


def build_case(scenario: Scenario) -> PublicCase:
    """The case as an evaluation releases it."""
    return PublicCase(
        scenario=scenario.id,
        version=scenario.version,
        title=scenario.title,
        points=Decimal(20),
        dimensions=(),
        seed=SEED,
    )


def move(session: GradedCaseSession, lap: Lap) -> None:
    """Begin the run, open something or decide."""
    if lap.opens is not None:
        session.open_item(RUN, lap.step, lap.opens)
    elif lap.decides is not None and lap.answer is not None:
        session.decide(RUN, lap.step, lap.decides, lap.answer)
    else:
        session.start()


def race(scenario_path: Path, references: Path) -> None:
    """Run the laps that come."""
    book = load_references(references)
    scenario = load_scenario(scenario_path, book)
    case = build_case(scenario)
    for line in sys.stdin:
        lap = Lap.model_validate_json(line)
        session = GradedCaseSession(scenario, book, Journal(lap.journal), case)
        while time.monotonic() < lap.at:
            pass
        refusal = ""
        try:
            move(session, lap)
        except CaseRefusalError as error:
            refusal = str(error)
        run = session.build_run(session.run_id) if session.run_id else None
        sys.stdout.write(Finish(refusal=refusal, run=run).model_dump_json() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    race(Path(sys.argv[1]), Path(sys.argv[2]))
