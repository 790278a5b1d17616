"""Fingerprints: what a grade follows from, so that only what changed is graded again."""

from __future__ import annotations

import hashlib
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import coordo_assessments
import coordo_simulation
from coordo_assessments.bank import find_exam_folder
from coordo_assessments.course_secret import load_secret
from coordo_assessments.draw_records import DRAWS_FOLDER
from coordo_assessments.graded_case import find_scenario
from coordo_assessments.nbgrader_bridge.amendments import LOG_NAME

import coordo_course

if TYPE_CHECKING:
    from collections.abc import Iterable

_LARGEST_READ = 60_000_000  # a larger file is no journal: its size and date stand for it
_CODE = ("*.py", "*.css")


def fingerprint_inputs(root: Path, assignment: str, release: Path) -> str:
    """Fingerprint all that a grade follows from besides the submission.

    Args:
        root: the course's root.
        assignment: the module's id.
        release: the folder of the released notebook.
    """
    return fingerprint_text(
        fingerprint_bank(root, assignment), fingerprint_folder(release), fingerprint_code()
    )


def fingerprint_bank(root: Path, assignment: str) -> str:
    """Fingerprint the keys: the exam bank, its facts, its draws, the case, the changes since."""
    course = root / "course"
    others = (course / "references.yml", course / LOG_NAME, find_scenario(root, assignment))
    secret = load_secret(root)
    return fingerprint_text(
        fingerprint_folder(find_exam_folder(root, assignment)),
        fingerprint_folder(root / DRAWS_FOLDER),
        secret.derive("fingerprint").hex() if secret else "",
        *(_fingerprint_files((path,), path.parent) for path in others if path.is_file()),
    )


@cache
def fingerprint_code() -> str:
    """Fingerprint the code that grades and draws, whatever version it says it is."""
    packages = (coordo_course, coordo_assessments, coordo_simulation)
    folders = [Path(package.__file__).parent for package in packages if package.__file__]
    return fingerprint_text(
        *(
            _fingerprint_files((path for glob in _CODE for path in folder.rglob(glob)), folder)
            for folder in folders
        )
    )


def fingerprint_folder(folder: Path) -> str:
    """Fingerprint the files of a folder by name and content; a link is not followed."""
    return _fingerprint_files(folder.rglob("*"), folder)


def fingerprint_text(*texts: str) -> str:
    """Fingerprint texts, told apart from each other."""
    return hashlib.blake2b("\0".join(texts).encode(), digest_size=16).hexdigest()


def _fingerprint_files(paths: Iterable[Path], base: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(paths):
        status = path.lstat()
        name = str(path.relative_to(base)).encode("utf-8", "surrogateescape")
        digest.update(b"\0".join((name, f"{stat.S_IFMT(status.st_mode)}".encode(), b"")))
        if not stat.S_ISREG(status.st_mode):
            continue
        if status.st_size > _LARGEST_READ:
            digest.update(f"{status.st_size} {status.st_mtime_ns}".encode())
            continue
        digest.update(f"{status.st_size} ".encode())
        with suppress(OSError):  # what cannot be read is told by the grading
            digest.update(path.read_bytes())
    return digest.hexdigest()
