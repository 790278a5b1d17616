"""Prints how fast a class is graded: ``python tests/bench/grading.py``.

The same submissions of a synthetic evaluation (40 items, five formats) are graded, in turns
within one run, by stock nbgrader (a kernel; its cells compute the same scores), by plain
``nbgrader autograde`` in our course, and by ``coordo grade``, which also writes the feedback
pages, the receipts and the CSV. Stock and plain grade a sample. Starting Python is left out on
all sides; starting the workers is in. Then ``coordo grade`` is run on 30 and 3,000 trainees
for its memory, and once in a single process for what its time is made of.

The floor: a submission is 100 kB of HTML that has to be put into a notebook for formgrader and
into a page for the trainee, and some eight files and four folders to write; scoring itself and
the gradebook are a small part. A second processor halves it; nothing waits for a kernel, a
lock or a network.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

from process_tree import Measure, run_measured
from synthetic_course import (
    ITEMS,
    MODULE,
    build_coordo_course,
    build_items,
    build_stock_course,
    hand_in,
    write_journals,
)

HERE = Path(__file__).parent
ROUNDS = 2
TITLES = {"stock": "nbgrader d'origine", "plain": "nbgrader autograde", "coordo": "coordo grade"}
QUERY = (
    "select a.student_id, c.name, g.auto_score from grade g "
    "join base_cell c on c.id = g.cell_id join submitted_notebook n on n.id = g.notebook_id "
    "join submitted_assignment a on a.id = n.assignment_id"
)


def report(line: str = "") -> None:
    """Write one line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run_stock(step: str, root: Path) -> Measure:
    """Run stock nbgrader in a process of its own."""
    return _run("grading_by_stock", step, root)


def run_coordo(step: str, root: Path) -> Measure:
    """Run a step of ours in a process of its own."""
    return _run("grading_by_coordo", step, root)


def _run(module: str, step: str, root: Path) -> Measure:
    # not as a script, which each worker would read again with all that it imports
    code = f"import sys; sys.path.insert(0, {str(HERE)!r}); import {module}; {module}.main()"
    return run_measured([sys.executable, "-c", code, step, str(root)])


class Bench:
    """Three courses with the same submissions."""

    def __init__(self, folder: Path, trainees: int) -> None:
        """Build and release the courses, and write every journal."""
        self.items = build_items(ITEMS)
        self.stock = build_stock_course(folder / "stock", self.items)
        self.plain = build_coordo_course(folder / "plain", self.items)
        self.coordo = build_coordo_course(folder / "coordo", self.items)
        run_stock("release", self.stock)
        run_coordo("release", self.plain)
        run_coordo("release", self.coordo)
        self.journals = write_journals(folder / "journals", self.items, trainees)
        self.peaks: dict[str, float] = {}

    def time_step(self, step: str, first: int, count: int) -> float:
        """Hand in some submissions, grade them, and return the seconds that one takes."""
        root = getattr(self, step)
        base = root if step == "stock" else root / "course"
        notebook = base / "release" / MODULE / "evaluation.ipynb"
        hand_in(base / "submitted", notebook, self.journals[first : first + count])
        measure = run_stock("grade", root) if step == "stock" else run_coordo(step, root)
        self.peaks[step] = max(self.peaks.get(step, 0.0), measure.peak)
        return float(measure.output.splitlines()[-1]) / count

    def read_scores(self, step: str) -> dict[tuple[str, str], float]:
        """Read every score of a gradebook, by trainee and item."""
        root = getattr(self, step)
        path = (root if step == "stock" else root / "course") / "gradebook.db"
        database = sqlite3.connect(path)
        try:
            return {(who, item): score for who, item, score in database.execute(QUERY)}
        finally:
            database.close()


def compare_rates(bench: Bench, sizes: dict[str, int]) -> None:
    """Time the three in turns, and print seconds a submission and ratios."""
    times: dict[str, list[float]] = {step: [] for step in sizes}
    for turn in range(ROUNDS):
        for step, size in sizes.items():
            share = size // ROUNDS
            times[step].append(bench.time_step(step, turn * share, share))
    means = {step: sum(values) / len(values) for step, values in times.items()}
    for step, mean in means.items():
        report(
            f"{TITLES[step]:20} {mean:8.4f} s par copie  x {means['stock'] / mean:6.1f}"
            f"   pointe {bench.peaks[step]:4.0f} Mo   ({sizes[step]} copies, en {ROUNDS} fois : "
            f"{', '.join(f'{value:.4f}' for value in times[step])})"
        )


def compare_scores(bench: Bench) -> None:
    """Print whether all scores are equal.

    Raises:
        SystemExit: one is not.
    """
    reference = bench.read_scores("coordo")
    for step in ("stock", "plain"):
        scores = bench.read_scores(step)
        wrong = [key for key, score in scores.items() if abs(score - reference[key]) > 1e-9]
        report(
            f"notes de {step} égales à celles de coordo : {len(scores) - len(wrong)}/{len(scores)}"
        )
        if wrong or not scores:
            raise SystemExit(f"{step} : {wrong[:5]}")


def measure_memory(folder: Path, count: int) -> None:
    """Grade a fresh class of some size, and print its peak memory."""
    items = build_items(ITEMS)
    root = build_coordo_course(folder / f"classe-{count}", items)
    run_coordo("release", root)
    notebook = root / "course" / "release" / MODULE / "evaluation.ipynb"
    journals = write_journals(folder / f"journaux-{count}", items, count)
    hand_in(root / "course" / "submitted", notebook, journals)
    command = [str(Path(sys.executable).with_name("coordo")), "grade", MODULE, "--root", str(root)]
    first, again = run_measured(command), run_measured(command)
    report(
        f"{count:5} stagiaires : pointe {first.peak:4.0f} Mo, "
        f"{first.seconds / count:.4f} s par copie ; "
        f"relancée sans rien de neuf : {again.seconds:.1f} s"
    )
    shutil.rmtree(root)


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--trainees", type=int, default=300)
    parser.add_argument("--stock", type=int, default=20, help="submissions graded by stock")
    parser.add_argument("--plain", type=int, default=60, help="graded by plain autograde")
    parser.add_argument("--memory", type=int, nargs="*", default=[30, 3000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="coordo-bench-") as name:
        folder = Path(name)
        bench = Bench(folder, options.trainees)
        sizes = {"stock": options.stock, "plain": options.plain, "coordo": options.trainees}
        compare_rates(bench, sizes)
        compare_scores(bench)
        report("ce que prend une copie, dans un seul processus :")
        sys.stdout.write(run_coordo("detail", bench.coordo).output)
        report("la commande « coordo grade » entière, démarrage compris :")
        for count in options.memory:
            measure_memory(folder, count)


if __name__ == "__main__":
    main()
