"""The lines of a journal, from whatever stands in its place: bounded, tolerant, never blocking.

An editor or a synchronisation may have saved the file in another encoding, a power cut may have
left zeros or half a line: what can still be read without doubt is read, and told.
"""

from __future__ import annotations

import codecs
import io
import os
import stat
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from coordo_assessments.events import EventBase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import TypeAdapter

EventT = TypeVar("EventT", bound=EventBase)

MAX_LINE_BYTES = 200_000
MAX_LISTED = 100
"""How many unreadable lines are told one by one; the others are counted."""
_ALWAYS_READ = 20
_BOM = codecs.BOM_UTF8
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_EVENT_START = b'{"v":1,"id":'
_WRITTEN = frozenset({"id", "at"})

OTHER_ENCODING = "journal réenregistré dans un autre encodage, relu tel quel"
ZEROS = "journal avec des octets nuls (coupure\u202f?), écartés"
NOT_A_FILE = "journal illisible (ce n’est pas un fichier)"


class TooManyLinesError(ValueError):
    """More lines than a reader was ready to examine."""


@dataclass(frozen=True)
class SkippedLine:
    """A line that could not be read: its number from 1, the reason in French."""

    line: int
    reason: str


@dataclass
class ReadingLog:
    """What a reading met besides events.

    Attributes:
        skipped: the first lines that could not be read, at most ``MAX_LISTED``.
        skipped_count: how many there were in all.
        notices: French sentences on what was mended while reading.
        parsed: how many lines were examined as JSON.
        passed: how many were not, because they were not wanted.
    """

    skipped: list[SkippedLine] = field(default_factory=list)
    skipped_count: int = 0
    notices: dict[str, None] = field(default_factory=dict)
    parsed: int = 0
    passed: int = 0

    @property
    def is_full(self) -> bool:
        """Whether further lines are counted only."""
        return len(self.skipped) >= MAX_LISTED

    def skip(self, line: int, reason: str) -> None:
        """Note a line that could not be read."""
        self.skipped_count += 1
        if not self.is_full:
            self.skipped.append(SkippedLine(line, reason))


def iter_events(
    path: Path,
    log: ReadingLog,
    adapter: TypeAdapter[EventT],
    needle: bytes = b"",
    max_parsed: int | None = None,
) -> Iterator[EventT]:
    """Yield the events of a file in its order; an absent file has none.

    Args:
        path: the journal; a pipe or a device there is told, never waited for.
        log: receives what could not be read.
        adapter: the kinds of events that the journal holds.
        needle: only events whose line holds these bytes are wanted; others are passed over,
            but for the first ones, which say where the journal comes from.
        max_parsed: how many lines may be examined.

    Raises:
        TooManyLinesError: the file holds more than ``max_parsed`` lines to examine.
    """
    seen: set[str] = set()
    for number, line in _iter_lines(path, log):
        if needle and number > _ALWAYS_READ and needle not in line and _is_plain(line):
            log.passed += 1
            continue
        if log.is_full and b'"kind"' not in line:
            log.skipped_count += bool(line.strip())
            continue
        log.parsed += 1
        if max_parsed is not None and log.parsed > max_parsed:
            raise TooManyLinesError(path)
        event = _parse_line(adapter, number, line, log)
        if event is not None and event.id not in seen:
            seen.add(event.id)
            yield event


def _is_plain(line: bytes) -> bool:
    """Whether a line looks as ``Journal.append`` writes it."""
    return line.startswith(_EVENT_START) and line.endswith(b"}\n")


def _iter_lines(path: Path, log: ReadingLog) -> Iterator[tuple[int, bytes]]:
    try:
        stream = _open_for_reading(path)
    except FileNotFoundError:
        return
    except OSError as error:
        log.skip(0, f"journal illisible ({explain_error(error)})")
        return
    if stream is None:
        log.skip(0, NOT_A_FILE)
        return
    with stream:
        yield from _iter_chunks(_decode_wide(stream, log), log)


def _open_for_reading(path: Path) -> IO[bytes] | None:
    """Open a file; None where something else stands, which is not waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    return None


def _decode_wide(stream: IO[bytes], log: ReadingLog) -> IO[bytes]:
    """Bring a file that some editor saved in UTF-16 back to UTF-8."""
    start = stream.read(2)
    stream.seek(0)
    if start not in _UTF_16:
        return stream
    log.notices[OTHER_ENCODING] = None
    return io.BytesIO(stream.read().decode(_UTF_16[start], "replace").encode())


def _iter_chunks(stream: IO[bytes], log: ReadingLog) -> Iterator[tuple[int, bytes]]:
    number = 0
    while chunk := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(chunk) > MAX_LINE_BYTES:
            _skip_rest(stream, chunk)
            log.skip(number, "ligne trop longue")
            continue
        yield number, chunk


def _skip_rest(stream: IO[bytes], chunk: bytes) -> None:
    while chunk and not chunk.endswith(b"\n"):
        chunk = stream.readline(MAX_LINE_BYTES)


def _parse_line(
    adapter: TypeAdapter[EventT], number: int, line: bytes, log: ReadingLog
) -> EventT | None:
    text = line.removeprefix(_BOM).strip(b"\x00 \t\r\n")
    if not text:
        if b"\x00" in line:
            log.skip(number, "ligne illisible")
        return None
    found = _parse_event(adapter, _to_utf_8(text, log))
    if not isinstance(found, str):
        if b"\x00" in line:
            log.notices[ZEROS] = None
        return found
    is_torn = not line.endswith(b"\n")
    log.skip(number, "ligne interrompue" if is_torn else found)
    return _rescue_end(adapter, text)


def _rescue_end(adapter: TypeAdapter[EventT], text: bytes) -> EventT | None:
    """Read the whole event that stands behind half of another one on the same line.

    Inside a JSON text the quotes of an event's start would be escaped: it is found nowhere else.
    """
    start = text.rfind(_EVENT_START)
    found = _parse_event(adapter, text[start:]) if start > 0 else ""
    return None if isinstance(found, str) else found


def _to_utf_8(text: bytes, log: ReadingLog) -> bytes:
    try:
        text.decode()
    except UnicodeDecodeError:
        log.notices[OTHER_ENCODING] = None
        return text.decode("cp1252", "replace").encode()
    return text


def _parse_event(adapter: TypeAdapter[EventT], text: bytes) -> EventT | str:
    """Read one event, or say in French why it is none."""
    try:
        event = adapter.validate_json(text)
    except ValidationError as error:
        return _explain_refusal(error)
    except (ValueError, RecursionError):
        return "ligne illisible"
    is_whole = event.model_fields_set >= _WRITTEN
    return event if is_whole else "événement incomplet ou altéré"


def _explain_refusal(error: ValidationError) -> str:
    kinds = {detail["type"] for detail in error.errors(include_url=False, include_input=False)}
    if "json_invalid" in kinds:
        return "ligne illisible"
    if kinds & {"union_tag_invalid", "union_tag_not_found"}:
        return "événement inconnu"
    return "événement incomplet ou altéré"


def explain_error(error: OSError) -> str:
    """Say in French why the system refused a file."""
    match error.errno:
        case 28 | 122 | 27:  # ENOSPC, EDQUOT, EFBIG
            return "il n’y a plus de place sur le disque"
        case 30 | 13 | 1:  # EROFS, EACCES, EPERM
            return "le dossier est en lecture seule"
        case 2 | 20 | 21:  # ENOENT, ENOTDIR, EISDIR
            return "le dossier n’existe plus"
        case _:
            return error.strerror or "le disque ne répond pas"
