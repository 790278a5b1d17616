"""Releases an assignment: from the exam bank to what trainees fetch."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from coordo_assessments.bank import find_exam_folder
from coordo_assessments.course_secret import SecretError, load_or_create_secret
from coordo_assessments.draw_records import load_record
from coordo_assessments.graded_case import load_graded_case
from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank, load_exam_bank
from coordo_assessments.nbgrader_bridge.released import NOTEBOOK_NAME, PAPER_NAME
from coordo_assessments.own_papers import VARIANTS_NAME, render_variants
from coordo_assessments.seen_items import Sitting, build_common_bank, build_seen_items
from coordo_assessments.syllabus import load_syllabus
from coordo_assessments.variants import VariantError
from nbgrader.converters import GenerateAssignment, NbGraderException

from coordo_course.assessment_errors import AssessmentError
from coordo_course.durable_files import write_whole
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release_case import build_public_case
from coordo_course.release_notebook import build_evaluation_notebook, build_paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from coordo_assessments.public import PublicPaper
    from nbformat import NotebookNode


@dataclass(frozen=True)
class CompiledAssignment:
    """What a release is made of, before nbgrader has seen it."""

    notebook: NotebookNode
    paper: PublicPaper
    sitting: Sitting


@dataclass(frozen=True)
class ReleaseReport:
    """What a release did."""

    assignment: str
    questions: int
    by_hand: int
    points: Decimal
    has_case: bool
    fingerprint: str
    source: Path
    release: Path
    exchange: Path | None
    trainee_copy: tuple[Path, ...]
    trainees: int


def release_assignment(
    root: Path,
    assignment: str,
    on_step: Callable[[str, int, int], None] | None = None,
    *,
    draw_session: str = "",
    has_case: bool = False,
) -> ReleaseReport:
    """Compile the exam bank of a module, then let nbgrader generate and release it.

    Args:
        root: the course's root.
        assignment: the module's id.
        draw_session: the draw to release (``coordo draw``); the whole bank when empty.
        has_case: whether the case of the module counts, by the rubric of the exam bank.
        on_step: called with (what is being done, steps done, steps in all).

    Raises:
        AssessmentError: nbgrader refused; the message says why and what to do.
        ContentError, ContentErrors: the bank, the references or the syllabus hold a fault.
    """
    tell = on_step or (lambda _what, _done, _total: None)
    tell("Lecture de la banque", 0, 4)
    compiled = compile_assignment(root, assignment, draw_session, has_case=has_case)
    session = NbgraderSession(root, assignment)
    tell("Écriture du carnet", 1, 4)
    source = session.find_folder("source")
    write_source(source, compiled)
    tell("nbgrader generate_assignment", 2, 4)
    _generate(session)
    trainees = _write_variants(session, compiled.sitting)
    tell("nbgrader release_assignment", 3, 4)
    exchange = _release_to_exchange(session)
    copy = install_trainee_copy(root, assignment)
    tell("Devoir publié", 4, 4)
    items = compiled.paper.items
    return ReleaseReport(
        assignment=assignment,
        questions=len(items),
        by_hand=sum(1 for item in items if item.rubric),
        points=compiled.paper.points,
        has_case=compiled.paper.case is not None,
        fingerprint=compiled.paper.release,
        source=source,
        release=session.find_folder("release"),
        exchange=exchange,
        trainee_copy=copy,
        trainees=trainees,
    )


def compile_assignment(
    root: Path, assignment: str, draw_session: str = "", *, has_case: bool = False
) -> CompiledAssignment:
    """Compile the notebook and the public items of a module's evaluation.

    The course secret is drawn here, the first time.

    Raises:
        AssessmentError: the syllabus has no such module, the secret is unusable, or an item of
            the draw left the bank.
        ContentError, ContentErrors: a content file holds a fault.
    """
    syllabus = load_syllabus(root / "course" / "syllabus.yml")
    module = syllabus.by_id.get(assignment)
    if module is None:
        known = ", ".join(syllabus.by_id)
        raise AssessmentError(f"Module inconnu\u202f: {assignment}. Le cours a\u202f: {known}.")
    exam: ExamBank = load_exam_bank(root / "course", assignment)
    graded = load_graded_case(root, assignment) if has_case else None
    title = f"Module {module.number}, évaluation\u202f: {module.title}"
    try:
        sitting = open_sitting(root, exam, assignment, draw_session)
        if graded is not None:
            sitting = replace(sitting, case=(graded.scenario.id, graded.scenario.version))
        seen = build_seen_items(sitting, None)
    except (SecretError, VariantError) as error:
        raise AssessmentError(str(error)) from error
    bank = build_common_bank(sitting, seen)
    marks = {cell: one.mark for cell, one in seen.items()}
    case = build_public_case(graded, sitting) if graded else None
    paper = build_paper(bank, exam.book, assignment, title, marks, case=case)
    notebook = build_evaluation_notebook(bank, paper, draw_session)
    return CompiledAssignment(notebook, paper, sitting)


def open_sitting(root: Path, exam: ExamBank, assignment: str, session: str = "") -> Sitting:
    """Gather what the papers of a session are derived from, drawing the secret if need be.

    Raises:
        ContentError: the session was not drawn.
        SecretError: the secret is unusable, or cannot be written.
    """
    record = load_record(root, assignment, session) if session else None
    secret = load_or_create_secret(root)
    return Sitting(exam.bank, exam.book, secret, assignment, session, record)


def _write_variants(session: NbgraderSession, sitting: Sitting) -> int:
    """Write each trainee's public half into the release; return how many there are.

    Not into the source: nbgrader would copy it into every graded submission.
    """
    with session.open_gradebook() as gradebook:
        trainees = [student.id for student in gradebook.students]
    try:
        text = render_variants(sitting, trainees)
    except VariantError as error:
        raise AssessmentError(str(error)) from error
    write_whole(session.find_folder("release") / VARIANTS_NAME, text)
    return len(trainees)


def install_trainee_copy(root: Path, assignment: str = "m1_regulation") -> tuple[Path, ...]:
    """Put the evaluation beside the module's lessons, for a course on one machine.

    The released files where there are any, else the bank compiled on the spot, else nothing
    (a public demonstration has no bank). Idempotent; each file is replaced whole.

    Returns:
        The files of the copy, empty when there is nothing to install.
    """
    release = root / "course" / "release" / assignment
    folder = root / "modules" / assignment
    if (release / PAPER_NAME).is_file() and (release / NOTEBOOK_NAME).is_file():
        names = (PAPER_NAME, NOTEBOOK_NAME, VARIANTS_NAME)
        found = [name for name in names if (release / name).is_file()]
        texts = {name: (release / name).read_text("utf-8") for name in found}
    elif any(find_exam_folder(root, assignment).glob("*.yml")):
        texts = _write_texts(compile_assignment(root, assignment))
    else:
        return ()
    for name, text in texts.items():
        write_whole(folder / name, text)
    if VARIANTS_NAME not in texts:  # of an earlier release
        (folder / VARIANTS_NAME).unlink(missing_ok=True)
    return tuple(folder / name for name in texts)


def _write_texts(compiled: CompiledAssignment) -> dict[str, str]:
    return {
        PAPER_NAME: compiled.paper.model_dump_json(indent=1) + "\n",
        NOTEBOOK_NAME: nbformat.writes(compiled.notebook, version=4) + "\n",
    }


def write_source(source: Path, compiled: CompiledAssignment) -> None:
    """Put a compiled assignment where ``nbgrader generate_assignment`` reads it."""
    for name, text in _write_texts(compiled).items():
        write_whole(source / name, text)


def _generate(session: NbgraderSession) -> None:
    try:
        session.run_converter(GenerateAssignment, force=True)
    except NbGraderException as error:
        raise AssessmentError(
            "nbgrader n’a pas pu préparer le devoir. Si des copies sont déjà corrigées, les "
            "questions ne peuvent plus être ajoutées ni retirées\u202f: rétablissez-les, ou "
            f"commencez un autre carnet de notes. Détail\u202f: {session.course}/.nbgrader.log"
        ) from error


def _release_to_exchange(session: NbgraderSession) -> Path | None:
    """Release through the exchange, which nbgrader does not have on Windows."""
    if sys.platform == "win32":
        return None
    return Path(session.run_exchange("ReleaseAssignment", force=True).dest_path)
