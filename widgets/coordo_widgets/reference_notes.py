"""The list of dated facts at the end of a notebook: what the lesson cites, where it was read."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING

from coordo_simulation.french import format_date

from coordo_widgets.place import find_place
from coordo_widgets.showing import explain_faults, show

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_simulation.references import Reference, Source

    from coordo_widgets.place import Place

_ANCHOR = re.compile(r"\]\(#ref-([a-z0-9-]+)\)")


@explain_faults
def references_list() -> None:
    """List the facts that this notebook cites, each where its links lead."""
    show(build_references_list(find_place()))


def build_references_list(place: Place) -> str:
    """Build the list, in the order in which the notebook cites its facts."""
    cited = [place.references.get(entry) for entry in list_cited(_find_notebooks(place))]
    entries = "".join(_render_reference(reference) for reference in cited)
    return (
        '<section class="co-references" aria-labelledby="co-references-title">'
        '<h2 id="co-references-title">Textes et chiffres cités</h2>'
        f"<ol>{entries}</ol></section>"
    )


def list_cited(notebooks: tuple[Path, ...]) -> tuple[str, ...]:
    """List the references that the text cells of some notebooks link to, each once."""
    found: dict[str, None] = {}
    for notebook in notebooks:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
        found.update(dict.fromkeys(_ANCHOR.findall("\n".join(texts))))
    return tuple(found)


def _find_notebooks(place: Place) -> tuple[Path, ...]:
    """This notebook; all of the folder where nothing says which one is running."""
    this = place.folder / f"{place.activity}.ipynb"
    return (this,) if this.is_file() else tuple(sorted(place.folder.glob("*.ipynb")))


def _render_reference(reference: Reference) -> str:
    sources = "\u202f; ".join(_render_source(source) for source in reference.sources)
    until = f" Valable jusqu’au {format_date(reference.valid_to)}." if reference.valid_to else ""
    note = f" {escape(reference.note)}" if reference.note else ""
    doubt = "" if reference.confidence == "haute" else f" Confiance {reference.confidence}."
    return (
        f'<li id="ref-{escape(reference.id)}" tabindex="-1">'
        f"<strong>{escape(reference.label)}</strong>\u202f: {escape(reference.value_text)}. "
        f'<span class="co-reference-source">{sources}. '
        f"Vérifié le {format_date(reference.checked_on)}.{until}{doubt}{note}</span></li>"
    )


def _render_source(source: Source) -> str:
    place = f", {escape(source.locator)}" if source.locator else ""
    if source.url is None:
        return f"<cite>{escape(source.title)}</cite>{place}"
    address = escape(source.url, quote=True)
    return f'<a href="{address}" target="_blank" rel="noopener">{escape(source.title)}</a>{place}'
