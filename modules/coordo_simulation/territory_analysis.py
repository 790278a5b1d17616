"""What one may say of a projection: which hypothesis weighs most, and how wide it may be."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from coordo_simulation.references import Closed
from coordo_simulation.territory import run_territory
from coordo_simulation.territory_area import YEARS, Course, Department
from coordo_simulation.territory_declaration import DECLARATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_simulation.territory_area import AreaYear

DRAWS = 120
LOW, HIGH = 0.1, 0.9
"""The band holds eight draws in ten."""

ONE_IN_TEN = 0.1


class Bar(Closed):
    """What the share without an answer becomes in 2040 at each end of one parameter."""

    parameter: str
    label: str
    at_minimum: float
    at_maximum: float

    @property
    def spread(self) -> float:
        """How far apart the two ends are."""
        return abs(self.at_maximum - self.at_minimum)


class Band(Closed):
    """Year by year, the bounds between which eight draws in ten stay."""

    low: tuple[float, ...]
    high: tuple[float, ...]


class Comparison(Closed):
    """In how many draws policies lower the share without an answer in 2040, and by how much."""

    better: int
    draws: int
    low: float
    high: float


def read_unmet_share(year: AreaYear) -> float:
    """Share of the hours of the plans that nobody gives."""
    return year.unmet_share


def compute_tornado(department: Department, policies: tuple[str, ...] = ()) -> tuple[Bar, ...]:
    """Move each parameter from one end of its range to the other, widest bar first."""
    bars = [
        Bar(
            parameter=each.id,
            label=each.label,
            at_minimum=_read_last(department, policies, {each.id: each.minimum}),
            at_maximum=_read_last(department, policies, {each.id: each.maximum}),
        )
        for each in DECLARATION.parameters
    ]
    return tuple(sorted(bars, key=lambda bar: -bar.spread))


def _read_last(
    department: Department, policies: tuple[str, ...], changes: dict[str, float]
) -> float:
    return run_territory(department, policies, changes).whole[-1].unmet_share


@lru_cache(maxsize=16)
def draw_courses(
    department: Department, policies: tuple[str, ...] = (), *, draws: int = DRAWS, seed: int = 1
) -> tuple[Course, ...]:
    """Run the model with every hypothesis drawn within its range, at once.

    Each draw is triangular, its mode the default. The same seed draws the same hypotheses whatever
    the policies, so that two sets of courses compare draw by draw.
    """
    random = Random(seed)  # noqa: S311  (a simulation, not a secret)
    courses = []
    for _ in range(draws):
        changes = {
            each.id: random.triangular(each.minimum, each.maximum, each.value)
            for each in DECLARATION.parameters
        }
        strength = random.uniform(-1, 1)
        courses.append(run_territory(department, policies, changes, strength=strength))
    return tuple(courses)


def compute_band(
    courses: tuple[Course, ...],
    read: Callable[[AreaYear], float] = read_unmet_share,
    area: str | None = None,
) -> Band:
    """Bounds of the band of a quantity, for an area or for the whole department."""
    lows, highs = [], []
    for place in range(len(YEARS)):
        values = sorted(
            read((course.areas[area] if area else course.whole)[place]) for course in courses
        )
        lows.append(_read_quantile(values, LOW))
        highs.append(_read_quantile(values, HIGH))
    return Band(low=tuple(lows), high=tuple(highs))


def compare(department: Department, policies: tuple[str, ...], draws: int = DRAWS) -> Comparison:
    """Set policies against none, draw by draw."""
    without = draw_courses(department, draws=draws)
    within = draw_courses(department, policies, draws=draws)
    changes = sorted(
        with_.whole[-1].unmet_share - alone.whole[-1].unmet_share
        for with_, alone in zip(within, without, strict=True)
    )
    return Comparison(
        better=sum(change < 0 for change in changes),
        draws=len(changes),
        low=_read_quantile(changes, LOW),
        high=_read_quantile(changes, HIGH),
    )


def find_first_year(years: tuple[AreaYear, ...], threshold: float = ONE_IN_TEN) -> int | None:
    """First year from which the share without an answer stays above a threshold to the end."""
    found = None
    for year in years:
        if year.unmet_share <= threshold:
            found = None
        elif found is None:
            found = year.year
    return found


def _read_quantile(ordered: list[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
