"""The bars of the timeline, drawn by Altair from rows placed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordo_widgets.charts import TEXT_SIZE, load_tokens, start_chart
from coordo_widgets.figure_model import (
    WIDTH,
    Layout,
)
from coordo_widgets.figure_text import measure
from coordo_widgets.figures.timeline_facts import FIRST_YEAR, LAST_YEAR, POPULATIONS, Device

if TYPE_CHECKING:
    import altair as alt

COLOURS = {"tout-age": "chart-3", "personnes-agees": "chart-1", "handicap": "chart-2"}
Record = dict[str, Any]
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


def build_chart(devices: tuple[Device, ...], year: int, layout: Layout) -> alt.TopLevelMixin:
    """Build the chart: full bars for what exists in the year, outlines for the rest."""
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
