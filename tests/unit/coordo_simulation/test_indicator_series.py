"""Indicators over time: what is put together is what was counted, and reads as the card says."""

from __future__ import annotations

import pytest
from coordo_simulation.indicator_card import compute_card, judge
from coordo_simulation.indicator_card_example import build_indicators
from coordo_simulation.indicator_series import (
    Counting,
    Indicator,
    Period,
    group_periods,
    read_periods,
)
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

EXAMPLES = {each.card.id: each for each in build_indicators()}


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=1, max_size=30),
    st.integers(1, 40),
)
def test_grouping_keeps_all_that_was_counted(counts, size):
    periods = tuple(
        Period(label=str(rank), events=events, size=total)
        for rank, (events, total) in enumerate(counts)
    )
    groups = group_periods(periods, size)
    assert len(groups) == -(-len(periods) // size)
    assert sum(each.events for each in groups) == sum(events for events, _ in counts)
    assert sum(each.size for each in groups) == sum(total for _, total in counts)
    last = periods[-size:]
    assert groups[-1].events == sum(each.events for each in last)
    assert groups[-1].label.split(" à ")[0] == last[0].label
    assert groups[-1].label.split(" à ")[-1] == last[-1].label


def test_no_group_of_nothing():
    with pytest.raises(ValueError, match="une période"):
        group_periods(EXAMPLES["chutes"].own.periods, 0)


@pytest.mark.parametrize("key", EXAMPLES)
@pytest.mark.parametrize("size", [1, 3, 6, 12])
def test_each_period_reads_as_its_card_says(key, size):
    example = EXAMPLES[key]
    card = example.card
    for counting in (example.own, example.other):
        for each in read_periods(card, group_periods(counting.periods, size), card.target):
            measured = compute_card(card, each.period.events, each.period.size)
            assert each.measured == measured
            assert each.verdict == judge(card.target, measured)
            if card.alert is None:
                assert not each.is_alert
            else:
                sign = 1 if card.alert.is_at_most else -1
                assert each.is_alert == (sign * (measured.value - card.alert.value) > 0)


def test_without_a_target_nothing_is_judged():
    example = EXAMPLES["retours"]
    readings = read_periods(example.card, example.own.periods, None)
    assert {each.verdict for each in readings} == {None}


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_other_count_is_another_view_of_the_same_events(key):
    example = EXAMPLES[key]
    for own, other in zip(example.own.periods, example.other.periods, strict=True):
        if key == "retours":  # fewer returns, and no more misses than there were
            assert own.events - other.events >= 0
            assert own.size - other.size >= own.events - other.events
        else:  # the same events, among more
            assert own.events == other.events
            assert own.size < other.size


def test_the_weeks_are_those_of_the_control_chart():
    last = EXAMPLES["visites-en-retard"].own.periods[-1]
    assert (last.events, last.size) == (21, 433)
    assert last.label == "semaine 24"


def test_two_ways_to_count_are_of_the_same_periods():
    example = EXAMPLES["chutes"]
    short = Counting(words="x", periods=example.other.periods[1:])
    with pytest.raises(ValidationError, match="mêmes périodes"):
        Indicator.model_validate(example.model_dump() | {"other": short.model_dump()})
