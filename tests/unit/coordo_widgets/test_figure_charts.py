"""Charts carry the tokens, French numbers and one text alternative, and ask nothing of a host."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from coordo_widgets.charts import build_theme, load_tokens, render_svg, start_chart
from coordo_widgets.figure_text import measure, wrap
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def svg():
    chart = start_chart([{"part": 0.25, "places": 1500, "nom": 'A "<b>'}]).mark_bar()
    return render_svg(
        chart.encode(x={"field": "places", "type": "quantitative"}, y="nom:N"), alt='Un <b> & "c"'
    )


def test_the_theme_mirrors_the_tokens():
    tokens = load_tokens()
    assert tokens["ink"] == "#1d2a33"
    assert build_theme()["range"]["category"][0] == tokens["chart-1"]
    assert build_theme()["text"]["color"] == tokens["ink"]


def test_a_chart_is_one_image_with_its_alternative(svg):
    root = ET.fromstring(svg)  # noqa: S314 -- our own SVG
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'Un <b> & "c"'
    assert root.get("width") is None
    assert not any("aria-label" in node.attrib for node in root.iter() if node is not root)


def test_colours_become_variables_with_their_fallback(svg):
    assert "var(--co-sage, #2f6b5b)" in svg
    assert not re.search(r'(?:fill|stroke)="#(?:2f6b5b|1d2a33|ddd7ca)"', svg)


def test_numbers_are_french(svg):
    assert "1\u202f000" in svg


def test_nothing_is_asked_of_a_host_and_nothing_runs(svg):
    without_namespaces = re.sub(r'xmlns(:\w+)?="[^"]*"', "", svg)
    assert "http" not in without_namespaces
    assert "<script" not in svg
    assert "<b>" not in svg


def test_ids_of_two_charts_do_not_meet():
    first, second = (
        render_svg(start_chart([{"a": value}]).mark_bar(clip=True).encode(x="a:Q"), alt="…")
        for value in (1, 2)
    )
    ids = [set(re.findall(r'id="([^"]+)"', text)) for text in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_text_is_measured_with_the_font():
    assert measure("mmm", 14) > measure("iii", 14)
    assert measure("Le DAC", 14, "bold") > measure("Le DAC", 14)
    assert 40 < measure("Le DAC", 14) < 50


@given(st.lists(st.text("abcdé'M", min_size=1, max_size=12), min_size=1), st.integers(20, 300))
def test_wrapping_loses_nothing_and_keeps_to_the_width(words, width):
    lines = wrap(" ".join(words), width, 14)
    assert " ".join(lines).replace("- ", "") == " ".join(words)
    assert all(measure(line, 14) <= width or len(line.rstrip("-")) <= 2 for line in lines)
