"""The journal: whatever a trainee does that must last, one JSON line per event.

Writing: the file is opened with O_APPEND, an event goes out in one ``write`` and is on the
disk (``fsync``) before ``append`` returns. Two processes interleave whole lines. If the file
ends in a torn line (a power cut), the next event starts on a line of its own. A shared lock
is held meanwhile, so that a compaction (``journal_compaction``) never sees half an event.
What must not happen twice is written by ``append_if``, which keeps every other writer out.

Reading is tolerant: a torn, foreign or unknown line is skipped and reported, never fatal.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from coordo_assessments.events import EVENT_ADAPTER, Event, EventBase
from coordo_assessments.journal_lines import (
    MAX_LINE_BYTES,
    ReadingLog,
    SkippedLine,
    explain_error,
    iter_events,
)
from coordo_assessments.journal_lock import open_alone, open_shared
from coordo_assessments.journal_origin import sign_event

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pydantic import TypeAdapter

__all__ = ["FILE_NAME", "Journal", "JournalReading", "NotSavedError", "SkippedLine"]

EventT = TypeVar("EventT", bound=EventBase)

FILE_NAME = "journal.jsonl"


class NotSavedError(OSError):
    """An event is not on the disk; the message is for the trainee, in French."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Ce que vous venez de faire n’est pas enregistré\u202f: {reason} "
            f"(dossier {path.parent})."
        )


@dataclass(frozen=True)
class JournalReading:
    """The events in the order of the file, the first lines skipped, what was mended (French)."""

    events: tuple[Event, ...]
    skipped: tuple[SkippedLine, ...]
    notices: tuple[str, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether the file could be opened and read, whatever some of its lines are."""
        return all(skipped.line for skipped in self.skipped)


@dataclass(frozen=True)
class Journal:
    """The journal of one folder."""

    path: Path

    def append(self, event: EventT) -> EventT:
        """Write one event, signed with its origin, and return it once it is on the disk.

        Raises:
            NotSavedError: it is not; nothing of it will be read as an event.
        """
        event, line = self._build_line(event)
        self._write(open_shared, line)
        return event

    def append_if(
        self, event: EventT, is_wanted: Callable[[JournalReading], bool]
    ) -> EventT | None:
        """Write one event only where the journal, read again with no other writer, allows it.

        Two kernels can both find a move possible on what they have read, then both write it. Here
        nothing is written by anyone between the reading that ``is_wanted`` judges and the event.
        The price is that reading, during which plain appends wait: it is for what must not happen
        twice, not for an answer. Where the system has no lock (Windows) the journal is read again
        too, a moment before.

        Args:
            event: what to write.
            is_wanted: judges the journal as it stands; False where the event is needless. What it
                raises is a refusal, and goes through. It writes nothing to this journal, which it
                would wait for without end.

        Returns:
            The event once it is on the disk, None where it is needless.

        Raises:
            NotSavedError: it is not on the disk, or the journal could not be read again.
        """
        event, line = self._build_line(event)
        is_written = self._write(open_alone, line, lambda: is_wanted(self._read_again()))
        return event if is_written else None

    def _build_line(self, event: EventT) -> tuple[EventT, bytes]:
        event = sign_event(event, self.path.parent)
        line = event.model_dump_json().encode() + b"\n"
        if len(line) > MAX_LINE_BYTES:
            raise NotSavedError(self.path, "c’est trop long")
        return event, line

    def _write(
        self,
        open_locked: Callable[[Path], AbstractContextManager[int]],
        line: bytes,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> bool:
        """Write a line, if it is wanted once the lock is held; say whether it was."""
        try:
            with open_locked(self.path) as descriptor:
                if not is_wanted():
                    return False
                self._write_whole(descriptor, line)
        except NotSavedError:
            raise
        except OSError as error:
            raise NotSavedError(self.path, explain_error(error)) from error
        return True

    def _write_whole(self, descriptor: int, line: bytes) -> None:
        whole = line if _ends_in_newline(descriptor) else b"\n" + line
        written = os.write(descriptor, whole)
        if written != len(whole):
            raise NotSavedError(self.path, "il n’y a plus de place sur le disque")
        os.fsync(descriptor)

    def read(self) -> JournalReading:
        """Read all that can be read; an absent file is an empty journal."""
        log = ReadingLog()
        events: tuple[Event, ...] = tuple(iter_events(self.path, log, EVENT_ADAPTER))
        return JournalReading(events, tuple(log.skipped), tuple(log.notices))

    def _read_again(self) -> JournalReading:
        """Read what a move is judged on: nothing is judged on a journal that cannot be read."""
        reading = self.read()
        if not reading.is_readable:
            raise NotSavedError(self.path, "le journal ne peut pas être relu")
        return reading

    def read_as(
        self, adapter: TypeAdapter[EventT]
    ) -> tuple[tuple[EventT, ...], tuple[SkippedLine, ...]]:
        """Read a journal of other kinds of events; return them and the first lines skipped."""
        log = ReadingLog()
        return tuple(iter_events(self.path, log, adapter)), tuple(log.skipped)


def _ends_in_newline(descriptor: int) -> bool:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size == 0:
        return True
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) == b"\n"
