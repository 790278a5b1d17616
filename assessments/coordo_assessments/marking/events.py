"""What a marker does: one closed model per kind, in ``course/marks.jsonl``.

A copy is named by its pseudonym, never by a trainee's id: the file may be read by a marker.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from coordo_assessments.events import EventBase, Name

MAX_COMMENT = 5_000

Marker = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
CommentText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_COMMENT)]
Points = Annotated[Decimal, Field(ge=0, le=1000)]
Share = Annotated[Decimal, Field(ge=0, le=1)]


class MarkEvent(EventBase):
    """What every event of a marker says: which evaluation, and who."""

    assignment: Name
    marker: Marker


class MarkGiven(MarkEvent):
    """A whole mark of one text; a later one of the same marker takes its place.

    ``text`` is the digest of what was read: a text handed in again asks for a new reading.
    """

    kind: Literal["mark"] = "mark"
    item: Name
    copy_name: Name
    text: Name
    levels: dict[Name, Points] = Field(max_length=40)
    comment: CommentText = ""


class MarkWithdrawn(MarkEvent):
    """A marker takes a mark back."""

    kind: Literal["mark_withdrawn"] = "mark_withdrawn"
    item: Name
    copy_name: Name


class CommentKept(MarkEvent):
    """A comment to use again on this question; the event's id names it."""

    kind: Literal["comment"] = "comment"
    item: Name
    text: Annotated[CommentText, Field(min_length=1)]


class CommentDropped(MarkEvent):
    """A reusable comment is no longer offered; marks that hold it keep it."""

    kind: Literal["comment_dropped"] = "comment_dropped"
    comment: Name


class PlanSet(MarkEvent):
    """How much is marked twice, and how far two marks may be apart.

    ``share`` is a part of the copies; ``tolerance`` a part of the points of a question.
    """

    kind: Literal["plan"] = "plan"
    share: Share
    tolerance: Share


class MarkPushed(MarkEvent):
    """A settled mark now stands in the gradebook, with these very points and words."""

    kind: Literal["pushed"] = "pushed"
    item: Name
    copy_name: Name
    points: float = Field(ge=0, le=1000, allow_inf_nan=False)
    comment: str = Field(max_length=50_000)


class NamesRevealed(MarkEvent):
    """Somebody has asked for the names behind the pseudonyms."""

    kind: Literal["names"] = "names"


AnyMarkEvent = Annotated[
    MarkGiven | MarkWithdrawn | CommentKept | CommentDropped | PlanSet | MarkPushed | NamesRevealed,
    Field(discriminator="kind"),
]
MARK_ADAPTER: TypeAdapter[AnyMarkEvent] = TypeAdapter(AnyMarkEvent)
