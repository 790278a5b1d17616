"""Every rubric of a case is fair: it can be earned and lost, and tells ways of working apart."""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import pytest
from case_intentions import INTENTIONS, follow_intention
from coordo_assessments.graded_case import GradedCase, load_graded_case
from coordo_simulation.case_checks import iter_texts
from coordo_simulation.following import drive
from coordo_simulation.french import set_spaces
from coordo_simulation.policies import follow_expert
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.rubric import DIMENSIONS, ChoiceCriterion
from coordo_simulation.rubric_scoring import score_path

if TYPE_CHECKING:
    from coordo_simulation.rubric_result import PathScore

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path.parents[2].name for path in ROOT.glob("assessments/bank/*/exam/case/rubric.yml")
)
SEEDS = range(6)
RANDOM_RUNS = 60
EXPERT_SHARE = 0.9


@cache
def load(module: str) -> GradedCase:
    return load_graded_case(ROOT, module)


@cache
def play(module: str, name: str, seed: int) -> PathScore:
    """Score the expert, an intention, or someone who decides at random."""
    ways = {"experte": follow_expert, "hasard": choose_at_random(seed)}
    way = ways.get(name) or follow_intention(INTENTIONS[name])
    graded = load(module)
    run = drive(graded.scenario, seed, way, run_id="r")
    return score_path(graded.scenario, graded.rubric, run)


@cache
def play_many(module: str) -> tuple[PathScore, ...]:
    scores = [play(module, "hasard", seed) for seed in range(RANDOM_RUNS)]
    return (*scores, *(play(module, "experte", seed) for seed in SEEDS))


def test_there_are_rubrics() -> None:
    assert "m1_regulation" in MODULES


@pytest.mark.parametrize("module", MODULES)
def test_a_rubric_looks_at_a_case_from_every_side(module: str) -> None:
    rubric = load(module).rubric
    assert 10 <= len(rubric.criteria) <= 14
    assert {criterion.dimension for criterion in rubric.criteria} == set(DIMENSIONS)
    assert sum(criterion.points for criterion in rubric.criteria) == 20
    for criterion in rubric.criteria:
        assert len(criterion.explanation.split()) >= 25, criterion.id


@pytest.mark.parametrize("module", MODULES)
def test_a_rubric_is_set_as_french_is(module: str) -> None:
    prose = [(where, text) for where, text in iter_texts(load(module).rubric) if " " in text]
    assert len(prose) > 50
    for where, text in prose:
        assert set_spaces(text) == text, where
        assert "'" not in text, where
        assert "!" not in text, where


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_expert_earns_what_she_should(module: str, seed: int) -> None:
    scored = play(module, "experte", seed)
    assert float(scored.score) >= EXPERT_SHARE * float(scored.maximum)


@pytest.mark.parametrize("module", MODULES)
def test_every_criterion_can_be_earned_and_lost(module: str) -> None:
    for criterion in load(module).rubric.criteria:
        shares = [
            float(one.points / one.maximum)
            for scored in play_many(module)
            for one in scored.criteria
            if one.id == criterion.id and not one.is_set_aside
        ]
        assert max(shares) >= 0.9, criterion.id
        assert min(shares) <= 0.4, criterion.id


@pytest.mark.parametrize("module", MODULES)
def test_every_level_is_reached_by_someone(module: str) -> None:
    told = {one.sentence for scored in play_many(module) for one in scored.criteria}
    for criterion in load(module).rubric.criteria:
        if isinstance(criterion, ChoiceCriterion):
            missing = {level.text for level in criterion.levels} - told
            assert missing == set(), criterion.id
            assert criterion.otherwise in told, criterion.id


@pytest.mark.parametrize("module", MODULES)
def test_chance_does_not_pass(module: str) -> None:
    """Who answers at random passes (half of the points) once in five times at most."""
    scores = [float(play(module, "hasard", seed).score) for seed in range(RANDOM_RUNS)]
    half = float(load(module).rubric.maximum) / 2
    assert sum(score >= half for score in scores) <= RANDOM_RUNS / 5, sorted(scores)


def test_five_intentions_are_told_apart() -> None:
    """From the one who imposes to the one who shares, and below the expert, all of them."""
    means = {
        name: mean(float(play("m1_regulation", name, seed).score) for seed in SEEDS)
        for name in (*INTENTIONS, "experte")
    }
    ranked = sorted(means, key=lambda name: means[name])
    expected = ["autoritaire", "absente", "économe", "prudente", "généreuse", "experte"]
    assert ranked == expected, means
    gaps = [means[b] - means[a] for a, b in itertools.pairwise(ranked)]
    assert min(gaps) > 1.5, means
    assert means["autoritaire"] < 5
    assert means["généreuse"] < 17
