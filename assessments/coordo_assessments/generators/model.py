"""What a generator is: a typed function from chance to a question's data and its key.

The measure of difficulty is stated once for all: **effort**, the number of elementary
operations (one addition, subtraction, multiplication, division, rounding or reading of a date)
that the shortest correct reckoning asks on the data drawn. Each difficulty of an item has its
band, ``EFFORT_BANDS``; ``coordo check`` refuses a variant outside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.seeded_draw import SeededDraw

EFFORT_BANDS = {1: (1, 4), 2: (4, 8), 3: (7, 16)}


class Variant(Closed):
    """One draw.

    Attributes:
        values: what ``{{name}}`` stands for in the texts, written the French way.
        key: the right answer, exact; the item rounds it.
        mistakes: the answer that each named error leads to, exact.
        effort: number of elementary operations of the shortest correct reckoning.
    """

    values: dict[str, str]
    key: Decimal
    mistakes: dict[str, Decimal]
    effort: int


@dataclass(frozen=True)
class Generator:
    """A registered generator.

    Attributes:
        parameters: the closed model of what an item may set.
        draw: the function; it may draw any plausible data, sound or not: the caller draws
            again where an error leads to the key or to the answer of another error.
    """

    parameters: type[Closed]
    draw: Callable[[SeededDraw, Any, ReferenceBook], Variant]


def round_to(number: Decimal, decimals: int) -> Decimal:
    """Round half up to a number of decimals, as an item asks it of the trainee."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
