"""Risk matrix and control chart: words that fit, and claims recomputed from the models."""

from __future__ import annotations

import random
import re
from itertools import product
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.control_charts import build_chart
from coordo_simulation.control_charts_example import (
    FALLS_CHANGE,
    build_delays,
    build_example_set,
    build_falls,
    build_late_visits,
)
from coordo_simulation.control_rules import NOT_A_CAUSE, RULES, list_flagged, list_signals
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.risk_matrix import HOME_CARE_MATRIX, compute_criticality
from coordo_simulation.risk_matrix_example import build_example_register
from coordo_widgets.figure_text import measure
from coordo_widgets.figures import control, risks, risks_drawing
from figure_samples import check_words_fit

MODULES = (control, risks)
SERIES = {series.id: series for series in (build_falls(), build_late_visits(), build_delays())}
ALL = ("1", "2", "3", "4")
REGISTER = {risk.id: risk for risk in build_example_register().risks}


def open_figure(module):
    return module.VIEW.open()


def build_view(module, values, layout):
    return open_figure(module)._build_view(values, layout)


def state(module, **chosen):
    settings = open_figure(module)._model.settings
    return {key: setting.value for key, setting in settings.items()} | {
        key.replace("_", "-") if module is risks else key: value for key, value in chosen.items()
    }


def split(key, change):
    """The state of a series whose limits start anew from a point, or never."""
    if change is None:
        return state(control, series=key)
    return state(control, series=key, change=change, is_split=True)


def list_states(module):
    """All series, changes and sets of rules; risks and ratings drawn at random."""
    if module is control:
        sets = ((), ALL, ("1", "4"), ("2", "3"))
        return [
            state(control, series=key, change=change, is_split=is_split, rules=rules)
            for key, change, is_split, rules in product(
                SERIES, (3, 4, 9, 13, 22, 23), (False, True), sets
            )
        ]
    chance = random.Random(7)  # noqa: S311  (a sample, not a secret)
    settings = open_figure(risks)._model.settings
    drawn = [
        {key: chance.choice(setting.options).value for key, setting in settings.items()}
        for _ in range(80)
    ]
    return [
        *drawn,
        *(state(risks, risk=key, when=when) for key in REGISTER for when in risks.WHENS),
    ]


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("module", MODULES)
def test_every_state_is_a_picture_whose_words_fit(module, layout):
    for values in list_states(module):
        view = build_view(module, values, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        assert root.get("role") == "img"
        assert root.get("aria-label") == " ".join(view.answer)
        check_words_fit(root)
        texts = [view.title, *view.answer, view.table.caption, *view.table.columns]
        texts += [cell for row in view.table.rows for cell in row]
        assert [text for text in texts if set_spaces(text) != text or "  " in text] == []
        assert all(texts)
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)


@pytest.mark.parametrize("module", MODULES)
def test_words_of_the_frame_are_french(module):
    definition = open_figure(module).definition
    texts = [definition["lead"], *definition["limits"]]
    texts += [source["label"] for source in definition["sources"]]
    assert [text for text in texts if set_spaces(text) != text] == []
    assert "hypothèse pédagogique" in " ".join(texts) or module is control


# --- the control chart


@pytest.mark.parametrize(("key", "change"), list(product(SERIES, (None, 5, 13))))
def test_what_signals_is_what_the_model_lists(key, change):
    chart = build_chart(SERIES[key], (change - 1,) if change else ())
    signals = list_signals(chart)
    flagged = list_flagged(signals)
    view = build_view(control, split(key, change), "wide")
    told = [row[0] for row in view.table.rows if row[-1] != "aucun"]
    assert told == [f"{index + 1}. {chart.points[index].label}" for index in flagged]
    beyond = {index for each in signals if each.rule == 1 for index in each.points}
    marks = re.findall(r"h10 v10 h-10 Z|l9,9 l-9,9 l-9,-9 Z|a4,4 0 1 0 8,0", view.picture)
    assert len([mark for mark in marks if mark.startswith("h10")]) == len(set(flagged) - beyond)
    assert len([mark for mark in marks if mark.startswith("l9")]) == len(beyond)
    assert len(marks) == 24
    assert view.picture.count(">règle ") == len(signals)
    count = len(flagged)
    assert (f"{count} points" in view.title) == (count > 1)
    assert ("aucun point" in view.title) == (count == 0)
    assert view.title.endswith(("un signal", "de signal"))  # a rule is met: no probability
    spoken = " ".join(view.answer)
    assert (NOT_A_CAUSE in spoken) == bool(signals)
    assert spoken.count("Règle ") == len(signals)


@pytest.mark.parametrize(("key", "change"), list(product(SERIES, (None, 8))))
def test_centre_and_limits_are_recomputed(key, change):
    series = SERIES[key]
    chart = build_chart(series, (change - 1,) if change else ())
    view = build_view(control, split(key, change), "narrow")

    def tell(value):
        return format_number(value * series.scale, 1)

    last = chart.points[-1]
    centres = ", puis ".join(tell(phase.centre) for phase in chart.phases)
    assert f"{centres}\u00a0{series.unit}" in view.answer[0]
    assert f"de {tell(last.lower)} à {tell(last.upper)}." in view.answer[0]
    for number in (last.lower, last.centre, last.upper):
        assert f">{tell(number)}</text>" in view.picture
    own = series.observations[10]
    row = view.table.rows[10]
    assert row[1] == tell(own.value / own.size)
    assert row[3:6] == tuple(
        tell(x) for x in (chart.points[10].centre, chart.points[10].lower, chart.points[10].upper)
    )


def test_a_change_that_is_known_is_told_from_one_looked_for():
    known = build_view(control, split("falls", FALLS_CHANGE + 1), "wide")
    looked = build_view(control, split("falls", FALLS_CHANGE), "wide")
    assert any("elle ne prouve pas" in text for text in known.answer)
    assert any("découpage qui arrange" in text for text in looked.answer)
    assert "limites recalculées" in known.picture
    assert {each.id for each in build_example_set().series} == set(SERIES)


def test_a_week_of_snow_is_not_denied():
    view = build_view(control, split("late", 9), "wide")
    assert any("Aucune décision n’est datée du point 9" in text for text in view.answer)
    assert not any("Rien de daté" in text for text in view.answer)


def test_without_rules_nothing_is_said_of_signals():
    for key in SERIES:
        view = build_view(control, state(control, series=key, rules=()), "wide")
        assert view.title.endswith("aucune règle n’est appliquée")
        assert "Choisissez au moins une règle" in view.answer[0]
        assert not any("Aucun signal" in text for text in view.answer)
    labels = [
        option["label"]
        for option in open_figure(control).definition["groups"][0]["settings"][3]["options"]
    ]
    assert labels == [f"{rule.number}. {rule.label}" for rule in RULES.values()]


# --- the risk matrix


@pytest.mark.parametrize("key", REGISTER)
def test_the_place_of_each_risk(key):
    risk = REGISTER[key]
    view = build_view(risks, state(risks, risk=key), "wide")
    before, after = (
        compute_criticality(each, HOME_CARE_MATRIX) for each in (risk.before, risk.after)
    )
    assert f"= {before}, {HOME_CARE_MATRIX.find_zone(before).label}" in view.answer[0]
    assert f"= {after}, {HOME_CARE_MATRIX.find_zone(after).label}" in view.answer[1]
    worse = sum(
        compute_criticality(each.before, HOME_CARE_MATRIX) > before for each in REGISTER.values()
    )
    assert f" {worse + 1}e sur 9" in view.answer[0] or (
        worse == 0 and " 1er sur 9" in view.answer[0]
    )
    for action in risk.actions:
        assert action.text in view.answer[2]
    row = next(row for row in view.table.rows if row[0] == risk.short)
    assert row[1].split()[0] == str(worse + 1)
    assert str(before) in row[3]
    assert str(after) in row[4]


def test_a_rating_changed_moves_its_risk_alone_and_says_so():
    view = build_view(risks, state(risks, risk="r7", severity_before="5"), "wide")
    assert view.title.startswith("Dossier égaré\u202f: de 20 à 4")
    assert "gravité 5 au lieu de 2 avant les actions" in view.answer[-1]
    assert view.table.rows[0][0] == "Dossier égaré"
    others = {row[0]: row[3] for row in view.table.rows[1:]}
    plain = build_view(risks, state(risks, risk="r7"), "wide")
    assert others == {row[0]: row[3] for row in plain.table.rows if row[0] != "Dossier égaré"}
    assert not any("Vous avez changé" in text for text in plain.answer)


def test_what_no_action_explains_is_told():
    view = build_view(risks, state(risks, risk="r1", severity_after="2"), "wide")
    assert any("baisse sans qu’aucune action" in text for text in view.answer)


def test_ties_are_told_with_whom():
    view = build_view(risks, state(risks, risk="r8"), "wide")
    assert "1er sur 9, à égalité avec Chute la nuit." in view.answer[0]


def test_a_zone_is_read_without_colour():
    picture = build_view(risks, state(risks), "wide").picture
    borders = re.findall(r'stroke-width="3"', picture)
    steps = range(1, 6)
    expected = sum(
        HOME_CARE_MATRIX.find_zone(s * v).id != HOME_CARE_MATRIX.find_zone(s * w).id
        for s in steps
        for v, w in ((1, 2), (2, 3), (3, 4), (4, 5))
    )
    assert len(borders) == 2 * expected + 1  # both ways, and the line of the arrow
    for number in {s * v for s in steps for v in steps}:
        assert f">{number}</text>" in picture


def test_names_fit_their_cells():
    room = risks_drawing.BOARDS["wide"].width - 7  # 6 px before the name, 1 px of border
    for risk in REGISTER.values():
        assert measure(risk.short, 13, "bold") <= room, risk.short


def list_boxes(picture):
    """Words of a picture: left, right, top, bottom and the text."""
    boxes = []
    for node in ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314 -- ours
        weight = "bold" if node.get("font-weight") == "bold" else "regular"
        size = float(node.get("font-size"))
        length = measure(node.text, size, weight)
        anchor = {"start": 0.0, "middle": length / 2, "end": length}[node.get("text-anchor")]
        left, base = float(node.get("x")) - anchor, float(node.get("y"))
        boxes.append((left, left + length, base - 0.75 * size, base + 0.2 * size, node.text))
    return boxes


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("module", MODULES)
def test_no_word_stands_on_another(module, layout):
    for values in list_states(module):
        boxes = list_boxes(build_view(module, values, layout).picture)
        for rank, (left, right, top, bottom, text) in enumerate(boxes):
            for left2, right2, top2, bottom2, other in boxes[:rank]:
                is_apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
                assert is_apart, (values, text, other)
