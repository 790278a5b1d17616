"""Releases an assignment: from the exam bank to what trainees fetch."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from coordo_assessments.bank import find_exam_folder
from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank, load_exam_bank
from coordo_assessments.nbgrader_bridge.released import NOTEBOOK_NAME, PAPER_NAME
from coordo_assessments.syllabus import load_syllabus
from nbgrader.converters import GenerateAssignment, NbGraderException

from coordo_course.assessment_errors import AssessmentError
from coordo_course.durable_files import write_whole
from coordo_course.nbgrader_session import NbgraderSession
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


@dataclass(frozen=True)
class ReleaseReport:
    """What a release did."""

    assignment: str
    questions: int
    by_hand: int
    points: Decimal
    fingerprint: str
    source: Path
    release: Path
    exchange: Path | None
    trainee_copy: tuple[Path, ...]


def release_assignment(
    root: Path, assignment: str, on_step: Callable[[str, int, int], None] | None = None
) -> ReleaseReport:
    """Compile the exam bank of a module, then let nbgrader generate and release it.

    Args:
        root: the course's root.
        assignment: the module's id.
        on_step: called with (what is being done, steps done, steps in all).

    Raises:
        AssessmentError: nbgrader refused; the message says why and what to do.
        ContentError, ContentErrors: the bank, the references or the syllabus hold a fault.
    """
    tell = on_step or (lambda _what, _done, _total: None)
    tell("Lecture de la banque", 0, 4)
    compiled = compile_assignment(root, assignment)
    session = NbgraderSession(root, assignment)
    tell("Écriture du carnet", 1, 4)
    source = session.find_folder("source")
    write_source(source, compiled)
    tell("nbgrader generate_assignment", 2, 4)
    _generate(session)
    tell("nbgrader release_assignment", 3, 4)
    exchange = _release_to_exchange(session)
    copy = install_trainee_copy(root, assignment)
    tell("Devoir publié", 4, 4)
    items = compiled.paper.items
    return ReleaseReport(
        assignment=assignment,
        questions=len(items),
        by_hand=sum(1 for item in items if item.rubric),
        points=sum((item.points for item in items), start=items[0].points * 0),
        fingerprint=compiled.paper.release,
        source=source,
        release=session.find_folder("release"),
        exchange=exchange,
        trainee_copy=copy,
    )


def compile_assignment(root: Path, assignment: str) -> CompiledAssignment:
    """Compile the notebook and the public items of a module's evaluation.

    Raises:
        AssessmentError: the syllabus has no such module.
        ContentError, ContentErrors: a content file holds a fault.
    """
    syllabus = load_syllabus(root / "course" / "syllabus.yml")
    module = syllabus.by_id.get(assignment)
    if module is None:
        known = ", ".join(syllabus.by_id)
        raise AssessmentError(f"Module inconnu\u202f: {assignment}. Le cours a\u202f: {known}.")
    exam: ExamBank = load_exam_bank(root / "course", assignment)
    title = f"Module {module.number}, évaluation\u202f: {module.title}"
    paper = build_paper(exam.bank, exam.book, assignment, title)
    return CompiledAssignment(build_evaluation_notebook(exam.bank, paper), paper)


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
        texts = {name: (release / name).read_text("utf-8") for name in (PAPER_NAME, NOTEBOOK_NAME)}
    elif any(find_exam_folder(root, assignment).glob("*.yml")):
        texts = _write_texts(compile_assignment(root, assignment))
    else:
        return ()
    for name, text in texts.items():
        write_whole(folder / name, text)
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
