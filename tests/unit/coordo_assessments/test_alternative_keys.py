from __future__ import annotations

import itertools

import pytest
from coordo_assessments.alternative_keys import UnfitAnswerError, accept_answers
from coordo_assessments.items import Item
from coordo_assessments.scoring import score_answer
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

OPTIONS = "abcde"
ADAPTER: TypeAdapter[Item] = TypeAdapter(Item)


def _build(kind: str, key: str, **more: object) -> Item:
    names = [f"option-{letter * 2}" for letter in OPTIONS]
    options = [
        {"id": name, "text": name, "correct": letter in key, "explanation": "Parce que."}
        for name, letter in zip(names, OPTIONS, strict=True)
    ]
    entry = {
        "id": "essai",
        "type": kind,
        "title": "Une question d'essai",
        "objectives": ["m1-o1"],
        "competencies": ["c-socle-evaluer"],
        "difficulty": 2,
        "stem": "Que faites-vous ?",
        "explanation": "Voilà.",
        "sources": [{"title": "Cours"}],
    }
    return ADAPTER.validate_python({**entry, "options": options, **more})


def _best(item: Item, accepted: tuple[str, ...], ticked: tuple[str, ...]) -> float:
    keys = (item, *accept_answers(item, tuple(f"option-{one * 2}" for one in accepted)))
    answer = {"options": [f"option-{one * 2}" for one in ticked]}
    return max(score_answer(one, answer).value for one in keys)


@given(ticked=st.sets(st.sampled_from(OPTIONS)), accepted=st.sampled_from(OPTIONS))
def test_in_a_qrm_an_open_proposition_never_counts_against_anyone(
    ticked: set[str], accepted: str
) -> None:
    item = _build("qrm", "ab")
    best = _best(item, (accepted,), tuple(ticked))
    answer = {"options": [f"option-{one * 2}" for one in ticked]}
    assert best >= score_answer(item, answer).value
    without = ticked ^ {accepted}
    if ticked and without:
        assert best == _best(item, (accepted,), tuple(without))


@pytest.mark.parametrize(
    ("ticked", "score"), [("a", 1), ("c", 1), ("d", 1), ("b", 0), ("", 0), ("ac", 0)]
)
def test_a_qru_has_each_accepted_answer_for_key(ticked: str, score: float) -> None:
    assert _best(_build("qru", "a"), ("c", "d"), tuple(ticked)) == score


@pytest.mark.parametrize(
    ("ticked", "score"), [("ab", 1), ("ac", 1), ("bc", 1), ("cd", 0.5), ("ad", 0.5), ("de", 0)]
)
def test_in_a_qrp_an_accepted_answer_takes_the_place_of_a_right_one(
    ticked: str, score: float
) -> None:
    assert _best(_build("qrp", "ab", expected_count=2), ("c",), tuple(ticked)) == score


@pytest.mark.parametrize("answers", list(itertools.permutations(("option-zz", "option-bb"), 1)))
def test_an_answer_that_the_item_does_not_have_is_refused(answers: tuple[str, ...]) -> None:
    item = _build("qru", "b")
    with pytest.raises(UnfitAnswerError, match="essai=option"):
        accept_answers(item, answers)
