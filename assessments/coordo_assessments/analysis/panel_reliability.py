"""How far a concordance key can be trusted, by size of its panel: resampled, seeded.

Two measures. The key: two panels of the same size, without a common expert, are drawn from the
experts, each makes its key, and the credits of the two keys are correlated. No panel can be
drawn twice beyond half the experts: from there the Spearman–Brown formula prolongs the largest
size measured, and says so. The scores, where trainees have answered: a panel is drawn, the
trainees are scored by it, and Cronbach's alpha is computed (Gagnon et al. 2005).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from coordo_assessments.analysis.moments import compute_correlation
from coordo_assessments.analysis.panel import compute_credits
from coordo_assessments.analysis.panel_votes import DEGREES
from coordo_assessments.analysis.paper_statistics import compute_alpha

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coordo_assessments.analysis.panel_votes import Panel

DRAWS = 200
SEED = 2026
SMALLEST = 2
_TAIL = 0.05


@dataclass(frozen=True)
class SizeReliability:
    """Reliability of panels of one size: mean, 5th and 95th percentiles of the draws.

    ``is_extended`` marks a value that Spearman–Brown gives, without draws of its own.
    """

    size: int
    reliability: float
    low: float | None
    high: float | None
    is_extended: bool = False


def list_complete_experts(panel: Panel) -> tuple[str, ...]:
    """Experts who voted on every item: only their panels can be compared."""
    table, items = panel.by_expert, set(panel.items)
    return tuple(expert for expert in panel.experts if items <= set(table[expert]))


def estimate_key_reliability(
    panel: Panel, *, draws: int = DRAWS, seed: int = SEED
) -> tuple[SizeReliability, ...]:
    """Agreement of two keys made by disjoint panels, for each size up to the whole panel.

    Returns:
        Nothing where fewer than four experts voted on every item.
    """
    experts = list_complete_experts(panel)
    table = panel.by_expert
    rng = random.Random(seed)  # noqa: S311  (resampling, not secrecy)
    measured: list[SizeReliability] = []
    for size in range(SMALLEST, len(experts) // 2 + 1):
        drawn = [rng.sample(experts, 2 * size) for _draw in range(draws)]
        values = [
            compute_correlation(
                _build_key(table, panel.items, both[:size]),
                _build_key(table, panel.items, both[size:]),
            )
            for both in drawn
        ]
        measured.extend(_summarise(size, [value for value in values if value is not None]))
    return (*measured, *_extend(measured, len(experts)))


def estimate_score_reliability(
    panel: Panel,
    answers: Mapping[str, Mapping[str, int]],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> tuple[SizeReliability, ...]:
    """Cronbach's alpha of the trainees' scores, for each size of panel.

    Args:
        panel: the votes.
        answers: degree that each trainee gave to each item; no answer earns 0.
        draws: panels drawn for each size.
        seed: the same seed gives the same figures.
    """
    experts = list_complete_experts(panel)
    rng = random.Random(seed)  # noqa: S311  (same)
    found: list[SizeReliability] = []
    for size in range(SMALLEST, len(experts) + 1):
        count = draws if size < len(experts) else 1
        drawn = [rng.sample(experts, size) for _draw in range(count)]
        values = [_compute_drawn_alpha(panel, answers, chosen) for chosen in drawn]
        found.extend(_summarise(size, [value for value in values if value is not None]))
    return tuple(found)


def extend_reliability(reliability: float, times: float) -> float:
    """Reliability of a panel ``times`` as large (Spearman–Brown 1910)."""
    return times * reliability / (1 + (times - 1) * reliability)


def _build_key(
    table: Mapping[str, Mapping[str, int]], items: Sequence[str], experts: Sequence[str]
) -> list[float]:
    return [value for item in items for value in _score_item(table, item, experts).values()]


def _score_item(
    table: Mapping[str, Mapping[str, int]], item: str, experts: Sequence[str]
) -> dict[int, float]:
    given = [table[expert][item] for expert in experts]
    return compute_credits({degree: given.count(degree) for degree in DEGREES})


def _compute_drawn_alpha(
    panel: Panel, answers: Mapping[str, Mapping[str, int]], experts: Sequence[str]
) -> float | None:
    table = panel.by_expert
    columns = []
    for item in panel.items:
        worth = _score_item(table, item, experts)
        given = [sheet.get(item) for sheet in answers.values()]
        columns.append([0.0 if degree is None else worth[degree] for degree in given])
    return compute_alpha(columns)


def _summarise(size: int, values: Sequence[float]) -> list[SizeReliability]:
    if not values:
        return []
    ordered = sorted(values)
    cut = int(_TAIL * len(ordered))
    return [SizeReliability(size, fmean(ordered), ordered[cut], ordered[-1 - cut])]


def _extend(measured: Sequence[SizeReliability], experts: int) -> list[SizeReliability]:
    if not measured or measured[-1].reliability <= 0:
        return []
    largest = measured[-1]
    return [
        SizeReliability(
            size=size,
            reliability=extend_reliability(largest.reliability, size / largest.size),
            low=None,
            high=None,
            is_extended=True,
        )
        for size in range(largest.size + 1, experts + 1)
    ]
