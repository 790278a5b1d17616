"""The control chart: which points signal a change, by which rule, and what that does not prove."""

from __future__ import annotations

from functools import partial

from coordo_simulation.control_charts import KIND_LABELS, LEAST_POINTS, Chart, build_chart
from coordo_simulation.control_charts_example import build_example_set
from coordo_simulation.control_rules import (
    NOT_A_CAUSE,
    RULES,
    RuleNumber,
    Signal,
    list_flagged,
    list_signals,
    tell_false_alarms,
    tell_signal,
)
from coordo_simulation.control_series import FollowedSeries, SeriesSet
from coordo_simulation.french import format_number, set_spaces

from coordo_widgets.figure import Figure
from coordo_widgets.figure_model import (
    Action,
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Slider,
    Source,
    Table,
    Ticks,
    Values,
    View,
)
from coordo_widgets.figures.control_drawing import draw_chart
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.view_data import ViewKind

NIST = "https://www.itl.nist.gov/div898/handbook/pmc/section3/pmc332.htm"
SOURCES = (
    Source(
        label="NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2 et 6.3.3.2",
        detail="centre et limites d’une mesure et d’une part\u202f; l’adresse est celle des parts",
        url=NIST,
    ),
    Source(
        label="D. Montgomery, Introduction to Statistical Quality Control, chapitre 7",
        detail="centre et limites d’un taux",
    ),
    Source(
        label="Western Electric, Statistical Quality Control Handbook, 1956",
        detail="les quatre règles, lues dans le glossaire de StatSoft",
    ),
)
LIMITS = (
    tell_false_alarms(),
    (
        "Les règles 2 à 4 supposent des valeurs à peu près gaussiennes et indépendantes. Pour des "
        "événements rares, fiez-vous d’abord à la règle 1."
    ),
    "Une absence de signal ne dit pas que tout va bien : un processus stable peut être mauvais.",
)


def build_view(data: SeriesSet, values: Values, layout: Layout) -> View:
    """What is shown for a series, a point from which limits may start anew, and some rules."""
    series = data.get(str(values["series"]))
    change, rules = _find_change(series, values), _read_rules(values)
    chart = build_chart(series, (change,) if values["is_split"] else ())
    signals = list_signals(chart, rules)
    answer = _build_answer(chart, series, signals) if rules else (_ask_for_a_rule(chart),)
    if change != _read_point(values):
        answer = (*answer, _tell_clamped(series, change))
    return View(
        title=_build_title(chart, series, signals) if rules else _title_without_rules(series),
        picture=draw_chart(chart, signals, change, layout, alt=" ".join(answer)),
        answer=answer,
        table=_build_table(chart, signals, _name_service(data)),
    )


@explain_faults
def control_chart(data: str | None = None) -> None:
    """Show the control chart of an invented service, or of the series ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_figure(data: SeriesSet, figure_id: str) -> Figure:
    """Build the figure; its slider opens on the first decision that is dated."""
    nouns = tuple(Option(value=each.id, label=each.noun) for each in data.series)
    longest = max(len(each.observations) for each in data.series)
    dated = (each.change for each in data.series if each.change)
    rules = tuple(
        Option(value=str(rule.number), label=f"{rule.number}. {rule.label}")
        for rule in RULES.values()
    )
    settings = (
        Choice(id="series", legend="Ce que l’on suit", options=nouns, value=nouns[0].value),
        Slider(
            id="change",
            legend="Un changement au point",
            minimum=1 + LEAST_POINTS,
            maximum=longest + 1 - LEAST_POINTS,
            value=next(dated, 1 + len(data.series[0].observations) // 2),
        ),
        Action(
            id="is_split",
            legend="Recalculer les limites à partir de ce point",
            undo="Revenir à une seule période",
        ),
        Ticks(
            id="rules",
            legend="Règles appliquées",
            options=rules,
            value=tuple(option.value for option in rules),
        ),
    )
    definition = Definition(
        id=figure_id,
        lead="Tout indicateur monte et descend. Lesquels de ces points demandent que l’on cherche "
        "une cause, et lesquels ne disent rien ?",
        reset="Revenir au début",
        groups=(Group(settings=settings),),
        sources=(*SOURCES, Source(label=_name_service(data), detail="toutes les données")),
        limits=tuple(set_spaces(text) for text in LIMITS),
    )
    return Figure(definition, partial(build_view, data))


VIEW = ViewKind("control-chart", SeriesSet, build_example_set, build_figure)


def _name_service(data: SeriesSet) -> str:
    return set_spaces(f"{data.service} ({data.origin})")


def _read_rules(values: Values) -> tuple[RuleNumber, ...]:
    chosen = values["rules"] if isinstance(values["rules"], tuple) else ()
    return tuple(rule for rule in RULES if str(rule) in chosen)


def _read_point(values: Values) -> int:
    """Index of the point that the slider stands on."""
    return int(str(values["change"])) - 1


def _find_change(series: FollowedSeries, values: Values) -> int:
    """The same, brought back into a series that ends before it."""
    return min(_read_point(values), len(series.observations) - LEAST_POINTS)


def _tell_clamped(series: FollowedSeries, change: int) -> str:
    return set_spaces(
        f"Cette série n’a que {len(series.observations)} points : le changement est placé au "
        f"point {change + 1}."
    )


def _number(chart: Chart, value: float) -> str:
    return format_number(value * chart.series.scale, chart.series.decimals)


def _build_title(chart: Chart, series: FollowedSeries, signals: tuple[Signal, ...]) -> str:
    count, total = len(list_flagged(signals)), len(chart.points)
    if not count:
        return set_spaces(f"{series.noun} : aucun point ne donne de signal")
    points = "un point donne" if count == 1 else f"{count} points sur {total} donnent"
    return set_spaces(f"{series.noun} : {points} un signal")


def _title_without_rules(series: FollowedSeries) -> str:
    return set_spaces(f"{series.noun} : aucune règle n’est appliquée")


def _ask_for_a_rule(chart: Chart) -> str:
    return set_spaces(
        f"{_tell_limits(chart)} Choisissez au moins une règle : sans elle, la carte ne dit pas "
        "quels points se distinguent."
    )


def _build_answer(
    chart: Chart, series: FollowedSeries, signals: tuple[Signal, ...]
) -> tuple[str, ...]:
    lines = [_tell_limits(chart)]
    lines += [tell_signal(chart, signal) for signal in signals]
    if signals:
        lines.append(f"{NOT_A_CAUSE} {_tell_story(series)}".strip())
    else:
        lines.append(
            "Aucun signal : aucune règle ne distingue un point des autres, et en expliquer un "
            f"seul, c’est risquer d’inventer une histoire. {_tell_story(series)}".strip()
        )
    if len(chart.phases) > 1:
        lines.append(_tell_change(chart, series))
    return tuple(set_spaces(line) for line in (*lines, *chart.warnings))


def _tell_limits(chart: Chart) -> str:
    """Centre of each phase, and the limits at the last point."""
    centres = ", puis ".join(_number(chart, phase.centre) for phase in chart.phases)
    last = chart.points[-1]
    return (
        f"{chart.series.title}, {KIND_LABELS[chart.series.kind]}. Centre : {centres}\u00a0"
        f"{chart.series.unit} ; au dernier point, les limites vont de "
        f"{_number(chart, last.lower)} à {_number(chart, last.upper)}."
    )


def _tell_story(series: FollowedSeries) -> str:
    return f"Voici ce que l’on sait par ailleurs. {series.story}" if series.story else ""


def _tell_change(chart: Chart, series: FollowedSeries) -> str:
    before, after = chart.phases
    if after.first + 1 == series.change:
        way = "baisse" if after.centre < before.centre else "hausse"
        moved = (
            f"La {way} suit la décision ; elle ne prouve pas qu’elle en vienne."
            if after.centre != before.centre
            else "Le centre n’a pas bougé."
        )
        return (
            "Les limites sont recalculées à partir d’un changement daté, décidé avant de regarder "
            f"les données : c’est permis. {moved}"
        )
    return (
        f"Aucune décision n’est datée du point {after.first + 1} : recalculer ici, c’est risquer "
        "de choisir le découpage qui arrange."
    )


def _build_table(chart: Chart, signals: tuple[Signal, ...], service: str) -> Table:
    own = [
        ", ".join(f"règle {signal.rule}" for signal in signals if index in signal.points)
        for index in range(len(chart.points))
    ]
    rows = tuple(
        (
            f"{index + 1}. {point.label}",
            _number(chart, point.value),
            _tell_size(chart, index),
            _number(chart, point.centre),
            _number(chart, point.lower),
            _number(chart, point.upper),
            own[index] or "aucun",
        )
        for index, point in enumerate(chart.points)
    )
    return Table(
        caption=set_spaces(f"{chart.series.title} ({chart.series.unit}). {service}"),
        columns=(
            "Point",
            "Valeur",
            "Compté",
            "Centre",
            "Limite basse",
            "Limite haute",
            "Signal",
        ),
        rows=rows,
    )


def _tell_size(chart: Chart, index: int) -> str:
    observation = chart.series.observations[index]
    if chart.series.kind == "individuals":
        return "une mesure"
    return f"{format_number(observation.value)} sur {format_number(observation.size)}"
