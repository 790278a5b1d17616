"""A model's declaration holds its parameters and its state to what it says."""

import math

import pytest
from coordo_simulation.case_models import MODELS
from coordo_simulation.declaration import (
    Declaration,
    Invariant,
    Parameter,
    ParameterError,
    Quantity,
)
from hypothesis import given
from hypothesis import strategies as st
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


HOURS = tuple(STAFF.model_copy(update={"id": name}) for name in ("granted", "used", "left"))
KEPT = Invariant(
    id="hours",
    label="heures accordées = heures faites + heures restantes",
    unit="h",
    weights={"granted": 1, "used": -1, "left": -1},
)
BALANCED = Declaration(**MODEL.model_dump() | {"state": HOURS, "invariants": (KEPT,)})


def test_what_is_not_kept_is_told_with_its_size():
    assert list(BALANCED.iter_breaches({"granted": 30.0, "used": 12.0, "left": 18.0})) == []
    assert list(BALANCED.iter_breaches({"granted": 70.0, "used": 12.0, "left": 18.0})) == [
        "heures accordées = heures faites + heures restantes\u202f: écart de 40,00\u00a0h"
    ]


def test_not_a_number_keeps_nothing():
    assert not KEPT.is_kept({"granted": math.nan, "used": 0.0, "left": 0.0})


@given(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3))
def test_an_invariant_bound_to_places_computes_the_same_gap(values):
    index = {"left": 0, "granted": 1, "used": 2}
    state = {name: values[place] for name, place in index.items()}
    assert KEPT.bind(index)(values) == pytest.approx(KEPT.compute_gap(state), abs=1e-9)


def test_an_invariant_of_something_else_cannot_be_declared():
    with pytest.raises(ValidationError, match="des quantités de l’état"):
        Declaration(**MODEL.model_dump() | {"invariants": (KEPT,)})


def test_what_the_models_of_the_cases_keep_is_declared():
    kept = {name: [each.id for each in m.declaration.invariants] for name, m in MODELS.items()}
    assert kept["discharge"] == ["heures-d-aide"]
    assert kept["sad-transformation"] == []
