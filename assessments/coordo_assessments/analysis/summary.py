"""The whole analysis of an assignment, computed once for every way of showing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_assessments.analysis.calibration import calibrate_cohort
from coordo_assessments.analysis.cohort import load_cohort
from coordo_assessments.analysis.item_statistics import ItemStatistics, analyse_items
from coordo_assessments.analysis.manual_scores import load_manual_scores
from coordo_assessments.analysis.paper_statistics import PaperStatistics, analyse_paper
from coordo_assessments.analysis.timing import PLAUSIBLE_SECONDS

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_assessments.analysis.responses import Cohort
    from coordo_assessments.certainty import CalibrationPoint


@dataclass(frozen=True)
class Analysis:
    """Statistics of a test and of its items; ``notes`` are French sentences on the data."""

    cohort: Cohort
    paper: PaperStatistics
    items: tuple[ItemStatistics, ...]
    calibration: tuple[CalibrationPoint, ...]
    notes: tuple[str, ...]


def load_analysis(course: Path, assignment: str, gradebook: str) -> Analysis:
    """Read what was collected of an assignment and analyse it.

    Args:
        course: nbgrader's course folder.
        assignment: the module's id.
        gradebook: its address (SQLAlchemy).

    Raises:
        NothingToAnalyseError: nothing was collected.
        ContentError, ContentErrors: the exam bank cannot be read.
    """
    manual = load_manual_scores(gradebook, assignment)
    analysis = build_analysis(load_cohort(course, assignment, manual))
    if manual is None:
        note = "Carnet de notes absent\u202f: seules les réponses corrigées sans personne comptent."
        return Analysis(**{**analysis.__dict__, "notes": (*analysis.notes, note)})
    return analysis


def build_analysis(cohort: Cohort) -> Analysis:
    """Compute everything from the responses."""
    items = analyse_items(cohort)
    return Analysis(
        cohort=cohort,
        paper=analyse_paper(cohort),
        items=items,
        calibration=calibrate_cohort(cohort),
        notes=(*cohort.notes, *_note_data(cohort, items)),
    )


def _note_data(cohort: Cohort, items: tuple[ItemStatistics, ...]) -> list[str]:
    notes = []
    if cohort.left_out:
        notes.append(f"{len(cohort.left_out)} copie(s) non comptée(s), listées plus bas.")
    if cohort.pending:
        titles = ", ".join(f"«\u202f{item.title}\u202f»" for item in cohort.pending)
        notes.append(f"Pas encore corrigé à la main, donc hors des calculs\u202f: {titles}.")
    if cohort.capped_gaps:
        notes.append(f"{cohort.capped_gaps} pause(s) de plus de 10\u00a0minutes ramenées à 10.")
    times = [item.seconds for item in items if item.seconds is not None]
    if times and sorted(times)[len(times) // 2] < PLAUSIBLE_SECONDS:
        notes.append(
            "Réponses enregistrées à moins d’une seconde d’écart (simulées ou copiées)\u202f: les "
            "temps ne disent rien."
        )
    return notes
