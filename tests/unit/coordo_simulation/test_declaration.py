"""A model's declaration holds its parameters and its state to what it says."""

import math

import pytest
from coordo_simulation.declaration import Declaration, Parameter, ParameterError, Quantity
from pydantic import ValidationError

STAFF = Quantity(
    id="staff", label="Aides présentes", unit="ETP", minimum=0, help="À la fin du mois."
)
RATE = Parameter(
    id="rate",
    label="Départs",
    unit="% par an",
    minimum=0,
    maximum=100,
    value=12,
    standing="hypothèse pédagogique",
    source="ordre de grandeur d’un service fictif",
)
MODEL = Declaration(
    id="equipe", title="Équipe", summary="Départs.", step="mois", state=(STAFF,), parameters=(RATE,)
)


def test_defaults_are_replaced_by_changes():
    assert MODEL.build_values({}) == {"rate": 12}
    assert MODEL.build_values({"rate": 20}) == {"rate": 20}


@pytest.mark.parametrize("value", [-0.1, 100.1, math.nan, math.inf])
def test_a_value_out_of_range_is_refused_in_french(value):
    with pytest.raises(ParameterError, match="Départs"):
        MODEL.build_values({"rate": value})


def test_an_unknown_parameter_is_named():
    with pytest.raises(ParameterError, match="taux"):
        MODEL.build_values({"taux": 1})


def test_a_default_out_of_range_cannot_be_declared():
    with pytest.raises(ValidationError, match="attendu au moins"):
        Parameter(**RATE.model_dump() | {"value": 101})


@pytest.mark.parametrize("value", [-1.0, math.nan])
def test_a_state_out_of_bounds_is_told(value):
    assert list(MODEL.iter_breaches({"staff": 3.0})) == []
    assert len(list(MODEL.iter_breaches({"staff": value}))) == 1


def test_rounding_alone_breaks_no_bound():
    assert list(MODEL.iter_breaches({"staff": -1e-12})) == []
