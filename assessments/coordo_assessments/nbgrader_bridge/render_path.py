"""Draws the score of a path, as HTML that formgrader and feedback show: criteria and evidence.

Every text comes from the course (rubric, scenario): it is rendered without HTML or escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from coordo_simulation.french import set_spaces
from coordo_simulation.periods import locate_period
from coordo_simulation.rubric import DIMENSIONS

from coordo_assessments.markdown import render_inline, render_plain
from coordo_assessments.nbgrader_bridge.render_pieces import format_points, render_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from coordo_simulation.references import ReferenceBook
    from coordo_simulation.rubric_result import CriterionScore, Evidence, PathScore

    from coordo_assessments.graded_case import GradedCase

_HEADS = ("Critère", "Points", "Ce qui a été vu", "Dans votre parcours")
_AVERAGED = (
    "Les critères sur un indicateur sont une moyenne de {draws} tirages des événements, les mêmes "
    "pour tous, avec vos décisions\u202f: la chance n’est ni punie ni récompensée."
)
_SHARED = (
    "Un critère écarté, faute d’occasion, ne coûte rien\u202f: ses points se répartissent sur "
    "les autres."
)


def render_path(case: GradedCase, score: PathScore, notes: Sequence[str]) -> str:
    """Draw a scored path: total, what caps it, then each criterion with its evidence."""
    total = _write_points(score.score, score.maximum)
    parts = [
        f"<h3>{_set(case, case.rubric.title)}</h3>",
        f'<p class="co-verdict">Cas noté\u202f: {total}</p>',
        f"<p>{escape(_tell_end(score))}</p>",
        *(f'<p class="co-warning">{_set(case, one.sentence)}</p>' for one in score.ceilings),
        _render_notes(notes),
        render_table(
            _HEADS,
            [_render_row(case, one) for one in score.criteria],
            [one.is_set_aside or one.points == one.maximum for one in score.criteria],
        ),
        f"<p>{escape(_AVERAGED.format(draws=score.draws))} {escape(_SHARED)}</p>",
        "<h4>Pourquoi ces critères</h4>",
        "".join(_render_reason(case, one) for one in score.criteria),
    ]
    return f'<section class="co-graded">{"".join(parts)}</section>'


def render_blank_path(case: GradedCase, notes: Sequence[str]) -> str:
    """Say that no graded run was begun."""
    return _render_said(case, "Aucun parcours noté n’a été commencé.", notes)


def render_refused_path(case: GradedCase, refusal: str, notes: Sequence[str]) -> str:
    """Say why a run is not graded automatically."""
    told = f"Parcours non noté automatiquement\u202f: {refusal}. À voir à la main\u202f; ce n’est "
    return _render_said(case, f"{told}pas un zéro.", notes)


def _render_said(case: GradedCase, sentence: str, notes: Sequence[str]) -> str:
    return (
        f'<section class="co-graded co-warning"><h3>{_set(case, case.rubric.title)}</h3>'
        f"<p>{escape(sentence)}</p>{_render_notes(notes)}</section>"
    )


def _tell_end(score: PathScore) -> str:
    if not score.is_finished:
        return "Le parcours n’a pas été mené à son terme\u202f: seul ce qui a été joué est lu."
    return f"Le cas s’est terminé ainsi\u202f: «\u202f{score.outcome}\u202f»."


def _render_notes(notes: Sequence[str]) -> str:
    if not notes:
        return ""
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return f'<div class="co-warning"><ul>{items}</ul></div>'


def _render_row(case: GradedCase, one: CriterionScore) -> tuple[str, ...]:
    points = "écarté" if one.is_set_aside else _write_points(one.points, one.maximum)
    label = f"<b>{_set(case, one.label)}</b><br>{escape(DIMENSIONS[one.dimension])}"
    proofs = "<br>".join(_render_evidence(case, proof) for proof in one.evidence)
    return (label, points, _set(case, one.sentence), proofs or "rien au journal")


def _write_points(points: Decimal, maximum: Decimal) -> str:
    return f"{format_points(points)}\u00a0/\u00a0{format_points(maximum)}"


def _render_evidence(case: GradedCase, proof: Evidence) -> str:
    place = locate_period(proof.date, case.scenario.unit)
    title = render_plain(proof.title, case.book)
    read = "".join(f" {one.label}\u202f: {one.value}." for one in proof.readings)
    said = f"Décision {proof.step + 1}, {place}, «\u202f{title}\u202f»\u202f: "
    return f"{escape(set_spaces(said))}{render_inline(proof.chosen, case.book)}{escape(read)}"


def _render_reason(case: GradedCase, one: CriterionScore) -> str:
    sources = [*map(escape, one.sources), *(_render_source(case.book, r) for r in one.references)]
    cited = "\u202f; ".join(sources)
    return (
        f"<p><b>{_set(case, one.label)}.</b> {render_inline(one.explanation, case.book)} "
        f'<span class="co-sources">{cited}</span></p>'
    )


def _render_source(book: ReferenceBook, reference_id: str) -> str:
    reference = book.get(reference_id)
    return escape(set_spaces(f"{reference.label} : {reference.value_text}"))


def _set(case: GradedCase, text: str) -> str:
    return escape(set_spaces(render_plain(text, case.book))).strip()
