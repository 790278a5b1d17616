"""Where the words of a picture stand: none on another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordo_widgets.figure_text import measure

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float, str]


def list_boxes(root: ET.Element) -> list[Box]:
    """Words of a picture: left, right, top, bottom and the text."""
    boxes = []
    for node in root.iter(f"{SVG}text"):
        weight = "bold" if node.get("font-weight") == "bold" else "regular"
        size = float(node.get("font-size") or 0)
        text = node.text or ""
        length = measure(text, size, weight)
        anchor = {"start": 0.0, "middle": length / 2, "end": length}[node.get("text-anchor") or ""]
        left, base = float(node.get("x") or 0) - anchor, float(node.get("y") or 0)
        boxes.append((left, left + length, base - 0.75 * size, base + 0.2 * size, text))
    return boxes


def check_apart(root: ET.Element) -> None:
    """Hold that no word of a picture stands on another (groups that are moved aside apart)."""
    moved = {text.text for group in root.iter(f"{SVG}g") for text in group.iter(f"{SVG}text")}
    boxes = [box for box in list_boxes(root) if box[4] not in moved]
    for rank, (left, right, top, bottom, text) in enumerate(boxes):
        for left2, right2, top2, bottom2, other in boxes[:rank]:
            is_apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
            assert is_apart, (text, other)
