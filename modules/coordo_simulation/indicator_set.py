"""The indicator cards of a service, as an author writes them with their series."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from coordo_simulation.indicator_card import Card, Target, compute_card
from coordo_simulation.indicator_series import Counting, Indicator, Period
from coordo_simulation.references import Closed
from coordo_simulation.view_texts import Id, Line, Name, Origin, ShortName, Story

MOST_MOVES = 5
"""Steps by which a reader may move a target, either way."""
LARGEST_SHOWN = 999
Said = Annotated[str, Field(max_length=240)]


class NamedPeriod(Period):
    """A period whose name stands under a phone's picture beside another."""

    label: Annotated[Name, Field(max_length=18)]
    size: int = Field(gt=0, le=1_000_000)


class ShownCounting(Counting):
    """A way to count, its periods few enough to be told apart."""

    words: Line
    periods: tuple[NamedPeriod, ...] = Field(min_length=1, max_length=48)


class ShownCard(Card):
    """A card with a target that one may move; what is not written shows as a hole."""

    id: Id
    name: Name
    unit: Annotated[str, Field(max_length=3)]
    decimals: int = Field(default=1, ge=0, le=1)
    target: Target
    question: Said = ""
    numerator: Said = ""
    denominator: Said = ""
    exclusions: Said = ""
    source: Said = ""
    frequency: Said = ""
    owner: Said = ""
    limits: Said = ""
    perverse_effect: Said = ""


class ShownIndicator(Indicator):
    """An indicator that a picture can hold."""

    card: ShownCard
    short: ShortName
    unit_noun: Annotated[ShortName, Field(max_length=16)]
    period_nouns: tuple[ShortName, ShortName]
    own: ShownCounting
    other: ShownCounting | None = None

    @model_validator(mode="after")
    def _stays_on_its_scale(self) -> Self:
        card, reach = self.card, MOST_MOVES * self.step
        most = card.scale if card.kind == "proportion" else LARGEST_SHOWN
        if not reach < card.target.value < most - reach:
            raise ValueError(
                f"une cible et un pas (step) qui laissent la place de {MOST_MOVES} pas de part et "
                f"d’autre, entre 0 et {most:g}"
            )
        if card.alert and not 0 <= card.alert.value <= most:
            raise ValueError(f"un seuil d’alerte entre 0 et {most:g}")
        for counting in (self.own, self.other):
            for period in counting.periods if counting else ():
                measured = compute_card(card, period.events, period.size)
                if measured.high > LARGEST_SHOWN:
                    raise ValueError(
                        f"{period.label} : un intervalle qui ne passe pas {LARGEST_SHOWN} "
                        "(changez scale)"
                    )
        return self


class IndicatorSet(Closed):
    """The cards of a service, ``lead`` presents them; ``origin`` says whence they come."""

    service: Name
    origin: Origin
    lead: Story
    indicators: tuple[ShownIndicator, ...] = Field(min_length=1, max_length=8)

    @model_validator(mode="after")
    def _has_distinct_ids(self) -> Self:
        ids = [each.card.id for each in self.indicators]
        if len(set(ids)) < len(ids):
            raise ValueError("des identifiants de fiches distincts")
        return self

    def get(self, card_id: str) -> ShownIndicator:
        """Return an indicator by the id of its card."""
        return next(each for each in self.indicators if each.card.id == card_id)
