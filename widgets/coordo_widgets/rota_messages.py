"""What the page may ask of a rota board, as closed models."""

from __future__ import annotations

from typing import Annotated, Literal

from coordo_simulation.references import Closed
from pydantic import Field, TypeAdapter

Name = Annotated[str, Field(max_length=80)]


class _Request(Closed):
    request: Name


class Look(_Request):
    """Show the rota as it is kept."""

    type: Literal["look"]


class Choose(_Request):
    """Say who could take a visit."""

    type: Literal["choose"]
    visit: Name


class Give(_Request):
    """Give a visit to a caregiver; an empty name takes it from whoever has it."""

    type: Literal["give"]
    visit: Name
    caregiver: Name


class Step(_Request):
    """Go one step back or forth, or return to the trainee's own rota."""

    type: Literal["undo", "redo", "restore"]


class Solve(_Request):
    """Propose a rota, or repair the one that is shown."""

    type: Literal["propose", "repair"]


class Absence(_Request):
    """Declare the days on which a caregiver is absent; no day takes the absence back."""

    type: Literal["absence"]
    caregiver: Name
    days: tuple[Annotated[int, Field(ge=0, le=6)], ...]


Message = Annotated[Look | Choose | Give | Step | Solve | Absence, Field(discriminator="type")]
MESSAGE_ADAPTER: TypeAdapter[Message] = TypeAdapter(Message)
