"""A few words of SVG for the diagrams no chart grammar draws: every text passes here, escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from coordo_widgets.charts import FONT, TEXT_SIZE, label_svg, load_tokens
from coordo_widgets.figure_text import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE_HEIGHT = 19


def colour(token: str) -> str:
    """A token as a CSS variable, its light colour as fallback."""
    return f"var(--co-{token}, {load_tokens()[token]})"


def draw_text(  # noqa: PLR0913 -- each is one property of the text, named at the call
    x: float,
    y: float,
    text: str,
    *,
    ink: str = "ink",
    anchor: str = "start",
    bold: bool = False,
    size: float = TEXT_SIZE,
) -> str:
    """One line of text, ``y`` at its baseline."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="{anchor}"{weight} '
        f'fill="{colour(ink)}">{escape(text)}</text>'
    )


def draw_paragraph(  # noqa: PLR0913 -- same
    x: float, y: float, text: str, width: float, *, ink: str = "ink", bold: bool = False
) -> tuple[str, float]:
    """Wrapped lines, ``y`` at the first baseline; with the baseline of the line that follows."""
    lines = wrap(text, width, TEXT_SIZE, "bold" if bold else "regular")
    drawn = "".join(
        draw_text(x, y + LINE_HEIGHT * index, line, ink=ink, bold=bold)
        for index, line in enumerate(lines)
    )
    return drawn, y + LINE_HEIGHT * len(lines)


def draw_path(  # noqa: PLR0913 -- same
    path: str,
    *,
    fill: str | None = None,
    stroke: str | None = None,
    width: float = 1,
    dash: str = "",
    extra: str = "",
) -> str:
    """A shape or a line, its colours being tokens."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    painted = f'fill="{colour(fill)}"' if fill else 'fill="none"'
    drawn = f' stroke="{colour(stroke)}" stroke-width="{width:g}"' if stroke else ""
    return f'<path d="{path}" {painted}{drawn}{dashed}{extra}/>'


def draw_box(  # noqa: PLR0913 -- same
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str | None = None,
    stroke: str | None = None,
    thickness: float = 1,
    dash: str = "",
) -> str:
    """A rectangle with the corners of the house."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    painted = f'fill="{colour(fill)}"' if fill else 'fill="none"'
    drawn = f' stroke="{colour(stroke)}" stroke-width="{thickness:g}"' if stroke else ""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="4" '
        f"{painted}{drawn}{dashed}/>"
    )


def build_svg(
    width: float, height: float, parts: Iterable[str], *, alt: str, is_open: bool = False
) -> str:
    """Assemble a picture that one text alternative stands for.

    ``is_open``: words stand on lines, and the style sheet gives them a halo of paper.
    """
    name = ' class="co-figure-open"' if is_open else ""
    svg = (
        f'<svg{name} xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'font-family="{FONT}, sans-serif">{"".join(parts)}</svg>'
    )
    return label_svg(svg, alt)
