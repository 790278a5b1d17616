"""The journal: whatever a trainee does that must last, one JSON line per event.

Writing: the file is opened with O_APPEND, an event goes out in one ``write`` and is on the
disk (``fsync``) before ``append`` returns. Two processes interleave whole lines. If the file
ends in a torn line (a power cut), the next event starts on a line of its own. A shared lock
is held meanwhile, so that a compaction (``journal_compaction``) never sees half an event.

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
from coordo_assessments.journal_lock import open_shared
from coordo_assessments.journal_origin import sign_event

if TYPE_CHECKING:
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


@dataclass(frozen=True)
class Journal:
    """The journal of one folder."""

    path: Path

    def append(self, event: EventT) -> EventT:
        """Write one event, signed with its origin, and return it once it is on the disk.

        Raises:
            NotSavedError: it is not; nothing of it will be read as an event.
        """
        event = sign_event(event, self.path.parent)
        line = event.model_dump_json().encode() + b"\n"
        if len(line) > MAX_LINE_BYTES:
            raise NotSavedError(self.path, "c’est trop long")
        try:
            with open_shared(self.path) as descriptor:
                self._write_whole(descriptor, line)
        except NotSavedError:
            raise
        except OSError as error:
            raise NotSavedError(self.path, explain_error(error)) from error
        return event

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
