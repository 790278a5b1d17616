"""What an instructor should look at in the submissions of an assignment, in one file."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from coordo_course.grading import GradedSubmission
    from coordo_course.grading_batch import Conversion

NOTICES_NAME = "signalements.csv"
_COLUMNS = ("stagiaire", "statut", "signalement")
_FORMULA_STARTS = ("=", "+", "-", "@")  # a spreadsheet would run what follows


def add_copies(conversions: Sequence[Conversion], copies: Mapping[str, str]) -> list[Conversion]:
    """Add to each submission's notes whose answers it shares."""
    return [
        replace(one, notes=(*one.notes, copies[one.student])) if one.student in copies else one
        for one in conversions
    ]


def write_notices(path: Path, submissions: Sequence[GradedSubmission]) -> None:
    """Write one line for each thing to look at, by submission; only the heads where all is well."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for one in submissions:
            writer.writerows((_disarm(one.student), one.status, note) for note in one.notes)


def _disarm(name: str) -> str:
    return f"'{name}" if name.startswith(_FORMULA_STARTS) else name
