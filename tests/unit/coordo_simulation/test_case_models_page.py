"""The page of the models of the cases tells what they declare, and an example that they compute."""

from pathlib import Path

import pytest
from coordo_simulation.case_models import MODELS
from coordo_simulation.declaration import Declaration, Parameter
from coordo_simulation.discharge import DISCHARGE, VARIABLES, Parameters, advance
from coordo_simulation.french import format_number

PAGE = (Path(__file__).parents[3] / "docs/modeles/cas.md").read_text(encoding="utf-8")
TOLD_DAYS = (0, 1, 4, 8, 9, 11)


def write(value: float) -> str:
    written = format_number(value, 4)
    return written.rstrip("0").rstrip(",")


def write_row(parameter: Parameter) -> str:
    bounds = f"{write(parameter.minimum)} à {write(parameter.maximum)}"
    value = write(parameter.value)
    return f"| {parameter.label} | {value} | {bounds} | {parameter.unit} | {parameter.standing} |"


@pytest.mark.parametrize("declaration", [m.declaration for m in MODELS.values()], ids=list(MODELS))
def test_every_parameter_is_told_with_its_value_range_and_standing(
    declaration: Declaration,
) -> None:
    for parameter in declaration.parameters:
        assert write_row(parameter) in PAGE


@pytest.mark.parametrize("declaration", [m.declaration for m in MODELS.values()], ids=list(MODELS))
def test_every_invariant_is_told(declaration: Declaration) -> None:
    for invariant in declaration.invariants:
        assert f"**{invariant.label}**" in PAGE


def test_the_example_is_what_the_model_computes() -> None:
    rules = Parameters(**{each.id: each.value for each in DISCHARGE.parameters})
    state = dict.fromkeys(VARIABLES, 0.0) | {
        "maison": 60, "fatigue": 50, "risque": 24, "confiance": 50, "information": 70,
        "domicile": 1, "accordees": 24, "restantes": 24, "lever": 1, "nuit": 1.2, "relais": 0.6,
    }  # fmt: skip
    values = [state[name] for name in VARIABLES]
    for day in range(max(TOLD_DAYS) + 1):
        told = [
            format_number(values[VARIABLES.index(name)], 1)
            for name in ("restantes", "fatigue", "maison", "risque")
        ]
        assert (f"| {day} | {' | '.join(told)} |" in PAGE) == (day in TOLD_DAYS)
        values = advance(rules, values)


def test_the_only_statistic_is_named_with_its_reference() -> None:
    measured = [
        parameter
        for model in MODELS.values()
        for parameter in model.declaration.parameters
        if parameter.standing != "hypothèse pédagogique"
    ]
    assert [parameter.source for parameter in measured] == ["rehospitalisation-75-un-mois"]
    assert f"{format_number(measured[0].value)}\u00a0% (référence" in PAGE
