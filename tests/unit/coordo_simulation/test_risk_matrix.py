"""Risk matrix: its order, its zones, and what it says of a register."""

from __future__ import annotations

from itertools import product

import pytest
from coordo_simulation.risk_matrix import (
    HOME_CARE_MATRIX,
    LIKELIHOOD,
    SEVERITY,
    Level,
    Matrix,
    Rating,
    Risk,
    RiskAction,
    Scale,
    Zone,
    check_risk,
    compute_criticality,
    rank_risks,
)
from coordo_simulation.risk_matrix_example import build_example_register
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

RANKS = st.integers(1, 5)
RATINGS = st.builds(Rating, severity=RANKS, likelihood=RANKS)


def build(key, before, after=None, actions=()):
    severity, likelihood = before
    then = after or before
    return Risk(
        id=key,
        short=key,
        title=key,
        owner="quelqu’un",
        before=Rating(severity=severity, likelihood=likelihood),
        after=Rating(severity=then[0], likelihood=then[1]),
        actions=actions,
    )


@given(RATINGS, RANKS)
def test_criticality_never_falls_as_severity_rises(rating, severity):
    worse = rating.model_copy(update={"severity": max(severity, rating.severity)})
    more, less = (compute_criticality(each, HOME_CARE_MATRIX) for each in (worse, rating))
    assert more >= less
    zones = [HOME_CARE_MATRIX.zones.index(HOME_CARE_MATRIX.find_zone(x)) for x in (more, less)]
    assert zones[0] >= zones[1]


def test_every_cell_has_one_zone_and_every_zone_some_cell():
    cells = [severity * likelihood for severity, likelihood in product(range(1, 6), repeat=2)]
    found = [HOME_CARE_MATRIX.find_zone(cell).id for cell in cells]
    assert {name: found.count(name) for name in set(found)} == {"low": 8, "middle": 9, "high": 8}


@given(st.lists(RATINGS, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_ranking_is_one_whatever_the_order_of_the_register(ratings, shuffler):
    risks = [
        build(f"r{index:02d}", (rating.severity, rating.likelihood))
        for index, rating in enumerate(ratings)
    ]
    ranked = rank_risks(tuple(risks), HOME_CARE_MATRIX)
    shuffler.shuffle(risks)
    assert rank_risks(tuple(risks), HOME_CARE_MATRIX) == ranked
    scores = [each.criticality for each in ranked]
    assert scores == sorted(scores, reverse=True)
    for each in ranked:
        assert each.rank == 1 + sum(score > each.criticality for score in scores)
        assert each.is_tied == (scores.count(each.criticality) > 1)


@given(st.lists(RATINGS, min_size=1, max_size=9), st.permutations("abcdefghi"))
def test_new_names_move_no_one_but_within_a_tie(ratings, keys):
    pairs = [(rating.severity, rating.likelihood) for rating in ratings]
    first = rank_risks(tuple(build(f"r{i}", p) for i, p in enumerate(pairs)), HOME_CARE_MATRIX)
    other = rank_risks(tuple(build(keys[i], p) for i, p in enumerate(pairs)), HOME_CARE_MATRIX)
    assert [(each.rank, each.criticality, each.rating) for each in first] == [
        (each.rank, each.criticality, each.rating) for each in other
    ]


def test_ties_share_a_rank_and_severity_comes_first():
    risks = (build("a", (2, 4)), build("b", (4, 2)), build("c", (1, 1)), build("d", (5, 5)))
    ranked = rank_risks(risks, HOME_CARE_MATRIX)
    assert [(each.risk.id, each.rank, each.is_tied) for each in ranked] == [
        ("d", 1, False),
        ("b", 2, True),
        ("a", 2, True),
        ("c", 4, False),
    ]


@pytest.mark.parametrize(
    ("after", "lowers", "words"),
    [
        ((3, 4), "likelihood", "la gravité baisse sans qu’aucune action"),
        ((4, 4), "likelihood", "une action vise la vraisemblance, qui ne baisse pas"),
        ((4, 5), "severity", "la vraisemblance monte"),
        ((4, 3), "likelihood", "reste «\u202finacceptable\u202f»"),
        ((5, 5), "likelihood", "reste «\u202finacceptable\u202f»"),
    ],
)
def test_ratings_that_no_action_explains_are_told(after, lowers, words):
    risk = build("r", (4, 4), after, (RiskAction(text="agir", lowers=lowers),))
    assert any(words in remark for remark in check_risk(risk, HOME_CARE_MATRIX))


def test_a_risk_that_becomes_unacceptable_is_not_said_to_stay_so():
    told = check_risk(build("r", (1, 1), (5, 5)), HOME_CARE_MATRIX)
    assert any("devient «\u202finacceptable\u202f»" in remark for remark in told)


def test_a_risk_that_nobody_answers_for_is_told():
    risk = build("r", (1, 1)).model_copy(update={"owner": " "})
    assert check_risk(risk, HOME_CARE_MATRIX) == ("r\u202f: personne n’en répond.",)


def test_an_explained_fall_is_not_remarked():
    risk = build("r", (4, 4), (4, 2), (RiskAction(text="agir", lowers="likelihood"),))
    assert check_risk(risk, HOME_CARE_MATRIX) == ()


def test_a_rank_out_of_the_scale_is_refused_in_french():
    with pytest.raises(ValueError, match=r"gravité 6.*de 1 à 5"):
        compute_criticality(Rating(severity=6, likelihood=1), HOME_CARE_MATRIX)


def test_scales_and_zones_that_do_not_hold_are_refused():
    with pytest.raises(ValidationError):
        Scale(
            axis="severity",
            levels=(Level(rank=1, label="a", help=""), Level(rank=3, label="b", help="")),
            standing="hypothèse pédagogique",
            source="",
        )
    zones = (Zone(id="z", label="z", highest=24, duty=""),)
    with pytest.raises(ValidationError):
        Matrix(
            severity=SEVERITY,
            likelihood=LIKELIHOOD,
            zones=zones,
            standing="hypothèse pédagogique",
            source="",
        )


def test_what_no_source_gives_is_called_a_hypothesis():
    for part in (SEVERITY, LIKELIHOOD, HOME_CARE_MATRIX):
        assert part.standing == "hypothèse pédagogique"
        assert "du cours" in part.source


def test_the_example_register():
    register = build_example_register().risks
    assert len(register) == 9
    before = rank_risks(register, HOME_CARE_MATRIX)
    assert [each.risk.id for each in before[:3]] == ["r2", "r8", "r1"]
    assert [each.rank for each in before[:3]] == [1, 1, 3]
    after = {each.risk.id: each for each in rank_risks(register, HOME_CARE_MATRIX, "after")}
    assert after["r1"].criticality == 5
    assert after["r8"].zone.id == "high"
    told = {risk.id: check_risk(risk, HOME_CARE_MATRIX) for risk in register}
    assert {key for key, remarks in told.items() if remarks} == {"r8"}
