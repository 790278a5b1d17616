"""Loads every case of the course and plays it many times, for the tests of their content."""

from functools import cache
from pathlib import Path

from case_intentions import INTENTIONS, follow_intention
from coordo_simulation.chance import build_chance
from coordo_simulation.engine import Trace, simulate
from coordo_simulation.point import Chooser
from coordo_simulation.policies import build_prudence, follow_expert
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.references import load_references
from coordo_simulation.scenario import Scenario, load_scenario

REPOSITORY = Path(__file__).parents[2]
PATHS = tuple(sorted((REPOSITORY / "modules").glob("*/scenario.yml")))
M1 = REPOSITORY / "modules" / "m1_regulation" / "scenario.yml"
RANDOM_RUNS = 1000
SEEDS = 60


@cache
def load_case(path: Path = M1) -> Scenario:
    return load_scenario(path, load_references(REPOSITORY / "course" / "references.yml"))


def run(chooser: Chooser, seed: int, path: Path = M1) -> Trace:
    return simulate(load_case(path).program, build_chance(seed), chooser, has_texts=True)


def list_ways(path: Path) -> tuple[Chooser, ...]:
    """The ways of conducting a case that answer always alike: the expert, prudence, intentions."""
    intentions = INTENTIONS.values() if path == M1 else ()
    return (
        follow_expert,
        build_prudence(load_case(path)),
        *(follow_intention(way) for way in intentions),
    )


@cache
def play_many(path: Path) -> tuple[Trace, ...]:
    """Random runs, and each way of conducting the case on several seeds."""
    traces = [run(choose_at_random(seed), seed, path) for seed in range(RANDOM_RUNS)]
    for way in list_ways(path):
        traces.extend(run(way, seed, path) for seed in range(SEEDS))
    return tuple(traces)


def outcome_of(trace: Trace) -> str:
    assert trace.outcome is not None
    return trace.outcome.id
