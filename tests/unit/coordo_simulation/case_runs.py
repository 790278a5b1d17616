"""Loads the real case and plays it at random, for the tests of the engine."""

import random
from functools import cache
from pathlib import Path

from coordo_simulation.engine import Point
from coordo_simulation.following import Policy, drive
from coordo_simulation.references import load_references
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario, load_scenario

REPOSITORY = Path(__file__).parents[3]
CASE = REPOSITORY / "modules" / "m1_regulation" / "scenario.yml"


@cache
def load_case() -> Scenario:
    return load_scenario(CASE, load_references(REPOSITORY / "course" / "references.yml"))


def choose_at_random(taste: int) -> Policy:
    chance = random.Random(taste)  # noqa: S311  (a taste, not a secret)

    def choose(point: Point) -> int:
        return chance.choice([rank for rank, is_open in enumerate(point.available) if is_open])

    return choose


def play_at_random(seed: int, taste: int) -> Run:
    return drive(load_case(), seed, choose_at_random(taste), run_id=f"{seed}-{taste}")
