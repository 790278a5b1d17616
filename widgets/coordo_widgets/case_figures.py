"""A view of the course in a case: shown as it opens, beside the document that bears it.

Nothing in it is set: its picture in two proportions, what it says, its data, sources and limits.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from coordo_simulation.case_items import ShownView

from coordo_widgets.figure_model import Table

_LOG = logging.getLogger(__name__)
NOT_SHOWN = (
    "La figure de ce document ne peut pas être affichée. Le texte se lit sans elle, et votre "
    "parcours continue\u202f; prévenez l’équipe du cours."
)


class ShownFigure(Closed):
    """A figure that one reads; ``fault`` stands in its place where it cannot be drawn.

    ``wide`` and ``narrow`` are SVG of our own making: every text in them is escaped there.
    """

    title: str = ""
    wide: str = ""
    narrow: str = ""
    answer: tuple[str, ...] = ()
    table: Table | None = None
    sources: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    fault: str | None = None


def show_figure(view: ShownView) -> ShownFigure:
    """Draw the view that a document bears, from the data beside the notebook."""
    try:
        path = Path.cwd() / "data" / f"{view.data}.yml"
        return _draw(view.name, view.data, path.parents[1], path.stat().st_mtime_ns)
    except Exception:  # noqa: BLE001 -- whatever is wrong with a picture, the case goes on
        _LOG.warning("no figure %s of %s", view.name, view.data, exc_info=True)
        return ShownFigure(fault=NOT_SHOWN)


@lru_cache(maxsize=32)
def _draw(name: str, data: str, folder: Path, _written: int) -> ShownFigure:
    """Draw a figure once for a state of its file."""
    from coordo_widgets.figure import Figure  # noqa: PLC0415 -- only a case with a figure pays
    from coordo_widgets.view_data import find_view  # noqa: PLC0415 -- same

    kind = find_view(name)
    figure = kind.open(data, folder) if kind else None
    if not isinstance(figure, Figure):
        raise TypeError(f"{name} is no figure with data")
    wide, narrow = figure.build_still("wide"), figure.build_still("narrow")
    return ShownFigure(
        title=wide.title,
        wide=wide.picture,
        narrow=narrow.picture,
        answer=wide.answer,
        table=wide.table,
        sources=tuple(
            ", ".join(part for part in (source["label"], source["detail"]) if part)
            for source in figure.definition["sources"]
        ),
        limits=tuple(figure.definition["limits"]),
    )
