"""The indicator card: what it counts, what its series settles, and what a small number weighs."""

from __future__ import annotations

from functools import partial

from coordo_simulation.french import set_spaces
from coordo_simulation.indicator_card_example import build_example_indicators
from coordo_simulation.indicator_set import MOST_MOVES, IndicatorSet

from coordo_widgets.figure import Figure
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Slider,
    Source,
    Table,
    Values,
    View,
)
from coordo_widgets.figures.indicator_card_drawing import draw_card
from coordo_widgets.figures.indicator_size_drawing import draw_size
from coordo_widgets.figures.indicator_words import (
    Shown,
    build_answer,
    build_shown,
    build_table,
    tell_definition,
    tell_enough,
    tell_settled,
)
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.view_data import ViewKind

GROUPINGS = {"1": "une par une", "3": "par 3", "6": "par 6", "12": "par 12"}
COUNTS = {"own": "celui de la fiche", "other": "un autre, souvent vu"}
LOOKS = {"card": "La fiche", "size": "Ce que pèse l’effectif"}
SOURCES = (
    Source(
        label="E. B. Wilson, « Probable inference, the law of succession, and statistical "
        "inference », 1927",
        detail="l’intervalle d’une part",
    ),
    Source(
        label="L. Barker, « A comparison of nine confidence intervals for a Poisson parameter », "
        "2002",
        detail="l’intervalle d’un taux (méthode du score), lu dans les notes de statsmodels",
        url="https://www.statsmodels.org/stable/generated/"
        "statsmodels.stats.rates.confint_poisson.html",
    ),
)
LIMITS = (
    (
        "Les intervalles supposent des événements sans lien entre eux. Une même personne qui "
        "tombe trois fois, une tournée en retard qui retarde dix visites : l’intervalle juste "
        "est plus large."
    ),
    (
        "À 95 %, un point sur vingt environ trompe par hasard. Pour savoir si une série a "
        "changé, prenez la carte de contrôle, non la cible."
    ),
    (
        "Une cible tenue ne dit pas que la question a sa réponse : lisez les limites et l’effet "
        "pervers de la fiche."
    ),
)


def build_view(data: IndicatorSet, values: Values, layout: Layout) -> View:
    """What is shown for an indicator, a denominator, a grouping and a target."""
    shown = _read(data, values)
    is_about_size = values["look"] == "size"
    answer = tuple(set_spaces(line) for line in build_answer(shown, is_about_size=is_about_size))
    said = " ".join(answer)
    if is_about_size:
        title, picture = tell_enough(shown), draw_size(shown, layout, alt=said)
    else:
        alt = f"{said} {set_spaces(tell_definition(shown))}"
        title, picture = tell_settled(shown), draw_card(shown, layout, alt=alt)
    table = _set(build_table(shown, data.origin))
    return View(title=set_spaces(title), picture=picture, answer=answer, table=table)


@explain_faults
def indicator_card_view(data: str | None = None) -> None:
    """Show indicator cards with their series: an invented service's, or ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_figure(data: IndicatorSet, figure_id: str) -> Figure:
    """Build the figure."""
    own = Source(
        label=f"{data.service} ({data.origin})",
        detail="les fiches, leurs cibles et toutes les données",
    )
    definition = Definition(
        id=figure_id,
        lead=set_spaces(
            f"{data.lead} Un chiffre tombe avant la réunion : que permet-il de dire, et sur "
            "combien repose-t-il ?"
        ),
        reset="Revenir à la fiche",
        groups=_build_groups(data),
        sources=tuple(
            each.model_copy(update={"label": set_spaces(each.label)}) for each in (*SOURCES, own)
        ),
        limits=tuple(set_spaces(text) for text in LIMITS),
    )
    return Figure(definition, partial(build_view, data))


VIEW = ViewKind("indicator-card", IndicatorSet, build_example_indicators, build_figure)


def _build_groups(data: IndicatorSet) -> tuple[Group, ...]:
    cards = {each.card.id: each.short for each in data.indicators}
    counts = [_choose("count", "Dénominateur", COUNTS, "own")]
    if not any(each.other for each in data.indicators):
        counts.clear()
    target = Slider(
        id="target",
        legend="Déplacer la cible",
        minimum=-MOST_MOVES,
        maximum=MOST_MOVES,
        value=0,
        unit="\u00a0crans",
    )
    return (
        Group(settings=(_choose("indicator", "Indicateur", cards, next(iter(cards))),)),
        Group(
            heading="Ce que l’on compte",
            settings=(
                *counts,
                _choose("grouping", "Périodes regroupées", GROUPINGS, "1"),
            ),
        ),
        Group(
            heading="Ce que l’on en dit",
            settings=(target, _choose("look", "Regarder", LOOKS, "card")),
        ),
    )


def _choose(key: str, legend: str, labels: dict[str, str], value: str) -> Choice:
    options = tuple(Option(value=each, label=label) for each, label in labels.items())
    return Choice(id=key, legend=legend, options=options, value=value)


def _read(data: IndicatorSet, values: Values) -> Shown:
    return build_shown(
        data.get(str(values["indicator"])),
        is_other=values.get("count") == "other",
        grouping=int(str(values["grouping"])),
        moves=int(str(values["target"])),
    )


def _set(table: Table) -> Table:
    rows = tuple(tuple(set_spaces(cell) for cell in row) for row in table.rows)
    columns = tuple(set_spaces(each) for each in table.columns)
    caption = set_spaces(table.caption)
    return table.model_copy(update={"caption": caption, "columns": columns, "rows": rows})
