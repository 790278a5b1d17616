"""The debriefing says what a choice caused, what chance did, and what else was possible."""

import pytest
from case_runs import load_case, play_at_random
from coordo_simulation.debriefing import EXPERT_LABEL, RUN_LABEL, build_debriefing, what_if
from coordo_simulation.errors import RunError, UnavailableChoiceError
from coordo_simulation.playback import play
from coordo_simulation.prompts import SinglePrompt
from coordo_simulation.retrospect import Debriefing, WhatIf
from coordo_simulation.run import Run
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(min_value=0, max_value=2**32)


@pytest.fixture(scope="module")
def run() -> Run:
    return play_at_random(11, 3)


@pytest.fixture(scope="module")
def debriefing(run: Run) -> Debriefing:
    return build_debriefing(load_case(), run)


def test_the_series_cover_every_period_of_both_paths(debriefing: Debriefing) -> None:
    case = load_case()
    for label in (RUN_LABEL, EXPERT_LABEL):
        points = [point for point in debriefing.series if point.run_label == label]
        assert len(points) == (case.periods + 1) * len(case.indicators)
        assert {point.period for point in points} == set(range(case.periods + 1))


def test_every_decision_is_marked_and_compared(run: Run, debriefing: Debriefing) -> None:
    marks = [mark.decision for mark in debriefing.marks if mark.run_label == RUN_LABEL]
    assert marks == [taken.decision for taken in run.decisions]
    assert [row.decision for row in debriefing.consequences] == marks
    for row, taken in zip(debriefing.consequences, run.decisions, strict=True):
        assert row.answer == taken.answer
        assert row.other != row.answer
        assert "en fin de parcours" in row.text
        for difference in (*row.immediate, *row.delayed):
            assert 0.0 <= difference.share <= 1.0


def test_what_a_choice_told_in_the_run_is_in_its_consequence(
    run: Run, debriefing: Debriefing
) -> None:
    shown = {
        (passage.cause_step, passage.cause)
        for moment in play(load_case(), run).moments
        for passage in moment.passages
        if passage.cause is not None
    }
    told = {(row.step, text) for row in debriefing.consequences for text in row.told}
    assert shown <= told


def test_the_expert_comments_each_of_her_steps(run: Run, debriefing: Debriefing) -> None:
    expert = debriefing.expert
    assert len(expert.steps) == len(expert.playback.moments)
    for step, moment in zip(expert.steps, expert.playback.moments, strict=True):
        assert step.answer == moment.answer
        assert "Prix" in step.commentary or "prix" in step.commentary
    assert expert.playback.run.seed == run.seed


def test_the_part_of_chance_adds_up(debriefing: Debriefing) -> None:
    luck = debriefing.luck
    assert sum(share.share for share in luck.outcomes) == pytest.approx(1.0)
    assert 0.0 <= luck.same_outcome_share <= 1.0
    assert str(luck.draws) in luck.text


def test_the_same_outcome_in_every_draw_proves_nothing_of_the_choices() -> None:
    lucks = [build_debriefing(load_case(), play_at_random(s, s), draws=3).luck for s in range(8)]
    steady = [luck.text for luck in lucks if len(luck.outcomes) == 1 and luck.same_outcome_share]
    assert steady
    for text in steady:
        assert "Aucun de ces 3 tirages ne la change" in text
        assert "à 95\u00a0% de confiance" in text
        assert "tient à vos choix" not in text


def test_each_person_has_lived_something(debriefing: Debriefing) -> None:
    assert [story.person for story in debriefing.lives] == [
        life.person for life in load_case().lives
    ]
    assert len(debriefing.questions) == 3


def test_the_debriefing_survives_json(debriefing: Debriefing) -> None:
    assert Debriefing.model_validate_json(debriefing.model_dump_json()) == debriefing


def test_an_unfinished_run_has_no_debriefing(run: Run) -> None:
    part = run.model_copy(update={"decisions": run.decisions[:4]})
    with pytest.raises(ValueError, match="pas terminé"):
        build_debriefing(load_case(), part)


@settings(deadline=None, max_examples=25)
@given(seed=SEEDS, taste=SEEDS, where=st.integers(min_value=0, max_value=40))
def test_a_what_if_keeps_the_past_and_ends(seed: int, taste: int, where: int) -> None:
    case, run = load_case(), play_at_random(seed, taste)
    step = where % len(run.decisions)
    moment = play(case, run).moments[step]
    assert isinstance(moment.prompt, SinglePrompt)
    open_choices = [c.id for c in moment.prompt.choices if c.is_available]
    other = next(c for c in open_choices if c != moment.chosen)
    answer = what_if(case, run, step, other, draws=4)
    assert answer.playback.moments[:step] == play(case, run).moments[:step]
    assert answer.playback.moments[step].chosen == other
    assert answer.playback.is_finished
    assert play(case, answer.playback.run) == answer.playback
    assert sum(share.share for share in answer.outcomes) == pytest.approx(1.0)
    assert_later_decisions_are_accounted_for(run, answer, step)


def assert_later_decisions_are_accounted_for(run: Run, answer: WhatIf, step: int) -> None:
    replaced = {row.decision for row in answer.replacements}
    kept = {taken.decision: taken.answer for taken in answer.playback.run.decisions}
    for taken in run.decisions[step + 1 :]:
        assert taken.decision in replaced or kept[taken.decision] == taken.answer
    own = {taken.decision for taken in run.decisions}
    for decision in set(kept) - own:
        assert decision in replaced


def test_what_if_the_same_choice_changes_nothing(run: Run) -> None:
    answer = what_if(load_case(), run, 5, run.decisions[5].answer)
    assert answer.playback.run.decisions == run.decisions
    assert all(row.now == row.final == row.share == 0.0 for row in answer.differences)
    assert answer.outcomes == answer.own_outcomes
    assert answer.replacements == ()


def test_a_what_if_that_was_not_open_is_refused() -> None:
    case = load_case()
    for taste in range(200):
        run = play_at_random(3, taste)
        for moment in play(case, run).moments:
            assert isinstance(moment.prompt, SinglePrompt)
            for choice in moment.prompt.choices:
                if not choice.is_available:
                    with pytest.raises(UnavailableChoiceError):
                        what_if(case, run, moment.step, choice.id)
                    return
    pytest.fail("no closed choice met")


def test_a_what_if_of_a_missing_step_or_choice_is_refused(run: Run) -> None:
    with pytest.raises(ValueError, match="décisions"):
        what_if(load_case(), run, 99, "dire")
    with pytest.raises(RunError):
        what_if(load_case(), run, 0, "inconnu")


def test_a_what_if_during_the_case_lets_the_expert_finish(run: Run) -> None:
    part = run.model_copy(update={"decisions": run.decisions[:3]})
    answer = what_if(load_case(), part, 1, "groupe", draws=4)
    assert answer.playback.is_finished
