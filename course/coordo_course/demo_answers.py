"""What a simulated trainee answers: right as often as their ability and the item allow."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from coordo_assessments.items import (
    ChoiceItem,
    FreeTextItem,
    Item,
    MatchingItem,
    NumericItem,
    OrderingItem,
    QrmItem,
    QrocItem,
)
from coordo_assessments.solutions import answer_as_key

if TYPE_CHECKING:
    import random

_HARDER = 0.12  # what each degree of difficulty takes off the chance of a right answer
_SENTENCES = (
    "Je commence par dire ce qui change pour les personnes que nous accompagnons.",
    "Les familles gardent un seul interlocuteur, et je le nomme.",
    "Je rappelle l’échéance, et ce qui se passe si nous ne la tenons pas.",
    "Je propose un calendrier en trois temps, avec un point chaque mois.",
    "Je dis aussi ce que je ne sais pas encore, et quand je le saurai.",
    "Les inquiétudes de l’équipe sont écrites et reçoivent chacune une réponse.",
)


def answer_item(item: Item, ability: float, rng: random.Random) -> dict[str, Any] | None:
    """Answer an item; ``ability`` is the chance to be right on an item of middle difficulty.

    A wrong answer to a format that no mistake is simulated for is left blank (None).
    """
    if isinstance(item, FreeTextItem):
        count = max(1, round(ability * len(_SENTENCES)))
        return {"text": " ".join(rng.sample(_SENTENCES, count))}
    is_right = rng.random() < ability - _HARDER * (item.difficulty - 2)
    return answer_right(item) if is_right else answer_wrong(item, rng)


def answer_right(item: Item) -> dict[str, Any]:
    """Answer as the key does."""
    return answer_as_key(item)


def answer_wrong(item: Item, rng: random.Random) -> dict[str, Any] | None:
    """Answer with a likely mistake, often one that keeps part of the credit."""
    match item:
        case ChoiceItem():
            return {"options": sorted(_choose_wrong(item, rng))}
        case QrocItem():
            known = [mistake.answer for mistake in item.mistakes] + list(item.acceptable)
            return {"text": rng.choice([*known, "je ne sais plus"])}
        case NumericItem():
            known = [_write_number(mistake.value) for mistake in item.mistakes]
            return {"text": rng.choice([*known, _write_number(item.value * 2 + Decimal(1))])}
        case OrderingItem():
            return {"order": _swap(list(item.key), rng)}
        case MatchingItem():
            lefts = list(item.key)
            return {"pairs": dict(zip(_swap(lefts, rng), item.key.values(), strict=True))}
        case _:
            return None


def _choose_wrong(item: ChoiceItem, rng: random.Random) -> frozenset[str]:
    """Flip one proposition of a QRM; elsewhere replace a right one by a wrong one."""
    if isinstance(item, QrmItem):
        return item.key ^ {rng.choice(item.options).id}
    wrong = [option.id for option in item.options if not option.correct]
    return frozenset([*sorted(item.key)[1:], rng.choice(wrong)])


def _swap(entries: list[str], rng: random.Random) -> list[str]:
    first = rng.randrange(len(entries) - 1)
    entries[first], entries[first + 1] = entries[first + 1], entries[first]
    return entries


def _write_number(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")
