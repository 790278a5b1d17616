"""The mark book: the fold of the markers' events, from one file or from several.

Two markers on two machines write two files. Events are told apart by their ids and ordered by
their times, so that any union of files, in any order, read once or twice, gives the same book.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_assessments.journal import Journal
from coordo_assessments.marking.events import (
    MARK_ADAPTER,
    AnyMarkEvent,
    CommentDropped,
    CommentKept,
    MarkGiven,
    MarkPushed,
    MarkWithdrawn,
    NamesRevealed,
    PlanSet,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from coordo_assessments.journal_lines import SkippedLine

FILE_NAME = "marks.jsonl"
_OTHER_FILES = "marks*.jsonl"

Key = tuple[str, str]
"""A text: (item, copy)."""


@dataclass(frozen=True)
class Mark:
    """The mark that one marker gives to one text.

    Attributes:
        levels: points by criterion.
        text: digest of the text that was read.
        first_at: when this marker first marked it; ``at``, when the mark took its present form.
    """

    marker: str
    levels: Mapping[str, Decimal]
    comment: str
    text: str
    first_at: datetime
    at: datetime

    @property
    def points(self) -> Decimal:
        """The sum of the criteria."""
        return sum(self.levels.values(), Decimal(0))


@dataclass(frozen=True)
class KeptComment:
    """A comment to use again, and how many marks hold it."""

    id: str
    text: str
    uses: int = 0


@dataclass(frozen=True)
class Plan:
    """See ``PlanSet``; without one, nothing is marked twice."""

    share: Decimal = Decimal(0)
    tolerance: Decimal = Decimal("0.2")


@dataclass
class MarkBook:
    """All that the markers of one evaluation have done.

    Attributes:
        pushed: every (points, comment) that was ever put into the gradebook for a text.
    """

    marks: dict[Key, dict[str, Mark]] = field(default_factory=dict)
    comments: dict[str, tuple[KeptComment, ...]] = field(default_factory=dict)
    pushed: dict[Key, set[tuple[float, str]]] = field(default_factory=dict)
    plan: Plan = field(default_factory=Plan)
    are_names_known: bool = False
    markers: list[str] = field(default_factory=list)


def fold_marks(events: Iterable[AnyMarkEvent], assignment: str) -> MarkBook:
    """Fold the events of one evaluation, whatever their order and their repetitions."""
    known = {event.id: event for event in events if event.assignment == assignment}
    book = MarkBook()
    for event in sorted(known.values(), key=lambda one: (one.at, one.id)):
        _apply(book, event)
        if event.marker not in book.markers:
            book.markers.append(event.marker)
    _count_uses(book)
    return book


def find_mark_files(course: Path) -> tuple[Path, ...]:
    """The files of marks of a course: ours, and those that other markers put beside it."""
    return tuple(sorted(course.glob(_OTHER_FILES)))


def load_events(files: Iterable[Path]) -> tuple[tuple[AnyMarkEvent, ...], tuple[SkippedLine, ...]]:
    """Read the events of several files, and what could not be read of them."""
    events: list[AnyMarkEvent] = []
    skipped: list[SkippedLine] = []
    for path in files:
        read, left_out = Journal(path).read_as(MARK_ADAPTER)
        events.extend(read)
        skipped.extend(left_out)
    return tuple(events), tuple(skipped)


def merge_file(target: Path, other: Path) -> int:
    """Append to a file of marks the events of another one that it lacks; return how many.

    Raises:
        NotSavedError: the target cannot be written.
    """
    known = {event.id for event in load_events((target,))[0]}
    missing = [event for event in load_events((other,))[0] if event.id not in known]
    for event in missing:
        Journal(target).append(event)
    return len(missing)


def _apply(book: MarkBook, event: AnyMarkEvent) -> None:
    match event:
        case MarkGiven():
            _apply_mark(book, event)
        case MarkWithdrawn():
            book.marks.get((event.item, event.copy_name), {}).pop(event.marker, None)
        case CommentKept():
            _apply_comment(book, event)
        case CommentDropped():
            for item, kept in book.comments.items():
                book.comments[item] = tuple(one for one in kept if one.id != event.comment)
        case PlanSet():
            book.plan = Plan(event.share, event.tolerance)
        case MarkPushed():
            key = (event.item, event.copy_name)
            book.pushed.setdefault(key, set()).add((event.points, event.comment))
        case NamesRevealed():
            book.are_names_known = True


def _apply_mark(book: MarkBook, event: MarkGiven) -> None:
    of_text = book.marks.setdefault((event.item, event.copy_name), {})
    before = of_text.get(event.marker)
    of_text[event.marker] = Mark(
        marker=event.marker,
        levels=event.levels,
        comment=event.comment,
        text=event.text,
        first_at=before.first_at if before else event.at,
        at=event.at,
    )


def _apply_comment(book: MarkBook, event: CommentKept) -> None:
    """The same words kept twice, by two markers, are one comment."""
    kept = book.comments.get(event.item, ())
    if all(one.text != event.text for one in kept):
        book.comments[event.item] = (*kept, KeptComment(event.id, event.text))


def _count_uses(book: MarkBook) -> None:
    """Put the comments that serve most first."""
    for item, kept in book.comments.items():
        written = [
            mark.comment
            for (of_item, _), marks in book.marks.items()
            if of_item == item
            for mark in marks.values()
        ]
        counted = [
            replace(one, uses=sum(one.text in comment for comment in written)) for one in kept
        ]
        book.comments[item] = tuple(sorted(counted, key=lambda one: -one.uses))
