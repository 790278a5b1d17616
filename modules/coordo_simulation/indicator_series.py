"""An indicator over time: what was counted in each period, and periods put together.

Putting periods together adds what was counted: the interval narrows, and one knows later.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from coordo_simulation.indicator_card import (
    Card,
    Measured,
    Target,
    Verdict,
    compute_card,
    judge,
)
from coordo_simulation.references import Closed


class Period(Closed):
    """What was counted in a period: events, among ``size`` units or over ``size`` of exposure."""

    label: str
    events: int = Field(ge=0)
    size: int = Field(gt=0)


class Counting(Closed):
    """A way to count: what the denominator holds, and what it gave in each period."""

    words: str
    periods: tuple[Period, ...] = Field(min_length=1)


class Indicator(Closed):
    """A card, what was counted as it says, and another way to count where one is also met.

    ``unit_noun`` and ``period_nouns`` (one, several) name what is counted and a period;
    ``step`` is the least move of the target that means something, in the card's unit.
    """

    card: Card
    short: str
    unit_noun: str
    period_nouns: tuple[str, str]
    step: float = Field(gt=0)
    own: Counting
    other: Counting | None = None

    @model_validator(mode="after")
    def _counts_the_same_periods(self) -> Self:
        own, other = (
            [each.label for each in counting.periods] if counting else []
            for counting in (self.own, self.other)
        )
        if other and own != other:
            raise ValueError("les mêmes périodes, comptées de deux façons")
        return self


class Reading(Closed):
    """A period read: its value with its interval, and what that says of target and alert.

    ``verdict`` is none where the card has no target; ``is_alert`` looks at the value alone.
    """

    period: Period
    measured: Measured
    verdict: Verdict | None
    is_alert: bool


def group_periods(periods: tuple[Period, ...], count: int) -> tuple[Period, ...]:
    """Put periods together by ``count``, the last group whole, the first with what is left.

    Raises:
        ValueError: a count under one (in French).
    """
    if count < 1:
        raise ValueError("des groupes d’une période ou plus")
    total = len(periods)
    cuts = sorted({0, *range(total, 0, -count)})
    return tuple(_add(periods[start:end]) for start, end in pairwise(cuts))


def read_periods(
    card: Card, periods: tuple[Period, ...], target: Target | None
) -> tuple[Reading, ...]:
    """Read each period against a target, and against the card's alert on its value."""
    return tuple(_read(card, each, target) for each in periods)


def _add(periods: tuple[Period, ...]) -> Period:
    first, last = periods[0], periods[-1]
    return Period(
        label=first.label if len(periods) == 1 else f"{first.label} à {last.label}",
        events=sum(each.events for each in periods),
        size=sum(each.size for each in periods),
    )


def _read(card: Card, period: Period, target: Target | None) -> Reading:
    measured = compute_card(card, period.events, period.size)
    return Reading(
        period=period,
        measured=measured,
        verdict=judge(target, measured) if target else None,
        is_alert=card.alert is not None and card.alert.is_beyond(measured.value),
    )
