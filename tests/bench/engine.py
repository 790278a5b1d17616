"""Prints how fast the case engine is, for every case: ``python tests/bench/engine.py``."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

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


def list_changes(case: Scenario, run: Run) -> list[tuple[int, Answer]]:
    """Return each step with an answer that the run did not give there, where there is one."""
    steps = simulate_exactly(case, run, has_texts=True).steps
    others = (next((a for a in taken.candidates if a != taken.answer), None) for taken in steps)
    return [(step, answer) for step, answer in enumerate(others) if answer is not None]


def measure_what_if(case: Scenario, run: Run, policy: PolicyName) -> tuple[float, float, int]:
    """Return the median step's time in milliseconds, the slowest one's, and which it is."""
    spent = {
        step: measure(lambda s=step, a=answer: what_if(case, run, s, a, policy=policy), 1)
        for step, answer in list_changes(case, run)
    }
    slowest = max(spent, key=lambda step: spent[step])
    return median(spent.values()), spent[slowest], slowest


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
    for policy in POLICIES:
        usual, worst, step = measure_what_if(case, run, policy)
        told = f"{usual:.1f} ms at the median step, {worst:.1f} ms at the slowest ({step})"
        report(f"  what-if, 40 futures, {policy}: {told}")
    report(f"  debriefing: {measure(lambda: build_debriefing(case, run), 1):.0f} ms")


def main() -> None:
    """Measure the engine on every case of the course."""
    for path in sorted((REPOSITORY / "modules").glob("*/scenario.yml")):
        measure_case(path)


if __name__ == "__main__":
    main()
