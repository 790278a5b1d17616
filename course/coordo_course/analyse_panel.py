"""The workshop of a concordance test: votes in, judgement out, panel blocks for the bank."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from coordo_assessments.analysis.cohort import NothingToAnalyseError, load_cohort
from coordo_assessments.analysis.panel import PanelReport, analyse_panel
from coordo_assessments.analysis.panel_reliability import (
    SizeReliability,
    estimate_key_reliability,
    estimate_score_reliability,
)
from coordo_assessments.analysis.panel_votes import Panel, load_votes, parse_degree
from coordo_widgets.cohort_panel import render_panel
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from coordo_course.analyse import build_page, write_report
from coordo_course.assessment_errors import AssessmentError

if TYPE_CHECKING:
    from pathlib import Path

PAGE_NAME = "panel.html"
BLOCKS_NAME = "panel.yml"
MISSING_REASON = "À compléter\u202f: la raison de l’expert n’est pas dans le fichier des votes."


@dataclass(frozen=True)
class Workshop:
    """What was found of a panel, and the files written; ``without_reason`` counts votes."""

    panel: Panel
    report: PanelReport
    key: tuple[SizeReliability, ...]
    scores: tuple[SizeReliability, ...]
    page: Path
    blocks: Path
    without_reason: int


def run_workshop(
    votes: Path, folder: Path, root: Path | None = None, assignment: str | None = None
) -> Workshop:
    """Judge a panel by its votes, and write the report and the blocks of the bank.

    Args:
        votes: CSV of the votes.
        folder: where to write.
        root: the course's root, where an assignment is named.
        assignment: whose answers to score with resampled panels; none by default.

    Raises:
        ContentError, ContentErrors: the votes (or the bank) hold a fault.
        AssessmentError: the assignment has no submission, or the folder cannot be written.
    """
    panel = load_votes(votes)
    report = analyse_panel(panel)
    key = estimate_key_reliability(panel)
    answers = _load_answers(root, assignment, panel) if root and assignment else {}
    scores = estimate_score_reliability(panel, answers) if answers else ()
    page, blocks = folder / PAGE_NAME, folder / BLOCKS_NAME
    write_report(page, build_page("Atelier TCS", render_panel(report, key, scores)))
    write_report(blocks, build_blocks(panel))
    without = sum(not vote.reason for vote in panel.votes)
    return Workshop(panel, report, key, scores, page, blocks, without)


def build_blocks(panel: Panel) -> str:
    """Write the ``panel:`` of each script as it goes into the bank; texts always quoted."""
    content = {
        item: {
            "panel": [
                {
                    "expert": DoubleQuotedScalarString(vote.expert),
                    "degree": vote.degree,
                    "reason": DoubleQuotedScalarString(vote.reason or MISSING_REASON),
                }
                for vote in panel.votes
                if vote.item == item
            ]
        }
        for item in panel.items
    }
    writer = YAML(typ="rt", pure=True)
    writer.width = 4096
    stream = StringIO()
    writer.dump(content, stream)
    return stream.getvalue()


def _load_answers(root: Path, assignment: str, panel: Panel) -> dict[str, dict[str, int]]:
    """Degrees that each trainee gave to the scripts of the panel."""
    try:
        cohort = load_cohort(root.resolve() / "course", assignment)
    except NothingToAnalyseError as error:
        raise AssessmentError(str(error)) from None
    scripts = [item for item in cohort.items if item.id in panel.items]
    return {
        sheet.student: {
            item.id: degree
            for item in scripts
            for chosen in sheet.responses[item.id].chosen
            if (degree := parse_degree(chosen)) is not None
        }
        for sheet in cohort.sheets
        if scripts
    }
