"""The folders that a grading writes, each replaced whole: the old one stands, or the new one."""

from __future__ import annotations

import fnmatch
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LARGEST_COPY = 60_000_000


@contextmanager
def replace_folder(folder: Path, permissions: int) -> Iterator[Path]:
    """Yield an empty folder that takes the place of ``folder`` unless an error leaves the block.

    Args:
        folder: may exist.
        permissions: of the files, as a mode (0o444).
    """
    draft = folder.with_name(f".{folder.name}.draft")
    before = folder.with_name(f".{folder.name}.before")
    remove_folder(draft)
    remove_folder(before)
    draft.mkdir(parents=True)
    try:
        yield draft
        for path in draft.rglob("*"):
            if path.is_file():
                path.chmod(permissions)
    except BaseException:
        remove_folder(draft)
        raise
    if folder.exists():
        folder.rename(before)
    draft.rename(folder)
    remove_folder(before)


def remove_folder(folder: Path) -> None:
    """Remove a folder if there is one."""
    if folder.is_dir():
        shutil.rmtree(folder)


def copy_sidecars(source: Path, target: Path, ignored: Sequence[str]) -> None:
    """Copy the regular files of a folder but its notebooks; no link is followed.

    Args:
        source: the folder to copy from.
        target: must exist.
        ignored: patterns of names (nbgrader's ``CourseDirectory.ignore``).
    """
    patterns = (*ignored, "*.ipynb", "*.html")
    for path in sorted(source.iterdir()):
        if any(fnmatch.fnmatch(path.name, pattern) for pattern in patterns) or path.is_symlink():
            continue
        if path.is_dir():
            (target / path.name).mkdir(exist_ok=True)
            copy_sidecars(path, target / path.name, ignored)
        elif path.is_file() and path.stat().st_size <= LARGEST_COPY:
            shutil.copyfile(path, target / path.name)
