"""A run is rebuilt from the journal whatever the order and the gaps of what it holds."""

from __future__ import annotations

import pytest
from coordo_assessments.case_runs import UnknownRunError, build_run
from coordo_assessments.events import DecisionTaken, ParentStep, RunStarted
from coordo_assessments.state import fold


def start(run, parent=None):
    return RunStarted(scenario="cas", version="1", run=run, seed=7, parent=parent)


def take(run, step, choice="a"):
    return DecisionTaken(run=run, step=step, decision=f"d{step}", choice=choice)


def list_choices(events, run):
    return [taken.choice for taken in build_run(fold(events).runs, run).decisions]


def test_decisions_are_put_in_order():
    assert list_choices([start("x"), take("x", 1, "b"), take("x", 0, "a")], "x") == ["a", "b"]


def test_what_follows_a_gap_is_left_out():
    assert list_choices([start("x"), take("x", 0), take("x", 2)], "x") == ["a"]


def test_a_branch_of_a_branch_shares_only_what_precedes_each():
    events = [
        start("x"), take("x", 0, "a"), take("x", 1, "b"), take("x", 2, "c"),
        start("y", ParentStep(run="x", step=2)), take("y", 2, "C"), take("y", 3, "D"),
        start("z", ParentStep(run="y", step=1)), take("z", 1, "B"),
    ]  # fmt: skip
    assert list_choices(events, "y") == ["a", "b", "C", "D"]
    assert list_choices(events, "z") == ["a", "B"]


def test_what_the_parent_decides_later_does_not_reach_the_branch():
    events = [start("x"), take("x", 0, "a"), start("y", ParentStep(run="x", step=0))]
    assert list_choices([*events, take("x", 1, "b")], "y") == []


@pytest.mark.parametrize(
    "events",
    [
        [],
        [start("x", ParentStep(run="lost", step=0))],
        [start("x", ParentStep(run="x", step=0))],
        [start("y", ParentStep(run="x", step=0)), start("x", ParentStep(run="y", step=0))],
    ],
    ids=["no run", "no parent", "its own parent", "a circle"],
)
def test_a_run_without_a_beginning_is_refused(events):
    with pytest.raises(UnknownRunError):
        build_run(fold(events).runs, "x")
