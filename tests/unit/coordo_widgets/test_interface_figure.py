"""The discharge queue's figure: what it draws and says is what the model computes."""

from __future__ import annotations

import re
from functools import partial
from math import sqrt
from pathlib import Path
from statistics import fmean, stdev
from xml.etree import ElementTree as ET

import coordo_widgets
import pytest
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.interface_example import STUDY
from coordo_simulation.interface_measures import YEARS
from coordo_simulation.interface_queue import simulate_interface
from coordo_widgets.figure_text import measure
from coordo_widgets.figures import interface_queue
from figure_samples import lay_data

build_view = partial(interface_queue.build_view, STUDY)
read_interface = partial(interface_queue.read_interface, STUDY)
STATES = (
    {},
    {"starts": 8, "notice": 5},
    {"starts": 1, "ready": 24},
    {"ready": 4, "friday": 10},
    {"friday": 60, "notice": 2},
)


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


@pytest.fixture
def start():
    return dict(interface_queue.VIEW.open().values)


def live_years(values):
    interface = read_interface(values)
    return [simulate_interface(interface, seed) for seed in range(1, YEARS + 1)]


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("changed", STATES)
def test_every_state_is_a_picture_whose_words_fit(start, changed, layout):
    view = build_view(start | changed, layout)
    root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
    assert len(root.get("aria-label") or "") > 60
    width, height = (float(each) for each in (root.get("viewBox") or "").split()[2:])
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        weight = "bold" if text.get("font-weight") == "bold" else "regular"
        left = float(text.get("x", "0"))
        assert left >= 0
        assert left + measure(text.text or "", 14, weight) <= width + 0.5
        assert float(text.get("y", "0")) < height
    said = [view.title, *view.answer, *(cell for row in view.table.rows for cell in row)]
    assert all(words == set_spaces(words) and words for words in said)


def test_the_waits_told_are_those_of_the_years_drawn_again(start):
    view, years = build_view(start, "wide"), live_years(start)
    mean = fmean(fmean(year.waits) for year in years)
    assert f"En moyenne {format_number(mean, 1)}\u00a0jours" in view.answer[0]
    # Student, 7 degrees of freedom: 2.365 (printed tables)
    half = 2.365 * stdev(fmean(year.waits) for year in years) / sqrt(YEARS)
    low, high = (format_number(bound, 1) for bound in (mean - half, mean + half))
    assert f"{low} à {high})" in view.answer[0]
    tuesday, friday = (
        fmean(
            fmean(s.compute_wait(0) for s in y.departures if int(s.ready) % 7 == day) for y in years
        )
        for day in (1, 4)
    )
    assert f"mardi attend {format_number(tuesday, 1)}" in view.title
    assert f"vendredi, {format_number(friday, 1)}" in view.title


def count_blocked(year, moment):
    return sum(s.ready <= moment and (s.left is None or s.left > moment) for s in year.stays)


def test_the_beds_told_are_those_of_the_years_drawn_again(start):
    view, years = build_view(start, "wide"), live_years(start)
    blocked = fmean(year.blocked_days / year.end for year in years)
    assert view.answer[1].startswith(f"{format_number(blocked, 1)} lits")
    assert f"{format_number(blocked * 7 * 52)} journées de lit" in view.answer[1]
    sunday = fmean(fmean(count_blocked(y, 7 * w + 6.75) for w in range(52)) for y in years)
    assert f"{format_number(sunday, 1)} le dimanche soir" in view.answer[1]
    thursday = fmean(fmean(count_blocked(y, 7 * w + 3.75) for w in range(52)) for y in years)
    assert f"{format_number(thursday, 1)} le jeudi soir" in view.answer[1]
    assert f">{format_number(sunday, 1)}<" in view.picture


def test_shares_of_the_bands_make_a_whole(start):
    for changed in STATES:
        outlook = interface_queue.look_ahead(read_interface(start | changed))
        assert sum(outlook.bands.values()) == pytest.approx(1)


def test_a_queue_without_balance_is_told_as_one(start):
    # 10 places a week for 12 people; then 15 for 15: full to the last place, no balance either
    for changed, left in (({"starts": 2}, "124"), ({"ready": 15}, None)):
        view = build_view(start | changed, "wide")
        assert view.title.startswith("La file ne se vide plus")
        assert "ou autant" in view.answer[2].replace("\u00a0", " ")
        assert "ceux qui sont partis" in view.answer[0]
        if left:
            years = live_years(start | changed)
            assert round(fmean(len(year.still_there) for year in years)) == int(left)
            assert left in view.title


def test_what_changes_is_told_against_the_example(start):
    view = build_view(start | {"notice": 2}, "wide")
    assert "jours de moins qu’au départ" in view.answer[2]
    assert "avant vos réglages" in view.picture
    assert "partis" not in view.answer[0]
    same = build_view(start | {"friday": 36}, "wide")
    assert "autant qu’au départ" in same.answer[2]
    assert "avant vos réglages" not in build_view(start, "wide").picture
    assert "occupée à 80" in build_view(start, "wide").answer[2]  # 12 of 15


def test_a_gap_is_told_with_what_eight_pairs_of_years_allow(start):
    def pair(changed):
        both = (live_years(values) for values in (start | changed, start))
        return [fmean(a.waits) - fmean(b.waits) for a, b in zip(*both, strict=True)]

    for changed, way in (({"starts": 4}, "de moins"), ({"friday": 45}, None)):
        gaps = pair(changed)
        half = 2.365 * stdev(gaps) / sqrt(YEARS)  # Student, 7 degrees of freedom
        bounds = (fmean(gaps) - half, fmean(gaps) + half)
        told = build_view(start | changed, "wide").answer[2]
        if way:
            assert bounds[1] < 0
            low, high = (format_number(-bound, 2) for bound in reversed(bounds))
            expected = f"{format_number(-fmean(gaps), 2)}\u00a0jour {way} qu’au départ"
            assert expected in told
        else:
            assert bounds[0] < 0 < bounds[1]
            low, high = (format_number(bound, 2) for bound in bounds)
            assert "peut n’être que du hasard" in told
        assert f"{low} à {high}" in told


def test_the_page_and_the_figure_tell_the_same_example(start):
    page = Path(__file__).parents[3] / "docs/modeles/pathway.md"
    row = next(line for line in page.read_text("utf-8").splitlines() if "| L’exemple |" in line)
    told = interface_queue.look_ahead(read_interface(start))
    for number in (told.wait, told.low, told.high, told.wait_by_day[1], told.wait_by_day[4]):
        assert format_number(number, 1) in row


def read_lengths(picture, mark):
    boxes = [box for box in re.findall(r"<rect[^>]*>", picture) if mark in box]
    return [float(width) for box in boxes for width in re.findall(r' width="([\d.]+)"', box)]


def test_bars_are_as_long_as_what_they_tell_and_the_example_stands_behind(start):
    changed = start | {"starts": 4, "friday": 10}
    now, example = (
        interface_queue.look_ahead(read_interface(values)) for values in (changed, start)
    )
    view = build_view(changed, "wide")
    filled = read_lengths(view.picture, "chart-1")
    scale = filled[-1] / now.blocked_by_day[-1]
    assert filled[5:] == pytest.approx([scale * beds for beds in now.blocked_by_day], abs=1)
    share = filled[1] / now.bands["1 à 2 jours"]
    assert filled[:5] == pytest.approx([share * each for each in now.bands.values()], abs=1)
    dashed = read_lengths(view.picture, "stroke-dasharray")
    assert dashed[-8:-1] == pytest.approx(
        [scale * beds for beds in example.blocked_by_day], abs=1
    )  # the last one is the key's


def test_the_table_sets_the_settings_beside_the_example(start):
    moved = build_view(start | {"notice": 4}, "wide")
    rows = {row[0]: row[1:] for row in moved.table.rows}
    same = {row[0]: row[1:] for row in build_view(start, "wide").table.rows}
    assert all(before == same[name][1] for name, (_, before) in rows.items())
    assert all(mine == before for mine, before in same.values())
    changed = [name for name, (mine, before) in rows.items() if mine != before]
    assert len(changed) > len(rows) / 2
    assert any(name.startswith("Attendent") for name in changed)


def test_what_weekends_cost_is_computed(start):
    open_weekends = interface_queue.open_every_day(read_interface(start))
    assert open_weekends.evaluation.calendar.add_time(4.5, 1) == 5.5
    assert open_weekends.home_start.calendar.add_time(4.5, 1) == 5.5
    waits = [fmean(simulate_interface(open_weekends, s).waits) for s in range(1, YEARS + 1)]
    told = build_view(start, "wide").answer[2]
    assert told.endswith(f"serait de {format_number(fmean(waits), 1)}\u00a0jour.")


def test_it_is_public_and_says_it_is_invented():
    assert coordo_widgets.PUBLIC_NAMES["interface_queue_figure"] == "figures.interface_queue"
    assert callable(coordo_widgets.interface_queue_figure)
    assert "Exemple inventé" in interface_queue.VIEW.open().definition["lead"]
