"""The open formats: short answer, number, free text."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from coordo_simulation.references import Closed
from pydantic import Field, model_validator

from coordo_assessments.items_base import ItemBase, Text
from coordo_assessments.rubric import RubricCriterion


class TextMistake(Closed):
    """A frequent wrong answer and the error that leads to it."""

    answer: Text
    explanation: Text


class QrocItem(ItemBase):
    """Question à réponse ouverte courte: one to five words, exact 1, acceptable one half."""

    type: Literal["qroc"]
    accepted: tuple[Text, ...] = Field(min_length=1)
    acceptable: tuple[Text, ...] = ()
    mistakes: tuple[TextMistake, ...] = ()


class NumericMistake(Closed):
    """A frequent wrong value and the error that produces it."""

    value: Decimal
    explanation: Text


class NumericItem(ItemBase):
    """A number: right within an absolute ``tolerance``, in the unit that is shown."""

    type: Literal["numeric"]
    value: Decimal
    tolerance: Decimal = Field(default=Decimal(0), ge=0)
    unit: str = ""
    decimals: int = Field(default=0, ge=0, le=6)
    mistakes: tuple[NumericMistake, ...] = ()

    @model_validator(mode="after")
    def _has_distinct_mistakes(self) -> NumericItem:
        for mistake in self.mistakes:
            if abs(mistake.value - self.value) <= self.tolerance:
                raise ValueError(f"une erreur fréquente hors de la tolérance ({mistake.value})")
        return self


class FreeTextItem(ItemBase):
    """A text graded by hand with a rubric; ``points`` is the sum of the criteria."""

    type: Literal["free_text"]
    rubric: tuple[RubricCriterion, ...] = Field(min_length=1)
    max_words: int = Field(default=300, ge=20, le=2000)
    guidance: Text

    is_closed: ClassVar[bool] = False

    @property
    def is_graded_by_hand(self) -> bool:
        """Whether a person gives the points."""
        return True

    @model_validator(mode="after")
    def _has_fitting_points(self) -> FreeTextItem:
        total = sum((criterion.points for criterion in self.rubric), Decimal(0))
        if total != self.points:
            raise ValueError(f"points égal à la somme de la grille ({total})")
        return self
