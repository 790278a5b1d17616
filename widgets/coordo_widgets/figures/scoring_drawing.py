"""The scoring drawn: what each criterion earns, what each element takes, where 4 is demanded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_simulation.french import format_number
from coordo_simulation.has_scoring import (
    CHAPTER_LABELS,
    FULL,
    METHOD_LABELS,
    compute_exact_mean,
)
from coordo_simulation.has_scoring_losses import list_losses
from coordo_simulation.references import Closed

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure_drawing import (
    LINE_HEIGHT,
    build_svg,
    draw_path,
    draw_text,
)
from coordo_widgets.figure_model import WIDTH, Layout
from coordo_widgets.figure_text import wrap
from coordo_widgets.figures.chart_key import draw_key

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from coordo_simulation.has_scoring import Assessment, CriterionResult
    from coordo_simulation.has_scoring_losses import Loss

BAR = 20
GATE = 5
SMALL = 13
SCORE_ROOM = 44


class Board(Closed):
    """Where titles and bars stand, in px; the scale goes from 1 to 4."""

    left: float
    length: float
    title_room: float
    width: float
    is_stacked: bool

    def x(self, points: float | Decimal | Fraction) -> float:
        """Place of a rating on the scale."""
        return self.left + (float(points) - 1) / (FULL - 1) * self.length


BOARDS: dict[Layout, Board] = {
    "wide": Board(left=250, length=336, title_room=236, width=WIDTH["wide"], is_stacked=False),
    "narrow": Board(
        left=1,
        length=WIDTH["narrow"] - SCORE_ROOM,
        title_room=WIDTH["narrow"],
        width=WIDTH["narrow"],
        is_stacked=True,
    ),
}


def draw_scoring(assessment: Assessment, layout: Layout, *, alt: str) -> str:
    """Draw the criteria chapter by chapter, on one scale."""
    board = BOARDS[layout]
    criteria = tuple(each.criterion for each in assessment.criteria)
    losses = list_losses(criteria)
    key, y = _draw_key(board)
    parts = [key]
    scale, y = _draw_scale(board, y + 2)
    parts += scale
    for chapter in sorted({each.chapter for each in criteria}):
        rows = [each for each in assessment.criteria if each.criterion.chapter == chapter]
        mean = assessment.get_chapter(chapter).score
        head, y = _draw_chapter(chapter, rows, mean, board, y)
        parts += head
        for each in rows:
            own = [loss for loss in losses if loss.criterion.id == each.criterion.id]
            drawn, y = _draw_row(each, own, mean, board, y)
            parts += drawn
        y += 6
    return build_svg(board.width, y, parts, alt=alt)


def tell_duty(result: CriterionResult) -> str:
    """In a few words what an imperative asks, or that a criterion has no score."""
    if not result.criterion.is_imperative:
        return "" if result.score is not None else "aucun élément coté"
    if result.is_met is None:
        return "impératif, aucun élément coté"
    if result.is_met:
        return "impératif satisfait"
    return f"impératif\u202f: plan {'écrit' if result.criterion.has_plan else 'à écrire'}"


def _draw_key(board: Board) -> tuple[str, float]:
    entries = (
        (_draw_sample("chart-1", "chart-1"), "note"),
        (_draw_mean(13, -5), "moyenne du chapitre"),
        (_draw_sample("terracotta-wash", "chart-2"), "ce qu’un élément sous 4 retire"),
        (_draw_gate(13, -10, 20), "impératif\u202f: 4 exigé à chaque élément"),
    )
    return draw_key(entries, board.width)


def _draw_sample(fill: str, stroke: str) -> str:
    return draw_path("M0,-7 H26 V7 H0 Z", fill=fill, stroke=stroke, width=1.5)


def _draw_scale(board: Board, y: float) -> tuple[list[str], float]:
    """The four ratings above the bars; the ends kept within the picture."""
    parts = []
    for points in range(1, FULL + 1):
        anchor = "start" if points == 1 else "middle"
        at = board.x(points) if points > 1 else board.left
        parts.append(draw_text(at, y + 10, str(points), ink="ink-soft", anchor=anchor, size=SMALL))
    return parts, y + 14


def _draw_chapter(
    chapter: int, rows: list[CriterionResult], mean: Decimal | None, board: Board, y: float
) -> tuple[list[str], float]:
    """Name, method, mean, and what the mean does not say of the imperatives."""
    said = "sans note" if mean is None else f"moyenne {format_number(mean, 2)}"
    base = y + 22
    parts = [
        draw_text(0, base, f"{chapter}. {CHAPTER_LABELS[chapter]}", bold=True),
        draw_text(board.width, base, said, bold=True, anchor="end"),
        draw_text(0, base + LINE_HEIGHT, METHOD_LABELS[chapter], ink="ink-soft", size=SMALL),
    ]
    imperatives = [each for each in rows if each.is_met is not None]
    unmet = sum(each.needs_plan for each in imperatives)
    if imperatives:
        count = len(imperatives)
        if unmet:
            words = f"{unmet} impératif{'s' * (unmet > 1)} non satisfait{'s' * (unmet > 1)}"
        else:
            words = f"{count} impératif{'s' * (count > 1)}, satisfait{'s' * (count > 1)}"
        ink = "terracotta-ink" if unmet else "sage-ink"
        at = base + LINE_HEIGHT
        parts.append(
            draw_text(board.width, at, words, ink=ink, anchor="end", bold=True, size=SMALL)
        )
    parts.append(draw_path(f"M0,{base + 27:g} H{board.width:g}", stroke="ink"))
    return parts, base + 34


def _draw_row(
    result: CriterionResult,
    losses: list[Loss],
    mean: Decimal | None,
    board: Board,
    y: float,
) -> tuple[list[str], float]:
    """One criterion: title, duty, bar, score; with the height at which the next begins."""
    duty = tell_duty(result)
    lines = wrap(result.criterion.title, board.title_room, TEXT_SIZE)
    parts = [draw_text(0, y + 15 + LINE_HEIGHT * rank, line) for rank, line in enumerate(lines)]
    under = y + 15 + LINE_HEIGHT * len(lines)
    if duty:
        ink = {True: "terracotta-ink", False: "sage-ink" if result.is_met else "ink-soft"}
        parts.append(draw_text(0, under, duty, ink=ink[result.needs_plan], bold=True, size=SMALL))
        under += LINE_HEIGHT
    top = under - 9 if board.is_stacked else y + 4
    bottom = max(under - 8, top + BAR + 8)
    parts += _draw_bar(result, losses, board, top)
    if mean is not None and result.score is not None:
        parts.append(_draw_mean(board.x(mean), top + BAR + 2))
    score = "—" if result.score is None else format_number(result.score, 2)
    parts.append(draw_text(board.width, top + 15, score, bold=True, anchor="end"))
    return parts, bottom + 6


def _draw_bar(result: CriterionResult, losses: list[Loss], board: Board, top: float) -> list[str]:
    """What is earned, then one piece for each element under 4; the gate of an imperative."""
    mean = compute_exact_mean(result.criterion)
    parts = []
    if mean is None:
        outline = _box(board.x(1), board.x(FULL), top)
        parts.append(draw_path(outline, stroke="edge", dash="4 4"))
    else:
        parts.append(draw_path(_box(board.x(1), board.x(mean), top), fill="chart-1"))
        parts += [
            draw_path(f"M{board.x(points):.1f},{top:g} v{BAR}", stroke="paper", width=1.5)
            for points in (2, 3)
            if points < mean
        ]
        start = mean
        for loss in losses:
            parts += _draw_loss(loss, start, board, top)
            start += loss.from_criterion
    if result.criterion.is_imperative:
        parts.append(_draw_gate(board.x(FULL), top - 5, BAR + 10))
    return parts


def _draw_loss(loss: Loss, start: Fraction, board: Board, top: float) -> list[str]:
    left, right = board.x(start), board.x(start + loss.from_criterion)
    return [
        draw_path(_box(left, right, top), fill="terracotta-wash", stroke="chart-2", width=1.5),
        draw_text((left + right) / 2, top + 15, loss.letter, anchor="middle", bold=True),
    ]


def _box(left: float, right: float, top: float) -> str:
    return f"M{left:.1f},{top:g} H{right:.1f} v{BAR} H{left:.1f} Z"


def _draw_mean(x: float, top: float) -> str:
    """A point under a bar, so that it never stands on a letter."""
    return draw_path(f"M{x:.1f},{top:g} l6,8 h-12 Z", fill="ink")


def _draw_gate(x: float, top: float, height: float) -> str:
    return draw_path(f"M{x:.1f},{top:g} v{height:g}", stroke="ink", width=GATE)
