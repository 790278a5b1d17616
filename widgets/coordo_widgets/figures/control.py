"""The control chart: which points signal a change, by which rule, and what that does not prove."""

from __future__ import annotations

from coordo_simulation.control_charts import KIND_LABELS, LEAST_POINTS, Chart, build_chart
from coordo_simulation.control_charts_example import (
    FALLS_CHANGE,
    KNOWN,
    SERVICE,
    build_examples,
)
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

SERIES = {series.id: series for series in build_examples()}
OPENING = FALLS_CHANGE + 1
"""Point that the slider opens on: the dated decision about falls."""
COUNT = min(len(series.observations) for series in SERIES.values())
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
    Source(label=SERVICE, detail="toutes les données"),
)
LIMITS = (
    tell_false_alarms(),
    (
        "Les règles 2 à 4 supposent des valeurs à peu près gaussiennes et indépendantes. Pour des "
        "événements rares, fiez-vous d’abord à la règle 1."
    ),
    "Une absence de signal ne dit pas que tout va bien : un processus stable peut être mauvais.",
)


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a series, a point from which limits may start anew, and some rules."""
    chart, rules = _build_chart(values), _read_rules(values)
    signals = list_signals(chart, rules)
    answer = _build_answer(chart, signals) if rules else (_ask_for_a_rule(chart),)
    return View(
        title=_build_title(chart, signals) if rules else _title_without_rules(chart),
        picture=draw_chart(chart, signals, _find_change(values), layout, alt=" ".join(answer)),
        answer=answer,
        table=_build_table(chart, signals),
    )


@explain_faults
def control_chart() -> None:
    """Show the control chart of an invented service."""
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    data = tuple(Option(value=key, label=known.noun) for key, known in KNOWN.items())
    rules = tuple(
        Option(value=str(rule.number), label=f"{rule.number}. {rule.label}")
        for rule in RULES.values()
    )
    settings = (
        Choice(id="series", legend="Ce que l’on suit", options=data, value="falls"),
        Slider(
            id="change",
            legend="Un changement au point",
            minimum=1 + LEAST_POINTS,
            maximum=COUNT + 1 - LEAST_POINTS,
            value=OPENING,
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
        id="control-chart",
        lead="Tout indicateur monte et descend. Lesquels de ces points demandent que l’on cherche "
        "une cause, et lesquels ne disent rien ?",
        reset="Revenir au début",
        groups=(Group(settings=settings),),
        sources=SOURCES,
        limits=tuple(set_spaces(text) for text in LIMITS),
    )
    return Figure(definition, build_view)


def _build_chart(values: Values) -> Chart:
    series = SERIES[str(values["series"])]
    return build_chart(series, (_find_change(values),) if values["is_split"] else ())


def _read_rules(values: Values) -> tuple[RuleNumber, ...]:
    chosen = values["rules"] if isinstance(values["rules"], tuple) else ()
    return tuple(rule for rule in RULES if str(rule) in chosen)


def _find_change(values: Values) -> int:
    """Index of the point that the slider stands on."""
    return int(str(values["change"])) - 1


def _number(chart: Chart, value: float) -> str:
    return format_number(value * chart.series.scale, chart.series.decimals)


def _build_title(chart: Chart, signals: tuple[Signal, ...]) -> str:
    noun = KNOWN[chart.series.id].noun
    count = len(list_flagged(signals))
    if not count:
        return set_spaces(f"{noun} : aucun point ne se distingue du bruit ordinaire")
    points = "un point signale" if count == 1 else f"{count} points sur {COUNT} signalent"
    return set_spaces(f"{noun} : {points} un changement probable")


def _title_without_rules(chart: Chart) -> str:
    return set_spaces(f"{KNOWN[chart.series.id].noun} : aucune règle n’est appliquée")


def _ask_for_a_rule(chart: Chart) -> str:
    return set_spaces(
        f"{_tell_limits(chart)} Choisissez au moins une règle : sans elle, la carte ne dit pas "
        "quels points se distinguent."
    )


def _build_answer(chart: Chart, signals: tuple[Signal, ...]) -> tuple[str, ...]:
    lines = [_tell_limits(chart)]
    lines += [tell_signal(chart, signal) for signal in signals]
    if signals:
        lines.append(f"{NOT_A_CAUSE} {_tell_story(chart)}")
    else:
        lines.append(
            "Aucun signal : rien ne distingue un point des autres, et en expliquer un seul, "
            f"c’est risquer d’inventer une histoire. {_tell_story(chart)}"
        )
    if len(chart.phases) > 1:
        lines.append(_tell_change(chart))
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


def _tell_story(chart: Chart) -> str:
    return f"Voici ce que l’on sait par ailleurs. {KNOWN[chart.series.id].story}"


def _tell_change(chart: Chart) -> str:
    first = chart.phases[1].first
    if first == KNOWN[chart.series.id].change:
        return (
            "Les limites sont recalculées à partir d’un changement daté, décidé avant de regarder "
            "les données : c’est permis. La baisse suit la décision ; elle ne prouve pas qu’elle "
            "en vienne."
        )
    return (
        f"Aucune décision n’est datée du point {first + 1} : recalculer ici, c’est risquer de "
        "choisir le découpage qui arrange."
    )


def _build_table(chart: Chart, signals: tuple[Signal, ...]) -> Table:
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
        caption=set_spaces(f"{chart.series.title} ({chart.series.unit}). {SERVICE}"),
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
