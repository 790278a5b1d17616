"""The plan of help and the care allocation, as figures, show what their models compute."""

from __future__ import annotations

import random
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.apa import Household, build_apa_rules, compute_ceiling, compute_participation
from coordo_simulation.french import set_spaces
from coordo_simulation.references import load_references
from coordo_simulation.ssiad import classify
from coordo_simulation.ssiad_tariffs import build_ssiad_tariffs
from coordo_widgets.figures import apa_plan, ssiad
from coordo_widgets.figures.ssiad_caseload import LABELS, PLACES, START, build_caseload
from figure_samples import check_words_fit, lay_data

REPOSITORY = Path(__file__).parents[3]
BOOK = load_references(REPOSITORY / "course" / "references.yml")
CHANCE = random.Random(3)  # noqa: S311 -- samples, not secrets


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


def list_start(module, **changes):
    settings = module.build_figure()._model.settings
    return {key: setting.value for key, setting in settings.items()} | changes


def draw_states(module, count):
    settings = module.build_figure()._model.settings
    return [
        {
            key: CHANCE.randrange(each.minimum, each.maximum + 1, each.step)
            if each.kind == "slider"
            else CHANCE.choice(each.options).value
            for key, each in settings.items()
        }
        for _ in range(count)
    ]


def read_amounts(text):
    found = re.findall(r"(−?)([\d\u202f]+(?:,\d\d)?)\u00a0€", text)
    return [
        Decimal(sign.replace("−", "-") + number.replace("\u202f", "").replace(",", "."))
        for sign, number in found
    ]


# R. 232-11 in 2026, plan and income → participation, for one who lives alone (see test_apa.py).
@pytest.mark.parametrize(
    ("gir", "hours", "income", "participation"),
    [("4", 16, 1000, "9.50"), ("4", 32, 1800, "194.61")],
)
def test_published_participations_are_told(gir, hours, income, participation):
    values = list_start(apa_plan, gir=gir, hours=hours, income=income, tariff=2500, price=2500)
    plan = apa_plan.compute_plan(values)
    assert plan.cost == 25 * hours
    assert plan.participation == Decimal(participation)
    view = apa_plan.build_view(values, "wide")
    assert read_amounts(view.answer[0]) == [plan.cost - plan.participation, plan.participation]


def test_what_is_left_to_pay_adds_up_for_any_situation():
    for state in draw_states(apa_plan, 60):
        view = apa_plan.build_view(state, "wide")
        rules = build_apa_rules(BOOK, date(int(state["year"]), 12, 1))
        price, hours = Decimal(state["price"]) / 100, Decimal(state["hours"])
        tariff = max(Decimal(state["tariff"]) / 100, rules.floor_tariff)
        valued = hours * min(price, tariff)
        plan = min(valued, compute_ceiling(rules, int(state["gir"])))
        household = Household(income=state["income"], is_couple=state["household"] == "couple")
        income = household.income / (rules.couple_divisor if household.is_couple else 1)
        allowance = plan - compute_participation(rules, income, plan)
        apa = allowance if allowance > rules.payment_threshold else Decimal(0)
        left, cost = read_amounts(view.title)
        assert cost == pytest.approx(hours * price, abs=Decimal("0.01"))
        assert left == pytest.approx(hours * price - apa, abs=Decimal("0.01"))
        assert ("n’est pas versée" in view.answer[0]) == (apa == 0)


def test_a_tariff_under_the_floor_is_raised_and_said():
    view = apa_plan.build_view(list_start(apa_plan, tariff=2200), "wide")
    assert "tarif plancher de l’année, 25,00\u00a0€" in view.answer[-1]
    assert len(apa_plan.build_view(list_start(apa_plan, tariff=2600), "wide").answer) == 2


def test_each_slider_is_its_own_group():
    for number in LABELS:
        values = {f"group-{each}": 0 for each in LABELS} | {f"group-{number}": 4}
        (stay,) = build_caseload(values, is_overseas=False).stays
        assert classify(stay.gir, has_nurse=stay.has_nurse, has_weekend=stay.has_weekend) == number
        assert stay.people == 4


def test_the_allocation_told_is_base_and_weeks():
    tariffs = build_ssiad_tariffs(BOOK, 2024)
    expected = PLACES * tariffs.base.amount + sum(
        count * 52 * tariffs.groups[number - 1].amount for number, count in START.items()
    )
    view = ssiad.build_view(list_start(ssiad), "wide")
    before, after = read_amounts(view.answer[0])
    assert after == expected
    assert before == PLACES * BOOK.get("ssiad-cout-place-2020").number
    assert read_amounts(view.title) == [abs(round(after - before))]


def test_fictitious_amounts_are_said_everywhere():
    view = ssiad.build_view(list_start(ssiad, **{"group-6": 3}), "wide")
    assert "en partie fictif" in view.title
    assert "valeur fictive" in view.answer[-1]
    assert "(fictif)" in view.picture
    assert "valeur fictive pour l’exercice" in {row[4] for row in view.table.rows}
    plain = ssiad.build_view(list_start(ssiad), "wide")
    assert "fictif" not in plain.title + plain.picture


def test_an_empty_caseload_is_said():
    empty = {f"group-{number}": 0 for number in LABELS}
    assert "Ajoutez une personne" in ssiad.build_view(list_start(ssiad, **empty), "wide").answer[0]


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("module", [apa_plan, ssiad], ids=["apa_plan", "ssiad"])
def test_every_picture_fits_and_is_told_in_french(module, layout):
    for state in draw_states(module, 30):
        view = module.build_view(state, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        assert len(root.get("aria-label") or "") > 20
        check_words_fit(root)
        texts = (view.title, *view.answer, view.table.caption)
        assert [text for text in texts if set_spaces(text) != text] == []
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)
