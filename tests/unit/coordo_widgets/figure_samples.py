"""A module folder that holds the real data of the figures, and what every picture must keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coordo_widgets.figure_data import load_rows
from coordo_widgets.figure_text import measure

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

REPOSITORY = Path(__file__).parents[3]
DATA = REPOSITORY / "modules" / "m1_regulation" / "data"


def lay_data(folder: Path) -> Path:
    """Put the real data beside the notebooks of a folder."""
    (folder / "data").symlink_to(DATA)
    load_rows.cache_clear()
    return folder


def check_words_fit(root: ET.Element) -> None:
    width = float((root.get("viewBox") or "").split()[2])
    for node in root.iter("{http://www.w3.org/2000/svg}text"):
        length = measure(
            node.text or "",
            float(node.get("font-size", "14")),
            "bold" if node.get("font-weight") == "bold" else "regular",
        )
        shift = {"start": 0.0, "middle": length / 2, "end": length}[
            node.get("text-anchor", "start")
        ]
        left = float(node.get("x", "0")) - shift
        assert left >= -1, node.text
        assert left + length <= width + 1, node.text
