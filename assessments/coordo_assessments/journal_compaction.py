"""Compaction: a long journal becomes short to read, and its whole history stays beside it.

Every line is first copied, byte for byte, to ``journal-history.jsonl``; then the journal is
replaced by the events that its state needs. Only superseded notes and sections go: answers,
runs and decisions all stay, because attempts are counted and runs replayed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coordo_assessments.events import Event, NoteWritten, SectionReached
from coordo_assessments.journal_lock import has_locks, open_alone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from coordo_assessments.journal import Journal

HISTORY_NAME = "journal-history.jsonl"
COMPACT_ABOVE_BYTES = 2_000_000
LEAST_GAIN = 0.5


def compact_if_large(
    journal: Journal, above: int = COMPACT_ABOVE_BYTES, gain: float = LEAST_GAIN
) -> bool:
    """Compact a journal of more than ``above`` bytes where a share ``gain`` of it would go.

    The state folded from the journal is the same before and after. A torn or unknown line
    keeps the journal as it is: what one cannot read, one does not move. A journal of which
    little would go stays too: it would be copied again at every page. True if it was done.
    """
    if not has_locks() or not journal.path.is_file() or journal.path.stat().st_size <= above:
        return False
    with open_alone(journal.path):
        reading = journal.read()
        if reading.skipped:
            return False
        whole = journal.path.read_bytes()
        kept = b"".join(
            event.model_dump_json().encode() + b"\n" for event in select_needed(reading.events)
        )
        if len(kept) > len(whole) * (1 - gain):
            return False
        _append_durably(journal.path.with_name(HISTORY_NAME), whole)
        _replace_durably(journal.path, kept)
    return True


def select_needed(events: Iterable[Event]) -> tuple[Event, ...]:
    """Keep the events without which the folded state would differ."""
    ordered = tuple(events)
    last_note = {(e.activity, e.subject): e.id for e in ordered if isinstance(e, NoteWritten)}
    last_section = {e.activity: e.id for e in ordered if isinstance(e, SectionReached)}
    needed = {*last_note.values(), *last_section.values()}
    last_id = ordered[-1].id if ordered else ""
    return tuple(
        event
        for event in ordered
        if not isinstance(event, NoteWritten | SectionReached)
        or event.id in needed
        or event.id == last_id
    )


def _append_durably(path: Path, content: bytes) -> None:
    with path.open("ab") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _replace_durably(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".compacting")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
