"""Loads the real case and plays it at random, for the tests of the engine."""

from functools import cache
from pathlib import Path

from coordo_simulation.following import drive
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.references import load_references
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario, load_scenario

REPOSITORY = Path(__file__).parents[3]
CASE = REPOSITORY / "modules" / "m1_regulation" / "scenario.yml"
DISCHARGE = REPOSITORY / "modules" / "galerie" / "scenario.yml"


@cache
def load_case(path: Path = CASE) -> Scenario:
    return load_scenario(path, load_references(REPOSITORY / "course" / "references.yml"))


def play_at_random(seed: int, taste: int, path: Path = CASE) -> Run:
    return drive(load_case(path), seed, choose_at_random(taste), run_id=f"{seed}-{taste}")
