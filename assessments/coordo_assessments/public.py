"""The public half of an item: what a trainee may receive, and nothing of the key."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, Protocol

from coordo_simulation.references import Closed
from pydantic import Field

from coordo_assessments.markdown import render_inline, render_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coordo_simulation.references import ReferenceBook

    _PartsBuilder = Callable[[Any, ReferenceBook], dict[str, Any]]

    from coordo_assessments.items import (
        ChoiceItem,
        FreeTextItem,
        Item,
        MatchingItem,
        NumericItem,
        OrderingItem,
        QrpItem,
    )


class PublicEntry(Closed):
    """A proposition, an element or a side of a pair: an id and its HTML."""

    id: str
    html: str


class PublicCriterion(Closed):
    """A criterion of a rubric that the trainee may know: its name and its points."""

    criterion: str
    points: Decimal


class PublicItem(Closed):
    """One item as it is shown."""

    id: str
    type: str
    title: str
    stem_html: str
    points: Decimal
    options: tuple[PublicEntry, ...] = ()
    expected_count: int | None = None
    unit: str | None = None
    decimals: int | None = None
    elements: tuple[PublicEntry, ...] = ()
    left: tuple[PublicEntry, ...] = ()
    right: tuple[PublicEntry, ...] = ()
    rubric: tuple[PublicCriterion, ...] = ()
    max_words: int | None = None


class PublicPaper(Closed):
    """The file beside ``evaluation.ipynb``: the public items of one release, in order."""

    schema_version: Literal[1] = 1
    assignment: str
    title: str
    release: str = Field(description="fingerprint of the public content")
    items: tuple[PublicItem, ...]

    def item(self, item_id: str) -> PublicItem:
        """Return one item.

        Raises:
            KeyError: no such id.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)


def build_public_item(item: Item, book: ReferenceBook) -> PublicItem:
    """Build what may be shown of an item.

    Elements to order and right entries to match stand in an order that depends on their ids
    alone, not on the order in which they were written: it is the same at every opening, and
    knowing how it is made does not give the key away.
    """
    build_parts: _PartsBuilder = _PARTS.get(item.type, _no_parts)
    return PublicItem.model_validate(
        {
            "id": item.id,
            "type": item.type,
            "title": item.title,
            "stem_html": render_markdown(item.stem, book),
            "points": item.points,
            **build_parts(item, book),
        }
    )


def _choice_parts(item: ChoiceItem, book: ReferenceBook) -> dict[str, Any]:
    return {"options": _entries(item.options, book)}


def _qrp_parts(item: QrpItem, book: ReferenceBook) -> dict[str, Any]:
    return {"options": _entries(item.options, book), "expected_count": item.expected_count}


def _numeric_parts(item: NumericItem, _book: ReferenceBook) -> dict[str, Any]:
    return {"unit": item.unit, "decimals": item.decimals}


def _ordering_parts(item: OrderingItem, book: ReferenceBook) -> dict[str, Any]:
    return {"elements": _scatter(_entries(item.elements, book), item.id)}


def _matching_parts(item: MatchingItem, book: ReferenceBook) -> dict[str, Any]:
    return {
        "left": _entries(item.left, book),
        "right": _scatter(_entries(item.right, book), item.id),
    }


def _free_text_parts(item: FreeTextItem, _book: ReferenceBook) -> dict[str, Any]:
    rubric = tuple(
        PublicCriterion(criterion=entry.criterion, points=entry.points) for entry in item.rubric
    )
    return {"rubric": rubric, "max_words": item.max_words}


def _no_parts(_item: Item, _book: ReferenceBook) -> dict[str, Any]:
    return {}


_PARTS: dict[str, _PartsBuilder] = {
    "qru": _choice_parts,
    "qrm": _choice_parts,
    "qrp": _qrp_parts,
    "numeric": _numeric_parts,
    "ordering": _ordering_parts,
    "matching": _matching_parts,
    "free_text": _free_text_parts,
}


class _HasText(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...


def _entries(entries: Sequence[_HasText], book: ReferenceBook) -> tuple[PublicEntry, ...]:
    return tuple(
        PublicEntry(id=entry.id, html=render_inline(entry.text, book)) for entry in entries
    )


def _scatter(entries: tuple[PublicEntry, ...], seed: str) -> tuple[PublicEntry, ...]:
    def rank(entry: PublicEntry) -> str:
        return hashlib.sha256(f"{seed}:{entry.id}".encode()).hexdigest()

    return tuple(sorted(entries, key=rank))
