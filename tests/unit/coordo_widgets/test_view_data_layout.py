"""Whatever an author may validly write, its picture holds it: long, few, many, all alike."""

from __future__ import annotations

import pytest
from coordo_widgets.view_data import find_view
from figure_samples import lay_data
from view_data_samples import (
    LONG,
    build_assessment,
    build_criterion,
    build_full_study,
    build_indicator,
    build_indicator_set,
    build_many_arguments,
    build_pathway,
    build_register,
    build_rounds,
    build_series,
    build_series_set,
    build_situation,
    build_study,
    check_picture,
    check_view,
    cut,
    draw_walk,
)

SERIES = {
    "six equal measures": build_series("a", "individuals", [0] * 6),
    "forty-eight leaps": build_series("a", "individuals", draw_walk(48, 99_999), decimals=2),
    "long steps": build_series("a", "p", [0] * 12 + [400] * 12 + [0] * 12, scale=100, change=13),
    "tiny rates": build_series("a", "u", [1, 0] * 12, scale=0.001),
    "negative measures": build_series("a", "individuals", [-99_999, 3, -5, 8, -2, 4]),
    "two levels": build_series("a", "individuals", [1, 2] * 6 + [900, 901] * 6 + [1, 2] * 6),
}


@pytest.mark.parametrize("name", SERIES)
def test_series(name):
    check_view("control_chart", build_series_set(SERIES[name]), states=8)


def test_series_of_unlike_lengths():
    short = build_series("b", "u", draw_walk(6, 9))
    check_view("control_chart", build_series_set(SERIES["forty-eight leaps"], short), states=8)


ASSESSMENTS = {
    "one element": [build_criterion("a", 1, ["1"])],
    "nothing rated": [build_criterion("a", 3, ["NC"] * 6, is_imperative=True)],
    "twelve imperatives": [
        build_criterion(f"c{rank}", 2 + rank % 2, ["1", "2", "3", "1", "NC", "*"])
        | {"is_imperative": True, "has_plan": rank % 3 == 0}
        for rank in range(12)
    ],
}


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_self_assessments(name, module_folder):
    lay_data(module_folder)
    check_view("has_scoring_board", build_assessment(*ASSESSMENTS[name]), is_apart=True)


@pytest.mark.parametrize("study", [build_study(), build_full_study()], ids=["least", "most"])
def test_events(study, module_folder):
    lay_data(module_folder)
    check_view("event_duties", study, is_apart=True)
    check_view("event_fishbone", study, is_apart=True)


def test_an_event_alone_has_duties():
    study = {key: each for key, each in build_study().items() if key not in ("causes", "factors")}
    kind = find_view("event_duties")
    kind.model.model_validate(study)
    with pytest.raises(ValueError, match="causes"):
        find_view("event_fishbone").model.model_validate(study)


INDICATORS = {
    "one period": build_indicator("a", [(0, 1)]),
    "all events": build_indicator("a", [(1, 1), (9, 9)], question=LONG, exclusions=LONG),
    "many periods": build_indicator("a", [(rank, 1_000_000) for rank in range(48)]),
    "high rates": build_indicator("a", [(9, 100)] * 12, kind="rate", scale=5000, decimals=0),
    "low rates": build_indicator("a", [(0, 9), (1, 9)], kind="rate", scale=0.01, target=4),
}


@pytest.mark.parametrize("name", INDICATORS)
def test_indicators(name):
    check_view("indicator_card_view", build_indicator_set(INDICATORS[name]), is_apart=True)


SITUATIONS = {
    "two people": build_situation(1),
    "twelve people": build_situation(11, arguments=build_many_arguments(60)),
}


@pytest.mark.parametrize("view", ["deliberation_field", "disclosure_gate", "consent_path"])
@pytest.mark.parametrize("name", SITUATIONS)
def test_situations(name, view, module_folder):
    lay_data(module_folder)
    check_view(view, SITUATIONS[name], is_apart=True)


def test_a_day_before_the_texts_is_refused():
    study = build_situation(1)
    study["situation"]["date"] = "2019-01-01"
    with pytest.raises(ValueError, match="n’a pas lu les textes"):
        find_view("consent_path").model.model_validate(study)


REGISTERS = {
    "one risk": build_register(1, lambda _: ((5, 5), (1, 1))),
    "twenty in one cell": build_register(20, lambda _: ((3, 3), (3, 3))),
    "twenty everywhere": build_register(
        20, lambda rank: ((1 + rank % 5, 1 + rank // 4), (1, 1 + rank % 2))
    ),
}


@pytest.mark.parametrize("name", REGISTERS)
def test_registers(name):
    check_view("risk_matrix", REGISTERS[name], is_apart=True)


@pytest.mark.parametrize("study", [{"starts": 1, "ready": 24}, {"evaluations": 1, "weekend": 30}])
def test_queues(study, module_folder):
    lay_data(module_folder)
    own = {"origin": "exemple inventé", "story": LONG, "starts": 8, "ready": 4, "friday": 60}
    check_view("interface_queue_figure", own | study, states=1)


@pytest.mark.parametrize("study", [build_pathway(1, 26), build_pathway(7, 104, 4)])
def test_pathways(study, module_folder):
    lay_data(module_folder)
    check_view("pathway_ribbon", study, states=2)


@pytest.mark.parametrize("study", [build_rounds(1, 1), build_rounds(6, 32, west=4)])
@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_rounds(study, layout, module_folder):
    lay_data(module_folder)
    kind = find_view("rounds_map")
    view = kind.build(kind.model.model_validate(study), kind.id)
    view._show("", layout)
    for part in ("map", "strip"):
        check_picture(view.screen[part])
    assert all(round_["name"] for round_ in view.screen["rounds"])


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"reliefs": []}, "personne ne remplace"),
        ({"habit": {"rounds": []}}, "une tournée à chaque intervenant"),
    ],
)
def test_rounds_that_make_no_story_are_refused(changed, expected):
    with pytest.raises(ValueError, match=expected):
        find_view("rounds_map").model.model_validate(build_rounds(1, 1) | changed)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"visit": "nulle-part"}, "une visite et une personne du service"),
        ({"start": "23 h"}, "une heure entre earliest et latest"),
    ],
)
def test_a_rota_that_gives_what_is_not_is_refused(changed, expected):
    kind = find_view("rota_board")
    study = kind.build_example().model_dump(mode="json")
    study["rota"]["assignments"][0] |= changed
    with pytest.raises(ValueError, match=expected):
        kind.model.model_validate(study)


@pytest.mark.parametrize("people", [[0] * 9, [40] * 9, [1, *[0] * 8]])
def test_caseloads(people, module_folder):
    lay_data(module_folder)
    own = {"service": cut(48), "origin": "exemple inventé", "places": 400, "people": people}
    check_view("ssiad_figure", own | {"is_overseas": True})
