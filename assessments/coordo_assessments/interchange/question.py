"""A question as Moodle has it, whatever the file format; and what was lost on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

QuestionKind = Literal["multichoice", "shortanswer", "numerical", "matching", "ordering", "essay"]
TextFormat = Literal["html", "moodle_auto_format", "plain_text", "markdown", "wiki_like"]


@dataclass(frozen=True)
class Loss:
    """Something that did not travel, or that the other side will not apply.

    Attributes:
        item: id of the item, or name of the question.
        field: key of the item's YAML that it concerns; empty for the question as a whole.
        reason: French sentence.
        is_recovered: a tag carries it, so that it is found again on the way back.
    """

    item: str
    field: str
    reason: str
    is_recovered: bool = False

    def __str__(self) -> str:
        where = f"{self.item}, {self.field}" if self.field else self.item
        return f"{where}\u202f: {self.reason}"


@dataclass(frozen=True)
class MoodleAnswer:
    """One answer; ``fraction`` in percent, ``tolerance`` of a number."""

    text: str
    fraction: Decimal
    feedback: str = ""
    tolerance: Decimal | None = None


@dataclass(frozen=True)
class MoodleQuestion:
    """One question; texts in Markdown once read.

    ``pairs`` are left and right texts; a pair without left text is a spare right one.
    ``unread`` names elements of the file that nothing here understands.
    """

    kind: str
    name: str
    text: str
    feedback: str = ""
    grade: Decimal = Decimal(1)
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    is_single: bool = True
    is_shuffled: bool = True
    answers: tuple[MoodleAnswer, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    grader_info: str = ""
    max_words: int | None = None
    unread: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class MoodleQuiz:
    """Questions under a category, as a file holds them."""

    category: str
    questions: tuple[MoodleQuestion, ...]
    losses: tuple[Loss, ...] = ()
