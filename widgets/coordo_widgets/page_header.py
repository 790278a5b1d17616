"""The head and the foot of every notebook: where one is, how far, and where to go next."""

from __future__ import annotations

import os
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from coordo_assessments.events import SectionReached
from coordo_assessments.journal import NotSavedError
from coordo_assessments.journal_compaction import compact_if_large
from coordo_assessments.state import fold

from coordo_widgets.place import declare_activity, find_place
from coordo_widgets.progress import ActivityProgress, load_module_progress
from coordo_widgets.showing import explain_faults, show, show_live
from coordo_widgets.theme import build_page_css

if TYPE_CHECKING:
    from coordo_assessments.journal import Journal
    from coordo_assessments.syllabus import Activity

    from coordo_widgets.place import Place

PORTAL = "portail.ipynb"
"""Under ``modules/``."""

_TITLES = {
    "cas_court": "Un cas court",
    "evaluation": "Évaluation",
    "galerie_formats": "Galerie des formats",
    "atelier_modeles": "L’atelier des modèles",
}


@explain_faults
def page(activity: str = "") -> None:
    """Open a notebook: style, module, title, the activities of the module and their progress.

    ``activity`` is its id in the syllabus; without it the server's word is taken, which a
    server that starts kernels ahead of visits cannot give.
    """
    if activity:
        declare_activity(activity)
    place = find_place()
    _keep_short(place.journal)
    show_live(
        lambda: build_header(place),
        {"section": lambda section: _note_section(place, section)},
        css=build_page_css(),
    )


def _keep_short(journal: Journal) -> None:
    """Shorten a journal that grew long: each step of a board is a note, and the last one counts."""
    with suppress(OSError):  # a page opens all the same, and the next one tries again
        compact_if_large(journal)


@explain_faults
def page_end() -> None:
    """Close a notebook with the way to the next activity."""
    show(build_footer(find_place()))


def build_header(place: Place) -> str:
    """Build the head of a notebook."""
    module = place.module
    if module is None:
        return _render_lone_header(place)
    progress = load_module_progress(place, module)
    current = place.current_activity
    title = current.title if current else module.title
    watch = " data-co-watch" if current and current.kind == "cours" else ""
    entries = "".join(_render_entry(entry, place.activity) for entry in progress.activities)
    return (
        f'<header class="co-head"{watch}>'
        f'<p class="co-head-module">'
        f'<a href="{_find_portal(place)}" data-co-link="portal">Sommaire</a>'
        f"<span>Module {module.number}. {escape(module.title)}</span></p>"
        f"<h1>{escape(title)}</h1>"
        f'<nav aria-label="Activités du module"><ol class="co-steps">{entries}</ol></nav>'
        "</header>"
    )


def _note_section(place: Place, section: str) -> str:
    """Note in the journal that the reader has come to a section, once per change."""
    known = fold(place.journal.read().events).sections.get(place.activity)
    if not section or not place.activity or section == known:
        return ""
    try:
        place.journal.append(SectionReached(activity=place.activity, section=section))
    except NotSavedError:
        return ""  # a bookmark is not an answer: nothing to alarm the reader with
    return ""


def build_footer(place: Place) -> str:
    """Build the foot of a notebook."""
    here, after = _find_neighbours(place)
    links = []
    if here:
        links.append(_render_link(here, "Revenir à", "co-secondary"))
    if after:
        links.append(_render_link(after, "Continuer avec", "co-primary"))
    links.append(f'<a href="{_find_portal(place)}" data-co-link="portal-end">Sommaire</a>')
    return f'<nav class="co-foot" aria-label="Suite">{"".join(links)}</nav>'


def _render_lone_header(place: Place) -> str:
    """A page of no module: the gallery, the workshop, or an evaluation fetched alone."""
    address = _find_portal(place)
    portal = f'<p class="co-head-module"><a href="{address}" data-co-link="portal">Sommaire</a></p>'
    title = escape(_TITLES.get(place.activity, "Coordonner les parcours"))
    return f'<header class="co-head">{portal if place.root else ""}<h1>{title}</h1></header>'


def _find_portal(place: Place) -> str:
    """Address of the portal from the page; where there is no course around, where it would be."""
    if place.root is None:
        return f"../{PORTAL}"
    return Path(os.path.relpath(place.root / "modules" / PORTAL, place.folder)).as_posix()


def _render_entry(entry: ActivityProgress, current: str) -> str:
    title = escape(entry.activity.title)
    words = f'<span class="co-step-words">{escape(entry.words)}</span>' if entry.words else ""
    if entry.activity.id == current:
        return f'<li aria-current="page"><span class="co-steps-here">{title}</span>{words}</li>'
    if not entry.is_there:
        return f'<li><span class="co-step-off">{title}</span>{words}</li>'
    address = escape(entry.activity.notebook)
    key = escape(entry.activity.id)
    return f'<li><a href="{address}" data-co-link="step-{key}">{title}</a>{words}</li>'


def _find_neighbours(place: Place) -> tuple[Activity | None, Activity | None]:
    current, module = place.current_activity, place.module
    if current is None or module is None:
        return None, None
    there = [entry for entry in module.activities if (place.folder / entry.notebook).is_file()]
    index = there.index(current) if current in there else -1
    before = there[index - 1] if index > 0 else None
    after = there[index + 1] if 0 <= index < len(there) - 1 else None
    return before, after


def _render_link(activity: Activity, verb: str, kind: str) -> str:
    return (
        f'<a class="{kind}" href="{escape(activity.notebook)}" data-co-link="{kind}">'
        f"{verb}\u202f: {escape(activity.title)}</a>"
    )
