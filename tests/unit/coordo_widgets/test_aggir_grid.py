"""The AGGIR grid shows what the model computes, whatever is rated, with its rights notice."""

from __future__ import annotations

import random
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.aggir import (
    RATINGS,
    RIGHTS_NOTICE,
    WEIGHING,
    Variable,
    compute_gir,
    list_single_changes,
)
from coordo_simulation.french import format_number, set_spaces
from coordo_widgets.figures.aggir import build_figure, build_view
from coordo_widgets.figures.aggir_parts import PARTS, combine, name_setting
from figure_samples import check_words_fit

CHANCE = random.Random(5)  # noqa: S311 -- samples, not secrets


def rate_wholes(code: str) -> dict[str, str]:
    """Settings whose parts all bear the rating of their variable."""
    marks = dict(zip(Variable, code + "A" * (10 - len(code)), strict=True))
    return {
        name_setting(variable, part): marks[variable]
        for variable, names in PARTS.items()
        for part in range(len(names))
    }


def draw_states(count: int) -> list[dict[str, str]]:
    settings = build_figure()._model.settings
    return [{key: CHANCE.choice(RATINGS) for key in settings} for _ in range(count)]


def test_the_notice_is_always_in_sight():
    assert build_figure().definition["notice"] == RIGHTS_NOTICE


# From the official table: rating of the eight variables → group, sum, rank, GIR.
@pytest.mark.parametrize(
    ("code", "group", "total", "rank", "gir"),
    [
        ("AAAAAAAA", "H", 0, 13, 6),
        ("AABAAAAA", "H", 2000, 12, 5),
        ("AABBAAAA", "H", 4000, 11, 4),
        ("BBBBBBBB", "G", 1100, 10, 4),
        ("AACCAAAA", "F", 1000, 9, 3),
        ("AAACABCB", "E", 1300, 8, 3),
        ("AAAABACC", "D", 2400, 7, 2),
        ("AACCCCCC", "C", 1700, 5, 2),
        ("CCAAAAAA", "B", 2700, 4, 2),
        ("CCBBBBBB", "A", 3420, 3, 2),
        ("CCCCCCCC", "A", 4440, 1, 1),
    ],
)
def test_the_official_vectors_are_told(code, group, total, rank, gir):
    view = build_view(rate_wholes(code), "wide")
    assert view.title == f"GIR {gir}\u202f: le groupe {group} arrête le calcul"
    if total:
        assert format_number(total) in view.answer[0]
        assert f"rang {rank}" in view.answer[0]
        assert f"GIR\u00a0{gir}" in view.answer[0]


def test_parts_are_combined_by_the_guide():
    values = rate_wholes("AAAAAA")
    values |= {"coherence-1": "C", "toilette-0": "C", "alimentation-0": "B", "alimentation-1": "C"}
    ratings = combine(values)
    assert ratings[Variable.COHERENCE] == "C"
    assert ratings[Variable.TOILETTE] == "B"
    assert ratings[Variable.ALIMENTATION] == "C"


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_every_grid_is_told_whole(layout):
    for state in draw_states(40):
        view = build_view(state, layout)
        ratings = combine(state)
        result = compute_gir(ratings)
        assert f"GIR {result.gir}" in view.title
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        assert root.get("role") == "img"
        check_words_fit(root)
        told = {row[0].lower(): row[2] for row in view.table.rows}
        changes = list_single_changes(ratings)
        for variable in WEIGHING:
            own = [f"{c.rating}\u202f: GIR\u00a0{c.gir}" for c in changes if c.variable == variable]
            assert told[variable] == (", ".join(own) or "rien")
        texts = (view.title, *view.answer, *(cell for row in view.table.rows for cell in row))
        assert [text for text in texts if set_spaces(text) != text] == []
