"""What the page of the rounds may ask of the kernel; anything else is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from coordo_simulation.rounds_month import Rotation
from pydantic import Field, TypeAdapter

from coordo_widgets.conversation import Asked
from coordo_widgets.figure_model import Layout

Name = Annotated[str, Field(max_length=120)]
Place = Annotated[int, Field(ge=0, le=200)]


class _Asked(Asked):
    """A request, whose round is shown, and on how wide a screen."""

    shown: Name
    layout: Layout


class Look(_Asked):
    """Show things as they are."""

    type: Literal["look"]


class Move(_Asked):
    """Take a stop out of a round and put it in one.

    ``carer`` and ``goal`` are carers, or empty for what nobody does; without ``place``, the stop
    goes where its time puts it.
    """

    type: Literal["move"]
    stop: Name
    carer: Name
    goal: Name
    place: Place | None = None


class Propose(_Asked):
    """Ask for rounds; ``loyalty`` is metres that a known face is worth."""

    type: Literal["propose"]
    loyalty: Literal[0, 3000, 5000]


class Rotate(_Asked):
    """Say who holds the rounds through the month."""

    type: Literal["rotate"]
    rotation: Rotation


class Turn(_Asked):
    """Go back: one step, to one's own rounds, or to the rounds by habit."""

    type: Literal["undo", "own", "reset"]


Message = Annotated[Look | Move | Propose | Rotate | Turn, Field(discriminator="type")]
MESSAGE_ADAPTER: TypeAdapter[Message] = TypeAdapter(Message)
