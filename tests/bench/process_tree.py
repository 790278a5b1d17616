"""Runs a program and measures it: seconds, and peak memory of its whole process tree."""

from __future__ import annotations

import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_PERIOD = 0.05


@dataclass(frozen=True)
class Measure:
    """What a program printed, how long it ran, and the most memory it held (MB).

    Memory is proportional set size (PSS): a page shared by three processes counts a third in
    each, so that the sum over the tree is what the machine gives up.
    """

    output: str
    seconds: float
    peak: float


def run_measured(command: list[str]) -> Measure:
    """Run a program to its end.

    Raises:
        RuntimeError: it failed.
    """
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        with subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT) as process:
            peak = 0.0
            while process.poll() is None:
                peak = max(peak, sum(_read_memory(pid) for pid in _list_tree(process.pid)))
                time.sleep(_PERIOD)
        seconds = time.perf_counter() - start
        output.seek(0)
        printed = output.read()
    if process.returncode:
        raise RuntimeError(f"{command} : {process.returncode}\n{printed}")
    return Measure(printed, seconds, peak)


def _list_tree(root: int) -> list[int]:
    found, left = [], [root]
    while left:
        pid = left.pop()
        found.append(pid)
        for path in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                left.extend(int(child) for child in path.read_text().split())
            except OSError:
                continue
    return found


def _read_memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
