"""The texts to mark, under pseudonyms that only the course secret links to trainees."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeGuard

from coordo_assessments.answer_models import JustifiedAnswer, TextAnswer
from coordo_assessments.answers import InvalidAnswerError, parse_answer
from coordo_assessments.items import FreeTextItem, JustifiedItem
from coordo_assessments.nbgrader_bridge.own_items import find_own_items
from coordo_assessments.nbgrader_bridge.released import (
    EVALUATION,
    MARK,
    find_grade_id,
    is_question,
    load_released_notebook,
)
from coordo_assessments.nbgrader_bridge.submission_journal import read_submitted_answers
from coordo_assessments.nbgrader_bridge.terms import load_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path
    from typing import Any

    from coordo_assessments.bank import Bank
    from coordo_assessments.course_secret import CourseSecret
    from coordo_assessments.items import Item
    from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank
    from coordo_assessments.nbgrader_bridge.own_items import OwnItems
    from coordo_assessments.state import LatestAnswer

RubricItem = FreeTextItem | JustifiedItem

_BYTES = 5  # eight letters: two of 300 copies meet once in 25 million
_DIGEST_LENGTH = 16


@dataclass(frozen=True)
class GivenText:
    """What a trainee wrote; ``digest`` names these very words.

    ``cell`` is the question's name in the gradebook: its place, where the exam was drawn.
    """

    text: str
    digest: str
    cell: str

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
    return {item.id: item for item in bank.items.values() if has_rubric(item)}


def has_rubric(item: Item) -> TypeGuard[RubricItem]:
    """Whether a person grades an item with a rubric."""
    return isinstance(item, FreeTextItem | JustifiedItem) and bool(item.rubric)


def name_copy(secret: CourseSecret, assignment: str, student: str) -> str:
    """Give a submission its pseudonym: eight letters and digits, « K7QM-2RXA »."""
    digest = secret.derive("copies", assignment, student)[:_BYTES]
    letters = base64.b32encode(digest).decode("ascii")
    return f"{letters[:4]}-{letters[4:]}"


def load_copies(
    course: Path,
    assignment: str,
    exam: ExamBank,
    secret: CourseSecret,
    last_moments: Mapping[str, datetime] | None = None,
) -> Copies:
    """Read what was handed in, from ``course/submitted``; nothing of it is executed.

    Args:
        course: nbgrader's root.
        assignment: the module's id.
        exam: the items behind the release.
        secret: of the course.
        last_moments: until when each trainee's answers count (see ``load_last_moments``).

    Raises:
        SecretError, VariantError, ContentError: as ``find_own_items``.
    """
    release = course / "release" / assignment
    notebook = load_released_notebook(release, EVALUATION)
    cells, marks = list(exam.bank.items), {}
    if notebook is not None:
        cells = [find_grade_id(cell) or "" for cell in notebook.cells if is_question(cell)]
        marks = notebook.metadata.get(MARK, {})
    found: dict[str, Copy] = {}
    unreadable = 0
    for folder in sorted((course / "submitted").glob(f"*/{assignment}")):
        student = folder.parent.name
        due = (last_moments or {}).get(student)
        terms = load_terms(course, folder, release, due, counts_late=due is None)
        submitted = read_submitted_answers(folder, cells, terms)
        unreadable += not submitted.is_gradable
        own = find_own_items(exam, marks, folder, submitted.answers)
        name = name_copy(secret, assignment, student)
        found[name] = Copy(name, student, dict(iter_texts(own, submitted.answers)))
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


def iter_texts(
    own: OwnItems, answers: Mapping[str, LatestAnswer]
) -> Iterator[tuple[str, GivenText]]:
    """Yield the texts to mark, by item of the bank; what cannot be told is left to formgrader."""
    for cell, latest in answers.items():
        item = own.items.get(cell)
        if item is None or cell in own.doubtful or not has_rubric(item):
            continue
        if text := read_text(item, latest.answer):
            yield item.id, GivenText(text, digest_text(text), cell)
