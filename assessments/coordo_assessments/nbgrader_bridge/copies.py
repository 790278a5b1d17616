"""Finds journals that were copied from one trainee to another.

The id of an event is drawn at random where it is written: two journals that share one share a
file. Only the ends of each journal are compared, which is enough for a copy that was continued.
"""

from __future__ import annotations

import re
import stat
from collections import defaultdict
from typing import TYPE_CHECKING

from coordo_assessments.journal import FILE_NAME
from coordo_assessments.untrusted import show_untrusted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COMPARED = 8  # answers at either end of a journal
_WINDOW = 1_000_000  # bytes at either end
_LISTED = 3
_ANSWER = re.compile(
    rb'^\{"v":1,"id":"([^"\n]{1,60})","at"[^\n]*?"kind":"answer","activity":"evaluation"',
    re.MULTILINE,
)


def find_copies(folders: Mapping[str, Path]) -> dict[str, str]:
    """Say in French, for each trainee concerned, whose journal holds the same answers.

    Args:
        folders: of the submissions, by trainee.
    """
    owners: defaultdict[bytes, set[str]] = defaultdict(set)
    for trainee, folder in folders.items():
        for event in _read_ids(folder / FILE_NAME):
            owners[event].add(trainee)
    shared: defaultdict[str, set[str]] = defaultdict(set)
    for group in owners.values():
        for trainee in group if len(group) > 1 else ():
            shared[trainee] |= group - {trainee}
    return {trainee: _tell(sorted(others)) for trainee, others in sorted(shared.items())}


def _read_ids(path: Path) -> set[bytes]:
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return set()
        with path.open("rb") as stream:
            text = stream.read(_WINDOW)
            if status.st_size > _WINDOW:
                stream.seek(max(_WINDOW, status.st_size - _WINDOW))
                text += b"\n" + stream.read(_WINDOW)
    except OSError:
        return set()
    ids = _ANSWER.findall(text)
    return {*ids[:_COMPARED], *ids[-_COMPARED:]}


def _tell(others: list[str]) -> str:
    shown = ", ".join(map(show_untrusted, others[:_LISTED]))
    more = f" et {len(others) - _LISTED} autre(s)" if len(others) > _LISTED else ""
    return f"mêmes réponses enregistrées que chez {shown}{more}\u202f: journal copié"
