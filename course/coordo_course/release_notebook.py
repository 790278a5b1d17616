"""Builds the graded notebook and its public items from an exam bank: pure functions.

The notebook is thin: one header, the instructions, one one-line cell per question, one
summary. What is asked stands in the public items; what is right stays in the bank.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_assessments.graded_run import CASE_CELL
from coordo_assessments.nbgrader_bridge.released import EVALUATION, MARK, THEME_PREFIX
from coordo_assessments.public import PublicPaper, build_public_item
from coordo_simulation.french import format_number, set_spaces
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coordo_course.release_case import build_case_notice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordo_assessments.bank import Bank
    from coordo_assessments.items import Item
    from coordo_assessments.public_models import PublicCase
    from coordo_simulation.references import ReferenceBook

_SCHEMA_VERSION = 3  # of nbgrader's cell metadata
_MAX_CELL_ID = 64
_FINGERPRINT_LENGTH = 16

RULES = {
    "qru": "Une seule réponse (QRU) : tous les points ou rien.",
    "qrm": (
        "Plusieurs réponses (QRM) : tous les points sans erreur, la moitié pour une erreur, "
        "un cinquième pour deux, rien au-delà ; certaines propositions sont indispensables ou "
        "inacceptables."
    ),
    "qrp": "Nombre de réponses indiqué (QRP) : une part des points par bonne réponse.",
    "qrpl": "QRP longue : une part des points par bonne réponse, parmi de nombreuses propositions.",
    "qroc": "Réponse courte (QROC) : un à cinq mots ; accents et majuscules ne comptent pas.",
    "numeric": "Nombre : écrivez-le avec une virgule, dans l’unité affichée.",
    "ordering": "Mise en ordre : plus l’ordre est proche du bon, plus il rapporte.",
    "matching": "Association : une part des points par paire juste.",
    "classification": "Classement par catégories : une part des points par élément bien placé.",
    "zone": "Zone à pointer : une part des points par zone trouvée, sur l’image ou dans la liste.",
    "positioning": (
        "Position sur deux axes : tous les points dans la zone attendue, de moins en moins quand "
        "on s’en éloigne."
    ),
    "cloze": "Texte à trous : une part des points par trou.",
    "table": "Tableau à remplir : une part des points par cellule.",
    "tcs": (
        "Test de concordance de script (TCS) : votre réponse vaut ce que des experts en ont "
        "pensé ; la plus choisie vaut tous les points."
    ),
    "justified": "Vrai ou faux, et pourquoi : les points ne viennent qu’avec la justification.",
    "kfp": "Questions clés (KFP) : trois questions sur une même situation.",
    "dossier": (
        "Dossier progressif : les informations arrivent l’une après l’autre, et l’on ne revient "
        "pas sur une question passée."
    ),
    "free_text": "Texte libre : corrigé par une personne, selon la grille affichée.",
}
_CERTAINTY = (
    "\nQuand un degré de certitude vous est demandé, il ne change pas la note : il vous montre "
    "ensuite où votre confiance est fondée.\n"
)


def build_paper(  # noqa: PLR0913  (what a paper is made of)
    bank: Bank,
    book: ReferenceBook,
    assignment: str,
    title: str,
    marks: Mapping[str, str],
    *,
    case: PublicCase | None = None,
) -> PublicPaper:
    """Build the public half of an exam, with the fingerprint of its content.

    Args:
        bank: the common paper, in its order.
        book: the facts that the items cite.
        assignment: the module's id.
        title: of the paper.
        marks: by item, of those whose content is not the same for everybody.
        case: the case that counts, None without one.

    Raises:
        UnknownReferenceError: an item cites a reference that the course does not hold.
    """
    items = tuple(
        build_public_item(item, book).model_copy(update={"variant": marks.get(item.id, "")})
        for item in bank.items.values()
    )
    draft = PublicPaper(assignment=assignment, title=title, release="", items=items, case=case)
    digest = hashlib.sha256(draft.model_dump_json().encode()).hexdigest()
    return draft.model_copy(update={"release": digest[:_FINGERPRINT_LENGTH]})


def build_evaluation_notebook(bank: Bank, paper: PublicPaper, session: str = "") -> NotebookNode:
    """Build the source notebook of an assignment: same bank, same bytes.

    ``session`` names the draw that the paper comes from, for the grader.
    """
    cells = [
        _build_code("evaluation-page", "page", '"evaluation"'),
        _build_text(
            "evaluation-consignes", build_instructions(tuple(bank.items.values()), paper.case)
        ),
    ]
    for theme in bank.themes:
        cells.append(_build_text(f"{THEME_PREFIX}{theme.stem}", set_spaces(f"## {theme.title}")))
        cells.extend(build_question_cell(item) for item in theme.items)
    if paper.case is not None:
        cells.append(_build_text(f"{THEME_PREFIX}cas", build_case_notice(paper.case)))
        cells.append(build_case_cell(paper.case))
    cells.append(_build_code("evaluation-bilan", "evaluation_summary"))
    notebook: NotebookNode = new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": paper.title,
            MARK: {
                "assignment": paper.assignment,
                "activity": EVALUATION,
                "release": paper.release,
                **({"session": session} if session else {}),
            },
        },
    )
    return notebook


def build_question_cell(item: Item) -> NotebookNode:
    """Build the cell of one item: graded by hand or by the journal, as its format says."""
    by_hand = item.is_graded_by_hand
    marks = {"grade": True, "solution": by_hand, "locked": not by_hand}
    cell = _build_code(item.id, "question", f'"{item.id}"', marks)
    cell.metadata["nbgrader"]["points"] = _to_number(item.points)
    return cell


def build_case_cell(case: PublicCase) -> NotebookNode:
    """Build the cell of the case that counts: graded from the journal, by a replay."""
    marks = {"grade": True, "solution": False, "locked": True}
    cell = _build_code(CASE_CELL, "graded_case", "", marks)
    cell.metadata["nbgrader"]["points"] = _to_number(case.points)
    return cell


def build_instructions(items: tuple[Item, ...], case: PublicCase | None = None) -> str:
    """Write the instructions of an exam from what it holds (Markdown)."""
    counts = Counter[str](item.type for item in items)
    points = sum((item.points for item in items), case.points if case else Decimal(0))
    asked = f"{len(items)} questions et un cas" if case else f"{len(items)} questions"
    total = f"{asked}, {_write_points(points)} points"
    rules = "\n".join(f"- {RULES[kind]}" for kind in RULES if counts[kind])
    certainty = _CERTAINTY if any(item.certainty for item in items) else ""
    return set_spaces(
        f"## Consignes\n\n"
        f"L’évaluation compte {total}.\n\n"
        "- Chaque réponse est enregistrée à mesure : l’écran vous le confirme. "
        "Vous pouvez la changer jusqu’à la remise, fermer la page et revenir.\n"
        "- Une question sans réponse vaut 0 ; une erreur ne retire rien aux autres questions.\n"
        "- La correction expliquée vous parvient après la remise.\n"
        "- Le bilan, en bas de page, vous dit ce qui manque.\n\n"
        f"### Comment chaque question est notée\n\n{rules}\n{certainty}"
    )


def _build_code(
    grade_id: str, call: str, argument: str = "", marks: dict[str, bool] | None = None
) -> NotebookNode:
    source = f"from coordo_widgets import {call}; {call}({argument})"
    cell: NotebookNode = new_code_cell(source, id=_build_cell_id(grade_id))
    cell.metadata = _build_metadata(grade_id, marks)
    cell.metadata["jupyter"] = {"source_hidden": True}
    return cell


def _build_text(grade_id: str, source: str) -> NotebookNode:
    cell: NotebookNode = new_markdown_cell(source, id=_build_cell_id(grade_id))
    cell.metadata = _build_metadata(grade_id, None)
    return cell


def _build_metadata(grade_id: str, marks: dict[str, bool] | None) -> NotebookNode:
    locked = {"grade": False, "solution": False, "locked": True}
    return NotebookNode(
        {
            "editable": False,
            "deletable": False,
            "nbgrader": {
                "schema_version": _SCHEMA_VERSION,
                "grade_id": grade_id,
                "task": False,
                **(marks or locked),
            },
        }
    )


def _build_cell_id(grade_id: str) -> str:
    if len(grade_id) <= _MAX_CELL_ID:
        return grade_id
    digest = hashlib.sha256(grade_id.encode()).hexdigest()[:8]
    return f"{grade_id[: _MAX_CELL_ID - 9]}-{digest}"


def _write_points(points: Decimal) -> str:
    return format_number(points, 0 if points == points.to_integral() else 2)


def _to_number(points: Decimal) -> float | int:
    return int(points) if points == points.to_integral() else float(points)
