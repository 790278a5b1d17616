"""The exam bank and the references behind a release, read once per process and change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from coordo_simulation.references import ReferenceBook, load_references

from coordo_assessments.bank import Bank, find_exam_folder, load_bank
from coordo_assessments.course_root import find_course_root

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class ExamBank:
    """The items of one assignment, keys included, and the facts that they cite."""

    bank: Bank
    book: ReferenceBook


def load_exam_bank(course_folder: Path, assignment: str) -> ExamBank:
    """Read the exam bank of an assignment.

    Args:
        course_folder: a folder inside the course (nbgrader's root).
        assignment: the module's id.

    Raises:
        CourseNotFoundError: no course above the folder.
        ContentError, ContentErrors: the bank or the references cannot be read.
    """
    root = find_course_root(course_folder)
    folder = find_exam_folder(root, assignment)
    references = root / "course" / "references.yml"
    return _load(folder, references, _stamp(folder, references))


def _stamp(folder: Path, references: Path) -> tuple[tuple[str, int], ...]:
    files = [path for path in (*sorted(folder.glob("*.yml")), references) if path.exists()]
    return tuple((path.name, path.stat().st_mtime_ns) for path in files)


@lru_cache(maxsize=8)
def _load(folder: Path, references: Path, _stamp: tuple[tuple[str, int], ...]) -> ExamBank:
    return ExamBank(load_bank(folder), load_references(references))
