"""A case counts its time in days, weeks or months, and says them as one does in French."""

import datetime as dt
from itertools import pairwise

import pytest
from coordo_simulation.periods import (
    Unit,
    add_periods,
    count_periods,
    format_period,
    list_dates,
    locate_period,
    name_period,
    tell_bad_start,
)
from hypothesis import given
from hypothesis import strategies as st

DAYS = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2100, 1, 1))
UNITS: tuple[Unit, ...] = ("jour", "semaine", "mois")


@given(start=DAYS, unit=st.sampled_from(UNITS), periods=st.integers(1, 60))
def test_dates_go_forward_one_period_at_a_time(start: dt.date, unit: Unit, periods: int) -> None:
    dates = list_dates(start, unit, periods)
    assert len(dates) == periods + 1
    for before, after in pairwise(dates):
        assert add_periods(before, unit, 1) == after
        assert 1 <= (after - before).days <= 31


@pytest.mark.parametrize(
    ("unit", "written", "named", "located", "length"),
    [
        ("jour", "lundi\u00a03\u00a0mars\u00a02025", "le lundi", "le lundi", "2\u00a0jours"),
        ("semaine", "semaine du 3\u00a0mars\u00a02025", "la semaine du", "la semaine du",
         "2\u00a0semaines"),
        ("mois", "mars\u00a02025", "mars", "en mars", "2\u00a0mois"),
    ],
)  # fmt: skip
def test_a_period_is_said_in_its_unit(
    unit: Unit, written: str, named: str, located: str, length: str
) -> None:
    day = dt.date(2025, 3, 3)
    assert format_period(day, unit) == written
    assert name_period(day, unit).startswith(named)
    assert locate_period(day, unit).startswith(located)
    assert count_periods(2, unit) == length
    assert count_periods(1, unit) == f"1\u00a0{unit}"


def test_a_case_in_months_begins_on_the_first_and_one_in_weeks_on_a_monday() -> None:
    tuesday = dt.date(2025, 4, 1)
    assert tell_bad_start(tuesday, "mois") is None
    assert tell_bad_start(tuesday, "semaine") == "un lundi, premier jour d’une semaine"
    assert tell_bad_start(dt.date(2025, 3, 3), "semaine") is None
    assert tell_bad_start(dt.date(2025, 3, 3), "mois") == "le premier jour d’un mois"
    assert tell_bad_start(tuesday, "jour") is None
