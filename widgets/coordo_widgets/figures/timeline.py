"""Which coordination devices existed when, and for whom: Bloch's slide, years from the law."""

from __future__ import annotations

from coordo_widgets.charts import render_svg
from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources, list_ids, load_rows
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Slider,
    Table,
    Values,
    View,
)
from coordo_widgets.figures.timeline_chart import build_chart
from coordo_widgets.figures.timeline_facts import (
    DAC_LAW_YEAR,
    DAC_SWITCH_YEAR,
    FIRST_YEAR,
    LAST_YEAR,
    POPULATIONS,
    Device,
    select_devices,
)
from coordo_widgets.showing import explain_faults, show_widget

COUNTS = (
    *("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"),
    *("neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze"),
)
LIMITS = (
    (
        "La liste vient d’une diapositive de 2023, les années viennent des textes\u202f: sur la "
        "diapositive, les barres étaient une image et leur position exacte est perdue."
    ),
    (
        "Une barre dit qu’un dispositif existe en droit, pas qu’il couvre votre territoire. "
        "Elle ne dit rien de ses moyens."
    ),
    (
        "Trois dispositifs du handicap figurent sur la diapositive sans date que nous ayons "
        "pu vérifier\u202f: ils sont dans les données, hors de la frise."
    ),
)


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a population and a year."""
    population, year = str(values["population"]), int(str(values["year"]))
    devices = select_devices(population)
    alive = tuple(device for device in devices if device.exists_in(year))
    answer = _build_answer(population, year, alive)
    alt_text = f"Frise de {FIRST_YEAR} à {LAST_YEAR}. {answer[0]}"
    return View(
        title=_build_title(population, year, len(alive)),
        picture=render_svg(build_chart(devices, year, layout), alt=alt_text),
        answer=answer,
        table=_build_table(devices, year),
    )


@explain_faults
def timeline_figure() -> None:
    """Show the timeline of coordination devices, with its filters."""
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    options = (
        Option(value="toutes", label="Toutes"),
        *tuple(Option(value=key, label=label) for key, label in POPULATIONS.items()),
    )
    definition = Definition(
        id="timeline-figure",
        lead="Choisissez une population et une année : que pouvait-on solliciter, et pour qui ?",
        groups=(
            Group(
                settings=(
                    Choice(id="population", legend="Population", options=options, value="toutes"),
                    Slider(
                        id="year",
                        legend="Année",
                        minimum=FIRST_YEAR,
                        maximum=LAST_YEAR,
                        value=2009,
                    ),
                )
            ),
        ),
        sources=build_sources(("source-bloch", *list_ids(load_rows("coordination_devices")))),
        limits=LIMITS,
    )
    return Figure(definition, build_view)


def _build_title(population: str, year: int, count: int) -> str:
    if year > DAC_SWITCH_YEAR and population == "toutes":
        return "Pour les personnes âgées on a fusionné, dans le handicap on a ajouté"
    many = "dispositif" if count <= 1 else "dispositifs"
    whom = "" if population == "toutes" else f" ({POPULATIONS[population].lower()})"
    return f"En {year}, {_spell(count)} {many} de coordination{whom}"


def _build_answer(population: str, year: int, alive: tuple[Device, ...]) -> tuple[str, ...]:
    shown = POPULATIONS if population == "toutes" else {population: POPULATIONS[population]}
    parts = []
    for key, label in shown.items():
        names = [device.name for device in alive if device.population == key]
        parts.append(f"{label} : {', '.join(names) if names else 'rien'}.")
    lines = [f"En {year}, {_spell(len(alive))} en tout. " + " ".join(parts)]
    if DAC_LAW_YEAR <= year <= DAC_SWITCH_YEAR and population in ("toutes", "tout-age"):
        lines.append(
            "Deux dates pour un même dispositif : la loi crée le DAC en 2019, mais les "
            "dispositifs existants n’en relèvent qu’au 27 juillet 2022. Pendant trois ans, "
            "l’ancien et le nouveau ont vécu côte à côte."
        )
    return tuple(lines)


def _spell(count: int) -> str:
    return COUNTS[count]


def _build_table(devices: tuple[Device, ...], year: int) -> Table:
    rows = tuple(
        (
            device.name,
            POPULATIONS[device.population],
            str(device.start) if device.start else "non vérifié",
            _tell_end(device),
            "oui" if device.exists_in(year) else "non" if device.start else "inconnu",
            device.note or "—",
        )
        for device in devices
    )
    return Table(
        caption=f"Dispositifs de coordination, état en {year}",
        columns=("Dispositif", "Population", "Depuis", "Jusqu’à", f"Existe en {year}", "Remarque"),
        rows=rows,
    )


def _tell_end(device: Device) -> str:
    if device.end:
        return str(device.end)
    return "toujours là" if device.start else "non vérifié"
