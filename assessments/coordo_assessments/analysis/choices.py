"""Who picks which proposition: each distractor by quartile of ability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.analysis.moments import rank_evenly
from coordo_assessments.items import ChoiceItem, TcsItem
from coordo_assessments.markdown import render_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.analysis.responses import Response
    from coordo_assessments.items import Item

QUARTERS = 4
NO_ANSWER = ""
"""Id of the row that counts the sheets without an answer."""


@dataclass(frozen=True)
class OptionName:
    """A proposition as it is listed."""

    id: str
    text: str
    is_key: bool


@dataclass(frozen=True)
class ChoiceRow:
    """How many of each quartile, weakest first, picked a proposition, out of how many."""

    id: str
    text: str
    is_key: bool
    picked: tuple[int, ...]
    sizes: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many picked it in all."""
        return sum(self.picked)

    @property
    def shares(self) -> tuple[float | None, ...]:
        """Share of each quartile; None for a quartile without anybody."""
        return tuple(
            picked / size if size else None
            for picked, size in zip(self.picked, self.sizes, strict=True)
        )


def name_options(item: Item, book: ReferenceBook | None = None) -> tuple[OptionName, ...]:
    """List the propositions of an item; none for the formats without propositions.

    In a concordance test the key is what most experts answered. Cited facts show their value
    where the ``book`` is given.
    """
    match item:
        case ChoiceItem():
            return tuple(
                OptionName(
                    option.id,
                    render_plain(option.text, book) if book else option.text,
                    option.correct,
                )
                for option in item.options
            )
        case TcsItem():
            most = max(item.votes.values())
            return tuple(
                OptionName(str(degree), f"{degree:+d}", item.votes.get(degree, 0) == most)
                for degree in (-2, -1, 0, 1, 2)
            )
        case _:
            return ()


def assign_quartiles(totals: Sequence[float]) -> list[int]:
    """Quartile of each total, 0 the weakest; equal totals always share theirs."""
    return [
        min(QUARTERS - 1, int(QUARTERS * (rank - 0.5) / len(totals)))
        for rank in rank_evenly(totals)
    ]


def count_choices(
    options: Sequence[OptionName], responses: Sequence[Response], rest: Sequence[float]
) -> tuple[ChoiceRow, ...]:
    """Count who picked what.

    Args:
        options: propositions of the item; nothing is counted where there are none.
        responses: one a sheet.
        rest: total of each sheet without the item, so that the item does not sort its own judges.
    """
    if not options:
        return ()
    quartiles = assign_quartiles(rest)
    sizes = tuple(quartiles.count(quarter) for quarter in range(QUARTERS))
    rows = [
        _count_row(option, [option.id in response.chosen for response in responses], quartiles)
        for option in options
    ]
    silent = [response.is_blank for response in responses]
    if any(silent):
        rows.append(
            _count_row(OptionName(NO_ANSWER, "Sans réponse", is_key=False), silent, quartiles)
        )
    return tuple(
        ChoiceRow(option.id, option.text, option.is_key, picked, sizes) for option, picked in rows
    )


def _count_row(
    option: OptionName, picks: Sequence[bool], quartiles: Sequence[int]
) -> tuple[OptionName, tuple[int, ...]]:
    counts = [0] * QUARTERS
    for quarter, is_picked in zip(quartiles, picks, strict=True):
        counts[quarter] += is_picked
    return option, tuple(counts)
