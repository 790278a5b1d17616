"""Demands that home-care services could not meet: UNA's three figures, the third to be guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_quantity
from coordo_simulation.references import Closed

from coordo_widgets.charts import load_tokens, render_svg, start_chart
from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources, load_rows
from coordo_widgets.figure_model import (
    WIDTH,
    Action,
    Definition,
    Group,
    Layout,
    Slider,
    Table,
    Values,
    View,
)
from coordo_widgets.showing import explain_faults, show_widget

if TYPE_CHECKING:
    import altair as alt

CLOSE = 10  # percentage points within which a guess is called close
LIMITS = (
    (
        "Qui parle\u202f: les services du réseau UNA, à but non lucratif, dans un document qui "
        "demande des moyens. Les réponses sont déclarées, et ni le nombre de services "
        "interrogés ni leur taux de réponse ne sont donnés."
    ),
    (
        "Ce n’est pas une série\u202f: les deux premières valeurs viennent d’une enquête interne, "
        "la troisième d’un sondage\u202f; la première compte des prises en charge, la deuxième "
        "des demandes\u202f; la dernière ne vaut que «\u202fdans certains secteurs\u202f»."
    ),
    (
        "Les années 2019 et 2020 sont déduites\u202f: le texte dit «\u202fil y a deux ans\u202f» "
        "et «\u202fil y a un an\u202f». Les points ne sont donc pas reliés."
    ),
)


class Measure(Closed):
    """A share of new demands left unmet, in %; ``highest`` where the source gives a range."""

    moment: str
    year: int
    share: float
    highest: float
    survey: str
    wording: str

    @property
    def short_moment(self) -> str:
        """The moment as the axis names it: the source dates the last value only."""
        return self.moment if self.is_range else f"vers {self.year}"

    @property
    def is_range(self) -> bool:
        """Whether the source says more than one value."""
        return self.highest > self.share


def load_measures() -> tuple[Measure, ...]:
    """Read the three values, oldest first."""
    return tuple(
        Measure(
            moment=row["moment"],
            year=int(row["year"]),
            share=100 / int(row["out_of"]),
            highest=100 / int(row["highest_out_of"]),
            survey=row["survey"],
            wording=row["wording"],
        )
        for row in load_rows("unmet_demand")
    )


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a guess, before and after the source's value."""
    guess, is_shown = int(str(values["guess"])), bool(values["is_shown"])
    measures = load_measures()
    known = measures if is_shown else measures[:-1]
    answer = _build_answer(guess, measures[-1], is_shown=is_shown)
    said = ", ".join(f"{each.moment}, {_tell_share(each)}" for each in known)
    alt_text = f"Part des nouvelles demandes non satisfaites : {said}. Vous : {_percent(guess)}."
    return View(
        title=(
            "Demandes sans réponse : d’une sur dix à une sur deux, « dans certains secteurs »"
            if is_shown
            else "Demandes sans réponse : une sur dix, puis une sur cinq. Et l’année suivante ?"
        ),
        picture=render_svg(_build_chart(known, guess, layout), alt=alt_text),
        answer=answer,
        table=_build_table(known),
    )


@explain_faults
def unmet_demand_figure() -> None:
    """Show UNA's series, its last value hidden until the trainee has guessed it."""
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    definition = Definition(
        id="unmet-demand-figure",
        lead="Avant de voir la troisième valeur, placez-la : sur cent nouvelles demandes, combien "
        "restent sans réponse au début de 2021 ?",
        groups=(
            Group(
                settings=(
                    Slider(
                        id="guess",
                        legend="Votre estimation",
                        minimum=0,
                        maximum=100,
                        step=5,
                        value=20,
                        unit="\u00a0%",
                    ),
                    Action(
                        id="is_shown",
                        legend="Voir ce que dit la source",
                        undo="Cacher et recommencer",
                    ),
                )
            ),
        ),
        sources=build_sources(("source-una",)),
        limits=LIMITS,
    )
    return Figure(definition, build_view, is_kept=True)


def _percent(value: float) -> str:
    return format_quantity(value, "%")


def _tell_share(measure: Measure) -> str:
    if measure.is_range:
        return f"de {_percent(measure.share)} à {_percent(measure.highest)}"
    return _percent(measure.share)


def _break_share(measure: Measure) -> str:
    """The share on two lines, where a phone has no room for one."""
    return _tell_share(measure).removeprefix("de ").replace(" à ", " à\n")


def _build_answer(guess: int, last: Measure, *, is_shown: bool) -> tuple[str, ...]:
    if not is_shown:
        return (
            (
                "D’une réponse à l’autre, la part double, sans que les deux comptent la même "
                "chose. Doubler encore donnerait 40\u00a0% ; s’arrêter là, "
                f"20\u00a0%. Vous dites {_percent(guess)}."
            ),
        )
    gap = guess - last.share
    if abs(gap) <= CLOSE:
        verdict = "Vous étiez proche du bas de ce que dit la source."
    elif gap < 0:
        verdict = "La source est plus sombre que vous."
    else:
        verdict = "Vous étiez plus sombre que le bas de ce que dit la source."
    return (
        f"Vous disiez {_percent(guess)}. {verdict} Elle écrit : {last.wording}.",
        (
            "« Une sur deux, voire à aucune » : la phrase va de la moitié des demandes à toutes, "
            "et "
            "seulement « dans certains secteurs ». Ce n’est pas une moyenne du pays. Avant de "
            "citer "
            "« 50\u00a0% » dans une réunion, dites de qui, et où."
        ),
    )


def _build_table(measures: tuple[Measure, ...]) -> Table:
    rows = tuple(
        (
            each.moment,
            str(each.year) if each.is_range else f"vers {each.year}",
            _tell_share(each),
            each.survey,
            each.wording,
        )
        for each in measures
    )
    return Table(
        caption="Part des nouvelles demandes non satisfaites, faute d’intervenants",
        columns=("Moment", "Année", "Part", "Enquête", "Ce qui est écrit"),
        rows=rows,
    )


def _build_chart(measures: tuple[Measure, ...], guess: int, layout: Layout) -> alt.TopLevelMixin:
    import altair as alt  # noqa: PLC0415 -- half a second, paid by the first chart only

    moments = [each.short_moment for each in load_measures()]
    x = alt.X(
        "moment:N",
        sort=moments,
        scale=alt.Scale(domain=moments, padding=0.5),
        axis=alt.Axis(title=None, labelAngle=0, ticks=False, domain=True, labelPadding=8),
    )
    y = alt.Y(
        "share:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(title=None, format="%", values=[0, 0.25, 0.5, 0.75, 1], domain=False),
    )
    marks = (*_draw_measures(measures, layout), *_draw_guess(moments[-1], guess, layout))
    return alt.layer(*(mark.encode(x=x, y=y) for mark in marks)).properties(
        width=WIDTH[layout] - 64, height=260
    )


def _draw_measures(measures: tuple[Measure, ...], layout: Layout) -> tuple[alt.Chart, ...]:
    """What the source says: a range, a point, its words; beside the last where there is room."""
    rows: list[dict[str, str | float]] = [
        {
            "moment": each.short_moment,
            "share": each.share / 100,
            "highest": each.highest / 100,
            "label": _tell_share(each) if layout == "wide" else _break_share(each),
        }
        for each in measures
    ]
    ranges = [row for row, each in zip(rows, measures, strict=True) if each.is_range]
    colour = load_tokens()["chart-1"]
    # On a phone the words stand on two lines, each on a side where no other mark can come.
    words = start_chart(rows if layout == "wide" else rows[:2])
    lone = start_chart(rows[2:] if layout == "narrow" else [])
    return (
        start_chart(ranges)
        .mark_rule(strokeWidth=10, color=colour, opacity=0.35)
        .encode(y2="highest:Q"),
        start_chart(rows).mark_point(size=130, filled=True, color=colour, opacity=1),
        words.mark_text(dx=12, align="left", fontWeight="bold", lineBreak="\n").encode(
            text="label:N"
        ),
        lone.mark_text(dx=-12, align="right", fontWeight="bold", lineBreak="\n").encode(
            text="label:N"
        ),
    )


def _draw_guess(moment: str, guess: int, layout: Layout) -> tuple[alt.Chart, ...]:
    """What the trainee says: a diamond and its words, away from those of the source."""
    tokens = load_tokens()
    said = f"vous\u202f: {_percent(guess)}" if layout == "wide" else f"vous\n{_percent(guess)}"
    yours = start_chart([{"moment": moment, "share": guess / 100, "label": said}])
    return (
        yours.mark_point(
            size=130,
            shape="diamond",
            filled=True,
            fill=tokens["paper"],
            stroke=tokens["chart-2"],
            strokeWidth=2.5,
            opacity=1,
        ),
        yours.mark_text(
            dx=-12 if layout == "wide" else 12,
            align="right" if layout == "wide" else "left",
            color=tokens["terracotta-ink"],
            lineBreak="\n",
        ).encode(text="label:N"),
    )
