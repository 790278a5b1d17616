"""The exam bank and the references behind a release, read once per process and change."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from coordo_simulation.references import ReferenceBook, load_references

from coordo_assessments.bank import Bank, find_exam_folder, load_bank
from coordo_assessments.course_root import find_course_root
from coordo_assessments.nbgrader_bridge.amendments import (
    LOG_NAME,
    Amendments,
    load_amendments,
)

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class ExamBank:
    """The items of one assignment, keys included, and the facts that they cite.

    ``amendments`` is what ``coordo rekey`` changed in the keys since. ``root`` is the course they
    belong to, None for items on their own.
    """

    bank: Bank
    book: ReferenceBook
    amendments: Amendments = field(default_factory=Amendments)
    root: Path | None = None


def load_exam_bank(course_folder: Path, assignment: str, log: Path | None = None) -> ExamBank:
    """Read the exam bank of an assignment.

    Args:
        course_folder: a folder inside the course (nbgrader's root).
        assignment: the module's id.
        log: of the changes of keys, the course's own by default.

    Raises:
        CourseNotFoundError: no course above the folder.
        ContentError, ContentErrors: the bank, the references or ``rekeys.jsonl`` cannot be read.
    """
    root = find_course_root(course_folder)
    folder = find_exam_folder(root, assignment)
    references = root / "course" / "references.yml"
    log = log or root / "course" / LOG_NAME
    return _load(folder, root, log, assignment, _stamp(folder, references, log))


def _stamp(folder: Path, *others: Path) -> tuple[tuple[str, int], ...]:
    files = [path for path in (*sorted(folder.glob("*.yml")), *others) if path.exists()]
    return tuple((path.name, path.stat().st_mtime_ns) for path in files)


@lru_cache(maxsize=8)
def _load(
    folder: Path, root: Path, log: Path, assignment: str, _stamp: tuple[tuple[str, int], ...]
) -> ExamBank:
    book = load_references(root / "course" / "references.yml")
    bank = load_bank(folder, book)
    amendments = load_amendments(log, assignment, bank.items, frozenset(bank.templates))
    return ExamBank(bank, book, amendments, root)
