"""What the course knows of a submission besides its files: whose it is, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

RECEIPTS_FOLDER = "receipts"
RECEIPT_NAME = "recu.html"
COUNTED, LEFT_ASIDE = "compter", "écarter"
"""What may become of an answer given after the due date (GradeFromJournal.late_answers)."""


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


def load_terms(
    course: Path,
    submission: Path,
    release: Path,
    due: datetime | None = None,
    *,
    counts_late: bool = True,
) -> Terms:
    """Gather the terms of a submission.

    Args:
        course: nbgrader's root.
        submission: the folder, as nbgrader lays it out: ``<trainee>/<assignment>``.
        release: the folder of what was released.
        due: of the submission, as the gradebook holds it (UTC without a zone).
        counts_late: whether answers given after ``due`` are graded.
    """
    # the reader of notebooks is slow to import, and a trainee's kernel reads terms too
    from coordo_assessments.nbgrader_bridge.received_files import (  # noqa: PLC0415
        list_known_files,
        load_timestamp,
    )

    assignment, trainee = submission.name, submission.parent
    return Terms(
        assignment=assignment,
        student=trainee.name,
        others=_list_names(trainee.parent, trainee.parent.stat().st_mtime_ns),
        due=_set_zone(due),
        counts_late=counts_late,
        received=_set_zone(load_timestamp(submission)),
        known_files=list_known_files(release, course.parent / "modules" / assignment),
        receipt=course / RECEIPTS_FOLDER / trainee.name / assignment / RECEIPT_NAME,
    )


def _set_zone(moment: datetime | None) -> datetime | None:
    """Nbgrader's times are in UTC and do not say so."""
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None


@lru_cache(maxsize=4)
def _list_names(folder: Path, _changed: int) -> frozenset[str]:
    return frozenset(path.name for path in folder.iterdir())
