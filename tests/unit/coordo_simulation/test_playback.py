"""A run is its seed and its decisions: replaying it gives the same run to the last digit."""

import os
import subprocess
import sys
from collections import Counter
from math import sqrt

import pytest
from case_runs import REPOSITORY, load_case, play_at_random
from coordo_simulation.answer import pick
from coordo_simulation.chance import build_chance
from coordo_simulation.engine import simulate
from coordo_simulation.errors import (
    ScenarioMismatchError,
    UnavailableChoiceError,
    UnknownChoiceError,
    UnknownDecisionError,
)
from coordo_simulation.following import follow_exactly
from coordo_simulation.playback import Playback, play
from coordo_simulation.run import Decision, Run, branch, decide
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(min_value=0, max_value=2**32)


def start(seed: int = 7) -> Run:
    case = load_case()
    return Run(id="r", scenario=case.id, version=case.version, seed=seed)


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, taste=SEEDS)
def test_replay_is_identical_to_the_last_digit(seed: int, taste: int) -> None:
    run = play_at_random(seed, taste)
    first = play(load_case(), run)
    again = play(load_case(), Run.model_validate_json(run.model_dump_json()))
    assert first.model_dump_json() == again.model_dump_json()
    assert first.is_finished
    assert first.current is None


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, taste=SEEDS, cut=st.integers(min_value=0, max_value=30))
def test_an_unfinished_run_tells_the_same_past(seed: int, taste: int, cut: int) -> None:
    run = play_at_random(seed, taste)
    cut = min(cut, len(run.decisions) - 1)
    whole = play(load_case(), run)
    part = play(load_case(), run.model_copy(update={"decisions": run.decisions[:cut]}))
    assert part.moments == whole.moments[:cut]
    assert part.current is not None
    assert part.current.passages == whole.moments[cut].passages
    assert part.current.chosen is None
    assert part.periods == whole.periods[: len(part.periods)]
    assert part.outcome is None


def test_the_place_of_a_choice_tells_nothing_of_it() -> None:
    """Over many runs each choice comes first as often as another: 3 deviations of a fair draw."""
    written = [choice.id for choice in load_case().decisions[0].choices]
    runs, fair = 900, 1 / len(written)
    offered = [play(load_case(), start(seed)).current.prompt.choices for seed in range(runs)]
    for place in range(len(written)):
        found = Counter(choices[place].id for choices in offered)
        for choice in written:
            assert abs(found[choice] / runs - fair) < 3.5 * sqrt(fair * (1 - fair) / runs)


def test_choices_keep_their_places_through_a_run() -> None:
    run = play_at_random(3, 3)
    again = play(load_case(), run.model_copy(update={"decisions": ()})).current
    assert again.prompt.choices == play(load_case(), run).moments[0].prompt.choices


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, taste=SEEDS)
def test_every_number_stays_within_its_bounds(seed: int, taste: int) -> None:
    case = load_case()
    run = play_at_random(seed, taste)
    trace = simulate(case.program, build_chance(seed), follow_exactly(case, run))
    low, high = case.program.layout.low, case.program.layout.high
    assert len(trace.periods) == case.periods + 1
    for values in trace.periods:
        for value, least, most in zip(values, low, high, strict=True):
            assert least <= value <= most


def test_replay_does_not_depend_on_the_hash_seed() -> None:
    script = (
        "from case_runs import load_case, play_at_random\n"
        "from coordo_simulation.playback import play\n"
        "import hashlib\n"
        "told = play(load_case(), play_at_random(11, 3)).model_dump_json()\n"
        "print(hashlib.sha256(told.encode()).hexdigest())\n"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=REPOSITORY / "tests" / "unit" / "coordo_simulation",
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("0", "1", "4242")
    }
    assert len(prints) == 1


def test_playback_survives_json() -> None:
    told = play(load_case(), play_at_random(5, 5))
    assert Playback.model_validate_json(told.model_dump_json()) == told


def test_a_new_run_waits_for_its_first_decision() -> None:
    told = play(load_case(), start())
    assert told.moments == ()
    assert told.current is not None
    assert told.current.prompt is not None
    assert told.current.prompt.decision == "annonce"
    assert told.current.indicators["tresorerie"] == 118


def test_a_choice_shows_its_reaction_and_its_price_at_once() -> None:
    told = play(load_case(), decide(start(), "annonce", "dire"))
    assert {change.indicator for change in told.moments[0].changes} == {"confiance"}
    assert told.current is not None
    assert "on est deux" in told.current.passages[0].text


def test_a_delayed_effect_names_the_decision_it_comes_from() -> None:
    run = play_at_random(1, 1)
    caused = [
        passage
        for moment in play(load_case(), run).moments
        for passage in moment.passages
        if passage.cause_step is not None
    ]
    assert caused
    for passage in caused:
        assert passage.cause
        assert passage.cause_step is not None
        assert passage.cause_step < len(run.decisions)


@pytest.mark.parametrize(
    ("decision", "choice", "error"),
    [
        ("partenaire", "presence", UnknownDecisionError),
        ("inconnue", "dire", UnknownDecisionError),
        ("annonce", "inconnu", UnknownChoiceError),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_in_french(
    decision: str, choice: str, error: type[Exception]
) -> None:
    with pytest.raises(error, match="Étape 1"):
        play(load_case(), decide(start(), decision, choice))


def test_a_choice_that_is_not_open_is_refused_with_its_reason() -> None:
    run = decide(decide(start(), "annonce", "dire"), "partenaire", "comparer")
    with pytest.raises(UnavailableChoiceError, match="aucun service d’aide"):
        play(load_case(), decide(run, "coustal", "aide-d-abord"))


def test_a_run_of_another_case_is_refused() -> None:
    run = start().model_copy(update={"scenario": "autre-cas"})
    with pytest.raises(ScenarioMismatchError, match="autre-cas"):
        play(load_case(), run)


def test_a_decision_after_the_end_is_refused() -> None:
    run = decide(play_at_random(4, 4), "annonce", "dire")
    with pytest.raises(UnknownDecisionError, match="terminé"):
        play(load_case(), run)


def test_a_decision_at_the_wrong_step_is_refused() -> None:
    run = start().model_copy(
        update={"decisions": (Decision(step=3, decision="annonce", answer=pick("dire")),)}
    )
    with pytest.raises(UnknownDecisionError):
        play(load_case(), run)


@settings(deadline=None, max_examples=30)
@given(seed=SEEDS, taste=SEEDS, back=st.integers(min_value=0, max_value=30))
def test_undo_starts_a_branch_and_keeps_the_first_run(seed: int, taste: int, back: int) -> None:
    run = play_at_random(seed, taste)
    kept = run.model_dump_json()
    step = back % len(run.decisions)
    other = branch(run, step, "autre")
    assert run.model_dump_json() == kept
    assert other.parent is not None
    assert (other.parent.run, other.parent.step) == (run.id, step)
    assert other.seed == run.seed
    told = play(load_case(), other)
    assert told.current is not None
    assert told.current.step == step
    assert told.moments == play(load_case(), run).moments[:step]


@pytest.mark.parametrize("step", [-1, 2, 99])
def test_a_branch_leaves_from_a_step_that_exists(step: int) -> None:
    run = decide(decide(start(), "annonce", "dire"), "partenaire", "presence")
    with pytest.raises(ValueError, match="2 décisions"):
        branch(run, step, "autre")
