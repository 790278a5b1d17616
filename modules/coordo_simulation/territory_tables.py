"""Published figures from which the territory model starts, each by the reference that dates it.

Population of France at 1 January 2025 and annual risks of death (Insee), people who receive the
APA at home for 100 of their age (DREES). ``course/references.yml`` says where each was read; a
test holds the two together. Between two ages of the risk of death, its logarithm is a line; within
a bracket of ages, each generation counts as many as the last but for the deaths of a year.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import pairwise
from math import exp, fsum, log

FIRST_AGE = 45
OLD = 60
VERY_OLD = 75
LAST_AGE = 100
AGES = range(FIRST_AGE, LAST_AGE + 1)
END_OF_LIFE = 110
"""Age that hardly anyone reaches: a life expectancy is summed up to it."""

POPULATION = {
    45: 4_160_399,
    50: 4_535_916,
    55: 4_424_068,
    60: 4_309_857,
    65: 3_958_026,
    70: 3_676_925,
    75: 2_709_191,
    79: 1_315_860,
    82: 1_015_801,
    85: 1_365_274,
    90: 756_620,
    95: 256_317,
}
"""First age of the bracket → people, France, 1 January 2025. 79 parts those born before 1946."""

DEATH_RISK = {
    50: 0.00248,
    60: 0.00586,
    70: 0.01314,
    75: 0.01890,
    80: 0.03133,
    85: 0.05735,
    90: 0.10867,
    95: 0.19909,
    100: 0.31260,
}
"""Age reached in the year → share who die in it, France, 2024."""

APA_AT_HOME = {60: 0.29, 65: 1.01, 70: 2.00, 75: 3.84, 80: 7.91, 85: 14.95, 90: 23.43, 95: 33.48}
"""First age of the bracket → people with the APA at home for 100, France, 31 December 2024."""

GIR_SHARES = (0.02, 0.18, 0.22, 0.58)
"""GIR 1 to 4 of the people with the APA at home, 31 December 2023."""


def compute_death_risk(age: int) -> float:
    """Share who die in the year in which they would reach ``age``."""
    known = sorted(DEATH_RISK)
    place = min(max(bisect_right(known, age), 1), len(known) - 1)
    low, high = known[place - 1], known[place]
    weight = (max(age, low) - low) / (high - low)
    return exp((1 - weight) * log(DEATH_RISK[low]) + weight * log(DEATH_RISK[high]))


def compute_life_expectancy(age: int) -> float:
    """Years left to live at a birthday, under the risks of the table."""
    alive, years = 1.0, 0.5
    for reached in range(age + 1, END_OF_LIFE):
        alive *= 1 - compute_death_risk(min(reached, LAST_AGE))
        years += alive
    return years


@cache
def build_pyramid() -> tuple[float, ...]:
    """Spread the brackets over single ages, 45 to 100 and over."""
    firsts = [*sorted(POPULATION), LAST_AGE + 1]
    people: list[float] = []
    for first, following in pairwise(firsts):
        weights = [1.0]
        for age in range(first + 1, following):
            weights.append(weights[-1] * (1 - compute_death_risk(age)))
        people += [POPULATION[first] * weight / fsum(weights) for weight in weights]
    return tuple(people)


@cache
def build_prevalence() -> tuple[float, ...]:
    """Share with the APA at home at each age, 45 to 100 and over; none before 60."""
    firsts = sorted(APA_AT_HOME)
    return tuple(
        APA_AT_HOME[firsts[bisect_right(firsts, age) - 1]] / 100 if age >= OLD else 0.0
        for age in AGES
    )
