"""A graded answer of any format is drawn beside its key, and nothing typed is interpreted."""

from __future__ import annotations

import pytest
from coordo_assessments.answer_forms import build_form, build_public_form
from coordo_assessments.answers import parse_public_answer
from coordo_assessments.feedback import build_feedback
from coordo_assessments.nbgrader_bridge.render_answer import render_answer
from coordo_assessments.public import build_public_item
from coordo_assessments.scoring import score_answer
from coordo_assessments.solutions import answer_as_key
from item_samples import BOOK, DOSSIER, JUSTIFIED, KEYS, SAMPLES, TABLE, build_item

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("kind", sorted(SAMPLES))
@pytest.mark.parametrize("is_blank", [True, False])
def test_every_format_is_drawn(kind, is_blank):
    item = build_item(**SAMPLES[kind])
    raw = None if is_blank else answer_as_key(item)
    html = render_answer(item, raw, build_feedback(item, raw, BOOK), BOOK)
    assert "Un titre" in html
    assert "Parce que" in html
    assert is_blank or "None" not in html


@pytest.mark.parametrize("kind", sorted(set(SAMPLES) - {"free_text"}))
def test_the_answer_of_the_key_earns_one(kind):
    item = build_item(**SAMPLES[kind])
    assert score_answer(item, answer_as_key(item)).value == 1


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_both_halves_of_an_item_refuse_and_take_the_same_answers(kind):
    item = build_item(**SAMPLES[kind])
    public = build_public_item(item, BOOK)
    assert build_public_form(public) == build_form(item)
    assert parse_public_answer(public, answer_as_key(item)) is not None


BY_HAND = {**JUSTIFIED, "reasons": [], "guidance": "Le consentement."}
BY_HAND |= {name: SAMPLES["free_text"][name] for name in ("points", "rubric")}


@pytest.mark.parametrize(
    ("sample", "raw"),
    [
        (TABLE, {"gaps": {"nom": HOSTILE, "heures": HOSTILE}}),
        (BY_HAND, {"truth": True, "text": HOSTILE}),
        (DOSSIER, {"steps": [None, None, {"text": HOSTILE}], "reached": 2}),
        (TABLE, {"gaps": {"autorite": HOSTILE}}),
        (DOSSIER, {"steps": [{"options": [HOSTILE]}, None, None], "reached": 1}),
        (JUSTIFIED, {"truth": True, "reason": HOSTILE}),
    ],
)
def test_what_was_typed_is_shown_and_not_interpreted(sample, raw):
    item = build_item(**sample)
    html = render_answer(item, raw, build_feedback(item, raw, BOOK), BOOK)
    assert "<img" not in html


def test_a_certainty_is_shown_without_changing_the_points():
    item = build_item(**SAMPLES["qru"])
    html = render_answer(item, KEYS["qru"], build_feedback(item, KEYS["qru"], BOOK, 5), BOOK)
    assert "degré 5 (95 à 100\u00a0%)" in html
    assert "Juste\u202f: 1 / 1" in html
