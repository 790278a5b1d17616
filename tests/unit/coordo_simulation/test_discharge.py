"""The days of a discharge: bounds at every step, and hours granted are hours used plus left."""

import datetime as dt

import pytest
from coordo_simulation.case_models import MODELS
from coordo_simulation.discharge import DISCHARGE, VARIABLES, Parameters, advance
from coordo_simulation.effects import Layout
from hypothesis import given, settings
from hypothesis import strategies as st

MODEL = MODELS["discharge"]
STATE = DISCHARGE.state
LAYOUT = Layout(
    {name: rank for rank, name in enumerate(VARIABLES)},
    tuple(quantity.minimum for quantity in STATE),
    tuple(quantity.maximum for quantity in STATE),
)
VALUES = {parameter.id: parameter.value for parameter in DISCHARGE.parameters}
RULES = Parameters(**VALUES)
NOTHING = dict.fromkeys(VARIABLES, 0.0)


@st.composite
def draw_parameters(draw: st.DrawFn) -> dict[str, float]:
    return {
        parameter.id: draw(st.floats(parameter.minimum, parameter.maximum))
        for parameter in DISCHARGE.parameters
    }


@st.composite
def draw_start(draw: st.DrawFn) -> list[float]:
    state = {each.id: draw(st.floats(each.minimum, each.maximum)) for each in STATE}
    state["faites"], state["restantes"] = draw(st.floats(0, 100)), draw(st.floats(0, 100))
    state["accordees"] = state["faites"] + state["restantes"]
    return [state[name] for name in VARIABLES]


@settings(deadline=None, max_examples=200)
@given(changes=draw_parameters(), values=draw_start())
def test_every_day_keeps_its_bounds_and_its_hours(
    changes: dict[str, float], values: list[float]
) -> None:
    step = MODEL.bind_case(LAYOUT, changes, dt.date(2025, 3, 10))
    for day in range(30):
        step(values, day)
        state = dict(zip(VARIABLES, values, strict=True))
        assert list(DISCHARGE.iter_breaches(state)) == []
        assert abs(state["accordees"] - state["faites"] - state["restantes"]) < 1e-9


def live(**state: float) -> dict[str, float]:
    before = NOTHING | state
    after = advance(RULES, [before[name] for name in VARIABLES])
    return dict(zip(VARIABLES, after, strict=True))


def test_a_day_at_home_worked_by_hand() -> None:
    """3 h asked a day and 6 h left: all given; 3 + 2.2 + 1 = 6.2 points relieved."""
    after = live(maison=50, fatigue=60, risque=20, confiance=50, coordination=2, accordees=6,
                 restantes=6, lever=1, nuit=1, relais=1, domicile=1, information=70)  # fmt: skip
    assert after["restantes"] == 3
    assert after["faites"] == 3
    assert after["fatigue"] == pytest.approx(60 + 5 - 6.2)
    assert after["information"] == 69.4
    assert abs(after["maison"] - (50 + 0.12 * 19.4)) < 1e-9
    target = 16 + 0.35 * (65 - 52.328) + 0.3 * 8.8 - 5
    assert abs(after["risque"] - (20 + 0.35 * (target - 20))) < 1e-9
    assert abs(after["confiance"] - (50 + 0.06 * 2.328)) < 1e-9
    assert after["coordination"] == 2.3


def test_hours_that_run_out_relieve_in_proportion() -> None:
    after = live(fatigue=50, accordees=1, restantes=1, nuit=2, domicile=1)
    assert after["restantes"] == 0
    assert after["fatigue"] == 50 + 5 - 0.5 * 6


def test_no_hour_of_help_is_used_in_hospital() -> None:
    after = live(fatigue=50, accordees=10, restantes=10, nuit=2, lever=1)
    assert after["restantes"] == 10
    assert after["fatigue"] == 49.2
