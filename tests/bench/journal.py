"""Prints what an event costs to write, plainly and on condition: ``python tests/bench/journal.py``.

With a git revision as argument, the plain append of that revision is measured too, event by event
in turn with today's, so that both meet the same disk at the same moment.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from coordo_assessments.events import AnswerGiven
from coordo_assessments.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parents[2]
SOURCE = "assessments/coordo_assessments/journal.py"
ROUNDS = 600
LENGTHS = (0, 100, 1000)
"""Events that the journal holds already: none, an evening's work, more than any trainee's."""


def report(line: str) -> None:
    """Write one line of figures."""
    sys.stdout.write(f"{line}\n")


def build_event() -> AnswerGiven:
    """Return an answer as an evaluation has them."""
    return AnswerGiven(activity="evaluation", item="un-item", answer={"options": ["ars"]})


def load_before(revision: str) -> type[Journal]:
    """Return the journal's class as a revision of the project has it."""
    command = ["git", "-C", str(REPOSITORY), "show", f"{revision}:{SOURCE}"]
    source = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    module = ModuleType("journal_before")
    sys.modules[module.__name__] = module
    exec(compile(source, SOURCE, "exec"), module.__dict__)  # noqa: S102  (of our own repository)
    before: type[Journal] = module.Journal
    return before


def time_once(action: Callable[[], object]) -> tuple[float, float]:
    """Return what an action takes, in milliseconds: of the clock, of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    action()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def measure(actions: dict[str, Callable[[], object]]) -> dict[str, tuple[float, float]]:
    """Return the medians of actions done in turn."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in actions}
    for _ in range(ROUNDS):
        for name, action in actions.items():
            taken[name].append(time_once(action))
    return {
        name: (statistics.median(c for c, _ in times), statistics.median(p for _, p in times))
        for name, times in taken.items()
    }


def measure_plain(folder: Path, revision: str) -> None:
    """Measure the plain append, and that of a revision beside it."""
    now = Journal(folder / "now.jsonl")
    actions: dict[str, Callable[[], object]] = {"append": lambda: now.append(build_event())}
    if revision:
        before = load_before(revision)(folder / "before.jsonl")
        actions[f"append of {revision}"] = lambda: before.append(build_event())
    found = measure(actions)
    for name, (clock, processor) in found.items():
        report(f"{name}: {clock:.3f} ms, of which processor {processor:.3f} ms")
    if revision:
        (clock, processor), (clock_before, processor_before) = found.values()
        ratios = f"{clock / clock_before:.2f}, processor {processor / processor_before:.2f}"
        report(f"  ratio now/before: {ratios}")


def measure_conditional(folder: Path) -> None:
    """Measure the conditional append on journals of several lengths, refused so as not to grow."""
    for length in LENGTHS:
        journal = Journal(folder / f"{length}.jsonl")
        lines = [build_event().model_dump_json() + "\n" for _ in range(length)]
        journal.path.write_text("".join(lines), encoding="utf-8")
        name = f"append_if beside {length} events, without the write"
        times = [
            time_once(partial(journal.append_if, build_event(), lambda _: False)) for _ in range(60)
        ]
        report(f"{name}: {statistics.median(clock for clock, _ in times):.2f} ms")


def main() -> None:
    """Measure in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        measure_plain(Path(folder), sys.argv[1] if len(sys.argv) > 1 else "")
        measure_conditional(Path(folder))


if __name__ == "__main__":
    main()
