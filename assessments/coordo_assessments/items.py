"""The items of a bank: closed models, one per format, told apart by ``type``.

A new format is one more model in the ``Item`` union, one answer model in ``answers.MODELS``,
one scoring rule in ``scoring.RULES``, one public form in ``public`` and one renderer in the
view.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from coordo_assessments.items_base import ItemBase
from coordo_assessments.items_cases import CaseItem, DossierItem, KfpItem, SimpleItem, Step
from coordo_assessments.items_choice import (
    ChoiceItem,
    Option,
    QrmItem,
    QrpItem,
    QrplItem,
    QruItem,
    Weight,
)
from coordo_assessments.items_gaps import (
    ChoiceGap,
    ClozeItem,
    GappedItem,
    GivenCell,
    NumericGap,
    ShortGap,
    TableItem,
)
from coordo_assessments.items_judgement import JustifiedItem, TcsItem
from coordo_assessments.items_open import (
    FreeTextItem,
    NumericItem,
    NumericMistake,
    QrocItem,
    TextMistake,
)
from coordo_assessments.items_plane import PositioningItem, ZoneItem
from coordo_assessments.items_sets import (
    ClassificationItem,
    Element,
    LeftEntry,
    MatchingItem,
    OrderingItem,
    RightEntry,
)

__all__ = [
    "CaseItem",
    "ChoiceGap",
    "ChoiceItem",
    "ClassificationItem",
    "ClozeItem",
    "DossierItem",
    "Element",
    "FreeTextItem",
    "GappedItem",
    "GivenCell",
    "Item",
    "ItemBase",
    "JustifiedItem",
    "KfpItem",
    "LeftEntry",
    "MatchingItem",
    "NumericGap",
    "NumericItem",
    "NumericMistake",
    "Option",
    "OrderingItem",
    "PositioningItem",
    "QrmItem",
    "QrocItem",
    "QrpItem",
    "QrplItem",
    "QruItem",
    "RightEntry",
    "ShortGap",
    "SimpleItem",
    "Step",
    "TableItem",
    "TcsItem",
    "TextMistake",
    "Weight",
    "ZoneItem",
]

Item = Annotated[
    SimpleItem | FreeTextItem | DossierItem | KfpItem,
    Field(discriminator="type"),
]
