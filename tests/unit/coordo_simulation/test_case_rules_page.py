"""The page shows an author rules that are read, told and computed as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from coordo_simulation.case_parts import Variable
from coordo_simulation.case_rules_step import build_rules_step
from coordo_simulation.case_rules_words import tell_rule
from coordo_simulation.case_schema import ModelSpec
from coordo_simulation.effects import Layout
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.pathway_case import PATHWAY_CASE
from coordo_simulation.team_case import TEAM_CASE
from ruamel.yaml import YAML

PAGE = (Path(__file__).parents[3] / "docs/modeles/cas.md").read_text(encoding="utf-8")
[WRITTEN] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
TOLD_WEEKS = (0, 1, 2, 3, 4, 8)


def follow(name, label, unit, bounds, initial):
    low, high = bounds
    return Variable(id=name, label=label, unit=unit, min=low, max=high, initial=initial, help="…")


VARIABLES = (
    follow("charge", "Charge", "h/sem.", (20, 60), 35),
    follow("arrets", "Arrêts", "ETP", (0, 8), 4),
    follow("confiance", "Confiance", "pts", (0, 100), 70),
    follow("attente", "En attente", "pers.", (0, 40), 8),
    follow("suivies", "Suivies", "pers.", (0, 32), 26),
)


@pytest.fixture(scope="module")
def model():
    return ModelSpec.model_validate(YAML(typ="safe").load(WRITTEN)["model"])


@pytest.mark.parametrize("each", VARIABLES, ids=lambda each: each.id)
def test_the_variables_of_the_example_are_told(each):
    bounds = f"de {each.min:.0f} à {each.max:.0f}"
    start = rf"`{each.id}` \({re.escape(each.unit)}, {bounds}, {each.initial:.0f}( au départ)?\)"
    assert re.search(start, PAGE)


def test_the_rules_are_told_as_a_trainee_reads_them(model):
    by_id = {each.id: each for each in VARIABLES}
    assert len(model.rules) == 3
    for rule in model.rules:
        assert f"- {tell_rule(rule, by_id, 'semaine')}\n" in PAGE


def test_the_weeks_are_those_that_the_rules_give(model):
    names = [each.id for each in VARIABLES]
    layout = Layout(
        {name: rank for rank, name in enumerate(names)},
        tuple(each.min for each in VARIABLES),
        tuple(each.max for each in VARIABLES),
    )
    values = [each.initial for each in VARIABLES]
    step = build_rules_step(model.rules, layout)
    for week in range(max(TOLD_WEEKS) + 1):
        shown = [format_number(value, 1) for value in values]
        del shown[names.index("arrets")]
        assert (f"| {week} | {' | '.join(shown)} |" in PAGE) == (week in TOLD_WEEKS)
        step(values, week)


def test_what_an_author_writes_for_each_parameter_of_a_lent_model_is_told():
    for parameter in (*TEAM_CASE.parameters, *PATHWAY_CASE.parameters):
        assert re.search(rf"\| {re.escape(parameter.label)} \|.*\| `{parameter.id}` \|", PAGE)


def list_variables(declaration):
    return ", ".join(
        f"`{each.id}` ({f'{each.unit}, ' if each.unit else ''}"
        f"{each.minimum:.0f} à {each.maximum:.0f})"
        for each in declaration.state
    )


@pytest.mark.parametrize("declaration", [TEAM_CASE, PATHWAY_CASE], ids=["equipe", "parcours"])
def test_the_variables_of_a_lent_model_are_told_with_units_and_bounds(declaration):
    assert set_spaces(f"à déclarer : {list_variables(declaration)}.") in PAGE
