"""Drawings that an item brings: SVG of plain shapes, without anything that acts or fetches.

A drawing is put into the page as it is, so what it may hold is listed, as the browser's own
HTML reader sees it: no script, no link, no style sheet, no image, and no id or class, which
would also tell what a shape stands for.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Annotated

from pydantic import AfterValidator

_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_TAGS = _SHAPES | {"svg", "g", "text", "tspan"}
_ATTRIBUTES = frozenset(
    {
        *("viewbox", "xmlns", "transform", "width", "height", "points", "d"),
        *("x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry"),
        *("fill", "fill-opacity", "fill-rule", "opacity", "stroke", "stroke-width"),
        *("stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity"),
        *("font-size", "font-weight", "text-anchor", "dominant-baseline"),
    }
)
_VALUE = re.compile(r"[\w\s.,()#%+\-]*")
_NAMESPACE = "http://www.w3.org/2000/svg"
_VIEW_BOX = re.compile(r"0 0 (\d{2,4}) (\d{2,4})")
_MAX_LENGTH = 40_000


class _Reader(HTMLParser):
    """Collects what is not allowed in a drawing, and its view box."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.roots = 0
        self.view_box: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or (tag == "svg") != (not self.open):
            self.faults.append(f"<{tag}>")
        if not self.open:
            self.roots += 1
            self.view_box = dict(attrs).get("viewbox")
        self.faults.extend(name for name, value in attrs if not _is_allowed(name, value or ""))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1:] not in (["text"], ["tspan"]):
            self.faults.append(data.strip()[:20])

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data[:10]}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl[:10]}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data[:10]}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"<![{data[:10]}")


def _is_allowed(name: str, value: str) -> bool:
    if name == "xmlns":
        return value == _NAMESPACE
    return name in _ATTRIBUTES and _VALUE.fullmatch(value) is not None


def _check(svg: str) -> str:
    reader = _Reader()
    reader.feed(svg)
    reader.close()
    if reader.faults:
        raise ValueError(f"un dessin SVG de formes simples, sans {', '.join(reader.faults[:3])}")
    if reader.open or reader.roots != 1 or len(svg) > _MAX_LENGTH:
        raise ValueError("un seul dessin <svg>…</svg>, fermé, de 40 000 caractères au plus")
    if reader.view_box is None or not _VIEW_BOX.fullmatch(reader.view_box):
        raise ValueError('un dessin dont le viewBox est "0 0 largeur hauteur"')
    return svg.strip()


Drawing = Annotated[str, AfterValidator(_check)]


def read_size(svg: str) -> tuple[int, int]:
    """Width and height of the view box of a checked drawing."""
    found = _VIEW_BOX.search(svg)
    if found is None:
        raise ValueError("no view box")
    return int(found.group(1)), int(found.group(2))


def add_overlay(svg: str, overlay: str) -> str:
    """Put more shapes of ours over a checked drawing."""
    return f"{svg.removesuffix('</svg>')}{overlay}</svg>"
