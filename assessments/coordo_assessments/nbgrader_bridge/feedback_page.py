"""The page a trainee gets back: each answer beside the explained key, in one HTML file."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from coordo_assessments.marking.comment_text import read_comment
from coordo_assessments.nbgrader_bridge.released import (
    MARK,
    THEME_PREFIX,
    find_grade_id,
    is_question,
)
from coordo_assessments.nbgrader_bridge.render_answer import (
    escape_text,
    format_points,
    render_table,
)
from coordo_assessments.nbgrader_bridge.report import NOT_A_ZERO, load_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode

_PAGE_STYLE = """
body { background: #fbfaf7; color: #1d2a33; margin: 0 auto; max-width: 60rem; padding: 1rem;
  font: 17px/1.6 "Atkinson Hyperlegible", system-ui, sans-serif; }
a { color: #235546; }
a:focus-visible { outline: 3px solid #2c4f82; outline-offset: 2px; }
.co-question { border-top: 1px solid #7b858c; padding: 1rem 0; overflow-x: auto; }
.co-score { font-size: 1.3em; font-weight: 700; }
@media (prefers-color-scheme: dark) {
  body, .co-graded, .co-report { background: #161c20; color: #ece7dc; } a { color: #93cdb8; }
  .co-free-text { background: #1e262b; } }
h1 { font-size: clamp(1.4rem, 5vw, 2rem); line-height: 1.25; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  .co-table thead { display: none; }
  .co-table tr, .co-table td { display: block; }
  .co-table tr { margin-bottom: 1rem; }
  .co-table td::before { content: attr(data-label) "\\202f: "; font-weight: 700; } }
@media print { .co-question { page-break-inside: avoid; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True)
class GradeShown:
    """What the gradebook says of one question.

    Attributes:
        score: points, manual ones where there are any.
        is_waiting: a person has still to grade it.
        is_by_hand: a person gave the points or added some.
    """

    score: float
    is_waiting: bool
    is_by_hand: bool
    comment: str | None


def show_grades(notebook: NotebookNode, grades: Mapping[str, GradeShown]) -> None:
    """Write what the gradebook says into the metadata of each question."""
    for cell in filter(is_question, notebook.cells):
        shown = grades[find_grade_id(cell) or ""]
        marks = cell.metadata.setdefault(MARK, {})
        marks["score"] = shown.score
        marks["points"] = cell.metadata["nbgrader"]["points"]
        marks["is_waiting"] = shown.is_waiting
        marks["is_by_hand"] = shown.is_by_hand
        marks["comment"] = shown.comment


def render_feedback_page(notebook: NotebookNode, grades: Mapping[str, Any]) -> str:
    """Render a graded notebook whose questions carry score, waiting state and comment."""
    title = str(notebook.metadata.get("title", "")) or f"{grades['assignment']}"
    total = _render_total(notebook, grades)
    body = "".join(_render_cell(cell) for cell in notebook.cells)
    return (
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Correction\u202f: {escape(title)}</title>"
        f"<style>{_PAGE_STYLE}{load_style()}</style></head><body><main>"
        f"<h1>Correction\u202f: {escape(title)}</h1>{total}{body}"
        "</main></body></html>\n"
    )


def _render_total(notebook: NotebookNode, grades: Mapping[str, Any]) -> str:
    questions = [cell for cell in notebook.cells if is_question(cell)]
    is_gradable = notebook.metadata[MARK].get("is_gradable", True)
    if not is_gradable and not any(cell.metadata[MARK]["is_by_hand"] for cell in questions):
        return f'<p class="co-score">Copie non corrigée\u202f: pas de note</p><p>{NOT_A_ZERO}</p>'
    score, maximum = format_points(grades["score"]), format_points(grades["max_score"])
    waiting = sum(1 for cell in questions if cell.metadata[MARK]["is_waiting"])
    parts = [f'<p class="co-score">{score} / {maximum}</p>']
    if waiting:
        parts.append(
            f'<p class="co-warning">Note provisoire\u202f: {waiting} réponse(s) attendent une '
            "correction à la main.</p>"
        )
    if grades["late_penalty"]:
        penalty = format_points(grades["late_penalty"])
        parts.append(f"<p>Pénalité de retard retirée de la note\u202f: {penalty}</p>")
    return "".join(parts)


def _render_cell(cell: NotebookNode) -> str:
    outputs = "".join(
        str(output["data"]["text/html"])
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    )
    grade_id = find_grade_id(cell) or ""
    if grade_id.startswith(THEME_PREFIX):
        return f"<h2>{escape(cell.source.removeprefix('## '))}</h2>"
    if not is_question(cell):
        return outputs
    marks = cell.metadata[MARK]
    return (
        f'<article class="co-question" id="{escape(grade_id)}">{outputs}{_render_mark(marks)}'
        f"{_render_comment(marks['comment'])}</article>"
    )


def _render_mark(marks: Mapping[str, Any]) -> str:
    """Say what a person decided; an automatic score stands in the verdict already."""
    if marks["is_waiting"]:
        return "<p><b>En attente de correction.</b></p>"
    if not marks["is_by_hand"]:
        return ""
    points = f"{format_points(marks['score'])} / {format_points(marks['points'])}"
    return f"<p><b>Points donnés par le correcteur\u202f: {points}</b></p>"


def _render_comment(comment: str | None) -> str:
    """Draw what a person wrote, and the level reached on each criterion of a marked text."""
    if not comment:
        return ""
    levels, words = read_comment(comment)
    rows = [(escape(one.criterion), escape_text(one.words), escape(one.points)) for one in levels]
    table = render_table(("Critère", "Niveau atteint", "Points"), rows) if rows else ""
    said = f"<p><b>Commentaire du correcteur\u202f:</b> {escape_text(words)}</p>" if words else ""
    return table + said
