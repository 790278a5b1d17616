"""What the course knows of a submission besides its files: whose it is, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True)
class Terms:
    """The terms of one submission; without them, its journal is graded as it stands.

    Attributes:
        assignment: the module's id, empty where nobody says it.
        student: nbgrader's id of the trainee.
        others: ids of the other trainees, whose signatures would be out of place.
        due: until when answers are on time (due date and the trainee's own extension).
        counts_late: False where an answer given after ``due`` is left aside.
        received: when the submission came in, None where the exchange did not say.
        known_files: names of the files that the course hands out, None where nobody says.
        receipt: where the trainee's receipt is written, None for nowhere.
    """

    assignment: str = ""
    student: str = ""
    others: frozenset[str] = frozenset()
    due: datetime | None = None
    counts_late: bool = True
    received: datetime | None = None
    known_files: frozenset[str] | None = None
    receipt: Path | None = None
