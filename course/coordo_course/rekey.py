"""Changes a key after an evaluation: who gains, who loses, and by how much, before it is done.

An item is annulled (its points go to every graded copy), an answer is accepted (it also counts,
and takes nothing from anyone), an earlier change is withdrawn, or the bank's file was mended.
The first three are lines of ``course/rekeys.jsonl``, which every way of grading reads; the bank
is not rewritten. To undo: ``--restore`` the item, or put the former key back into the bank's
file, and apply again: the points come back, and the log keeps both lines.

A case that counts has a rubric for a key: once mended in its file, every run is replayed and
scored again, and what each criterion gave before says why a grade moves.
"""

from __future__ import annotations

import getpass
import tempfile
from dataclasses import replace
from functools import partial
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
from coordo_course.rekey_case import check_case, load_criteria
from coordo_course.rekey_shifts import Recorded, RekeyPreview, compare_grades

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coordo_course.grading_worker import GradeOutcome, GradingJob

    Progress = Callable[[str, int, int], None]


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
        ContentError, ContentErrors: the bank or the log hold a fault, or the rubric of the case
            does not fit the case that was released.
    """
    session = NbgraderSession(root, assignment, database)
    log = session.course / LOG_NAME
    notes = check_case(session, changes)
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
    recorded = Recorded(records, scores, partial(load_criteria, session))
    preview = compare_grades(assignment, changes, outcomes, recorded)
    return replace(preview, notes=notes)


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
