"""The events of a journal: what a trainee did, one closed model per kind.

Event schema, version 1. An event is never rewritten; a later version adds kinds or optional
keys, so that an old reader skips (and reports) what it does not know and loses nothing.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

from coordo_simulation.answer import Answer, pick
from coordo_simulation.references import Closed
from pydantic import AwareDatetime, Field, TypeAdapter, model_validator

Name = Annotated[str, Field(min_length=1, max_length=120)]
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
Moment = Annotated[AwareDatetime, Field(ge=_EARLIEST, lt=_LATEST)]
"""A time that a real clock can have told, and that any time zone can write."""
Certainty = Annotated[int, Field(ge=0, le=5, strict=True)]


def draw_event_id() -> str:
    """Draw an id that sorts by time: 12 hex digits of milliseconds, 12 of chance."""
    return f"{time.time_ns() // 1_000_000:012x}{os.urandom(6).hex()}"


def _now() -> datetime:
    return datetime.now(UTC)


def _is_none(value: object) -> bool:
    return value is None


class EventBase(Closed):
    """What every event carries: schema version, id, and the time it was made (UTC).

    The journal adds where it was written: ``module``, the name of its folder, and ``author``, a
    pseudonym of the account (``journal_origin``). Events of before have neither.
    """

    v: Literal[1] = 1
    id: str = Field(default_factory=draw_event_id, min_length=1, max_length=60)
    at: Moment = Field(default_factory=_now)
    module: Name | None = Field(default=None, exclude_if=_is_none)
    author: str | None = Field(default=None, max_length=32, exclude_if=_is_none)


class AnswerGiven(EventBase):
    """An answer to an item; None withdraws it.

    ``certainty`` is how sure the trainee said to be (Leclercq, 0 to 5), where it was asked;
    the key is not written where there is none, so that older readers lose nothing.
    ``variant`` is the mark of what was seen, where it was the trainee's own (``seen_items``).
    """

    kind: Literal["answer"] = "answer"
    activity: Name
    item: Name
    answer: dict[str, Any] | None
    certainty: Certainty | None = Field(default=None, exclude_if=_is_none)
    variant: str | None = Field(default=None, max_length=64, exclude_if=_is_none)


class ParentStep(Closed):
    """Where a branch leaves its parent: decisions before ``step`` are shared."""

    run: Name
    step: int = Field(ge=0)


class RunStarted(EventBase):
    """A run of a case begins, from nothing or from a step of another run.

    ``activity`` is said where the run counts (the evaluation); elsewhere nothing is graded.
    """

    kind: Literal["run_started"] = "run_started"
    activity: Name | None = Field(default=None, exclude_if=_is_none)
    scenario: Name
    version: str
    run: Name
    seed: int
    parent: ParentStep | None = None


class DecisionTaken(EventBase):
    """A decision in a run: one ``choice``, or the ``answer`` of another kind of decision."""

    kind: Literal["decision"] = "decision"
    run: Name
    step: int = Field(ge=0)
    decision: Name
    choice: Name | None = Field(default=None, exclude_if=_is_none)
    answer: Answer | None = Field(default=None, exclude_if=_is_none)

    @model_validator(mode="after")
    def _answers_in_one_way(self) -> Self:
        if (self.choice is None) == (self.answer is None):
            raise ValueError("choice ou answer, l’un des deux")
        return self

    @property
    def given(self) -> Answer:
        """What was answered, whichever way it was written."""
        return pick(self.choice or "") if self.answer is None else self.answer


class ItemOpened(EventBase):
    """A document, a hint or a meeting opened while the decision of ``step`` waited."""

    kind: Literal["opening"] = "opening"
    run: Name
    step: int = Field(ge=0)
    item: Name


class RunFinished(EventBase):
    """What the player showed at the end of a run that counts; the grader replays, and compares."""

    kind: Literal["run_finished"] = "run_finished"
    run: Name
    outcome: Name
    indicators: dict[Name, float] = Field(max_length=60)


class NoteWritten(EventBase):
    """A text that is not an answer: a debriefing question, a figure's state."""

    kind: Literal["note"] = "note"
    activity: Name
    subject: Name
    text: str = Field(max_length=20_000)


class SectionReached(EventBase):
    """The trainee has come to a part of an activity."""

    kind: Literal["section"] = "section"
    activity: Name
    section: Name


class ActivityFinished(EventBase):
    """The trainee declares an activity finished, or takes that back."""

    kind: Literal["finished"] = "finished"
    activity: Name
    is_finished: bool = True


Event = Annotated[
    AnswerGiven
    | RunStarted
    | DecisionTaken
    | ItemOpened
    | RunFinished
    | NoteWritten
    | SectionReached
    | ActivityFinished,
    Field(discriminator="kind"),
]
EVENT_ADAPTER: TypeAdapter[Event] = TypeAdapter(Event)
