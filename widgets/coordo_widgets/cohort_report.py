"""The analysis of an assignment as HTML: for the instructor's notebook and the report file.

Every text that a trainee or an author wrote is escaped; nothing asks for another file.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from coordo_assessments.analysis.timing import METHOD

from coordo_widgets.cohort_figures import (
    CohortFigure,
    draw_calibration,
    draw_choices,
    draw_distribution,
    draw_item_map,
    render_figure,
)
from coordo_widgets.cohort_words import (
    KINDS,
    render_list,
    render_table,
    write_interval,
    write_number,
    write_percent,
    write_seconds,
)
from coordo_widgets.figure_model import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_assessments.analysis.item_statistics import ItemStatistics
    from coordo_assessments.analysis.summary import Analysis

_READING = (
    "Réussite\u202f: moyenne des scores, de 0 à 1, écrite en pour cent. Sans réponse, une question "
    "compte zéro, comme dans la note."
)
_DISCRIMINATION = (
    "Discrimination\u202f: corrélation entre la question et le total des autres (elle-même exclue"
    "\u202f; c’est le point-bisérial corrigé quand le score vaut 0 ou 1), avec son intervalle à "
    "95\u00a0% (z de Fisher)."
)
_QUARTERS = (
    "Quarts\u202f: copies rangées d’après le reste du test\u202f; à égalité, même quart. Avec peu "
    "de copies, un quart ne compte que deux ou trois personnes."
)
_ALPHA = (
    "Alpha de Cronbach\u202f: cohérence des questions (intervalle de Feldt à 95\u00a0%). "
    "Erreur de mesure\u202f: écart type × √(1 − alpha)."
)
_SCORES = (
    "Les textes libres et les scores changés à la main viennent du carnet de notes\u202f; tout "
    "le reste est recalculé depuis les journaux, avec les clés de la banque."
)
METHODS = (_READING, _DISCRIMINATION, _QUARTERS, _ALPHA, _SCORES, METHOD)


def render_analysis(analysis: Analysis) -> str:
    """Render everything, under a heading per part."""
    parts = (
        render_overview(analysis),
        render_items(analysis),
        render_choices(analysis),
        render_certainty(analysis),
        render_left_out(analysis),
        _section("Comment lire ces chiffres", render_list(METHODS)),
    )
    return f'<div class="co-cohort">{"".join(parts)}</div>'


def render_overview(analysis: Analysis) -> str:
    """Render the test as a whole: cautions first, then the figures and the marks."""
    paper = analysis.paper
    if not paper.count:
        return _section("Le test", "<p>Aucune copie à analyser.</p>")
    half = 1.96 * paper.error if paper.error is not None else None
    numbers = (
        ("Copies", str(paper.count), ""),
        ("Questions", str(paper.items), f"{write_number(paper.best, 1)} points"),
        ("Moyenne", f"{write_number(paper.scale(paper.mean), 1)} / 20", ""),
        ("Médiane", f"{write_number(paper.scale(paper.median), 1)} / 20", ""),
        (
            "Écart type",
            write_number(None if paper.deviation is None else paper.scale(paper.deviation), 1),
            "sur 20",
        ),
        (
            "Alpha de Cronbach",
            write_number(paper.alpha),
            f"de {write_interval(paper.alpha_interval)}" if paper.alpha_interval else "",
        ),
        (
            "Erreur de mesure",
            write_number(None if paper.error is None else paper.scale(paper.error), 1),
            f"une note vaut à ± {write_number(paper.scale(half), 1)} près (95\u00a0%)"
            if half is not None
            else "",
        ),
    )
    content = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}<small>{escape(more)}</small></dd></div>"
        for name, value, more in numbers
    )
    cautions = render_list((*paper.cautions, *analysis.notes), "co-cohort-cautions")
    figure = render_figure(draw_distribution(paper))
    return _section("Le test", f'{cautions}<dl class="co-cohort-numbers">{content}</dl>{figure}')


def render_items(analysis: Analysis) -> str:
    """Render the map of the items and their table."""
    if not analysis.items:
        return ""
    figure = draw_item_map(analysis.items)
    table = render_table(build_item_table(analysis))
    bare = CohortFigure(figure.title, figure.picture, figure.table)
    return _section("Les questions", render_figure(bare) + table)


def build_item_table(analysis: Analysis) -> Table:
    """Lay the statistics of the items in a table, in the order of the test."""
    return Table(
        caption="Statistiques des questions, dans l’ordre du sujet",
        columns=(
            "Question",
            "Format",
            "Réussite",
            "Discrimination",
            "Intervalle à 95\u00a0%",
            "Alpha sans elle",
            "Sans réponse",
            "Temps médian",
        ),
        rows=tuple(
            (
                f"{number}. {item.title}",
                KINDS.get(item.type, item.type),
                write_percent(item.difficulty),
                write_number(item.discrimination),
                write_interval(item.interval),
                write_number(analysis.paper.alpha_without.get(item.id)),
                str(item.blanks),
                write_seconds(item.seconds),
            )
            for number, item in enumerate(analysis.items, start=1)
        ),
    )


def render_choices(analysis: Analysis) -> str:
    """Render each question's propositions, typed answers and cautions."""
    parts = [
        _render_item(number, item)
        for number, item in enumerate(analysis.items, start=1)
        if item.choices or item.wrong_answers or item.cautions
    ]
    return _section("Question par question", "".join(parts)) if parts else ""


def _render_item(number: int, item: ItemStatistics) -> str:
    figure = render_figure(draw_choices(item.choices)) if item.choices else ""
    cautions = render_list(item.cautions, "co-cohort-cautions")
    head = f"<h3>{number}. {escape(item.title)}</h3>"
    wrong = _render_wrong(item.wrong_answers) + _render_item_certainty(item)
    detail = f"<details><summary>Les choix</summary>{figure}</details>" if figure else ""
    return f'<article class="co-cohort-item">{head}{cautions}{detail}{wrong}</article>'


def _render_wrong(answers: Sequence[tuple[str, int]]) -> str:
    if not answers:
        return ""
    lines = [f"{text} ({count})" for text, count in answers]
    return f"<p>Réponses fausses les plus données\u202f:</p>{render_list(lines)}"


def _render_item_certainty(item: ItemStatistics) -> str:
    told = item.calibration
    if told is None:
        return ""
    danger = f", {told.dangerous} certitude(s) dangereuse(s)" if told.dangerous else ""
    return (
        f"<p>Certitude\u202f: {write_percent(told.stated)} annoncés en moyenne, "
        f"{write_percent(told.observed)} de réponses justes (n = {told.count}){danger}.</p>"
    )


def render_certainty(analysis: Analysis) -> str:
    """Render the calibration of the cohort, where certainties were given."""
    if not analysis.calibration:
        return ""
    return _section("Les certitudes", render_figure(draw_calibration(analysis.calibration)))


def render_left_out(analysis: Analysis) -> str:
    """List the submissions that nothing counts, and why."""
    if not analysis.cohort.left_out:
        return ""
    table = Table(
        caption="Ces copies n’entrent dans aucun calcul",
        columns=("Stagiaire", "Pourquoi"),
        rows=tuple((one.student, one.reason) for one in analysis.cohort.left_out),
    )
    return _section("Copies non comptées", render_table(table))


def _section(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>"
