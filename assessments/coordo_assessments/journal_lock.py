"""Locks of a journal: many writers together, or one alone (a compaction, a conditional append).

Where the system has no ``flock`` (Windows) writers still append whole lines and nothing is
ever compacted.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPEN_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
_NEW_FILE_MODE = 0o644


def has_locks() -> bool:
    """Whether this system can tell a compaction from a writer."""
    return fcntl is not None


@contextmanager
def open_shared(path: Path) -> Iterator[int]:
    """Open for appending, along with other writers; yield the file descriptor."""
    with _open_locked(path, getattr(fcntl, "LOCK_SH", 0)) as descriptor:
        yield descriptor


@contextmanager
def open_alone(path: Path) -> Iterator[int]:
    """Open once every writer has left and keep new ones waiting."""
    with _open_locked(path, getattr(fcntl, "LOCK_EX", 0)) as descriptor:
        yield descriptor


@contextmanager
def _open_locked(path: Path, mode: int) -> Iterator[int]:
    descriptor = _open_current(path, mode)
    try:
        yield descriptor
    finally:
        os.close(descriptor)  # releases the lock


def _open_current(path: Path, mode: int) -> int:
    """Open and lock; start over if a compaction replaced the file meanwhile."""
    while True:
        descriptor = os.open(path, _OPEN_FLAGS, _NEW_FILE_MODE)
        try:
            if fcntl is None:
                return descriptor
            fcntl.flock(descriptor, mode)
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        except FileNotFoundError:
            pass  # replaced or removed between open and stat: open the new one
        except OSError:
            os.close(descriptor)
            raise
        os.close(descriptor)
