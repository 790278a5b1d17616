"""The risk matrix drawn: zones parted by a thick line, names in their cells, the ranking below."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from coordo_simulation.references import Closed
from coordo_simulation.risk_matrix import HOME_CARE_MATRIX, LIKELIHOOD, SEVERITY

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import build_svg, draw_box, draw_path, draw_text
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import measure, shorten

if TYPE_CHECKING:
    from coordo_simulation.risk_matrix import RankedRisk, Rating, Risk

MATRIX = HOME_CARE_MATRIX
STEPS = len(SEVERITY.levels)
FILLS = {"low": "sage-wash", "middle": "amber-wash", "high": "terracotta-wash"}
LINE = 18
NUMBER_SIZE = 13
ROW = 26
RANK_WIDTH = 82


class Board(Closed):
    """Where the cells stand, in px; likelihood goes right, severity goes up."""

    left: float
    top: float
    width: float
    height: float
    layout: Layout

    def corner(self, severity: int, likelihood: int) -> tuple[float, float]:
        """Top left corner of a cell."""
        return (
            self.left + (likelihood - 1) * self.width,
            self.top + (STEPS - severity) * self.height,
        )

    @property
    def bottom(self) -> float:
        """Lower edge of the cells."""
        return self.top + STEPS * self.height


BOARDS: dict[Layout, Board] = {
    "wide": Board(left=118, top=26, width=104, height=84, layout="wide"),
    "narrow": Board(left=22, top=26, width=56, height=50, layout="narrow"),
}


def draw_matrix(
    chosen: Risk,
    ranked: tuple[RankedRisk, ...],
    heading: str,
    layout: Layout,
    *,
    alt: str,
) -> str:
    """Draw the matrix with all risks where they are ranked, and the way of the chosen one."""
    board = BOARDS[layout]
    ids = sorted(each.risk.id for each in ranked)
    numbers = {key: str(index) for index, key in enumerate(ids, 1)}
    words, bottom = _draw_axes(board)
    below, height = _draw_ranking(chosen, ranked, numbers, (heading, layout), bottom + 30)
    parts = [
        *_draw_cells(board),
        *_draw_borders(board),
        *words,
        *_draw_way(chosen, board),
        *_draw_risks(chosen, ranked, numbers, board),
        *below,
    ]
    return build_svg(WIDTH[layout], height, parts, alt=alt)


def _zone(severity: int, likelihood: int) -> str:
    return MATRIX.find_zone(severity * likelihood).id


def _draw_cells(board: Board) -> list[str]:
    parts = []
    for severity, likelihood in product(range(1, STEPS + 1), repeat=2):
        x, y = board.corner(severity, likelihood)
        fill = FILLS[_zone(severity, likelihood)]
        parts.append(
            draw_path(
                f"M{x:g},{y:g} h{board.width:g} v{board.height:g} h{-board.width:g} Z",
                fill=fill,
                stroke="edge",
            )
        )
        at = (x + 6, y + board.height - 6)
        number = str(severity * likelihood)
        parts.append(draw_text(*at, number, ink="ink-soft", size=NUMBER_SIZE))
    return parts


def _draw_borders(board: Board) -> list[str]:
    """A thick line wherever two neighbours are not of the same zone: no need of colour."""
    parts = []
    for severity, likelihood in product(range(1, STEPS + 1), repeat=2):
        x, y = board.corner(severity, likelihood)
        own = _zone(severity, likelihood)
        if likelihood < STEPS and _zone(severity, likelihood + 1) != own:
            path = f"M{x + board.width:g},{y:g} v{board.height:g}"
            parts.append(draw_path(path, stroke="ink", width=3))
        if severity < STEPS and _zone(severity + 1, likelihood) != own:
            parts.append(draw_path(f"M{x:g},{y:g} h{board.width:g}", stroke="ink", width=3))
    return parts


def _draw_axes(board: Board) -> tuple[list[str], float]:
    """Names of the levels, or their numbers where there is no room; with the height they end at."""
    is_wide = board.layout == "wide"
    parts = [draw_text(0, 16, "Gravité ↑", bold=True)]
    for level in SEVERITY.levels:
        _, y = board.corner(level.rank, 1)
        label = f"{level.rank} {level.label}" if is_wide else str(level.rank)
        parts.append(draw_text(board.left - 8, y + board.height / 2 + 5, label, anchor="end"))
    for level in LIKELIHOOD.levels:
        x, _ = board.corner(1, level.rank)
        middle = x + board.width / 2
        parts.append(draw_text(middle, board.bottom + LINE, str(level.rank), anchor="middle"))
        if is_wide:
            at = board.bottom + 2 * LINE
            parts.append(draw_text(middle, at, level.label, anchor="middle"))
    bottom = board.bottom + (3.2 if is_wide else 2.2) * LINE
    right = board.left + STEPS * board.width
    parts.append(draw_text(right, bottom, "Vraisemblance →", anchor="end", bold=True))
    return parts, bottom


def _draw_way(chosen: Risk, board: Board) -> list[str]:
    """From the cell before (a ring) to the cell after (an arrow head), where no word stands."""
    start, end = (_foot(rating, board) for rating in (chosen.before, chosen.after))
    ring = f"M{start[0] - 6:g},{start[1]:g} a6,6 0 1 0 12,0 a6,6 0 1 0 -12,0 Z"
    parts = [draw_path(ring, fill="paper", stroke="terracotta-ink", width=2.5)]
    if start == end:
        return parts
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    ux, uy = dx / length, dy / length
    tail = (start[0] + 7 * ux, start[1] + 7 * uy)
    neck = (end[0] - 8 * ux, end[1] - 8 * uy)
    line = f"M{tail[0]:.1f},{tail[1]:.1f} L{neck[0]:.1f},{neck[1]:.1f}"
    left = (neck[0] - 6 * uy, neck[1] + 6 * ux)
    right = (neck[0] + 6 * uy, neck[1] - 6 * ux)
    head = (
        f"M{end[0] + 3 * ux:.1f},{end[1] + 3 * uy:.1f} L{left[0]:.1f},{left[1]:.1f} "
        f"L{right[0]:.1f},{right[1]:.1f} Z"
    )
    return [
        draw_path(line, stroke="terracotta-ink", width=3),
        *parts,
        draw_path(head, fill="terracotta-ink"),
    ]


def _foot(rating: Rating, board: Board) -> tuple[float, float]:
    x, y = board.corner(rating.severity, rating.likelihood)
    is_wide = board.layout == "wide"
    return x + board.width - 14, y + (board.height - 22 if is_wide else 30)


def _draw_risks(
    chosen: Risk, ranked: tuple[RankedRisk, ...], numbers: dict[str, str], board: Board
) -> list[str]:
    """Names in their cells, the chosen one first and bold; numbers where names have no room."""
    parts: list[str] = []
    for severity, likelihood in product(range(1, STEPS + 1), repeat=2):
        own = [
            each.risk
            for each in ranked
            if (each.rating.severity, each.rating.likelihood) == (severity, likelihood)
        ]
        own.sort(key=lambda risk: risk.id != chosen.id)
        x, y = board.corner(severity, likelihood)
        if board.layout == "wide":
            parts += _write_names(own, chosen, (x, y, board.width - 10))
        else:
            parts += _write_numbers([(risk, numbers[risk.id]) for risk in own], chosen, x, y)
    return parts


def _write_names(risks: list[Risk], chosen: Risk, place: tuple[float, float, float]) -> list[str]:
    """Three names at most, each cut where its cell ends; the ranking has them whole."""
    x, y, width = place
    room = 3
    names = [(risk.short, risk.id == chosen.id) for risk in risks]
    if len(names) > room:
        names = [*names[: room - 1], (f"+ {len(names) - room + 1} autres", False)]
    return [
        draw_text(
            x + 6,
            y + LINE * (1 + rank),
            shorten(name, width, TEXT_SIZE - 1, "bold" if is_chosen else "regular"),
            bold=is_chosen,
            size=TEXT_SIZE - 1,
        )
        for rank, (name, is_chosen) in enumerate(names)
    ]


def _write_numbers(risks: list[tuple[Risk, str]], chosen: Risk, x: float, y: float) -> list[str]:
    """Numbers of the register, three in a cell; the chosen one framed."""
    room = 3
    parts = []
    for rank, (risk, number) in enumerate(risks[:room]):
        at = x + 11 + 17 * rank
        if risk.id == chosen.id:
            parts.append(draw_box(at - 8, y + 3, 16, 18, fill="paper", stroke="terracotta-ink"))
        parts.append(draw_text(at, y + 17, number, anchor="middle", bold=risk.id == chosen.id))
    if len(risks) > room:
        parts.append(draw_text(x + 5, y + 31, f"+{len(risks) - room}", size=NUMBER_SIZE))
    return parts


def _draw_ranking(
    chosen: Risk,
    ranked: tuple[RankedRisk, ...],
    numbers: dict[str, str],
    manner: tuple[str, Layout],
    top: float,
) -> tuple[list[str], float]:
    """What each zone asks, then the risks in order; two columns where there is room."""
    heading, layout = manner
    parts, y = _draw_zones(layout, top)
    y += 20
    parts.append(draw_text(0, y, heading, bold=True))
    columns = 2 if layout == "wide" else 1
    per_column = -(-len(ranked) // columns)
    width = WIDTH[layout] / columns
    for index, each in enumerate(ranked):
        column, row = divmod(index, per_column)
        number = "" if layout == "wide" else f"{numbers[each.risk.id]}. "
        place = (column * width, y + ROW * (row + 1), width)
        parts += _draw_rank(each, number, place, is_chosen=each.risk.id == chosen.id)
    return parts, y + ROW * per_column + 12


def _draw_rank(
    each: RankedRisk, number: str, place: tuple[float, float, float], *, is_chosen: bool
) -> list[str]:
    """One row: rank, name, criticality; the chosen one underlined. ``place``: x, y, width."""
    x, y, width = place
    weight = "bold" if is_chosen else "regular"
    name = shorten(number + each.risk.short, width - RANK_WIDTH - 56, TEXT_SIZE, weight)
    parts = [
        draw_text(x, y, f"{each.rank} à égalité" if each.is_tied else str(each.rank)),
        draw_text(x + RANK_WIDTH, y, name, bold=is_chosen),
        draw_text(x + width - 24, y, str(each.criticality), bold=True, anchor="end"),
    ]
    if is_chosen:
        reach = x + RANK_WIDTH + measure(name, TEXT_SIZE, "bold")
        path = f"M{x + RANK_WIDTH:g},{y + 5:g} H{reach:.1f}"
        parts.append(draw_path(path, stroke="terracotta-ink", width=2))
    return parts


def _draw_zones(layout: Layout, top: float) -> tuple[list[str], float]:
    parts, lowest, y = [], 1, top
    for zone in MATRIX.zones:
        label = f"{lowest} à {zone.highest}\u202f: {zone.label}"
        if layout == "wide":
            label += f", {zone.duty}"
        parts.append(draw_box(1, y - 13, 22, 16, fill=FILLS[zone.id], stroke="edge"))
        parts.append(draw_text(30, y, label))
        lowest, y = zone.highest + 1, y + 22
    return parts, y
