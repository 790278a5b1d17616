"""The instructor's charts, drawn in the kernel: each with its words and its data."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import count
from typing import TYPE_CHECKING, Any

from coordo_widgets.charts import load_tokens, render_svg, start_chart
from coordo_widgets.cohort_words import render_table, write_number, write_percent
from coordo_widgets.figure_model import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt
    from coordo_assessments.analysis.choices import ChoiceRow
    from coordo_assessments.analysis.item_statistics import ItemStatistics
    from coordo_assessments.analysis.paper_statistics import PaperStatistics
    from coordo_assessments.certainty import CalibrationPoint

WIDTH, HEIGHT = 640, 260
SCALE = 20
QUARTERS = ("1er quart (plus faible)", "2e quart", "3e quart", "4e quart (plus fort)")
_SHORT_QUARTERS = ("1er", "2e", "3e", "4e")
_DASHES: tuple[list[int], ...] = ([], [6, 4], [2, 3], [8, 3, 2, 3], [4, 2], [1, 2])


@dataclass(frozen=True)
class CohortFigure:
    """A chart that says what one sees (``title``), and the table it was drawn from."""

    title: str
    picture: str
    table: Table


def render_figure(figure: CohortFigure) -> str:
    """Render a figure with its table folded under it."""
    return (
        f'<figure class="co-cohort-figure"><figcaption>{escape(figure.title)}</figcaption>'
        f"{figure.picture}<details><summary>Les données</summary>{render_table(figure.table)}"
        "</details></figure>"
    )


def draw_distribution(paper: PaperStatistics) -> CohortFigure:
    """Draw the marks out of 20, by bands of one point."""
    import altair as alt  # noqa: PLC0415  (half a second, paid by the first chart)

    marks = [paper.scale(points) for points in paper.totals]
    counts = [0] * SCALE
    for mark in marks:
        counts[min(SCALE - 1, int(mark))] += 1
    rows = [{"low": low, "high": low + 1, "count": number} for low, number in enumerate(counts)]
    x = alt.X("low:Q", title="Note sur 20", scale=alt.Scale(domain=[0, SCALE]), bin="binned")
    y = alt.Y("count:Q", title="Copies", axis=_count_axis(max(counts)))
    bars = start_chart(rows).mark_bar().encode(x=x, x2="high:Q", y=y)
    mean = paper.scale(paper.mean)
    centre = [{"mean": mean, "label": f"moyenne {write_number(mean, 1)}"}]
    line = start_chart(centre).mark_rule(color=load_tokens()["chart-2"], strokeWidth=2)
    name = start_chart(centre).mark_text(
        align="center", dy=-4, baseline="bottom", fontWeight="bold"
    )
    chart = alt.layer(
        bars,
        line.encode(x="mean:Q"),
        name.encode(x="mean:Q", y=alt.value(0), text="label:N"),
    ).properties(width=WIDTH, height=HEIGHT)
    title = (
        f"{paper.count} copies, de {write_number(min(marks), 1)} à {write_number(max(marks), 1)} "
        f"sur 20, moyenne {write_number(mean, 1)}"
    )
    return CohortFigure(
        title=title,
        picture=render_svg(chart, alt=f"Histogramme des notes\u202f: {title}."),
        table=Table(
            caption="Nombre de copies par tranche de note",
            columns=("Note sur 20", "Copies"),
            rows=tuple(
                (f"de {low} à {low + 1}", str(number))
                for low, number in enumerate(counts)
                if number
            ),
        ),
    )


def draw_item_map(items: Sequence[ItemStatistics]) -> CohortFigure:
    """Place each item by its difficulty and its discrimination, under its number."""
    import altair as alt  # noqa: PLC0415  (same)

    rows = [
        {"x": 100 * item.difficulty, "y": item.discrimination, "number": str(number)}
        for number, item in enumerate(items, start=1)
        if item.discrimination is not None
    ]
    x = alt.X("x:Q", title="Réussite (%)", scale=alt.Scale(domain=[0, 100]))
    y = alt.Y("y:Q", title="Discrimination", scale=alt.Scale(domain=[-1, 1]))
    zero = start_chart([{"y": 0}]).mark_rule(strokeDash=[4, 4]).encode(y=alt.Y("y:Q"))
    points = start_chart(rows).mark_point(opacity=0.35, size=260).encode(x=x, y=y)
    names = start_chart(rows).mark_text(fontWeight="bold").encode(x=x, y=y, text="number:N")
    chart = alt.layer(zero, points, names).properties(width=WIDTH, height=340)
    against = [str(n) for n, item in enumerate(items, 1) if (item.discrimination or 0) < 0]
    title = (
        f"Sous le trait, les plus forts se trompent plus que les autres\u202f: {_list(against)}"
        if against
        else "Aucune question ne va contre le reste du test"
    )
    return CohortFigure(
        title=title,
        picture=render_svg(chart, alt=f"Carte des questions, réussite et discrimination. {title}."),
        table=Table(
            caption="Réussite et discrimination de chaque question",
            columns=("Question", "Réussite", "Discrimination"),
            rows=tuple(
                (
                    f"{number}. {item.title}",
                    write_percent(item.difficulty),
                    write_number(item.discrimination),
                )
                for number, item in enumerate(items, start=1)
            ),
        ),
    )


def draw_choices(rows: Sequence[ChoiceRow]) -> CohortFigure:
    """Draw who picks each proposition, from the weakest quarter to the strongest."""
    keys = [row for row in rows if row.is_key and row.id]
    first, last = _mean_share(keys, 0), _mean_share(keys, -1)
    title = (
        f"Bonnes propositions\u202f: choisies par {write_percent(first)} du quart le plus faible, "
        f"{write_percent(last)} du plus fort"
    )
    lines = _build_choice_lines([row for row in rows if row.total or row.is_key])
    return CohortFigure(
        title=title,
        picture=render_svg(lines, alt=f"{title}. Le tableau donne chaque proposition."),
        table=build_choice_table(rows),
    )


def _build_choice_lines(drawn: Sequence[ChoiceRow]) -> alt.TopLevelMixin:
    """A line a proposition: the key thick and whole, the others thin and dashed."""
    import altair as alt  # noqa: PLC0415  (same)

    points = [
        {"quarter": _SHORT_QUARTERS[place], "share": share, "name": _name(row)}
        for row in drawn
        for place, share in enumerate(row.shares)
        if share is not None
    ]
    names = [_name(row) for row in drawn]
    wrong = count(1)
    ranks = [0 if row.is_key else next(wrong) for row in drawn]

    def scale(marks: list[Any]) -> alt.Scale:
        return alt.Scale(domain=names, range=marks)

    x = alt.X(
        "quarter:O",
        title="Quart, du plus faible au plus fort",
        sort=list(_SHORT_QUARTERS),
        axis=alt.Axis(labelAngle=0),
        scale=alt.Scale(padding=0.15),
    )
    y = alt.Y("share:Q", title="Part qui choisit", scale=alt.Scale(domain=[0, 1]))
    legend = alt.Legend(title=None, symbolType="stroke", symbolSize=500)
    colours = scale([_pick_colour(rank) for rank in ranks])
    lines: alt.TopLevelMixin = (
        start_chart(points)
        .mark_line(point={"size": 40})
        .encode(
            x=x,
            y=y.axis(format="%"),
            color=alt.Color("name:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("name:N", scale=scale([_DASHES[r % 6] for r in ranks])),
            strokeWidth=alt.StrokeWidth("name:N", scale=scale([1.5 if r else 4 for r in ranks])),
        )
        .properties(width=420, height=220)
    )
    return lines


def build_choice_table(rows: Sequence[ChoiceRow]) -> Table:
    """Lay who picked what in a table, as counts out of the size of each quarter."""
    return Table(
        caption="Choix de chaque proposition, par quart de la promotion (reste du test)",
        columns=("Proposition", "Juste", *QUARTERS, "Total"),
        rows=tuple(
            (
                f"{row.id}. {row.text}" if row.id else row.text,
                "oui" if row.is_key else "",
                *(
                    f"{picked} sur {size}"
                    for picked, size in zip(row.picked, row.sizes, strict=True)
                ),
                str(row.total),
            )
            for row in rows
        ),
    )


def draw_calibration(points: Sequence[CalibrationPoint]) -> CohortFigure:
    """Draw what was stated against what was right; the number of answers stands at each point."""
    import altair as alt  # noqa: PLC0415  (same)

    rows = [
        {"x": point.stated, "y": point.observed, "count": f"n = {point.count}"} for point in points
    ]
    axis = alt.Axis(format="%")
    x = alt.X("x:Q", title="Chances annoncées", scale=alt.Scale(domain=[0, 1]), axis=axis)
    y = alt.Y("y:Q", title="Réponses justes", scale=alt.Scale(domain=[0, 1]), axis=axis)
    ends = start_chart([{"x": 0, "y": 0}, {"x": 1, "y": 1}])
    line = ends.mark_line(strokeDash=[5, 4], strokeWidth=1.5, color=load_tokens()["edge"])
    curve = start_chart(rows).mark_line(point=True).encode(x=x, y=y)
    counts = start_chart(rows).mark_text(dy=-12).encode(x=x, y=y, text="count:N")
    chart = alt.layer(line.encode(x=x, y=y), curve, counts).properties(width=420, height=300)
    total = sum(point.count for point in points)
    gap = sum(point.count * (point.stated - point.observed) for point in points) / total
    title = _tell_gap(gap, total)
    return CohortFigure(
        title=title,
        picture=render_svg(chart, alt=f"Courbe de calibration. {title}."),
        table=Table(
            caption="Certitude annoncée et réponses justes",
            columns=("Degré", "Bande annoncée", "Réponses justes", "Réponses"),
            rows=tuple(
                (
                    str(point.degree),
                    f"{write_percent(point.low)} à {write_percent(point.high)}",
                    write_percent(point.observed),
                    str(point.count),
                )
                for point in points
            ),
        ),
    )


def _tell_gap(gap: float, count: int) -> str:
    size = write_number(abs(100 * gap), 0)
    if round(100 * gap) == 0:
        return f"Certitude et réussite se valent en moyenne ({count} réponses)"
    side = "surestime" if gap > 0 else "sous-estime"
    return f"La promotion se {side} de {size} points en moyenne ({count} réponses)"


def _count_axis(most: int) -> alt.Axis:
    """Whole numbers only, at most some eight of them."""
    import altair as alt  # noqa: PLC0415  (same)

    step = max(1, -(-most // 8))
    return alt.Axis(values=list(range(0, most + step, step)), format="d")


def _pick_colour(rank: int) -> str:
    """The key in sage, the others in the colours that follow."""
    return load_tokens()[f"chart-{1 + (1 + (rank - 1) % 5 if rank else 0)}"]


def _name(row: ChoiceRow) -> str:
    if not row.id:
        return "sans réponse"
    return f"{row.id} (juste)" if row.is_key else row.id


def _mean_share(rows: Sequence[ChoiceRow], place: int) -> float | None:
    shares = [row.shares[place] for row in rows]
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None


def _list(names: Sequence[str]) -> str:
    word = "question" if len(names) == 1 else "questions"
    return f"{word} {', '.join(names)}"
