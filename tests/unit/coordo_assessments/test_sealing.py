"""No way back in a dossier: the order of the journal decides, whatever a later line says."""

from __future__ import annotations

import pytest
from coordo_assessments.events import AnswerGiven
from coordo_assessments.sealing import EVALUATION, is_finished
from coordo_assessments.state import fold
from hypothesis import given
from hypothesis import strategies as st

A, B, C = {"options": ["a"]}, {"options": ["b"]}, {"text": "c"}


def leave(*answers, activity=EVALUATION):
    """What stands after these answers to one dossier, in this order."""
    events = [AnswerGiven(activity=activity, item="d", answer=answer) for answer in answers]
    return fold(events).answers[activity, "d"].answer


def steps(*given, reached=0):
    return {"steps": list(given), "reached": reached}


def test_the_step_being_answered_may_be_changed():
    assert leave(steps(A, None, None), steps(B, None, None)) == steps(B, None, None)


def test_an_answer_to_a_later_step_seals_the_earlier_ones():
    assert leave(steps(A, None, None), steps(A, C, None), steps(B, C, None)) == (
        steps(A, C, None, reached=1)
    )


def test_going_on_without_answering_seals_too():
    given = leave(steps(None, None, None, reached=1), steps(A, None, None))
    assert given == steps(None, None, None, reached=1)


def test_the_last_answer_of_a_step_may_come_with_the_step_that_seals_it():
    assert leave(steps(A, None, None), steps(B, None, None, reached=1)) == (
        steps(B, None, None, reached=1)
    )


@pytest.mark.parametrize(
    "between",
    [None, {"text": "autre chose"}, {"steps": "non"}, steps(A), steps(B, reached=7), {}],
)
def test_neither_a_withdrawal_nor_another_shape_opens_what_is_sealed(between):
    given = leave(steps(A, C, None), between, steps(B, C, None))
    assert given["steps"][0] == A


def test_a_withdrawal_erases_what_is_not_sealed():
    assert leave(steps(A, C, None), None) == steps(A, None, None, reached=1)
    assert leave(steps(A, None, None), None) is None


def test_an_exercise_may_be_begun_again_and_an_evaluation_may_not():
    done = steps(A, C, C, reached=3)
    again = steps(B, None, None)
    assert is_finished(done)
    assert leave(done, again, activity="3_exercices") == again
    assert leave(done, again) == done
    assert leave(steps(A, C, None), again, activity="3_exercices")["steps"][0] == A


STEP = st.sampled_from([None, A, B, C])
ANSWER = st.none() | st.builds(
    lambda given, reached: {"steps": given, "reached": reached},
    st.lists(STEP, min_size=3, max_size=3),
    st.integers(-1, 4),
)


@given(st.lists(ANSWER, min_size=1, max_size=8))
def test_what_was_once_sealed_never_changes(answers):
    before = None
    for count in range(1, len(answers) + 1):
        now = leave(*answers[:count])
        if isinstance(before, dict) and 0 < before["reached"] <= 3:
            behind = before["reached"]
            assert now["steps"][:behind] == before["steps"][:behind]
            assert now["reached"] >= behind
        before = now
