"""The team figure: what it draws and says is what the model computes, and it says how surely."""

from __future__ import annotations

from itertools import product
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.team import run_team
from coordo_simulation.team_claims import draw_hypotheses
from coordo_simulation.team_declaration import LEVERS
from coordo_simulation.team_loops import NEGLIGIBLE, weigh_loops
from coordo_widgets.figures import team
from coordo_widgets.figures.team_panels import build_panels
from figure_samples import check_words_fit, lay_data

STATES = tuple(product((0, 50, 100), (2, 10, 30), (0, 60, 180)))
REST = (0, 10, 60)


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


def view_of(change=50, replacement=10, meeting=60, layout="wide"):
    values = {"change": change, "replacement": replacement, "meeting": meeting}
    return team.build_view(values, layout)


def run_of(change, replacement, meeting):
    return run_team(name(change, replacement, meeting))


def name(change, replacement, meeting):
    return {
        "change": change / 100,
        "replacement": float(replacement),
        "meeting_time": meeting / 60,
    }


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_every_state_is_a_picture_whose_words_fit(layout, monkeypatch):
    monkeypatch.setattr(team, "DRAWS", 2)
    team.draw_burdens.cache_clear()
    for state in STATES:
        view = view_of(*state, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        check_words_fit(root)
        assert len(root.get("aria-label") or "") > 100
        texts = [view.title, *view.answer, view.table.caption, *view.table.columns]
        texts += [cell for row in view.table.rows for cell in row]
        assert [text for text in texts if set_spaces(text) != text] == []
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)
    team.draw_burdens.cache_clear()


def test_nothing_is_drawn_above_the_scale():
    without = run_of(*REST)
    for state in STATES:
        for panel in build_panels(run_of(*state), without):
            for line in panel.lines:
                assert max(*line.within, *line.without) <= panel.top


def test_the_levers_start_where_the_team_rests():
    defaults = {lever.id: lever.value for lever in LEVERS}
    assert team.name_levers(team.START) == defaults
    settings = team.build_figure()._model.settings
    at_rest = {key: setting.value for key, setting in settings.items()} | {"change": 0}
    assert team.read_levers(at_rest) == team.START
    for lever, (setting, scale) in zip(
        LEVERS, (("change", 100), ("replacement", 1), ("meeting", 60)), strict=True
    ):
        assert settings[setting].minimum == lever.minimum * scale
        assert settings[setting].maximum == lever.maximum * scale


def test_a_year_that_costs_as_much_otherwise_is_not_told_still():
    # found by trying the levers one after the other: 1 h apart, but 427 h more are not done
    state = (70, 4, 90)
    within, without = run_of(*state), run_of(*REST)
    assert abs(within.burden - without.burden) < NEGLIGIBLE
    assert within.undone - without.undone > 400
    assert view_of(*state).title.startswith("Avec ces valeurs, autant d’heures débordent")


def test_a_team_left_alone_is_told_so():
    view = view_of(*REST)
    assert view.title.startswith("Rien ne bouge")
    assert "Aucune boucle ne pèse" in view.answer[1]
    assert "tirages" not in view.answer[2]
    assert "amber-wash" not in view.picture
    assert 'stroke-dasharray="5 4"' not in view.picture
    assert "amber-wash" in view_of().picture


@pytest.mark.parametrize("state", [(50, 10, 60), (50, 4, 60), (0, 25, 60), (100, 10, 120)])
def test_the_year_is_told_as_computed(state):
    within, without, view = run_of(*state), run_of(*REST), view_of(*state)
    change = within.burden - without.burden
    side = "de plus" if change > 0 else "de moins"
    assert f"{format_number(abs(change))} heures {side}" in view.title
    assert f"{format_number(within.burden)} heures ne tiennent pas" in view.answer[0]
    assert f"{format_number(within.undone)} non faites" in view.answer[0]
    assert f"{format_number(within.overtime)} supplémentaires" in view.answer[0]
    first, last = within.weeks[0].stocks, within.weeks[-1].stocks
    assert (
        f"passe de {format_number(first.exhaustion, 2)} à {format_number(last.exhaustion, 2)}"
    ) in view.answer[0]


@pytest.mark.parametrize("state", [(50, 10, 60), (50, 20, 60), (50, 10, 0), (0, 4, 60)])
def test_the_loop_that_weighs_most_is_named_first(state):
    first, second, *_ = weigh_loops(name(*state))
    told = view_of(*state).answer[1]
    assert told.startswith(set_spaces(f"La boucle qui pèse le plus : {first.loop.label} ("))
    assert " → ".join(first.loop.chain) in told
    verb = "ajoute" if first.hours > 0 else "épargne"
    assert f"elle {verb} {format_number(abs(first.hours))} heures" in told
    assert told.index(first.loop.label) < told.index(second.loop.label)


def test_the_draws_are_counted_on_the_same_hypotheses():
    drawn = draw_hypotheses(team.DRAWS)
    heavier = sum(
        run_team({**draw, **name(50, 10, 60)}).burden > run_team(draw).burden for draw in drawn
    )
    assert f"plus lourde que si rien ne changeait dans {heavier} tirages sur" in view_of().answer[2]
    assert "plus légère" in view_of(0, 4, 60).answer[2]


def test_the_table_is_the_model():
    course = run_of(50, 10, 60)
    for row in view_of().table.rows:
        week = course.weeks[int(row[0])]
        assert row[1] == format_number(week.stocks.present, 1)
        assert row[4] == format_number(week.stocks.exhaustion, 2)
        assert row[6:] == (
            format_number(week.hours.overtime),
            format_number(week.hours.undone),
        )


def test_hypotheses_are_told_as_such():
    definition = team.build_figure().definition
    assert "inventée" in definition["lead"]
    assert "hypothèses pédagogiques" in definition["limits"][0]
    assert [text for text in definition["limits"] if set_spaces(text) != text] == []
    assert all("hypothèses pédagogiques" in view_of(*state).answer[2] for state in STATES[:2])
