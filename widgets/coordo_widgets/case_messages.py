"""What the case player's page may ask of the kernel; anything else is refused.

The page is not trusted: every message is validated, and what it names (a run, a step, a choice)
is looked up in the journal and in the scenario before anything is done.
"""

from __future__ import annotations

from typing import Annotated, Literal

from coordo_simulation.answer import Answer
from coordo_simulation.policies import PolicyName
from pydantic import Field, TypeAdapter

from coordo_widgets.conversation import Asked

Name = Annotated[str, Field(min_length=1, max_length=120)]
Step = Annotated[int, Field(ge=0, le=500)]
MAX_NOTE_LENGTH = 20_000


class Refresh(Asked):
    """Read the journal anew: a kernel may have drawn the page long before it was opened."""

    type: Literal["refresh"]


class Start(Asked):
    """Begin a run from the first day, with a new seed."""

    type: Literal["start"]


class Decide(Asked):
    """Take the decision that waits."""

    type: Literal["decide"]
    run: Name
    step: Step
    decision: Name
    answer: Answer


class OpenItem(Asked):
    """Open a document, a hint or a meeting while a decision waits."""

    type: Literal["open-item"]
    run: Name
    step: Step
    item: Name


class KeepDraft(Asked):
    """Save a text that is being written for the decision that waits."""

    type: Literal["draft"]
    run: Name
    step: Step
    text: Annotated[str, Field(max_length=MAX_NOTE_LENGTH)]


class Branch(Asked):
    """Begin a run that leaves another just before one of its past decisions."""

    type: Literal["branch"]
    run: Name
    step: Step


class Open(Asked):
    """Go back to a run of the journal."""

    type: Literal["open"]
    run: Name


class LookBack(Asked):
    """See the debriefing of a finished run."""

    type: Literal["debrief"]
    run: Name


class TryOther(Asked):
    """Recompute a finished run with another answer at one step; ``policy`` decides after it."""

    type: Literal["other"]
    run: Name
    step: Step
    answer: Answer
    policy: PolicyName = "kept"


class KeepNote(Asked):
    """Save what was written on a question of the debriefing."""

    type: Literal["note"]
    question: Annotated[str, Field(pattern=r"^question-[1-3]$")]
    text: Annotated[str, Field(max_length=MAX_NOTE_LENGTH)]


Message = Annotated[
    Refresh
    | Start
    | Decide
    | OpenItem
    | KeepDraft
    | Branch
    | Open
    | LookBack
    | TryOther
    | KeepNote,
    Field(discriminator="type"),
]
MESSAGE_ADAPTER: TypeAdapter[Message] = TypeAdapter(Message)
