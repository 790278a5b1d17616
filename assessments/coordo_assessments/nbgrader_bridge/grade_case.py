"""Grades the case of a rebuilt notebook: the journal's run is replayed, in process, and scored.

No code of the trainee runs, and nothing that the journal claims of the end is believed.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_simulation.errors import RunError, ScenarioMismatchError
from coordo_simulation.playback import play
from coordo_simulation.rubric_scoring import score_path

from coordo_assessments.graded_case import GradedCase, check_total, load_graded_case
from coordo_assessments.graded_run import CASE_CELL
from coordo_assessments.nbgrader_bridge.grade_cells import (
    AUTOMATIC,
    BLANK,
    UNGRADED,
    write_cell,
    write_score,
)
from coordo_assessments.nbgrader_bridge.graded_criteria import (
    KEY,
    dump_criteria,
    list_criteria,
)
from coordo_assessments.nbgrader_bridge.released import MARK, find_grade_id, load_paper
from coordo_assessments.nbgrader_bridge.render_path import (
    render_blank_path,
    render_path,
    render_refused_path,
)
from coordo_assessments.nbgrader_bridge.submitted_run import (
    FORGED,
    SubmittedRun,
    read_submitted_run,
)
from coordo_assessments.own_papers import VARIANTS_NAME, load_own_paper
from coordo_assessments.untrusted import show_untrusted

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_simulation.run import Run
    from nbformat import NotebookNode

    from coordo_assessments.nbgrader_bridge.exam_bank import ExamBank
    from coordo_assessments.nbgrader_bridge.terms import Terms
    from coordo_assessments.public_models import PublicCase

_log = logging.getLogger(__name__)
_CLOSE = 1e-6
_LONGEST = 240
"""Characters of a refusal: it quotes names that the trainee's journal holds."""
_ON_COMMON_SEED = "cas joué avec les événements de la version commune, noté sur eux"


def find_case_cell(notebook: NotebookNode) -> NotebookNode | None:
    """The cell of the case that counts, None where the evaluation has none."""
    return next((cell for cell in notebook.cells if find_grade_id(cell) == CASE_CELL), None)


def read_case(
    release: Path, submission: Path, terms: Terms
) -> tuple[PublicCase | None, SubmittedRun]:
    """Read the run of a submission against what its trainee was dealt in a release."""
    case = load_paper(release).case
    if case is None:
        return None, SubmittedRun()
    own = load_own_paper(release / VARIANTS_NAME, submission.resolve().parent.name)
    dealt = own.seed if own is not None and own.seed is not None else case.seed
    found = read_submitted_run(submission, case, {dealt, case.seed}, terms)
    if found.run is not None and found.run.seed != dealt:
        found = replace(found, faults=(*found.faults, _ON_COMMON_SEED))
    return case, found


def grade_case_cell(
    cell: NotebookNode, found: SubmittedRun, exam: ExamBank, assignment: str, *, is_gradable: bool
) -> list[str]:
    """Write score and explanation into the cell of the case; return what to report (French).

    Raises:
        ContentError, ContentErrors: the case or its rubric cannot be read, or the rubric is not
            worth what was released.
        ValueError: the bank stands outside a course.
    """
    if exam.root is None:
        raise ValueError("un cas noté demande le dossier du cours")
    case = load_graded_case(exam.root, assignment)
    check_total(case, Decimal(str(cell.metadata["nbgrader"]["points"])))
    refusal = found.refusal
    if not is_gradable or refusal:
        shown = refusal or "le journal n’a pas pu être lu"
        write_cell(cell, UNGRADED, render_refused_path(case, shown, found.faults))
        return [f"cas\u202f: parcours refusé, {refusal}"] if refusal else []
    run = found.run
    if run is None or not run.decisions:
        write_cell(cell, BLANK, render_blank_path(case, found.faults), write_score(0.0, 1.0))
        return []
    try:
        return _grade(cell, run, found, case)
    except ScenarioMismatchError:
        refusal = f"le cas a changé depuis la publication (version {case.scenario.version})"
    except RunError as error:
        told = show_untrusted(str(error), _LONGEST)
        refusal = f"décision ou ouverture impossible. {told}".rstrip(".")
    except Exception as error:  # noqa: BLE001  (it must not spoil the other questions)
        _log.warning("%s", CASE_CELL, exc_info=True)
        refusal = f"rejeu impossible ({type(error).__name__})"
    write_cell(cell, UNGRADED, render_refused_path(case, refusal, found.faults))
    return [f"cas\u202f: parcours refusé, {refusal}"]


def _grade(cell: NotebookNode, run: Run, found: SubmittedRun, case: GradedCase) -> list[str]:
    score = score_path(case.scenario, case.rubric, run)
    forged = _tell_forged(case, run, found)
    maximum = float(cell.metadata["nbgrader"]["points"])
    share = float(score.score / score.maximum)
    html = render_path(case, score, (*found.faults, *forged))
    write_cell(cell, AUTOMATIC, html, write_score(share, maximum))
    cell.metadata[MARK][KEY] = dump_criteria(list_criteria(score, case.book))
    return forged


def _tell_forged(case: GradedCase, run: Run, found: SubmittedRun) -> list[str]:
    """Compare what the journal claims of the end with what the replay gives."""
    if not found.claims:
        return []
    told = play(case.scenario, run)
    end = told.periods[-1].indicators if told.is_finished else {}
    outcome = told.outcome.id if told.outcome else None
    for claim in found.claims:
        is_same = claim.outcome == outcome and claim.indicators.keys() == end.keys()
        if not is_same or not all(abs(end[k] - v) <= _CLOSE for k, v in claim.indicators.items()):
            return [f"cas\u202f: {FORGED}, le rejeu des décisions en donne un autre, seul noté"]
    return []
