"""The queue at the interface, against queueing theory and by hand."""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from math import ceil, factorial
from statistics import fmean

import pytest
from coordo_simulation.interface_calendar import Calendar
from coordo_simulation.interface_example import EXAMPLE
from coordo_simulation.interface_measures import (
    compute_bands,
    compute_mean_wait,
    compute_percentile,
)
from coordo_simulation.interface_queue import Interface, QueueRun, Stage, Stay, simulate_interface
from hypothesis import example, given, settings
from hypothesis import strategies as st

ENDLESS = 1e6  # places a day where nothing limits them
TOLERANCE = 0.05
"""What a run of some 40,000 people may miss the theory by."""


def expect_erlang_c_stay(arrivals: float, desks: int) -> float:
    """Mean time in an M/M/c queue whose desks serve one a day each (Erlang C)."""
    load = arrivals
    top = load**desks / factorial(desks) * desks / (desks - load)
    waiting = top / (sum(load**k / factorial(k) for k in range(desks)) + top)
    return waiting / (desks - arrivals) + 1


def build_plain_queue(arrivals: float, desks: int) -> Interface:
    """The interface reduced to one queue, open every day, with exponential times."""
    return Interface(
        ready_per_week=7 * arrivals,
        evaluation=Stage(per_day=1, desks=desks, works_weekends=True, law="exponentielle"),
        home_start=Stage(per_day=ENDLESS, works_weekends=True),
        weeks=round(40_000 / arrivals / 7),
    )


def test_erlang_c_itself_on_known_values():
    # M/M/1 at 70 %: 1 / (1 − 0.7); M/M/2 at 80 %: 1 / (1 − 0.64)
    assert expect_erlang_c_stay(0.7, 1) == pytest.approx(1 / 0.3)
    assert expect_erlang_c_stay(1.6, 2) == pytest.approx(1 / 0.36)


@pytest.mark.parametrize(("arrivals", "desks"), [(0.6, 1), (1.3, 2), (2.1, 3)])
def test_waiting_agrees_with_the_theory(arrivals, desks):
    queue = simulate_interface(build_plain_queue(arrivals, desks), seed=7)
    assert fmean(queue.waits) == pytest.approx(expect_erlang_c_stay(arrivals, desks), rel=TOLERANCE)
    # Little's law: beds blocked = people ready a day × days waited
    rate = len(queue.arrivals) / queue.end
    assert queue.mean_blocked == pytest.approx(rate * fmean(queue.waits), rel=0.01)


interfaces = st.builds(
    Interface,
    ready_per_week=st.floats(1, 30),
    friday_share=st.floats(0, 0.6),
    weekend_share=st.floats(0, 0.3),
    notice_days=st.floats(0, 5),
    evaluation=st.builds(Stage, per_day=st.floats(0.5, 8), desks=st.integers(1, 3)),
    home_start=st.builds(Stage, per_day=st.floats(0.5, 8), works_weekends=st.booleans()),
    equipment_days=st.integers(0, 5),
    weeks=st.integers(1, 12),
)


def count_blocked(queue, moment):
    return sum(s.ready <= moment and (s.left is None or s.left > moment) for s in queue.stays)


ROUNDED = Interface(  # a clock that sums delays reached the moment of being ready 2e-16 too soon
    ready_per_week=10,
    friday_share=0,
    weekend_share=0.28125,
    notice_days=2,
    evaluation=Stage(per_day=4),
    home_start=Stage(per_day=6),
    weeks=1,
)


@settings(max_examples=60, deadline=None)
@example(interface=ROUNDED, seed=0)
@given(interface=interfaces, seed=st.integers(0, 10**6))
def test_nobody_is_lost_and_nobody_leaves_too_soon(interface, seed):
    queue = simulate_interface(interface, seed)
    assert len(queue.arrivals) == len(queue.departures) + len(queue.still_there)
    assert queue == simulate_interface(interface, seed)
    evaluation, start = interface.evaluation.calendar, interface.home_start.calendar
    for stay in queue.stays:
        assert stay.announced <= stay.ready
        if stay.left is not None:
            assert stay.announced <= stay.evaluated <= stay.equipped <= stay.left
            assert stay.left >= stay.ready
            delivery = evaluation.add_time(stay.evaluated, interface.equipment_days)
            assert stay.equipped == pytest.approx(delivery)
            soonest = start.add_time(stay.evaluated, 1 / interface.home_start.per_day)
            assert stay.left >= soonest - 1e-9
    # beds blocked, counted at many moments, integrate to the bed-days (conservation of time)
    moments = [queue.end * (step + 0.5) / 2000 for step in range(2000)]
    seen = fmean(count_blocked(queue, moment) for moment in moments)
    slack = 0.02 + len(queue.arrivals) / 1000
    assert seen == pytest.approx(queue.mean_blocked, abs=slack)


def count_worked(moment: float) -> float:
    """Working days passed since day 0: a week-end adds nothing."""
    week, day = divmod(moment, 7)
    return 5 * week + min(day, 5)


def find_day(worked: float) -> float:
    week = ceil(worked / 5) - 1
    return 7 * week + worked - 5 * week


@pytest.mark.parametrize("changed", [{}, {"notice_days": 2.0}, {"friday_share": 0.95}])
def test_departures_of_the_example_computed_by_hand_in_working_time(changed):
    # one evaluates in 1/4 of a working day, then delivers in 1 while the home starts in 1/3
    queue = simulate_interface(EXAMPLE.model_copy(update={"weeks": 104} | changed), 1)
    evaluated = started = 0.0
    for stay in queue.stays:
        evaluated = max(evaluated, count_worked(stay.announced)) + 1 / 4
        started = max(started, evaluated) + 1 / 3
        left = max(find_day(max(started, evaluated + 1)), stay.ready)
        assert stay.left == (pytest.approx(left) if left < queue.end else None)
    assert len(queue.departures) > 1000


def test_a_tenth_of_the_people_wait_longer_than_the_ninth_decile():
    stays = tuple(Stay(announced=1, ready=1, left=1 + wait) for wait in range(20, 0, -1))
    queue = QueueRun(interface=EXAMPLE, seed=0, end=30, stays=stays)
    # nearest rank: 18th of 20 for 90 %, 10th for 50 %, the last for 100 %
    assert [compute_percentile(queue, rank) for rank in (50, 90, 100)] == [10, 18, 20]
    assert compute_mean_wait(queue) == 10.5
    empty = QueueRun(interface=EXAMPLE, seed=0, end=30, stays=())
    assert compute_percentile(empty, 90) == compute_mean_wait(empty) == empty.mean_blocked == 0
    assert set(compute_bands(empty).values()) == {0}


def test_a_week_is_shared_out_once():
    stage = Stage(per_day=3)
    all_friday = Interface(
        ready_per_week=12, friday_share=1, weekend_share=0, evaluation=stage, home_start=stage
    )
    assert all_friday.day_rates == (0, 0, 0, 0, 12, 0, 0)
    queue = simulate_interface(all_friday, 3)
    assert {int(stay.ready) % 7 for stay in queue.arrivals} == {4}
    with pytest.raises(ValueError, match="au plus la semaine"):
        Interface(
            ready_per_week=12,
            friday_share=1,
            weekend_share=0.05,
            evaluation=stage,
            home_start=stage,
        )
    with pytest.raises(ValueError, match="greater than 0"):
        Stage(per_day=0)


def test_more_places_the_same_people_wait_less():
    base = Interface(
        ready_per_week=14,
        friday_share=0.35,
        weekend_share=0.05,
        evaluation=Stage(per_day=4),
        home_start=Stage(per_day=3),
        equipment_days=1,
    )
    more = base.model_copy(update={"home_start": Stage(per_day=5)})
    told = base.model_copy(update={"notice_days": 3.0})
    first, second, third = (simulate_interface(each, 1) for each in (base, more, told))
    ready = [stay.ready for stay in first.arrivals]
    assert ready == [stay.ready for stay in second.arrivals]
    assert second.blocked_days < first.blocked_days
    assert third.blocked_days < first.blocked_days


@pytest.mark.parametrize(
    ("moment", "length", "expected"),
    [
        (0.0, 1, 1.0),  # from Monday's first hour to Tuesday's
        (4.5, 1, 7.5),  # from Friday noon to Monday noon
        (4.0, 1, 5.0),  # all of Friday: done when Friday ends
        (5.5, 1, 8.0),  # from the week-end: all of Monday
        (6.9, 0.25, 7.25),
        (4.75, 5, 11.75),  # five working days later, the same hour
        (3.0, 0, 3.0),
        (5.5, 0, 7.0),  # nothing to do, but nobody is there before Monday
    ],
)
def test_open_time_skips_the_weekend(moment, length, expected):
    assert Calendar().add_time(moment, length) == pytest.approx(expected)


@given(moment=st.floats(0, 400), first=st.floats(0, 20), second=st.floats(0, 20))
def test_open_time_adds_up(moment, first, second):
    calendar = Calendar()
    both = calendar.add_time(moment, first + second)
    apart = calendar.add_time(calendar.add_time(moment, first), second)
    assert both >= moment
    assert apart >= moment
    expected = count_worked(moment) + first + second
    assert count_worked(both) == pytest.approx(expected, abs=1e-6)
    assert count_worked(apart) == pytest.approx(expected, abs=1e-6)
    assert Calendar(works_weekends=True).add_time(moment, first) == moment + first


def test_simpy_is_loaded_by_the_first_run_only(monkeypatch):
    monkeypatch.delitem(sys.modules, "simpy", raising=False)
    spec = find_spec("coordo_simulation.interface_queue")
    fresh = module_from_spec(spec)
    spec.loader.exec_module(fresh)
    assert "simpy" not in sys.modules
    fresh.simulate_interface(EXAMPLE.model_copy(update={"weeks": 1}), 1)
    assert "simpy" in sys.modules
