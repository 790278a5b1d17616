"""What the items of every format have in common."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from coordo_simulation.references import Closed, KebabId, Source
from pydantic import Field, model_validator

Text = Annotated[str, Field(min_length=1)]
Share = Annotated[Decimal, Field(gt=0, le=100)]
"""What one part counts beside the others; the parts of an item are weighed by their sum."""


class ItemBase(Closed):
    """What every item has. Texts are Markdown; ``[[id]]`` cites a reference."""

    id: KebabId
    title: Text
    objectives: tuple[KebabId, ...] = Field(min_length=1)
    competencies: tuple[KebabId, ...] = Field(min_length=1)
    difficulty: Literal[1, 2, 3]
    points: Decimal = Field(default=Decimal(1), gt=0, le=20)
    stem: Text
    explanation: Text
    as_of: date | None = Field(
        default=None,
        description="day of the situation: a fact that has expired since may then be cited",
    )
    references: tuple[KebabId, ...] = ()
    sources: tuple[Source, ...] = ()
    certainty: bool = Field(
        default=False, description="ask how sure one is (degrees 0 to 5); never changes the score"
    )

    is_closed: ClassVar[bool] = True
    """Whether the format has right answers; a panel, a case or a free text has none."""

    @property
    def is_graded_by_hand(self) -> bool:
        """Whether a person gives the points."""
        return False

    @property
    def can_ask_certainty(self) -> bool:
        """Whether there is a right answer to be sure of."""
        return self.is_closed and not self.is_graded_by_hand

    @model_validator(mode="after")
    def _has_certainty_where_it_means_something(self) -> ItemBase:
        if self.certainty and not self.can_ask_certainty:
            raise ValueError("certainty sur une question fermée, à réponse juste connue")
        return self


def refuse_telling_ids(ids: tuple[str, ...]) -> None:
    """Ids travel to the trainee: numbered ones would give the order or the pairs away."""
    telling = [entry for entry in ids if any(mark.isdigit() for mark in entry)]
    if telling or any(len(entry) == 1 for entry in ids):
        raise ValueError("des identifiants en mots, sans chiffre ni lettre seule (ils se voient)")


def refuse_doubles(ids: tuple[str, ...], what: str) -> None:
    """Raise where an id serves twice; ``what`` is French (« des propositions »)."""
    doubles = sorted({entry for entry in ids if ids.count(entry) > 1})
    if doubles:
        raise ValueError(f"{what} aux identifiants distincts ; en double : {', '.join(doubles)}")
