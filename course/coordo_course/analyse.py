"""Analyses an assignment: statistics, a report that stands alone, a table for a spreadsheet."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import TYPE_CHECKING

from coordo_assessments.analysis.cohort import NothingToAnalyseError
from coordo_assessments.analysis.manual_scores import find_gradebook
from coordo_assessments.analysis.summary import Analysis, load_analysis
from coordo_widgets.cohort_report import render_analysis
from coordo_widgets.theme import build_font_css, load_static

from coordo_course.assessment_errors import AssessmentError
from coordo_course.durable_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

REPORT_NAME = "analyse.html"
ITEMS_NAME = "questions.csv"
STYLES = ("tokens.css", "page.css", "cohort.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
"""What a browser may load with the report: nothing that is not in it, and no script at all."""

COLUMNS = (
    "numero",
    "question",
    "titre",
    "format",
    "points",
    "copies",
    "reussite",
    "ecart_type",
    "discrimination",
    "discrimination_bas",
    "discrimination_haut",
    "alpha_sans",
    "sans_reponse",
    "temps_median_s",
    "certitudes",
    "certitude_annoncee",
    "certitude_observee",
    "certitudes_dangereuses",
    "a_regarder",
)


@dataclass(frozen=True)
class AnalysisReport:
    """An analysis and the two files that hold it."""

    analysis: Analysis
    page: Path
    table: Path


def analyse_assignment(root: Path, assignment: str, folder: Path | None = None) -> AnalysisReport:
    """Analyse what was collected of an assignment, and write the report.

    Args:
        root: the course's root.
        assignment: the module's id.
        folder: where to write; ``course/analyses/<assignment>`` by default.

    Raises:
        AssessmentError: nothing was collected, or the folder cannot be written.
        ContentError, ContentErrors: the exam bank cannot be read.
    """
    course = root.resolve() / "course"
    target = folder or course / "analyses" / assignment
    try:
        analysis = load_analysis(course, assignment, find_gradebook(course))
    except NothingToAnalyseError as error:
        raise AssessmentError(str(error)) from None
    page, table = target / REPORT_NAME, target / ITEMS_NAME
    title = f"Analyse de {assignment}"
    write_report(page, build_page(title, render_analysis(analysis)))
    write_report(table, build_item_csv(analysis))
    return AnalysisReport(analysis, page, table)


def write_report(path: Path, text: str) -> None:
    """Write a file of the report.

    Raises:
        AssessmentError: the folder cannot be written.
    """
    try:
        write_whole(path, text)
    except OSError as error:
        raise AssessmentError(f"Impossible d’écrire {path}\u202f: {error.strerror}.") from None


def build_page(title: str, content: str) -> str:
    """Build a page that needs nothing else: style and font inside, no script."""
    style = "\n".join((build_font_css(), *(load_static(name) for name in STYLES)))
    return (
        '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head>"
        f'<body class="co-root"><main class="co-report"><h1>{escape(title)}</h1>{content}</main>'
        "</body></html>\n"
    )


def build_item_csv(analysis: Analysis) -> str:
    """Lay the items' statistics in a CSV: numbers with a point, empty where there is none."""
    stream = StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for number, item in enumerate(analysis.items, start=1):
        low, high = item.interval or (None, None)
        told = item.calibration
        writer.writerow(
            {
                "numero": number,
                "question": item.id,
                "titre": item.title,
                "format": item.type,
                "points": item.points,
                "copies": item.count,
                "reussite": _round(item.difficulty),
                "ecart_type": _round(item.deviation),
                "discrimination": _round(item.discrimination),
                "discrimination_bas": _round(low),
                "discrimination_haut": _round(high),
                "alpha_sans": _round(analysis.paper.alpha_without.get(item.id)),
                "sans_reponse": item.blanks,
                "temps_median_s": _round(item.seconds, 1),
                "certitudes": told.count if told else 0,
                "certitude_annoncee": _round(told.stated) if told else "",
                "certitude_observee": _round(told.observed) if told else "",
                "certitudes_dangereuses": told.dangerous if told else "",
                "a_regarder": " ".join(item.cautions),
            }
        )
    return stream.getvalue()


def _round(value: float | None, decimals: int = 4) -> str:
    return "" if value is None else f"{value:.{decimals}f}"
