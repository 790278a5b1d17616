"""What the marking page may ask of the kernel; anything else is refused.

Every message is validated, and what it names (a question, a copy, a level) is looked up in the
bank and in the submissions before anything is kept.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from coordo_assessments.marking.events import CommentText, Marker, Points
from pydantic import Field, TypeAdapter

from coordo_widgets.conversation import Asked

Name = Annotated[str, Field(min_length=1, max_length=120)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]


class Refresh(Asked):
    """Read submissions and marks anew: another marker may be at work."""

    type: Literal["refresh"]


class Enter(Asked):
    """Say who marks."""

    type: Literal["enter"]
    marker: Marker


class Turn(Asked):
    """Go to a question, and to one of its copies where one is named."""

    type: Literal["turn"]
    item: Name
    name: Annotated[str, Field(max_length=120)] = ""


class Save(Asked):
    """Keep a mark and go to the next copy."""

    type: Literal["save"]
    item: Name
    name: Name
    text: Name
    levels: dict[Name, Points] = Field(max_length=40)
    comment: CommentText = ""


class Undo(Asked):
    """Take the last saved mark back and return to its copy."""

    type: Literal["undo"]


class Keep(Asked):
    """Offer a comment again on this question."""

    type: Literal["keep"]
    item: Name
    text: CommentText


class Drop(Asked):
    """Offer a comment no longer."""

    type: Literal["drop"]
    comment: Name


class Decide(Asked):
    """Set the double marking; both are percentages."""

    type: Literal["plan"]
    share: Percent
    tolerance: Percent


class Push(Asked):
    """Put the settled marks into the gradebook."""

    type: Literal["push"]


class Reveal(Asked):
    """See the names, once all is settled."""

    type: Literal["reveal"]


Message = Annotated[
    Refresh | Enter | Turn | Save | Undo | Keep | Drop | Decide | Push | Reveal,
    Field(discriminator="type"),
]
MESSAGE_ADAPTER: TypeAdapter[Message] = TypeAdapter(Message)
