"""Takes the answers of a sheet of questions: reads them, journals them, says what to show.

No widget here: messages come in as data one cannot trust, replies go out as models.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from coordo_assessments import answers
from coordo_assessments.answers import Answer, GapsAnswer, InvalidAnswerError, TextAnswer
from coordo_assessments.events import AnswerGiven, Certainty
from coordo_assessments.feedback import Feedback, build_feedback
from coordo_assessments.french_numbers import parse_french_number
from coordo_assessments.journal import NotSavedError
from coordo_assessments.sealing import is_finished, is_stepwise
from coordo_assessments.state import fold
from coordo_simulation.references import Closed, UnknownReferenceError
from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_assessments.items import Item
    from coordo_assessments.journal import Journal
    from coordo_assessments.public import PublicItem
    from coordo_assessments.state import LatestAnswer
    from coordo_simulation.references import ReferenceBook

NOT_A_NUMBER = (
    "Ce n’est pas un nombre\u202f: écrivez par exemple 24,58. "
    "Ce que vous avez saisi est gardé, mais ne pourra pas être compté."
)
NO_EXPLANATION = "L’explication de cette question n’a pas pu être préparée\u202f: signalez-le."
NOT_READ = "La réponse reçue n’est pas lisible. Rechargez la page, puis répondez de nouveau."


class Sync(Closed):
    """A view opens or comes back: it asks what the journal holds now."""

    kind: Literal["sync"]


class Submission(Closed):
    """An answer to keep (``answer``), or to keep and explain (``check``)."""

    kind: Literal["answer", "check"]
    item: str = Field(max_length=120)
    seq: int = Field(ge=0)
    answer: dict[str, Any] | None
    certainty: Certainty | None = None


MESSAGE_ADAPTER: TypeAdapter[Sync | Submission] = TypeAdapter(
    Annotated[Sync | Submission, Field(discriminator="kind")]
)


class QuestionState(Closed):
    """What a view shows of one question: the last answer on the disk and what followed it."""

    answer: dict[str, Any] | None = None
    certainty: int | None = None
    at: AwareDatetime | None = None
    count: int = 0
    feedback: Feedback | None = None


class Reply(Closed):
    """What a view is told: ``saved`` only once the answer is on the disk."""

    kind: Literal["saved", "rejected", "unsaved"]
    item: str
    seq: int
    state: QuestionState | None = None
    message: str = ""
    notice: str = ""


@dataclass(frozen=True)
class Desk:
    """Takes the answers to some questions of one activity.

    ``keys`` holds the whole items of formative questions; it is empty for an evaluation, whose
    keys are not in the kernel at all.
    """

    activity: str
    journal: Journal
    items: Mapping[str, PublicItem]
    keys: Mapping[str, Item]
    book: ReferenceBook

    def load_states(self) -> dict[str, QuestionState]:
        """Read what the journal holds of each question."""
        given = fold(self.journal.read().events).answers
        return {
            item: self._build_state(item, latest)
            for item in self.items
            if (latest := given.get((self.activity, item))) and self._is_of(item, latest)
        }

    def _is_of(self, item: str, latest: LatestAnswer) -> bool:
        """Whether an answer was given to what is shown, not to other data of the same item."""
        mark = self.items[item].variant
        return not mark or latest.variant == mark

    def take(self, submission: Submission) -> Reply:
        """Journal an answer; the reply says whether it is on the disk."""
        item = self.items.get(submission.item)
        if item is None:
            return _refuse(submission, NOT_READ)
        try:
            answer = parse_public_answer(item, submission.answer)
        except InvalidAnswerError as error:
            return _refuse(submission, str(error))
        notice = "" if _is_number_or_other(item, answer) else NOT_A_NUMBER
        if notice and submission.kind == "check":
            return _refuse(submission, notice)
        return self._journal(submission, answer, notice)

    def _journal(self, submission: Submission, answer: Answer | None, notice: str) -> Reply:
        given = None if answer is None else answer.model_dump(mode="json")
        is_asked = given is not None and self.items[submission.item].certainty
        event = AnswerGiven(
            activity=self.activity,
            item=submission.item,
            answer=given,
            certainty=submission.certainty if is_asked else None,
            variant=self.items[submission.item].variant or None,
        )
        try:
            self.journal.append(event)
        except NotSavedError as error:
            reason = _say_reason(error)
            return Reply(kind="unsaved", item=submission.item, seq=submission.seq, message=reason)
        state = self._recall(event)
        is_due = given is not None and not is_under_way(given)
        if self.keys and is_due and state.feedback is None:
            notice = NO_EXPLANATION
        return Reply(
            kind="saved", item=submission.item, seq=submission.seq, state=state, notice=notice
        )

    def _recall(self, event: AnswerGiven) -> QuestionState:
        """Build the state after an event that is on the disk, whatever else the disk does."""
        given = fold(self.journal.read().events).answers
        latest = given.get((self.activity, event.item))
        if latest is None:
            return QuestionState(
                answer=event.answer, certainty=event.certainty, at=event.at, count=1
            )
        return self._build_state(event.item, latest)

    def _build_state(self, item: str, latest: LatestAnswer) -> QuestionState:
        return QuestionState(
            answer=latest.answer,
            certainty=latest.certainty,
            at=latest.at,
            count=latest.count,
            feedback=self._explain(item, latest),
        )

    def _explain(self, item: str, latest: LatestAnswer) -> Feedback | None:
        """Explain an answer; a dossier only once every step is behind."""
        if item not in self.keys or latest.answer is None or is_under_way(latest.answer):
            return None
        try:
            return build_feedback(self.keys[item], latest.answer, self.book, latest.certainty)
        except UnknownReferenceError:
            return None


def parse_message(raw: object) -> Sync | Submission | None:
    """Read a message of the front end; None when it is not one of ours."""
    try:
        return MESSAGE_ADAPTER.validate_python(raw)
    except ValidationError:
        return None


def parse_public_answer(item: PublicItem, raw: Mapping[str, Any] | None) -> Answer | None:
    """Read an answer knowing only the public half of its item; a blank one is None.

    Raises:
        InvalidAnswerError: the answer does not fit the item.
    """
    try:
        return answers.parse_public_answer(item, raw)
    except InvalidAnswerError:
        raise InvalidAnswerError(NOT_READ) from None


def is_under_way(answer: object) -> bool:
    """Whether an answer is one to a dossier that has steps left."""
    return is_stepwise(answer) and not is_finished(answer)


def _is_number_or_other(item: PublicItem, answer: Answer | None) -> bool:
    match answer:
        case TextAnswer() if item.type == "numeric":
            return parse_french_number(answer.text, item.unit or "") is not None
        case GapsAnswer():
            return all(
                parse_french_number(answer.gaps[gap.id], gap.unit or "") is not None
                for gap in item.gaps
                if gap.kind == "numeric" and answer.gaps.get(gap.id, "").strip()
            )
        case _:
            return True


def _say_reason(error: NotSavedError) -> str:
    """The reason alone: the view itself says, louder, that the answer is not saved."""
    reason = str(error).partition("\u202f: ")[2] or str(error)
    return reason[:1].upper() + reason[1:]


def _refuse(submission: Submission, message: str) -> Reply:
    return Reply(kind="rejected", item=submission.item, seq=submission.seq, message=message)
