"""The score of a path: its bounds, its evidence, and what must never lower or raise it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from case_runs import REPOSITORY, load_case, play_at_random
from coordo_simulation.errors import RunError
from coordo_simulation.following import drive, follow_run
from coordo_simulation.policies import follow_expert
from coordo_simulation.references import load_references
from coordo_simulation.rubric import ChoiceCriterion, Rubric
from coordo_simulation.rubric_checks import load_rubric
from coordo_simulation.rubric_log import build_log
from coordo_simulation.rubric_measures import compute_delay_share, compute_line_share
from coordo_simulation.rubric_scoring import score_path
from coordo_simulation.run import Run, decide
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from coordo_simulation.rubric_result import CriterionScore, PathScore

SPECIMEN = REPOSITORY / "assessments" / "bank" / "m1_regulation" / "exam" / "case" / "rubric.yml"
SEEDS = st.integers(min_value=0, max_value=2**31 - 1)
CUTS = st.integers(min_value=0, max_value=30)
SHARES = st.floats(min_value=0, max_value=1)
EXPECTED_OF_THE_EXPERT = Decimal("0.9")


@cache
def load_specimen(draws: int = 3) -> Rubric:
    """The specimen, averaged over few draws: the laws hold whatever their number."""
    book = load_references(REPOSITORY / "course" / "references.yml")
    rubric = load_rubric(SPECIMEN, load_case(), book)
    return rubric.model_copy(update={"draws": draws})


def cut_run(run: Run, cut: int) -> Run:
    kept = tuple(opened for opened in run.openings if opened.step <= cut)
    return run.model_copy(update={"decisions": run.decisions[:cut], "openings": kept})


def play_expert(seed: int) -> Run:
    return drive(load_case(), seed, follow_expert, run_id="experte")


def score(run: Run, rubric: Rubric | None = None) -> PathScore:
    return score_path(load_case(), rubric or load_specimen(), run)


def find(scored: PathScore, name: str) -> CriterionScore:
    return next(one for one in scored.criteria if one.id == name)


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, taste=SEEDS, cut=CUTS)
def test_every_score_is_within_its_bounds(seed: int, taste: int, cut: int) -> None:
    scored = score(cut_run(play_at_random(seed, taste), cut))
    assert 0 <= scored.score <= scored.maximum == load_specimen().maximum
    for one in scored.criteria:
        assert 0 <= one.points <= one.maximum
        assert one.sentence
    assert all(scored.score <= ceiling.points for ceiling in scored.ceilings)


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, taste=SEEDS, cut=CUTS)
def test_evidence_is_a_real_step_of_the_run(seed: int, taste: int, cut: int) -> None:
    run = cut_run(play_at_random(seed, taste), cut)
    for one in score(run).criteria:
        assert bool(one.evidence) == bool(run.decisions)
        for proof in one.evidence:
            assert run.decisions[proof.step].decision == proof.decision
            assert proof.date == load_case().program.dates[proof.period]
            assert proof.chosen


@settings(deadline=None, max_examples=20)
@given(seed=SEEDS, taste=SEEDS)
def test_the_log_knows_the_state_right_after_each_decision(seed: int, taste: int) -> None:
    log = build_log(load_case(), play_at_random(seed, taste))
    for entry in log.entries:
        after = [
            sight.state
            for sight in log.sights
            if (sight.behind, sight.period) == (entry.step + 1, entry.period)
        ]
        assert any(tuple(state.values) == entry.after for state in after)
        assert all(entry.decision in state.answers for state in after)


def test_a_limit_is_crossed_where_the_decision_crossed_it() -> None:
    run = play_expert(0)
    step = next(taken.step for taken in run.decisions if taken.decision == "depot")
    log = build_log(load_case(), decide(cut_run(run, step), "depot", "embellir"))
    crossed = log.find_moment(lambda state: "maquille" in state.flags)
    assert crossed is not None
    assert (crossed.behind, crossed.period) == (step + 1, log.entries[step].period)


@settings(deadline=None, max_examples=20)
@given(seed=SEEDS, taste=SEEDS)
def test_the_same_run_has_the_same_score(seed: int, taste: int) -> None:
    run = play_at_random(seed, taste)
    again = Run.model_validate_json(run.model_dump_json())
    assert score(run).model_dump_json() == score(again).model_dump_json()


@settings(deadline=None, max_examples=20)
@given(seed=SEEDS, taste=SEEDS, rank=st.integers(min_value=0, max_value=13), cap=SHARES)
def test_a_weight_never_raises_a_score(seed: int, taste: int, rank: int, cap: float) -> None:
    rubric, run = load_specimen(), play_at_random(seed, taste)
    heavier = rubric.criteria[rank].model_copy(update={"weight": "inacceptable", "cap": cap})
    criteria = (*rubric.criteria[:rank], heavier, *rubric.criteria[rank + 1 :])
    light = rubric.criteria[rank].weight is None
    changed = score(run, rubric.model_copy(update={"criteria": criteria}))
    if light:
        assert changed.score <= score(run).score


@settings(deadline=None, max_examples=20)
@given(seed=SEEDS, taste=SEEDS, share=SHARES)
def test_a_more_generous_level_never_lowers_a_score(seed: int, taste: int, share: float) -> None:
    rubric, run = load_specimen(), play_at_random(seed, taste)
    criteria = tuple(_raise_levels(c, share) for c in rubric.criteria)
    assert score(run, rubric.model_copy(update={"criteria": criteria})).score >= score(run).score


def _raise_levels(criterion: object, share: float) -> object:
    if not isinstance(criterion, ChoiceCriterion):
        return criterion
    levels = tuple(
        level.model_copy(update={"share": max(level.share, share)}) for level in criterion.levels
    )
    return criterion.model_copy(update={"levels": levels})


@given(
    first=st.integers(0, 60),
    later=st.integers(0, 60),
    by=st.integers(0, 60),
    loss=st.floats(0.01, 1),
)
def test_later_is_never_better(first: int, later: int, by: int, loss: float) -> None:
    first, later = sorted((first, later))
    assert compute_delay_share(first, by, loss) >= compute_delay_share(later, by, loss)
    assert compute_delay_share(by, by, loss) == 1
    assert 0 <= compute_delay_share(later, by, loss) <= 1


VALUES = st.floats(min_value=-1e6, max_value=1e6)


@given(one=VALUES, other=VALUES, zero=VALUES, full=VALUES)
def test_a_better_figure_is_never_worth_less(
    one: float, other: float, zero: float, full: float
) -> None:
    if zero == full:
        return
    worse, better = sorted((one, other), reverse=full < zero)
    shares = [compute_line_share(value, zero, full) for value in (worse, better)]
    assert 0 <= shares[0] <= shares[1] <= 1
    assert compute_line_share(zero, zero, full) == 0
    assert compute_line_share(full, zero, full) == 1


@pytest.mark.parametrize("seed", range(4))
def test_the_expert_earns_what_she_should(seed: int) -> None:
    scored = score(play_expert(seed), load_specimen(40))
    assert scored.score >= EXPECTED_OF_THE_EXPERT * scored.maximum
    assert scored.is_finished
    assert not scored.ceilings


def test_chance_is_neither_punished_nor_rewarded() -> None:
    """The same decisions, played under lucks that end differently, earn the same points."""
    rubric, first = load_specimen(40), play_expert(0)
    lives = [drive(load_case(), seed, follow_run(first), run_id="r") for seed in range(30)]
    same = [run for run in lives if run.decisions == first.decisions]
    scored = [score(run, rubric) for run in same]
    assert len({find(one, "tresorerie").evidence[0].readings for one in scored}) > 1
    assert len({one.score for one in scored}) == 1


def test_a_late_act_loses_what_the_rubric_says() -> None:
    """By hand: due in period 11, done in period 11 or 12, 0.15 a month, out of 2 points."""
    scored = score(play_expert(0))
    proof = find(scored, "depot-a-temps").evidence[0]
    late = max(0, proof.period - 11)
    assert find(scored, "depot-a-temps").points == 2 - late * Decimal("0.30")


def test_an_unacceptable_act_caps_the_whole_score() -> None:
    run = play_expert(0)
    step = next(taken.step for taken in run.decisions if taken.decision == "mazel")
    changed = cut_run(run, step)
    scored = score(decide(changed, "mazel", "famille"))
    assert [ceiling.criterion for ceiling in scored.ceilings] == ["mazel"]
    assert scored.ceilings[0].points == scored.maximum * Decimal("0.45") < scored.maximum / 2


def test_what_was_not_reached_is_no_fault_and_no_merit() -> None:
    scored = score(cut_run(play_expert(0), 1))
    assert not scored.ceilings
    assert find(scored, "annonce").points == Decimal("1.5")
    for name in ("continuite", "dossier-vrai", "tresorerie", "votre-charge", "promesse-tenue"):
        assert find(scored, name).points == 0


def test_points_set_aside_are_shared_by_the_others() -> None:
    rubric = load_specimen()
    aside = {"when": rubric.criteria[0].model_dump()["levels"][0]["when"]}
    run = play_expert(0)
    never = {"not": aside["when"]}
    criteria = (
        ChoiceCriterion.model_validate({**_dump(rubric.criteria[0]), "when": never}),
        *rubric.criteria[1:],
    )
    scored = score(run, rubric.model_copy(update={"criteria": criteria}))
    assert find(scored, "annonce").is_set_aside
    whole = sum(one.points for one in scored.criteria)
    worth = rubric.maximum - Decimal("1.5")
    assert scored.score == (whole * rubric.maximum / worth).quantize(Decimal("0.01"))


def _dump(criterion: object) -> dict[str, object]:
    assert isinstance(criterion, ChoiceCriterion)
    return criterion.model_dump(by_alias=True)


def test_an_impossible_run_has_no_score() -> None:
    run = play_expert(0)
    for wrong in (
        decide(cut_run(run, 1), "partenaire", "gagner"),
        decide(run, "annonce", "dire"),
        run.model_copy(update={"version": "0.1"}),
        run.model_copy(update={"scenario": "autre"}),
    ):
        with pytest.raises(RunError):
            score(wrong)
