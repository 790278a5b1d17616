"""Control charts of a series: p (shares), u (rates) and individuals with their moving range.

Centre and limits at three standard deviations, estimated phase by phase:

* p: p̄ ± 3 √(p̄ (1 − p̄) / nᵢ), p̄ being all the events over all the units;
* u: ū ± 3 √(ū / nᵢ), ū being all the events over all the exposure;
* individuals: x̄ ± 3 MR̄ / d₂ = x̄ ± 2.66 MR̄, MR̄ being the mean range of two points in a row.

Sources: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2 (individuals), 6.3.3.1 and 6.3.3.2
(counts, proportions); Montgomery, Introduction to Statistical Quality Control, chapter 7 (u).
"""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coordo_simulation.french import set_spaces
from coordo_simulation.references import Closed

Kind = Literal["p", "u", "individuals"]
KIND_LABELS: dict[Kind, str] = {
    "p": "carte p, pour une part",
    "u": "carte u, pour un taux",
    "individuals": "carte des valeurs individuelles",
}
SIGMAS = 3
D2 = 1.128
"""Mean range of two draws from a normal law of standard deviation 1: 2/√π."""
LEAST_POINTS = 2
"""A moving range needs two points."""
FEW_POINTS = 20
"""Below this many points a phase's limits are called provisional (hypothèse pédagogique)."""
FEW_EVENTS = 5
"""Below this many expected events a point's limits are called rough (hypothèse pédagogique)."""

LARGEST = 1e12
"""No count or measure of a service comes near; sums of larger ones could overflow."""

Label = Annotated[str, Field(min_length=1)]


class SeriesError(ValueError):
    """A series, or a change in it, that no chart can be drawn for (in French)."""


class Observation(Closed):
    """One point: events (``value``) out of ``size`` units or exposure; or a measure, size 1."""

    label: Label
    value: float = Field(ge=-LARGEST, le=LARGEST)
    size: float = Field(default=1, gt=0, le=LARGEST)


class Series(Closed):
    """Points in the order of time. ``scale`` is what a value is multiplied by when it is shown."""

    id: str
    kind: Kind
    title: Label
    unit: str
    scale: float = Field(default=1, gt=0)
    decimals: int = Field(default=1, ge=0)
    observations: tuple[Observation, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _holds_what_its_kind_counts(self) -> Self:
        for each in self.observations:
            if self.kind != "individuals" and (each.value < 0 or each.value % 1):
                raise ValueError(f"{each.label} : un nombre entier d’événements")
            if self.kind == "p" and each.value > each.size:
                raise ValueError(f"{each.label} : au plus autant d’événements que d’unités")
            if self.kind == "individuals" and each.size != 1:
                raise ValueError(f"{each.label} : une mesure n’a pas d’effectif")
        return self


class Phase(Closed):
    """Points ``first`` to ``last`` (from 0, both included) that share centre and spread.

    ``mean_range`` is the mean moving range, of individuals only.
    """

    first: int
    last: int
    centre: float
    mean_range: float | None = None

    @property
    def count(self) -> int:
        """Points of the phase."""
        return self.last - self.first + 1


class ChartPoint(Closed):
    """A point with the centre, standard deviation and limits that hold for it (not scaled)."""

    label: str
    value: float
    centre: float
    sigma: float
    lower: float
    upper: float
    phase: int

    @property
    def score(self) -> float:
        """Distance to the centre in standard deviations; 0 where nothing varies."""
        return (self.value - self.centre) / self.sigma if self.sigma > 0 else 0.0


class Chart(Closed):
    """A series with its phases; ``warnings`` say in French what its limits cannot bear."""

    series: Series
    phases: tuple[Phase, ...]
    points: tuple[ChartPoint, ...]
    warnings: tuple[str, ...]


def build_chart(series: Series, changes: tuple[int, ...] = ()) -> Chart:
    """Build the chart of a series, its limits computed anew from each of ``changes`` on.

    Args:
        series: what was observed.
        changes: indices (from 0) of the first point of each new phase: a change that one knows
            of beforehand, never one looked for in the data.

    Raises:
        SeriesError: a change leaves a phase of fewer than two points, or is not in the series.
    """
    count = len(series.observations)
    bounds = (0, *sorted(set(changes) - {0}), count)
    phases, points = [], []
    for number, (first, end) in enumerate(pairwise(bounds)):
        if end - first < LEAST_POINTS or end > count:
            told = ", ".join(str(change + 1) for change in bounds[1:-1])
            raise SeriesError(
                set_spaces(
                    f"changement au point {told} : au moins deux points de part et d’autre, sur "
                    f"les {count} de la série"
                )
            )
        phase = _build_phase(series, first, end)
        phases.append(phase)
        points += [_build_point(series, phase, number, index) for index in range(first, end)]
    return Chart(
        series=series,
        phases=tuple(phases),
        points=tuple(points),
        warnings=_list_warnings(series, tuple(phases)),
    )


def _build_phase(series: Series, first: int, end: int) -> Phase:
    own = series.observations[first:end]
    total = sum(each.value for each in own)
    centre = total / sum(each.size for each in own)
    mean_range = None
    if series.kind == "individuals":
        ranges = [abs(after.value - before.value) for before, after in pairwise(own)]
        mean_range = sum(ranges) / len(ranges)
    return Phase(first=first, last=end - 1, centre=centre, mean_range=mean_range)


def _build_point(series: Series, phase: Phase, number: int, index: int) -> ChartPoint:
    observation = series.observations[index]
    sigma = _compute_sigma(series.kind, phase, observation.size)
    floor = float("-inf") if series.kind == "individuals" else 0.0
    ceiling = 1.0 if series.kind == "p" else float("inf")
    return ChartPoint(
        label=observation.label,
        value=observation.value / observation.size,
        centre=phase.centre,
        sigma=sigma,
        lower=max(floor, phase.centre - SIGMAS * sigma),
        upper=min(ceiling, phase.centre + SIGMAS * sigma),
        phase=number,
    )


def _compute_sigma(kind: Kind, phase: Phase, size: float) -> float:
    if kind == "p":
        return sqrt(max(0.0, phase.centre * (1 - phase.centre)) / size)
    if kind == "u":
        return sqrt(phase.centre / size)
    return (phase.mean_range or 0.0) / D2


def _list_warnings(series: Series, phases: tuple[Phase, ...]) -> tuple[str, ...]:
    warnings = []
    short = [phase for phase in phases if phase.count < FEW_POINTS]
    if short:
        counts = " et ".join(str(phase.count) for phase in short)
        warnings.append(
            f"Limites provisoires : calculées sur {counts} points, moins de {FEW_POINTS}. "
            "Elles bougeront encore."
        )
    if series.kind != "individuals" and any(_has_few_events(series, phase) for phase in phases):
        warnings.append(_tell_few_events(series))
    return tuple(set_spaces(warning) for warning in warnings)


def _tell_few_events(series: Series) -> str:
    rare, edge = f"moins de {FEW_EVENTS} événements", "une limite basse à 0"
    if series.kind == "p":
        rare = f"moins de {FEW_EVENTS} cas, avec ou sans l’événement"
        edge = "une limite à 0 ou à 100 %"
    return (
        f"À certains points, on attend {rare} : les limites sont approchées, et {edge} ne peut "
        "pas être franchie."
    )


def _has_few_events(series: Series, phase: Phase) -> bool:
    """Whether some point expects few events; or, of a share, few units without the event."""
    own = series.observations[phase.first : phase.last + 1]
    rarer = min(phase.centre, 1 - phase.centre) if series.kind == "p" else phase.centre
    return min(each.size for each in own) * rarer < FEW_EVENTS
