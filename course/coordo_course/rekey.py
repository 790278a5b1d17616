"""Changes a key after an evaluation: who gains, who loses, and by how much, before it is done.

An item is annulled (its points go to every graded copy), an answer is accepted (it also counts,
and takes nothing from anyone), an earlier change is withdrawn, or the bank's file was mended.
The first three are lines of ``course/rekeys.jsonl``, which every way of grading reads; the bank
is not rewritten. To undo: ``--restore`` the item, or put the former key back into the bank's
file, and apply again: the points come back, and the log keeps both lines.
"""

from __future__ import annotations

import getpass
import math
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coordo_assessments.alternative_keys import UnfitAnswerError
from coordo_assessments.nbgrader_bridge.amendments import (
    LOG_NAME,
    Change,
    Rekey,
    append_rekey,
    build_amendments,
    load_rekeys,
)
from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank, load_exam_bank
from coordo_assessments.nbgrader_bridge.grade_cells import UNGRADED

from coordo_course import grading_worker
from coordo_course.assessment_errors import AssessmentError
from coordo_course.gradebook_writer import GradebookWriter
from coordo_course.grading import GradeReport, grade_assignment
from coordo_course.grading_pool import GradingPool
from coordo_course.grading_run import (
    NOTEBOOK,
    build_job,
    build_penalty_rule,
    choose_workers,
    iter_graded,
)
from coordo_course.nbgrader_session import NbgraderSession

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coordo_course.gradebook_writer import RecordedScore
    from coordo_course.grading_worker import GradeOutcome, GradingJob

    Progress = Callable[[str, int, int], None]

_CLOSE = 1e-9


@dataclass(frozen=True)
class Shift:
    """The points of one trainee, or of one item for one trainee, before and after."""

    before: float
    after: float

    @property
    def gain(self) -> float:
        """Points gained; negative when they are lost."""
        return self.after - self.before


@dataclass(frozen=True)
class TraineeShift:
    """One trainee whose points change."""

    student: str
    name: str
    total: Shift
    items: dict[str, Shift]


@dataclass(frozen=True)
class RekeyPreview:
    """What a change of key would do.

    Attributes:
        changes: asked for, then the items of the bank that were mended.
        shifts: trainees whose points change, most first.
        compared: submissions that were graded and have not changed since.
        set_aside: submissions that are new, changed or not graded: ``coordo grade`` first.
        by_hand: points that a person gave, which no key changes, where the key would have.
    """

    assignment: str
    changes: tuple[Change, ...]
    shifts: tuple[TraineeShift, ...]
    compared: int
    set_aside: tuple[str, ...]
    by_hand: int

    @property
    def gained(self) -> int:
        """Trainees who gain."""
        return sum(one.total.gain > 0 for one in self.shifts)

    @property
    def lost(self) -> int:
        """Trainees who lose."""
        return sum(one.total.gain < 0 for one in self.shifts)

    @property
    def by_item(self) -> dict[str, tuple[Shift, ...]]:
        """Changed points by item."""
        found: defaultdict[str, list[Shift]] = defaultdict(list)
        for one in self.shifts:
            for item, shift in one.items.items():
                found[item].append(shift)
        return {item: tuple(shifts) for item, shifts in sorted(found.items())}


def parse_changes(
    annul: Sequence[str], accept: Sequence[str], restore: Sequence[str]
) -> tuple[Change, ...]:
    """Build the changes that a command line asks for.

    Raises:
        AssessmentError: an accepted answer is not written ``ITEM=ANSWER``.
    """
    changes = [Change(kind="restore", item=item) for item in restore]
    changes += [Change(kind="annul", item=item) for item in annul]
    for given in accept:
        item, sign, answer = given.partition("=")
        if not (item and sign and answer):
            raise AssessmentError(
                f"« {given} »\u202f: attendu\u202f: QUESTION=PROPOSITION ou QUESTION=TEXTE."
            )
        changes.append(Change(kind="accept", item=item, answer=answer))
    return tuple(changes)


def preview_rekey(
    root: Path,
    assignment: str,
    changes: tuple[Change, ...],
    database: str | None = None,
    on_step: Progress | None = None,
) -> RekeyPreview:
    """Grade all copies by the changed keys without writing anything, and compare.

    Args:
        root: the course's root.
        assignment: the module's id.
        changes: asked for; none means: compare with the bank as it stands.
        database: SQLAlchemy URL of the gradebook, the course's own by default.
        on_step: called with (what is being done, steps done, steps in all).

    Raises:
        AssessmentError: a change fits no item, or nothing was graded yet.
        ContentError, ContentErrors: the bank or the log hold a fault.
    """
    session = NbgraderSession(root, assignment, database)
    log = session.course / LOG_NAME
    _check_changes(load_exam_bank(session.course, assignment), log, assignment, changes)
    with session.open_gradebook() as gradebook:
        rule = build_penalty_rule(session)
        writer = GradebookWriter(gradebook.engine, assignment, NOTEBOOK, rule)
        records = {student: one.received for student, one in writer.load_records().items()}
        scores = writer.load_scores()
    if not any(records.values()):
        raise AssessmentError(f"Rien n’est encore corrigé\u202f: « coordo grade {assignment} ».")
    with tempfile.TemporaryDirectory() as folder:
        job = replace(
            build_job(session, is_dry=True),
            rekeys=_write_draft(Path(folder) / LOG_NAME, log, assignment, changes),
        )
        outcomes = _grade_dry(session, job, on_step)
    return _compare(assignment, changes, records, scores, outcomes)


def apply_rekey(  # noqa: PLR0913  (each names itself where it is given)
    root: Path,
    preview: RekeyPreview,
    *,
    why: str,
    who: str = "",
    database: str | None = None,
    on_step: Progress | None = None,
) -> GradeReport:
    """Record who changed the key, when and why, then grade again.

    Args:
        root: the course's root.
        preview: what was shown.
        why: the reason, which stays in the log.
        who: the account's name by default.
        database: as for the preview.
        on_step: called with (what is being done, steps done, steps in all).

    Raises:
        AssessmentError: no reason is given, or nothing changes.
    """
    if not why.strip():
        raise AssessmentError("Dites pourquoi\u202f: --why « la raison », gardée au registre.")
    if not preview.changes:
        raise AssessmentError("La clé n’a pas changé\u202f: il n’y a rien à appliquer.")
    rekey = Rekey(
        assignment=preview.assignment,
        who=who.strip() or getpass.getuser(),
        why=why.strip(),
        changes=preview.changes,
        gained=preview.gained,
        lost=preview.lost,
    )
    append_rekey(root / "course" / LOG_NAME, rekey)
    return grade_assignment(root, preview.assignment, database=database, on_step=on_step)


def _check_changes(exam: ExamBank, log: Path, assignment: str, changes: tuple[Change, ...]) -> None:
    items = exam.bank.items
    for change in changes:
        if change.item not in items:
            raise AssessmentError(f"Question inconnue de la banque\u202f: {change.item}.")
    earlier = [change for one in load_rekeys(log, assignment) for change in one.changes]
    try:
        build_amendments(items, [*earlier, *changes], frozenset(exam.bank.templates))
    except UnfitAnswerError as error:
        raise AssessmentError(str(error)) from error


def _write_draft(draft: Path, log: Path, assignment: str, changes: tuple[Change, ...]) -> Path:
    """Write the log as it would be, beside everything else."""
    if log.is_file():
        draft.write_bytes(log.read_bytes())
    if changes:
        append_rekey(draft, Rekey(assignment=assignment, who="-", why="-", changes=changes))
    return draft


def _grade_dry(
    session: NbgraderSession, job: GradingJob, on_step: Progress | None
) -> list[GradeOutcome]:
    tell = on_step or (lambda _what, _done, _total: None)
    students = session.list_students("submitted")
    outcomes = []
    with GradingPool(job, choose_workers(students), grading_worker.__name__) as pool:
        for outcome in iter_graded(session, pool, students):
            outcomes.append(outcome)
            tell("Comparaison des clés", len(outcomes), len(students))
    return outcomes


def _compare(
    assignment: str,
    changes: tuple[Change, ...],
    records: dict[str, str],
    scores: dict[str, dict[str, RecordedScore]],
    outcomes: list[GradeOutcome],
) -> RekeyPreview:
    shifts: list[TraineeShift] = []
    set_aside: list[str] = []
    by_hand = 0
    for outcome in outcomes:
        if outcome.error or records.get(outcome.student) != outcome.received:
            set_aside.append(outcome.student)
            continue
        held = scores[outcome.student]
        changed = _find_changed(outcome, held)
        by_hand += sum(held[item].is_by_hand for item in changed)
        items = {item: shift for item, shift in changed.items() if not held[item].is_by_hand}
        if items:
            before = math.fsum(one.points for one in held.values())
            total = Shift(before, before + math.fsum(shift.gain for shift in items.values()))
            name = next(iter(held.values())).name
            shifts.append(TraineeShift(outcome.student, name, total, items))
    named = {change.item for change in changes}
    mended = sorted({item for one in shifts for item in one.items} - named)
    return RekeyPreview(
        assignment=assignment,
        changes=(*changes, *(Change(kind="mend", item=item) for item in mended)),
        shifts=tuple(sorted(shifts, key=lambda one: (-one.total.gain, one.student))),
        compared=len(outcomes) - len(set_aside),
        set_aside=tuple(set_aside),
        by_hand=by_hand,
    )


def _find_changed(outcome: GradeOutcome, held: dict[str, RecordedScore]) -> dict[str, Shift]:
    """Items whose automatic points are no longer those of the gradebook."""
    changed: dict[str, Shift] = {}
    for cell in outcome.cells:
        before = held[cell.item].auto_score if cell.item in held else None
        if cell.state == UNGRADED or before is None or cell.auto_score is None:
            continue
        if abs(cell.auto_score - before) > _CLOSE:
            changed[cell.item] = Shift(before, cell.auto_score)
    return changed
