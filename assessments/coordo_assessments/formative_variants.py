"""Gives each trainee their own data in the exercises, without any secret.

The kernel holds the keys of exercises anyway: what matters is that neighbours who compare find
the same reasoning and other numbers, and that the same person finds the same ones again.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from coordo_assessments.bank import Bank, Theme
from coordo_assessments.items import ChoiceItem, NumericItem
from coordo_assessments.variants import draw_item

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.items import Item

_MARK_LENGTH = 16


def build_own_bank(bank: Bank, trainee: str, book: ReferenceBook) -> Bank:
    """Draw the generated items of a formative bank for a trainee.

    Raises:
        VariantError: an item cannot be drawn.
    """
    drawn = {
        name: draw_item(template, f"formatif/{trainee}/{name}".encode(), book).item
        for name, template in bank.templates.items()
    }
    themes = tuple(
        Theme(
            stem=theme.stem,
            title=theme.title,
            items=tuple(drawn.get(item.id, item) for item in theme.items),
        )
        for theme in bank.themes
    )
    return Bank(themes=themes, templates=bank.templates)


def mark_content(item: Item) -> str:
    """Mark the data of a drawn item: the same numbers have the same mark.

    An answer to other data (another account, a generator that changed) is then not shown under
    these.
    """
    parts = [item.id, item.type]
    if isinstance(item, NumericItem):
        parts += [str(number) for number in (item.value, *(one.value for one in item.mistakes))]
    if isinstance(item, ChoiceItem):
        parts += [f"{option.id}={option.text}" for option in item.options]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_MARK_LENGTH]
