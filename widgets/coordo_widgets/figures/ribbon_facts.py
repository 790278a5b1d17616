"""What the pathway ribbon draws and tells: a life by weeks, and plans compared on many lives."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from coordo_simulation.pathway import ACTIONS, MonthlyHours
from coordo_simulation.pathway_comparison import (
    compare_tallies,
    compute_quiet_chance,
    count_lives,
    iter_lives,
)
from coordo_simulation.pathway_life import simulate_life
from coordo_simulation.pathway_week import PathwayModel
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from coordo_simulation.pathway import Actor
    from coordo_simulation.pathway_comparison import Comparison, Tally
    from coordo_simulation.pathway_life import Life
    from coordo_simulation.pathway_study import PathwayStudy

    from coordo_widgets.figure_model import Values

LIVES = 200
"""Lives drawn for a comparison: enough for an interval, few enough to answer while one drags."""

QUARTER = 13


class Span(Closed):
    """A stretch of time, in weeks from the start."""

    start: float
    end: float


def read_hours(values: Values) -> MonthlyHours:
    """The hours that the settings ask for."""
    return MonthlyHours(**{action: int(str(values[action])) for action in ACTIONS})


def get_compared_hours(study: PathwayStudy, values: Values) -> MonthlyHours:
    """The hours of the plan chosen to compare with."""
    return study.get_plan(str(values["compared"])).hours


@lru_cache(maxsize=64)
def live(study: PathwayStudy, hours: MonthlyHours, seed: int) -> Life:
    """One life under a plan."""
    return simulate_life(PathwayModel(study.situation, hours), seed)


@lru_cache(maxsize=256)
def tally(study: PathwayStudy, hours: MonthlyHours) -> Tally:
    """What is counted in the drawn lives under a plan."""
    return count_lives(iter_lives(PathwayModel(study.situation, hours), LIVES))


def compare(study: PathwayStudy, hours: MonthlyHours, other: MonthlyHours) -> dict[str, Comparison]:
    """Measures of the drawn lives, the first plan's minus the other's."""
    return {
        each.measure.id: each for each in compare_tallies(tally(study, other), tally(study, hours))
    }


@lru_cache(maxsize=64)
def compute_quiet_quarter(study: PathwayStudy, hours: MonthlyHours) -> float:
    """Chance, exact, that nothing happens in the first thirteen weeks."""
    return compute_quiet_chance(PathwayModel(study.situation, hours))[QUARTER - 1]


def list_stays(life: Life) -> list[Span]:
    """Stretches at the hospital."""
    stays: list[Span] = []
    for index, week in enumerate(life.weeks):
        if week.hospital_days:
            end = index + week.hospital_days / 7
            goes_on = stays and stays[-1].end == index
            start = stays.pop().start if goes_on else float(index)
            stays.append(Span(start=start, end=end))
    return stays


def list_absences(life: Life, actor: Actor) -> list[Span]:
    """Weeks in which somebody who had come was kept away by a rupture."""
    around = [week.around for week in life.weeks]
    return _join([actor in each.present and actor.id in each.absent for each in around])


def list_presences(life: Life, actor: Actor) -> list[Span]:
    """Weeks in which somebody comes."""
    around = [week.around for week in life.weeks]
    return _join([actor in each.present and actor.id not in each.absent for each in around])


def _join(states: list[bool]) -> list[Span]:
    """Stretches of true weeks."""
    spans: list[Span] = []
    for week, state in enumerate(states):
        if state and spans and spans[-1].end == week:
            spans[-1] = Span(start=spans[-1].start, end=week + 1)
        elif state:
            spans.append(Span(start=week, end=week + 1))
    return spans


def get_day(study: PathwayStudy, week: float) -> date:
    """The day on which a week of the story begins."""
    return study.situation.start + timedelta(days=round(7 * week))


def list_months(study: PathwayStudy) -> list[tuple[float, date]]:
    """First days of the months of the story, with their place in weeks."""
    months = []
    for day in range(7 * study.situation.weeks):
        when = study.situation.start + timedelta(days=day)
        if when.day == 1:
            months.append((day / 7, when))
    return months
