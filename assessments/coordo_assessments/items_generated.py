"""Items whose data and key are drawn: what an author writes of them.

Texts hold ``{{name}}`` where a value of the draw goes, written the French way. The number asked,
its unit and its rounding are the author's; the key and the answer of each named error are the
generator's. A draw turns such a template into an ordinary item (``variants``), so that nothing
downstream knows generated items from written ones.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from coordo_simulation.expectations import describe_expectation
from coordo_simulation.references import Closed, KebabId
from pydantic import Discriminator, Field, Tag, ValidationError, model_validator

from coordo_assessments.generators import GENERATORS
from coordo_assessments.items import Item, ItemBase
from coordo_assessments.items_base import Text


class GeneratorCall(Closed):
    """A registered generator and what this item sets of it."""

    name: KebabId
    parameters: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_a_generator(self) -> GeneratorCall:
        if self.name not in GENERATORS:
            raise ValueError(f"un générateur parmi {', '.join(sorted(GENERATORS))}")
        try:
            self.build_parameters()
        except ValidationError as error:
            detail = error.errors()[0]
            key = ".".join(map(str, detail["loc"]))
            raise ValueError(f"{key}\u202f: {describe_expectation(detail)}") from None
        return self

    def build_parameters(self) -> Closed:
        """Build the typed parameters."""
        return GENERATORS[self.name].parameters.model_validate(self.parameters)


class NamedError(Closed):
    """An error that the generator knows, and what to say to who made it."""

    error: KebabId
    explanation: Text


class GeneratedBase(ItemBase):
    """What generated items share: the draw, the unit and the rounding of what is asked."""

    generator: GeneratorCall
    unit: str = ""
    decimals: int = Field(default=0, ge=0, le=6)


class GeneratedNumericItem(GeneratedBase):
    """A number to compute; becomes a ``NumericItem``."""

    type: Literal["numeric"]
    tolerance: Decimal = Field(default=Decimal(0), ge=0)
    mistakes: tuple[NamedError, ...] = Field(min_length=1)


class GeneratedQruItem(GeneratedBase):
    """A number to choose among the answers of three or four errors; becomes a ``QruItem``."""

    type: Literal["qru"]
    key_explanation: Text
    mistakes: tuple[NamedError, ...] = Field(min_length=3, max_length=4)


GeneratedItem = Annotated[
    GeneratedNumericItem | GeneratedQruItem,
    Field(discriminator="type"),
]


def _tell_kind(raw: object) -> str:
    has_generator = "generator" in raw if isinstance(raw, dict) else hasattr(raw, "generator")
    return "generated" if has_generator else "written"


BankItem = Annotated[
    Annotated[GeneratedItem, Tag("generated")] | Annotated[Item, Tag("written")],
    Discriminator(_tell_kind),
]


class BankFile(Closed):
    """One theme of a bank; ``certainty`` asks it of each of its closed items."""

    theme: Text
    certainty: bool = False
    items: tuple[BankItem, ...] = Field(min_length=1)
