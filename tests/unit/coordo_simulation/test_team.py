"""The team model: stocks and hours are conserved, its rest is a solved point, its step is small."""

from __future__ import annotations

from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pytest
from coordo_simulation import team
from coordo_simulation.declaration import ParameterError
from coordo_simulation.team import (
    CHANGE_START,
    Stocks,
    compute_hours,
    compute_trust_gain,
    find_equilibrium,
    run_team,
)
from coordo_simulation.team_declaration import DECLARATION, LEVERS, PARAMETERS
from coordo_simulation.team_loops import LOOPS, weigh_loops
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.optimize import fsolve

DEFAULTS = DECLARATION.build_values({})
HALF = {"change": 0.5}

changes = st.fixed_dictionaries(
    {}, optional={each.id: st.floats(each.minimum, each.maximum) for each in PARAMETERS}
)


@settings(deadline=None, max_examples=60)
@given(changes, st.sets(st.sampled_from([loop.id for loop in LOOPS])))
def test_every_week_stays_in_bounds_and_keeps_its_posts_and_hours(moved, held):
    values = DECLARATION.build_values(moved)
    course = run_team(moved, held=frozenset(held))
    assert len(course.weeks) == 53
    for week in course.weeks:
        assert list(DECLARATION.iter_breaches(week.state)) == []
        stocks, hours = week.stocks, week.hours
        posts = stocks.present + stocks.absent + stocks.vacant
        assert posts == pytest.approx(values["posts"])
        worked = hours.meeting + hours.lost + hours.done + hours.slack
        assert worked == pytest.approx(stocks.present * values["week"])
        assert hours.done + hours.overtime + hours.undone == pytest.approx(hours.needed)
        assert min(hours.slack, hours.overtime + hours.undone) == pytest.approx(0, abs=1e-9)
        assert hours.overtime <= stocks.present * values["overtime_most"] + 1e-9


@settings(deadline=None, max_examples=30)
@given(changes, st.sets(st.sampled_from([loop.id for loop in LOOPS])))
def test_every_step_between_two_weeks_keeps_its_posts_and_its_bounds(moved, held):
    steps = []

    def watch(stocks, flows, step):
        steps.append(advance(stocks, flows, step))
        return steps[-1]

    advance = team._advance
    with patch.object(team, "_advance", watch):
        run_team(moved, held=frozenset(held))
    assert len(steps) == 52 * 8
    posts = DECLARATION.build_values(moved)["posts"]
    for stocks in steps:
        assert abs(sum(stocks[:3]) - posts) < 1e-9 * posts
        assert min(stocks) > -1e-9
        assert max(stocks.exhaustion, stocks.trust) < 1 + 1e-9


@pytest.mark.parametrize("end", ["minimum", "maximum"])
def test_every_parameter_at_its_end_keeps_the_team_in_bounds(end):
    course = run_team({each.id: getattr(each, end) for each in PARAMETERS})
    for week in course.weeks:
        assert list(DECLARATION.iter_breaches(week.state)) == []


@settings(deadline=None, max_examples=40)
@given(changes)
def test_a_team_left_alone_stays_where_it_is(moved):
    levers = {lever.id for lever in LEVERS}
    course = run_team({key: value for key, value in moved.items() if key not in levers})
    assert np.allclose(course.weeks[0].stocks, course.weeks[-1].stocks, atol=1e-6)


def derive(values, time, state):
    """The model's rates, written a second time, for scipy."""
    present, absent, vacant, worn, trust = state
    during = 4 <= time < 4 + values["change_weeks"]
    need = values["posts"] * values["week"] * values["need"]
    need *= 1 + values["change"] * values["change_work"] * during
    rota = present * (values["week"] - values["meeting_time"])
    rota *= 1 - values["lost_share"] * (1 - trust)
    extra = min(max(need - rota, 0), present * values["overtime_most"])
    strain = min(max(need / rota / values["comfort"] - 1, 0), 1.5)
    wear = values["wear"] * strain + values["wear_overtime"] * extra / present / values["week"]
    wear *= 1 - values["buffer"] * trust
    sick = present * values["sick"] * (1 + values["sick_wear"] * worn)
    back, hired = absent / values["sick_weeks"], vacant / values["replacement"]
    gone = present * values["quit"] * (1 + values["quit_wear"] * worn)
    gone *= 1 + values["quit_trust"] * (1 - trust)
    gain = values["trust_build"] * values["meeting_time"] / (values["meeting_time"] + 1)
    loss = values["trust_loss"] * (1 + values["trust_wear"] * worn)
    loss += values["change"] * values["change_shock"] * (4 <= time < 8)
    return [
        back + hired - sick - gone,
        sick - back,
        gone - hired,
        wear * (1 - worn) - values["rest"] * worn,
        gain * (1 - trust) - loss * trust,
    ]


@pytest.mark.parametrize(
    "moved",
    [{}, {"need": 0.76}, {"need": 0.84}, {"sick_wear": 2.5, "wear": 0.35}, {"quit_wear": 5.0}],
)
def test_the_rest_agrees_with_a_point_solved_by_scipy(moved):
    values = {**DEFAULTS, **moved}
    found = find_equilibrium(values)

    def miss(free):
        present, absent, worn, trust = free
        vacant = values["posts"] - present - absent
        rates = derive(values, 0.0, (present, absent, vacant, worn, trust))
        return [rates[0], rates[1], rates[3], rates[4]]

    guess = [0.8 * values["posts"], 2.0, 0.3, 0.5]
    present, absent, worn, trust = fsolve(miss, guess, xtol=1e-12)
    expected = (present, absent, values["posts"] - present - absent, worn, trust)
    assert np.allclose(found, expected, atol=1e-7)


def test_the_year_agrees_with_an_integrator_of_scipy():
    values = {**DEFAULTS, **HALF}
    state, edges = list(find_equilibrium(DEFAULTS)), [0, 4, 8, 16, 52]
    for start, end in pairwise(edges):  # the rates jump at the edges
        middle = (start + end) / 2
        solved = solve_ivp(
            lambda _time, state, at=middle: derive(values, at, state),
            (start, end),
            state,
            rtol=1e-9,
            atol=1e-10,
        )
        state = solved.y[:, -1]
    assert np.allclose(run_team(HALF).weeks[-1].stocks, state, rtol=2e-3)


def test_halving_the_step_halves_the_error():
    moved = {"change": 0.5, "replacement": 6.0, "meeting_time": 2.0}
    runs = [run_team(moved, steps=steps) for steps in (8, 16, 32)]
    at_twelve = [np.array(run.weeks[12].stocks) for run in runs]
    first, second = (np.abs(now - then).max() for then, now in pairwise(at_twelve))
    assert second / first == pytest.approx(0.5, abs=0.08)
    assert first < 0.01
    assert runs[0].burden == pytest.approx(runs[2].burden, rel=0.01)


def test_hours_of_a_week_by_hand():
    stocks = Stocks(present=20.0, absent=2.0, vacant=2.0, exhaustion=0.2, trust=0.6)
    hours = compute_hours(stocks, DEFAULTS, 0.0)
    # 24 × 33 × 0.80 needed; 20 × 32 on the rota, 15 % × 40 % of it lost
    assert hours.needed == pytest.approx(633.6)
    assert (hours.meeting, hours.lost) == (pytest.approx(20), pytest.approx(38.4))
    assert hours.done == pytest.approx(601.6)
    assert hours.overtime == pytest.approx(32.0)
    assert (hours.undone, hours.slack) == (pytest.approx(0), pytest.approx(0))
    assert hours.load == pytest.approx(633.6 / 601.6)
    busy = compute_hours(stocks, {**DEFAULTS, "change": 1.0}, CHANGE_START)
    assert busy.needed == pytest.approx(633.6 * 1.12)
    assert (busy.overtime, busy.undone) == (pytest.approx(40), pytest.approx(68.032))
    idle = compute_hours(stocks, {**DEFAULTS, "need": 0.76}, 0.0, trust=1.0)
    assert idle.slack == pytest.approx(640 - 601.92)


def test_the_second_hour_of_meeting_builds_less_than_the_first():
    gains = [compute_trust_gain({**DEFAULTS, "meeting_time": hours}) for hours in (0.0, 1.0, 2.0)]
    assert gains == pytest.approx([0.0, 0.05, 0.1 * 2 / 3])


def test_totals_are_the_sum_of_the_weeks():
    course = run_team(HALF)
    rough = sum(week.hours.undone for week in course.weeks[:-1])
    assert course.undone == pytest.approx(rough, rel=0.05)
    assert course.burden == course.undone + course.overtime
    leaving = sum(before.stocks.present for before in course.weeks[:-1]) * DEFAULTS["quit"]
    assert leaving < course.quits < leaving * 4 * 2  # exhaustion at most × 4, distrust × 2


def test_no_loop_weighs_on_a_team_left_alone():
    assert all(abs(weight.hours) < 1e-6 for weight in weigh_loops({}))


def test_a_held_link_is_a_loop_silenced():
    weights = {weight.loop.id: weight.hours for weight in weigh_loops(HALF)}
    whole = run_team(HALF).burden
    assert set(weights) == {loop.id for loop in LOOPS}
    held = run_team(HALF, held=frozenset({"sick"})).burden
    assert weights["sick"] == pytest.approx(whole - held)
    assert weights["sick"] > 0 > weights["hire"]
    assert all(abs(hours) > 50 for hours in weights.values())
    assert list(weights) == sorted(weights, key=lambda loop: -abs(weights[loop]))


def test_chains_of_loops_close_or_say_that_they_need_not():
    for loop in LOOPS:
        assert len(loop.chain) >= 4
        if loop.kind == "amplifie":
            assert loop.chain[0] == loop.chain[-1]


def test_the_same_hypotheses_give_the_same_year_and_unknown_ones_are_refused():
    assert run_team(HALF) == run_team(HALF)
    with pytest.raises(ParameterError, match="paramètre inconnu"):
        run_team({"magie": 1.0})
    with pytest.raises(ParameterError, match="attendu"):
        run_team({"change": 2.0})


def test_every_parameter_is_told_a_hypothesis():
    assert {each.standing for each in PARAMETERS} == {"hypothèse pédagogique"}
    declared = {quantity.id for quantity in DECLARATION.state}
    assert declared == set(run_team().weeks[0].state)
