"""Which value of a dated figure holds on a day.

A figure that changes is kept in ``references.yml`` as a family: ``mtp-2025``, ``mtp-2026``,
or ``smic-horaire-2026-06`` when it moves within a year.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coordo_simulation.french import format_date

if TYPE_CHECKING:
    from datetime import date

    from coordo_simulation.references import Reference, ReferenceBook


class NoValueInForceError(LookupError):
    """The course holds no value of that figure for that day."""

    def __init__(self, family: str, on: date) -> None:
        super().__init__(
            f"aucune valeur de «\u202f{family}\u202f» au {format_date(on)} dans les références "
            "du cours\u202f: choisir une autre date, ou ajouter la valeur avec sa source"
        )
        self.family = family
        self.on = on


def find_in_force(book: ReferenceBook, family: str, on: date) -> Reference:
    """Return the latest reference of a family (or the one of that very id) that holds on a day.

    Raises:
        NoValueInForceError: none holds that day.
    """
    pattern = re.compile(rf"{re.escape(family)}(-\d{{4}}(-\d{{2}})?)?")
    holding = [
        reference
        for reference in book.references
        if pattern.fullmatch(reference.id)
        and reference.valid_from <= on
        and not reference.is_expired(on)
    ]
    if not holding:
        raise NoValueInForceError(family, on)
    return max(holding, key=lambda reference: reference.valid_from)
