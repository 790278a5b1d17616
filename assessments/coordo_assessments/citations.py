"""Which references an item cites, in its texts or by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from coordo_assessments.items_cases import CaseItem
from coordo_assessments.markdown import iter_citations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordo_assessments.items import Item


def list_citations(item: Item) -> tuple[str, ...]:
    """Ids of the references of an item, each once, in the order of reading."""
    cited = [found for text in iter_texts(item) for found, _label in iter_citations(text)]
    steps = item.steps if isinstance(item, CaseItem) else ()
    named = [found for step in steps for found in step.question.references]
    return tuple(dict.fromkeys((*item.references, *named, *cited)))


def iter_texts(node: object) -> Iterator[str]:
    """Yield every text of a model, however deep."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from iter_texts(getattr(node, name))
    elif isinstance(node, tuple | list):
        for child in node:
            yield from iter_texts(child)
    elif isinstance(node, dict):
        for child in node.values():
            yield from iter_texts(child)
