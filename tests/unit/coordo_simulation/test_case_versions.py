"""A run made with another version of its case still opens, and says what became of it."""

import pytest
from case_runs import DISCHARGE, load_case, play_at_random
from coordo_simulation.answer import Answer, pick
from coordo_simulation.errors import ScenarioMismatchError, UnknownDecisionError
from coordo_simulation.playback import play
from coordo_simulation.run import Decision, Opening, Run, decide
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 2**32)


def age(run: Run, decisions: tuple[Decision, ...]) -> Run:
    """The same run as an older version of the case would have made it."""
    return run.model_copy(update={"version": "0.9", "decisions": decisions})


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, taste=SEEDS, cut=st.integers(0, 20))
def test_a_run_that_still_fits_is_replayed_as_it_was(seed: int, taste: int, cut: int) -> None:
    case = load_case()
    run = play_at_random(seed, taste)
    run = run.model_copy(update={"decisions": run.decisions[: min(cut, len(run.decisions))]})
    told = play(case, age(run, run.decisions))
    assert told.run == run
    assert told.version_note is not None
    assert told.version_note.replaced == told.version_note.dropped == ()
    assert "version 0.9" in told.version_note.text
    assert "s’y retrouvent" in told.version_note.text
    assert told.model_copy(update={"version_note": None}) == play(case, run)


def list_renamed(run: Run, rank: int) -> tuple[Decision, ...]:
    renamed = run.decisions[rank].model_copy(update={"decision": "disparue"})
    return (*run.decisions[:rank], renamed, *run.decisions[rank + 1 :])


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, taste=SEEDS, where=st.integers(0, 40))
def test_a_decision_that_is_gone_is_said_and_the_rest_goes_on(
    seed: int, taste: int, where: int
) -> None:
    case, run = load_case(), play_at_random(seed, taste)
    rank = where % (len(run.decisions) - 1)
    told = play(case, age(run, list_renamed(run, rank)))
    note = told.version_note
    assert note is not None
    assert "disparue" in {row.decision for row in note.dropped}
    assert "n’est plus dans le cas" in note.text
    assert run.decisions[rank].decision in {row.decision for row in note.replaced}
    assert play(case, told.run).moments == told.moments


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, taste=SEEDS, other=SEEDS)
def test_any_jumble_of_decisions_opens_without_a_crash(seed: int, taste: int, other: int) -> None:
    """Decisions of another kind, of another case, out of order, openings of nowhere."""
    case = load_case(DISCHARGE)
    mine, theirs = play_at_random(seed, taste, DISCHARGE), play_at_random(other, taste)
    answers = [taken.answer for taken in (*theirs.decisions, *reversed(mine.decisions))]
    names = [taken.decision for taken in (*mine.decisions, *theirs.decisions)]
    jumble = tuple(
        Decision(step=step, decision=name, answer=answer)
        for step, (name, answer) in enumerate(zip(names, answers, strict=False))
    )
    openings = (Opening(step=0, item="nulle-part"), Opening(step=9, item="ordonnance"))
    old = age(mine, jumble).model_copy(update={"openings": openings})
    told = play(case, old)
    assert told.version_note is not None
    assert told.run.version == case.version
    assert play(case, told.run).moments == told.moments


def test_a_last_answer_that_no_longer_fits_is_asked_again() -> None:
    case = load_case()
    run = Run(id="r", scenario=case.id, version="0.9", seed=1)
    run = decide(decide(run, "annonce", "dire"), "partenaire", "disparu")
    told = play(case, run)
    assert told.current is not None
    assert told.current.prompt.decision == "partenaire"
    assert [row.decision for row in told.version_note.dropped] == ["partenaire"]  # type: ignore[union-attr]


def test_an_old_run_goes_on_from_where_it_is_adapted() -> None:
    case = load_case()
    old = Run(id="r", scenario=case.id, version="0.9", seed=1)
    told = play(case, decide(old, "annonce", "dire"))
    again = play(case, decide(told.run, "partenaire", "presence"))
    assert again.version_note is None
    assert len(again.moments) == 2


def test_a_run_of_this_version_is_held_to_the_letter() -> None:
    case, run = load_case(), play_at_random(3, 3)
    forged = run.model_copy(update={"decisions": list_renamed(run, 2)})
    with pytest.raises(UnknownDecisionError):
        play(case, forged)


def test_a_run_of_another_case_is_refused_whatever_its_version() -> None:
    run = Run(id="r", scenario="autre", version="0.1", seed=1)
    with pytest.raises(ScenarioMismatchError, match="autre"):
        play(load_case(), run)


def test_an_answer_of_another_kind_is_told_without_its_words() -> None:
    case = load_case()
    old = Run(id="r", scenario=case.id, version="0.9", seed=1)
    old = decide(decide(old, "annonce", Answer(text="Je dirai tout.")), "partenaire", pick("ccas"))
    note = play(case, old).version_note
    assert note is not None
    (row,) = note.replaced
    assert row.kept_choice_text is None
    assert row.used_choice_text
