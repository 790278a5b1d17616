"""The workshop of a concordance test, as HTML: votes, experts, reliability by panel size."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from coordo_assessments.analysis.panel_votes import DEGREES

from coordo_widgets.charts import load_tokens, render_svg, start_chart
from coordo_widgets.cohort_figures import HEIGHT, WIDTH, CohortFigure, render_figure
from coordo_widgets.cohort_words import MISSING, render_list, render_table, write_number
from coordo_widgets.figure_model import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt
    from coordo_assessments.analysis.panel import PanelReport
    from coordo_assessments.analysis.panel_reliability import SizeReliability

KEY_METHOD = (
    "Deux panels sans expert commun, tirés au sort (200 tirages, graine fixe), font chacun leur "
    "clé\u202f: la fidélité est la corrélation des deux clés. Au-delà de la moitié des experts, "
    "prolongé par la formule de Spearman-Brown (tirets)."
)
SCORE_METHOD = (
    "Alpha de Cronbach des scores des stagiaires, calculés avec un panel tiré au sort parmi les "
    "experts (200 tirages par taille, graine fixe)."
)


def render_panel(
    report: PanelReport,
    key: Sequence[SizeReliability],
    scores: Sequence[SizeReliability] = (),
) -> str:
    """Render the workshop; ``scores`` is empty where no trainee has answered yet."""
    parts = [
        render_list(report.cautions, "co-cohort-cautions"),
        _section("Les scripts", render_table(build_vote_table(report))),
        _section("Les experts", render_table(build_expert_table(report))),
        _render_reliability("Fidélité de la clé", key, KEY_METHOD),
        _render_reliability("Fidélité des scores", scores, SCORE_METHOD),
    ]
    return f'<div class="co-cohort">{"".join(parts)}</div>'


def build_vote_table(report: PanelReport) -> Table:
    """Lay the votes of each script in a table, with what to look at."""
    return Table(
        caption="Votes des experts, et ce qu’il faut regarder",
        columns=("Script", *(_degree(degree) for degree in DEGREES), "À regarder"),
        rows=tuple(
            (
                item.item,
                *(
                    f"{item.votes[degree]} ({write_number(item.credits[degree])})"
                    if item.votes[degree]
                    else MISSING
                    for degree in DEGREES
                ),
                " ".join(item.cautions),
            )
            for item in report.items
        ),
    )


def build_expert_table(report: PanelReport) -> Table:
    """Lay how far each expert agrees with the others in a table."""
    return Table(
        caption="Accord de chaque expert avec les autres (crédit moyen donné par leurs votes)",
        columns=("Expert", "Votes", "Accord", "Écarts types", "À l’opposé des autres", "Avis"),
        rows=tuple(
            (
                expert.expert,
                str(expert.count),
                write_number(expert.score),
                write_number(expert.distance, 1),
                ", ".join(expert.far) or MISSING,
                "À l’écart\u202f: demandez-lui ses raisons avant de décider." * expert.is_apart,
            )
            for expert in report.experts
        ),
    )


def draw_reliability(points: Sequence[SizeReliability]) -> CohortFigure:
    """Draw the reliability by size of panel: measured with its band, then prolonged."""
    title = (
        f"De {write_number(points[0].reliability)} avec {points[0].size} experts à "
        f"{write_number(points[-1].reliability)} avec {points[-1].size}"
    )
    return CohortFigure(
        title=title,
        picture=render_svg(
            _build_reliability_chart(points), alt=f"Fidélité selon la taille du panel. {title}."
        ),
        table=Table(
            caption="Fidélité selon la taille du panel",
            columns=("Experts", "Fidélité", "9 tirages sur 10", "Mesure"),
            rows=tuple(
                (
                    str(point.size),
                    write_number(point.reliability),
                    MISSING
                    if point.low is None or point.high is None
                    else f"{write_number(point.low)} à {write_number(point.high)}",
                    "prolongée" if point.is_extended else "tirée au sort",
                )
                for point in points
            ),
        ),
    )


def _build_reliability_chart(points: Sequence[SizeReliability]) -> alt.TopLevelMixin:
    import altair as alt  # noqa: PLC0415  (half a second, paid by the first chart)

    measured = [point for point in points if not point.is_extended]
    rows = [_row(point) for point in measured]
    further = [_row(point) for point in points if point.is_extended]
    x = alt.X("size:Q", title="Experts dans le panel", axis=alt.Axis(tickMinStep=1, format="d"))
    low = min(0.0, *(point.low for point in measured if point.low is not None))
    y = alt.Y("value:Q", title="Fidélité", scale=alt.Scale(domain=[low, 1], nice=True))
    band = start_chart(rows).mark_area(opacity=0.18, color=load_tokens()["chart-1"])
    line = start_chart(rows).mark_line(point=True)
    dashed = start_chart([*rows[-1:], *further] if further else []).mark_line(strokeDash=[6, 4])
    return alt.layer(
        band.encode(x=x, y=alt.Y("low:Q"), y2="high:Q"),
        line.encode(x=x, y=y),
        dashed.encode(x=x, y=y),
    ).properties(width=WIDTH, height=HEIGHT)


def _render_reliability(title: str, points: Sequence[SizeReliability], method: str) -> str:
    if not points:
        return ""
    return _section(title, f"<p>{escape(method)}</p>{render_figure(draw_reliability(points))}")


def _row(point: SizeReliability) -> dict[str, object]:
    return {"size": point.size, "value": point.reliability, "low": point.low, "high": point.high}


def _degree(degree: int) -> str:
    return f"{degree:+d}".replace("-", "−") if degree else "0"


def _section(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>"
