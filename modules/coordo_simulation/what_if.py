"""« Et si ? »: another choice at a past step, recomputed at once."""

from coordo_simulation.chance import build_chance
from coordo_simulation.engine import Point, StepTrace, Trace, simulate
from coordo_simulation.following import (
    NO_LONGER_ASKED,
    Following,
    build_decisions,
    find_choice,
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
from coordo_simulation.playback import (
    OutcomeReached,
    build_playback,
    get_choice_text,
    require_outcome,
)
from coordo_simulation.retrospect import Difference, OutcomeShare, Replacement, WhatIf
from coordo_simulation.run import Decision, Parent, Run
from coordo_simulation.scenario import Scenario
from coordo_simulation.series import RUN_LABEL, build_series

WHAT_IF_LABEL = "Et si…"


def what_if(scenario: Scenario, run: Run, step: int, choice: str, draws: int = DRAWS) -> WhatIf:
    """Recompute ``run`` with another choice at ``step``, later decisions kept where possible.

    The same seed gives the story told; ``draws`` other futures, sharing the past up to that
    step, give the shares. Decisions that ``run`` has not taken yet are the expert's.

    Raises:
        RunError: the run does not fit, or the choice was not open at that step.
        ValueError: no such step.
    """
    changed = {_find_decision(scenario, run, step, choice): choice}
    chance = build_chance(run.seed)
    follower = follow_run(run, changed)
    trace = simulate(scenario.program, chance, follower, has_texts=True)
    own = simulate(scenario.program, chance, follow_run(run))
    outcomes, own_outcomes, differences = _compare(scenario, run, changed, (trace, own), draws)
    taken = trace.steps[step]
    playback = build_playback(scenario, _build_variant(run, step, trace), trace)
    outcome = require_outcome(playback.outcome)
    return WhatIf(
        step=step,
        decision=taken.question.spec.id,
        choice=choice,
        choice_text=get_choice_text(taken),
        playback=playback,
        series=build_series(scenario, own, RUN_LABEL)
        + build_series(scenario, trace, WHAT_IF_LABEL),
        differences=differences,
        outcome=outcome,
        replacements=(
            *_list_replaced(scenario, follower),
            *_list_dropped(scenario, run, step, trace),
        ),
        draws=draws,
        outcomes=outcomes,
        own_outcomes=own_outcomes,
        text=_describe(outcome, outcomes, own_outcomes, draws),
    )


def _find_decision(scenario: Scenario, run: Run, step: int, choice: str) -> str:
    """Return the decision taken at ``step``, having checked that ``choice`` was open there."""
    if not 0 <= step < len(run.decisions):
        raise ValueError(f"Étape {step} : ce parcours compte {len(run.decisions)} décisions.")
    chooser = follow_exactly(scenario, run)
    trace = simulate(scenario.program, build_chance(run.seed), chooser)
    taken = trace.steps[step]
    decision = taken.question.spec.id
    point = Point(step, taken.question, taken.available, trace.state)
    find_choice(point, Decision(step=step, decision=decision, choice=choice))
    return decision


def _compare(
    scenario: Scenario, run: Run, changed: dict[str, str], traces: tuple[Trace, Trace], draws: int
) -> tuple[tuple[OutcomeShare, ...], tuple[OutcomeShare, ...], tuple[Difference, ...]]:
    (decision,) = changed
    this, own = (_find_step(trace, decision) for trace in traces)
    chances = list_other_futures(run.seed, this.period, draws)
    here = build_futures(scenario, chances, lambda: follow_run(run, changed))
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
    )


def _list_replaced(scenario: Scenario, follower: Following) -> list[Replacement]:
    rows = []
    for decision, (used, reason) in follower.replaced.items():
        spec = scenario.get_decision(decision)
        wanted = follower.wanted.get(decision)
        rows.append(
            Replacement(
                decision=decision,
                title=spec.title,
                kept_choice_text=next((c.text for c in spec.choices if c.id == wanted), None),
                used_choice_text=spec.choices[used].text,
                reason=reason,
            )
        )
    return rows


def _list_dropped(scenario: Scenario, run: Run, step: int, trace: Trace) -> list[Replacement]:
    rows = []
    for taken in run.decisions[step + 1 :]:
        if taken.decision not in trace.state.chosen:
            spec = scenario.get_decision(taken.decision)
            rows.append(
                Replacement(
                    decision=taken.decision,
                    title=spec.title,
                    kept_choice_text=next(c.text for c in spec.choices if c.id == taken.choice),
                    used_choice_text=None,
                    reason=NO_LONGER_ASKED,
                )
            )
    return rows


def _describe(
    outcome: OutcomeReached,
    outcomes: tuple[OutcomeShare, ...],
    own_outcomes: tuple[OutcomeShare, ...],
    draws: int,
) -> str:
    share = next((s.share for s in outcomes if s.outcome == outcome.id), 0.0)
    own_share = next((s.share for s in own_outcomes if s.outcome == outcome.id), 0.0)
    return (
        f"Avec la même chance\u202f: «\u202f{outcome.title}\u202f». "
        f"Sur {draws} suites possibles, cette issue arrive {round(share * draws)} fois "
        f"avec ce choix, {round(own_share * draws)} fois avec le vôtre."
    )
