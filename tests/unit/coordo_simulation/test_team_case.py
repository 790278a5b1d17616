"""The team model lent to cases: the same weeks as the model, posts kept, and its caution said."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from coordo_simulation.answer import pick
from coordo_simulation.case_models import MODELS
from coordo_simulation.case_review import review_case
from coordo_simulation.case_survey import survey_case
from coordo_simulation.chance import build_chance
from coordo_simulation.effects import Layout
from coordo_simulation.engine import simulate
from coordo_simulation.model_notes import tell_model
from coordo_simulation.program import build_program
from coordo_simulation.references import load_references
from coordo_simulation.scenario import load_scenario
from coordo_simulation.team import CHANGE_START, find_equilibrium, run_team
from coordo_simulation.team_case import NAMES, TEAM_CASE, VARIABLES
from coordo_simulation.team_declaration import DECLARATION, LEVERS, PARAMETERS
from coordo_simulation.yaml_source import ContentErrors
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
BOOK = HERE.parents[2] / "course" / "references.yml"
LARGE, SMALL = HERE / "case_team_large.yml", HERE / "case_team_small.yml"
MODEL = MODELS["equipe"]
LAYOUT = Layout(
    {name: rank for rank, name in enumerate(VARIABLES)},
    tuple(quantity.minimum for quantity in TEAM_CASE.state),
    tuple(quantity.maximum for quantity in TEAM_CASE.state),
)
DAY = dt.date(2025, 3, 10)
BOUNDS = {quantity.id: (quantity.minimum, quantity.maximum) for quantity in TEAM_CASE.state}

changes = st.fixed_dictionaries(
    {},
    optional={each.id: st.floats(each.minimum, each.maximum) for each in TEAM_CASE.parameters},
)


@st.composite
def draw_start(draw: st.DrawFn) -> list[float]:
    state = {name: draw(st.floats(*bounds)) for name, bounds in BOUNDS.items()}
    for name in ("presents", "arrets", "vacants"):
        state[name] = draw(st.floats(0, 60))
    state["postes"] = state["presents"] + state["arrets"] + state["vacants"]
    return [state[name] for name in VARIABLES]


@settings(deadline=None, max_examples=100)
@given(changes=changes, values=draw_start())
def test_every_week_keeps_its_bounds_and_its_posts(changes, values):
    step = MODEL.bind_case(LAYOUT, changes, DAY)
    for week in range(30):
        step(values, week)
        assert list(TEAM_CASE.iter_breaches(dict(zip(VARIABLES, values, strict=True)))) == []


@pytest.mark.parametrize("change", [0.0, 0.5, 1.0])
def test_the_weeks_are_those_of_the_model_within_one_per_cent(change):
    """From the announcement on, a case that announces it follows the year of ``run_team``."""
    year = run_team({"change": change})
    first = year.weeks[CHANGE_START].stocks
    values = DECLARATION.build_values({})
    state = {
        "presents": first.present, "arrets": first.absent, "vacants": first.vacant,
        "postes": values["posts"], "epuisement": 100 * first.exhaustion,
        "cooperation": 100 * first.trust,
        "demande": values["posts"] * values["week"] * values["need"],
        "reunions": values["meeting_time"], "delai": values["replacement"],
        "changement": 100 * change, "annonce": 0, "charge": 100, "heures-sup": 0, "non-faites": 0,
    }  # fmt: skip
    moved = [float(state[name]) for name in VARIABLES]
    step = MODEL.bind_case(LAYOUT, {}, DAY)
    for week in range(CHANGE_START + 1, 53):
        step(moved, week)
        now = dict(zip(VARIABLES, moved, strict=True))
        expected = year.weeks[week]
        assert now["presents"] == pytest.approx(expected.stocks.present, rel=0.01)
        assert now["epuisement"] == pytest.approx(100 * expected.stocks.exhaustion, abs=1)
        assert now["cooperation"] == pytest.approx(100 * expected.stocks.trust, abs=1)
        assert now["charge"] == pytest.approx(100 * expected.hours.load, rel=0.02)


def test_a_team_at_rest_stays_there():
    values = DECLARATION.build_values({})
    rest = find_equilibrium(values)
    state = dict.fromkeys(VARIABLES, 0.0) | {
        "presents": rest.present, "arrets": rest.absent, "vacants": rest.vacant, "postes": 24,
        "epuisement": 100 * rest.exhaustion, "cooperation": 100 * rest.trust,
        "demande": 633.6, "reunions": 1, "delai": 10,
    }  # fmt: skip
    moved = [state[name] for name in VARIABLES]
    step = MODEL.bind_case(LAYOUT, {}, DAY)
    for week in range(26):
        step(moved, week)
    assert moved[:7] == pytest.approx([state[name] for name in VARIABLES[:7]], rel=1e-6)


def test_every_parameter_of_the_team_is_lent_or_is_a_variable_of_the_case():
    lent = set(NAMES) | {lever.id for lever in LEVERS} | {"posts", "need"}
    assert lent == {each.id for each in PARAMETERS}
    assert {each.standing for each in TEAM_CASE.parameters} == {"hypothèse pédagogique"}


@cache
def load_case(path):
    return load_scenario(path, load_references(BOOK))


def play(path, answer):
    return simulate(load_case(path).program, build_chance(1), lambda _point: pick(answer))


def test_two_cases_share_the_model_each_with_its_parameters():
    """The second changes two parameters; with them put back, its path is another one."""
    large, small = load_case(LARGE), load_case(SMALL)
    assert large.model.name == small.model.name == "equipe"
    assert large.model.parameters == {}
    assert large.unit == small.unit == "semaine"
    assert len(play(LARGE, "tout-de-suite").periods) == 27
    own = play(SMALL, "tout-de-suite").periods
    plain = build_program(small.model_copy(update={"model": large.model}))
    other = simulate(plain, build_chance(1), lambda _point: pick("tout-de-suite")).periods
    assert own[-1] != other[-1]
    rank = small.program.layout.index["arrets"]
    assert own[-1][rank] > other[-1][rank]  # leaves of six weeks, not four


def test_a_case_played_keeps_its_posts():
    for path in (LARGE, SMALL):
        index = load_case(path).program.layout.index
        for answer in ("tout-de-suite", "avec-du-temps"):
            for values in play(path, answer).periods:
                parts = (values[index[name]] for name in ("presents", "arrets", "vacants"))
                assert sum(parts) == pytest.approx(values[index["postes"]])


def test_the_caution_and_what_the_case_changes_are_told():
    assert "hypothèses pédagogiques" in tell_model(load_case(LARGE))
    told = tell_model(load_case(SMALL))
    assert "aucune n’a été mesurée dans une équipe" in told
    assert "- Durée moyenne d’un arrêt\u202f: 6\u00a0semaines (hypothèse pédagogique)." in told


def test_a_start_whose_posts_do_not_add_up_is_refused(tmp_path):
    text = SMALL.read_text(encoding="utf-8").replace("initial: 1.2", "initial: 2.2")
    (tmp_path / "scenario.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentErrors, match="postes = au travail"):
        load_scenario(tmp_path / "scenario.yml", load_references(BOOK))


@pytest.mark.parametrize("path", [LARGE, SMALL], ids=["large", "small"])
def test_the_check_of_cases_finds_no_fault_in_them(path):
    case = load_case(path)
    found = review_case(case, survey_case(case, random_runs=40, greedy_runs=12))
    assert [finding for finding in found if finding.kind == "défaut"] == []
