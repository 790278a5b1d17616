"""Indicator card: what an indicator answers, how it is counted, and what it may spoil.

A value comes with a score interval, Wilson's for a share (``intervals``), Poisson's for a rate
(``indicator_intervals``): they hold for the small numbers of a home-care service, and alone say
whether a target is held, missed, or not settled.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from coordo_simulation.french import format_number, format_quantity, set_spaces
from coordo_simulation.indicator_intervals import (
    bound_rate,
    compute_deciding_exposure,
    compute_deciding_total,
    compute_rate_bounds,
)
from coordo_simulation.intervals import bound_share, compute_share_interval
from coordo_simulation.references import Closed

FIELDS = {
    "question": "la question à laquelle il répond",
    "numerator": "le numérateur",
    "denominator": "le dénominateur",
    "exclusions": "ce qui est exclu, et pourquoi (écrire « rien » s’il n’y a rien)",
    "source": "la source des données",
    "frequency": "la fréquence du relevé",
    "owner": "qui le relève et qui le lit",
    "limits": "ses limites",
    "perverse_effect": "l’effet pervers à surveiller",
}


Verdict = Literal["held", "missed", "open"]


class Target(Closed):
    """A value aimed at, or not to be passed, in the card's unit, and where it comes from."""

    value: float
    is_at_most: bool
    origin: str = ""

    def is_beyond(self, value: float) -> bool:
        """Whether a value is on the wrong side, chance set aside."""
        return value > self.value if self.is_at_most else value < self.value


class Card(Closed):
    """A card as it is written; a field left empty is what ``check_card`` tells."""

    id: str
    name: str
    kind: Literal["proportion", "rate"]
    unit: str
    scale: float = Field(default=1, gt=0, allow_inf_nan=False)
    decimals: int = Field(default=1, ge=0)
    question: str = ""
    numerator: str = ""
    denominator: str = ""
    exclusions: str = ""
    source: str = ""
    frequency: str = ""
    owner: str = ""
    target: Target | None = None
    alert: Target | None = None
    limits: str = ""
    perverse_effect: str = ""


class Measured(Closed):
    """A value with the bounds of its 95 % interval. Scaled as the card says."""

    value: float
    low: float
    high: float


def check_card(card: Card) -> tuple[str, ...]:
    """Say in French what the card lacks; empty when it is whole."""
    missing = [f"Il manque {words}." for name, words in FIELDS.items() if not _has(card, name)]
    if card.target is None:
        missing.append("Il manque la cible, ou la raison de n’en pas fixer.")
    elif not card.target.origin.strip():
        missing.append("La cible ne dit pas d’où elle vient : texte, étude, ou choix de l’équipe ?")
    if card.alert is None:
        missing.append("Il manque le seuil d’alerte, ou la raison de s’en passer.")
    elif card.target and not card.target.is_beyond(card.alert.value):
        missing.append("Le seuil d’alerte est aussi exigeant que la cible, ou plus.")
    return tuple(set_spaces(text) for text in missing)


def compute_card(card: Card, numerator: int, denominator: int) -> Measured:
    """Compute a card's value and its interval.

    Raises:
        ValueError: a denominator of none, a negative count, or a proportion above one (in French).
    """
    compute = compute_share_interval if card.kind == "proportion" else compute_rate_bounds
    low, high = compute(numerator, denominator)
    return Measured(
        value=card.scale * numerator / denominator, low=card.scale * low, high=card.scale * high
    )


def imagine_size(card: Card, value: float, size: float) -> Measured:
    """The interval that the same value would have, had it been seen on ``size`` units."""
    bound = bound_share if card.kind == "proportion" else bound_rate
    low, high = bound(value / card.scale, size)
    return Measured(value=value, low=card.scale * low, high=card.scale * high)


def compute_deciding_size(card: Card, value: float, target: Target) -> int | None:
    """Least denominator from which that value settles the target; none where it is the target."""
    compute = compute_deciding_total if card.kind == "proportion" else compute_deciding_exposure
    return compute(value / card.scale, target.value / card.scale)


def judge(target: Target, measured: Measured) -> Verdict:
    """Whether the whole interval is on one side of the target; ``open`` where it holds it."""
    if measured.low <= target.value <= measured.high:
        return "open"
    return "missed" if target.is_beyond(measured.value) else "held"


def tell_measured(card: Card, measured: Measured) -> str:
    """Say in French the value, its interval, and whether the interval settles the target."""
    low = format_number(measured.low, card.decimals)
    high = format_quantity(measured.high, card.unit, card.decimals)
    said = (
        f"{card.name} : {format_quantity(measured.value, card.unit, card.decimals)} "
        f"(intervalle à 95 % : de {low} à {high})."
    )
    if card.target:
        said += f" {_tell_target(card, card.target, measured)}"
    return set_spaces(said)


def tell_aim(card: Card, target: Target) -> str:
    """Say in French what is aimed at: au plus 5,0 %."""
    word = "au plus" if target.is_at_most else "au moins"
    return set_spaces(f"{word} {format_quantity(target.value, card.unit, card.decimals)}")


def _tell_target(card: Card, target: Target, measured: Measured) -> str:
    aim = f"Cible : {tell_aim(card, target)}."
    verdict = judge(target, measured)
    if verdict == "open":
        return f"{aim} L’intervalle contient la cible : les données ne tranchent pas."
    word = "tenue" if verdict == "held" else "manquée"
    side = "au-dessous" if measured.high < target.value else "au-dessus"
    return f"{aim} Tout l’intervalle est {side} : elle est {word}."


def _has(card: Card, name: str) -> bool:
    return bool(str(getattr(card, name)).strip())
