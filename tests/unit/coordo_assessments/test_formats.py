"""The formats beyond the choice: official examples, stated rules, and what is refused."""

from __future__ import annotations

import random

import pytest
from coordo_assessments.citations import list_citations
from coordo_assessments.feedback import build_feedback
from coordo_assessments.public import build_public_item
from coordo_assessments.scoring import score_answer
from hypothesis import given
from hypothesis import strategies as st
from item_samples import (
    BOOK,
    CELLS,
    CLOZE,
    DOSSIER,
    FREE_TEXT,
    JUSTIFIED,
    KEYS,
    KFP,
    POSITIONING,
    QRP,
    QRPL,
    QRU,
    SAMPLES,
    SVG,
    TABLE,
    TCS,
    ZONE,
    ask,
    build_item,
    option,
    panel,
)


def score(sample, raw, **changes):
    return score_answer(build_item(**{**sample, **changes}), raw).value


@pytest.mark.parametrize(("degree", "credit"), [(-1, 1), (0, 7 / 9), (1, 3 / 9), (2, 0), (-2, 0)])
def test_official_tcs(degree, credit):
    votes = panel(*[-1] * 9, *[0] * 7, *[1] * 3)
    assert score(TCS, {"degree": degree}, panel=votes) == pytest.approx(credit)


@pytest.mark.parametrize("degree", [-2, 2])
def test_two_modes_of_a_panel_are_both_worth_one(degree):
    assert score(TCS, {"degree": degree}, panel=panel(*[-2] * 5, *[2] * 5)) == 1


def test_the_debriefing_of_a_script_gives_each_expert_and_who_they_are():
    feedback = build_feedback(build_item(**TCS), {"degree": 0}, BOOK)
    assert [voice.degree for voice in feedback.panel] == [-2, 0, 0, 1, 1, 1, 1, 1, 2, 2]
    assert "Raison de l’expert 0" in feedback.panel[0].reason_html
    assert feedback.panel_origin_html == "Panel fictif."
    told = {part.id: (part.credit, part.explanation_html) for part in feedback.options}
    assert told["+0"] == (0.4, "2 experts.")
    assert told["-1"] == (0, "Aucun expert.")


@pytest.mark.parametrize(
    ("ticked", "credit"), [("bgk", 1), ("bga", 2 / 3), ("acd", 0), ("b", 1 / 3), ("", 0)]
)
def test_a_long_qrp_is_the_share_of_the_announced(ticked, credit):
    assert score(QRPL, {"options": list(ticked)}) == credit


@pytest.mark.parametrize(
    ("raw", "credit"),
    [
        ({"points": [{"x": 60, "y": 41}, {"x": 30, "y": 230}]}, 1),
        ({"points": [{"x": 60, "y": 39}, {"x": 30, "y": 230}]}, 0.5),
        ({"points": [{"x": 60, "y": 60}, {"x": 61, "y": 60}]}, 0.5),
        ({"points": [{"x": 250, "y": 50}]}, 0),
        ({"regions": ["tapis", "seuil"]}, 1),
        ({"regions": ["tapis", "lit"]}, 0.5),
        ({"points": [{"x": 60, "y": 60}], "regions": ["seuil"]}, 1),
    ],
)
def test_a_zone_is_hit_by_a_point_or_by_its_name(raw, credit):
    assert score(ZONE, raw) == credit


@pytest.mark.parametrize(
    ("x", "y", "credit"),
    [
        (-0.5, 0.5, 1),
        (-0.25, 0.5, 1),
        (0, 0.5, 0.5),
        (0.25, 0.5, 0),
        (1, -1, 0),
    ],
)
def test_a_position_falls_in_a_straight_line_from_its_target(x, y, credit):
    raw = {"positions": {"gestionnaire": {"x": x, "y": y}}}
    assert score(POSITIONING, raw) == pytest.approx(credit / 2)


@pytest.mark.parametrize("sample", [TABLE, CLOZE])
@pytest.mark.parametrize(
    ("gaps", "credit"),
    [
        ({"heures": "12345"}, 2 / 4),
        ({"heures": "nan", "nom": "réunion des financeurs"}, 0.5 / 4),
        ({"autorite": "departement"}, 1 / 4),
        ({"autorite": "agence", "nom": " "}, 0),
    ],
)
def test_gaps_count_by_their_weight(sample, gaps, credit):
    assert score(sample, {"gaps": gaps}) == credit


@pytest.mark.parametrize(
    ("raw", "credit"),
    [
        ({"truth": False, "reason": "accord"}, 1),
        ({"truth": False, "reason": "parente"}, 0),
        ({"truth": False}, 0),
        ({"truth": True, "reason": "accord"}, 0),
        ({"reason": "accord"}, 0),
    ],
)
def test_a_truth_without_its_reason_earns_nothing(raw, credit):
    assert score(JUSTIFIED, raw) == credit


BY_HAND = {
    **{name: JUSTIFIED[name] for name in ("type", "statement", "truth")},
    **{name: FREE_TEXT[name] for name in ("points", "rubric", "guidance")},
}


def test_a_justification_in_words_waits_for_a_person():
    item = build_item(**BY_HAND)
    feedback = build_feedback(item, {"truth": False, "text": "Elle n’a pas consenti."}, BOOK)
    assert item.is_graded_by_hand
    assert feedback.verdict == "à corriger"
    assert "nomme la personne" in feedback.key_html


def test_a_case_weighs_its_questions_by_their_points():
    raw = {"steps": [KEYS["qru"], None, {"text": "conférence de l'autonomie"}], "reached": 2}
    assert score(DOSSIER, raw) == pytest.approx((1 + 0 + 2 * 0.5) / 4)


def test_a_bad_answer_to_one_question_spares_the_others():
    told = score_answer(build_item(**KFP), {"parts": [KEYS["qroc"], {"options": ["zz"]}, None]})
    assert told.value == pytest.approx(1 / 3)
    assert "un-item-2" in told.reason
    assert [step.is_blank for step in told.steps] == [False, False, True]


def test_a_question_of_a_case_inherits_what_it_does_not_say():
    item = build_item(**{**DOSSIER, "steps": [*DOSSIER["steps"]], "difficulty": 3})
    first = item.steps[0].question
    assert (first.id, first.difficulty, first.objectives) == ("un-item-1", 3, ("m1-o1",))


def test_the_citations_of_a_case_are_those_of_its_questions_too():
    steps = [{"question": ask(QRU, references=["autre-fait"])}, *DOSSIER["steps"][1:]]
    assert "autre-fait" in list_citations(build_item(**{**DOSSIER, "steps": steps}))


SHUFFLED = {
    "qrpl": "options",
    "zone": "regions",
    "positioning": "profiles",
    "cloze": "blanks",
    "tcs": "panel",
    "justified": "reasons",
    "classification": "elements",
    "matching": "left",
}


@given(kind=st.sampled_from(sorted(SHUFFLED)), seed=st.integers(), empty=st.booleans())
def test_the_order_in_which_an_item_is_written_does_not_matter(kind, seed, empty):
    sample, name = SAMPLES[kind], SHUFFLED[kind]
    parts = list(sample[name])
    random.Random(seed).shuffle(parts)  # noqa: S311  (an order, not a secret)
    here, there = build_item(**sample), build_item(**{**sample, name: parts})
    raw = None if empty else KEYS[kind]
    assert score_answer(here, raw).value == score_answer(there, raw).value
    if kind not in {"qrpl", "matching", "positioning"}:  # shown as written, on purpose
        assert build_public_item(here, BOOK) == build_public_item(there, BOOK)


def test_a_drawing_tells_nothing_before_and_everything_after():
    item = build_item(**ZONE)
    public = build_public_item(item, BOOK)
    assert public.drawing_html == SVG
    assert public.size == (400, 300)
    after = build_feedback(item, {"points": [{"x": 5, "y": 6.5}]}, BOOK).drawing_html
    assert after.count("<circle") == 1
    assert after.count("<polygon") == 1
    assert "M-5 -3.5" in after


@pytest.mark.parametrize(
    "svg",
    [
        '<svg viewBox="0 0 400 300"><script>alert(1)</script></svg>',
        '<svg viewBox="0 0 400 300" onload="alert(1)"></svg>',
        '<svg viewBox="0 0 400 300"><image href="x.png"/></svg>',
        '<svg viewBox="0 0 400 300"><a href="javascript:alert(1)"><rect/></a></svg>',
        '<svg viewBox="0 0 400 300"><rect fill="url(https://x)"/></svg>',
        '<svg viewBox="0 0 400 300"><rect id="juste"/></svg>',
        '<svg viewBox="0 0 400 300"><foreignObject></foreignObject></svg>',
        '<svg viewBox="0 0 400 300"><style>*{}</style></svg>',
        '<svg viewBox="0 0 400 300"><!-- ici --></svg>',
        '<!DOCTYPE svg><svg viewBox="0 0 400 300"></svg>',
        '<svg viewBox="0 0 400 300"><g></svg>',
        '<svg viewBox="0 0 400 300"></svg><svg viewBox="0 0 400 300"></svg>',
        "<svg></svg>",
        '<p viewBox="0 0 400 300"></p>',
    ],
)
def test_a_drawing_holds_plain_shapes_only(svg):
    with pytest.raises(ValueError, match=r"SVG|svg|viewBox"):
        build_item(**{**ZONE, "drawing": svg})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({**QRPL, "expected_count": 2}, "expected_count"),
        (
            {
                **QRPL,
                "options": [
                    option("z", correct=False, weight="inacceptable"),
                    *QRPL["options"],
                ],
            },
            "aucun poids",
        ),
        ({**ZONE, "expected_count": 1}, "expected_count"),
        ({**ZONE, "regions": ZONE["regions"][:3]}, "autant de zones fausses"),
        ({**ZONE, "drawing": SVG.replace("400 300", "340 300")}, "dans le dessin"),
        ({**TCS, "panel": panel(*[0] * 9)}, "at least 10"),
        ({**TCS, "certainty": True}, "certainty"),
        ({**JUSTIFIED, "reasons": []}, "et non les deux"),
        ({**JUSTIFIED, "rubric": FREE_TEXT["rubric"]}, "et non les deux"),
        ({**BY_HAND, "certainty": True}, "certainty"),
        ({**CLOZE, "text": "Le service fait {{heures}}."}, "chaque trou"),
        ({**CLOZE, "blanks": [CELLS[0], CELLS[0], CELLS[1]]}, "en double"),
        ({**TABLE, "columns": ["Une"]}, "autant de cellules"),
        ({**KFP, "steps": [{"question": ask(QRU)}, *KFP["steps"][1:]]}, "QROC"),
        ({**DOSSIER, "steps": DOSSIER["steps"][:2]}, "at least 3"),
        ({**DOSSIER, "certainty": True}, "certainty"),
        (
            {**DOSSIER, "steps": [{"question": ask(BY_HAND)}, *DOSSIER["steps"][1:]]},
            "sans personne",
        ),
        (
            {**DOSSIER, "steps": [{"question": ask(DOSSIER)}, *DOSSIER["steps"][1:]]},
            "does not match any of the expected tags",
        ),
        (
            {**DOSSIER, "steps": [{"question": ask(QRP, expected_count=1)}, *DOSSIER["steps"][1:]]},
            "expected_count",
        ),
    ],
)
def test_an_item_of_a_new_format_is_refused_with_its_reason(changes, expected):
    with pytest.raises(ValueError, match=expected):
        build_item(**changes)
