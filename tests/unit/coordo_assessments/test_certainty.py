"""Certainty degrees: stored beside the answer, told after it, and without effect on the score."""

from __future__ import annotations

import json

import pytest
from coordo_assessments.bank import load_bank
from coordo_assessments.certainty import (
    BANDS,
    SureAnswer,
    build_calibration,
    get_tariff,
    list_dangerous,
)
from coordo_assessments.events import EVENT_ADAPTER, AnswerGiven
from coordo_assessments.feedback import build_feedback
from coordo_assessments.state import fold
from hypothesis import given
from hypothesis import strategies as st
from item_samples import BOOK, KEYS, QRU, SAMPLES, build_item

ANSWERS = st.lists(
    st.builds(
        SureAnswer,
        item=st.sampled_from(["un", "deux", "trois"]),
        degree=st.integers(0, 5),
        score=st.sampled_from([0.0, 0.2, 0.5, 1.0]),
    )
)


@pytest.mark.parametrize(
    ("degree", "right", "wrong"),
    [(0, 13, 4), (1, 16, 3), (2, 17, 2), (3, 18, 0), (4, 19, -6), (5, 20, -20)],
)
def test_leclercq_s_tariff(degree, right, wrong):
    assert get_tariff(degree, 1) == right
    assert get_tariff(degree, 0) == wrong
    assert get_tariff(degree, 0.5) == wrong


def test_the_bands_follow_each_other():
    assert [low for low, _ in BANDS] == [0, *(high for _, high in BANDS[:-1])]
    assert BANDS[-1][1] == 100


def test_a_point_says_on_how_many_answers_it_stands():
    answers = [SureAnswer("a", 4, 1.0), SureAnswer("b", 4, 0.5), SureAnswer("c", 1, 0.0)]
    low, high = build_calibration(answers)
    assert (low.degree, low.observed, low.count) == (1, 0, 1)
    assert (high.degree, high.observed, high.count) == (4, 0.5, 2)
    assert high.stated == pytest.approx(0.9)


def test_dangerous_certainties_are_wrong_and_sure_the_surest_first():
    answers = [
        SureAnswer("douteux", 3, 0.0),
        SureAnswer("sur", 4, 0.0),
        SureAnswer("partiel", 5, 0.5),
        SureAnswer("juste", 5, 1.0),
    ]
    assert [answer.item for answer in list_dangerous(answers)] == ["partiel", "sur"]


@given(ANSWERS)
def test_a_calibration_counts_every_answer_once(answers):
    points = build_calibration(answers)
    assert sum(point.count for point in points) == len(answers)
    assert all(0 <= point.observed <= 1 for point in points)
    right = sum(point.observed * point.count for point in points)
    assert right == pytest.approx(sum(answer.is_right for answer in answers))


@given(kind=st.sampled_from(sorted(SAMPLES)), degree=st.integers(0, 5))
def test_a_certainty_never_changes_the_score(kind, degree):
    item = build_item(**SAMPLES[kind])
    plain = build_feedback(item, KEYS.get(kind), BOOK)
    sure = build_feedback(item, KEYS.get(kind), BOOK, certainty=degree)
    assert plain == sure.model_copy(update={"certainty": None})


def test_what_a_certainty_says_is_told_after_the_answer():
    note = build_feedback(build_item(**QRU), {"options": ["a"]}, BOOK, certainty=5).certainty
    assert note is not None
    assert note.is_dangerous
    assert note.band == "95 à 100\u00a0%"
    assert "dangereuse" in note.words
    assert build_feedback(build_item(**QRU), None, BOOK, certainty=5).certainty is None


def test_a_certainty_is_kept_beside_the_answer_and_older_lines_are_read():
    plain = AnswerGiven(activity="x", item="i", answer=None)
    assert "certainty" not in plain.model_dump_json()
    line = AnswerGiven(activity="x", item="i", answer={"options": ["a"]}, certainty=0)
    again = EVENT_ADAPTER.validate_json(line.model_dump_json())
    assert fold([again]).answers["x", "i"].certainty == 0
    old = json.loads(plain.model_dump_json())
    assert fold([EVENT_ADAPTER.validate_python(old)]).answers["x", "i"].certainty is None


@pytest.mark.parametrize("degree", [6, -1, 2.5, "deux", True])
def test_an_impossible_certainty_is_no_event(degree):
    line = {"kind": "answer", "activity": "x", "item": "i", "answer": None, "certainty": degree}
    with pytest.raises(ValueError, match="certainty"):
        EVENT_ADAPTER.validate_python({"v": 1, "id": "a", "at": "2026-01-01T00:00:00Z", **line})


THEME = """\
theme: "Thème"
certainty: true
items:
  - {id: "court", type: "qroc", title: "Un", objectives: ["o"], competencies: ["c"], difficulty: 1,
     stem: "Q", explanation: "R", accepted: ["oui"]}
  - {id: "long", type: "free_text", title: "Un", objectives: ["o"], competencies: ["c"],
     difficulty: 1, stem: "Q", explanation: "R", guidance: "G", rubric: [{id: "x", criterion: "C",
     levels: [{points: "0", description: "a"}, {points: "1", description: "b"}]}]}
"""


def test_a_theme_asks_it_of_its_closed_items(tmp_path):
    (tmp_path / "theme.yml").write_text(THEME, encoding="utf-8")
    items = load_bank(tmp_path).items
    assert (items["court"].certainty, items["long"].certainty) == (True, False)
