"""The formats of judgement: script concordance test, true or false with its justification."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import ClassVar, Literal

from coordo_simulation.references import Closed, KebabId
from pydantic import Field, model_validator

from coordo_assessments.items_base import ItemBase, Text, refuse_doubles, refuse_telling_ids
from coordo_assessments.rubric import RubricCriterion

Degree = Literal[-2, -1, 0, 1, 2]
DEGREES: tuple[Degree, ...] = (-2, -1, 0, 1, 2)


class PanelVote(Closed):
    """What one expert answered, and why, in a sentence."""

    expert: Text
    degree: Degree
    reason: Text


class TcsItem(ItemBase):
    """Test de concordance de script: one hypothesis, one new piece of information.

    ``stem`` is the vignette. ``panel_origin`` says who the experts were and when they voted,
    or that the panel is made up. A panel has 10 to 15 experts as a rule; the published example
    of scoring has 19.
    """

    type: Literal["tcs"]
    kind: Literal["diagnostic", "action"]
    hypothesis: Text
    information: Text
    panel: tuple[PanelVote, ...] = Field(min_length=10, max_length=30)
    panel_origin: Text

    is_closed: ClassVar[bool] = False

    @property
    def votes(self) -> dict[int, int]:
        """Votes for each degree that has some."""
        return dict(Counter(vote.degree for vote in self.panel))


class Reason(Closed):
    """A possible justification."""

    id: KebabId
    text: Text
    correct: bool
    explanation: Text


class JustifiedItem(ItemBase):
    """True or false, and why: by a choice among ``reasons``, or in words with a ``rubric``."""

    type: Literal["justified"]
    statement: Text
    truth: bool
    reasons: tuple[Reason, ...] = Field(default=(), max_length=6)
    rubric: tuple[RubricCriterion, ...] = ()
    guidance: str = ""
    max_words: int = Field(default=80, ge=20, le=500)

    @property
    def is_graded_by_hand(self) -> bool:
        """Whether a person gives the points."""
        return bool(self.rubric)

    @model_validator(mode="after")
    def _has_one_way_to_justify(self) -> JustifiedItem:
        if bool(self.reasons) == bool(self.rubric):
            raise ValueError("des raisons (reasons) ou une grille (rubric), et non les deux")
        if self.rubric:
            self._refuse_bad_rubric()
        else:
            self._refuse_bad_reasons()
        return self

    def _refuse_bad_rubric(self) -> None:
        total = sum((criterion.points for criterion in self.rubric), Decimal(0))
        if total != self.points:
            raise ValueError(f"points égal à la somme de la grille ({total})")
        if not self.guidance:
            raise ValueError("guidance : ce que contient une bonne justification")

    def _refuse_bad_reasons(self) -> None:
        ids = tuple(reason.id for reason in self.reasons)
        refuse_doubles(ids, "des raisons")
        refuse_telling_ids(ids)
        least = 3
        if len(ids) < least or sum(reason.correct for reason in self.reasons) != 1:
            raise ValueError("trois raisons au moins, une seule juste")
