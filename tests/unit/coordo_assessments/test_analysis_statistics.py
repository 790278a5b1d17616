"""Item and test statistics, checked against pingouin, scipy and worked examples."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pandas as pd
import pingouin as pg
import pytest
from analysis_samples import build_cohort, draw_scores
from coordo_assessments.analysis.calibration import calibrate_cohort, summarise_certainty
from coordo_assessments.analysis.choices import assign_quartiles, count_choices, name_options
from coordo_assessments.analysis.fisher_law import compute_distribution, compute_quantile
from coordo_assessments.analysis.item_statistics import analyse_item, analyse_items
from coordo_assessments.analysis.moments import compute_correlation, compute_variance
from coordo_assessments.analysis.paper_statistics import (
    analyse_paper,
    compute_alpha,
    compute_alpha_interval,
)
from coordo_assessments.analysis.responses import Cohort, Response, Sheet
from coordo_assessments.analysis.timing import CAP_SECONDS, estimate_times
from coordo_assessments.events import AnswerGiven, SectionReached
from hypothesis import given, settings
from hypothesis import strategies as st
from item_samples import QRU, build_item
from scipy import stats


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("sheets", "items"), [(6, 4), (12, 20), (60, 9)])
def test_alpha_and_its_interval_are_pingouins(seed: int, sheets: int, items: int) -> None:
    rows = draw_scores(sheets, items, seed)
    expected, interval = pg.cronbach_alpha(pd.DataFrame(rows))
    columns = [list(column) for column in zip(*rows, strict=True)]
    alpha = compute_alpha(columns)
    assert alpha == pytest.approx(expected, abs=1e-9)
    found = compute_alpha_interval(alpha, sheets, items)
    assert found == pytest.approx(tuple(interval), abs=6e-4)  # pingouin rounds to three decimals


@pytest.mark.parametrize("seed", [4, 5])
def test_discrimination_is_pingouins_correlation_with_the_rest(seed: int) -> None:
    rows = draw_scores(25, 8, seed)
    table = pd.DataFrame(rows)
    for rank, statistics in enumerate(analyse_items(build_cohort(rows))):
        rest = table.drop(columns=rank).sum(axis=1)
        expected = pg.corr(table[rank], rest)
        assert statistics.discrimination == pytest.approx(float(expected["r"].iloc[0]), abs=1e-6)
        assert statistics.interval == pytest.approx(tuple(expected["CI95"].iloc[0]), abs=6e-3)
        assert statistics.difficulty == pytest.approx(table[rank].mean())


def test_discrimination_of_a_dichotomous_item_is_the_point_biserial() -> None:
    rows = draw_scores(30, 6)
    item, rest = [row[0] for row in rows], [sum(row[1:]) for row in rows]
    expected = stats.pointbiserialr(item, rest).statistic
    assert analyse_items(build_cohort(rows))[0].discrimination == pytest.approx(float(expected))


def test_points_weigh_the_rest_and_the_alpha() -> None:
    rows, points = draw_scores(20, 5), [1.0, 4.0, 2.0, 1.0, 3.0]
    weighted = [[score * worth for score, worth in zip(row, points, strict=True)] for row in rows]
    paper = analyse_paper(build_cohort(rows, points))
    assert paper.alpha == pytest.approx(pg.cronbach_alpha(pd.DataFrame(weighted))[0])
    assert paper.best == 11
    assert paper.totals == pytest.approx([sum(row) for row in weighted])


@given(
    st.floats(0.001, 0.999),
    st.integers(1, 400),
    st.integers(1, 4000),
)
@settings(deadline=None)
def test_the_quantile_of_f_is_scipys(probability: float, over: int, under: int) -> None:
    found = compute_quantile(probability, over, under)
    assert compute_distribution(found, over, under) == pytest.approx(probability, abs=1e-8)
    assert found == pytest.approx(float(stats.f.ppf(probability, over, under)), rel=1e-6)


def test_standard_error_of_measurement() -> None:
    paper = analyse_paper(build_cohort(draw_scores(40, 10)))
    assert paper.deviation is not None
    assert paper.alpha is not None
    assert paper.error == pytest.approx(paper.deviation * (1 - paper.alpha) ** 0.5)


def test_alpha_without_an_item() -> None:
    rows = draw_scores(30, 5)
    paper = analyse_paper(build_cohort(rows))
    expected = pg.cronbach_alpha(pd.DataFrame(rows).drop(columns=2))[0]
    assert paper.alpha_without["item-2"] == pytest.approx(expected)


def test_what_does_not_exist_is_none_and_said_so() -> None:
    cohort = build_cohort([[1, 1, 1]] * 5)
    paper = analyse_paper(cohort)
    assert (paper.alpha, paper.alpha_interval, paper.error) == (None, None, None)
    assert any("même note" in caution for caution in paper.cautions)
    assert any("plafond" in caution for caution in paper.cautions)
    item = analyse_items(cohort)[0]
    assert item.discrimination is None
    assert any("non calculable" in caution for caution in item.cautions)


@pytest.mark.parametrize(("sheets", "is_small"), [(29, True), (30, False)])
def test_a_small_sample_is_told_in_words(sheets: int, *, is_small: bool) -> None:
    cautions = analyse_paper(build_cohort(draw_scores(sheets, 6))).cautions
    assert any("Petit effectif" in caution for caution in cautions) is is_small


def test_an_empty_cohort_gives_no_figure() -> None:
    cohort = Cohort("m1_regulation", (build_item(**QRU),), ())
    assert analyse_items(cohort) == ()
    assert analyse_paper(cohort).count == 0


def test_a_variance_of_rounding_is_none() -> None:
    assert compute_variance([0.1 + 0.2, 0.3, 0.3]) == 0
    assert compute_correlation([0.1 + 0.2, 0.3, 0.3], [1, 2, 3]) is None


def test_a_key_that_the_strong_miss_is_flagged() -> None:
    rows = [[0, 1, 1, 1]] * 6 + [[1, 0, 0, 0]] * 6
    item = analyse_items(build_cohort(rows))[0]
    assert item.discrimination == pytest.approx(-1)
    assert any("négative" in caution for caution in item.cautions)
    assert any("quart le plus fort" in caution for caution in item.cautions)


@pytest.mark.parametrize(("half", "is_told"), [(14, False), (15, True)])
def test_an_unused_distractor_is_told_only_where_enough_could_pick_it(
    half: int, *, is_told: bool
) -> None:
    item = analyse_items(build_cohort([[0, 1]] * half + [[1, 0]] * half))[0]
    assert any("Jamais choisi\u202f: c, d" in told for told in item.cautions) is is_told


@given(st.lists(st.integers(0, 20), min_size=1, max_size=40))
def test_equal_totals_share_their_quartile_and_order_is_kept(totals: list[int]) -> None:
    quartiles = assign_quartiles(totals)
    pairs = sorted(zip(totals, quartiles, strict=True))
    assert [quarter for _total, quarter in pairs] == sorted(quartiles)
    assert len(set(pairs)) == len({total for total, _quarter in pairs})
    assert set(quartiles) <= {0, 1, 2, 3}


def test_distinct_totals_make_four_equal_quartiles() -> None:
    assert assign_quartiles([5, 1, 7, 3, 8, 2, 6, 4]) == [2, 0, 3, 1, 3, 0, 2, 1]


def test_choices_are_counted_by_quartile_of_the_rest() -> None:
    item = build_item(**QRU)
    picks = ["a", "a", "c", "b", "b", "d", "b", ""]
    responses = [
        Response(score=float(pick == "b"), is_blank=not pick, chosen=(pick,) if pick else ())
        for pick in picks
    ]
    rows = {row.id: row for row in count_choices(name_options(item), responses, range(8))}
    assert rows["a"].picked == (2, 0, 0, 0)
    assert rows["b"].picked == (0, 1, 1, 1)
    assert rows["b"].is_key
    assert rows[""].picked == (0, 0, 0, 1)
    assert rows["a"].shares == (1.0, 0.0, 0.0, 0.0)


def test_an_item_that_waits_for_a_person_is_left_out_of_the_totals() -> None:
    items = (build_item(**{**QRU, "id": "un"}), build_item(**{**QRU, "id": "deux"}))
    sheets = tuple(
        Sheet(name, {"un": Response(1.0), "deux": Response(None if name == "b" else 1.0)})
        for name in "abc"
    )
    cohort = Cohort("m1_regulation", items, sheets)
    assert [item.id for item in cohort.pending] == ["deux"]
    assert analyse_paper(cohort).best == 1


def test_frequent_wrong_answers_are_counted_by_what_they_say() -> None:
    item = build_item(**QRU)
    typed = ["L’ARS", "ars", "Le département", "ARS"]
    responses = [Response(score=0.0, text=text) for text in typed]
    sheets = tuple(
        Sheet(str(number), {item.id: response}) for number, response in enumerate(responses)
    )
    found = analyse_item(Cohort("m1_regulation", (item,), sheets), item).wrong_answers
    assert found == (("L’ARS", 3), ("Le département", 1))


def test_calibration_compares_what_was_stated_with_what_was_right() -> None:
    responses = [
        Response(score=1.0, certainty=5),
        Response(score=0.5, certainty=5),
        Response(score=0.0, certainty=1),
        Response(score=1.0, certainty=None),
        Response(score=0.0, certainty=5, is_blank=True),
    ]
    summary = summarise_certainty("un", responses)
    assert summary is not None
    assert (summary.count, summary.dangerous) == (3, 1)
    assert summary.observed == pytest.approx(1 / 3)
    assert summary.stated == pytest.approx((0.975 + 0.975 + 0.375) / 3)
    assert summarise_certainty("un", [Response(score=1.0)]) is None
    item = build_item(**QRU)
    sheets = tuple(
        Sheet(str(number), {item.id: response}) for number, response in enumerate(responses)
    )
    points = calibrate_cohort(Cohort("m1_regulation", (item,), sheets))
    assert [(point.degree, point.count, point.observed) for point in points] == [
        (1, 1, 0.0),
        (5, 2, 0.5),
    ]


def test_times_are_gaps_capped_and_added() -> None:
    start = datetime(2026, 2, 10, 9, tzinfo=UTC)

    def answer(item: str, second: float) -> AnswerGiven:
        at = start + timedelta(seconds=second)
        return AnswerGiven(activity="evaluation", item=item, answer=None, at=at)

    events = [
        SectionReached(activity="evaluation", section="consignes", at=start),
        answer("deux", 150),
        answer("un", 30),  # out of order in the file: another tab
        answer("un", 160),
        answer("trois", 160 + 3600),
        AnswerGiven(activity="3_exercices", item="un", answer=None, at=start + timedelta(hours=2)),
    ]
    times = estimate_times(events, "evaluation")
    assert times.seconds == {"un": 40.0, "deux": 120.0, "trois": CAP_SECONDS}
    assert times.capped == 1


def test_the_first_event_of_a_journal_gives_no_time() -> None:
    only = AnswerGiven(activity="evaluation", item="un", answer=None)
    assert estimate_times([only], "evaluation").seconds == {}


def test_papers_that_differ_are_brought_to_one_scale_and_have_no_alpha() -> None:
    items = tuple(build_item(**{**QRU, "id": name}) for name in ("commun", "rare", "autre"))
    papers = [("commun", "rare"), ("commun", "autre"), ("commun", "rare"), ("commun", "autre")]
    scores = [(1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]
    sheets = tuple(
        Sheet(str(number), {name: Response(score) for name, score in zip(paper, row, strict=True)})
        for number, (paper, row) in enumerate(zip(papers, scores, strict=True))
    )
    cohort = Cohort("m1_regulation", items, sheets)
    paper = analyse_paper(cohort)
    assert not cohort.is_common
    assert paper.totals == (2.0, 1.0, 1.0, 0.0)
    assert paper.alpha is None
    assert any("Sujets différents" in caution for caution in paper.cautions)
    rare = next(item for item in analyse_items(cohort) if item.id == "rare")
    assert (rare.count, rare.difficulty) == (2, 1.0)
    common = next(item for item in analyse_items(cohort) if item.id == "commun")
    assert common.discrimination == pytest.approx(0.0)


def test_a_large_cohort_is_analysed_in_a_moment() -> None:
    start = time.perf_counter()
    analyse_items(build_cohort(draw_scores(300, 40)))
    assert time.perf_counter() - start < 20
