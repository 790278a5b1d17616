"""Turns a generated item into the ordinary item of one seed, the same wherever it is rebuilt.

A draw is kept only where it is sound: after rounding, the answer of every named error differs
from the key and from the others by more than the tolerance. Otherwise the next draw of the same
seed is taken, so that instructor, kernel and grader all end on the same one.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any

from coordo_simulation.french import format_quantity

from coordo_assessments.generators import GENERATORS
from coordo_assessments.generators.model import Variant, round_to
from coordo_assessments.items import (
    ChoiceItem,
    Item,
    ItemBase,
    NumericItem,
    NumericMistake,
    Option,
    QruItem,
)
from coordo_assessments.items_generated import GeneratedNumericItem, GeneratedQruItem
from coordo_assessments.seeded_draw import SeededDraw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_simulation.references import ReferenceBook

    Template = GeneratedNumericItem | GeneratedQruItem

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
MAX_DRAWS = 50
_KEY = "juste"


class VariantError(ValueError):
    """A template that cannot be drawn; the message is French."""


@dataclass(frozen=True)
class DrawnItem:
    """An ordinary item, and what it was drawn from.

    Attributes:
        item: the item of one seed.
        variant: values, key and effort.
        draws: how many draws it took.
    """

    item: Item
    variant: Variant
    draws: int

    @property
    def digest(self) -> str:
        """Digest of the data and of the key: what an answer was given to."""
        content = self.variant.model_dump_json(exclude={"effort"})
        return hashlib.sha256(content.encode()).hexdigest()


def draw_item(template: Template, seed: bytes, book: ReferenceBook) -> DrawnItem:
    """Build the item of a seed.

    Raises:
        VariantError: an error or a value that the generator does not know, or no sound draw.
    """
    generator = GENERATORS[template.generator.name]
    parameters = template.generator.build_parameters()
    for rank in range(MAX_DRAWS):
        draw = SeededDraw(hmac.digest(seed, rank.to_bytes(4, "big"), hashlib.sha256))
        variant = generator.draw(draw, parameters, book)
        if is_sound(template, variant):
            return DrawnItem(_build_item(template, variant, seed), variant, rank + 1)
    raise VariantError(
        f"«\u202f{template.id}\u202f»\u202f: aucun tirage sain en {MAX_DRAWS} essais, les "
        "erreurs nommées mènent trop souvent à la même réponse"
    )


def is_sound(template: Template, variant: Variant) -> bool:
    """Whether key and named errors stay apart once rounded.

    Raises:
        VariantError: the template names an error that the generator does not know.
    """
    numbers = [round_to(number, template.decimals) for number in _list_numbers(template, variant)]
    tolerance = template.tolerance if isinstance(template, GeneratedNumericItem) else Decimal(0)
    return all(abs(one - other) > tolerance for one, other in combinations(numbers, 2))


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """Put the values in the place of their names.

    Raises:
        VariantError: a name that the generator does not give.
    """

    def find_value(found: re.Match[str]) -> str:
        try:
            return values[found.group(1)]
        except KeyError:
            known = ", ".join(sorted(values))
            raise VariantError(
                f"{found.group()} n’est pas une valeur du générateur, qui donne\u202f: {known}"
            ) from None

    return PLACEHOLDER.sub(find_value, text)


def shuffle_options(item: Item, seed: bytes) -> Item:
    """Put the propositions of a choice item in the order of a seed, where the item allows it."""
    if not isinstance(item, ChoiceItem) or not item.shuffle:
        return item
    options = SeededDraw(hmac.digest(seed, b"order", hashlib.sha256)).shuffle(item.options)
    return item.model_copy(update={"options": options})


def _list_numbers(template: Template, variant: Variant) -> list[Decimal]:
    unknown = {mistake.error for mistake in template.mistakes} - set(variant.mistakes)
    if unknown:
        known = ", ".join(sorted(variant.mistakes))
        raise VariantError(
            f"{min(unknown)} n’est pas une erreur du générateur, qui connaît\u202f: {known}"
        )
    return [variant.key, *(variant.mistakes[mistake.error] for mistake in template.mistakes)]


def _build_item(template: Template, variant: Variant, seed: bytes) -> Item:
    shared = {name: getattr(template, name) for name in ItemBase.model_fields}
    for name in ("title", "stem", "explanation"):
        shared[name] = fill_text(shared[name], variant.values)
    if isinstance(template, GeneratedNumericItem):
        return _build_numeric(template, variant, shared)
    return _build_qru(template, variant, shared, seed)


def _build_numeric(
    template: GeneratedNumericItem, variant: Variant, shared: dict[str, Any]
) -> NumericItem:
    mistakes = tuple(
        NumericMistake(
            value=round_to(variant.mistakes[mistake.error], template.decimals),
            explanation=fill_text(mistake.explanation, variant.values),
        )
        for mistake in template.mistakes
    )
    return NumericItem(
        **shared,
        type="numeric",
        value=round_to(variant.key, template.decimals),
        tolerance=template.tolerance,
        unit=template.unit,
        decimals=template.decimals,
        mistakes=mistakes,
    )


def _build_qru(
    template: GeneratedQruItem, variant: Variant, shared: dict[str, Any], seed: bytes
) -> QruItem:
    """Ids of propositions are derived from the seed: they tell nothing, here or elsewhere."""

    def build_option(error: str, number: Decimal, explanation: str) -> Option:
        return Option(
            id=f"p{hmac.digest(seed, error.encode(), hashlib.sha256).hex()[:8]}",
            text=format_quantity(number, template.unit, template.decimals),
            correct=error == _KEY,
            explanation=fill_text(explanation, variant.values),
        )

    options = [build_option(_KEY, variant.key, template.key_explanation)]
    options += [
        build_option(mistake.error, variant.mistakes[mistake.error], mistake.explanation)
        for mistake in template.mistakes
    ]
    item = QruItem(**shared, type="qru", options=tuple(options))
    shuffled = shuffle_options(item, seed)
    assert isinstance(shuffled, QruItem)  # noqa: S101  (the same item, its options moved)
    return shuffled
