"""The same decisions under other luck: what comes from a choice, what comes from chance."""

from collections.abc import Callable
from dataclasses import dataclass
from math import fsum

from coordo_simulation.case_schema import OutcomeSpec
from coordo_simulation.chance import Chance, build_chance, build_other_future
from coordo_simulation.engine import Trace, simulate
from coordo_simulation.intervals import compute_mean_interval, compute_share_interval
from coordo_simulation.point import Chooser
from coordo_simulation.retrospect import Difference, OutcomeShare
from coordo_simulation.scenario import Scenario

DRAWS = 40
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Futures:
    """The ends of the same decisions over several draws: outcome ids and final indicators."""

    outcomes: tuple[str, ...]
    finals: tuple[tuple[float, ...], ...]


def list_other_futures(seed: int, since: int, draws: int = DRAWS) -> tuple[Chance, ...]:
    """Return lucks that share the past of ``seed`` up to period ``since`` included."""
    return tuple(build_other_future(seed, since, seed + 1 + k) for k in range(draws))


def list_other_lives(seed: int, draws: int = DRAWS) -> tuple[Chance, ...]:
    """Return lucks that differ from ``seed`` from the first period on."""
    return tuple(build_chance(seed + 1 + k) for k in range(draws))


def build_futures(
    scenario: Scenario, chances: tuple[Chance, ...], chooser: Callable[[], Chooser]
) -> Futures:
    """Simulate one way of deciding under each luck."""
    traces = [simulate(scenario.program, chance, chooser()) for chance in chances]
    count = scenario.program.indicator_count
    return Futures(
        tuple(get_outcome(trace).id for trace in traces),
        tuple(trace.periods[-1][:count] for trace in traces),
    )


def get_outcome(trace: Trace) -> OutcomeSpec:
    """Return the outcome of a finished trace.

    Raises:
        ValueError: the trace is not finished.
    """
    if trace.outcome is None:
        raise ValueError("Ce parcours n’est pas terminé.")
    return trace.outcome


def appraise(scenario: Scenario, finals: tuple[float, ...]) -> float:
    """Return the mean of the indicators on 0-1, 1 being the good end of each scale.

    It only serves to pick the choice that a consequence is compared with; it is no mark.
    """
    total = 0.0
    for indicator, value in zip(scenario.indicators, finals, strict=True):
        share = (value - indicator.min) / (indicator.max - indicator.min)
        total += share if indicator.direction == "haut" else 1.0 - share
    return total / len(finals)


def share_outcome(futures: Futures, outcome: str) -> float:
    """Return the share of futures (0 to 1) that end with an outcome."""
    return futures.outcomes.count(outcome) / len(futures.outcomes)


def share_outcomes(scenario: Scenario, futures: Futures) -> tuple[OutcomeShare, ...]:
    """Return the outcomes met, the most frequent first, ties in the order of the scenario."""
    shares = [build_share(spec, futures) for spec in scenario.outcomes]
    return tuple(sorted((s for s in shares if s.share), key=lambda s: -s.share))


def build_share(spec: OutcomeSpec, futures: Futures) -> OutcomeShare:
    """Return how often an outcome is met, with its 95 % interval."""
    draws = len(futures.outcomes)
    low, high = compute_share_interval(futures.outcomes.count(spec.id), draws)
    share = share_outcome(futures, spec.id)
    return OutcomeShare(outcome=spec.id, title=spec.title, share=share, low=low, high=high)


def compare(
    scenario: Scenario, now: tuple[float, ...], this: Futures, other: Futures
) -> tuple[Difference, ...]:
    """Compare two ways of deciding draw by draw; ``now`` are the differences at once."""
    rows = []
    for rank, indicator in enumerate(scenario.indicators):
        sign = 1.0 if indicator.direction == "haut" else -1.0
        pairs = zip(this.finals, other.finals, strict=True)
        gaps = [mine[rank] - theirs[rank] for mine, theirs in pairs]
        low, high = compute_mean_interval(gaps)
        rows.append(
            Difference(
                indicator=indicator.id,
                now=now[rank],
                final=fsum(gaps) / len(gaps),
                low=low,
                high=high,
                share=sum(gap * sign > _SAME for gap in gaps) / len(gaps),
            )
        )
    return tuple(rows)
