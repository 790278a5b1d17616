"""The formats made of several questions on one situation: dossier progressif, KFP."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from coordo_simulation.references import Closed
from pydantic import Field, WithJsonSchema, model_validator

from coordo_assessments.items_base import ItemBase
from coordo_assessments.items_choice import QrmItem, QrpItem, QrplItem, QruItem
from coordo_assessments.items_gaps import ClozeItem, TableItem
from coordo_assessments.items_judgement import JustifiedItem, TcsItem
from coordo_assessments.items_open import NumericItem, QrocItem
from coordo_assessments.items_plane import PositioningItem, ZoneItem
from coordo_assessments.items_sets import ClassificationItem, MatchingItem, OrderingItem

INHERITED = ("title", "objectives", "competencies", "difficulty", "as_of")

SimpleItem = Annotated[
    QruItem
    | QrmItem
    | QrpItem
    | QrplItem
    | QrocItem
    | NumericItem
    | OrderingItem
    | MatchingItem
    | ClassificationItem
    | ZoneItem
    | PositioningItem
    | ClozeItem
    | TableItem
    | TcsItem
    | JustifiedItem,
    Field(discriminator="type"),
]
PartItem = Annotated[
    SimpleItem,
    WithJsonSchema(
        {
            "type": "object",
            "description": "a question of any other format; what it leaves out of title, "
            "objectives, competencies, difficulty and as_of is that of the whole; no id",
            "required": ["type", "stem", "explanation"],
        }
    ),
]


class Step(Closed):
    """One step: what one learns (Markdown, empty for nothing new), then one question."""

    information: str = ""
    question: PartItem


class CaseItem(ItemBase):
    """What dossier and KFP share; a question counts its ``points`` among those of the others."""

    steps: tuple[Step, ...]

    is_closed: ClassVar[bool] = False

    @model_validator(mode="before")
    @classmethod
    def _hand_down(cls, data: Any) -> Any:  # noqa: ANN401  (what YAML holds, checked after)
        """Give each question what the whole says, and an id made of the whole's and its rank."""
        if not isinstance(data, dict) or not isinstance(data.get("steps"), list | tuple):
            return data
        common = {name: data[name] for name in INHERITED if name in data}
        steps = [
            _inherit(step, {**common, "id": f"{data.get('id')}-{rank}"})
            for rank, step in enumerate(data["steps"], start=1)
        ]
        return {**data, "steps": steps}

    @model_validator(mode="after")
    def _has_scorable_questions(self) -> CaseItem:
        for step in self.steps:
            if step.question.is_graded_by_hand or step.question.certainty:
                raise ValueError("des questions notées sans personne, sans degré de certitude")
        return self


class DossierItem(CaseItem):
    """Dossier progressif: 3 to 8 steps, one after the other, no way back."""

    type: Literal["dossier"]
    steps: tuple[Step, ...] = Field(min_length=3, max_length=8)


class KfpItem(CaseItem):
    """Key features problem: 3 questions, at least one QROC and one QRP (or QRP longue)."""

    type: Literal["kfp"]
    steps: tuple[Step, ...] = Field(min_length=3, max_length=3)

    @model_validator(mode="after")
    def _has_official_questions(self) -> KfpItem:
        kinds = {step.question.type for step in self.steps}
        if "qroc" not in kinds or not kinds & {"qrp", "qrpl"}:
            raise ValueError("au moins une QROC et une QRP parmi les trois questions")
        return self


def _inherit(step: Any, common: dict[str, Any]) -> Any:  # noqa: ANN401  (same)
    if not isinstance(step, dict) or not isinstance(step.get("question"), dict):
        return step
    return {**step, "question": {**common, **step["question"]}}
