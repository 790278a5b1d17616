"""The official scoring rules, by their official examples, and the laws they all keep."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from coordo_assessments.answer_models import MODELS
from coordo_assessments.feedback import build_feedback
from coordo_assessments.scoring import RULES, score_answer
from hypothesis import given
from hypothesis import strategies as st
from item_samples import BOOK, KEYS, ORDERING, QRM, QRP, SAMPLES, build_item, option


def numbered(ticked: set[int]) -> dict[str, list[str]]:
    """The official examples number the propositions from 1."""
    return {"options": ["abcde"[number - 1] for number in sorted(ticked)]}


@pytest.mark.parametrize(
    ("ticked", "credit"),
    [({1, 3}, 1), ({1}, 0.5), ({3}, 0), ({1, 2, 3}, 0), ({1, 3, 4}, 0.5)],
)
def test_official_qrm_with_indispensable_and_inacceptable(ticked, credit):
    assert score_answer(build_item(**QRM), numbered(ticked)).value == credit


@pytest.mark.parametrize(
    ("ticked", "credit"), [({1, 2, 3}, 0.5), ({1, 2, 4}, 0), ({1, 2, 3, 4}, 0.2)]
)
def test_official_qrm_with_a_plain_false(ticked, credit):
    options = [dict(entry) for entry in QRM["options"]]
    options[1]["weight"] = None
    assert score_answer(build_item(type="qrm", options=options), numbered(ticked)).value == credit


@pytest.mark.parametrize(
    ("ticked", "credit"),
    [({1, 3, 5}, 1), ({1, 3, 4}, 2 / 3), ({1, 2, 3}, 0), ({3, 4, 5}, 0)],
)
def test_official_qrp(ticked, credit):
    assert score_answer(build_item(**QRP), numbered(ticked)).value == credit


def test_a_blank_qrm_with_one_right_proposition_is_worth_nothing():
    item = build_item(type="qrm", options=[option(n, correct=n == "a") for n in "abcd"])
    assert score_answer(item, {"options": []}).value == 0
    assert score_answer(item, {"options": []}).is_blank


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("conférence territoriale de l'autonomie", 1),
        ("CONFERENCE TERRITORIALE DE L’AUTONOMIE.", 1),
        ("La Conférence de l'autonomie", 0.5),
        ("conseil départemental", 0),
        ("conférence", 0),
    ],
)
def test_qroc_ignores_accents_case_articles_and_punctuation(text, credit):
    assert score_answer(build_item(**SAMPLES["qroc"]), {"text": text}).value == credit


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("1234,5", 1),
        ("1 234,9 €", 1),
        ("1\u202f235,0\u00a0€", 1),
        ("1235,1", 0),
        ("nan", 0),
        ("inf", 0),
        ("1e3", 0),
        ("1,234,5", 0),
        ("-1234,5", 0),
        ("9" * 400, 0),
    ],
)
def test_numbers_are_read_as_french_people_type_them(text, credit):
    assert score_answer(build_item(**SAMPLES["numeric"]), {"text": text}).value == credit


def test_ordering_is_kendall_floored_at_zero():
    item = build_item(**ORDERING)
    key = KEYS["ordering"]["order"]
    swapped = [key[1], key[0], *key[2:]]
    assert score_answer(item, {"order": swapped}).value == pytest.approx(4 / 6)
    assert score_answer(item, {"order": key[::-1]}).value == 0


def test_a_random_order_earns_little_on_average():
    item = build_item(**ORDERING)
    orders = list(permutations(KEYS["ordering"]["order"]))
    mean = sum(score_answer(item, {"order": list(order)}).value for order in orders) / len(orders)
    assert mean < 0.25


def test_matching_is_the_share_of_right_pairs():
    item = build_item(**SAMPLES["matching"])
    assert score_answer(item, {"pairs": {"soins": "agence", "aide": "commune"}}).value == 0.5
    assert score_answer(item, {"pairs": {"soins": "agence"}}).value == 0.5


@pytest.mark.parametrize("kind", sorted(KEYS))
def test_the_key_earns_one_and_a_blank_nothing(kind):
    item = build_item(**SAMPLES[kind])
    assert score_answer(item, KEYS[kind]).value == 1
    assert score_answer(item, None).value == 0
    assert score_answer(item, None).is_blank


def test_every_format_has_an_answer_a_rule_and_a_sample():
    assert set(MODELS) == set(SAMPLES)
    assert set(RULES) | {"dossier", "kfp"} == set(SAMPLES)


def test_a_free_text_waits_for_a_person():
    score = score_answer(build_item(**SAMPLES["free_text"]), {"text": "Madame Roux d'abord."})
    assert score.is_graded_by_hand
    assert score.value == 0


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
NAMES = [
    *("options", "text", "order", "pairs", "points", "regions", "positions", "gaps", "degree"),
    *("truth", "reason", "steps", "reached", "parts", "autre"),
]
ANSWERS = st.dictionaries(st.sampled_from(NAMES), JSON)


@given(kind=st.sampled_from(sorted(SAMPLES)), raw=ANSWERS)
def test_any_answer_scores_between_zero_and_one_and_always_the_same(kind, raw):
    item = build_item(**SAMPLES[kind])
    score = score_answer(item, raw)
    assert 0 <= score.value <= 1
    assert score == score_answer(item, raw)
    assert not score.is_invalid or (score.value == 0 and score.reason)


NEARLY = st.fixed_dictionaries({"kind": st.sampled_from(sorted(KEYS)), "value": JSON})


@given(nearly=NEARLY, data=st.data())
def test_a_key_with_one_part_spoilt_never_raises_and_stays_in_bounds(nearly, data):
    kind = nearly["kind"]
    item = build_item(**SAMPLES[kind])
    spoilt = spoil(KEYS[kind], nearly["value"], data.draw)
    assert 0 <= score_answer(item, spoilt).value <= 1
    assert "NaN" not in build_feedback(item, spoilt, BOOK).model_dump_json()


def spoil(node, value, draw):
    """Replace one node of a tree, wherever it stands."""
    if isinstance(node, dict) and node and draw(st.booleans()):
        name = draw(st.sampled_from(sorted(node)))
        return {**node, name: spoil(node[name], value, draw)}
    if isinstance(node, list) and node and draw(st.booleans()):
        rank = draw(st.integers(0, len(node) - 1))
        return [*node[:rank], spoil(node[rank], value, draw), *node[rank + 1 :]]
    return value if not isinstance(node, dict) else {**node, "autre": value}


@given(
    kind=st.sampled_from(["qru", "qrm", "qrp"]),
    ticked=st.sets(st.sampled_from("abcd")),
    seed=st.integers(),
)
def test_the_order_of_options_and_of_ticks_does_not_matter(kind, ticked, seed):
    sample = SAMPLES[kind]
    shuffled = list(sample["options"])
    rng = random.Random(seed)  # noqa: S311  (an order, not a secret)
    rng.shuffle(shuffled)
    ticks = sorted(ticked)
    rng.shuffle(ticks)
    here = score_answer(build_item(**sample), {"options": sorted(ticked)})
    there = score_answer(build_item(**{**sample, "options": shuffled}), {"options": ticks})
    assert here.value == there.value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("qru", {"options": ["a", "b"]}),
        ("qru", {"options": ["z"]}),
        ("qrp", {"options": ["a", "b", "c", "d"]}),
        ("ordering", {"order": ["reperer"]}),
        ("ordering", {"order": ["reperer"] * 4}),
        ("matching", {"pairs": {"soins": "ailleurs"}}),
        ("qroc", {"text": 5}),
        ("numeric", {"options": []}),
        ("qrm", {"options": "abc"}),
        ("qrpl", {"options": ["a", "b", "c", "d"]}),
        ("zone", {"regions": ["tapis", "lit", "seuil"]}),
        ("zone", {"points": [{"x": 60, "y": 60}], "regions": ["tapis", "lit"]}),
        ("zone", {"points": [{"x": 401, "y": 60}]}),
        ("zone", {"points": [{"x": float("nan"), "y": 60}]}),
        ("zone", {"points": [{"x": True, "y": 60}]}),
        ("positioning", {"positions": {"pilote": {"x": float("inf"), "y": 0}}}),
        ("positioning", {"positions": {"pilote": {"x": 1.01, "y": 0}}}),
        ("positioning", {"positions": {"pilote": {"x": 10**400, "y": 0}}}),
        ("positioning", {"positions": {"autre": {"x": 0, "y": 0}}}),
        ("cloze", {"gaps": {"nom": 5}}),
        ("cloze", {"gaps": {"nom": "x" * 301}}),
        ("table", {"gaps": {"autorite": "prefecture"}}),
        ("table", {"gaps": {"ailleurs": "oui"}}),
        ("tcs", {"degree": 3}),
        ("tcs", {"degree": True}),
        ("tcs", {"degree": "1"}),
        ("justified", {"truth": 0, "reason": "accord"}),
        ("justified", {"truth": False, "reason": "autre"}),
        ("justified", {"truth": False, "reason": "accord", "text": "Et je le dis."}),
        ("classification", {"pairs": {"repas": "cuisine"}}),
        ("kfp", {"parts": [None]}),
        ("dossier", {"steps": [None, None, None], "reached": 4}),
        ("dossier", {"steps": [None, None, None], "reached": True}),
        ("dossier", {"parts": [None, None, None]}),
    ],
)
def test_an_answer_that_no_view_sends_is_refused_with_a_reason(kind, raw):
    score = score_answer(build_item(**SAMPLES[kind]), raw)
    assert score.is_invalid
    assert score.value == 0
    assert "un-item" in score.reason
