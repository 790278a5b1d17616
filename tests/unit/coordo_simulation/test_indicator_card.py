"""Indicator cards: Wilson's interval, and what a card lacks."""

from __future__ import annotations

import pytest
from coordo_simulation.indicator_card import (
    FIELDS,
    Card,
    Measured,
    Target,
    check_card,
    compute_card,
    compute_wilson,
    tell_measured,
)
from coordo_simulation.indicator_card_example import LATE_WEEK_24, build_bare_card, build_late_card
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest


@pytest.mark.parametrize(
    ("events", "misses", "low", "high"),
    [
        (0, 1, 0.0, 0.7934567085261071),
        (1, 1, 0.09452865480086611, 0.905471345199134),
        (1, 10, 0.016231752262825982, 0.3773646254862038),
        (25, 75, 0.17545094003724265, 0.3430464637007583),
        (100, 0, 0.9630051925239981, 1.0),
    ],
)
def test_published_intervals(events, misses, low, high):
    """Vectors of codegolf.stackexchange.com/questions/105389, with z = 1.96."""
    assert compute_wilson(events, events + misses, 1.96) == pytest.approx((low, high), abs=1e-9)


@given(st.integers(1, 3000), st.data())
def test_the_interval_is_that_of_scipy(total, data):
    events = data.draw(st.integers(0, total))
    expected = binomtest(events, total).proportion_ci(0.95, method="wilson")
    low, high = compute_wilson(events, total)
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-9)
    assert 0 <= low <= events / total <= high <= 1


@given(st.integers(1, 500), st.data())
def test_success_and_failure_mirror_each_other(total, data):
    events = data.draw(st.integers(0, total))
    low, high = compute_wilson(events, total)
    assert compute_wilson(total - events, total) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@pytest.mark.parametrize(("events", "total"), [(1, 0), (5, 4), (-1, 4)])
def test_no_share_of_nothing(events, total):
    with pytest.raises(ValueError, match="part"):
        compute_wilson(events, total)


def test_a_whole_card_has_nothing_to_say():
    assert check_card(build_late_card()) == ()


def test_a_bare_card_says_all_it_lacks():
    told = check_card(build_bare_card())
    assert len(told) == 6
    for word in ("dénominateur", "exclu", "qui le relève", "limites", "pervers", "d’où elle vient"):
        assert any(word in each for each in told), word


def test_an_empty_card_lacks_each_field_and_the_target():
    empty = Card(id="x", name="x", kind="rate", unit="")
    assert len(check_card(empty)) == len(FIELDS) + 1


@pytest.mark.parametrize(
    ("events", "words"),
    [(21, "ne tranchent pas"), (60, "manquée"), (5, "tenue")],
)
def test_the_interval_settles_the_target_or_does_not(events, words):
    card = build_late_card()
    assert words in tell_measured(card, compute_card(card, events, 433))


def test_an_aim_of_at_least_reads_the_other_way():
    card = build_bare_card().model_copy(update={"target": Target(value=50, is_at_most=False)})
    assert "tenue" in tell_measured(card, compute_card(card, 90, 100))
    assert "manquée" in tell_measured(card, compute_card(card, 10, 100))


def test_a_bound_on_the_target_settles_nothing():
    card = build_late_card()
    for low, high in ((5, 9), (1, 5)):
        told = tell_measured(card, Measured(value=5, low=low, high=high))
        assert told.endswith("les données ne tranchent pas.")


def test_a_target_is_never_passed_over():
    rate = Card(
        id="x", name="Chutes", kind="rate", unit="", target=Target(value=4, is_at_most=True)
    )
    told = tell_measured(rate, compute_card(rate, 3, 1))
    assert told.endswith(
        "Cible\u202f: au plus 4,0. Sans intervalle, un seul relevé ne tranche pas."
    )


def test_the_example_week():
    card = build_late_card()
    measured = compute_card(card, *LATE_WEEK_24)
    expected = binomtest(*LATE_WEEK_24).proportion_ci(0.95, method="wilson")
    assert measured.value == pytest.approx(100 * 21 / 433)
    assert (measured.low, measured.high) == pytest.approx((100 * expected.low, 100 * expected.high))


def test_a_rate_has_no_interval_here():
    card = Card(id="x", name="Chutes", kind="rate", unit="‰", scale=1000)
    measured = compute_card(card, 8, 1891)
    assert measured.value == pytest.approx(8000 / 1891)
    assert measured.low is None
    assert "intervalle" not in tell_measured(card, measured)
    with pytest.raises(ValueError, match="taux"):
        compute_card(card, 8, 0)
