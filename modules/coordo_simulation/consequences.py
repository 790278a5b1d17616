"""What each choice caused, against the best other choice that was open."""

from coordo_simulation.chance import Chance, build_chance
from coordo_simulation.engine import StepTrace, Trace, simulate
from coordo_simulation.following import follow_run
from coordo_simulation.french import format_number
from coordo_simulation.futures import (
    Futures,
    appraise,
    build_futures,
    compare,
    list_other_futures,
)
from coordo_simulation.playback import get_choice_text
from coordo_simulation.retrospect import Consequence, Difference
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario

SCOUTING_DRAWS = 10
COMPARED_DRAWS = 20
_NOTICEABLE = 0.01


def build_consequences(
    scenario: Scenario, run: Run, trace: Trace, draws: int
) -> tuple[Consequence, ...]:
    """Compare every choice of a finished run with its runner-up over ``draws`` futures."""
    return tuple(_build_consequence(scenario, run, trace, taken, draws) for taken in trace.steps)


def _build_consequence(
    scenario: Scenario, run: Run, trace: Trace, taken: StepTrace, draws: int
) -> Consequence:
    decision, chosen = taken.question.spec.id, trace.state.chosen[taken.question.spec.id]
    chances = list_other_futures(run.seed, taken.month, draws)
    other = _find_runner_up(scenario, run, taken, chances[:SCOUTING_DRAWS])
    now = _compare_at_once(scenario, run, taken, other)
    mine = build_futures(scenario, chances, lambda: follow_run(run))
    theirs = _imagine(scenario, run, {decision: other}, chances)
    rows = compare(scenario, now, mine, theirs)
    other_text = next(c.text for c in taken.question.spec.choices if c.id == other)
    return Consequence(
        step=taken.step,
        decision=decision,
        title=taken.question.spec.title,
        choice=chosen,
        choice_text=get_choice_text(taken),
        other_choice=other,
        other_choice_text=other_text,
        immediate=tuple(row for row in rows if row.now),
        delayed=tuple(row for row in rows if is_noticeable(scenario, row)),
        told=tuple(text for step, text in trace.told if step == taken.step),
        text=_describe(scenario, rows, other_text, draws),
    )


def _find_runner_up(
    scenario: Scenario, run: Run, taken: StepTrace, chances: tuple[Chance, ...]
) -> str:
    """Return the open choice, other than the one made, that ends best on average."""
    options = taken.question.options
    others = [
        option.spec.id
        for rank, option in enumerate(options)
        if taken.available[rank] and rank != taken.chosen
    ]

    def rate(choice: str) -> float:
        futures = _imagine(scenario, run, {taken.question.spec.id: choice}, chances)
        return sum(appraise(scenario, finals) for finals in futures.finals)

    return max(others, key=rate)


def _imagine(
    scenario: Scenario, run: Run, changed: dict[str, str], chances: tuple[Chance, ...]
) -> Futures:
    return build_futures(scenario, chances, lambda: follow_run(run, changed))


def _compare_at_once(
    scenario: Scenario, run: Run, taken: StepTrace, other: str
) -> tuple[float, ...]:
    chooser = follow_run(run, {taken.question.spec.id: other})
    trace = simulate(scenario.program, build_chance(run.seed), chooser)
    pairs = zip(taken.after, trace.steps[taken.step].after, strict=True)
    return tuple(mine - theirs for mine, theirs in pairs)


def is_noticeable(scenario: Scenario, row: Difference) -> bool:
    """Whether a final difference exceeds one hundredth of the indicator's scale."""
    indicator = scenario.get_indicator(row.indicator)
    return abs(row.final) >= _NOTICEABLE * (indicator.max - indicator.min)


def describe_differences(
    scenario: Scenario, rows: tuple[Difference, ...], draws: int
) -> tuple[str, ...]:
    """Say in French what differs at the end, with the part of the draws."""
    return tuple(
        f"{indicator.label}\u202f: {'+' if row.final > 0 else ''}"
        f"{format_number(row.final, 1)}\u00a0{indicator.unit} en moyenne "
        f"(mieux dans {round(row.share * draws)} tirages sur {draws})"
        for row in rows
        if is_noticeable(scenario, row) and (indicator := scenario.get_indicator(row.indicator))
    )


def _describe(scenario: Scenario, rows: tuple[Difference, ...], other_text: str, draws: int) -> str:
    start = f"Comparé à «\u202f{other_text.rstrip('.')}\u202f», en fin de parcours"
    sentences = describe_differences(scenario, rows, draws)
    if not sentences:
        return f"{start}\u202f: presque aucun écart sur les indicateurs."
    listed = "\u202f; ".join(sentences)
    return f"{start}\u202f: {listed}."
