"""The rubric of a case mended after the grading: whether it fits, and what it gave before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_assessments.graded_case import check_released, find_rubric, load_graded_case
from coordo_assessments.graded_run import CASE_CELL
from coordo_assessments.nbgrader_bridge.grade_case import find_case_cell
from coordo_assessments.nbgrader_bridge.graded_criteria import parse_criteria
from coordo_assessments.nbgrader_bridge.released import (
    MARK,
    NOTEBOOK_NAME,
    PAPER_NAME,
    load_paper,
    parse_notebook,
)

from coordo_course.assessment_errors import AssessmentError
from coordo_course.release_case import write_points

if TYPE_CHECKING:
    from decimal import Decimal

    from coordo_assessments.graded_case import GradedCase
    from coordo_assessments.nbgrader_bridge.amendments import Change
    from coordo_assessments.nbgrader_bridge.graded_criteria import GradedCriterion
    from coordo_assessments.public_models import PublicCase

    from coordo_course.nbgrader_session import NbgraderSession


def check_case(session: NbgraderSession, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Accept the rubric as it now stands for the case that was released.

    Returns:
        What to tell besides (French); nothing where no case counts.

    Raises:
        AssessmentError: a change treats the case as a question, which has a key.
        ContentError, ContentErrors: the rubric holds a fault, or does not fit.
    """
    release = session.find_folder("release")
    released = load_paper(release).case if (release / PAPER_NAME).is_file() else None
    if released is None:
        return ()
    if any(change.item == CASE_CELL for change in changes):
        rubric = find_rubric(session.root, session.assignment)
        raise AssessmentError(
            "Le cas noté n’a pas de clé à annuler, à élargir ni à rétablir\u202f: corrigez son "
            f"barème ({rubric}), puis « coordo rekey {session.assignment} »."
        )
    case = load_graded_case(session.root, session.assignment)
    check_released(case, released)
    return _tell_dimensions(case, released)


def load_criteria(session: NbgraderSession, student: str) -> tuple[GradedCriterion, ...]:
    """Read what each criterion gave a trainee at the last grading; none where it was not kept."""
    path = session.find_folder("autograded", student) / NOTEBOOK_NAME
    try:
        cell = find_case_cell(parse_notebook(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return ()
    return () if cell is None else parse_criteria(cell.metadata.get(MARK, {}))


def _tell_dimensions(case: GradedCase, released: PublicCase) -> tuple[str, ...]:
    """Tell the points that trainees were told, by dimension, where the rubric moved them."""
    announced = {one.criterion: one.points for one in released.dimensions}
    now = dict(case.rubric.list_dimensions())
    moved = [
        f"{name}\u202f: {_tell(announced, name)} → {_tell(now, name)}"
        for name in dict.fromkeys((*announced, *now))
        if announced.get(name) != now.get(name)
    ]
    if not moved:
        return ()
    told = "\u202f; ".join(moved)
    what = f"Ce qui était annoncé aux stagiaires n’est plus ce que le barème compte ({told})."
    return (f"{what} Dites-le-leur avec les notes.",)


def _tell(dimensions: dict[str, Decimal], name: str) -> str:
    return write_points(dimensions[name]) if name in dimensions else "rien"
