"""The pathway model lent to cases: its weeks where nothing breaks, its bounds, hours in = out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from coordo_simulation.case_models import MODELS
from coordo_simulation.case_review import review_case
from coordo_simulation.case_survey import survey_case
from coordo_simulation.chance import build_chance
from coordo_simulation.effects import Layout
from coordo_simulation.engine import simulate
from coordo_simulation.model_notes import tell_model
from coordo_simulation.pathway import HAZARDS, MonthlyHours
from coordo_simulation.pathway_case import NAMES, PATHWAY_CASE, VARIABLES
from coordo_simulation.pathway_example import EXAMPLE
from coordo_simulation.pathway_hazards import PREVENTION
from coordo_simulation.pathway_rules import DECLARATION
from coordo_simulation.pathway_week import PathwayModel
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.references import load_references
from coordo_simulation.scenario import load_scenario
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
BOOK = HERE.parents[2] / "course" / "references.yml"
MODEL = MODELS["parcours"]
LAYOUT = Layout(
    {name: rank for rank, name in enumerate(VARIABLES)},
    tuple(quantity.minimum for quantity in PATHWAY_CASE.state),
    tuple(quantity.maximum for quantity in PATHWAY_CASE.state),
)
DAY = dt.date(2025, 3, 10)
BOUNDS = {quantity.id: (quantity.minimum, quantity.maximum) for quantity in PATHWAY_CASE.state}

changes = st.fixed_dictionaries(
    {},
    optional={each.id: st.floats(each.minimum, each.maximum) for each in PATHWAY_CASE.parameters},
)


@st.composite
def draw_start(draw: st.DrawFn) -> list[float]:
    state = {name: draw(st.floats(*bounds)) for name, bounds in BOUNDS.items()}
    state["a-reparer"], state["reparees"] = draw(st.floats(0, 400)), draw(st.floats(0, 400))
    state["demandees"] = state["a-reparer"] + state["reparees"]
    return [state[name] for name in VARIABLES]


@settings(deadline=None, max_examples=100)
@given(changes=changes, values=draw_start(), broken=st.lists(st.integers(0, 3), max_size=8))
def test_every_week_keeps_its_bounds_and_its_hours(changes, values, broken):
    step = MODEL.bind_case(LAYOUT, changes, DAY)
    for week, ruptures in enumerate([*broken, 0, 0, 0]):
        values[LAYOUT.index["ruptures"]] = float(ruptures)
        step(values, week)
        assert list(PATHWAY_CASE.iter_breaches(dict(zip(VARIABLES, values, strict=True)))) == []


@pytest.mark.parametrize("hours", [0.0, 1.5, 6.0])
def test_the_weeks_are_those_of_the_model_while_nothing_breaks(hours):
    """Strain, information and every chance agree with ``pathway``, its hospital stay included."""
    model = PathwayModel(EXAMPLE, MonthlyHours(**dict.fromkeys(PREVENTION, hours)))
    state = model.start()
    now = dict.fromkeys(VARIABLES, 0.0) | {f"heures-{action}": hours for action in PREVENTION}
    now |= {
        "fatigue": state.strain, "information": state.information, "sejour": state.days_left,
        "retour": 60.0,
    }  # fmt: skip
    step = MODEL.bind_case(LAYOUT, {}, DAY)
    for _ in range(40):
        week = model.observe(state)
        state = model.step(week, frozenset())
        coming = model.observe(state)
        now["porte"], now["soins"] = week.around.carried, coming.around.unmet["sante"]
        now["echeance"] = float(state.week in EXAMPLE.renewals)
        values = [float(now[name]) for name in VARIABLES]
        step(values, 0)
        now = dict(zip(VARIABLES, values, strict=True))
        assert now["fatigue"] == pytest.approx(state.strain)
        assert now["information"] == pytest.approx(state.information)
        for kind in HAZARDS:
            assert now[f"risque-{kind}"] == pytest.approx(100 * coming.hazards[kind])


def test_a_rupture_costs_its_hours_then_its_strain():
    """3 h asked; 6 h a month are 6 / (52 / 12) = 18/13 a week: repaired in three weeks."""
    now = dict.fromkeys(VARIABLES, 0.0) | {"ruptures": 1, "retour": 60, "information": 50}
    now["heures-aidant"] = 6.0
    values = [float(now[name]) for name in VARIABLES]
    step = MODEL.bind_case(LAYOUT, {}, DAY)
    left = []
    for week in range(3):
        step(values, week)
        left.append(values[LAYOUT.index["a-reparer"]])
    assert left == pytest.approx([3 - 18 / 13, 3 - 36 / 13, 0])
    assert values[LAYOUT.index["reparees"]] == values[LAYOUT.index["demandees"]] == 3
    step = MODEL.bind_case(LAYOUT, {}, DAY)
    values = [float(now[name]) for name in VARIABLES]
    step(values, 0)
    assert values[LAYOUT.index["fatigue"]] == 6
    assert values[LAYOUT.index["information"]] == pytest.approx(50 + 0.03 * 50 - 0.06 * 50 - 15)


def test_what_is_lent_is_the_model_s_and_all_is_a_hypothesis():
    known = {each.id for each in DECLARATION.parameters}
    assert set(NAMES) <= known
    assert known - set(NAMES) == {"self-repair", "silence-weeks", "stay-days", "stay-spread"}
    assert {each.standing for each in PATHWAY_CASE.parameters} == {"hypothèse pédagogique"}


def test_a_case_draws_what_the_model_says_is_likely():
    case = load_scenario(HERE / "case_pathway.yml", load_references(BOOK))
    traces = [
        simulate(case.program, build_chance(seed), choose_at_random(seed)) for seed in range(300)
    ]
    asked = [trace.periods[-1][case.program.layout.index["demandees"]] for trace in traces]
    assert set(asked) == {0.0, 3.0}
    assert 0.1 < sum(each > 0 for each in asked) / 300 < 0.6
    assert "jamais une statistique" in tell_model(case)
    found = review_case(case, survey_case(case, random_runs=150, greedy_runs=12))
    assert [finding for finding in found if finding.kind == "défaut"] == []
