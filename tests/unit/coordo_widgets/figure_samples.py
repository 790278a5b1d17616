"""A module folder that holds the real data of the figures."""

from __future__ import annotations

from pathlib import Path

from coordo_widgets.figure_data import load_rows

REPOSITORY = Path(__file__).parents[3]
DATA = REPOSITORY / "modules" / "m1_regulation" / "data"


def lay_data(folder: Path) -> Path:
    """Put the real data beside the notebooks of a folder."""
    (folder / "data").symlink_to(DATA)
    load_rows.cache_clear()
    return folder
