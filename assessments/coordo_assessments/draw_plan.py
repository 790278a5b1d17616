"""What an exam is asked to be made of, and the record of what was drawn: closed models."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from coordo_simulation.references import Closed, KebabId
from pydantic import Field, model_validator

from coordo_assessments.items_base import Text, refuse_doubles

Session = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Scope = Literal["classe", "stagiaire"]
Difficulty = Literal[1, 2, 3]


class PlanPart(Closed):
    """So many items that meet every constraint given; a constraint left out holds for all."""

    title: Text = Field(description="heading of the part in the paper")
    count: int = Field(ge=1, le=60)
    objectives: tuple[KebabId, ...] = Field(
        default=(), description="an item serves when it works on one of them"
    )
    types: tuple[str, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    points: Decimal | None = Field(default=None, gt=0)


class DrawPlan(Closed):
    """The plan of an exam.

    ``scope``: the same items for a class, or one draw per trainee. Then the items of a part
    must be worth the same and be graded the same way, so that every paper weighs the same.
    """

    scope: Scope = "classe"
    avoid_sessions: int = Field(
        default=0, ge=0, le=50, description="sessions before this one whose items do not return"
    )
    parts: tuple[PlanPart, ...] = Field(min_length=1)


class DrawnCell(Closed):
    """A place in the paper: its id (the item's own where all have the same), its part."""

    id: KebabId
    part: int = Field(ge=0)


class DrawRecord(Closed):
    """What was drawn for a session; release and grader read it, later draws avoid it.

    ``common`` is the paper of a class, and of a trainee who is not in ``own``. Both list the
    items of ``cells``, in their order.
    """

    schema_version: Literal[1] = 1
    assignment: str
    session: Session
    drawn_on: date
    plan: DrawPlan
    cells: tuple[DrawnCell, ...]
    common: tuple[KebabId, ...]
    own: dict[str, tuple[KebabId, ...]] = Field(default_factory=dict)

    @property
    def used(self) -> frozenset[str]:
        """Every item that someone may have seen."""
        return frozenset(self.common).union(*self.own.values())

    def list_items(self, trainee: str | None) -> tuple[tuple[str, str], ...]:
        """Return the (cell, item) of a trainee's paper; None for the common one."""
        items = self.own.get(trainee, self.common) if trainee is not None else self.common
        return tuple(zip((cell.id for cell in self.cells), items, strict=True))

    @model_validator(mode="after")
    def _has_full_papers(self) -> DrawRecord:
        refuse_doubles(tuple(cell.id for cell in self.cells), "des places")
        if any(len(items) != len(self.cells) for items in (self.common, *self.own.values())):
            raise ValueError(f"autant d’items que de places ({len(self.cells)})")
        return self
