"""Small charts of one shape and one scale, an area each, with the department last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.references import Closed
from coordo_simulation.territory_area import FIRST_YEAR, LAST_YEAR

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import (
    LINE_HEIGHT,
    build_svg,
    colour,
    draw_paragraph,
    draw_path,
    draw_text,
)
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure as measure_text
from coordo_widgets.figure_text import wrap
from coordo_widgets.figures.chart_key import draw_key, draw_line_sample, draw_wash_sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_widgets.figures.territory_measures import Measure

COLUMNS: dict[Layout, int] = {"wide": 3, "narrow": 2}
GAP: dict[Layout, int] = {"wide": 28, "narrow": 16}
CHART: dict[Layout, int] = {"wide": 104, "narrow": 84}
ROOM_FOR_VALUE = 20
YEARS_AXIS = 22
TILE_GAP = 22
ROOM_BELOW = 34
BAND_OPACITY = 0.22

Point = tuple[float, float]


class Tile(Closed):
    """One area: its line without and with the policies, the band around the latter."""

    label: str
    without: tuple[float, ...]
    within: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    top: float


def draw_tiles(
    tiles: tuple[Tile, ...], measure: Measure, year: int, layout: Layout, *, alt: str
) -> str:
    """Draw the tiles in rows, the key above them.

    Args:
        tiles: the areas.
        measure: what is shown.
        year: the year that a point marks and whose value is written.
        layout: proportions.
        alt: the text alternative.
    """
    width = WIDTH[layout]
    columns, gap = COLUMNS[layout], GAP[layout]
    side = (width - gap * (columns - 1)) / columns
    key, top = _draw_key(tiles, measure, width)
    names = LINE_HEIGHT * max(len(wrap(tile.label, side, TEXT_SIZE, "bold")) for tile in tiles)
    height = names + ROOM_FOR_VALUE + CHART[layout] + YEARS_AXIS
    parts = [key]
    for place, tile in enumerate(tiles):
        x = (place % columns) * (side + gap)
        y = top + (place // columns) * (height + TILE_GAP)
        parts.append(draw_paragraph(x, y + 12, tile.label, side, bold=True)[0])
        frame = (x, y + names + ROOM_FOR_VALUE, side, CHART[layout])
        parts.append(_draw_tile(tile, measure, year, frame))
    rows = -(-len(tiles) // columns)
    return build_svg(
        width, top + rows * (height + TILE_GAP) - TILE_GAP, parts, alt=alt, is_open=True
    )


def _draw_key(tiles: tuple[Tile, ...], measure: Measure, width: float) -> tuple[str, float]:
    """Name each kind of mark that is in the picture."""
    plain = draw_line_sample("chart-1", 2.5), "sans politique nouvelle"
    entries = [plain]
    if any(tile.without != tile.within for tile in tiles):
        entries = [
            (draw_line_sample("chart-1", 2.5), "avec ces politiques"),
            (draw_line_sample("chart-6", 2, "5 4"), "sans politique nouvelle"),
        ]
    entries.append((draw_wash_sample("chart-1", BAND_OPACITY), "huit tirages sur dix"))
    if measure.limit is not None:
        entries.append((draw_line_sample("chart-2", 1.5, "2 3"), measure.limit_label))
    return draw_key(tuple(entries), width)


def _draw_tile(
    tile: Tile, measure: Measure, year: int, frame: tuple[float, float, float, float]
) -> str:
    x, top, side, height = frame
    bottom = top + height

    def place(at: float, value: float) -> Point:
        across = (at - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR)
        return x + across * side, bottom - value / tile.top * height

    parts = [_draw_axis(x, side, bottom), _draw_scale(tile, measure, (x, top, side))]
    low, high = _trace(tile.low, place), _trace(tuple(reversed(tile.high)), place, back=True)
    parts.append(draw_path(f"M{low} L{high} Z", fill="chart-1", extra=f' opacity="{BAND_OPACITY}"'))
    if measure.limit is not None:
        _, level = place(FIRST_YEAR, measure.limit)
        parts.append(
            draw_path(f"M{x:g},{level:.1f} H{x + side:g}", stroke="chart-2", width=1.5, dash="2 3")
        )
    if tile.without != tile.within:
        trace = _trace(tile.without, place)
        parts.append(draw_path(f"M{trace}", stroke="chart-6", width=2, dash="5 4"))
    parts.append(draw_path(f"M{_trace(tile.within, place)}", stroke="chart-1", width=2.5))
    value = tile.within[year - FIRST_YEAR]
    at, level = place(year, value)
    parts.append(_draw_point(at, level))
    is_below = value < tile.without[year - FIRST_YEAR] and bottom - level > ROOM_BELOW
    parts.append(_draw_value(measure, value, (x, side), at, level + (21 if is_below else -11)))
    return "".join(parts)


def _trace(
    values: tuple[float, ...], place: Callable[[float, float], Point], *, back: bool = False
) -> str:
    """Points of a line, from the first year on, or from the last back."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    ordered = reversed(years) if back else iter(years)
    points = [place(at, value) for at, value in zip(ordered, values, strict=True)]
    return " L".join(f"{across:.1f},{down:.1f}" for across, down in points)


def _draw_axis(x: float, side: float, bottom: float) -> str:
    rule = draw_path(f"M{x:g},{bottom:g} H{x + side:g}", stroke="edge")
    first = draw_text(x, bottom + 17, str(FIRST_YEAR), ink="ink-soft")
    last = draw_text(x + side, bottom + 17, str(LAST_YEAR), ink="ink-soft", anchor="end")
    return rule + first + last


def _draw_scale(tile: Tile, measure: Measure, corner: tuple[float, float, float]) -> str:
    """The top of the scale, the same for all tiles."""
    x, top, side = corner
    rule = draw_path(f"M{x:g},{top:g} H{x + side:g}", stroke="rule")
    return rule + draw_text(x, top - 5, measure.tell_scale(tile.top), ink="ink-soft")


def _draw_point(x: float, y: float) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour("chart-1")}" '
        f'stroke="{colour("paper")}" stroke-width="2"/>'
    )


def _draw_value(measure: Measure, value: float, span: Point, at: float, baseline: float) -> str:
    """The value beside its point, kept within the tile; in another ink where it is short."""
    text = measure.tell(value)
    half = measure_text(text, TEXT_SIZE, "bold") / 2
    x = min(max(at, span[0] + half), span[0] + span[1] - half)
    ink = "terracotta-ink" if measure.is_short(value) else "ink"
    return draw_text(x, baseline, text, ink=ink, anchor="middle", bold=True)
