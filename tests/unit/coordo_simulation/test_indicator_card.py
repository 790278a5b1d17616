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
    compute_deciding_size,
    imagine_size,
    judge,
    tell_measured,
)
from coordo_simulation.indicator_card_example import (
    build_bare_card,
    build_falls_card,
    build_late_card,
    build_return_card,
)
from coordo_simulation.indicator_intervals import compute_rate_bounds
from coordo_simulation.intervals import compute_share_interval
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
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
    assert compute_share_interval(events, events + misses, 1.96) == pytest.approx(
        (low, high), abs=1e-9
    )


@given(st.integers(1, 3000), st.data())
def test_the_interval_is_that_of_scipy(total, data):
    events = data.draw(st.integers(0, total))
    expected = binomtest(events, total).proportion_ci(0.95, method="wilson")
    low, high = compute_share_interval(events, total)
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-9)
    assert 0 <= low <= events / total <= high <= 1


@given(st.integers(1, 500), st.data())
def test_success_and_failure_mirror_each_other(total, data):
    events = data.draw(st.integers(0, total))
    low, high = compute_share_interval(events, total)
    assert compute_share_interval(total - events, total) == pytest.approx(
        (1 - high, 1 - low), abs=1e-12
    )


@pytest.mark.parametrize(("events", "total"), [(1, 0), (5, 4), (-1, 4)])
def test_no_share_of_nothing(events, total):
    with pytest.raises(ValueError, match="part"):
        compute_share_interval(events, total)


@given(st.integers(1, 400), st.integers(1, 30000))
def test_the_interval_of_a_rate_holds_what_the_count_does_not_refuse(events, exposure):
    """The ends are where the count is 1.96 standard deviations away, found by bisection."""

    def distance(rate):
        expected = rate * exposure
        return (events - expected) / expected**0.5

    seen = events / exposure
    low = brentq(lambda rate: distance(rate) - 1.959963984540054, seen * 1e-9, seen)
    high = brentq(lambda rate: distance(rate) + 1.959963984540054, seen, seen * 1e3)
    assert compute_rate_bounds(events, exposure) == pytest.approx((low, high), rel=1e-6)


def test_no_fall_told_still_has_an_upper_bound():
    """Nought seen: from 0 to z² = 3.84 expected events."""
    low, high = compute_rate_bounds(0, 1000)
    assert low == 0
    assert high == pytest.approx(0.00384146, abs=1e-8)


@pytest.mark.parametrize("build", [build_late_card, build_falls_card, build_return_card])
def test_a_whole_card_has_nothing_to_say(build):
    assert check_card(build()) == ()


def test_an_alert_that_asks_more_than_the_target_is_told():
    for card, alert in ((build_late_card(), 4), (build_late_card(), 5), (build_return_card(), 90)):
        moved = card.alert.model_copy(update={"value": alert})
        (told,) = check_card(card.model_copy(update={"alert": moved}))
        assert "aussi exigeant que la cible" in told


def test_a_bare_card_says_all_it_lacks():
    told = check_card(build_bare_card())
    assert len(told) == 7
    words = ("dénominateur", "exclu", "qui le relève", "limites", "pervers", "d’où elle vient")
    for word in (*words, "alerte"):
        assert any(word in each for each in told), word


def test_an_empty_card_lacks_each_field_the_target_and_the_alert():
    empty = Card(id="x", name="x", kind="rate", unit="")
    assert len(check_card(empty)) == len(FIELDS) + 2


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
    assert told.endswith("L’intervalle contient la cible\u202f: les données ne tranchent pas.")


def test_the_example_week():
    card = build_late_card()
    measured = compute_card(card, 21, 433)
    expected = binomtest(21, 433).proportion_ci(0.95, method="wilson")
    assert measured.value == pytest.approx(100 * 21 / 433)
    assert (measured.low, measured.high) == pytest.approx((100 * expected.low, 100 * expected.high))


def test_the_example_month_of_falls():
    """8 falls in 1,891 days: 8 + 1.92 ± 1.96 √(8 + 0.96) events, by hand."""
    card = build_falls_card()
    measured = compute_card(card, 8, 1891)
    assert measured.value == pytest.approx(8000 / 1891)
    assert (measured.low, measured.high) == pytest.approx((2.144, 8.349), abs=2e-3)
    with pytest.raises(ValueError, match="taux"):
        compute_card(card, 8, 0)


CARDS = st.sampled_from([build_late_card(), build_falls_card(), build_return_card()])


@given(CARDS, st.integers(1, 2000), st.data())
def test_a_value_seen_on_its_own_size_has_its_own_interval(card, size, data):
    measured = compute_card(card, data.draw(st.integers(0, size)), size)
    imagined = imagine_size(card, measured.value, size)
    assert imagined.low == pytest.approx(measured.low, abs=1e-6)
    assert imagined.high == pytest.approx(measured.high, abs=1e-6)


@given(CARDS, st.integers(5, 2000), st.data())
def test_the_deciding_size_is_where_the_verdict_turns(card, size, data):
    value = card.scale * data.draw(st.integers(1, size - 1)) / size
    deciding = compute_deciding_size(card, value, card.target)
    if deciding is None:
        assert value == pytest.approx(card.target.value)
        return
    assert judge(card.target, imagine_size(card, value, deciding * 1.0001 + 1)) != "open"
    if deciding > 2:
        assert judge(card.target, imagine_size(card, value, (deciding - 1) * 0.9999)) == "open"


def test_a_value_on_the_target_never_settles_it():
    assert (
        compute_deciding_size(build_return_card(), 100 * 4 / 5, Target(value=80, is_at_most=False))
        is None
    )
