"""Prints how fast the case engine is: ``python tests/bench/engine.py``."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "coordo_simulation"))

from case_runs import CASE, load_case, play_at_random
from coordo_simulation.chance import build_chance
from coordo_simulation.debriefing import build_debriefing, what_if
from coordo_simulation.engine import simulate
from coordo_simulation.following import follow_run
from coordo_simulation.playback import play
from coordo_simulation.run import Run


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


def find_other_choice(run: Run, step: int) -> str:
    """Return an open choice that the run did not make at a step."""
    moment = play(load_case(), run).moments[step]
    assert moment.prompt is not None
    return next(c.id for c in moment.prompt.choices if c.is_available and c.id != moment.chosen)


def main() -> None:
    """Measure the engine on the case of module 1."""
    begin = time.process_time()
    case = load_case()
    report(f"read and check {CASE.name}: {(time.process_time() - begin) * 1000:.0f} ms")
    begin = time.process_time()
    program = case.program
    report(f"compile: {(time.process_time() - begin) * 1000:.1f} ms")
    run = play_at_random(11, 3)
    chance = build_chance(run.seed)
    simulated = measure(lambda: simulate(program, chance, follow_run(run)), 200)
    report(
        f"simulate {len(run.decisions)} decisions: {simulated:.3f} ms ({1000 / simulated:.0f}/s)"
    )
    report(f"play with its texts: {measure(lambda: play(case, run), 50):.2f} ms")
    other = find_other_choice(run, 4)
    report(f"what-if, 40 futures: {measure(lambda: what_if(case, run, 4, other), 5):.1f} ms")
    report(f"debriefing: {measure(lambda: build_debriefing(case, run), 1):.0f} ms")


if __name__ == "__main__":
    main()
