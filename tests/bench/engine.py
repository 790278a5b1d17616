"""Prints how fast the case engine is, for every case: ``python tests/bench/engine.py``."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from coordo_simulation.answer import Answer
from coordo_simulation.chance import build_chance
from coordo_simulation.debriefing import build_debriefing, what_if
from coordo_simulation.engine import simulate
from coordo_simulation.following import drive, follow_run, simulate_exactly
from coordo_simulation.playback import play
from coordo_simulation.policies import PolicyName
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.references import load_references
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario, load_scenario

REPOSITORY = Path(__file__).parents[2]
POLICIES: tuple[PolicyName, ...] = ("kept", "expert", "prudent")


def report(line: str) -> None:
    """Write one line of figures."""
    sys.stdout.write(f"{line}\n")


def measure(action: Callable[[], object], times: int) -> float:
    """Return the best of five means, in milliseconds of processor time per call."""
    means = []
    for _ in range(5):
        begin = time.process_time()
        for _ in range(times):
            action()
        means.append((time.process_time() - begin) / times * 1000)
    return min(means)


def find_change(case: Scenario, run: Run) -> tuple[int, Answer]:
    """Return a step a quarter of the way and an answer that the run did not give there."""
    step = len(run.decisions) // 4
    trace = simulate_exactly(case, run, has_texts=True)
    taken = trace.steps[step]
    return step, next(answer for answer in taken.candidates if answer != taken.answer)


def measure_case(path: Path) -> None:
    """Measure the engine on one case."""
    begin = time.process_time()
    case = load_scenario(path, load_references(REPOSITORY / "course" / "references.yml"))
    report(f"{path.parent.name}: {case.title}")
    report(f"  read and check: {(time.process_time() - begin) * 1000:.0f} ms")
    begin = time.process_time()
    program = case.program
    report(f"  compile: {(time.process_time() - begin) * 1000:.1f} ms")
    run = drive(case, 11, choose_at_random(3), run_id="bench")
    chance = build_chance(run.seed)
    simulated = measure(lambda: simulate(program, chance, follow_run(run)), 200)
    told = f"{len(run.decisions)} decisions, {len(run.openings)} openings"
    report(f"  simulate {told}: {simulated:.3f} ms ({1000 / simulated:.0f}/s)")
    report(f"  play with its texts: {measure(lambda: play(case, run), 50):.2f} ms")
    step, answer = find_change(case, run)
    for policy in POLICIES:
        spent = measure(lambda p=policy: what_if(case, run, step, answer, policy=p), 5)
        report(f"  what-if, 40 futures, {policy}: {spent:.1f} ms")
    report(f"  debriefing: {measure(lambda: build_debriefing(case, run), 1):.0f} ms")


def main() -> None:
    """Measure the engine on every case of the course."""
    for path in sorted((REPOSITORY / "modules").glob("*/scenario.yml")):
        measure_case(path)


if __name__ == "__main__":
    main()
