"""One published figure beside what the territory model gives for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coordo_simulation.french import format_number, format_quantity, set_spaces
from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook

Kind = Literal["entrée", "contrôle", "repère"]
"""Put in as such · computed, and the same thing · computed, and not quite the same thing."""


class Check(Closed):
    """One published figure and what the model gives for it."""

    label: str
    reference: str
    kind: Kind
    published: float
    computed: float
    unit: str
    decimals: int
    note: str

    @property
    def gap(self) -> float:
        """Relative gap, in %."""
        return 100 * (self.computed - self.published) / self.published

    @property
    def row(self) -> tuple[str, ...]:
        """The line of the table, in French."""
        published, computed = (
            format_quantity(value, self.unit, self.decimals)
            for value in (self.published, self.computed)
        )
        sign = "+" if round(self.gap, 1) > 0 else ""
        gap = f"{sign}{format_number(self.gap, 1)}\u00a0%"
        return self.label, published, computed, gap, self.kind, set_spaces(self.note)


def read_figure(book: ReferenceBook, reference: str) -> float:
    """The number of a reference.

    Raises:
        UnknownReferenceError: the course lacks it.
    """
    return float(book.get(reference).number)
