"""Three series of a service made up for teaching: none of these figures is a fact."""

from __future__ import annotations

from coordo_simulation.control_charts import Observation, Series
from coordo_simulation.control_series import FollowedSeries, SeriesSet
from coordo_simulation.french import MONTHS

FALLS_CHANGE = 12
"""Index of October 2025: a home-safety visit at each admission, and a word about each near fall."""

_FALLS = (
    *((8, 1891), (16, 1830), (6, 1860), (12, 1705), (9, 1708), (11, 1798)),
    *((10, 1800), (10, 1829), (8, 1740), (9, 1767), (11, 1829), (10, 1920)),
    *((5, 1984), (3, 1740), (10, 1829), (5, 2015), (5, 1624), (5, 1891)),
    *((6, 1770), (7, 2015), (8, 1920), (4, 1798), (7, 2015), (4, 1920)),
)
"""Falls told, days of help: October 2024 to September 2026."""
_LATE = (
    *((35, 442), (30, 439), (28, 446), (31, 445), (33, 452), (27, 405), (20, 412), (22, 439)),
    *((49, 436), (25, 450), (24, 402), (32, 451), (25, 416), (23, 432), (19, 406), (27, 397)),
    *((25, 422), (24, 422), (23, 400), (18, 402), (34, 404), (25, 416), (28, 426), (21, 433)),
)
"""Visits more than fifteen minutes late, visits: weeks 1 to 24 of 2026."""
_DELAYS = (31, 38, 56, 43, 42, 48, 27, 49, 52, 39, 74, 39, 40, 44, 51, 58, 20, 26, 56, 37, 36, 39)
_LAST_DELAYS = (60, 43)
"""Hours from leaving hospital to the first visit, discharge after discharge."""


def build_falls() -> Series:
    """Build the falls of twenty-four months, a rate (u chart)."""
    return Series(
        id="falls",
        kind="u",
        title="Chutes déclarées pour 1 000 journées d’accompagnement",
        unit="chutes pour 1 000 journées",
        scale=1000,
        observations=tuple(
            Observation(label=_name_month(index), value=falls, size=days)
            for index, (falls, days) in enumerate(_FALLS)
        ),
    )


def build_late_visits() -> Series:
    """Build the share of late visits over twenty-four weeks (p chart)."""
    return Series(
        id="late",
        kind="p",
        title="Part des visites en retard de plus d’un quart d’heure",
        unit="%",
        scale=100,
        observations=tuple(
            Observation(label=f"semaine {index}", value=late, size=visits)
            for index, (late, visits) in enumerate(_LATE, 1)
        ),
    )


def build_delays() -> Series:
    """Build the hours before the first visit of twenty-four discharges (individuals)."""
    return Series(
        id="delays",
        kind="individuals",
        title="Heures entre la sortie d’hôpital et la première visite",
        unit="h",
        observations=tuple(
            Observation(label=f"sortie {index}", value=hours)
            for index, hours in enumerate((*_DELAYS, *_LAST_DELAYS), 1)
        ),
    )


def build_example_set() -> SeriesSet:
    """Build the three series with what the service knows beside them; invented as well."""
    return SeriesSet(
        service="Service autonomie à domicile « Les Deux Rives »",
        origin="exemple inventé",
        series=(
            _follow(
                build_falls(),
                "Chutes",
                "En octobre 2025 (point 13), le service a commencé à visiter le logement à chaque "
                "admission, et à parler en équipe des chutes évitées de peu.",
                change=FALLS_CHANGE + 1,
            ),
            _follow(
                build_late_visits(),
                "Visites en retard",
                "La semaine 9, il a neigé deux jours, et trois tournées ont été refaites à la "
                "hâte.",
            ),
            _follow(
                build_delays(),
                "Délai avant la première visite",
                "À la sortie 11, la famille s’est plainte d’avoir attendu trois jours.",
            ),
        ),
    )


def _follow(series: Series, noun: str, story: str, change: int | None = None) -> FollowedSeries:
    return FollowedSeries(**series.model_dump(), noun=noun, story=story, change=change)


def _name_month(index: int) -> str:
    year, month = divmod(2024 * 12 + 9 + index, 12)
    return f"{MONTHS[month]} {year}"
