"""The model of a changing service stays within what it declares, whatever its parameters."""

import datetime as dt
from math import isfinite

import pytest
from coordo_simulation.case_models import MODELS
from coordo_simulation.declaration import ParameterError
from coordo_simulation.effects import Layout
from coordo_simulation.sad_transformation import (
    SAD_TRANSFORMATION,
    VARIABLES,
    Parameters,
    advance,
)
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


def test_two_cases_share_the_model_and_not_their_parameters() -> None:
    day = dt.date(2024, 7, 1)
    alone, first, second = ([10.0] * len(VARIABLES) for _ in range(3))
    MODEL.bind_case(LAYOUT, {"absences_de_base": 3.0}, day)(alone, 0)
    steps = [MODEL.bind_case(LAYOUT, {"absences_de_base": each}, day) for each in (3.0, 0.5)]
    steps[0](first, 0)
    steps[1](second, 0)
    assert first == alone
    rank = VARIABLES.index("absences")
    assert second[rank] < first[rank]


def test_a_month_worked_by_hand() -> None:
    """A quiet September, the sixth month, each line of the model computed on paper."""
    before = {
        "confiance": 62, "continuite": 85, "tresorerie": 60, "conformite": 60, "ars": 50,
        "departement": 55, "heures": 40, "absences": 1, "partenaire": 50, "integration": 50,
        "incertitude": 10, "epuisement": 30, "dossier": 10, "effort-dossier": 5, "charges": 2,
        "chantiers": 3,
    }  # fmt: skip
    expected = {
        "absences": 1.14,  # 1 + 0,4 × (1,35 − 1): no distrust at 62
        "continuite": 87.348,  # 85 + 0,4 × (93 − 5,13 + 3 − 85)
        "tresorerie": 58.808,  # 60 + 1,2 − 2,8 × 0,14 − 2
        "heures": 40.8628,  # 40 + 0,6 × (36,5 + 1,938 + 3 − 40)
        "epuisement": 28.29024,  # 30 + 0,8 × (40,8628 − 43)
        "confiance": 61.9964,  # 62 + 0,18 × (65 − 0,42 − 3 + 0,4 − 62)
        "incertitude": 11,
        "integration": 50.3,  # 50 + 0,03 × 10
        "partenaire": 49.68,  # 50 + 0,08 × (46 − 50)
        "conformite": 60.6036,  # 60 + 0,012 × 50,3: 60 is not above 40 + 0,4 × 50,3
        "dossier": 14.1512928,  # 10 + 5 × (1 − 0,006 × 28,29024)
        "ars": 49.749077568,  # 50 − 0,2 − 0,06 × (7,5 × 2 − 14,1512928)
        "departement": 54.8,  # 55 − 0,2: 87,348 is above 86
        "effort-dossier": 5, "charges": 2, "chantiers": 3,
    }  # fmt: skip
    rules = Parameters(**SAD_TRANSFORMATION.build_values({}))
    after = advance(rules, [float(before[name]) for name in VARIABLES], 5, 0.0)
    assert dict(zip(VARIABLES, after, strict=True)) == pytest.approx(expected, rel=1e-12)


@settings(deadline=None, max_examples=150)
@given(
    changes=draw_parameters(),
    start=st.tuples(*(st.floats(q.minimum, q.maximum) for q in STATE)),
    month=st.integers(0, 23),
    season=st.sampled_from([0.0, 0.4, 0.9]),
)
def test_the_treasury_balances_to_the_cent(
    changes: dict[str, float], start: tuple[float, ...], month: int, season: float
) -> None:
    """What a month adds is the margin less agency staff, visits not made and projects, in k€."""
    rules = Parameters(**changes)
    before = dict(zip(VARIABLES, start, strict=True))
    after = dict(zip(VARIABLES, advance(rules, list(start), month, season), strict=True))
    agency = rules.cout_d_un_remplacement * max(0.0, after["absences"] - 1.0)
    unpaid = rules.perte_par_point_de_discontinuite * max(0.0, 85.0 - after["continuite"])
    spent = agency + unpaid + before["charges"]
    gained = after["tresorerie"] - before["tresorerie"]
    assert gained == pytest.approx(rules.marge_mensuelle - spent, abs=5e-6)
