"""The formats that arrange elements: ordering, matching, classification."""

from __future__ import annotations

from typing import Literal

from coordo_simulation.references import Closed, KebabId
from pydantic import Field, model_validator

from coordo_assessments.items_base import ItemBase, Text, refuse_doubles, refuse_telling_ids


class Element(Closed):
    """One step to put in its place."""

    id: KebabId
    text: Text
    explanation: Text


class OrderingItem(ItemBase):
    """Elements written in the right order; the view shuffles them."""

    type: Literal["ordering"]
    elements: tuple[Element, ...] = Field(min_length=3, max_length=8)

    @property
    def key(self) -> tuple[str, ...]:
        """Ids in the right order."""
        return tuple(element.id for element in self.elements)

    @model_validator(mode="after")
    def _has_unique_elements(self) -> OrderingItem:
        refuse_doubles(self.key, "des éléments")
        refuse_telling_ids(self.key)
        if list(self.key) == sorted(self.key):
            raise ValueError("des identifiants dont l'ordre alphabétique ne dit pas la réponse")
        return self


class LeftEntry(Closed):
    """What must be matched, the id of its match and the reason."""

    id: KebabId
    text: Text
    match: KebabId
    explanation: Text


class RightEntry(Closed):
    """A possible match; one that nothing matches is a distractor."""

    id: KebabId
    text: Text


class MatchingItem(ItemBase):
    """Pairs: each left entry has one match; a right entry may serve none or several."""

    type: Literal["matching"]
    left: tuple[LeftEntry, ...] = Field(min_length=2, max_length=8)
    right: tuple[RightEntry, ...] = Field(min_length=2, max_length=10)

    @property
    def key(self) -> dict[str, str]:
        """Right match of each left entry."""
        return {entry.id: entry.match for entry in self.left}

    @model_validator(mode="after")
    def _has_known_matches(self) -> MatchingItem:
        refuse_doubles(tuple(entry.id for entry in self.left), "des entrées à gauche")
        refuse_doubles(tuple(entry.id for entry in self.right), "des entrées à droite")
        refuse_telling_ids((*self.key, *(entry.id for entry in self.right)))
        known = {entry.id for entry in self.right}
        for entry in self.left:
            if entry.match not in known:
                raise ValueError(f"match : une entrée de droite, et non « {entry.match} »")
            if entry.match == entry.id:
                raise ValueError(f"deux identifiants différents à gauche et à droite ({entry.id})")
        return self


class SortedElement(Closed):
    """An element, the category it belongs to and the reason."""

    id: KebabId
    text: Text
    category: KebabId
    explanation: Text


class ClassificationItem(ItemBase):
    """Elements to put each into one category; a category may stay empty."""

    type: Literal["classification"]
    categories: tuple[RightEntry, ...] = Field(min_length=2, max_length=6)
    elements: tuple[SortedElement, ...] = Field(min_length=4, max_length=20)

    @property
    def key(self) -> dict[str, str]:
        """Category of each element."""
        return {element.id: element.category for element in self.elements}

    @model_validator(mode="after")
    def _has_known_categories(self) -> ClassificationItem:
        elements = tuple(element.id for element in self.elements)
        categories = tuple(category.id for category in self.categories)
        refuse_doubles(elements, "des éléments")
        refuse_doubles(categories, "des catégories")
        refuse_telling_ids((*elements, *categories))
        for element in self.elements:
            if element.category not in categories:
                raise ValueError(f"category : une catégorie connue, et non « {element.category} »")
        return self
