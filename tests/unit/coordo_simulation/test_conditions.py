"""Conditions, effects and chance are data, and mean what they say."""

from typing import Any

import pytest
from coordo_simulation.answer import Amount, Answer, pick
from coordo_simulation.chance import build_chance, build_other_future, draw
from coordo_simulation.conditions import Condition, build_test, iter_leaves
from coordo_simulation.effects import Effect, Layout, Probability, build_action, build_odds
from coordo_simulation.state import State
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

READER: TypeAdapter[Any] = TypeAdapter(Condition)
INDEX = {"x": 0, "y": 1}
VALUES = st.floats(min_value=0, max_value=100, allow_nan=False)


def holds(data: dict[str, Any], state: State) -> bool:
    test = build_test(READER.validate_python(data), INDEX)
    assert test is not None
    return test(state)


@given(x=VALUES, bound=VALUES)
def test_a_threshold_includes_its_lower_bound_and_not_its_upper_one(x: float, bound: float) -> None:
    state = State([x, 0.0])
    assert holds({"variable": "x", "at_least": bound}, state) == (x >= bound)
    assert holds({"variable": "x", "below": bound}, state) == (x < bound)


def test_flags_and_choices_are_remembered() -> None:
    state = State([0.0, 0.0], {"fait"}, {"quand": pick("tard")})
    assert holds({"flag": "fait"}, state)
    assert not holds({"flag": "autre"}, state)
    assert holds({"decision": "quand", "choices": ["tot", "tard"]}, state)
    assert not holds({"decision": "quand", "choices": ["tot"]}, state)
    assert not holds({"decision": "jamais", "choices": ["tot"]}, state)


@given(x=VALUES, y=VALUES)
def test_and_or_not_follow_de_morgan(x: float, y: float) -> None:
    state = State([x, y])
    parts = [{"variable": "x", "at_least": 50}, {"variable": "y", "below": 50}]
    negated = [{"not": part} for part in parts]
    assert holds({"not": {"all": parts}}, state) == holds({"any": negated}, state)
    assert holds({"not": {"any": parts}}, state) == holds({"all": negated}, state)


def test_the_leaves_of_a_tree_are_all_found() -> None:
    tree = READER.validate_python(
        {"all": [{"flag": "a"}, {"not": {"any": [{"flag": "b"}, {"variable": "x", "below": 1}]}}]}
    )
    assert len(list(iter_leaves(tree))) == 3


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"code": "x > 3"},
        {"variable": "x"},
        {"all": []},
        {"flag": "a", "at_least": 3},
        {"decision": "d", "choices": []},
        "x > 3",
    ],
)
def test_anything_else_is_no_condition(data: object) -> None:
    with pytest.raises(ValidationError):
        READER.validate_python(data)


def test_a_condition_survives_being_read_twice() -> None:
    tree = READER.validate_python({"not": {"all": [{"flag": "a"}]}})
    assert READER.validate_python(tree) == tree


LAYOUT = Layout(INDEX, (0.0, 0.0), (100.0, 10.0))


@given(start=VALUES, change=st.floats(min_value=-1000, max_value=1000))
def test_an_effect_stays_within_bounds(start: float, change: float) -> None:
    state = State([start, 5.0])
    build_action(Effect(add={"x": change}, set={"y": change}), LAYOUT)(state)
    assert state.values[0] == min(100.0, max(0.0, start + change))
    assert state.values[1] == min(10.0, max(0.0, change))


def test_an_effect_raises_and_lowers_flags() -> None:
    state = State([0.0, 0.0], {"avant"})
    build_action(Effect(flags=("apres",), clear=("avant",)), LAYOUT)(state)
    assert state.flags == {"apres"}


def test_odds_add_up_in_the_order_of_the_file() -> None:
    odds = build_odds(Probability(base=0.1, weights={"x": 0.01, "y": -0.02}), INDEX)
    assert odds is not None
    assert odds(State([20.0, 5.0])) == 0.1 + 0.01 * 20.0 + -0.02 * 5.0


@given(seed=st.integers(), month=st.integers(min_value=0, max_value=60))
def test_a_draw_is_a_number_from_zero_to_one(seed: int, month: int) -> None:
    assert 0.0 <= draw(seed, "neige", month) < 1.0


def test_draws_are_the_same_on_every_machine() -> None:
    assert draw(1, "neige", 6) == 0.8207580882187163


def test_draws_spread_evenly() -> None:
    draws = [draw(seed, "neige", 6) for seed in range(4000)]
    assert abs(sum(draws) / 4000 - 0.5) < 0.02
    assert abs(sum(d < 0.1 for d in draws) / 4000 - 0.1) < 0.02


def test_another_future_shares_the_past() -> None:
    here, there = build_chance(1), build_other_future(1, since=4, other_seed=2)
    assert [here("k", m) for m in range(5)] == [there("k", m) for m in range(5)]
    assert [there("k", m) for m in range(5, 9)] == [draw(2, "k", m) for m in range(5, 9)]


ANSWERED = State(
    [0.0, 0.0],
    answers={
        "qui": Answer(choices=("fille", "voisin")),
        "heures": Answer(amounts=(Amount(line="nuit", amount=6), Amount(line="jour", amount=0))),
        "ordre": Answer(order=("lit", "marches", "repas")),
    },
    opened={"lettre"},
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"decision": "qui", "ticked": ["fille"]}, True),
        ({"decision": "qui", "ticked": ["fille", "voisin"]}, True),
        ({"decision": "qui", "ticked": ["fille", "medecin"]}, False),
        ({"decision": "jamais", "ticked": ["fille"]}, False),
        ({"decision": "heures", "line": "nuit", "at_least": 6}, True),
        ({"decision": "heures", "line": "nuit", "below": 6}, False),
        ({"decision": "heures", "line": "jour", "below": 1}, True),
        ({"decision": "jamais", "line": "jour", "below": 1}, False),
        ({"decision": "ordre", "element": "lit", "before": "repas"}, True),
        ({"decision": "ordre", "element": "lit", "after": "repas"}, False),
        ({"decision": "ordre", "element": "repas", "after": "marches"}, True),
        ({"decision": "ordre", "element": "lit", "place": "first"}, True),
        ({"decision": "ordre", "element": "lit", "place": "last"}, False),
        ({"decision": "jamais", "element": "lit", "place": "first"}, False),
        ({"opened": "lettre"}, True),
        ({"opened": "journal"}, False),
    ],
)
def test_conditions_ask_about_every_kind_of_answer(data: dict[str, Any], expected: bool) -> None:
    assert holds(data, ANSWERED) is expected
    assert holds({"not": data}, ANSWERED) is not expected


@pytest.mark.parametrize(
    "data",
    [
        {"decision": "heures", "line": "nuit"},
        {"decision": "ordre", "element": "lit"},
        {"decision": "ordre", "element": "lit", "before": "a", "after": "b"},
        {"decision": "qui", "ticked": []},
        {"decision": "qui"},
    ],
)
def test_a_condition_on_an_answer_asks_one_thing(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        READER.validate_python(data)
