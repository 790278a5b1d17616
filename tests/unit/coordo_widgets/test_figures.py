"""What all figures keep: pictures whose words fit, French typography, and a trainee's answers."""

from __future__ import annotations

import json
from itertools import product
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.french import set_spaces
from coordo_widgets.figure import Figure
from coordo_widgets.figures import authority, pathway, pyramid, timeline, unmet_demand
from figure_samples import check_words_fit, lay_data

FIGURES = (authority, pathway, pyramid, timeline, unmet_demand)
SHORT = {
    "pathway": 40,
    "timeline": 16,
    "unmet_demand": 12,
}  # states looked at, where there are too many


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


def name_of(module):
    return module.__name__.rsplit(".", 1)[1]


def list_states(module):
    """States of the settings: all where they are few, else a spread of them."""
    settings = module.build_figure()._model.settings
    choices = {
        "choice": lambda each: [option.value for option in each.options],
        "ticks": lambda each: [(), tuple(option.value for option in each.options)],
        "slider": lambda each: list(range(each.minimum, each.maximum + 1, each.step)),
        "action": lambda _: [False, True],
    }
    values = [choices[each.kind](each) for each in settings.values()]
    states = product(*values)
    total = 1
    for each in values:
        total *= len(each)
    step = max(1, total // SHORT.get(name_of(module), total))
    return [
        dict(zip(settings, state, strict=True))
        for index, state in enumerate(states)
        if index % step == 0
    ]


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("module", FIGURES, ids=name_of)
def test_every_state_is_a_picture_whose_words_fit(module, layout):
    states = list_states(module)
    assert len(states) > 10
    for state in states:
        view = module.build_view(state, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        assert root.get("role") == "img"
        assert len(root.get("aria-label") or "") > 20
        assert view.title
        assert all(view.answer)
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)
        if module not in (timeline, unmet_demand):
            check_words_fit(root)


@pytest.mark.parametrize("module", FIGURES, ids=name_of)
def test_french_spaces_are_unbreakable(module):
    view = module.build_view(list_states(module)[0], "wide")
    definition = module.build_figure().definition
    texts = [view.title, *view.answer, view.table.caption, definition["lead"]]
    texts += [*view.table.columns, *definition["limits"]]
    texts += [cell for row in view.table.rows for cell in row]
    assert [text for text in texts if set_spaces(text) != text] == []


def test_what_is_placed_is_kept_and_restored(in_the_module):
    figure = pathway.build_figure()
    figure.show(1, {"coordinator-1": "madame-x", "actors-1": ["hopital"]}, "wide")
    assert figure.view["status"] == "Votre réponse est enregistrée."
    assert figure.view["sequence"] == 1
    again = pathway.build_figure()
    assert again.values["coordinator-1"] == "madame-x"
    assert again.values["actors-1"] == ("hopital",)
    event = json.loads((in_the_module / "journal.jsonl").read_text(encoding="utf-8"))
    assert (event["activity"], event["subject"]) == ("1_cours", "pathway-figure")


def test_looking_without_touching_writes_nothing(in_the_module):
    for module in FIGURES:
        module.build_figure().show(1, {}, "wide")
    assert not (in_the_module / "journal.jsonl").exists()


def test_a_figure_that_asks_nothing_writes_nothing(in_the_module):
    timeline.build_figure().show(1, {"year": 2015}, "wide")
    assert not (in_the_module / "journal.jsonl").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"coordinator-1": "<script>"},
        {"actors-1": ["hopital", "inconnu"]},
        {"actors-1": "hopital"},
        {"is_compared": "oui"},
        {"inconnu": 1},
    ],
)
def test_what_the_settings_do_not_accept_is_ignored(changes):
    figure = pathway.build_figure()
    before = dict(figure.values)
    figure.show(1, changes, "narrow")
    assert figure.values == before


def test_a_year_out_of_scale_is_ignored():
    figure = timeline.build_figure()
    figure.show(1, {"year": 1789}, "wide")
    assert figure.values["year"] == 2009


def test_a_journal_that_cannot_be_written_is_told(in_the_module):
    (in_the_module / "journal.jsonl").mkdir()
    figure = Figure(
        pathway.build_figure()._model.model_copy(update={"id": "autre"}), pathway.build_view
    )
    figure._is_kept = True
    figure.show(1, {"coordinator-1": "madame-x"}, "wide")
    assert figure.view["status"]
    assert "est enregistrée" not in figure.view["status"]
