"""Which coordination devices existed when, and for whom: Bloch's slide, years from the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordo_simulation.references import Closed

from coordo_widgets.charts import TEXT_SIZE, load_tokens, render_svg, start_chart
from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources, list_ids, load_rows
from coordo_widgets.figure_model import (
    WIDTH,
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
from coordo_widgets.figure_text import measure
from coordo_widgets.showing import explain_faults, show_widget

if TYPE_CHECKING:
    import altair as alt

FIRST_YEAR, LAST_YEAR = 1996, 2026
DAC_LAW_YEAR, DAC_SWITCH_YEAR = 2019, 2022
POPULATIONS = {
    "tout-age": "Tout âge, situations complexes",
    "personnes-agees": "Personnes âgées",
    "handicap": "Personnes en situation de handicap",
}
COLOURS = {"tout-age": "chart-3", "personnes-agees": "chart-1", "handicap": "chart-2"}
Record = dict[str, Any]
COUNTS = (
    *("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"),
    *("neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze"),
)


class Device(Closed):
    """A coordination device. ``start`` is None where no source gives the year."""

    id: str
    name: str
    short: str
    population: str
    start: int | None
    end: int | None
    note: str
    references: tuple[str, ...]

    def exists_in(self, year: int) -> bool:
        """Whether it existed at some time of that year."""
        return self.start is not None and self.start <= year <= (self.end or LAST_YEAR)


def load_devices() -> tuple[Device, ...]:
    """Read the devices, by population, oldest first; those without a year last."""
    devices = [
        Device(
            id=row["id"],
            name=row["name"],
            short=row["short"],
            population=row["population"],
            start=int(row["start"]) if row["start"] else None,
            end=int(row["end"]) if row["end"] else None,
            note=row["note"],
            references=tuple(row["references"].split()),
        )
        for row in load_rows("coordination_devices")
    ]
    order = list(POPULATIONS)
    return tuple(
        sorted(
            devices, key=lambda each: (order.index(each.population), each.start or LAST_YEAR + 1)
        )
    )


def select_devices(population: str) -> tuple[Device, ...]:
    """The devices of one population, or of all."""
    return tuple(each for each in load_devices() if population in ("toutes", each.population))


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a population and a year."""
    population, year = str(values["population"]), int(str(values["year"]))
    devices = select_devices(population)
    alive = tuple(device for device in devices if device.exists_in(year))
    answer = _build_answer(population, year, alive)
    alt_text = f"Frise de {FIRST_YEAR} à {LAST_YEAR}. {answer[0]}"
    return View(
        title=_build_title(population, year, len(alive)),
        picture=render_svg(_build_chart(devices, year, layout), alt=alt_text),
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
        limits=(
            (
                "La liste vient d’une diapositive de 2023, les années viennent des textes : sur la "
                "diapositive, les barres étaient une image et leur position exacte est perdue."
            ),
            (
                "Une barre dit qu’un dispositif existe en droit, pas qu’il couvre votre "
                "territoire. "
                "Elle ne dit rien de ses moyens."
            ),
            (
                "Trois dispositifs du handicap figurent sur la diapositive sans date que nous "
                "ayons "
                "pu vérifier : ils sont dans les données, hors de la frise."
            ),
        ),
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


ROW, HEADING, FOOT = 40, 40, 26


def _place(devices: tuple[Device, ...], year: int, layout: Layout) -> tuple[list[Record], int]:
    """One record for each mark, with the pixel row it stands on; and the height of them all."""
    records: list[Record] = []
    top = 0
    for population, label in POPULATIONS.items():
        own = [device for device in devices if device.population == population and device.start]
        if own:
            edges = {"x": FIRST_YEAR, "x2": LAST_YEAR + 1, "y": top + 6}
            records.append({"kind": "rule", **edges})
            records.append({"kind": "heading", "label": label, "x": FIRST_YEAR, "y": top + 26})
            records += [
                _place_device(device, year, top + HEADING + ROW * index, layout)
                for index, device in enumerate(own)
            ]
            top += HEADING + ROW * len(own)
    middle = {"x": year + 0.5, "y": 0}
    records.append({"kind": "marker", **middle, "y2": top})
    records.append({"kind": "year", **middle, "y": top + FOOT - 8, "label": str(year)})
    return records, top + FOOT


def _place_device(device: Device, year: int, top: int, layout: Layout) -> Record:
    """A bar, and its name above: from where the bar starts, or further left for want of room."""
    tokens = load_tokens()
    colour = tokens[COLOURS[device.population]]
    is_there = device.exists_in(year)
    name = device.name if layout == "wide" else device.short
    length = measure(name, TEXT_SIZE, "bold" if is_there else "regular")
    years = length / _plot_width(layout) * (LAST_YEAR + 1 - FIRST_YEAR)
    start = device.start or FIRST_YEAR
    return {
        "kind": "device",
        "is_there": is_there,
        "label": name,
        "x": start,
        "x2": (device.end or LAST_YEAR) + 1,
        "y": top + 19,
        "y2": top + 29,
        "text_x": max(min(start, LAST_YEAR + 1 - years), FIRST_YEAR),
        "text_y": top + 13,
        "fill": colour if is_there else tokens["paper"],
        "stroke": colour if is_there else tokens["edge"],
        "ink": tokens["ink" if is_there else "ink-soft"],
    }


def _plot_width(layout: Layout) -> int:
    return WIDTH[layout] - 8


def _build_chart(devices: tuple[Device, ...], year: int, layout: Layout) -> alt.TopLevelMixin:
    import altair as alt  # noqa: PLC0415 -- half a second, paid by the first chart only

    tokens = load_tokens()
    records, height = _place(devices, year, layout)
    axis = alt.Axis(
        title=None,
        format="d",
        values=list(range(2000, LAST_YEAR + 1, 5 if layout == "wide" else 10)),
        orient="top",
        domain=False,
        ticks=False,
    )
    domain = alt.Scale(domain=[FIRST_YEAR, LAST_YEAR + 1], nice=False)
    rows = alt.Scale(domain=[0, height], reverse=True)
    x, y = alt.X("x:Q", scale=domain, axis=axis), alt.Y("y:Q", scale=rows, axis=None)

    def draw(kind: str, **where: object) -> alt.Chart:
        own = [each for each in records if each["kind"] == kind and where.items() <= each.items()]
        return start_chart(own).encode(x="x:Q", y="y:Q")

    names = [
        draw("device", is_there=is_there)
        .mark_text(align="left", baseline="alphabetic", fontWeight="bold" if is_there else "normal")
        .encode(x="text_x:Q", y="text_y:Q", text="label:N", color=alt.Color("ink:N", scale=None))
        for is_there in (True, False)
    ]
    bars = draw("device").mark_rect(cornerRadius=2, strokeWidth=1)
    paint = {"fill": alt.Fill("fill:N", scale=None), "stroke": alt.Stroke("stroke:N", scale=None)}
    line = draw("marker").mark_rule(color=tokens["ink"], strokeWidth=1.5, strokeDash=[4, 3])
    return alt.layer(
        draw("rule").mark_rule(color=tokens["edge"]).encode(x=x, y=y, x2="x2:Q"),
        line.encode(y2="y2:Q"),
        bars.encode(x2="x2:Q", y2="y2:Q", **paint),
        *names,
        draw("heading").mark_text(align="left", baseline="alphabetic").encode(text="label:N"),
        draw("year").mark_text(fontWeight="bold", baseline="alphabetic").encode(text="label:N"),
    ).properties(width=_plot_width(layout), height=height)
