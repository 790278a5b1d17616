"""Pieces of the HTML that shows graded answers: escaped texts, points, tables."""

from __future__ import annotations

import unicodedata
from html import escape
from typing import TYPE_CHECKING, Any

from coordo_simulation.french import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NOTHING = '<span class="co-nothing">sans réponse</span>'


def escape_text(text: str) -> str:
    """Escape what a trainee typed, without its control characters, its lines kept."""
    kept = "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"}
    )
    return escape(kept).replace("\n", "<br>")


def count_words(text: str) -> int:
    """Number of words, as a reader would count them."""
    return len(text.split())


def format_points(points: Any) -> str:  # noqa: ANN401  (float or Decimal)
    """Write points with as many decimals as they need, two at most."""
    decimals = next(count for count in (0, 1, 2) if count == 2 or round(points, count) == points)  # noqa: PLR2004
    return format_number(points, decimals)


def render_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], marks: Sequence[bool] | None = None
) -> str:
    """Draw a table of HTML cells; ``marks`` says which rows are right."""
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in heads)
    body = []
    for index, row in enumerate(rows):
        mark = "" if marks is None else (' class="co-right"', ' class="co-wrong"')[not marks[index]]
        cells = "".join(
            f'<td data-label="{escape(title)}">{cell}</td>'
            for title, cell in zip(heads, row, strict=True)
        )
        body.append(f"<tr{mark}>{cells}</tr>")
    return (
        f'<table class="co-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>"
    )
