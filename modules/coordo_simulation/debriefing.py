"""Builds the debriefing of a finished run: what happened, why, and what chance had in it."""

from coordo_simulation.conditions import build_test
from coordo_simulation.consequences import COMPARED_DRAWS, build_consequences
from coordo_simulation.engine import Trace
from coordo_simulation.expert import EXPERT_LABEL, build_expert_path, simulate_expert
from coordo_simulation.following import follow_run, simulate_exactly
from coordo_simulation.futures import DRAWS, build_futures, list_other_lives, share_outcomes
from coordo_simulation.intervals import compute_share_interval, describe_share_interval
from coordo_simulation.playback import build_outcome, require_outcome
from coordo_simulation.retrospect import Debriefing, Luck, OutcomeShare, PersonStory
from coordo_simulation.run import Run
from coordo_simulation.scenario import Scenario
from coordo_simulation.series import RUN_LABEL, build_marks, build_series
from coordo_simulation.what_if import what_if

__all__ = ["EXPERT_LABEL", "RUN_LABEL", "build_debriefing", "what_if"]


def build_debriefing(scenario: Scenario, run: Run, draws: int = DRAWS) -> Debriefing:
    """Look back on a finished run; ``draws`` is the number of other futures computed.

    Raises:
        RunError: the run does not fit the scenario.
        ValueError: the run is not finished.
    """
    trace = simulate_exactly(scenario, run, has_texts=True)
    outcome = require_outcome(build_outcome(trace))
    expert = simulate_expert(scenario, run.seed)
    return Debriefing(
        outcome=outcome,
        series=build_series(scenario, trace, RUN_LABEL)
        + build_series(scenario, expert.trace, EXPERT_LABEL),
        marks=build_marks(scenario, trace, RUN_LABEL)
        + build_marks(scenario, expert.trace, EXPERT_LABEL),
        consequences=build_consequences(scenario, run, trace, min(draws, COMPARED_DRAWS)),
        expert=build_expert_path(scenario, run, expert),
        luck=_build_luck(scenario, run, outcome.id, draws),
        lives=_build_lives(scenario, trace),
        questions=scenario.questions,
    )


def _build_luck(scenario: Scenario, run: Run, outcome: str, draws: int) -> Luck:
    chances = list_other_lives(run.seed, draws)
    futures = build_futures(scenario, chances, lambda: follow_run(run))
    shares = share_outcomes(scenario, futures)
    same = next((share.share for share in shares if share.outcome == outcome), 0.0)
    return Luck(
        draws=draws,
        outcomes=shares,
        same_outcome_share=same,
        text=_describe_luck(shares, outcome, same, draws),
    )


def _describe_luck(shares: tuple[OutcomeShare, ...], outcome: str, same: float, draws: int) -> str:
    start = (
        f"Les mêmes décisions, rejouées avec {draws} autres tirages des événements, "
        f"mènent à la même issue {round(same * draws)} fois "
        f"({describe_share_interval(*compute_share_interval(round(same * draws), draws))} "
        "des suites, à 95\u00a0% de confiance)."
    )
    others = [share for share in shares if share.outcome != outcome]
    if not others:
        return (
            f"{start} Aucun de ces {draws} tirages ne la change\u202f; ce que d’autres réponses "
            "en auraient fait se demande à «\u202fEt si\u202f?\u202f»."
        )
    most = others[0]
    return (
        f"{start} L’autre issue la plus fréquente est «\u202f{most.title}\u202f», "
        f"{round(most.share * draws)} fois\u202f: c’est la part du hasard."
    )


def _build_lives(scenario: Scenario, trace: Trace) -> tuple[PersonStory, ...]:
    index = scenario.program.layout.index
    stories = []
    for life in scenario.lives:
        for variant in life.variants:
            test = build_test(variant.when, index)
            if test is None or test(trace.state):
                stories.append(PersonStory(person=life.person, text=variant.text))
                break
    return tuple(stories)
