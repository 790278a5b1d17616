"""The plan of help and the care allocation, as figures, show what their models compute."""

from __future__ import annotations

import random
import re
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.apa import Household, build_apa_rules, compute_ceiling, compute_participation
from coordo_simulation.french import format_euro, set_spaces
from coordo_simulation.references import load_references
from coordo_simulation.ssiad import classify
from coordo_simulation.ssiad_study import build_example_caseload
from coordo_simulation.ssiad_tariffs import build_ssiad_tariffs
from coordo_widgets.figures import apa_plan, ssiad
from coordo_widgets.figures.ssiad_caseload import LABELS, build_caseload
from figure_samples import check_words_fit, lay_data

REPOSITORY = Path(__file__).parents[3]
BOOK = load_references(REPOSITORY / "course" / "references.yml")
STUDY = build_example_caseload()
PLACES, START = STUDY.places, dict(enumerate(STUDY.people, 1))
view_ssiad = partial(ssiad.build_view, STUDY)
CHANCE = random.Random(3)  # noqa: S311 -- samples, not secrets


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


def open_figure(module):
    return module.VIEW.open() if module is ssiad else module.build_figure()


def list_start(module, **changes):
    settings = open_figure(module)._model.settings
    return {key: setting.value for key, setting in settings.items()} | changes


def draw_states(module, count):
    settings = open_figure(module)._model.settings
    return [
        {
            key: CHANCE.randrange(each.minimum, each.maximum + 1, each.step)
            if each.kind == "slider"
            else tuple(o.value for o in each.options if CHANCE.random() < 0.3)
            if each.kind == "ticks"
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
    assert "tarif plancher de l’année, 25,00\u00a0€ (à vérifier)" in view.answer[-1]
    assert "25,00\u00a0€ (à vérifier)" in {row[1] for row in view.table.rows}
    sure = apa_plan.build_view(list_start(apa_plan, tariff=2200, year="2025"), "wide")
    assert "à vérifier" not in sure.answer[-1]
    assert len(apa_plan.build_view(list_start(apa_plan, tariff=2600), "wide").answer) == 2


def test_the_figures_that_no_text_supports_are_named_among_the_limits():
    (doubt,) = (limit for limit in apa_plan.build_figure()._model.limits if "À vérifier" in limit)
    assert "année 2026, 25,00\u00a0€/h (confiance moyenne)" in doubt
    assert "2025" in doubt


def test_each_slider_is_its_own_group():
    for number in LABELS:
        values = list_start(ssiad, **{f"group-{each}": 0 for each in LABELS})
        values |= {f"group-{number}": 4}
        (stay,) = build_caseload(PLACES, values, is_overseas=False).stays
        assert classify(stay.gir, has_nurse=stay.has_nurse, has_weekend=stay.has_weekend) == number
        assert stay.people == 4


def test_the_allocation_told_is_base_and_weeks():
    tariffs = build_ssiad_tariffs(BOOK, 2024)
    expected = PLACES * tariffs.base.amount + sum(
        count * 52 * tariffs.groups[number - 1].amount for number, count in START.items()
    )
    view = view_ssiad(list_start(ssiad), "wide")
    before, after = read_amounts(view.answer[0])
    assert after == expected
    assert before == PLACES * BOOK.get("ssiad-cout-place-2020").number
    assert read_amounts(view.title) == [abs(round(after - before))]


def test_the_opening_view_does_not_pass_a_hypothesis_for_the_reform():
    view = view_ssiad(list_start(ssiad), "wide")
    assert view.title.endswith(
        "entre le coût moyen de 2020 (hypothèse) et les montants de 2024, en partie déduits"
    )
    assert "hypothèse pédagogique" in view.answer[0]
    assert "hausse des prix" in view.answer[0]
    assert "réforme" not in view.title
    assert view.table.rows[0][4] == "hypothèse pédagogique"


@pytest.mark.parametrize(
    ("year", "derived"), [("2024", {2: 7, 3: 6}), ("2023", {5: 9, 7: 6, 9: 14})]
)
def test_deduced_amounts_are_marked_everywhere(year, derived):
    tariffs = build_ssiad_tariffs(BOOK, int(year))
    view = view_ssiad(list_start(ssiad, year=year), "wide")
    amount = sum(52 * people * tariffs.groups[n - 1].amount for n, people in derived.items())
    assert "en partie déduits" in view.title
    assert "fictif" not in view.title + view.picture
    assert read_amounts(view.answer[2]) == [amount]
    assert all(f"forfait d’intervention n°\u00a0{number}" in view.answer[2] for number in derived)
    assert view.picture.count("(en partie déduit)") == len(derived)
    marked = {row[0] for row in view.table.rows if "déduit" in row[4]}
    assert {f"Groupe {number}, par personne" for number in derived} <= marked
    assert "de valeur déduite" in view.table.caption


def test_fictitious_amounts_are_said_everywhere_and_hide_no_deduced_one():
    view = view_ssiad(list_start(ssiad, **{"group-6": 3, "group-1": 0}), "wide")
    assert "en partie déduits et fictifs" in view.title
    assert "valeur déduite" in view.answer[2]
    assert "valeur fictive" in view.answer[3]
    assert "(en partie fictif)" in view.picture
    assert "valeur fictive pour l’exercice" in {row[4] for row in view.table.rows}


@pytest.mark.parametrize(
    ("change", "amount"),
    [
        ({"coordination": 20_000}, 20_000),
        ({"complements": 50_000}, 50_000),
        ({"surcharges": ("diabetes",)}, 30 * 52 * 14),
        ({"surcharges": ("diabetes", "joint_visit", "finer_gir")}, 85 * 52 * 14),
    ],
)
def test_what_is_added_is_counted_and_called_fictitious(change, amount):
    plain, added = (view_ssiad(list_start(ssiad, **each), "wide") for each in ({}, change))
    before, after = (read_amounts(view.answer[0])[1] for view in (plain, added))
    assert after - before == amount
    assert read_amounts(added.answer[3]) == [amount]
    assert "fictifs" in added.title


def test_the_base_is_raised_in_overseas_departments_only():
    options = open_figure(ssiad)._model.settings["place"].options
    assert [option.label for option in options] == ["Métropole", "Département d’outre-mer"]
    view = view_ssiad(list_start(ssiad, place="outre-mer"), "wide")
    assert view.table.rows[1][:3] == (
        "Socle par place, majoré (département d’outre-mer)",
        "60\u00a0places",
        "10\u202f421,08\u00a0€",
    )


def test_the_picture_gives_each_group_what_one_person_brings():
    view = view_ssiad(list_start(ssiad), "wide")
    tariffs = build_ssiad_tariffs(BOOK, 2024)
    base = PLACES * tariffs.base.amount / sum(START.values())
    for number, people in START.items():
        if people:
            after = base + 52 * tariffs.groups[number - 1].amount
            (row,) = (r for r in view.table.rows if r[0] == f"Groupe {number}, par personne")
            assert float(read_amounts(row[3])[0]) == pytest.approx(float(after), abs=0.01)
            assert format_euro(after, 0) in view.picture


def test_an_empty_caseload_is_said():
    empty = {f"group-{number}": 0 for number in LABELS}
    assert "Ajoutez une personne" in view_ssiad(list_start(ssiad, **empty), "wide").answer[0]


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("module", [apa_plan, ssiad], ids=["apa_plan", "ssiad"])
def test_every_picture_fits_and_is_told_in_french(module, layout):
    for state in draw_states(module, 30):
        view = open_figure(module)._build_view(state, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        assert len(root.get("aria-label") or "") > 20
        check_words_fit(root)
        texts = (view.title, *view.answer, view.table.caption)
        assert [text for text in texts if set_spaces(text) != text] == []
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)
