"""The texts to mark, under pseudonyms that only the course secret links to trainees."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coordo_assessments.answer_models import JustifiedAnswer, TextAnswer
from coordo_assessments.answers import InvalidAnswerError, parse_answer
from coordo_assessments.items import FreeTextItem, JustifiedItem
from coordo_assessments.nbgrader_bridge.submission_journal import read_submitted_answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

    from coordo_assessments.bank import Bank
    from coordo_assessments.course_secret import CourseSecret
    from coordo_assessments.items import Item

RubricItem = FreeTextItem | JustifiedItem

_BYTES = 5  # eight letters: two of 300 copies meet once in 25 million
_DIGEST_LENGTH = 16


@dataclass(frozen=True)
class GivenText:
    """What a trainee wrote; ``digest`` names these very words."""

    text: str
    digest: str

    @property
    def words(self) -> int:
        """Number of words, as a reader would count them."""
        return len(self.text.split())


@dataclass(frozen=True)
class Copy:
    """The texts of one submission, by item; a blank one is not there."""

    name: str
    student: str = field(repr=False)
    texts: Mapping[str, GivenText] = field(repr=False)


@dataclass(frozen=True)
class Copies:
    """All copies of an evaluation by pseudonym, and how many cannot be read."""

    by_name: Mapping[str, Copy]
    unreadable: int = 0

    def list_names(self, item: str) -> tuple[str, ...]:
        """The copies that answer an item."""
        return tuple(name for name, copy in self.by_name.items() if item in copy.texts)


def list_rubric_items(bank: Bank) -> dict[str, RubricItem]:
    """The items that a person grades with a rubric, in the order of the bank."""
    return {
        item.id: item
        for item in bank.items.values()
        if isinstance(item, FreeTextItem | JustifiedItem) and item.rubric
    }


def name_copy(secret: CourseSecret, assignment: str, student: str) -> str:
    """Give a submission its pseudonym: eight letters and digits, « K7QM-2RXA »."""
    digest = secret.derive("copies", assignment, student)[:_BYTES]
    letters = base64.b32encode(digest).decode("ascii")
    return f"{letters[:4]}-{letters[4:]}"


def load_copies(
    course: Path, assignment: str, items: Mapping[str, RubricItem], secret: CourseSecret
) -> Copies:
    """Read what was handed in, from ``course/submitted``; nothing of it is executed."""
    found: dict[str, Copy] = {}
    unreadable = 0
    for folder in sorted((course / "submitted").glob(f"*/{assignment}")):
        submitted = read_submitted_answers(folder, items)
        unreadable += not submitted.is_gradable
        raw = {item: latest.answer for item, latest in submitted.answers.items()}
        texts = dict(_iter_texts(items.values(), raw))
        student = folder.parent.name
        name = name_copy(secret, assignment, student)
        found[name] = Copy(name, student, texts)
    return Copies(dict(sorted(found.items())), unreadable)


def read_text(item: Item, raw: Mapping[str, Any] | None) -> str:
    """What there is to read in an answer; empty where it is blank or does not fit the item."""
    try:
        answer = parse_answer(item, raw)
    except InvalidAnswerError:
        return ""
    match answer:
        case TextAnswer():
            return answer.text.strip()
        case JustifiedAnswer():
            stated = {True: "Vrai", False: "Faux", None: "Sans avis"}[answer.truth]
            return f"{stated}.\n{answer.text}".strip()
        case _:
            return ""


def digest_text(text: str) -> str:
    """Name a text by its words."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]


def _iter_texts(
    items: Iterable[Item], raw: Mapping[str, Mapping[str, Any] | None]
) -> Iterable[tuple[str, GivenText]]:
    for item in items:
        if text := read_text(item, raw.get(item.id)):
            yield item.id, GivenText(text, digest_text(text))
