"""The territory figure: what it draws and says is what the model computes."""

from __future__ import annotations

import re
from itertools import combinations, product
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.french import format_number, format_quantity, set_spaces
from coordo_simulation.references import load_references
from coordo_simulation.territory import run_territory
from coordo_simulation.territory_analysis import (
    DRAWS,
    compute_band,
    compute_tornado,
    draw_courses,
    find_first_year,
)
from coordo_simulation.territory_calibration import build_calibration
from coordo_simulation.territory_example import build_example_department
from coordo_simulation.territory_policies import POLICIES
from coordo_widgets.figures import territory
from coordo_widgets.figures.territory_measures import BY_ID, MEASURES
from figure_samples import REPOSITORY, check_words_fit, lay_data

SVG = "{http://www.w3.org/2000/svg}"
REFERENCES = REPOSITORY / "course" / "references.yml"
DEPARTMENT = build_example_department()
ALL = tuple(policy.id for policy in POLICIES)
CHOSEN = ((), ("recruter",), ("places",), ("dac", "tournees"), ALL)


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


def view_of(policies=(), measure="hours", year=2040, layout="wide", view="areas"):
    values = {"policies": policies, "measure": measure, "year": year, "view": view}
    return territory.build_view(values, layout)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("policies", CHOSEN, ids=lambda ids: "+".join(ids) or "none")
def test_every_state_is_a_picture_whose_words_fit(policies, layout):
    for measure, year in product(MEASURES, (2026, 2033, 2040)):
        view = view_of(policies, measure.id, year, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        check_words_fit(root)
        assert len(root.get("aria-label") or "") > 100
        texts = [view.title, *view.answer, view.table.caption, *view.table.columns]
        texts += [cell for row in view.table.rows for cell in row]
        assert [text for text in texts if set_spaces(text) != text] == []
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)


def test_nothing_is_drawn_above_the_scale():
    for measure, policies in product(MEASURES, CHOSEN):
        without, within = territory.run_example(()), territory.run_example(policies)
        draws = draw_courses(DEPARTMENT, policies)
        tiles = territory.build_tiles(measure, without, within, draws)
        assert len({tile.top for tile in tiles}) == 1
        for tile in tiles:
            assert max(*tile.high, *tile.without, *tile.within) <= tile.top


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
@pytest.mark.parametrize("policies", CHOSEN, ids=lambda ids: "+".join(ids) or "none")
def test_the_table_is_the_model(policies, measure):
    alone, chosen = run_territory(DEPARTMENT), run_territory(DEPARTMENT, policies)
    table = view_of(policies, measure.id, 2035).table
    for area, row in zip(DEPARTMENT.areas, table.rows, strict=False):
        before, after = alone.areas[area.id], chosen.areas[area.id]
        told = [measure.tell(measure.read(each)) for each in (before[0], before[10], after[10])]
        assert list(row[:4]) == [area.label, *told]
        first = find_first_year(after)
        assert ("pas en 2040" in row[5]) == (first is None)
        assert first is None or str(first) in row[5]
    assert len(table.rows) == len(DEPARTMENT.areas) + 1


def test_the_title_counts_the_areas_that_are_short():
    assert view_of().title == set_spaces(
        "En 2040, plus d’une heure d’aide sur dix serait sans réponse dans trois secteurs sur cinq"
    )
    for policies, year in product(CHOSEN, (2026, 2040)):
        course = run_territory(DEPARTMENT, policies)
        short = sum(
            round(100 * years[year - 2025].unmet_share, 1) > 10 for years in course.areas.values()
        )
        words = ("aucun", "un", "deux", "trois", "quatre", "cinq")[short]
        assert f"dans {words} secteur" in view_of(policies, "hours", year).title
    assert "dans aucun secteur" in view_of(ALL).title
    growth = run_territory(DEPARTMENT).whole
    more = format_number(100 * (growth[15].helped / growth[0].helped - 1))
    assert view_of((), "helped").title.startswith(
        f"De 2025 à 2040, la projection ajoute {more}\u00a0%"
    )


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize(
    ("view", "policies"), [("weights", ()), ("weights", ALL), ("published", ())]
)
def test_what_it_rests_on_is_a_picture_whose_words_fit(view, policies, layout):
    shown = view_of(policies, layout=layout, view=view)
    root = ET.fromstring(shown.picture)  # noqa: S314 -- our own SVG
    check_words_fit(root)
    assert root.get("aria-label") == " ".join(shown.answer)
    texts = [shown.title, *shown.answer, shown.table.caption]
    texts += [cell for row in shown.table.rows for cell in row]
    assert [text for text in texts if not text or set_spaces(text) != text] == []
    assert all(len(row) == len(shown.table.columns) for row in shown.table.rows)


def read_bars(picture):
    root = ET.fromstring(picture)  # noqa: S314 -- our own SVG
    boxes = [(float(box.get("x")), float(box.get("width"))) for box in root.iter(f"{SVG}rect")]
    words = [text.text for text in root.iter(f"{SVG}text")]
    return boxes, words


def test_hypotheses_are_drawn_by_what_they_move_each_from_end_to_end():
    shown, bars = view_of(view="weights"), compute_tornado(DEPARTMENT)
    boxes, words = read_bars(shown.picture)
    drawn = [bar for bar in bars if round(100 * bar.spread, 1) > 0]
    scale = boxes[0][1] / bars[0].spread
    assert [width for _, width in boxes] == pytest.approx([scale * b.spread for b in drawn], abs=1)
    lowest = min(bar.at_minimum for bar in bars)
    starts = [min(bar.at_minimum, bar.at_maximum) - lowest for bar in drawn]
    assert [x - boxes[0][0] for x, _ in boxes] == pytest.approx([scale * s for s in starts], abs=1)
    for bar in drawn:
        for end in (bar.at_minimum, bar.at_maximum):
            assert format_quantity(100 * end, "%", 1) in words
    assert shown.title.endswith(bars[0].label[1:])
    assert len(shown.table.rows) == len(bars)
    assert f"{len(drawn)} hypothèses sur {len(bars)}" in shown.answer[1]


def test_the_published_figures_are_those_of_the_calibration():
    shown = view_of(view="published")
    checks = build_calibration(load_references(REFERENCES))
    assert [row[:5] for row in shown.table.rows] == [check.row[:5] for check in checks]
    boxes, words = read_bars(shown.picture)
    compared = [check for check in checks if check.kind in ("contrôle", "repère")]
    assert len(boxes) == len(compared)
    assert all(check.row[3] in words for check in compared)
    worst = max(abs(check.gap) for check in checks if check.kind == "contrôle")
    assert shown.title.endswith(format_quantity(worst, "%", 1))
    assert f"{len(checks) - len(compared)} lignes ne sont pas dessinées" in shown.answer[2]


def test_the_limits_say_how_many_draws_the_band_is_of():
    limits = territory.build_figure().definition["limits"]
    assert any(f"huit tirages sur dix, sur {DRAWS}," in text for text in limits)


def test_where_when_difference_and_cost_are_told():
    policies = ("recruter", "tournees")
    alone, chosen = run_territory(DEPARTMENT), run_territory(DEPARTMENT, policies)
    change, places, cost = view_of(policies).answer
    share, before = chosen.whole[-1].unmet_share, alone.whole[-1].unmet_share
    assert format_quantity(100 * share, "%", 1) in change
    assert f"{format_number(100 * (before - share), 1)} points de moins" in change
    band = compute_band(draw_courses(DEPARTMENT, policies))
    assert f"{format_quantity(100 * band.low[-1], '%', 1)} à" in change
    assert format_quantity(100 * band.high[-1], "%", 1) in change
    for area in DEPARTMENT.areas:
        now, then = (find_first_year(each.areas[area.id]) for each in (chosen, alone))
        assert (f"{area.label} (" in places) == (now is not None)
        if now and now > 2025:
            assert f"{area.label} (à partir de {now})" in places
        spared = places.partition("ce ne serait plus le cas")[2].partition(".")[0]
        assert (area.label in spared) == (now is None and then is not None)
    saved = sum(
        now.hours_unmet - after.hours_unmet
        for now, after in zip(alone.whole, chosen.whole, strict=True)
    )
    by_hour = float(chosen.total_cost) / saved
    assert format_quantity(float(chosen.total_cost) / 1e6, "M€", 1) in cost
    assert f"soit {format_number(by_hour)}\u00a0€ pour chaque heure" in cost


def test_a_policy_without_effect_on_hours_says_so():
    change, _, cost = view_of(("places",)).answer
    assert "n’y changent rien" in change
    assert "n’en est pas changé" in cost
    assert "Aucune politique" in view_of().answer[2]


def test_a_change_too_small_to_be_written_is_not_told_none():
    before, within = territory.run_example(()), territory.run_example(("prevention",))
    gap = before.whole[5].unmet_share - within.whole[5].unmet_share
    assert 0 < gap < 0.0005
    assert ", presque autant que sans" in view_of(("prevention",), year=2030).answer[0]
    assert "n’y changent rien" in view_of(("prevention",), year=2026).answer[0]


def test_the_limit_of_places_is_the_dated_density():
    book = load_references(REFERENCES)
    limit = BY_ID["places"].limit
    assert limit == float(book.get("ssiad-densite-2018").number)
    assert format_number(limit, 1) in BY_ID["places"].limit_label
    assert view_of((), "places").title.endswith("dans cinq secteurs sur cinq")


def test_a_line_is_dashed_only_where_policies_move_it():
    assert view_of().picture.count('stroke-dasharray="5 4"') == 0
    # five areas, the department, the key
    assert view_of(("recruter",)).picture.count('stroke-dasharray="5 4"') == 7
    assert view_of(("dac",)).picture.count('stroke-dasharray="5 4"') == 0


def test_the_invented_place_is_told_invented():
    definition = territory.build_figure().definition
    assert "n’existe pas" in definition["lead"]
    assert "inventé" in view_of().table.caption
    assert len(definition["sources"]) == len(territory.SOURCES)
    assert [text for text in definition["limits"] if set_spaces(text) != text] == []
    assert not re.search(r"prévoit|prédit", " ".join(definition["limits"]))


def test_two_policies_never_answer_like_one():
    seen = {view_of(pair).answer for pair in combinations(("recruter", "salaires", "tournees"), 2)}
    assert len(seen) == 3


def test_a_value_is_short_as_it_is_written():
    requests = BY_ID["requests"]
    assert not requests.is_short(25.04)
    assert requests.tell(25.04) == "25,0\u00a0%"
    assert requests.is_short(25.06)
    assert BY_ID["places"].is_short(20.24)
    assert not BY_ID["places"].is_short(20.26)
    assert not BY_ID["helped"].is_short(1e9)
