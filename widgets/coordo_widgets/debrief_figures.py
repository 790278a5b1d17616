"""Draws the indicators of several paths over time: Altair small multiples, rendered to SVG.

Paths are told apart in black and white by their dashes, and named at the end of their lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_simulation.french import set_spaces
from coordo_simulation.periods import format_period, locate_period

from coordo_widgets.case_dossier import TableView
from coordo_widgets.case_indicators import format_value
from coordo_widgets.charts import load_tokens, render_svg
from coordo_widgets.debrief_screen import FiguresView, FigureView, PathLineView, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt
    from coordo_simulation.case_parts import Indicator
    from coordo_simulation.periods import Unit
    from coordo_simulation.playback import Moment, PeriodState
    from coordo_simulation.scenario import Scenario

WIDTH, HEIGHT = 220, 120
CLOSE_TICKS = 6
LEAST_GAP = 17
"""Least distance, in px, between two names at the ends of the lines."""
COLOURS: dict[Role, str] = {"own": "chart-1", "expert": "chart-3", "other": "chart-2"}
DASHES: dict[Role, tuple[int, ...]] = {"own": (1, 0), "expert": (7, 4), "other": (2, 3)}
AXIS_FORMATS: dict[Unit, str] = {"jour": "%-d %b", "semaine": "%-d %b", "mois": "%b %Y"}
TABLE_TIMES: dict[Unit, str] = {
    "jour": "chaque matin",
    "semaine": "au premier jour de chaque semaine",
    "mois": "au premier jour de chaque mois",
}
NAMES: dict[Role, str] = {"own": "vous", "expert": "experte", "other": "et si"}


@dataclass(frozen=True)
class Path:
    """A run as the charts see it; ``fork`` is the day from which it differs, if it does."""

    role: Role
    label: str
    periods: tuple[PeriodState, ...]
    decided: tuple[Moment, ...] = ()
    fork: str | None = None


def build_figures(scenario: Scenario, paths: Sequence[Path], note: str) -> FiguresView:
    """Draw one chart for each indicator; decisions are marked on their path."""
    return FiguresView(
        lines=tuple(
            PathLineView(label=path.label, role=path.role, dash=DASHES[path.role]) for path in paths
        ),
        note=note,
        charts=tuple(_build_figure(spec, paths, scenario.unit) for spec in scenario.indicators),
    )


def _build_figure(spec: Indicator, paths: Sequence[Path], unit: Unit) -> FigureView:
    alt_text = describe_paths(spec, paths, unit)
    return FigureView(
        title=set_spaces(spec.label),
        unit=f"({spec.unit})",
        svg=render_svg(_draw(spec, paths, unit), alt=alt_text),
        alt=alt_text,
        table=_build_table(spec, paths, unit),
    )


def describe_paths(spec: Indicator, paths: Sequence[Path], unit: Unit) -> str:
    """Tell a chart in words: where each path starts, its extremes, where it ends."""
    return set_spaces(
        f"{spec.label}. " + " ".join(_describe_path(spec, path, unit) for path in paths),
    )


def _describe_path(spec: Indicator, path: Path, unit: Unit) -> str:
    values = [state.indicators[spec.id] for state in path.periods]
    lowest = min(path.periods, key=lambda state: state.indicators[spec.id])
    highest = max(path.periods, key=lambda state: state.indicators[spec.id])
    return (
        f"{path.label} : de {format_value(spec, values[0])} à {format_value(spec, values[-1])}, "
        f"au plus bas {format_value(spec, lowest.indicators[spec.id])} "
        f"{locate_period(lowest.date, unit)}, "
        f"au plus haut {format_value(spec, highest.indicators[spec.id])} "
        f"{locate_period(highest.date, unit)}."
    )


def _build_table(spec: Indicator, paths: Sequence[Path], unit: Unit) -> TableView:
    first = paths[0].periods
    return TableView(
        caption=set_spaces(f"{spec.label}, {TABLE_TIMES[unit]}"),
        columns=(unit.capitalize(), *(path.label for path in paths)),
        rows=tuple(
            (
                format_period(state.date, unit),
                *(format_value(spec, path.periods[i].indicators[spec.id]) for path in paths),
            )
            for i, state in enumerate(first)
        ),
    )


def _draw(spec: Indicator, paths: Sequence[Path], unit: Unit) -> alt.TopLevelMixin:
    import altair as alt  # noqa: PLC0415 -- costs most of a second, paid by the debriefing only

    domain = _find_domain(spec, paths)
    x = alt.X(
        "date:T",
        axis=alt.Axis(
            title=None, format=AXIS_FORMATS[unit], tickCount=3, labelFlush=True, grid=False
        ),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=domain, nice=False, zero=False),
        axis=alt.Axis(
            title=None, tickCount=3, domain=False, ticks=False, format=_find_format(spec, domain)
        ),
    )
    layers = [
        *(_draw_fork(path) for path in paths if path.fork),
        *(_draw_line(spec, path, x, y) for path in reversed(paths)),
        *(_draw_decisions(spec, path) for path in paths if path.decided),
        *_draw_names(spec, paths, domain),
    ]
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


def _find_format(spec: Indicator, domain: tuple[float, float]) -> str:
    """Ticks far apart need no decimals."""
    return f",.{spec.decimals}f" if domain[1] - domain[0] < CLOSE_TICKS else ",.0f"


def _find_domain(spec: Indicator, paths: Sequence[Path]) -> tuple[float, float]:
    values = [state.indicators[spec.id] for path in paths for state in path.periods]
    low, high = min(values), max(values)
    margin = 0.12 * (high - low) or 0.05 * (spec.max - spec.min)
    return low - margin, high + 2 * margin


def _chart(rows: Sequence[Mapping[str, object]]) -> alt.Chart:
    import altair as alt  # noqa: PLC0415 -- already imported by then

    return alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]


def _draw_line(spec: Indicator, path: Path, x: alt.X, y: alt.Y) -> alt.Chart:
    rows = [
        {"date": state.date.isoformat(), "value": round(state.indicators[spec.id], 4)}
        for state in path.periods
    ]
    line = _chart(rows).mark_line(
        color=load_tokens()[COLOURS[path.role]],
        strokeDash=list(DASHES[path.role]),
        strokeWidth=2.5 if path.role == "own" else 2,
    )
    drawn: alt.Chart = line.encode(x=x, y=y)
    return drawn


def _draw_decisions(spec: Indicator, path: Path) -> alt.Chart:
    """Mark the periods in which something was decided by a point on the line."""
    decided = {moment.period for moment in path.decided}
    rows = [
        {"date": state.date.isoformat(), "value": round(state.indicators[spec.id], 4)}
        for state in path.periods
        if state.period in decided
    ]
    points = _chart(rows).mark_point(
        filled=True, opacity=1, size=26, color=load_tokens()[COLOURS[path.role]]
    )
    drawn: alt.Chart = points.encode(x="date:T", y="value:Q")
    return drawn


def _draw_fork(path: Path) -> alt.Chart:
    """Mark the day from which a path differs by a fine rule."""
    rule = _chart([{"date": path.fork}]).mark_rule(color=load_tokens()["edge"], strokeWidth=1)
    drawn: alt.Chart = rule.encode(x="date:T")
    return drawn


def _draw_names(
    spec: Indicator, paths: Sequence[Path], domain: tuple[float, float]
) -> list[alt.Chart]:
    """Name each path at the end of its line."""
    ends = {path.role: path.periods[-1].indicators[spec.id] for path in paths}
    nudges = spread_names(ends, domain)
    last = paths[0].periods[-1].date.isoformat()
    return [
        _chart([{"date": last, "value": value}])
        .mark_text(
            text=NAMES[role],
            color=load_tokens()[COLOURS[role]],
            align="left",
            dx=6,
            dy=nudges[role],
            fontWeight="bold" if role == "own" else "normal",
        )
        .encode(x="date:T", y="value:Q")
        for role, value in ends.items()
    ]


def spread_names(ends: dict[Role, float], domain: tuple[float, float]) -> dict[Role, float]:
    """Return by how many px each name moves down so that none covers another."""
    scale = HEIGHT / (domain[1] - domain[0])
    wanted = sorted(((domain[1] - value) * scale, role) for role, value in ends.items())
    placed: list[float] = []
    for height, _role in wanted:
        placed.append(max(height, placed[-1] + LEAST_GAP) if placed else height)
    excess = (placed[-1] - wanted[-1][0]) / 2
    return {
        role: round(place - excess - height, 1)
        for place, (height, role) in zip(placed, wanted, strict=True)
    }
