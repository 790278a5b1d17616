"""Reads and names the records of draws: ``course/draws/<assignment>.<session>.json``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from coordo_simulation.yaml_source import ContentError
from pydantic import ValidationError

from coordo_assessments.draw_plan import DrawRecord

DRAWS_FOLDER = Path("course") / "draws"


def find_record_path(root: Path, assignment: str, session: str) -> Path:
    """Where the record of a session stands."""
    return root / DRAWS_FOLDER / f"{assignment}.{session}.json"


def load_record(root: Path, assignment: str, session: str) -> DrawRecord:
    """Read the record of a session.

    Raises:
        ContentError: there is none, or it was not written by ``coordo draw``.
    """
    path = find_record_path(root, assignment, session)
    if not path.is_file():
        expected = f"un tirage\u202f: «\u202fcoordo draw {assignment} --session {session}\u202f»"
        raise ContentError(path, None, "", "", expected)
    return _read(path, path.stat().st_mtime_ns)


def list_records(root: Path, assignment: str) -> tuple[DrawRecord, ...]:
    """Read every record of an assignment, the oldest first.

    Raises:
        ContentError: one was not written by ``coordo draw``.
    """
    paths = (root / DRAWS_FOLDER).glob(f"{assignment}.*.json")
    records = [_read(path, path.stat().st_mtime_ns) for path in sorted(paths)]
    return tuple(sorted(records, key=lambda record: (record.drawn_on, record.session)))


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> DrawRecord:
    try:
        return DrawRecord.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ContentError(path, None, "", "", "un tirage écrit par coordo draw") from error
