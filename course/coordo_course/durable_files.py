"""Writes files so that a reader sees the old one or the new one, whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_READABLE = 0o644


def write_whole(path: Path, text: str) -> bool:
    """Put ``text`` in ``path`` unless it is there already; say whether anything was written.

    Raises:
        OSError: the folder cannot be written.
    """
    content = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).chmod(_READABLE)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
    return True
