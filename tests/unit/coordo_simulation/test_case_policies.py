"""« Et si ? » for every kind of decision: what follows is kept, or handed to a stated policy."""

from pathlib import Path

import pytest
from case_runs import CASE, DISCHARGE, load_case, play_at_random
from coordo_simulation.answer import Answer
from coordo_simulation.answer_candidates import list_candidates
from coordo_simulation.answer_checks import is_legal
from coordo_simulation.chance import build_chance
from coordo_simulation.debriefing import build_debriefing, what_if
from coordo_simulation.engine import simulate
from coordo_simulation.errors import BudgetError, RunError
from coordo_simulation.following import drive, simulate_exactly
from coordo_simulation.playback import play
from coordo_simulation.point import Point, Policy
from coordo_simulation.policies import HANDED, PolicyName, build_policy, follow_expert, try_out
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.retrospect import Debriefing
from coordo_simulation.run import Opening, Run
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 2**32)
POLICIES: tuple[PolicyName, ...] = ("kept", "expert", "prudent")


def find_other(path: Path, run: Run, step: int) -> Answer:
    taken = simulate_exactly(load_case(path), run, has_texts=True).steps[step]
    others = [answer for answer in taken.candidates if answer != taken.answer]
    return others[0] if others else Answer(text="Autre chose, écrit autrement, assez longuement.")


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, taste=SEEDS, where=st.integers(0, 40), policy=st.sampled_from(POLICIES))
def test_another_answer_of_any_kind_is_recomputed(
    seed: int, taste: int, where: int, policy: PolicyName
) -> None:
    case, run = load_case(DISCHARGE), play_at_random(seed, taste, DISCHARGE)
    step = where % len(run.decisions)
    other = find_other(DISCHARGE, run, step)
    answer = what_if(case, run, step, other, draws=4, policy=policy)
    assert answer.playback.moments[:step] == play(case, run).moments[:step]
    assert answer.playback.moments[step].answer == other
    assert answer.playback.is_finished
    assert play(case, answer.playback.run) == answer.playback
    assert answer.policy == policy
    assert HANDED[policy] in answer.text
    if policy != "kept":
        assert answer.replacements == ()


def test_a_what_if_while_something_is_open_before_the_decision_that_waits() -> None:
    """What was opened for a decision not taken yet belongs to no decision to replay."""
    case = load_case(DISCHARGE)
    run = drive(case, 5, follow_expert, run_id="r")
    opened = (Opening(step=0, item="visite-emile"), Opening(step=2, item="proposition-aide"))
    waiting = run.model_copy(update={"decisions": run.decisions[:2], "openings": opened})
    answer = what_if(case, waiting, 0, find_other(DISCHARGE, waiting, 0), draws=2)
    assert answer.playback.is_finished
    assert answer.playback.run.openings == opened[:1]


@pytest.mark.parametrize("path", [CASE, DISCHARGE], ids=lambda path: path.parent.name)
def test_what_follows_is_really_handed_over(path: Path) -> None:
    case, step = load_case(path), 2
    run = drive(case, 5, choose_at_random(8, curiosity=0.0), run_id="sans rien ouvrir")
    past = {taken.decision: taken.answer for taken in run.decisions[: step + 1]}
    for policy in ("expert", "prudent"):
        answer = what_if(case, run, step, run.decisions[step].answer, draws=3, policy=policy)
        decide = build_policy(case, policy)

        def choose(point: Point, decide: Policy = decide) -> Answer:
            return past.get(point.question.spec.id) or decide(point)

        told = simulate(case.program, build_chance(run.seed), choose).steps
        mine = [moment.answer for moment in answer.playback.moments]
        assert mine == [taken.answer for taken in told]


@settings(deadline=None, max_examples=30)
@given(seed=SEEDS, taste=SEEDS)
def test_policies_answer_legally_wherever_they_are_asked(seed: int, taste: int) -> None:
    for path in (CASE, DISCHARGE):
        case = load_case(path)
        prudent = build_policy(case, "prudent")

        def choose(point: Point, prudent: Policy = prudent) -> Answer:
            before = list(point.state.values), set(point.state.flags)
            answers = (prudent(point), follow_expert(point))
            assert all(is_legal(point, answer) for answer in answers)
            assert (list(point.state.values), set(point.state.flags)) == before
            return answers[(taste >> point.step) % 2]

        assert simulate(case.program, build_chance(seed), choose).outcome is not None


def test_prudence_looks_at_what_is_harmed_most() -> None:
    """A great gain elsewhere does not pay for a great harm."""
    case, seen = load_case(), 0
    prudent = build_policy(case, "prudent")

    def choose(point: Point) -> Answer:
        nonlocal seen
        worst = {}
        for answer in list_candidates(point):
            after = try_out(point, answer)
            worst[answer] = min(
                (then - now) * (1 if spec.direction == "haut" else -1) / (spec.max - spec.min)
                for spec, now, then in zip(case.indicators, point.state.values, after, strict=False)
            )
        picked = prudent(point)
        assert worst[picked] == max(worst.values())
        seen += len(set(worst.values())) > 1
        return picked

    simulate(case.program, build_chance(1), choose)
    assert seen > 5


def test_shares_and_differences_carry_their_interval() -> None:
    case, run = load_case(), play_at_random(11, 3)
    answer = what_if(case, run, 4, find_other(CASE, run, 4))
    for share in (*answer.outcomes, *answer.own_outcomes):
        assert 0.0 <= share.low <= share.share <= share.high <= 1.0
        assert share.high - share.low > 0.05
    for row in answer.differences:
        assert row.low <= row.final <= row.high
    assert "à 95\u00a0% de confiance, de " in answer.text


def test_an_answer_that_overspends_is_refused_in_a_what_if() -> None:
    case, run = load_case(DISCHARGE), play_at_random(1, 2, DISCHARGE)
    given = run.decisions[2].answer.amounts or ()
    greedy = tuple(each.model_copy(update={"amount": 10.0 + 2 * k}) for k, each in enumerate(given))
    with pytest.raises(BudgetError):
        what_if(case, run, 2, Answer(amounts=greedy))
    with pytest.raises(RunError):
        what_if(case, run, 0, "nulle-part")


@pytest.fixture(scope="module")
def debriefing() -> Debriefing:
    return build_debriefing(load_case(DISCHARGE), play_at_random(11, 4, DISCHARGE))


def test_the_debriefing_compares_every_kind_but_a_text(debriefing: Debriefing) -> None:
    kinds = {d.id: d.kind for d in load_case(DISCHARGE).decisions}
    for row in debriefing.consequences:
        assert row.choice_text
        if kinds[row.decision] == "text":
            assert row.other is row.other_choice_text is row.outcome_share is None
            assert "ne juge pas un texte" in row.text
        else:
            assert row.other is not None
            assert row.other != row.answer
            assert "en fin de parcours" in row.text
    assert {kinds[row.decision] for row in debriefing.consequences} >= {"text", "allocation"}


def test_the_debriefing_of_every_kind_survives_json(debriefing: Debriefing) -> None:
    assert Debriefing.model_validate_json(debriefing.model_dump_json()) == debriefing


def test_a_text_changes_nothing_but_itself() -> None:
    case, run = load_case(DISCHARGE), play_at_random(11, 4, DISCHARGE)
    step = next(taken.step for taken in run.decisions if taken.answer.text is not None)
    answer = what_if(case, run, step, Answer(text="Un tout autre texte, écrit posément ce soir."))
    assert all(row.now == row.final == 0.0 for row in answer.differences)
    assert answer.outcomes == answer.own_outcomes
