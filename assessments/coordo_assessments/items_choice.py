"""The choice formats: QRU, QRM, QRP and QRP longue."""

from __future__ import annotations

from typing import Literal

from coordo_simulation.references import Closed, KebabId
from pydantic import Field, model_validator

from coordo_assessments.items_base import ItemBase, Text, refuse_doubles

Weight = Literal["indispensable", "inacceptable"]


class Option(Closed):
    """One proposition, with the reason why it is right or wrong."""

    id: KebabId
    text: Text
    correct: bool
    weight: Weight | None = None
    explanation: Text

    @model_validator(mode="after")
    def _has_fitting_weight(self) -> Option:
        if self.weight == "indispensable" and not self.correct:
            raise ValueError("« indispensable » sur une proposition juste (correct: true)")
        if self.weight == "inacceptable" and self.correct:
            raise ValueError("« inacceptable » sur une proposition fausse (correct: false)")
        return self


class ChoiceItem(ItemBase):
    """What the choice formats share."""

    options: tuple[Option, ...]
    shuffle: bool = Field(
        default=True, description="in an evaluation, each trainee gets an order of their own"
    )

    @property
    def key(self) -> frozenset[str]:
        """Ids of the right propositions."""
        return frozenset(option.id for option in self.options if option.correct)

    @model_validator(mode="after")
    def _has_unique_options(self) -> ChoiceItem:
        refuse_doubles(tuple(option.id for option in self.options), "des propositions")
        return self


class QruItem(ChoiceItem):
    """Question à réponse unique: 4 or 5 propositions, one right."""

    type: Literal["qru"]
    options: tuple[Option, ...] = Field(min_length=4, max_length=5)

    @model_validator(mode="after")
    def _has_one_key(self) -> QruItem:
        if len(self.key) != 1:
            raise ValueError(f"une seule proposition juste, et non {len(self.key)}")
        if any(option.weight for option in self.options):
            raise ValueError("aucun poids (weight) dans une QRU")
        return self


class QrmItem(ChoiceItem):
    """Question à réponses multiples: 4 or 5 propositions, at least one right."""

    type: Literal["qrm"]
    options: tuple[Option, ...] = Field(min_length=4, max_length=5)

    @model_validator(mode="after")
    def _has_key(self) -> QrmItem:
        if not self.key:
            raise ValueError("au moins une proposition juste")
        return self


class QrpItem(ChoiceItem):
    """Question à nombre de réponses précisé: ``expected_count`` right ones are announced."""

    type: Literal["qrp"]
    options: tuple[Option, ...] = Field(min_length=5, max_length=10)
    expected_count: int = Field(ge=1)

    @model_validator(mode="after")
    def _has_announced_count(self) -> QrpItem:
        if len(self.key) != self.expected_count:
            raise ValueError(
                f"expected_count égal au nombre de propositions justes ({len(self.key)})"
            )
        return self


class QrplItem(ChoiceItem):
    """QRP longue: 10 to 25 propositions, 1 to 5 expected, announced, without weights."""

    type: Literal["qrpl"]
    options: tuple[Option, ...] = Field(min_length=10, max_length=25)
    expected_count: int = Field(ge=1, le=5)

    @model_validator(mode="after")
    def _has_announced_count(self) -> QrplItem:
        if len(self.key) != self.expected_count:
            raise ValueError(
                f"expected_count égal au nombre de propositions justes ({len(self.key)})"
            )
        if any(option.weight for option in self.options):
            raise ValueError("aucun poids (weight) dans une QRP longue")
        return self
