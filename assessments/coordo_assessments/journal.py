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

from pydantic import ValidationError

from coordo_assessments.events import EVENT_ADAPTER, Event, EventBase
from coordo_assessments.journal_lock import open_shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import TypeAdapter

EventT = TypeVar("EventT", bound=EventBase)

FILE_NAME = "journal.jsonl"
MAX_LINE_BYTES = 200_000
_BOM = b"\xef\xbb\xbf"


class NotSavedError(OSError):
    """An event is not on the disk; the message is for the trainee, in French."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Ce que vous venez de faire n’est pas enregistré\u202f: {reason} "
            f"(dossier {path.parent})."
        )


@dataclass(frozen=True)
class SkippedLine:
    """A line that could not be read: its number from 1, the reason in French."""

    line: int
    reason: str


@dataclass(frozen=True)
class JournalReading:
    """The events in the order of the file, and what was skipped."""

    events: tuple[Event, ...]
    skipped: tuple[SkippedLine, ...]


@dataclass(frozen=True)
class Journal:
    """The journal of one folder."""

    path: Path

    def append(self, event: EventT) -> EventT:
        """Write one event and return it once it is on the disk.

        Raises:
            NotSavedError: it is not; nothing of it will be read as an event.
        """
        line = event.model_dump_json().encode() + b"\n"
        if len(line) > MAX_LINE_BYTES:
            raise NotSavedError(self.path, "c’est trop long")
        try:
            with open_shared(self.path) as descriptor:
                self._write_whole(descriptor, line)
        except NotSavedError:
            raise
        except OSError as error:
            raise NotSavedError(self.path, _explain(error)) from error
        return event

    def _write_whole(self, descriptor: int, line: bytes) -> None:
        whole = line if _ends_in_newline(descriptor) else b"\n" + line
        written = os.write(descriptor, whole)
        if written != len(whole):
            raise NotSavedError(self.path, "il n’y a plus de place sur le disque")
        os.fsync(descriptor)

    def read(self) -> JournalReading:
        """Read all that can be read; an absent file is an empty journal."""
        events, skipped = self.read_as(EVENT_ADAPTER)
        return JournalReading(events, skipped)

    def read_as(
        self, adapter: TypeAdapter[EventT]
    ) -> tuple[tuple[EventT, ...], tuple[SkippedLine, ...]]:
        """Read a journal of other kinds of events; return them and what was skipped."""
        events: list[EventT] = []
        skipped: list[SkippedLine] = []
        seen: set[str] = set()
        for number, line in self._iter_lines(skipped):
            event = _parse_line(adapter, number, line, skipped)
            if event is not None and event.id not in seen:
                seen.add(event.id)
                events.append(event)
        return tuple(events), tuple(skipped)

    def _iter_lines(self, skipped: list[SkippedLine]) -> Iterator[tuple[int, bytes]]:
        try:
            stream = self.path.open("rb")
        except FileNotFoundError:
            return
        except OSError as error:
            skipped.append(SkippedLine(0, f"journal illisible ({_explain(error)})"))
            return
        with stream:
            number = 0
            while chunk := stream.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(chunk) > MAX_LINE_BYTES:
                    _skip_rest(stream)
                    skipped.append(SkippedLine(number, "ligne trop longue"))
                    continue
                yield number, chunk


def _ends_in_newline(descriptor: int) -> bool:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size == 0:
        return True
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) == b"\n"


def _skip_rest(stream: object) -> None:
    while chunk := stream.readline(MAX_LINE_BYTES):  # type: ignore[attr-defined]
        if chunk.endswith(b"\n"):
            return


def _parse_line(
    adapter: TypeAdapter[EventT], number: int, line: bytes, skipped: list[SkippedLine]
) -> EventT | None:
    text = line.removeprefix(_BOM).strip()
    if not text:
        return None
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        is_torn = not line.endswith(b"\n")
        reason = "ligne interrompue" if is_torn else _explain_refusal(error)
    except (ValueError, RecursionError):
        reason = "ligne illisible"
    skipped.append(SkippedLine(number, reason))
    return None


def _explain_refusal(error: ValidationError) -> str:
    kinds = {detail["type"] for detail in error.errors(include_url=False, include_input=False)}
    if "json_invalid" in kinds:
        return "ligne illisible"
    if kinds & {"union_tag_invalid", "union_tag_not_found"}:
        return "événement inconnu"
    return "événement incomplet ou altéré"


def _explain(error: OSError) -> str:
    match error.errno:
        case 28 | 122 | 27:  # ENOSPC, EDQUOT, EFBIG
            return "il n’y a plus de place sur le disque"
        case 30 | 13 | 1:  # EROFS, EACCES, EPERM
            return "le dossier est en lecture seule"
        case 2 | 20 | 21:  # ENOENT, ENOTDIR, EISDIR
            return "le dossier n’existe plus"
        case _:
            return error.strerror or "le disque ne répond pas"
