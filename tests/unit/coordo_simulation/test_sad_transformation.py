"""The model of a changing service stays within what it declares, whatever its parameters."""

import datetime as dt
from math import isfinite

import pytest
from coordo_simulation.case_models import MODELS
from coordo_simulation.declaration import ParameterError
from coordo_simulation.effects import Layout
from coordo_simulation.sad_transformation import SAD_TRANSFORMATION, VARIABLES
from hypothesis import given, settings
from hypothesis import strategies as st

MODEL = MODELS["sad-transformation"]
STATE = SAD_TRANSFORMATION.state
LAYOUT = Layout(
    {name: rank for rank, name in enumerate(VARIABLES)},
    tuple(quantity.minimum for quantity in STATE),
    tuple(quantity.maximum for quantity in STATE),
)


@st.composite
def draw_parameters(draw: st.DrawFn) -> dict[str, float]:
    return {
        parameter.id: draw(st.floats(parameter.minimum, parameter.maximum))
        for parameter in SAD_TRANSFORMATION.parameters
    }


@settings(deadline=None, max_examples=150)
@given(
    changes=draw_parameters(),
    start=st.tuples(*(st.floats(q.minimum, q.maximum) for q in STATE)),
    day=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
)
def test_every_month_stays_within_the_declared_bounds(
    changes: dict[str, float], start: tuple[float, ...], day: dt.date
) -> None:
    step = MODEL.bind_case(LAYOUT, changes, day)
    values = list(start)
    for month in range(24):
        step(values, month)
        assert all(isfinite(value) for value in values)
        state = dict(zip(VARIABLES, values, strict=True))
        assert list(SAD_TRANSFORMATION.iter_breaches(state)) == []


def test_a_parameter_left_out_keeps_its_declared_value() -> None:
    here, there = ([50.0] * len(VARIABLES) for _ in range(2))
    day = dt.date(2024, 7, 1)
    MODEL.bind_case(LAYOUT, {}, day)(here, 0)
    values = {parameter.id: parameter.value for parameter in SAD_TRANSFORMATION.parameters}
    MODEL.bind_case(LAYOUT, values, day)(there, 0)
    assert here == there


def test_a_parameter_out_of_range_is_refused() -> None:
    with pytest.raises(ParameterError, match="Marge"):
        MODEL.bind_case(LAYOUT, {"marge_mensuelle": 1000.0}, dt.date(2024, 7, 1))
