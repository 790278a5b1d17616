"""A course in miniature: twelve simulated trainees, from the release to the gradebook.

Everything is the real thing: the release, the exchange, the journal's API, the submission,
the grading. Only the trainees are made up, from a seed.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from coordo_assessments.bank import find_exam_folder, find_formative_folder
from coordo_assessments.events import AnswerGiven, SectionReached
from coordo_assessments.journal import Journal
from coordo_assessments.nbgrader_bridge.exam_bank import load_exam_bank
from coordo_assessments.nbgrader_bridge.released import EVALUATION, JOURNAL_NAME, NOTEBOOK_NAME
from coordo_assessments.seen_items import build_seen_items

from coordo_course.demo_answers import answer_item
from coordo_course.grading import GradeReport, grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import ReleaseReport, open_sitting, release_assignment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coordo_assessments.seen_items import SeenItem

    Progress = Callable[[str, int, int], None]

ASSIGNMENT = "m1_regulation"
SEED = 2026
LEFT_BEHIND = shutil.ignore_patterns(
    "coordo_*",
    "__pycache__",
    ".*",
    "journal*",
    "marks*",
    "evaluation.*",
    "gradebook.db*",
    "grades.csv",
    "secret",
    "source",
    "release",
    "submitted",
    "autograded",
    "feedback",
    "exchange",
)


@dataclass(frozen=True)
class Trainee:
    """A simulated trainee; ``mishap`` is what goes wrong with the submission, if anything."""

    id: str
    first_name: str
    last_name: str
    ability: float
    mishap: str = ""


TRAINEES = (
    Trainee("amsellem", "Nadia", "Amsellem", 0.95),
    Trainee("bernard", "Luc", "Bernard", 0.85),
    Trainee("coulibaly", "Aïssata", "Coulibaly", 0.8),
    Trainee("dufour", "Hélène", "Dufour", 0.75, mishap="cellule supprimée"),
    Trainee("etcheverry", "Maïté", "Etcheverry", 0.7),
    Trainee("faure", "Jérôme", "Faure", 0.65, mishap="journal déchiré"),
    Trainee("garnier", "Sophie", "Garnier", 0.6),
    Trainee("haddad", "Karim", "Haddad", 0.55, mishap="inachevée"),
    Trainee("ibanez", "Inès", "Ibañez", 0.5),
    Trainee("joly", "François", "Joly", 0.4),
    Trainee("kessler", "Odile", "Kessler", 0.3, mishap="blanche"),
    Trainee("lefevre", "Noé", "Lefèvre", 0.6, mishap="journal perdu"),
)


@dataclass(frozen=True)
class DemoReport:
    """What the demonstration made, and where."""

    folder: Path
    release: ReleaseReport
    grading: GradeReport


def run_demo(
    root: Path, folder: Path | None = None, *, seed: int = SEED, on_step: Progress | None = None
) -> DemoReport:
    """Play a whole course in ``folder`` (a new temporary one by default).

    Args:
        root: the course whose bank and configuration are used.
        folder: must not hold a course yet.
        seed: of the simulated answers.
        on_step: called with (what is being done, steps done, steps in all).

    Raises:
        FileExistsError: the folder holds a course already.
        AssessmentError, ContentError, ContentErrors: as release and grading do.
    """
    total = len(TRAINEES) + 2
    tell = on_step or (lambda _what, _done, _total: None)
    target = folder or Path(tempfile.mkdtemp(prefix="coordo-demo-"))
    tell("Publication du devoir", 0, total)
    copy_course(root, target)
    session = NbgraderSession(target, ASSIGNMENT)
    _enrol(session)
    release = release_assignment(target, ASSIGNMENT)
    sitting = open_sitting(target, load_exam_bank(session.course, ASSIGNMENT), ASSIGNMENT)
    for done, trainee in enumerate(TRAINEES, start=1):
        tell(f"{trainee.first_name} {trainee.last_name} répond et remet", done, total)
        seen = tuple(build_seen_items(sitting, trainee.id).values())
        _take_exam(session, target / "stagiaires" / trainee.id, trainee, seen, seed)
    tell("Correction", total - 1, total)
    grading = grade_assignment(target, ASSIGNMENT)
    tell("Terminé", total, total)
    return DemoReport(target, release, grading)


def copy_course(root: Path, target: Path) -> None:
    """Copy a course with its exam bank, without code and without anybody's work.

    Raises:
        FileExistsError: the target holds a course already.
    """
    for name in ("course", "modules"):
        shutil.copytree(root / name, target / name, ignore=LEFT_BEHIND)
    banks = target / "assessments" / "bank"
    formative, exam = find_formative_folder(root, ASSIGNMENT), find_exam_folder(root, ASSIGNMENT)
    for folder in (formative, exam):
        if folder.is_dir():
            shutil.copytree(folder, banks / ASSIGNMENT / folder.name)


def _enrol(session: NbgraderSession) -> None:
    with session.open_gradebook() as gradebook:
        for trainee in TRAINEES:
            gradebook.update_or_create_student(
                trainee.id, first_name=trainee.first_name, last_name=trainee.last_name
            )


def _take_exam(
    session: NbgraderSession, folder: Path, trainee: Trainee, seen: Sequence[SeenItem], seed: int
) -> None:
    """Fetch, answer through the journal, spoil what this trainee spoils, submit."""
    folder.mkdir(parents=True)
    where = {"assignment_dir": str(folder), "cache": str(folder / ".cache")}
    session.run_exchange("FetchAssignment", trainee.id, **where)
    work = folder / ASSIGNMENT
    _answer_all(work, trainee, seen, random.Random(f"{seed}:{trainee.id}"))  # noqa: S311
    _spoil(work, trainee.mishap)
    session.run_exchange("Submit", trainee.id, **where)


def _answer_all(work: Path, trainee: Trainee, seen: Sequence[SeenItem], rng: random.Random) -> None:
    journal = Journal(work / JOURNAL_NAME)
    journal.append(SectionReached(activity=EVALUATION, section="consignes"))
    kept = {"blanche": 0, "inachevée": len(seen) // 2}.get(trainee.mishap, len(seen))
    for one in seen[:kept]:
        event = AnswerGiven(
            activity=EVALUATION,
            item=one.item.id,
            answer=answer_item(one.item, trainee.ability, rng),
            variant=one.mark or None,
        )
        journal.append(event)


def _spoil(work: Path, mishap: str) -> None:
    journal = work / JOURNAL_NAME
    if mishap == "journal déchiré":
        journal.write_bytes(journal.read_bytes()[:-40])
    elif mishap == "journal perdu":
        journal.unlink()
    elif mishap == "cellule supprimée":
        path = work / NOTEBOOK_NAME
        notebook = nbformat.read(path, as_version=4)
        del notebook.cells[3]
        nbformat.write(notebook, path)
