"""A course in miniature: twelve simulated trainees, from the release to the gradebook.

Everything is the real thing: the release with its graded case, the exchange, the journal's API,
the submission, the grading. Only the trainees are made up, from a seed.
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
from coordo_assessments.graded_case import find_rubric, find_scenario, load_graded_case
from coordo_assessments.journal import Journal
from coordo_assessments.nbgrader_bridge.exam_bank import load_exam_bank
from coordo_assessments.nbgrader_bridge.released import EVALUATION, JOURNAL_NAME, NOTEBOOK_NAME
from coordo_assessments.own_papers import VARIANTS_NAME, load_own_paper
from coordo_assessments.seen_items import build_seen_items

from coordo_course.demo_answers import answer_item
from coordo_course.demo_case import PlayedCase, load_played_case, play_case
from coordo_course.demo_cohort import BLANK, LOST, NO_CELL, NOT_SUBMITTED, STOPPED, TORN, TRAINEES
from coordo_course.grading import GradeReport, grade_assignment
from coordo_course.nbgrader_session import NbgraderSession
from coordo_course.release import ReleaseReport, open_sitting, release_assignment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coordo_assessments.seen_items import SeenItem
    from coordo_simulation.scenario import Scenario

    from coordo_course.demo_cohort import Trainee

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
class DemoReport:
    """What the demonstration made, and where.

    ``cases`` is empty where the course has no rubric; ``missing`` names who handed nothing in.
    """

    folder: Path
    release: ReleaseReport
    grading: GradeReport
    cases: tuple[PlayedCase, ...]
    missing: tuple[str, ...]


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
    scenario = _find_graded_scenario(target)
    release = release_assignment(target, ASSIGNMENT, has_case=scenario is not None)
    sitting = open_sitting(target, load_exam_bank(session.course, ASSIGNMENT), ASSIGNMENT)
    for done, trainee in enumerate(TRAINEES, start=1):
        tell(f"{trainee.name} répond", done, total)
        seen = tuple(build_seen_items(sitting, trainee.id).values())
        _take_exam(session, target / "stagiaires" / trainee.id, trainee, seen, scenario, seed)
    tell("Correction", total - 1, total)
    grading = grade_assignment(target, ASSIGNMENT)
    tell("Terminé", total, total)
    missing = tuple(one.name for one in TRAINEES if one.mishap == NOT_SUBMITTED)
    return DemoReport(target, release, grading, _list_cases(session), missing)


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


def _find_graded_scenario(root: Path) -> Scenario | None:
    """The case of the evaluation, None where the course holds no rubric for it."""
    paths = (find_rubric(root, ASSIGNMENT), find_scenario(root, ASSIGNMENT))
    is_there = all(path.is_file() for path in paths)
    return load_graded_case(root, ASSIGNMENT).scenario if is_there else None


def _take_exam(  # noqa: PLR0913, PLR0917  (who takes what, where)
    session: NbgraderSession,
    folder: Path,
    trainee: Trainee,
    seen: Sequence[SeenItem],
    scenario: Scenario | None,
    seed: int,
) -> None:
    """Fetch, answer through the journal, spoil what this trainee spoils, submit."""
    folder.mkdir(parents=True)
    where = {"assignment_dir": str(folder), "cache": str(folder / ".cache")}
    session.run_exchange("FetchAssignment", trainee.id, **where)
    work = folder / ASSIGNMENT
    _answer_all(work, trainee, seen, random.Random(f"{seed}:{trainee.id}"))  # noqa: S311
    if scenario is not None:
        _play_case(work, trainee, scenario, random.Random(f"{seed}:cas:{trainee.id}"))  # noqa: S311
    _spoil(work, trainee.mishap)
    if trainee.mishap != NOT_SUBMITTED:
        session.run_exchange("Submit", trainee.id, **where)


def _play_case(work: Path, trainee: Trainee, scenario: Scenario, rng: random.Random) -> None:
    """Play the case with the luck that the fetched paper deals."""
    own = load_own_paper(work / VARIANTS_NAME, trainee.id)
    if own is None or own.seed is None or trainee.mishap == BLANK:
        return
    journal = Journal(work / JOURNAL_NAME)
    for event in play_case(scenario, own.seed, trainee, rng):
        journal.append(event)


def _list_cases(session: NbgraderSession) -> tuple[PlayedCase, ...]:
    """How the case of each trainee who handed in went."""
    played = (
        load_played_case(trainee, session.find_folder("autograded", trainee.id))
        for trainee in TRAINEES
        if trainee.mishap != NOT_SUBMITTED
    )
    return tuple(one for one in played if one is not None)


def _answer_all(work: Path, trainee: Trainee, seen: Sequence[SeenItem], rng: random.Random) -> None:
    journal = Journal(work / JOURNAL_NAME)
    journal.append(SectionReached(activity=EVALUATION, section="consignes"))
    kept = {BLANK: 0, STOPPED: len(seen) // 2}.get(trainee.mishap, len(seen))
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
    if mishap == TORN:
        journal.write_bytes(journal.read_bytes()[:-40])
    elif mishap == LOST:
        journal.unlink()
    elif mishap == NO_CELL:
        path = work / NOTEBOOK_NAME
        notebook = nbformat.read(path, as_version=4)
        del notebook.cells[3]
        nbformat.write(notebook, path)
