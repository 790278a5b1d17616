"""A run made with another version of its case: what still fits is replayed, the rest is said."""

from dataclasses import dataclass

from coordo_simulation.answer import Answer
from coordo_simulation.answer_texts import describe_answer
from coordo_simulation.chance import build_chance
from coordo_simulation.engine import Trace, simulate
from coordo_simulation.following import (
    NO_LONGER_ASKED,
    NO_LONGER_OPEN,
    Following,
    build_run_of,
    check_scenario,
    follow_run,
)
from coordo_simulation.french import set_spaces
from coordo_simulation.point import Point
from coordo_simulation.record import Record
from coordo_simulation.run import Opening, Run
from coordo_simulation.scenario import Scenario

NOT_IN_THE_CASE = "Cette décision n’est plus dans le cas."
NEW_IN_THE_CASE = "Cette décision n’existait pas, ou ne se posait pas, dans votre version du cas."


class Replacement(Record):
    """A decision that could not be kept, and what was done instead.

    ``used_choice_text`` is None when the decision no longer arose; ``kept_choice_text`` is None
    when it is new, or when the case no longer knows what it was.
    """

    decision: str
    title: str
    kept_choice_text: str | None
    used_choice_text: str | None
    reason: str


class VersionNote(Record):
    """What became of a run made with another version; ``text`` is ready to be shown."""

    made_with: str
    now: str
    replaced: tuple[Replacement, ...]
    dropped: tuple[Replacement, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A run brought to the present version of its case."""

    run: Run
    trace: Trace
    note: VersionNote


def adapt_run(scenario: Scenario, run: Run) -> Adaptation:
    """Replay what still fits of a run; a new decision met on the way is answered by the expert.

    The run stops after the last of its own answers that still fits: what comes next is asked,
    with what was already opened there.

    Raises:
        ScenarioMismatchError: it is a run of another case.
    """
    check_scenario(scenario, run)
    chance = build_chance(run.seed)
    scout = follow_run(run)
    last = _find_last_kept(simulate(scenario.program, chance, scout), scout)
    follower = follow_run(run)
    unanswered = [opened.item for opened in run.openings if opened.step >= len(run.decisions)]

    def choose(point: Point) -> Answer | Opening | None:
        if point.step <= last:
            return follower(point)
        follower.openings.setdefault(point.question.spec.id, []).extend(unanswered)
        unanswered.clear()
        return follower.open_next(point)

    trace = simulate(scenario.program, chance, choose, has_texts=True)
    adapted = build_run_of(scenario, run.seed, trace, run.id)
    kept = adapted.model_copy(update={"parent": run.parent})
    return Adaptation(kept, trace, _build_note(scenario, run, trace, follower))


def _find_last_kept(trace: Trace, follower: Following) -> int:
    kept = (step.step for step in trace.steps if step.question.spec.id not in follower.replaced)
    return max(kept, default=-1)


def _build_note(scenario: Scenario, run: Run, trace: Trace, follower: Following) -> VersionNote:
    replaced = tuple(
        tell_replaced(scenario, decision, follower.wanted.get(decision), used, reason)
        for decision, (used, _reason) in follower.replaced.items()
        for reason in (NO_LONGER_OPEN if decision in follower.wanted else NEW_IN_THE_CASE,)
    )
    answered = {step.question.spec.id for step in trace.steps if step.answer is not None}
    dropped = tuple(
        _tell_dropped(scenario, taken.decision, taken.answer)
        for taken in run.decisions
        if taken.decision not in answered
    )
    return VersionNote(
        made_with=run.version,
        now=scenario.version,
        replaced=replaced,
        dropped=dropped,
        text=_describe(run.version, scenario.version, replaced, dropped),
    )


def tell_replaced(
    scenario: Scenario, decision: str, wanted: Answer | None, used: Answer, reason: str
) -> Replacement:
    """Tell a decision answered otherwise than wanted."""
    spec = scenario.get_decision(decision)
    is_told = wanted is not None and wanted.kind == spec.kind
    return Replacement(
        decision=decision,
        title=spec.title,
        kept_choice_text=describe_answer(spec, wanted) or None if wanted and is_told else None,
        used_choice_text=describe_answer(spec, used),
        reason=reason,
    )


def _tell_dropped(scenario: Scenario, decision: str, answer: Answer) -> Replacement:
    spec = next((each for each in scenario.decisions if each.id == decision), None)
    if spec is None:
        return Replacement(
            decision=decision,
            title=decision,
            kept_choice_text=None,
            used_choice_text=None,
            reason=NOT_IN_THE_CASE,
        )
    is_told = answer.kind == spec.kind
    return Replacement(
        decision=decision,
        title=spec.title,
        kept_choice_text=describe_answer(spec, answer) or None if is_told else None,
        used_choice_text=None,
        reason=NO_LONGER_ASKED,
    )


def _describe(
    made_with: str,
    now: str,
    replaced: tuple[Replacement, ...],
    dropped: tuple[Replacement, ...],
) -> str:
    start = (
        f"Ce parcours a été joué avec la version {made_with} du cas ; "
        f"la version présente est {now}."
    )
    if not replaced and not dropped:
        return set_spaces(f"{start} Toutes ses décisions s’y retrouvent.")
    told = [
        f"« {row.title} » : {row.reason} À la place : {row.used_choice_text}" for row in replaced
    ]
    told.extend(f"« {row.title} » : {row.reason}" for row in dropped)
    return set_spaces(f"{start} Ce qui a changé. {' '.join(told)}")
