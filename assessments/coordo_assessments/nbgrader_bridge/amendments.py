"""What was changed in a key after an evaluation: items annulled, answers accepted.

``course/rekeys.jsonl`` is a log: each line says who decided what, when and why, and a later
line may withdraw an earlier one. The bank itself is not rewritten.
"""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from coordo_simulation.references import Closed
from coordo_simulation.yaml_source import ContentError
from pydantic import AwareDatetime, Field, ValidationError

from coordo_assessments.alternative_keys import UnfitAnswerError, accept_answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from coordo_assessments.items import Item

LOG_NAME = "rekeys.jsonl"
Kind = Literal["annul", "accept", "restore", "mend"]


class Change(Closed):
    """One change of a key; ``answer`` is what is accepted, for ``accept`` only.

    ``mend`` says that the bank's file changed: it is recorded, and amends nothing by itself. Of
    the case, ``criteria`` names those of its rubric that no longer gave somebody the same.
    """

    kind: Kind
    item: str
    answer: str | None = None
    criteria: tuple[str, ...] = Field(default=(), exclude_if=lambda names: not names)


class Rekey(Closed):
    """One line of the log: what was decided on an assignment, by whom, when and why.

    ``gained`` and ``lost`` count the trainees whose points went up or down.
    """

    assignment: str
    at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))
    who: str = Field(min_length=1)
    why: str = Field(min_length=1)
    changes: tuple[Change, ...] = Field(min_length=1)
    gained: int = 0
    lost: int = 0


@dataclass(frozen=True)
class Amendments:
    """What stands of a log for one assignment.

    Attributes:
        annulled: items whose points everyone gets.
        alternatives: other keys of an item, each an item of its own; the best one counts.
    """

    annulled: frozenset[str] = frozenset()
    alternatives: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)


def load_rekeys(path: Path, assignment: str) -> tuple[Rekey, ...]:
    """Read the lines of an assignment; an absent file is an empty log.

    Raises:
        ContentError: a line was not written by ``coordo rekey``.
    """
    if not path.is_file():
        return ()
    rekeys = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            rekeys.append(Rekey.model_validate_json(line))
        except ValidationError as error:
            raise ContentError(path, number, "", line[:80], "une ligne de coordo rekey") from error
    return tuple(one for one in rekeys if one.assignment == assignment)


def append_rekey(path: Path, rekey: Rekey) -> None:
    """Add a line to a log; it is on the disk when this returns."""
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"{rekey.model_dump_json()}\n")
        stream.flush()
        os.fsync(stream.fileno())


def fold_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that stand, in their order."""
    standing: list[Change] = []
    for change in changes:
        if change.kind == "restore":
            standing = [one for one in standing if one.item != change.item]
        elif change.kind != "mend" and change not in standing:
            standing.append(change)
    return tuple(standing)


def build_amendments(
    items: Mapping[str, Item], changes: Iterable[Change], generated: frozenset[str] = frozenset()
) -> Amendments:
    """Build what stands for a bank; a change on an item that left the bank is without effect.

    Args:
        items: of the bank, by id.
        changes: in the order of the log.
        generated: items that differ from trainee to trainee: no one answer suits them all.

    Raises:
        UnfitAnswerError: an accepted answer is none that the item can take.
    """
    standing = [one for one in fold_changes(changes) if one.item in items]
    for one in standing:
        if one.kind == "accept" and one.item in generated:
            expected = "une question commune à tous\u202f: celle-ci se tire au sort, annulez-la"
            raise UnfitAnswerError(one.item, one.answer or "", expected)
    accepted = sorted((one for one in standing if one.kind == "accept"), key=lambda one: one.item)
    return Amendments(
        annulled=frozenset(one.item for one in standing if one.kind == "annul"),
        alternatives={
            item: accept_answers(items[item], tuple(one.answer or "" for one in group))
            for item, group in itertools.groupby(accepted, key=lambda one: one.item)
        },
    )


def load_amendments(
    path: Path,
    assignment: str,
    items: Mapping[str, Item],
    generated: frozenset[str] = frozenset(),
) -> Amendments:
    """Read what stands of a log, for the items of a bank (``generated`` among them).

    Raises:
        ContentError: the log cannot be read, or no longer fits the bank.
    """
    rekeys = load_rekeys(path, assignment)
    try:
        changes = [change for one in rekeys for change in one.changes]
        return build_amendments(items, changes, generated)
    except UnfitAnswerError as error:
        raise ContentError(path, None, error.item, error.answer, error.expected) from error
