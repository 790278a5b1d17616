"""Rules as data: each kind worked by hand, bounds and wholes kept at every step."""

from __future__ import annotations

import sys
from fractions import Fraction
from math import isfinite

import pytest
from coordo_simulation.case_parts import Variable
from coordo_simulation.case_rules import Rule
from coordo_simulation.case_rules_reach import compute_reach
from coordo_simulation.case_rules_step import build_rules_step
from coordo_simulation.effects import Layout
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

WHY = "hypothèse pédagogique"
RULES = TypeAdapter(tuple[Rule, ...])
NAMES = ("charge", "arrets", "confiance", "attente", "suivies")
BOUNDS = {
    "charge": (0, 60), "arrets": (0, 8), "confiance": (-20, 100), "attente": (0, 40),
    "suivies": (0, 30),
}  # fmt: skip
LAYOUT = Layout(
    {name: rank for rank, name in enumerate(NAMES)},
    tuple(float(BOUNDS[name][0]) for name in NAMES),
    tuple(float(BOUNDS[name][1]) for name in NAMES),
)
VARIABLES = {
    name: Variable(id=name, label=name, min=low, max=high, initial=low, help="…")
    for name, (low, high) in BOUNDS.items()
}


def build(*rules):
    return RULES.validate_python([{"because": WHY, **rule} for rule in rules])


def move(*rules, **start):
    state = {name: float(start.get(name, 0)) for name in NAMES}
    values = list(state.values())
    build_rules_step(build(*rules), LAYOUT)(values, 0)
    return dict(zip(NAMES, values, strict=True))


def test_a_drift_and_a_difference_add_up():
    """+ 0.4 a week, + 0.1 × (4 − 2); then with no absence, 0.1 × (0 − 2)."""
    rule = {
        "moves": "charge", "base": 0.4,
        "terms": [{"variable": "arrets", "minus": 2, "times": 0.1}],
    }  # fmt: skip
    assert move(rule, charge=30, arrets=4)["charge"] == pytest.approx(30.6)
    assert move(rule, charge=30)["charge"] == pytest.approx(30.2)


def test_only_what_exceeds_or_is_missing_counts():
    above = {"moves": "charge", "terms": [{"variable": "arrets", "at_least": 2, "times": 3}]}
    assert move(above, charge=10, arrets=2)["charge"] == 10
    assert move(above, charge=10, arrets=4.5)["charge"] == 17.5
    below = {"moves": "charge", "terms": [{"variable": "confiance", "below": 62, "times": 0.5}]}
    assert move(below, charge=10, confiance=70)["charge"] == 10
    assert move(below, charge=10, confiance=50)["charge"] == 16


def test_a_pull_goes_part_of_the_way():
    """A quarter of the way from 20 to 65 − 5 × 3 = 50."""
    rule = {
        "pulls": "confiance", "rate": 0.25, "base": 65,
        "terms": [{"variable": "arrets", "times": -5}],
    }  # fmt: skip
    assert move(rule, confiance=20, arrets=3)["confiance"] == 27.5
    assert move({**rule, "rate": 1}, confiance=20, arrets=3)["confiance"] == 50


def test_a_product_multiplies_two_readings():
    rule = {
        "moves": "charge",
        "terms": [
            {"variable": "arrets", "minus": 1, "times": 0.5,
             "by": {"variable": "confiance", "below": 60}}
        ],
    }  # fmt: skip
    assert move(rule, charge=10, arrets=3, confiance=50)["charge"] == 20


FLOW = {"from": "attente", "to": "suivies"}


@pytest.mark.parametrize(
    ("asked", "waiting", "followed", "left", "arrived"),
    [
        (3, 10, 5, 7, 8),  # all of it
        (3, 2, 5, 0, 7),  # no more than there is
        (3, 10, 29, 9, 30),  # no more than there is room for
        (-3, 10, 5, 10, 5),  # a flow does not run backwards
    ],
)
def test_a_flow_takes_what_there_is_and_leaves_the_rest(asked, waiting, followed, left, arrived):
    after = move({**FLOW, "base": asked}, attente=waiting, suivies=followed)
    assert (after["attente"], after["suivies"]) == (left, arrived)


def test_flows_draw_in_the_order_of_the_file():
    first, second = {**FLOW, "base": 3}, {"from": "attente", "to": "charge", "base": 3}
    after = move(first, second, attente=4)
    assert (after["suivies"], after["charge"]) == (3, 1)
    after = move(second, first, attente=4)
    assert (after["suivies"], after["charge"]) == (1, 3)


def test_every_rule_reads_the_values_as_they_were():
    """Two variables that follow each other swap, whatever the order of the rules."""
    rules = [
        {"pulls": "charge", "rate": 1, "terms": [{"variable": "attente", "times": 1}]},
        {"pulls": "attente", "rate": 1, "terms": [{"variable": "charge", "times": 1}]},
    ]
    for ordered in (rules, rules[::-1]):
        after = move(*ordered, charge=10, attente=25)
        assert (after["charge"], after["attente"]) == (25, 10)


def test_a_bound_stops_a_value_and_the_rest_is_lost():
    up, down = {"moves": "charge", "base": 50}, {"moves": "charge", "base": -50}
    assert move(up, charge=30)["charge"] == 60
    assert move(down, charge=30)["charge"] == 0
    assert move(up, down, charge=30)["charge"] == 30  # added first, then kept within bounds


def test_a_sum_is_rounded_once_whatever_its_order():
    """0.1 ten times is 1 and 1e16 + 1 − 1e16 is 1: what a loop of additions gets wrong."""
    assert move(*[{"moves": "charge", "base": 0.1}] * 10)["charge"] == 1.0
    huge = [{"moves": "charge", "base": base} for base in (1e16, 1.0, -1e16)]
    assert move(*huge)["charge"] == 1.0


numbers = st.floats(-50, 50).map(lambda number: round(number, 3))
names = st.sampled_from(NAMES)


@st.composite
def draw_measure(draw: st.DrawFn) -> dict:
    name = draw(names)
    low, high = BOUNDS[name]
    measure = {"variable": name}
    kind = draw(st.sampled_from(["plain", "minus", "at_least", "below"]))
    if kind == "minus":
        measure["minus"] = draw(numbers)
    elif kind != "plain":
        measure[kind] = draw(st.integers(low + 1, high - 1))
    return measure


@st.composite
def draw_rule(draw: st.DrawFn, kinds=("moves", "pulls", "from")) -> dict:
    terms = []
    for _ in range(draw(st.integers(0, 3))):
        term = {**draw(draw_measure()), "times": draw(numbers)}
        if draw(st.booleans()):
            term["by"] = draw(draw_measure())
        terms.append(term)
    rule = {"base": draw(numbers) or 1.0, "terms": terms, "because": WHY}
    kind = draw(st.sampled_from(kinds))
    if kind == "from":
        source, to = draw(st.permutations(NAMES))[:2]
        return rule | {"from": source, "to": to}
    rule[kind] = draw(names)
    return rule | ({"rate": draw(st.floats(0.01, 1))} if kind == "pulls" else {})


starts = st.tuples(*(st.floats(*BOUNDS[name]) for name in NAMES))


@settings(deadline=None, max_examples=200)
@given(rules=st.lists(draw_rule(), min_size=1, max_size=8), start=starts)
def test_every_step_stays_within_bounds(rules, start):
    step = build_rules_step(RULES.validate_python(rules), LAYOUT)
    values = list(start)
    for period in range(12):
        step(values, period)
        for value, low, high in zip(values, LAYOUT.low, LAYOUT.high, strict=True):
            assert isfinite(value)
            assert low <= value <= high


@settings(deadline=None, max_examples=200)
@given(rules=st.lists(draw_rule(kinds=("from",)), min_size=1, max_size=8), start=starts)
def test_flows_make_and_lose_nothing_at_any_step(rules, start):
    step = build_rules_step(RULES.validate_python(rules), LAYOUT)
    values = list(start)
    whole = sum(Fraction(value) for value in values)
    for period in range(12):
        step(values, period)
        assert abs(sum(Fraction(value) for value in values) - whole) < 1e-11


@settings(deadline=None, max_examples=100)
@given(rules=st.lists(draw_rule(kinds=("moves", "pulls")), min_size=1, max_size=6),
       start=starts, chance=st.randoms())  # fmt: skip
def test_the_order_of_rules_that_are_no_flows_says_nothing(rules, start, chance):
    shuffled = list(rules)
    chance.shuffle(shuffled)
    here, there = list(start), list(start)
    build_rules_step(RULES.validate_python(rules), LAYOUT)(here, 0)
    build_rules_step(RULES.validate_python(shuffled), LAYOUT)(there, 0)
    assert here == there


@settings(deadline=None, max_examples=100)
@given(rule=draw_rule(kinds=("moves",)), start=starts)
def test_no_rule_goes_beyond_what_is_told_of_its_reach(rule, start):
    [read] = RULES.validate_python([rule | {"moves": "far"}])
    names = (*NAMES, "far")
    huge = sys.float_info.max
    layout = Layout(
        {name: rank for rank, name in enumerate(names)},
        (*LAYOUT.low, -huge),
        (*LAYOUT.high, huge),
    )
    values = [*start, 0.0]
    build_rules_step([read], layout)(values, 0)
    low, high = compute_reach(read, VARIABLES)
    slack = 1e-9 * max(1.0, abs(low), abs(high))
    assert low - slack <= values[-1] <= high + slack
