"""Two ways of coordinating, compared on the same drawn lives, with an interval.

The luck is common (the same numbers for both plans), so that the difference is told far more
precisely than by two separate draws. What can be computed exactly is: the chance that nothing
happens at all, a product of (1 - hazard).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from statistics import fmean
from typing import TYPE_CHECKING

from coordo_simulation.intervals import compute_mean_interval
from coordo_simulation.pathway_life import simulate_life

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from coordo_simulation.pathway_life import Life
    from coordo_simulation.pathway_week import PathwayModel

LEAST_LIVES = 30


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counted in a life, of which less is better."""

    id: str
    label: str
    unit: str
    count: Callable[[Life], float]


MEASURES = (
    Measure("ruptures", "Ruptures", "ruptures", lambda life: len(life.ruptures)),
    Measure("weeks-broken", "Semaines en rupture", "semaines", lambda life: life.weeks_broken),
    Measure("hospital-days", "Jours d’hôpital", "jours", lambda life: life.hospital_days),
    Measure("visits-lost", "Passages perdus", "passages", lambda life: life.visits_lost),
    Measure("strain", "Fatigue moyenne de l’aidante", "points", lambda life: life.mean_strain),
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over drawn lives and its 95 % confidence interval."""

    mean: float
    low: float
    high: float

    @property
    def is_decided(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure under two plans; ``difference`` is the second minus the first, life by life.

    ``more`` is the share of the lives in which the second plan has more of it.
    """

    measure: Measure
    first: Estimate
    second: Estimate
    difference: Estimate
    more: float


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted in the same lives: by measure, one number a life."""

    seeds: tuple[int, ...]
    counts: Mapping[str, tuple[float, ...]]


def iter_lives(model: PathwayModel, lives: int) -> Iterator[Life]:
    """Live lives 1, 2, 3… through, one after the other.

    Raises:
        ValueError: fewer than 30 lives, too few for an interval.
    """
    if lives < LEAST_LIVES:
        raise ValueError(f"il faut au moins {LEAST_LIVES} vies tirées ; demandées : {lives}")
    for seed in range(1, lives + 1):
        yield simulate_life(model, seed)


def count_lives(lives: Iterable[Life]) -> Tally:
    """Count every measure in each life."""
    rows = [(life.seed, *(float(each.count(life)) for each in MEASURES)) for life in lives]
    seeds, *columns = zip(*rows, strict=True)
    named = zip((each.id for each in MEASURES), columns, strict=True)
    return Tally(seeds, dict(named))


def compare_tallies(first: Tally, second: Tally) -> tuple[Comparison, ...]:
    """Compare what was counted in the same lives under two plans, measure by measure.

    Raises:
        ValueError: the lives are not the same.
    """
    if first.seeds != second.seeds:
        raise ValueError("les deux plans se comparent sur les mêmes vies")
    return tuple(
        _compare(measure, first.counts[measure.id], second.counts[measure.id])
        for measure in MEASURES
    )


def compute_quiet_chance(model: PathwayModel) -> tuple[float, ...]:
    """Chance, exact, that neither rupture nor unplanned stay has come by the end of each week."""
    state, chance, chances = model.start(), 1.0, []
    for _ in range(model.situation.weeks):
        week = model.observe(state)
        chance *= prod(1 - hazard for hazard in week.hazards.values())
        chances.append(chance)
        state = model.step(week, frozenset())
    return tuple(chances)


def estimate(values: Sequence[float]) -> Estimate:
    """Mean of drawn values and its 95 % interval."""
    return Estimate(fmean(values), *compute_mean_interval(values))


def _compare(measure: Measure, before: Sequence[float], after: Sequence[float]) -> Comparison:
    gaps = [b - a for a, b in zip(before, after, strict=True)]
    return Comparison(
        measure=measure,
        first=estimate(before),
        second=estimate(after),
        difference=estimate(gaps),
        more=sum(gap > 0 for gap in gaps) / len(gaps),
    )
