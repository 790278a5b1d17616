"""The indicator card shows what the model computes, and every figure it says is recomputed."""

from __future__ import annotations

import re
from functools import partial
from itertools import product
from math import sqrt
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.indicator_card_example import build_example_indicators
from coordo_widgets.figures import indicator
from coordo_widgets.figures.indicator_size_drawing import FARTHEST
from figure_boxes import check_apart
from figure_samples import check_words_fit

DATA = build_example_indicators()
INDICATORS = {each.card.id: each for each in DATA.indicators}
build_view = partial(indicator.build_view, DATA)
Z = 1.959963984540054
WORDS = {"held": "tenue", "missed": "manquée", "open": "non tranchée"}
MARKS = {
    "held": r'a4\.5,4\.5 0 1 0 -9,0 Z" fill="var\(--co-chart-1',
    "missed": r"l7,7 l-7,7 l-7,-7 Z",
    "open": r'a4\.5,4\.5 0 1 0 -9,0 Z" fill="var\(--co-paper',
}


def state(**chosen):
    settings = indicator.VIEW.open()._model.settings
    return {key: setting.value for key, setting in settings.items()} | chosen


def list_states(look, targets=(-5, 0, 3, 5)):
    return [
        state(indicator=key, count=count, grouping=grouping, target=target, look=look)
        for key, count, grouping, target in product(
            INDICATORS, indicator.COUNTS, indicator.GROUPINGS, targets
        )
    ]


def count_groups(values):
    """What each point counts, added up anew: events and size, from the last group back."""
    example = INDICATORS[values["indicator"]]
    periods = (example.own if values["count"] == "own" else example.other).periods
    size = int(values["grouping"])
    groups = []
    while periods:
        own, periods = periods[-size:], periods[:-size]
        groups.insert(0, (sum(each.events for each in own), sum(each.size for each in own)))
    return groups


def find_target(values):
    example = INDICATORS[values["indicator"]]
    return example.card.target.value + values["target"] * example.step


def refuses(values, events, size, aim):
    """Whether the score test refuses an aim at 5 %: another way to the same verdict."""
    card = INDICATORS[values["indicator"]].card
    wanted = aim / card.scale
    variance = wanted * (1 - wanted) if card.kind == "proportion" else wanted
    return abs(events / size - wanted) > Z * sqrt(variance / size)


def judge(values, events, size):
    card, aim = INDICATORS[values["indicator"]].card, find_target(values)
    if not refuses(values, events, size, aim):
        return "open"
    is_under = card.scale * events / size < aim
    return "held" if is_under == card.target.is_at_most else "missed"


def write(values, number):
    card = INDICATORS[values["indicator"]].card
    return f"{format_number(number, card.decimals)}\u00a0{card.unit}"


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("look", indicator.LOOKS)
def test_every_state_is_a_picture_whose_words_fit_and_stand_apart(look, layout):
    for values in list_states(look):
        view = build_view(values, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        assert (root.get("aria-label") or "").startswith(" ".join(view.answer))
        check_words_fit(root)
        check_apart(root)
        texts = [view.title, *view.answer, view.table.caption, *view.table.columns]
        texts += [cell for row in view.table.rows for cell in row]
        texts += [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]
        assert [text for text in texts if set_spaces(text) != text or "  " in text] == []
        assert all(texts)
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)


def test_points_are_marked_and_counted_as_the_score_test_judges():
    for values in list_states("card"):
        verdicts = [judge(values, *group) for group in count_groups(values)]
        view = build_view(values, "wide")
        for verdict, mark in MARKS.items():
            own = verdicts.count(verdict)
            assert len(re.findall(mark, view.picture)) == own + 1  # one in the key
            if len(set(verdicts)) > 1 and own:
                assert re.search(rf"\b{own} (tien|manq|ne tran)", view.title), view.title
        assert [row[4] for row in view.table.rows] == [WORDS[each] for each in verdicts]
        if len(verdicts) > 1:
            assert f"sur {len(verdicts)} points" in view.title


def read_scale(picture):
    """Light lines and their labels: from a height to a value."""
    heights = re.findall(
        r'd="M[\d.]+,([\d.]+) H[\d.]+" fill="none" stroke="var\(--co-rule', picture
    )
    zero, one = (float(each) for each in heights[:2])
    label = re.findall(
        r'text-anchor="end" fill="var\(--co-ink-soft, #\w+\)">([\d,]+)</text>', picture
    )
    step = float(label[1].replace(",", "."))
    return lambda y: (zero - float(y)) / (zero - one) * step


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_intervals_and_thresholds_stand_where_they_are(layout):
    for values in list_states("card", targets=(0, 3)):
        card = INDICATORS[values["indicator"]].card
        picture = build_view(values, layout).picture
        value_of = read_scale(picture)
        bars = re.findall(
            r'd="M[\d.]+,([\d.-]+) V([\d.]+)" fill="none" stroke="var\(--co-ink-soft', picture
        )
        groups = count_groups(values)
        assert len(bars) == len(groups) + 1  # the first is in the key
        bars = bars[1:]
        room = 0.006 * card.scale if card.kind == "proportion" else 0.1
        for (low, high), (events, size) in zip(bars, groups, strict=True):
            share = events / size
            for end in (value_of(low), value_of(high)):  # an end is an aim just at the edge
                wanted = end / card.scale
                if not 0 < wanted < 1:
                    continue
                variance = wanted * (1 - wanted) if card.kind == "proportion" else wanted
                reach = Z * sqrt(variance / size) * card.scale
                assert abs(card.scale * share - end) == pytest.approx(reach, abs=room)
        lines = dict(
            re.findall(
                r'd="M[\d.]+,([\d.]+) H[\d.]+" fill="none" stroke="var\(--co-(ink|terracotta-ink), '
                r'#\w+\)" stroke-width="2"',
                picture,
            )
        )
        found = {token: value_of(y) for y, token in lines.items()}
        assert found["ink"] == pytest.approx(find_target(values), abs=room)
        if card.alert:
            assert found["terracotta-ink"] == pytest.approx(card.alert.value, abs=room)


def test_the_last_value_and_the_alert_are_told():
    for values in list_states("card"):
        example = INDICATORS[values["indicator"]]
        groups = count_groups(values)
        events, size = groups[-1]
        view = build_view(values, "narrow")
        value = write(values, example.card.scale * events / size)
        assert (
            f"{format_number(events)} sur {format_number(size)} {example.unit_noun}"
            in view.answer[0]
        )
        assert f"{example.card.name}\u202f: {value}" in view.answer[0]
        assert f">{value}</text>" in view.picture
        alert = example.card.alert
        if alert is None:
            assert not any("alerte\u202f:" in line for line in view.answer)
            continue
        sign = 1 if alert.is_at_most else -1
        beyond = [
            group
            for group in groups
            if sign * (example.card.scale * group[0] / group[1] - alert.value) > 0
        ]
        whole = [group for group in beyond if refuses(values, *group, alert.value)]
        if beyond:
            assert f" {len(beyond)} point" in view.answer[1]
            assert f"dont {len(whole)} avec tout l’intervalle" in view.answer[1]
        else:
            assert "Aucun point ne le passe" in view.answer[1]
        assert [row[5] for row in view.table.rows].count("passée") == len(beyond)


def test_what_it_would_take_is_where_the_score_test_turns():
    drawn = 0
    for values in list_states("size"):
        example = INDICATORS[values["indicator"]]
        events, size = count_groups(values)[-1]
        aim = find_target(values)
        view = build_view(values, "wide")
        is_open = judge(values, events, size) == "open"
        assert ("ne suffisent pas" in view.title) == is_open
        told = re.search(
            r"(?:faudrait|valeur,) ([\d\u202f]+) \w+ (?:pour|auraient)", view.answer[1]
        )
        if told is None:
            assert "La valeur est sur la cible" in view.answer[1]
            assert example.card.scale * events / size == pytest.approx(aim)
            continue
        needed = int(told[1].replace("\u202f", ""))
        share = events / size
        assert refuses(values, share * needed * 1.0001, needed * 1.0001, aim)
        if needed > 1:
            assert not refuses(values, share * (needed - 1), needed - 1, aim)
        assert is_open == (needed > size)
        words = f">{format_number(needed)} pour trancher</text>"
        assert (words in view.picture) == (needed <= FARTHEST * size)
        drawn += words in view.picture
    assert drawn > 20


def test_more_and_fewer_are_recomputed():
    """21 late visits in 433, then the same share of four times more and four times fewer."""
    line = build_view(state(look="size"), "wide").answer[1]
    told = re.findall(r"de ([\d,]+) à ([\d,]+)\u00a0%", line)
    share = 21 / 433
    for (low, high), size in zip(told, (4 * 433, 433 / 4), strict=True):
        for end in (low, high):
            wanted = float(end.replace(",", ".")) / 100
            reach = Z * sqrt(wanted * (1 - wanted) / size)
            assert abs(share - wanted) == pytest.approx(reach, abs=0.001)


def test_another_denominator_gives_another_value():
    for values in list_states("card", targets=(0,)):
        card = INDICATORS[values["indicator"]].card
        turned = values | {"count": "own" if values["count"] == "other" else "other"}
        events, size = count_groups(turned)[-1]
        value = write(values, card.scale * events / size)
        text = " ".join(build_view(values, "wide").answer)
        said = f"donnerait {value} ({format_number(events)} sur {format_number(size)})"
        assert said in text
        now, then = (judge(each, *count_groups(each)[-1]) for each in (values, turned))
        assert (f"et la cible serait {WORDS[then]}" in text) == (now != then)


def test_grouping_says_what_it_gains():
    for values in list_states("card", targets=(0,)):
        single = values | {"grouping": "1"}
        alone, together = (
            [judge(each, *group) != "open" for group in count_groups(each)]
            for each in (single, values)
        )
        text = " ".join(build_view(values, "wide").answer)
        said = (
            f"pris un par un\u202f: {sum(alone)} sur {len(alone)}\u202f; regroupés\u202f: "
            f"{sum(together)} sur {len(together)}."
        )
        assert (said in text) == (values["grouping"] != "1")


def test_a_moved_target_is_said_and_its_origin_recalled():
    view = build_view(state(target=2), "wide")
    assert view.answer[-1] == set_spaces(
        "Vous avez mis la cible à 6,0 % au lieu de 5,0 %. Elle venait de : Choix de l’équipe, "
        "janvier 2026. Une cible déplacée après avoir vu les chiffres ne juge plus rien."
    )
    assert "Vous avez mis" not in " ".join(build_view(state(), "wide").answer)
    for each in INDICATORS.values():
        card = each.card
        for moves in (-indicator.MOST_MOVES, indicator.MOST_MOVES):
            value = card.target.value + moves * each.step
            assert 0 < value < card.scale
            if card.alert:  # the alert never asks as much as the target
                assert card.target.model_copy(update={"value": value}).is_beyond(card.alert.value)


def test_holes_of_a_bare_card_are_seen_and_told():
    view = build_view(state(indicator="satisfaction"), "wide")
    assert view.picture.count(">à écrire</text>") == 5  # exclusions, owner, alert, limits, effect
    assert view.picture.count("le dénominateur est à écrire") == 1
    assert view.picture.count("Origine à écrire") == 1
    assert view.answer[-1].count("Il manque") == 6
    whole = build_view(state(), "wide")
    assert "à écrire" not in whole.picture
    assert "Il manque" not in " ".join(whole.answer)


def test_hostile_settings_change_nothing():
    figure = indicator.VIEW.open()
    before = dict(figure.values)
    hostile = {
        "indicator": "salaires",
        "count": ["own"],
        "grouping": "0",
        "target": 9,
        "look": None,
        "periods": "2",
    }
    figure.show(1, hostile, "wide")
    figure.show(2, {"target": True, "grouping": 3}, "narrow")
    assert figure.values == before
    figure.show(3, {"target": -5, "grouping": "12", "indicator": "retours"}, "narrow")
    assert "au moins 65\u00a0%" in figure.view["answer"][0]
