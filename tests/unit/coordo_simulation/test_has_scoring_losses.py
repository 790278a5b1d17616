"""What pulls a mean down: by hand, by its laws, and against what a change really does."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from coordo_simulation.has_scoring import (
    Criterion,
    compute_assessment,
    compute_exact_mean,
    score_criterion,
)
from coordo_simulation.has_scoring_example import build_example_criteria
from coordo_simulation.has_scoring_losses import (
    compute_veiled_mean,
    list_losses,
    raise_element,
)
from hypothesis import given
from hypothesis import strategies as st

EXAMPLE = build_example_criteria()


def build(key, elements, *, chapter=2, is_imperative=False):
    return Criterion(
        id=key,
        title=key,
        chapter=chapter,
        theme="t",
        elements=tuple(elements),
        is_imperative=is_imperative and chapter > 1,
    )


RATINGS = st.lists(st.sampled_from(["1", "2", "3", "4", "*", "NC"]), min_size=1, max_size=5)


@st.composite
def draw_criteria(draw):
    count = draw(st.integers(1, 6))
    return tuple(
        build(
            f"c{rank}",
            draw(RATINGS),
            chapter=draw(st.integers(1, 3)),
            is_imperative=draw(st.booleans()),
        )
        for rank in range(count)
    )


def test_the_example_by_hand():
    told = {
        (each.criterion.id, each.letter): (each.from_criterion, each.from_chapter)
        for each in list_losses(EXAMPLE)
    }
    assert told == {
        ("ecoute", "b"): (Fraction(1, 2), Fraction(1, 2)),  # RI counts for nothing: n = 2, m = 1
        ("projet", "a"): (Fraction(1, 3), Fraction(1, 12)),
        ("projet", "b"): (Fraction(2, 3), Fraction(1, 6)),
        ("projet", "c"): (Fraction(1, 3), Fraction(1, 12)),
        ("relais", "a"): (Fraction(1, 2), Fraction(1, 8)),
        ("medicament", "c"): (Fraction(1, 3), Fraction(1, 12)),  # NC: n = 3
        ("plaintes", "b"): (Fraction(2, 3), Fraction(2, 3)),  # capteurs has no score: m = 1
        ("plaintes", "c"): (Fraction(1, 3), Fraction(1, 3)),
    }


@given(draw_criteria())
def test_losses_explain_all_that_is_missing(criteria):
    losses = list_losses(criteria)
    for criterion in criteria:
        mean = compute_exact_mean(criterion)
        own = [each.from_criterion for each in losses if each.criterion.id == criterion.id]
        assert sum(own, Fraction(0)) == (0 if mean is None else 4 - mean)
        assert all(loss > 0 for loss in own)
    for chapter in (1, 2, 3):
        means = [
            mean
            for each in criteria
            if each.chapter == chapter and (mean := compute_exact_mean(each)) is not None
        ]
        lost = sum((e.from_chapter for e in losses if e.criterion.chapter == chapter), Fraction(0))
        assert lost == (4 - sum(means, Fraction(0)) / len(means) if means else 0)


@given(draw_criteria())
def test_raising_an_element_gives_back_what_it_took(criteria):
    for loss in list_losses(criteria):
        raised = raise_element(criteria, loss.criterion.id, loss.index)
        before, after = (
            compute_exact_mean(next(c for c in each if c.id == loss.criterion.id))
            for each in (criteria, raised)
        )
        assert after - before == loss.from_criterion
        assert [c for c in raised if c.id != loss.criterion.id] == [
            c for c in criteria if c.id != loss.criterion.id
        ]


@given(draw_criteria(), st.sampled_from([1, 2, 3]))
def test_the_veiled_mean_is_what_raising_all_the_rest_gives(criteria, chapter):
    veiled = compute_veiled_mean(criteria, chapter)
    unmet = {
        each.id for each in criteria if each.chapter == chapter and score_criterion(each).needs_plan
    }
    if not unmet:
        assert veiled is None
        return
    raised = criteria
    for loss in list_losses(criteria):
        if loss.criterion.chapter == chapter and loss.criterion.id not in unmet:
            raised = raise_element(raised, loss.criterion.id, loss.index)
    result = compute_assessment(raised)
    score = next(each.score for each in result.chapters if each.label == f"Chapitre {chapter}")
    assert veiled == score
    assert {each.criterion.id for each in result.unmet_imperatives} >= unmet


@pytest.mark.parametrize(("chapter", "veiled"), [(1, None), (2, "3.92"), (3, "3.00")])
def test_what_the_mean_of_a_chapter_hides_in_the_example(chapter, veiled):
    """Chapter 2: (11/3 + 3 × 4) / 4 = 47/12 = 3.9167."""
    assert compute_veiled_mean(EXAMPLE, chapter) == (None if veiled is None else Decimal(veiled))
