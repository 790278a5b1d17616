"""Samples of what a picture draws, each with its word, on as many lines as the width asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_widgets.figure_drawing import LINE_HEIGHT, draw_text
from coordo_widgets.figure_text import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZE, SAMPLE, GAP = 13.0, 30.0, 16.0

Sample = tuple["Callable[[float, float], str]", str]
"""Draws a sample of at most 24 × 14 px from its top left corner; and the word beside it."""


def draw_legend(samples: Sequence[Sample], top: float, width: float) -> tuple[list[str], float]:
    """Set the samples in lines from ``top``; with where what follows may begin."""
    drawn: list[str] = []
    x, y = 0.0, top
    for draw, words in samples:
        length = SAMPLE + measure(words, SIZE)
        if x and x + length > width:
            x, y = 0.0, y + LINE_HEIGHT
        drawn.append(draw(x, y))
        drawn.append(draw_text(x + SAMPLE, y + 11, words, ink="ink-soft", size=SIZE))
        x += length + GAP
    return drawn, y + LINE_HEIGHT
