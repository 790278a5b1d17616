"""Control charts against published examples, scipy and laws."""

from __future__ import annotations

import random
from itertools import pairwise
from math import pi, sqrt

import numpy as np
import pytest
from coordo_simulation.control_charts import (
    D2,
    Observation,
    Series,
    SeriesError,
    build_chart,
)
from coordo_simulation.control_charts_example import (
    FALLS_CHANGE,
    build_delays,
    build_falls,
    build_late_visits,
)
from coordo_simulation.control_rules import (
    FALSE_ALARM_EVERY,
    RULES,
    list_flagged,
    list_signals,
    tell_signal,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError


def build(kind, values, sizes=None, changes=()):
    sizes = sizes or [1] * len(values)
    points = tuple(
        Observation(label=f"n°{index}", value=value, size=size)
        for index, (value, size) in enumerate(zip(values, sizes, strict=True), 1)
    )
    return build_chart(
        Series(id="s", kind=kind, title="Une série", unit="", observations=points), changes
    )


# --- published examples


def test_individuals_of_the_nist_handbook():
    """NIST/SEMATECH e-Handbook, 6.3.2.2: flow rate of ten batches."""
    chart = build("individuals", [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
    assert chart.phases[0].centre == pytest.approx(50.81)
    assert chart.phases[0].mean_range == pytest.approx(1.8778, abs=5e-5)
    assert chart.points[0].upper == pytest.approx(55.8041, abs=5e-5)
    assert chart.points[0].lower == pytest.approx(45.8159, abs=5e-5)
    assert not list_signals(chart, (1,))


MONTGOMERY_RUNGER = [
    *(102.0, 94.8, 98.3, 98.4, 102.0, 98.5, 99.0, 97.7, 100.0, 98.1),
    *(101.3, 98.7, 101.1, 98.4, 97.0, 96.7, 100.3, 101.4, 97.2, 101.0),
]


def test_individuals_of_montgomery_and_runger():
    """Applied Statistics and Probability for Engineers, table 16-3: 20 concentrations."""
    chart = build("individuals", MONTGOMERY_RUNGER)
    assert chart.phases[0].centre == pytest.approx(99.1, abs=0.01)
    assert chart.phases[0].mean_range == pytest.approx(2.59, abs=0.005)
    assert chart.points[0].upper == pytest.approx(105.99, abs=0.02)
    assert chart.points[0].lower == pytest.approx(92.21, abs=0.02)
    assert list_signals(chart) == ()


def test_individuals_of_pyzdek():
    """Handbook for Quality Management, table 9.4: the moving ranges are printed."""
    values = [
        *(110, 103, 97, 96, 105, 110, 100, 93, 90, 103, 97, 103, 90),
        *(97, 99, 106, 90, 96, 109, 90, 91, 108, 96, 101, 96),
    ]
    printed = [
        *(7, 6, 1, 9, 5, 10, 7, 3, 13, 6, 6, 13),
        *(7, 2, 7, 16, 6, 13, 19, 1, 17, 12, 5, 5),
    ]
    chart = build("individuals", values)
    mean_range = sum(printed) / len(printed)
    assert chart.phases[0].mean_range == pytest.approx(mean_range)
    assert chart.points[0].upper == pytest.approx(np.mean(values) + 2.66 * mean_range, abs=0.01)


MONTGOMERY_CANS = [
    *(12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22),
    *(8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6),
]


def test_proportions_of_the_nist_handbook_and_montgomery():
    """NIST 6.3.3.2 (30 wafers of 50 chips), Montgomery's cans: 347 of 1,500, samples 15 and 23."""
    chart = build("p", MONTGOMERY_CANS, [50] * 30)
    assert chart.phases[0].centre == pytest.approx(0.2313, abs=5e-5)
    assert chart.points[0].upper == pytest.approx(0.4102, abs=1e-4)
    assert chart.points[0].lower == pytest.approx(0.0524, abs=1e-4)
    assert [signal.points for signal in list_signals(chart, (1,))] == [(14,), (22,)]


def test_rates_of_montgomery_with_varying_exposure():
    """Dyed cloth (data set dyedcloth of the R package qcc): 153 faults in 107.5 units, ū = 1.42."""
    counts = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
    sizes = [10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5]
    chart = build("u", counts, sizes)
    assert round(chart.phases[0].centre, 2) == 1.42
    # by hand for the first roll: 1.4233 ± 3 √(1.4233/10) = 0.2915 and 2.5551
    assert (chart.points[0].lower, chart.points[0].upper) == pytest.approx(
        (0.2915, 2.5551), abs=1e-4
    )
    assert chart.points[2].upper < chart.points[1].upper
    assert list_signals(chart, (1,)) == ()


def test_a_share_stays_within_nought_and_one():
    high, low = build("p", [9, 10, 9], [10] * 3), build("p", [1, 0, 1], [10] * 3)
    assert {point.upper for point in high.points} == {1.0}
    assert {point.lower for point in low.points} == {0.0}


def test_constants_are_those_of_two_normal_draws():
    exact = 2 / sqrt(pi)
    assert round(exact, 3) == D2
    assert round(3 / D2, 2) == 2.66


# --- rules


def chart_of_scores(scores):
    """Individuals whose scores are those given: a long quiet baseline sets centre and spread."""
    chart = build("individuals", [0.0, D2] * 4)
    point = chart.points[0].model_copy(update={"sigma": 1.0, "centre": 0.0})
    points = tuple(
        point.model_copy(update={"value": score, "label": f"n°{index}"})
        for index, score in enumerate(scores, 1)
    )
    phase = chart.phases[0].model_copy(update={"last": len(scores) - 1, "centre": 0.0})
    return chart.model_copy(update={"points": points, "phases": (phase,)})


@pytest.mark.parametrize(
    ("rule", "scores", "points"),
    [
        (1, [0, 3.1, 0, -3.2], ((1,), (3,))),
        (1, [0, 3.0, -3.0], ()),  # beyond, not on
        (2, [0, 2.1, 0.5, 2.2], ((1, 3),)),
        (2, [0, 2.1, 0, 0, 2.2], ()),
        (2, [2.1, -2.2, 0], ()),  # one side
        (2, [2.1, 2.2, 0, 2.3], ((0, 1, 3),)),  # windows that overlap are one signal
        (3, [1.1, 1.2, 0, 1.3, 1.4], ((0, 1, 3, 4),)),
        (3, [1.1, 1.2, 0, 0, 1.3, 1.4], ()),
        (4, [0.1] * 8, (tuple(range(8)),)),
        (4, [0.1] * 7 + [0, 0.1], ()),  # a point on the centre breaks the run
        (4, [-0.1] * 11, (tuple(range(11)),)),
    ],
)
def test_each_rule_by_hand(rule, scores, points):
    signals = list_signals(chart_of_scores(scores), (rule,))
    assert tuple(signal.points for signal in signals) == points


def test_a_signal_tells_when_it_could_first_be_seen():
    (signal,) = list_signals(chart_of_scores([-0.1] * 11), (4,))
    assert (signal.first_seen, signal.side) == (7, "au-dessous")
    split = build("individuals", [10, 12] * 4 + [50, 52] * 6 + [90], changes=(8,))
    assert [each.first_seen for each in list_signals(split, (1,))] == [20]


def list_by_brute_force(scores):
    """Points flagged, from the definitions read window by window."""
    flagged = set()
    for rule in RULES.values():
        for side in (1, -1):
            for start in range(len(scores)):
                window = range(start, min(start + rule.window, len(scores)))
                beyond = [index for index in window if side * scores[index] > rule.beyond]
                if len(beyond) >= rule.needed:
                    flagged.update(beyond)
    return flagged


@given(st.lists(st.floats(-4, 4, allow_nan=False).map(lambda x: round(x, 1)), max_size=30))
def test_rules_agree_with_a_brute_force(scores):
    if scores:
        assert set(list_flagged(list_signals(chart_of_scores(scores)))) == list_by_brute_force(
            scores
        )


def test_false_alarms_come_as_often_as_published():
    """91.75 points between false alarms (Wikipedia, "Western Electric rules"), here within 15."""
    chance = random.Random(4)  # noqa: S311  (a simulation, not a secret)
    lengths = []
    for _ in range(300):
        scores = [chance.gauss(0, 1) for _ in range(500)]
        signals = list_signals(chart_of_scores(scores))
        lengths.append(min((each.first_seen for each in signals), default=500) + 1)
    assert sum(lengths) / len(lengths) == pytest.approx(FALSE_ALARM_EVERY, abs=15)


# --- laws

COUNTS = st.lists(st.tuples(st.integers(0, 40), st.integers(40, 400)), min_size=2, max_size=40)


@given(COUNTS, st.sampled_from(["p", "u"]), st.data())
def test_limits_hold_the_centre_and_all_is_recomputed(rows, kind, data):
    values, sizes = [row[0] for row in rows], [row[1] for row in rows]
    cut = data.draw(st.integers(2, max(2, len(rows) - 2)))
    changes = (cut,) if cut <= len(rows) - 2 else ()
    chart = build(kind, values, sizes, changes)
    for phase in chart.phases:
        own = slice(phase.first, phase.last + 1)
        assert phase.centre == pytest.approx(
            np.average(np.divide(values, sizes)[own], weights=sizes[own])
        )
    for point, size in zip(chart.points, sizes, strict=True):
        assert 0 <= point.lower <= point.centre <= point.upper
        spread = point.centre * (1 - point.centre) if kind == "p" else point.centre
        assert point.sigma == pytest.approx(np.sqrt(spread / size))
        assert kind == "u" or point.upper <= 1
    weighted = sum(point.value * size for point, size in zip(chart.points, sizes, strict=True))
    assert weighted == pytest.approx(sum(values))


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=40), st.integers(-50, 50))
def test_moving_all_values_moves_the_chart_and_no_signal(values, shift):
    chart = build("individuals", values)
    moved = build("individuals", [value + shift for value in values])
    assert moved.points[0].lower == pytest.approx(chart.points[0].lower + shift, abs=1e-6)
    assert moved.phases[0].mean_range == pytest.approx(
        np.mean([abs(b - a) for a, b in pairwise(values)])
    )
    assert list_signals(moved) == list_signals(chart)


@given(COUNTS)
def test_new_labels_change_nothing_but_labels(rows):
    values, sizes = [row[0] for row in rows], [row[1] for row in rows]
    chart = build("u", values, sizes)
    renamed = chart.series.model_copy(
        update={
            "observations": tuple(
                each.model_copy(update={"label": each.label[::-1] + "!"})
                for each in chart.series.observations
            )
        }
    )
    again = build_chart(renamed)
    assert list_signals(again) == list_signals(chart)
    assert [point.upper for point in again.points] == [point.upper for point in chart.points]


@settings(max_examples=30)
@given(st.integers(0, 40), st.integers(2, 30))
def test_what_never_varies_never_signals(value, count):
    for kind, size in (("p", 40), ("u", 3), ("individuals", 1)):
        chart = build(kind, [value] * count, [size] * count)
        assert {signal.rule for signal in list_signals(chart)} == set()


# --- phases, warnings, refusals


def test_a_known_change_starts_limits_anew_and_no_range_crosses_it():
    chart = build("individuals", [10, 12, 10, 12, 50, 52, 50, 52], changes=(4,))
    assert [phase.centre for phase in chart.phases] == [11, 51]
    assert [phase.mean_range for phase in chart.phases] == [2, 2]
    assert list_signals(chart) == ()


def test_few_points_and_few_events_are_warned():
    assert "provisoires" in build("individuals", [1, 2, 3]).warnings[0]
    assert "2 et 3 points" in build("individuals", [1, 2, 3, 4, 5], changes=(2,)).warnings[0]
    few = build("u", [1, 0, 2] * 8, [100] * 24)
    assert [text.split()[0] for text in few.warnings] == ["À"]
    assert build("u", [5, 5, 5] * 8, [100] * 24).warnings == ()  # five are enough
    assert build("u", [4, 5, 5] * 8, [100] * 24).warnings != ()


def test_few_units_without_the_event_are_warned_as_few_with_it():
    rare, usual = build("p", [2, 1] * 12, [50] * 24), build("p", [48, 49] * 12, [50] * 24)
    assert rare.warnings == usual.warnings != ()
    assert "avec ou sans l’événement" in usual.warnings[0]


@pytest.mark.parametrize(("changes", "told"), [((1,), 2), ((3,), 4), ((9,), 10), ((-1,), 0)])
def test_a_phase_needs_two_points(changes, told):
    with pytest.raises(SeriesError, match=f"au point {told}\u202f: .* les 4 de la série"):
        build("individuals", [1, 2, 3, 4], changes=changes)


@pytest.mark.parametrize(
    ("kind", "value", "size"),
    [
        *[("p", 5, 4), ("p", 1.5, 4), ("u", -1, 4), ("individuals", 3, 4), ("u", 1, 0)],
        *[("u", 1, size) for size in (-2, float("inf"), float("nan"))],
        *[("individuals", value, 1) for value in (float("inf"), float("nan"), 1e300)],
    ],
)
def test_what_a_kind_cannot_count_is_refused(kind, value, size):
    with pytest.raises(ValidationError):
        build(kind, [value, 1], [size, 1])


# --- the example


def test_falls_change_and_say_so_until_the_limits_are_anew():
    chart = build_chart(build_falls())
    found = {(signal.rule, signal.side) for signal in list_signals(chart)}
    assert (4, "au-dessous") in found
    assert (1, "au-dessus") not in found
    split = build_chart(build_falls(), (FALLS_CHANGE,))
    assert list_signals(split, (1, 4)) == ()
    assert [round(phase.centre * 1000, 1) for phase in split.phases] == [5.5, 3.1]
    assert len(split.warnings) == 2  # twelve points a phase; 1,624 days x 3.1 / 1,000 < 5


def test_one_week_of_late_visits_stands_out():
    chart = build_chart(build_late_visits())
    assert [signal.points for signal in list_signals(chart, (1,))] == [(8,)]
    told = tell_signal(chart, list_signals(chart, (1,))[0])
    assert "semaine 9, au-dessus du centre" in told


def test_the_longest_delay_is_no_signal():
    chart = build_chart(build_delays())
    assert list_signals(chart) == ()
    assert max(point.value for point in chart.points) == 74


def test_examples_are_of_one_length():
    examples = (build_falls(), build_late_visits(), build_delays())
    assert {len(series.observations) for series in examples} == {24}
    assert len({series.id for series in examples}) == 3
