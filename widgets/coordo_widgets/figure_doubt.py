"""The figures of a view that no text read by the course supports, said among its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import set_spaces

from coordo_widgets.place import find_place

if TYPE_CHECKING:
    from collections.abc import Iterable


def tell_doubts(reference_ids: Iterable[str]) -> tuple[str, ...]:
    """Name the figures whose confidence is not « haute », in one sentence; none, nothing."""
    book = find_place().references
    found = [book.get(name) for name in dict.fromkeys(reference_ids)]
    unsure = [
        f"{reference.label}, {reference.value_text} (confiance {reference.confidence})"
        for reference in found
        if reference.confidence != "haute"
    ]
    return (set_spaces(f"À vérifier avant tout usage : {' ; '.join(unsure)}."),) if unsure else ()
