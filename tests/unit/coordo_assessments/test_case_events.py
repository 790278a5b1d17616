"""Decisions of every kind and openings in the journal: old lines still read, nothing is doubled."""

import json

import pytest
from coordo_assessments.case_runs import build_run
from coordo_assessments.events import (
    EVENT_ADAPTER,
    DecisionTaken,
    ItemOpened,
    ParentStep,
    RunStarted,
)
from coordo_assessments.state import fold
from coordo_simulation.answer import Amount, Answer, pick
from coordo_simulation.run import Opening
from pydantic import ValidationError

OLD_LINE = {
    "v": 1, "id": "018f", "at": "2026-03-02T08:00:00Z", "kind": "decision",
    "run": "x", "step": 0, "decision": "annonce", "choice": "dire",
}  # fmt: skip
ANSWERS = [
    Answer(choices=("a", "b")),
    Answer(amounts=(Amount(line="nuit", amount=6.5),)),
    Answer(order=("lit", "marches")),
    Answer(text="Une page, lue devant tous."),
]


def start(run="x", parent=None):
    return RunStarted(scenario="cas", version="1", run=run, seed=7, parent=parent)


def take(step, run="x", choice="a"):
    return DecisionTaken(run=run, step=step, decision=f"d{step}", choice=choice)


def opening(step, item, run="x"):
    return ItemOpened(run=run, step=step, item=item)


def build(*events, run="x"):
    return build_run(fold(events).runs, run)


def test_a_line_of_before_is_still_a_choice():
    event = EVENT_ADAPTER.validate_json(json.dumps(OLD_LINE))
    assert event.given == pick("dire")
    assert json.loads(event.model_dump_json()) == OLD_LINE


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.kind)
def test_every_kind_of_answer_is_written_and_read(answer):
    event = DecisionTaken(run="x", step=0, decision="d", answer=answer)
    again = EVENT_ADAPTER.validate_json(event.model_dump_json())
    assert again == event
    assert again.given == answer
    assert build(start(), again).decisions[0].answer == answer


@pytest.mark.parametrize("fields", [{}, {"choice": "a", "answer": {"choice": "a"}}])
def test_a_decision_is_said_in_one_way(fields):
    with pytest.raises(ValidationError):
        DecisionTaken(run="x", step=0, decision="d", **fields)


def test_openings_are_kept_in_order_and_once():
    run = build(
        start(), opening(0, "lettre"), opening(0, "lettre"), take(0),
        opening(1, "lettre"), opening(1, "plan"), take(1),
    )  # fmt: skip
    assert run.openings == (Opening(step=0, item="lettre"), Opening(step=1, item="plan"))


def test_an_opening_after_its_decision_is_left_out():
    assert build(start(), take(0), opening(0, "lettre")).openings == ()


def test_an_opening_beyond_a_gap_is_left_out():
    run = build(start(), opening(0, "lettre"), take(1), opening(2, "plan"))
    assert run.openings == (Opening(step=0, item="lettre"),)


def test_a_branch_keeps_what_was_opened_before_it():
    events = [
        start(), opening(0, "lettre"), take(0), opening(1, "plan"), take(1),
        start("y", ParentStep(run="x", step=1)), opening(1, "indice", run="y"),
    ]  # fmt: skip
    run = build(*events, run="y")
    assert run.openings == (Opening(step=0, item="lettre"), Opening(step=1, item="indice"))
    assert len(run.decisions) == 1
