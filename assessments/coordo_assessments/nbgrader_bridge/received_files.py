"""What of a submission's folder is taken: ordinary files that the course knows, nothing else.

Stock nbgrader copies whatever it finds: a link to any file of the instructor, a pipe that it
waits for without end, a page that formgrader would then serve, an archive of any size. Here a
submission of a compiled assignment gives its journals, the released files and nbgrader's own
marks. Where an instructor wrote a notebook by hand, every ordinary file is taken.
"""

from __future__ import annotations

import os
import shutil
import stat
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from coordo_assessments.nbgrader_bridge.released import is_compiled
from coordo_assessments.untrusted import show_untrusted

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMESTAMP_NAME = "timestamp.txt"
MARKS = (TIMESTAMP_NAME, "submission_secret.txt")
MAX_FILE_BYTES = 50_000_000
UNDATED = "date de remise illisible\u202f: aucun retard n’a pu être compté"
OTHER_NOTEBOOKS = "autres carnets"
_MAX_TIMESTAMP_BYTES = 200
_LISTED = 5
_OF_SYSTEMS = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX", "__pycache__"})


def receive_files(
    source: Path, target: Path, release: Path, *, has_notebooks: bool = False
) -> None:
    """Copy what is taken of a submission to another folder, its notebooks where they are wanted."""
    known = frozenset() if _has_hand_written(release) else list_known_files(release)
    for path in _iter_ordinary(source):
        inside = path.relative_to(source)
        is_wanted = not known or (len(inside.parts) == 1 and _is_taken(path.name, known))
        is_passed_over = path.suffix == ".ipynb" and not has_notebooks
        if not is_wanted or is_passed_over or path.stat().st_size > MAX_FILE_BYTES:
            continue
        (target / inside).parent.mkdir(parents=True, exist_ok=True)
        (target / inside).unlink(missing_ok=True)
        shutil.copyfile(path, target / inside)
    target.mkdir(parents=True, exist_ok=True)


def tell_left_out(folder: Path, known: frozenset[str]) -> list[str]:
    """Say in French what of a submission's folder is left aside."""
    kinds: dict[str, list[str]] = {}
    has_notebook = False
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        kind = _name_kind(entry, known)
        has_notebook |= entry.name in known and entry.name.endswith(".ipynb") and not kind
        if kind:
            kinds.setdefault(kind, []).append(entry.name)
    if has_notebook:
        kinds.pop(OTHER_NOTEBOOKS, None)
    told = [_tell(kind, names) for kind, names in kinds.items()]
    return [*told, UNDATED] if _is_undated(folder) else told


def list_known_files(release: Path, *others: Path) -> frozenset[str]:
    """Names that stand in the folders that the course hands out, and nbgrader's marks."""
    folders = (folder for folder in (release, *others) if folder.is_dir())
    return frozenset({*MARKS, *(path.name for folder in folders for path in folder.iterdir())})


def load_timestamp(folder: Path) -> datetime | None:
    """When a submission came in (UTC without a zone, as nbgrader has it), None where unknown."""
    path = folder / TIMESTAMP_NAME
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_TIMESTAMP_BYTES:
            return None
        text = path.read_text(encoding="utf-8").strip()
        return _parse_moment(text) if text else None
    except (OSError, ValueError, OverflowError):
        return None


def _is_undated(folder: Path) -> bool:
    """Whether something says when the submission came in, and cannot be read."""
    path = folder / TIMESTAMP_NAME
    is_there = path.is_file() and not path.is_symlink()
    return is_there and load_timestamp(folder) is None


def _parse_moment(text: str) -> datetime:
    """Read a time as nbgrader writes it, by its own reader where the format is another one."""
    try:
        moment = datetime.fromisoformat(text.removesuffix(" UTC"))
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except ValueError:
        # slow to import, and not needed for what nbgrader writes by default
        from nbgrader.utils import parse_utc  # noqa: PLC0415

        other: datetime = parse_utc(text)
        return other


def _is_taken(name: str, known: frozenset[str]) -> bool:
    return name in known or (name.startswith("journal") and name.endswith(".jsonl"))


def _name_kind(entry: os.DirEntry[str], known: frozenset[str]) -> str:
    """Name what kind of thing an entry is, empty for what is taken or means nothing."""
    name, is_file = entry.name, entry.is_file(follow_symlinks=False)
    if entry.is_symlink():
        kind = "liens écartés"
    elif name.startswith(".") or name in _OF_SYSTEMS:
        kind = ""
    elif entry.is_dir():
        kind = _name_folder(name, known)
    elif not is_file:
        kind = "ni fichiers ni dossiers, écartés"
    elif entry.stat().st_size > MAX_FILE_BYTES:
        kind = "fichiers trop lourds, écartés"
    elif _is_taken(name, known):
        kind = ""
    else:
        kind = OTHER_NOTEBOOKS if name.endswith(".ipynb") else "fichiers écartés"
    return kind


def _name_folder(name: str, known: frozenset[str]) -> str:
    if _is_taken(name, known) and "." in name:
        return "dossiers à la place de fichiers"
    return "" if name in known else "dossiers écartés"


def _tell(kind: str, names: list[str]) -> str:
    shown = ", ".join(map(show_untrusted, names[:_LISTED])) + (
        ", …" if len(names) > _LISTED else ""
    )
    return f"{kind} ({len(names)})\u202f: {shown}"


def _iter_ordinary(folder: Path) -> Iterator[Path]:
    """Ordinary files under a folder; no link is followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in sorted(names):
            path = Path(place) / name
            if stat.S_ISREG(path.lstat().st_mode):
                yield path


def is_expected(released: Path, folder: Path) -> bool:
    """Whether a released notebook is graded in a submission: ours is, even where it is missing."""
    has_it = (folder / released.name).is_file()
    return has_it or _is_compiled(released, released.stat().st_mtime_ns)


def _has_hand_written(release: Path) -> bool:
    paths = list(release.glob("*.ipynb"))
    return not paths or not all(_is_compiled(path, path.stat().st_mtime_ns) for path in paths)


@lru_cache(maxsize=64)
def _is_compiled(path: Path, _changed: int) -> bool:
    return is_compiled(nbformat.read(path, as_version=4))
