"""Intervals agree with scipy's, and say what so few draws allow."""

from pathlib import Path

import coordo_simulation
import pytest
from coordo_simulation.intervals import (
    compute_mean_interval,
    compute_share_interval,
    describe_share_interval,
)
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats


@given(draws=st.integers(1, 400), part=st.floats(0, 1))
def test_wilson_s_interval_is_scipy_s(draws: int, part: float) -> None:
    count = round(part * draws)
    expected = stats.binomtest(count, draws).proportion_ci(method="wilson")
    low, high = compute_share_interval(count, draws)
    assert low == pytest.approx(max(0.0, expected.low), abs=1e-9)
    assert high == pytest.approx(min(1.0, expected.high), abs=1e-9)
    assert 0.0 <= low <= count / draws <= high <= 1.0


@given(values=st.lists(st.floats(-1000, 1000), min_size=5, max_size=60))
def test_a_mean_has_student_s_interval(values: list[float]) -> None:
    low, high = compute_mean_interval(values)
    middle = sum(values) / len(values)
    half = stats.t.ppf(0.975, len(values) - 1) * stats.sem(values)
    assert (high - low) / 2 == pytest.approx(half, rel=0.005, abs=1e-6)
    assert (high + low) / 2 == pytest.approx(middle, rel=1e-6, abs=1e-6)


def test_the_quantile_and_so_wilson_s_interval_are_written_once() -> None:
    modules = Path(coordo_simulation.__file__).parent.glob("*.py")
    assert [each.name for each in modules if "1.9599" in each.read_text("utf-8")] == [
        "intervals.py"
    ]


def test_a_share_of_nothing_is_refused() -> None:
    for count, total in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="une part de quelque chose"):
            compute_share_interval(count, total)


def test_one_value_is_its_own_interval() -> None:
    assert compute_mean_interval([3.5]) == (3.5, 3.5)


def test_an_interval_is_said_in_per_cent() -> None:
    assert describe_share_interval(*compute_share_interval(31, 40)) == "de 62 à 88\u00a0%"
