"""HAS scoring: by hand, and by its laws."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import mean

import pytest
from coordo_simulation.has_scoring import (
    CHAPTER_LABELS,
    LETTER_REFUSAL,
    METHOD_LABELS,
    RATING_LABELS,
    READINGS,
    Criterion,
    compute_assessment,
    round_score,
    score_criterion,
)
from coordo_simulation.has_scoring_example import build_example_criteria
from coordo_simulation.references import load_references
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

REFERENCES = Path(__file__).parents[3] / "course" / "references.yml"


def build(*elements, chapter=2, theme="Soins", key="c", **more):
    return Criterion(
        id=key, title="Un critère", chapter=chapter, theme=theme, elements=elements, **more
    )


@pytest.mark.parametrize(
    ("elements", "score"),
    [
        (("4", "3", "3"), "3.33"),  # 10/3
        (("4", "4", "3"), "3.67"),  # 11/3
        (("1", "2"), "1.50"),
        (("4", "*"), "4.00"),
        (("2", "3", "NC"), "2.50"),
        (("4", "4", "4", "4", "4", "4", "4", "3"), "3.88"),  # 3.875: the 5 goes up
        (("NC", "NC"), None),
    ],
)
def test_a_criterion_is_the_mean_of_its_rated_elements(elements, score):
    result = score_criterion(build(*elements))
    assert result.score == (None if score is None else Decimal(score))
    assert str(result.score) == str(score)


def test_ri_counts_for_nothing_in_chapter_one_and_is_refused_elsewhere():
    assert score_criterion(build("4", "RI", chapter=1)).score == Decimal("4.00")
    with pytest.raises(ValidationError):
        build("4", "RI", chapter=2)


def test_imperatives_are_not_of_chapter_one():
    with pytest.raises(ValidationError):
        build("4", chapter=1, is_imperative=True)


@pytest.mark.parametrize(
    ("elements", "is_met"),
    [(("4", "4"), True), (("4", "*"), True), (("4", "NC"), True), (("4", "3"), False)],
)
def test_an_imperative_is_met_only_if_each_element_reaches_four(elements, is_met):
    result = score_criterion(build(*elements, is_imperative=True))
    assert (result.is_met, result.needs_plan) == (is_met, not is_met)


def test_an_imperative_that_concerns_nobody_is_neither_met_nor_unmet():
    result = score_criterion(build("NC", is_imperative=True))
    assert (result.is_met, result.needs_plan) == (None, False)


def test_a_high_mean_does_not_save_an_imperative():
    elements = ("4",) * 199 + ("3",)
    result = score_criterion(build(*elements, is_imperative=True))
    assert result.score == Decimal("4.00")  # 3.995
    assert result.lacks_plan


def test_levels_are_means_of_exact_values_rounded_once():
    criteria = (build("4", "3", "3", key="a"), build("4", "4", "3", key="b"))
    result = compute_assessment(criteria)
    assert result.themes[0].score == Decimal("3.50")  # (10/3 + 11/3) / 2
    thirds = tuple(build("1", "1", "2", key=key) for key in "abc")
    assert compute_assessment(thirds).chapters[0].score == Decimal("1.33")


def test_the_letter_is_not_given_and_said_why():
    assert "aucune source" in LETTER_REFUSAL
    assert "objectifs" in load_references(REFERENCES).get("has-echelle-qualite").value_text
    assert len(READINGS) == 3


def test_nothing_rated_at_all_has_no_score_anywhere():
    result = compute_assessment((build("NC"), build("NC", "NC", key="d", is_imperative=True)))
    assert [level.score for level in (*result.themes, *result.chapters)] == [None, None]
    assert result.themes[0].rated == 0
    assert result.unmet_imperatives == ()
    assert compute_assessment(()).themes == ()
    with pytest.raises(ValidationError):
        build()


RATED = st.lists(st.sampled_from(["1", "2", "3", "4", "*"]), min_size=1, max_size=12)


@given(RATED, st.lists(st.just("NC"), max_size=6))
def test_adding_elements_not_concerned_changes_nothing(elements, extra):
    before = score_criterion(build(*elements, is_imperative=True))
    after = score_criterion(build(*elements, *extra, is_imperative=True))
    assert (after.score, after.is_met) == (before.score, before.is_met)


@given(RATED, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_the_scale_bounds_it(elements, shuffler):
    score = score_criterion(build(*elements)).score
    mixed = list(elements)
    shuffler.shuffle(mixed)
    assert score_criterion(build(*mixed)).score == score
    assert Decimal(1) <= score <= Decimal(4)
    exact = mean(Fraction(4 if each == "*" else int(each)) for each in elements)
    assert abs(Fraction(score) - exact) <= Fraction(1, 200)


@given(RATED, st.data())
def test_a_better_element_never_lowers_a_score(elements, data):
    index = data.draw(st.integers(0, len(elements) - 1))
    better = [*elements]
    better[index] = "4"
    assert score_criterion(build(*better)).score >= score_criterion(build(*elements)).score


@given(st.fractions(min_value=1, max_value=4))
def test_rounding_is_half_up(value):
    assert Fraction(round_score(value)) - value <= Fraction(1, 200)
    assert value - Fraction(round_score(value)) < Fraction(1, 200)


@given(st.lists(RATED, min_size=1, max_size=6), st.permutations(["x", "y", "z", "u", "v", "w"]))
def test_new_names_change_no_score(rows, keys):
    first = tuple(build(*row, key=str(rank)) for rank, row in enumerate(rows))
    other = tuple(build(*row, key=keys[rank], theme="Autre") for rank, row in enumerate(rows))
    scores = [compute_assessment(each) for each in (first, other)]
    assert scores[0].themes[0].score == scores[1].themes[0].score
    assert scores[0].chapters == scores[1].chapters


def test_the_example_by_hand():
    result = compute_assessment(build_example_criteria())
    scores = {each.criterion.id: each.score for each in result.criteria}
    assert scores["ecoute"] == Decimal("3.50")
    assert scores["medicament"] == Decimal("3.67")
    assert scores["capteurs"] is None
    assert [each.criterion.id for each in result.unmet_imperatives] == ["medicament", "plaintes"]
    assert [each.criterion.id for each in result.criteria if each.lacks_plan] == ["plaintes"]
    themes = {level.label: level for level in result.themes}
    assert (themes["Droits"].rated, themes["Droits"].total) == (1, 2)
    chapters = {level.label: level.score for level in result.chapters}
    assert chapters["Chapitre 2"] == Decimal("3.46")  # (8/3 + 7/2 + 4 + 11/3) / 4 = 83/24
    assert all(len(each.labels) == len(each.elements) for each in build_example_criteria())


def test_elements_are_all_labelled_or_none_is():
    assert build("4", "3", labels=("Un", "Deux")).labels == ("Un", "Deux")
    with pytest.raises(ValidationError, match="autant"):
        build("4", "3", labels=("Un",))


def test_the_same_criterion_twice_is_refused():
    with pytest.raises(ValueError, match="double"):
        compute_assessment((build("4"), build("3")))


def test_rules_stand_in_the_references():
    book = load_references(REFERENCES)
    scale = book.get("has-echelle-cotation").value_text
    assert all(mark in scale for mark in ("*", "NC", "RI"))
    assert "deux décimales" in book.get("has-critere-moyenne").value_text
    assert "coté 4" in book.get("has-imperatif-satisfait").value_text
    chapters = book.get("has-chapitres").value_text
    for rank, name in CHAPTER_LABELS.items():
        assert f"{name[0].lower()}{name[1:]} ({METHOD_LABELS[rank]})" in chapters
    assert set(RATING_LABELS) == {"1", "2", "3", "4", "*", "NC", "RI"}
