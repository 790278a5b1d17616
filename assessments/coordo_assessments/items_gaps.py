"""The formats with several small answers: cloze and table to fill."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from coordo_simulation.references import Closed, KebabId
from pydantic import Field, model_validator

from coordo_assessments.items_base import (
    ItemBase,
    Share,
    Text,
    refuse_doubles,
    refuse_telling_ids,
)

GAP = re.compile(r"\{\{([a-z0-9-]+)\}\}")


class GapBase(Closed):
    """One small answer: its accessible name, what it counts, and its reason."""

    id: KebabId
    label: Text = Field(description="what one is asked here, for who does not see its place")
    weight: Share = Decimal(1)
    explanation: Text


class ShortGap(GapBase):
    """A few words: exact 1, acceptable one half."""

    kind: Literal["qroc"]
    accepted: tuple[Text, ...] = Field(min_length=1)
    acceptable: tuple[Text, ...] = ()


class NumericGap(GapBase):
    """A number within an absolute ``tolerance``, in the unit that is shown."""

    kind: Literal["numeric"]
    value: Decimal
    tolerance: Decimal = Field(default=Decimal(0), ge=0)
    unit: str = ""
    decimals: int = Field(default=0, ge=0, le=6)


class GapOption(Closed):
    """One entry of a choice list."""

    id: KebabId
    text: Text
    correct: bool = False


class ChoiceGap(GapBase):
    """One of 2 to 8 entries."""

    kind: Literal["choice"]
    options: tuple[GapOption, ...] = Field(min_length=2, max_length=8)

    @property
    def key(self) -> GapOption:
        """The right entry."""
        return next(option for option in self.options if option.correct)

    @model_validator(mode="after")
    def _has_one_key(self) -> ChoiceGap:
        ids = tuple(option.id for option in self.options)
        refuse_doubles(ids, "des choix")
        refuse_telling_ids(ids)
        if sum(option.correct for option in self.options) != 1:
            raise ValueError("un seul choix juste (correct: true)")
        return self


Gap = Annotated[ShortGap | NumericGap | ChoiceGap, Field(discriminator="kind")]


class GappedItem(ItemBase):
    """What cloze and table share."""

    @property
    def gaps(self) -> tuple[ShortGap | NumericGap | ChoiceGap, ...]:
        """The small answers, in the order of reading."""
        raise NotImplementedError


class ClozeItem(GappedItem):
    """A text with gaps, each written ``{{its-id}}`` once."""

    type: Literal["cloze"]
    text: Text
    blanks: tuple[Gap, ...] = Field(min_length=1, max_length=12)

    @property
    def gaps(self) -> tuple[ShortGap | NumericGap | ChoiceGap, ...]:
        """The gaps, in the order of their definition."""
        return self.blanks

    @model_validator(mode="after")
    def _has_each_gap_once(self) -> ClozeItem:
        _refuse_bad_gaps(self)
        written = GAP.findall(self.text)
        if sorted(written) != sorted(gap.id for gap in self.blanks):
            raise ValueError("chaque trou {{identifiant}} une fois dans le texte, et défini")
        return self


class GivenCell(Closed):
    """A cell that is shown."""

    kind: Literal["given"]
    text: Text


Cell = Annotated[GivenCell | ShortGap | NumericGap | ChoiceGap, Field(discriminator="kind")]


class TableRow(Closed):
    """One line: its head, then one cell per column."""

    text: Text
    cells: tuple[Cell, ...] = Field(min_length=1, max_length=8)


class TableItem(GappedItem):
    """A table to fill; each cell is typed and counts its ``weight`` (equal unless stated)."""

    type: Literal["table"]
    caption: Text
    corner: str = Field(default="", description="head of the column of heads")
    columns: tuple[Text, ...] = Field(min_length=1, max_length=8)
    rows: tuple[TableRow, ...] = Field(min_length=1, max_length=15)

    @property
    def gaps(self) -> tuple[ShortGap | NumericGap | ChoiceGap, ...]:
        """The cells to fill, line by line."""
        return tuple(
            cell for row in self.rows for cell in row.cells if not isinstance(cell, GivenCell)
        )

    @model_validator(mode="after")
    def _has_full_rows(self) -> TableItem:
        _refuse_bad_gaps(self)
        if not self.gaps:
            raise ValueError("au moins une cellule à remplir")
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"autant de cellules que de colonnes ({len(self.columns)})")
        return self


def _refuse_bad_gaps(item: GappedItem) -> None:
    ids = tuple(gap.id for gap in item.gaps)
    refuse_doubles(ids, "des réponses")
    refuse_telling_ids(ids)
