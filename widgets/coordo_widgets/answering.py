"""Takes the answers of a sheet of questions: reads them, journals them, says what to show.

No widget here: messages come in as data one cannot trust, replies go out as models.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from coordo_assessments.answers import (
    ChoiceAnswer,
    InvalidAnswerError,
    OrderAnswer,
    PairsAnswer,
    TextAnswer,
)
from coordo_assessments.events import AnswerGiven
from coordo_assessments.feedback import Feedback, build_feedback
from coordo_assessments.french_numbers import parse_french_number
from coordo_assessments.journal import NotSavedError
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

ShownAnswer = ChoiceAnswer | TextAnswer | OrderAnswer | PairsAnswer
"""What the formats that the view draws can give; a new renderer adds its own here."""

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


MESSAGE_ADAPTER: TypeAdapter[Sync | Submission] = TypeAdapter(
    Annotated[Sync | Submission, Field(discriminator="kind")]
)


class QuestionState(Closed):
    """What a view shows of one question: the last answer on the disk and what followed it."""

    answer: dict[str, Any] | None = None
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
        answers = fold(self.journal.read().events).answers
        return {
            item: self._build_state(item, latest)
            for item in self.items
            if (latest := answers.get((self.activity, item))) and self._is_of(item, latest)
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

    def _journal(self, submission: Submission, answer: ShownAnswer | None, notice: str) -> Reply:
        given = None if answer is None else answer.model_dump(mode="json")
        event = AnswerGiven(
            activity=self.activity,
            item=submission.item,
            answer=given,
            variant=self.items[submission.item].variant or None,
        )
        try:
            self.journal.append(event)
        except NotSavedError as error:
            reason = _say_reason(error)
            return Reply(kind="unsaved", item=submission.item, seq=submission.seq, message=reason)
        state = self._recall(event)
        if self.keys and given is not None and state.feedback is None:
            notice = NO_EXPLANATION
        return Reply(
            kind="saved", item=submission.item, seq=submission.seq, state=state, notice=notice
        )

    def _recall(self, event: AnswerGiven) -> QuestionState:
        """Build the state after an event that is on the disk, whatever else the disk does."""
        answers = fold(self.journal.read().events).answers
        latest = answers.get((self.activity, event.item))
        if latest is None:
            return QuestionState(answer=event.answer, at=event.at, count=1)
        return self._build_state(event.item, latest)

    def _build_state(self, item: str, latest: LatestAnswer) -> QuestionState:
        return QuestionState(
            answer=latest.answer,
            at=latest.at,
            count=latest.count,
            feedback=self._explain(item, latest.answer),
        )

    def _explain(self, item: str, answer: dict[str, Any] | None) -> Feedback | None:
        if item not in self.keys or answer is None:
            return None
        try:
            return build_feedback(self.keys[item], answer, self.book)
        except UnknownReferenceError:
            return None


def parse_message(raw: object) -> Sync | Submission | None:
    """Read a message of the front end; None when it is not one of ours."""
    try:
        return MESSAGE_ADAPTER.validate_python(raw)
    except ValidationError:
        return None


def parse_public_answer(item: PublicItem, raw: Mapping[str, Any] | None) -> ShownAnswer | None:
    """Read an answer knowing only the public half of its item; a blank one is None.

    Raises:
        InvalidAnswerError: the answer does not fit the item.
    """
    if raw is None:
        return None
    try:
        answer = _MODELS[item.type].model_validate(raw)
    except (KeyError, ValidationError):
        raise InvalidAnswerError(NOT_READ) from None
    if not _is_of_item(item, answer):
        raise InvalidAnswerError(NOT_READ)
    return None if _is_blank(answer) else answer


_MODELS: dict[str, type[ShownAnswer]] = {
    "qru": ChoiceAnswer,
    "qrm": ChoiceAnswer,
    "qrp": ChoiceAnswer,
    "qroc": TextAnswer,
    "numeric": TextAnswer,
    "free_text": TextAnswer,
    "ordering": OrderAnswer,
    "matching": PairsAnswer,
}


def _is_of_item(item: PublicItem, answer: ShownAnswer) -> bool:
    match answer:
        case ChoiceAnswer():
            limit = 1 if item.type == "qru" else item.expected_count or len(item.options)
            given = set(answer.options)
            return len(given) <= limit and given <= {option.id for option in item.options}
        case OrderAnswer():
            return not answer.order or sorted(answer.order) == sorted(e.id for e in item.elements)
        case PairsAnswer():
            is_known = set(answer.pairs) <= {entry.id for entry in item.left}
            return is_known and set(answer.pairs.values()) <= {entry.id for entry in item.right}
        case TextAnswer():
            return True


def _is_blank(answer: ShownAnswer) -> bool:
    match answer:
        case ChoiceAnswer():
            return not answer.options
        case TextAnswer():
            return not answer.text.strip()
        case OrderAnswer():
            return not answer.order
        case PairsAnswer():
            return not answer.pairs


def _is_number_or_other(item: PublicItem, answer: ShownAnswer | None) -> bool:
    if item.type != "numeric" or not isinstance(answer, TextAnswer):
        return True
    return parse_french_number(answer.text, item.unit or "") is not None


def _say_reason(error: NotSavedError) -> str:
    """The reason alone: the view itself says, louder, that the answer is not saved."""
    reason = str(error).partition("\u202f: ")[2] or str(error)
    return reason[:1].upper() + reason[1:]


def _refuse(submission: Submission, message: str) -> Reply:
    return Reply(kind="rejected", item=submission.item, seq=submission.seq, message=message)
