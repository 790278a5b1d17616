"""The items of a bank: closed models, one per format, told apart by ``type``.

A new format is one more model in the ``Item`` union, one scoring rule in
``scoring.RULES``, one public form in ``public`` and one renderer in the view.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from coordo_simulation.references import Closed, KebabId, Source
from pydantic import Field, model_validator

from coordo_assessments.rubric import RubricCriterion

Text = Annotated[str, Field(min_length=1)]
Weight = Literal["indispensable", "inacceptable"]


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

    @property
    def key(self) -> frozenset[str]:
        """Ids of the right propositions."""
        return frozenset(option.id for option in self.options if option.correct)

    @model_validator(mode="after")
    def _has_unique_options(self) -> ChoiceItem:
        _refuse_doubles(tuple(option.id for option in self.options), "des propositions")
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


class Element(Closed):
    """One step to put in its place."""

    id: KebabId
    text: Text
    explanation: Text


class OrderingItem(ItemBase):
    """Elements written in the right order; the view shuffles them."""

    type: Literal["ordering"]
    elements: tuple[Element, ...] = Field(min_length=3, max_length=8)

    @property
    def key(self) -> tuple[str, ...]:
        """Ids in the right order."""
        return tuple(element.id for element in self.elements)

    @model_validator(mode="after")
    def _has_unique_elements(self) -> OrderingItem:
        _refuse_doubles(self.key, "des éléments")
        _refuse_telling_ids(self.key)
        if list(self.key) == sorted(self.key):
            raise ValueError("des identifiants dont l'ordre alphabétique ne dit pas la réponse")
        return self


class LeftEntry(Closed):
    """What must be matched, the id of its match and the reason."""

    id: KebabId
    text: Text
    match: KebabId
    explanation: Text


class RightEntry(Closed):
    """A possible match; one that nothing matches is a distractor."""

    id: KebabId
    text: Text


class MatchingItem(ItemBase):
    """Pairs: each left entry has one match; a right entry may serve none or several."""

    type: Literal["matching"]
    left: tuple[LeftEntry, ...] = Field(min_length=2, max_length=8)
    right: tuple[RightEntry, ...] = Field(min_length=2, max_length=10)

    @property
    def key(self) -> dict[str, str]:
        """Right match of each left entry."""
        return {entry.id: entry.match for entry in self.left}

    @model_validator(mode="after")
    def _has_known_matches(self) -> MatchingItem:
        _refuse_doubles(tuple(entry.id for entry in self.left), "des entrées à gauche")
        _refuse_doubles(tuple(entry.id for entry in self.right), "des entrées à droite")
        _refuse_telling_ids((*self.key, *(entry.id for entry in self.right)))
        known = {entry.id for entry in self.right}
        for entry in self.left:
            if entry.match not in known:
                raise ValueError(f"match : une entrée de droite, et non « {entry.match} »")
            if entry.match == entry.id:
                raise ValueError(f"deux identifiants différents à gauche et à droite ({entry.id})")
        return self


class FreeTextItem(ItemBase):
    """A text graded by hand with a rubric; ``points`` is the sum of the criteria."""

    type: Literal["free_text"]
    rubric: tuple[RubricCriterion, ...] = Field(min_length=1)
    max_words: int = Field(default=300, ge=20, le=2000)
    guidance: Text

    @model_validator(mode="after")
    def _has_fitting_points(self) -> FreeTextItem:
        total = sum((criterion.points for criterion in self.rubric), Decimal(0))
        if total != self.points:
            raise ValueError(f"points égal à la somme de la grille ({total})")
        return self


Item = Annotated[
    QruItem
    | QrmItem
    | QrpItem
    | QrocItem
    | NumericItem
    | OrderingItem
    | MatchingItem
    | FreeTextItem,
    Field(discriminator="type"),
]


class BankFile(Closed):
    """One theme of a bank."""

    theme: Text
    items: tuple[Item, ...] = Field(min_length=1)


def _refuse_telling_ids(ids: tuple[str, ...]) -> None:
    """Ids travel to the trainee: numbered ones would give the order or the pairs away."""
    telling = [entry for entry in ids if any(mark.isdigit() for mark in entry)]
    if telling or any(len(entry) == 1 for entry in ids):
        raise ValueError("des identifiants en mots, sans chiffre ni lettre seule (ils se voient)")


def _refuse_doubles(ids: tuple[str, ...], what: str) -> None:
    doubles = sorted({entry for entry in ids if ids.count(entry) > 1})
    if doubles:
        raise ValueError(f"{what} aux identifiants distincts ; en double : {', '.join(doubles)}")
