"""Trends are said in words that agree with the numbers beside them."""

from __future__ import annotations

import pytest
from coordo_simulation.case_parts import Indicator
from coordo_widgets.case_indicators import (
    describe_change,
    describe_trend,
    judge_change,
    scale_points,
)
from hypothesis import given
from hypothesis import strategies as st


def make(unit="pts", decimals=0, direction="haut"):
    return Indicator(
        id="x", label="X", min=0, max=100, initial=50, help="…",
        unit=unit, decimals=decimals, direction=direction,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("spec", "change", "words"),
    [
        (make(), 3, "en hausse de 3\u00a0points"),
        (make(), -1, "en baisse de 1\u00a0point"),
        (make(), 1.6, "en hausse de 2\u00a0points"),
        (make("%", 1), 1.5, "en hausse de 1,5\u00a0point"),
        (make("k€", 1), -2.25, "en baisse de 2,3\u00a0k€"),
        (make(), 0.4, "stable"),
    ],
)
def test_a_trend_is_said_in_the_unit_of_the_reader(spec, change, words):
    assert describe_trend(spec, change) == words


def test_a_change_is_signed():
    assert describe_change(make("k€"), -4) == "−\u202f4\u00a0k€"
    assert describe_change(make("k€"), 0.2) == "égal"


@pytest.mark.parametrize(
    ("direction", "change", "verdict"),
    [("haut", 2, "better"), ("haut", -2, "worse"), ("bas", 2, "worse"), ("bas", 0.1, None)],
)
def test_better_and_worse_follow_the_good_direction(direction, change, verdict):
    assert judge_change(make(direction=direction), change) == verdict


@given(st.lists(st.floats(0, 100), min_size=2, max_size=20))
def test_a_sparkline_stays_in_its_frame_and_keeps_the_order(values):
    points = scale_points(make(), values)
    assert all(-1e-9 <= point <= 1 + 1e-9 for point in points)
    highest = max(range(len(values)), key=values.__getitem__)
    assert points[highest] == max(points)


def test_a_quiver_is_not_drawn_as_a_leap():
    first, last = scale_points(make(), [50.0, 50.5])
    assert last - first < 0.05
