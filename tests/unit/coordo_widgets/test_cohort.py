"""The instructor's figures: words, data and picture say the same, and nothing runs."""

from __future__ import annotations

import pytest
from coordo_assessments.analysis.choices import ChoiceRow
from coordo_assessments.analysis.panel import analyse_panel
from coordo_assessments.analysis.panel_reliability import SizeReliability, estimate_key_reliability
from coordo_assessments.analysis.panel_votes import Panel, Vote
from coordo_assessments.analysis.paper_statistics import PaperStatistics
from coordo_assessments.certainty import CalibrationPoint
from coordo_widgets.cohort_figures import (
    CohortFigure,
    draw_calibration,
    draw_choices,
    draw_distribution,
    render_figure,
)
from coordo_widgets.cohort_panel import draw_reliability, render_panel
from coordo_widgets.cohort_words import (
    render_list,
    render_table,
    write_interval,
    write_number,
    write_seconds,
)
from coordo_widgets.figure_model import Table

HOSTILE = "<script>alert(1)</script>"


def build_paper(*totals: float) -> PaperStatistics:
    return PaperStatistics(
        count=len(totals),
        items=4,
        best=10,
        totals=totals,
        mean=sum(totals) / len(totals),
        median=totals[0],
        deviation=1,
        alpha=None,
        alpha_interval=None,
        error=None,
        alpha_without={},
        cautions=(),
    )


def test_the_distribution_counts_every_copy_the_best_ones_too() -> None:
    figure = draw_distribution(build_paper(0, 2.4, 2.5, 10))
    counts = dict(figure.table.rows)
    assert counts == {"de 0 à 1": "1", "de 4 à 5": "1", "de 5 à 6": "1", "de 19 à 20": "1"}
    assert figure.title == "4 copies, de 0,0 à 20,0 sur 20, moyenne 7,5"
    assert f'aria-label="Histogramme des notes\u202f: {figure.title}."' in figure.picture
    assert "<script" not in figure.picture


@pytest.mark.parametrize(
    ("observed", "words"),
    [(0.5, "se surestime de 48 points"), (0.975, "se valent"), (1.0, "se sous-estime de 3")],
)
def test_the_calibration_says_which_way_it_leans(observed: float, words: str) -> None:
    point = CalibrationPoint(degree=5, low=0.95, high=1, observed=observed, count=7)
    figure = draw_calibration([point])
    assert words in figure.title
    assert "7 réponses" in figure.title
    assert figure.table.rows[0][-1] == "7"


def test_choices_say_how_the_key_fares_and_survive_an_empty_quarter() -> None:
    rows = [
        ChoiceRow("a", "Une [[x]]", is_key=True, picked=(0, 0, 1, 2), sizes=(2, 0, 2, 2)),
        ChoiceRow("b", HOSTILE, is_key=False, picked=(2, 0, 1, 0), sizes=(2, 0, 2, 2)),
    ]
    figure = draw_choices(rows)
    assert "0\u00a0% du quart le plus faible, 100\u00a0% du plus fort" in figure.title
    html = render_figure(figure)
    assert HOSTILE not in html
    assert "&lt;script&gt;" in html
    assert "2 sur 2" in html


def test_the_panels_report_holds_votes_experts_and_both_reliabilities() -> None:
    votes = tuple(
        Vote(f"{HOSTILE}{expert}", f"s{item}", (expert + item) % 3 - 1)
        for expert in range(8)
        for item in range(6)
    )
    panel = Panel(votes)
    key = estimate_key_reliability(panel, draws=10)
    html = render_panel(analyse_panel(panel), key, (SizeReliability(2, 0.5, 0.4, 0.6),) * 2)
    assert HOSTILE not in html
    assert html.count("<h2>") == 4
    assert "moins de 10" in html
    assert html.count('role="img"') == 2


def test_measured_and_prolonged_reliabilities_are_told_apart() -> None:
    points = (
        SizeReliability(2, 0.3, 0.1, 0.5),
        SizeReliability(3, 0.4, 0.2, 0.6),
        SizeReliability(4, 0.5, None, None, is_extended=True),
    )
    figure = draw_reliability(points)
    assert figure.title == "De 0,30 avec 2 experts à 0,50 avec 4"
    assert [row[-1] for row in figure.table.rows] == ["tirée au sort", "tirée au sort", "prolongée"]
    assert figure.table.rows[2][2] == "–"


def test_every_text_is_escaped() -> None:
    table = Table(caption=HOSTILE, columns=(HOSTILE,), rows=((HOSTILE,),))
    for html in (
        render_table(table),
        render_list([HOSTILE]),
        render_figure(CohortFigure(HOSTILE, "<svg></svg>", table)),
    ):
        assert "<script" not in html
        assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "–"),
        (0.4, "0\u00a0s"),
        (59.6, "1\u00a0min\u00a000\u00a0s"),
        (125, "2\u00a0min\u00a005\u00a0s"),
    ],
)
def test_times_are_written_in_words(seconds: float | None, words: str) -> None:
    assert write_seconds(seconds) == words


def test_what_does_not_exist_is_a_dash() -> None:
    assert write_number(None) == "–"
    assert write_interval(None) == "–"
    assert write_interval((-0.5, 0.25)) == "−0,50 à 0,25"
