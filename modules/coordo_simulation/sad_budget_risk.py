"""What may happen to a budget: its uncertain figures are drawn together, many times.

Each uncertain figure is multiplied by a factor drawn from a triangle around 1; the spreads are
teaching hypotheses. The same seed gives the same risk, on any machine. Figures are drawn
independently: in life, absences and replacements go together, and bad years are worse.
"""

from __future__ import annotations

from decimal import Decimal
from math import sqrt
from random import Random
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from coordo_simulation.french import format_euro, format_number, set_spaces
from coordo_simulation.intervals import Z_95, compute_share_interval
from coordo_simulation.money import ZERO, round_cents
from coordo_simulation.references import Closed
from coordo_simulation.sad_budget_analysis import Driver, scale
from coordo_simulation.sad_budget_year import compute_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_simulation.sad_budget import BudgetRules, HelpService

LEAST_DRAWS = 30


class Uncertainty(Closed):
    """How far a figure may stray, in share of itself, to either side."""

    driver: Driver
    spread: Decimal = Field(
        gt=0, le=Decimal("0.9"), description="écart possible (hypothèse pédagogique)"
    )


class Interval(Closed):
    """A 95 % confidence interval."""

    low: Decimal
    high: Decimal


class Risk(Closed):
    """What the draws gave; ``results`` and ``lowest_cash`` in the order of the draws."""

    seed: int
    results: tuple[Decimal, ...] = Field(min_length=LEAST_DRAWS)
    lowest_cash: tuple[Decimal, ...]
    mean: Decimal
    mean_interval: Interval
    deficit_share: Decimal
    deficit_interval: Interval
    shortage_share: Decimal

    def percentile(self, rank: Annotated[int, Field(ge=1, le=100)]) -> Decimal:
        """Result that this share of the draws does not exceed (nearest rank)."""
        ordered = sorted(self.results)
        return ordered[-(-rank * len(ordered) // 100) - 1]

    @property
    def lines(self) -> tuple[str, ...]:
        """The risk in French, its interval and its hypotheses."""
        share, interval = _percent(self.deficit_share), self.deficit_interval
        return (
            set_spaces(
                f"Résultat moyen : {format_euro(self.mean)}, entre "
                f"{format_euro(self.mean_interval.low)} et {format_euro(self.mean_interval.high)} "
                "(intervalle de confiance à 95 %)"
            ),
            set_spaces(
                f"Neuf années sur dix : entre {format_euro(self.percentile(5))} et "
                f"{format_euro(self.percentile(95))}"
            ),
            set_spaces(
                f"Année en déficit : {share} des tirages (entre {_percent(interval.low)} et "
                f"{_percent(interval.high)})"
            ),
            set_spaces(f"Trésorerie négative un mois au moins : {_percent(self.shortage_share)}"),
            set_spaces(
                f"{len(self.results)} tirages, graine {self.seed} ; les écarts tirés sont des "
                "hypothèses pédagogiques"
            ),
        )


def compute_risk(
    service: HelpService,
    rules: Sequence[BudgetRules],
    uncertainties: Sequence[Uncertainty],
    draws: int = 500,
    seed: int = 1,
) -> Risk:
    """Draw a budget many times.

    Raises:
        ValueError: fewer than 30 draws, or nothing uncertain.
    """
    if draws < LEAST_DRAWS or not uncertainties:
        raise ValueError(f"il faut au moins {LEAST_DRAWS} tirages et un chiffre incertain")
    chance = Random(seed)  # noqa: S311  (a repeatable draw, not a secret)
    results, cash = [], []
    for _ in range(draws):
        year = compute_year(_draw(service, uncertainties, chance), rules)
        results.append(year.result)
        cash.append(year.lowest_cash.closing)
    deficits = sum(result < 0 for result in results)
    return Risk(
        seed=seed,
        results=tuple(results),
        lowest_cash=tuple(cash),
        mean=round_cents(sum(results, ZERO) / draws),
        mean_interval=_build_mean_interval(results),
        deficit_share=_share(deficits / draws),
        deficit_interval=_build_share_interval(deficits, draws),
        shortage_share=_share(sum(least < 0 for least in cash) / draws),
    )


def _draw(
    service: HelpService, uncertainties: Sequence[Uncertainty], chance: Random
) -> HelpService:
    for each in uncertainties:
        spread = float(each.spread)
        factor = chance.triangular(1 - spread, 1 + spread, 1)
        service = scale(service, each.driver, Decimal(f"{factor:.6f}"))
    return service


def _build_mean_interval(results: list[Decimal]) -> Interval:
    values = [float(result) for result in results]
    mean, half = fmean(values), Z_95 * stdev(values) / sqrt(len(values))
    low, high = (round_cents(Decimal(bound)) for bound in (mean - half, mean + half))
    return Interval(low=low, high=high)


def _build_share_interval(count: int, draws: int) -> Interval:
    low, high = compute_share_interval(count, draws)
    return Interval(low=_share(low), high=_share(high))


def _share(value: float) -> Decimal:
    return Decimal(f"{value:.4f}")


def _percent(share: Decimal) -> str:
    return f"{format_number(share * 100, 1)} %"
