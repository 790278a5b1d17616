"""What each choice caused, against the best other choice that was open."""

from math import fsum

from coordo_simulation.answer import Answer
from coordo_simulation.answer_texts import describe_answer
from coordo_simulation.case_decisions import TextDecision
from coordo_simulation.case_schema import OutcomeSpec
from coordo_simulation.chance import Chance, build_chance
from coordo_simulation.engine import StepTrace, Trace, simulate
from coordo_simulation.following import follow_run
from coordo_simulation.french import format_number
from coordo_simulation.futures import (
    Futures,
    appraise,
    build_futures,
    compare,
    get_outcome,
    list_other_futures,
    share_outcome,
)
from coordo_simulation.playback import get_answer, get_answer_text
from coordo_simulation.retrospect import Consequence, Difference
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario

SCOUTING_DRAWS = 10
COMPARED_DRAWS = 20
_NOTICEABLE = 0.01
_TOLD = 3
UNCOMPARED = (
    "Ce que vous avez écrit est gardé pour la discussion\u202f: le calcul ne juge pas un texte."
)


def build_consequences(
    scenario: Scenario, run: Run, trace: Trace, draws: int
) -> tuple[Consequence, ...]:
    """Compare every choice of a finished run with its runner-up over ``draws`` futures."""
    return tuple(_build_consequence(scenario, run, trace, taken, draws) for taken in trace.steps)


def _build_consequence(
    scenario: Scenario, run: Run, trace: Trace, taken: StepTrace, draws: int
) -> Consequence:
    decision, spec = taken.question.spec.id, taken.question.spec
    chances = list_other_futures(run.seed, taken.period, draws)
    other = _find_runner_up(scenario, run, taken, chances[:SCOUTING_DRAWS])
    if other is None:
        return _build_uncompared(trace, taken)
    now = _compare_at_once(scenario, run, taken, other)
    mine = build_futures(scenario, chances, lambda: follow_run(run))
    theirs = _imagine(scenario, run, {decision: other}, chances)
    rows = compare(scenario, now, mine, theirs)
    outcome = get_outcome(trace)
    shares = (share_outcome(mine, outcome.id), share_outcome(theirs, outcome.id))
    counts = (round(shares[0] * draws), round(shares[1] * draws), draws)
    other_text = describe_answer(spec, other)
    return Consequence(
        step=taken.step,
        decision=decision,
        title=spec.title,
        answer=get_answer(taken),
        choice_text=get_answer_text(taken),
        other=other,
        other_choice_text=other_text,
        immediate=tuple(row for row in rows if row.now),
        delayed=tuple(row for row in rows if is_noticeable(scenario, row)),
        told=tuple(text for step, text in trace.told if step == taken.step),
        outcome_share=shares[0],
        other_outcome_share=shares[1],
        text=_describe(scenario, rows, outcome, counts, other_text),
    )


def _build_uncompared(trace: Trace, taken: StepTrace) -> Consequence:
    return Consequence(
        step=taken.step,
        decision=taken.question.spec.id,
        title=taken.question.spec.title,
        answer=get_answer(taken),
        choice_text=get_answer_text(taken),
        other=None,
        other_choice_text=None,
        immediate=(),
        delayed=(),
        told=tuple(text for step, text in trace.told if step == taken.step),
        outcome_share=None,
        other_outcome_share=None,
        text=UNCOMPARED,
    )


def _find_runner_up(
    scenario: Scenario, run: Run, taken: StepTrace, chances: tuple[Chance, ...]
) -> Answer | None:
    """Return the legal answer tried, other than the one given, that ends best on average."""
    decision, given = taken.question.spec, get_answer(taken)
    others = [answer for answer in taken.candidates if answer != given]
    if isinstance(decision, TextDecision) or not others:
        return None

    def rate(answer: Answer) -> float:
        futures = _imagine(scenario, run, {decision.id: answer}, chances)
        return fsum(appraise(scenario, finals) for finals in futures.finals)

    return max(others, key=rate)


def _imagine(
    scenario: Scenario, run: Run, changed: dict[str, Answer], chances: tuple[Chance, ...]
) -> Futures:
    return build_futures(scenario, chances, lambda: follow_run(run, changed))


def _compare_at_once(
    scenario: Scenario, run: Run, taken: StepTrace, other: Answer
) -> tuple[float, ...]:
    chooser = follow_run(run, {taken.question.spec.id: other})
    trace = simulate(scenario.program, build_chance(run.seed), chooser)
    pairs = zip(taken.after, trace.steps[taken.step].after, strict=True)
    return tuple(mine - theirs for mine, theirs in pairs)


def is_noticeable(scenario: Scenario, row: Difference) -> bool:
    """Whether a final difference exceeds one hundredth of the indicator's scale."""
    return _weigh(scenario, row) >= _NOTICEABLE


def _weigh(scenario: Scenario, row: Difference) -> float:
    indicator = scenario.get_indicator(row.indicator)
    return abs(row.final) / (indicator.max - indicator.min)


def describe_differences(
    scenario: Scenario, rows: tuple[Difference, ...], draws: int
) -> tuple[str, ...]:
    """Say in French the largest differences at the end, with the part of the draws."""
    largest = sorted(rows, key=lambda row: -_weigh(scenario, row))[:_TOLD]
    return tuple(
        _describe_difference(scenario, row, draws)
        for row in largest
        if is_noticeable(scenario, row)
    )


def _describe_difference(scenario: Scenario, row: Difference, draws: int) -> str:
    indicator = scenario.get_indicator(row.indicator)
    unit = "points" if indicator.unit in {"%", "pts"} else indicator.unit
    sign = "+" if row.final > 0 else ""
    return (
        f"{indicator.label}, {sign}{format_number(row.final, 1)}\u00a0{unit} en moyenne "
        f"(mieux {round(row.share * draws)} fois sur {draws})"
    )


def _describe(
    scenario: Scenario,
    rows: tuple[Difference, ...],
    outcome: OutcomeSpec,
    counts: tuple[int, int, int],
    other_text: str,
) -> str:
    """Sum up a consequence; ``counts``: this outcome with one choice, the other, draws."""
    mine, theirs, draws = counts
    start = f"Comparé à «\u202f{other_text.rstrip('.')}\u202f», en fin de parcours"
    sentences = describe_differences(scenario, rows, draws)
    listed = "\u202f; ".join(sentences) or "presque aucun écart sur les indicateurs"
    if mine == theirs:
        return f"{start}\u202f: {listed}."
    return (
        f"{start}\u202f: {listed}. L’issue «\u202f{outcome.title}\u202f» arrive "
        f"{mine} fois sur {draws} avec votre choix, {theirs} fois avec l’autre."
    )
