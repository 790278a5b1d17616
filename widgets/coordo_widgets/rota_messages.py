"""What the page may ask of a rota board, as closed models."""

from __future__ import annotations

from typing import Annotated, Literal

from coordo_simulation.rota import Minute
from coordo_simulation.rota_quality import Weights
from pydantic import Field, TypeAdapter

from coordo_widgets.conversation import Asked

Name = Annotated[str, Field(max_length=80)]


class Look(Asked):
    """Show the rota as it is kept."""

    type: Literal["look"]


class Choose(Asked):
    """Say who could take a visit."""

    type: Literal["choose"]
    visit: Name


class Give(Asked):
    """Give a visit to a caregiver; an empty name takes it from whoever has it.

    ``start`` is the minute of the day that was chosen; None leaves the choice to the kernel.
    """

    type: Literal["give"]
    visit: Name
    caregiver: Name
    start: Minute | None = None


class Step(Asked):
    """Go one step back or forth, or return to the trainee's own rota."""

    type: Literal["undo", "redo", "restore"]


class Solve(Asked):
    """Propose a rota, or repair the one that is shown.

    ``waiting`` is what an hour of unpaid wait is worth in a proposal, in minutes of distance.
    """

    type: Literal["propose", "repair"]
    waiting: Annotated[int, Field(ge=0, le=60)] = Weights().waiting


class Absence(Asked):
    """Declare the days on which a caregiver is absent; no day takes the absence back."""

    type: Literal["absence"]
    caregiver: Name
    days: Annotated[tuple[Annotated[int, Field(ge=0, le=6)], ...], Field(max_length=7)]


Message = Annotated[Look | Choose | Give | Step | Solve | Absence, Field(discriminator="type")]
MESSAGE_ADAPTER: TypeAdapter[Message] = TypeAdapter(Message)
