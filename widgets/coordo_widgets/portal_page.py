"""The portal: the table of contents of the diploma, with where the trainee stands in it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from coordo_simulation.french import MONTHS, NO_BREAK_SPACE

from coordo_widgets.place import Place, find_place
from coordo_widgets.progress import (
    ActivityProgress,
    LastStep,
    ModuleProgress,
    load_module_progress,
)
from coordo_widgets.showing import UnavailableError, explain_faults, show_live
from coordo_widgets.theme import build_page_css

if TYPE_CHECKING:
    from pathlib import Path

    from coordo_assessments.syllabus import Dates, Module, Syllabus

BESIDE_MODULES = (
    (
        "workshop",
        "atelier_modeles.ipynb",
        "Atelier des modèles",
        (
            "la grille AGGIR, un budget, un planning, des tournées et les autres calculs du "
            "cours, à déplacer librement."
        ),
    ),
    (
        "gallery",
        "galerie/galerie_formats.ipynb",
        "Galerie des formats",
        "une question de chaque sorte, pour s’y exercer sans être noté.",
    ),
    (
        "short-case",
        "galerie/cas_court.ipynb",
        "Un cas court",
        "quatorze jours autour d’une sortie d’hôpital, à jouer en vingt minutes.",
    ),
)
"""Key, notebook, name and words of what belongs to no module. All stand under ``modules/``, the
only folder that is served: the bank of exams stands beside the formative one, out of reach."""


@explain_faults
def portal() -> None:
    """Show the seven modules, the trainee's progress and where to resume."""
    place = find_place()
    if place.syllabus is None:
        raise UnavailableError("Le sommaire se trouve dans le dossier du cours.")
    show_live(lambda: build_portal(find_place()), css=build_page_css())


def build_portal(place: Place) -> str:
    """Build the portal of the course around a folder.

    Raises:
        UnavailableError: there is no course around it.
    """
    syllabus, root = place.syllabus, place.root
    if syllabus is None or root is None:
        raise UnavailableError("Le sommaire se trouve dans le dossier du cours.")
    progress = {
        module.id: load_module_progress(Place(root / "modules" / module.id, root, ""), module)
        for module in syllabus.modules
        if module.status == "ouvert"
    }
    modules = "".join(
        _render_module(module, progress.get(module.id)) for module in syllabus.modules
    )
    return (
        f"{_render_title(syllabus)}{_render_start(syllabus, progress)}"
        '<section class="co-contents" aria-labelledby="co-contents-title">'
        f'<h2 id="co-contents-title" class="co-sr">Les modules</h2><ol>{modules}</ol></section>'
        f"{_render_beside(root)}{_render_skipped(progress)}"
    )


def _render_beside(root: Path) -> str:
    return "".join(
        f'<p class="co-gallery"><a href="{notebook}" data-co-link="{key}">{name}</a>'
        f"\u202f: {words}</p>"
        for key, notebook, name, words in BESIDE_MODULES
        if (root / "modules" / notebook).is_file()
    )


def _render_title(syllabus: Syllabus) -> str:
    partners = " et ".join(syllabus.diploma.partners)
    return (
        '<header class="co-cover">'
        '<p class="co-cover-over">Diplôme d’université</p>'
        f"<h1>{escape(syllabus.diploma.title.removeprefix('DU '))}</h1>"
        f'<p class="co-cover-under">{escape(partners)}</p></header>'
    )


def _render_start(syllabus: Syllabus, progress: dict[str, ModuleProgress]) -> str:
    steps = [entry.last for entry in progress.values() if entry.last]
    if steps:
        return _render_resume(max(steps, key=lambda step: step.at))
    for module in syllabus.modules:
        there = (
            [e for e in progress[module.id].activities if e.is_there]
            if module.id in progress
            else []
        )
        if there:
            address = f"{module.id}/{there[0].activity.notebook}"
            return _render_call(
                address,
                "Commencer le module 1" if module.number == 1 else "Commencer",
                module.title,
            )
    return ""


def _render_resume(step: LastStep) -> str:
    words = step.activity.title + (f", {step.words}" if step.words else "")
    return _render_call(f"{step.module.id}/{step.address}", "Reprendre où j’en étais", words)


def _render_call(address: str, verb: str, words: str) -> str:
    return (
        f'<p class="co-call"><a class="co-primary" href="{escape(address)}" '
        f'data-co-link="call-{escape(address)}">{verb}</a>'
        f'<span class="co-call-words">{escape(words)}</span></p>'
    )


def _render_module(module: Module, progress: ModuleProgress | None) -> str:
    is_open = progress is not None
    state = "" if is_open else "À venir, "
    activities = _render_activities(module, progress) if progress else ""
    return (
        f'<li class="co-module{"" if is_open else " co-module-coming"}">'
        f'<span class="co-module-number" aria-hidden="true">{module.number}</span>'
        '<div class="co-module-body"><div class="co-module-head">'
        f'<h3><span class="co-sr">Module {module.number}\u202f: </span>{escape(module.title)}</h3>'
        f'<p class="co-module-dates">{state}{format_dates(module.dates)}</p></div>'
        f'<p class="co-module-summary">{escape(module.summary)}</p>'
        f"{activities}{_render_objectives(module)}</div></li>"
    )


def _render_activities(module: Module, progress: ModuleProgress) -> str:
    rows = "".join(_render_activity(module, entry) for entry in progress.activities)
    return f'<ul class="co-activities">{rows}</ul>'


def _render_activity(module: Module, entry: ActivityProgress) -> str:
    activity = entry.activity
    words = escape(entry.words or f"{activity.minutes}{NO_BREAK_SPACE}min")
    kind = " co-finished" if entry.is_finished else ""
    title = escape(activity.title)
    if entry.is_there:
        address = f"{module.id}/{activity.notebook}"
        title = f'<a href="{escape(address)}" data-co-link="{escape(address)}">{title}</a>'
    return (
        f'<li class="co-activity{kind}"><span class="co-activity-title">{title}</span>'
        f'<span class="co-leader" aria-hidden="true"></span>'
        f'<span class="co-activity-words">{words}</span></li>'
    )


def _render_objectives(module: Module) -> str:
    entries = "".join(f"<li>{escape(objective.text)}</li>" for objective in module.objectives)
    return (
        f'<details class="co-details" id="co-objectives-{escape(module.id)}">'
        '<summary>Ce que vous saurez faire<span class="co-sr"> après le module '
        f"{module.number}</span></summary><ul>{entries}</ul></details>"
    )


def _render_skipped(progress: dict[str, ModuleProgress]) -> str:
    skipped = sum(entry.skipped for entry in progress.values())
    if not skipped:
        return ""
    words = "ligne du journal n’a pas pu être lue" if skipped == 1 else (
        "lignes du journal n’ont pas pu être lues"
    )  # fmt: skip
    return (
        f'<p class="co-skipped">{skipped} {words}\u202f; le reste de vos réponses est intact.</p>'
    )


def format_dates(dates: Dates) -> str:
    """Write the days of a module: du 10 au 12 février 2026."""
    start, end = dates.start, dates.end
    months = (MONTHS[start.month - 1], MONTHS[end.month - 1])
    gap = NO_BREAK_SPACE
    first = "1er" if start.day == 1 else str(start.day)
    last = f"{'1er' if end.day == 1 else end.day}{gap}{months[1]}{gap}{end.year}"
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"du {first} au {last}"
    year = "" if start.year == end.year else f"{gap}{start.year}"
    return f"du {first}{gap}{months[0]}{year} au {last}"
