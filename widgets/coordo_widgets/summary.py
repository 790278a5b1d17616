"""The end of an evaluation: what is answered, what is missing, and what to do next."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from coordo_assessments.events import ActivityFinished
from coordo_assessments.graded_run import CASE_CELL, list_graded_runs
from coordo_assessments.journal import FILE_NAME, NotSavedError
from coordo_assessments.nbgrader_bridge.receipt import build_receipt, render_receipt
from coordo_assessments.nbgrader_bridge.submission_journal import read_submitted_answers
from coordo_assessments.nbgrader_bridge.submitted_run import add_case_answer, read_submitted_run
from coordo_assessments.nbgrader_bridge.terms import Terms
from coordo_assessments.state import TraineeState, fold
from coordo_simulation.french import format_clock, format_date

from coordo_widgets.place import EVALUATION, find_place
from coordo_widgets.questions import load_paper
from coordo_widgets.showing import UnavailableError, explain_faults, show_live

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from coordo_assessments.public import PublicItem, PublicPaper

    from coordo_widgets.place import Place

_STYLE = """
.co-root .co-receipt dt { font-weight: 700; }
.co-root .co-receipt dd { margin: 0 0 8px; overflow-wrap: anywhere; }
"""


@explain_faults
def evaluation_summary() -> None:
    """Show what is answered in the evaluation of this folder, and let the trainee end it."""
    place = find_place()
    paper = load_paper(place)
    if paper is None:
        raise UnavailableError("L’évaluation n’est pas encore publiée.")
    show_live(
        lambda: build_summary(
            paper, fold(place.journal.read().events), build_preview(place.folder, paper)
        ),
        {
            "finish": lambda _value: _declare(place, is_finished=True),
            "resume": lambda _value: _declare(place, is_finished=False),
        },
        css=_STYLE,
    )


def build_preview(folder: Path, paper: PublicPaper) -> str:
    """Build the receipt of what would be handed in now, read as the grader will read it."""
    if not (folder / FILE_NAME).exists():
        return ""
    titles = {item.id: item.title for item in paper.items}
    submitted = read_submitted_answers(folder, titles)
    if paper.case is not None:
        titles[CASE_CELL] = paper.case.title
        found = read_submitted_run(folder, paper.case, None, Terms())
        submitted = add_case_answer(submitted, found)
    faults = "".join(f"<li>{escape(fault)}</li>" for fault in submitted.faults)
    told = f"<p>À savoir\u202f:</p><ul>{faults}</ul>" if faults else ""
    return (
        '<details class="co-details" id="co-summary-receipt">'
        "<summary>Ce que vous remettriez maintenant</summary>"
        f"{render_receipt(build_receipt(submitted, titles, None))}{told}"
        '<p class="co-quiet-text">Après la remise, le reçu vous revient avec la correction\u202f: '
        "même empreinte, même fichier.</p></details>"
    )


def build_summary(paper: PublicPaper, state: TraineeState, preview: str = "") -> str:
    """Build the summary of a paper, with the preview of what would be handed in."""
    missing = [item for item in paper.items if not _is_answered(item, state)]
    done = len(paper.items) - len(missing)
    rows = "".join(
        _render_row(number, item, state) for number, item in enumerate(paper.items, start=1)
    )
    return (
        '<section class="co-summary" aria-labelledby="co-summary-title">'
        '<h2 id="co-summary-title">Avant de terminer</h2>'
        f'<p class="co-summary-count" role="status">{_count(done, len(paper.items))}</p>'
        f"{_render_missing(missing, paper)}{_render_case(paper, state)}"
        '<details class="co-details" id="co-summary-all"><summary>Voir toutes les questions'
        f'</summary><ol class="co-summary-list">{rows}</ol></details>'
        f"{preview}{_render_end(state, bool(missing))}"
        '<p class="co-alert" role="alert" data-co-alert></p></section>'
    )


def _declare(place: Place, *, is_finished: bool) -> str:
    try:
        place.journal.append(ActivityFinished(activity=EVALUATION, is_finished=is_finished))
    except NotSavedError as error:
        return str(error)
    return ""


def _is_answered(item: PublicItem, state: TraineeState) -> bool:
    latest = state.answers.get((EVALUATION, item.id))
    return latest is not None and latest.answer is not None


def _count(done: int, total: int) -> str:
    if done == total:
        return f"Les {total} questions ont une réponse enregistrée."
    plural = "s" if done > 1 else ""
    return f"{done} question{plural} sur {total} répondue{plural}."


def _render_missing(missing: list[PublicItem], paper: PublicPaper) -> str:
    if not missing:
        return ""
    numbers = {item.id: number for number, item in enumerate(paper.items, start=1)}
    links = "".join(
        f'<li><a href="#q-{escape(item.id)}">Question {numbers[item.id]}. '
        f"{escape(item.title)}</a></li>"
        for item in missing
    )
    return f'<p>Il manque\u202f:</p><ul class="co-missing">{links}</ul>'


def _render_case(paper: PublicPaper, state: TraineeState) -> str:
    """Say how far the case that counts has come; its end is told by the player itself."""
    if paper.case is None:
        return ""
    run = next(iter(list_graded_runs(state.runs)), None)
    said = "pas encore commencé, il vaut 0 tant qu’aucune décision n’est prise"
    if run is not None:
        count = len(run.decisions)
        said = f"{count} décision{'s' if count > 1 else ''} enregistrée{'s' if count > 1 else ''}"
    return f'<p class="co-summary-case">Le cas noté\u202f: {said}.</p>'


def _render_row(number: int, item: PublicItem, state: TraineeState) -> str:
    latest = state.answers.get((EVALUATION, item.id))
    is_answered = latest is not None and latest.answer is not None
    words = f"Enregistrée {_say_when(latest.at)}" if latest and is_answered else "Sans réponse"
    kind = "done" if is_answered else "blank"
    return (
        f'<li><a href="#q-{escape(item.id)}">{number}. {escape(item.title)}</a>'
        f' <span class="co-summary-{kind}">{words}</span></li>'
    )


def _render_end(state: TraineeState, has_missing: bool) -> str:  # noqa: FBT001
    finished_at = state.finished.get(EVALUATION)
    if finished_at is None:
        warning = (
            "<p>Une question sans réponse vaut 0. Vous pouvez terminer quand même.</p>"
            if has_missing
            else ""
        )
        return (
            f'{warning}<p><button type="button" class="co-commit" id="co-finish" '
            'data-co-action="finish">J’ai terminé</button></p>'
            '<p class="co-quiet-text">Vos réponses restent modifiables jusqu’à la remise.</p>'
        )
    return (
        f'<div class="co-done"><p><strong>Vous avez terminé {_say_when(finished_at)}.</strong> '
        "Votre copie est dans ce dossier, avec votre journal de réponses.</p>"
        "<p>Pour la remettre\u202f: dans JupyterLab, ouvrez le menu Nbgrader, Assignment List, "
        "puis le bouton <em>Submit</em> en face de ce devoir. Sans JupyterLab, envoyez ce dossier "
        "entier à votre formateur.</p></div>"
        '<p><button type="button" class="co-quiet" id="co-finish" data-co-action="resume">'
        "Je n’ai pas terminé</button></p>"
    )


def _say_when(at: datetime) -> str:
    """Say a moment in the kernel's time; the view says it again in the reader's own."""
    local = at.astimezone()
    words = f"le {format_date(local.date())} à {format_clock(local)}"
    return f'<time datetime="{at.isoformat()}">{words}</time>'
