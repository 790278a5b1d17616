"""« Et si ? »: another choice at a past step, recomputed at once."""

from dataclasses import dataclass

from coordo_simulation.answer import Answer, pick
from coordo_simulation.answer_checks import check_answer
from coordo_simulation.answer_texts import describe_answer
from coordo_simulation.chance import build_chance
from coordo_simulation.engine import StepTrace, Trace, simulate
from coordo_simulation.following import (
    NO_LONGER_ASKED,
    Following,
    build_decisions,
    build_openings,
    follow_exactly,
    follow_run,
)
from coordo_simulation.futures import (
    DRAWS,
    build_futures,
    compare,
    list_other_futures,
    share_outcomes,
)
from coordo_simulation.intervals import compute_share_interval, describe_share_interval
from coordo_simulation.playback import (
    OutcomeReached,
    build_playback,
    get_answer_text,
    require_outcome,
)
from coordo_simulation.point import Point, Policy
from coordo_simulation.policies import HANDED, PolicyName, build_policy
from coordo_simulation.retrospect import Difference, OutcomeShare, WhatIf
from coordo_simulation.run import Opening, Parent, Run, branch
from coordo_simulation.scenario import Scenario
from coordo_simulation.series import RUN_LABEL, build_series
from coordo_simulation.versions import Replacement, tell_replaced

WHAT_IF_LABEL = "Et si…"


def what_if(  # noqa: PLR0913  (which run, where, what instead, and how it is looked into)
    scenario: Scenario,
    run: Run,
    step: int,
    answer: Answer | str,
    *,
    draws: int = DRAWS,
    policy: PolicyName = "kept",
) -> WhatIf:
    """Recompute ``run`` with another answer at ``step``; a string is the id of one choice.

    What follows is kept where possible, or handed to ``policy``. The same seed gives the story
    told; ``draws`` other futures, sharing the past up to that step, give the shares. Decisions
    that ``run`` has not taken yet are the expert's.

    Raises:
        RunError: the run does not fit, or the answer was not legal at that step.
        ValueError: no such step.
    """
    given = pick(answer) if isinstance(answer, str) else answer
    decision = _find_decision(scenario, run, step, given)
    then = build_policy(scenario, policy)
    return _recompute(_Change(scenario, run, step, decision, given, policy, then), draws)


@dataclass(frozen=True, slots=True)
class _Change:
    """One answer changed in a run, and who decides after it."""

    scenario: Scenario
    run: Run
    step: int
    decision: str
    answer: Answer
    policy: PolicyName
    then: Policy

    def follow(self) -> Following:
        """Return a fresh chooser that makes the change."""
        changed = {self.decision: self.answer}
        if self.policy == "kept":
            return follow_run(self.run, changed)
        past = branch(self.run, self.step, self.run.id)
        following = follow_run(past, changed, then=self.then)
        here = [opened.item for opened in self.run.openings if opened.step == self.step]
        following.openings[self.decision] = here
        return following


def _recompute(change: _Change, draws: int) -> WhatIf:
    scenario, run, step = change.scenario, change.run, change.step
    chance = build_chance(run.seed)
    follower = change.follow()
    trace = simulate(scenario.program, chance, follower, has_texts=True)
    own = simulate(scenario.program, chance, follow_run(run))
    outcomes, own_outcomes, differences = _compare(change, (trace, own), draws)
    taken = trace.steps[step]
    playback = build_playback(scenario, _build_variant(run, step, trace), trace)
    outcome = require_outcome(playback.outcome)
    is_kept = change.policy == "kept"
    replaced = _list_replaced(scenario, follower) if is_kept else []
    dropped = _list_dropped(scenario, run, step, trace) if is_kept else []
    return WhatIf(
        step=step,
        decision=change.decision,
        answer=change.answer,
        choice_text=get_answer_text(taken),
        policy=change.policy,
        policy_text=HANDED[change.policy],
        playback=playback,
        series=build_series(scenario, own, RUN_LABEL)
        + build_series(scenario, trace, WHAT_IF_LABEL),
        differences=differences,
        outcome=outcome,
        replacements=(*replaced, *dropped),
        draws=draws,
        outcomes=outcomes,
        own_outcomes=own_outcomes,
        text=_describe(change, outcome, outcomes, own_outcomes, draws),
    )


def _find_decision(scenario: Scenario, run: Run, step: int, answer: Answer) -> str:
    """Return the decision taken at ``step``, having checked that ``answer`` was legal there."""
    if not 0 <= step < len(run.decisions):
        raise ValueError(f"Étape {step} : ce parcours compte {len(run.decisions)} décisions.")
    chooser = follow_exactly(scenario, run)

    def check_then_follow(point: Point) -> Answer | Opening | None:
        move = chooser(point)
        if point.step == step and not isinstance(move, Opening):
            check_answer(point, answer)
            return None
        return move

    trace = simulate(scenario.program, build_chance(run.seed), check_then_follow)
    return trace.steps[step].question.spec.id


def _compare(
    change: _Change, traces: tuple[Trace, Trace], draws: int
) -> tuple[tuple[OutcomeShare, ...], tuple[OutcomeShare, ...], tuple[Difference, ...]]:
    scenario, run = change.scenario, change.run
    this, own = (_find_step(trace, change.decision) for trace in traces)
    chances = list_other_futures(run.seed, this.period, draws)
    here = build_futures(scenario, chances, change.follow)
    there = build_futures(scenario, chances, lambda: follow_run(run))
    now = tuple(a - b for a, b in zip(this.after, own.after, strict=True))
    return (
        share_outcomes(scenario, here),
        share_outcomes(scenario, there),
        compare(scenario, now, here, there),
    )


def _find_step(trace: Trace, decision: str) -> StepTrace:
    return next(taken for taken in trace.steps if taken.question.spec.id == decision)


def _build_variant(run: Run, step: int, trace: Trace) -> Run:
    return Run(
        id=f"{run.id}-et-si",
        scenario=run.scenario,
        version=run.version,
        seed=run.seed,
        parent=Parent(run=run.id, step=step),
        decisions=build_decisions(trace),
        openings=build_openings(trace),
    )


def _list_replaced(scenario: Scenario, follower: Following) -> list[Replacement]:
    return [
        tell_replaced(scenario, decision, follower.wanted.get(decision), used, reason)
        for decision, (used, reason) in follower.replaced.items()
    ]


def _list_dropped(scenario: Scenario, run: Run, step: int, trace: Trace) -> list[Replacement]:
    rows = []
    for taken in run.decisions[step + 1 :]:
        if taken.decision not in trace.state.answers:
            spec = scenario.get_decision(taken.decision)
            rows.append(
                Replacement(
                    decision=taken.decision,
                    title=spec.title,
                    kept_choice_text=describe_answer(spec, taken.answer),
                    used_choice_text=None,
                    reason=NO_LONGER_ASKED,
                )
            )
    return rows


def _describe(
    change: _Change,
    outcome: OutcomeReached,
    outcomes: tuple[OutcomeShare, ...],
    own_outcomes: tuple[OutcomeShare, ...],
    draws: int,
) -> str:
    here, there = (
        next((s for s in shares if s.outcome == outcome.id), None)
        for shares in (outcomes, own_outcomes)
    )
    return (
        f"Avec la même chance\u202f: «\u202f{outcome.title}\u202f». "
        f"Sur {draws} suites possibles, cette issue arrive {_tell_share(here, draws)} "
        f"avec cette réponse, {_tell_share(there, draws)} avec la vôtre. "
        f"{HANDED[change.policy]}"
    )


def _tell_share(share: OutcomeShare | None, draws: int) -> str:
    """Write how often an outcome is met, and the interval that so few draws leave."""
    count = 0 if share is None else round(share.share * draws)
    interval = describe_share_interval(*compute_share_interval(count, draws))
    return f"{count} fois (à 95\u00a0% de confiance, {interval})"
