"""Indicator card: what an indicator answers, how it is counted, and what it may spoil.

A proportion comes with the score interval of Wilson (1927), which stays within 0 and 1 and holds
for the small numbers of a home-care service.
"""

from __future__ import annotations

from math import sqrt
from typing import Literal

from pydantic import Field

from coordo_simulation.french import format_number, format_quantity, set_spaces
from coordo_simulation.references import Closed

Z_95 = 1.959963984540054
"""Quantile of the normal law that leaves 2.5 % above."""

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


class Target(Closed):
    """A value aimed at, in the card's unit, and where it comes from."""

    value: float
    is_at_most: bool
    origin: str = ""


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
    limits: str = ""
    perverse_effect: str = ""


class Measured(Closed):
    """A value with, for a proportion, the bounds of its 95 % interval. Scaled as the card says."""

    value: float
    low: float | None = None
    high: float | None = None


def check_card(card: Card) -> tuple[str, ...]:
    """Say in French what the card lacks; empty when it is whole."""
    missing = [f"Il manque {words}." for name, words in FIELDS.items() if not _has(card, name)]
    if card.target is None:
        missing.append("Il manque la cible, ou la raison de n’en pas fixer.")
    elif not card.target.origin.strip():
        missing.append("La cible ne dit pas d’où elle vient : texte, étude, ou choix de l’équipe ?")
    return tuple(set_spaces(text) for text in missing)


def compute_wilson(events: int, total: int, z: float = Z_95) -> tuple[float, float]:
    """Bounds of the score interval of a proportion.

    Raises:
        ValueError: no units, or more events than units (in French).
    """
    if total <= 0 or not 0 <= events <= total:
        raise ValueError(set_spaces(f"{events} sur {total} : une part de quelque chose"))
    share, square = events / total, z * z
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = share * (1 - share) / total + square / (4 * total * total)
    half = z * sqrt(spread) / (1 + square / total)
    low = 0.0 if events == 0 else max(0.0, middle - half)
    high = 1.0 if events == total else min(1.0, middle + half)
    return low, high


def compute_card(card: Card, numerator: int, denominator: int) -> Measured:
    """Compute a card's value; an interval for a proportion only.

    Raises:
        ValueError: a denominator of none, or a proportion above one (in French).
    """
    if card.kind == "proportion":
        low, high = compute_wilson(numerator, denominator)
        return Measured(
            value=card.scale * numerator / denominator,
            low=card.scale * low,
            high=card.scale * high,
        )
    if denominator <= 0 or numerator < 0:
        raise ValueError(set_spaces(f"{numerator} sur {denominator} : un taux est impossible"))
    return Measured(value=card.scale * numerator / denominator)


def tell_measured(card: Card, measured: Measured) -> str:
    """Say in French the value, its interval, and whether the interval settles the target."""
    said = f"{card.name} : {format_quantity(measured.value, card.unit, card.decimals)}"
    if measured.low is None or measured.high is None:
        said += "."
    else:
        low = format_number(measured.low, card.decimals)
        high = format_quantity(measured.high, card.unit, card.decimals)
        said += f" (intervalle à 95 % : de {low} à {high})."
    if card.target:
        said += f" {_tell_target(card, card.target, measured)}"
    return set_spaces(said)


def _tell_target(card: Card, target: Target, measured: Measured) -> str:
    word = "au plus" if target.is_at_most else "au moins"
    aim = f"Cible : {word} {format_quantity(target.value, card.unit, card.decimals)}."
    if measured.low is None or measured.high is None:
        return f"{aim} Sans intervalle, un seul relevé ne tranche pas."
    if measured.low <= target.value <= measured.high:
        return f"{aim} L’intervalle contient la cible : les données ne tranchent pas."
    is_below = measured.high < target.value
    verdict = "tenue" if is_below == target.is_at_most else "manquée"
    side = "au-dessous" if is_below else "au-dessus"
    return f"{aim} Tout l’intervalle est {side} : elle est {verdict}."


def _has(card: Card, name: str) -> bool:
    return bool(str(getattr(card, name)).strip())
