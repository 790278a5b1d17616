"""Seeded chance: one independent draw for each (seed, what it decides, period).

Because a draw does not depend on the draws made before it, changing one decision does not
reshuffle the rest of the case: two runs on the same seed meet the same luck, and what
differs between them comes from the decisions.
"""

import hashlib
from collections.abc import Callable

Chance = Callable[[str, int], float]

_SCALE = 2.0**-53


def draw(seed: int, key: str, period: int) -> float:
    """Return a number in [0, 1), the same on every machine and Python version."""
    digest = hashlib.blake2b(f"{seed}/{key}/{period}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 11) * _SCALE


def build_chance(seed: int) -> Chance:
    """Return the luck of one seed."""
    return lambda key, period: draw(seed, key, period)


def build_other_future(seed: int, since: int, other_seed: int) -> Chance:
    """Return the luck of ``seed`` up to period ``since`` included, of another seed after it."""
    return lambda key, period: draw(seed if period <= since else other_seed, key, period)
