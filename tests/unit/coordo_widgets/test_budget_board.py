"""The budget board shows what the model computes, lever by lever, and says it in French."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.french import format_euro, format_month, format_number, set_spaces
from coordo_simulation.references import load_references
from coordo_simulation.sad_budget import build_year_rules
from coordo_simulation.sad_budget_example import build_example_service
from coordo_simulation.sad_budget_risk import compute_risk
from coordo_simulation.sad_budget_wages import compute_grade_costs, compute_mean_seniority
from coordo_simulation.sad_budget_year import YearResult, compute_hour_figures, compute_year
from coordo_widgets.figures import budget
from coordo_widgets.figures.budget_levers import build_service
from figure_samples import check_words_fit, lay_data

REPOSITORY = Path(__file__).parents[3]
RULES = build_year_rules(load_references(REPOSITORY / "course" / "references.yml"), budget.YEAR)
CHANCE = random.Random(11)  # noqa: S311 -- samples, not secrets
LOOKS = tuple(budget.LOOKS)


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


def list_start(**changes: object) -> dict[str, object]:
    settings = budget.build_figure()._model.settings
    return {key: setting.value for key, setting in settings.items()} | changes


def draw_states(count: int) -> list[dict[str, object]]:
    settings = budget.build_figure()._model.settings
    return [
        {
            key: CHANCE.randrange(each.minimum, each.maximum + 1, each.step)
            if each.kind == "slider"
            else CHANCE.choice(LOOKS)
            for key, each in settings.items()
        }
        for _ in range(count)
    ]


def read_amounts(text: str) -> list[Decimal]:
    found = re.findall(r"(−?)([\d\u202f]+,\d\d)\u00a0€", text)
    return [
        Decimal(sign.replace("−", "-") + number.replace("\u202f", "").replace(",", "."))
        for sign, number in found
    ]


def sum_charges(year: YearResult, entry_id: str) -> Decimal:
    return sum(e.amount for month in year.months for e in month.charges if e.id == entry_id)


def test_the_levers_start_on_the_example():
    assert build_service(list_start()) == build_example_service()
    view = budget.build_view(list_start(), "wide")
    assert "C’est le service au départ" in view.answer[0]


@pytest.mark.parametrize(
    ("lever", "value", "field"),
    [
        ("absence", 15, lambda service: service.workforce.absence_rate * 100),
        ("replacement", 40, lambda service: service.workforce.replacement_share * 100),
        ("travel", 14, lambda service: service.travel.travel_minutes),
        ("price", 2510, lambda service: service.payers[1].price * 100),
        ("late", 2, lambda service: service.payers[0].late),
        ("hours", 3500, lambda service: sum(payer.hours for payer in service.payers)),
        ("overheads", 19000, lambda service: sum(cost.amount for cost in service.fixed_costs)),
        ("seniority", 83, lambda service: compute_mean_seniority(service) * 10),
        ("qualified", 60, lambda service: service.workforce.grades[2].share * 100),
    ],
)
def test_each_lever_moves_its_figure_and_no_other(lever, value, field):
    service = build_service(list_start(**{lever: value}))
    assert float(field(service)) == pytest.approx(value)
    others = {"payers", "workforce", "travel", "fixed_costs"}
    moved = {
        name for name in others if getattr(service, name) != getattr(build_example_service(), name)
    }
    assert len(moved) == 1


def test_the_result_told_is_the_model_s():
    for state in draw_states(30):
        view = budget.build_view(state, "wide")
        year = compute_year(build_service(state), RULES)
        assert read_amounts(view.title) == [abs(year.result)]
        assert ("excédent" in view.title) == (year.result > 0)
        start = compute_year(build_example_service(), RULES).result
        assert read_amounts(view.answer[0]) == [abs(year.result - start), start]


def test_the_parts_of_the_hour_add_up_to_its_cost():
    for state in draw_states(30):
        year = compute_year(build_service(state), RULES)
        figures = compute_hour_figures(year)
        assert sum(amount for _, amount in budget.list_costs(year)) == -figures.cost
        view = budget.build_view(state | {"look": "hour"}, "wide")
        assert read_amounts(view.answer[1])[:2] == [figures.income, figures.cost]
        assert format_euro(figures.margin) in view.picture


def test_the_lowest_month_is_told():
    view = budget.build_view(list_start(look="cash", late=3), "wide")
    year = compute_year(build_service(list_start(late=3)), RULES)
    assert read_amounts(view.answer[1]) == [year.lowest_cash.closing, year.cash[-1].closing]


def test_the_shares_of_the_grades_stay_a_whole():
    for state in draw_states(30):
        first, second, third = build_service(state).workforce.grades
        assert first.share + second.share + third.share == 1
        assert float(first.share) * 40 == pytest.approx(float(second.share) * 35, abs=0.01)


def test_the_wages_told_are_the_model_s():
    for state in draw_states(10):
        view = budget.build_view(state | {"look": "wages"}, "wide")
        service = build_service(state)
        year = compute_year(service, RULES)
        costs = compute_grade_costs(service, RULES[-1], year)
        whole, entry, seniority, employer, dearer = read_amounts(view.answer[1])
        assert whole == entry + seniority + employer
        assert float(entry) == pytest.approx(float(sum(c.share * c.entry for c in costs)), abs=0.01)
        assert all(format_euro(cost.hourly) in view.picture for cost in costs)
        # a year more: half a hundredth of every entry wage, contributions on top
        gross = sum(c.wages for c in costs) + sum_charges(year, "remplacements")
        base = gross * entry / (entry + seniority)
        assert float(dearer) == pytest.approx(float(base) * 0.005 * 1.2, rel=0.01)


def test_the_cash_plan_is_the_table_of_the_cash():
    view = budget.build_view(list_start(look="cash"), "wide")
    year = compute_year(build_example_service(), RULES)
    assert view.table.columns[0] == "Mois"
    assert [row[0] for row in view.table.rows] == [format_month(month.month) for month in year.cash]
    for row, month in zip(view.table.rows, year.cash, strict=True):
        amounts = (month.opening, month.receipts, month.payments, month.closing)
        assert row[1:] == tuple(format_number(amount, 2) for amount in amounts)


def test_the_floor_to_be_checked_is_named_among_the_limits():
    limits = budget.build_figure()._model.limits
    assert any("Tarif plancher" in limit and "À vérifier" in limit for limit in limits)


def test_a_late_payer_moves_the_cash_and_not_the_result():
    on_time, late = (budget.build_view(list_start(look="cash", late=n), "wide") for n in (0, 4))
    assert on_time.title == late.title
    assert read_amounts(late.answer[1])[0] < read_amounts(on_time.answer[1])[0]


def test_the_share_of_deficits_is_the_drawn_one():
    view = budget.build_view(list_start(look="risk"), "narrow")
    risk = compute_risk(build_example_service(), RULES, budget.UNCERTAINTIES, draws=budget.DRAWS)
    told = re.search(r"dans ([\d,]+)\u00a0% des 200", view.answer[1])
    assert told is not None
    assert Decimal(told[1].replace(",", ".")) == round(risk.deficit_share * 100, 1)
    assert risk.deficit_share == Decimal(sum(r < 0 for r in risk.results)) / budget.DRAWS


def test_a_price_under_the_floor_is_raised_and_said():
    view = budget.build_view(list_start(price=2400), "wide")
    assert any("tarif plancher" in sentence for sentence in view.answer)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("look", LOOKS)
def test_every_picture_fits_and_is_told_in_french(look, layout):
    for state in draw_states(12):
        view = budget.build_view(state | {"look": look}, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        assert len(root.get("aria-label") or "") > 20
        check_words_fit(root)
        texts = (view.title, *view.answer, view.table.caption)
        assert [text for text in texts if set_spaces(text) != text] == []
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)
