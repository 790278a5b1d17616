"""What an event obliges to: facts one may change, and whom to tell, within what delay, by when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coordo_simulation.event_analysis import HARM_LABELS, Event
from coordo_simulation.event_duties import (
    Duty,
    is_serious_care_event,
    list_conditions,
    list_duties,
)
from coordo_simulation.event_study import EventStudy
from coordo_simulation.event_study_example import build_example_story
from coordo_simulation.french import format_date, set_spaces

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Table,
    Ticks,
    Values,
    View,
)
from coordo_widgets.figures.deliberation_words import cite, count
from coordo_widgets.figures.duties_drawing import draw_duties
from coordo_widgets.place import find_place
from coordo_widgets.showing import explain_faults, show_widget
from coordo_widgets.view_data import ViewKind

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook

FACTS = {
    "is_care": "Survenu au cours de soins",
    "is_unexpected": "Inattendu, vu son état",
    "threatens_people": "Menace les personnes, ou défaillance grave du service",
}
SOURCES = (
    "eigs-definition",
    "dommage-information-personne",
    "eigs-premiere-partie",
    "eigs-seconde-partie-delai",
    "esms-signalement",
    "esms-signalement-confirmation",
    "esms-signalement-usagers",
)
LIMITS = (
    (
        "La liste n’est pas complète : ni les vigilances (médicament, matériel), ni le signalement "
        "d’une maltraitance ou d’une infraction n’y sont."
    ),
    (
        "Les délais sont comptés du jour de la constatation. Pour la personne, la loi dit la "
        "découverte du dommage ; pour la seconde partie et la confirmation écrite, les textes lus "
        "ne disent pas leur point de départ : c’est la lecture la plus prudente."
    ),
    (
        "Dire d’un événement qu’il était inattendu, ou qu’il menace les personnes, est un jugement "
        "que les textes laissent à ceux qui le vivent. Dans le doute, demandez à votre agence "
        "régionale de santé."
    ),
)
DEFINED = "Événement indésirable grave de soins"
NOT_DEFINED = "Hors de la définition de l’événement grave de soins"
NONE_APPLIES = "aucune des obligations lues ici ne s’applique"


def build_view(study: EventStudy, values: Values, layout: Layout) -> View:
    """What is shown for the facts of an event."""
    event, book = _change(study.build_event(), values), find_place().references
    duties = list_duties(event, book)
    title = _build_title(event, duties)
    return View(
        title=title,
        picture=draw_duties(event, duties, layout, alt=f"{title}."),
        answer=_build_answer(event, duties, book),
        table=_build_table(event, duties, book),
    )


@explain_faults
def event_duties(data: str | None = None) -> None:
    """Show what an event obliges to, facts to be changed: invented, or ``data/<data>.yml``."""
    show_widget(VIEW.open(data))


def build_figure(study: EventStudy, figure_id: str) -> Figure:
    """Build the figure."""
    event = study.build_event()
    harms = tuple(
        Option(value=key, label=label[0].upper() + label[1:]) for key, label in HARM_LABELS.items()
    )
    facts = tuple(Option(value=key, label=label) for key, label in FACTS.items())
    definition = Definition(
        id=figure_id,
        lead=set_spaces(
            f"{study.summary} Constaté le {format_date(event.noticed_on)} ({study.origin}). "
            "Changez la conséquence, ôtez un fait : à qui devez-vous encore le dire, et pour "
            "quand ?"
        ),
        reset="Revenir à ce qui est arrivé",
        groups=(
            Group(
                settings=(
                    Choice(
                        id="harm",
                        legend="La conséquence pour la personne",
                        options=harms,
                        value=event.harm,
                        display="select",
                    ),
                    Ticks(
                        id="facts",
                        legend="Les faits",
                        options=facts,
                        value=tuple(key for key in FACTS if getattr(event, key)),
                    ),
                )
            ),
        ),
        sources=build_sources(SOURCES),
        limits=tuple(set_spaces(text) for text in LIMITS),
    )
    return Figure(definition, partial(build_view, study))


VIEW = ViewKind("event-duties", EventStudy, build_example_story, build_figure)


def _change(event: Event, values: Values) -> Event:
    """The event with the facts that one has set."""
    facts = values["facts"]
    held = facts if isinstance(facts, tuple) else ()
    changes: dict[str, object] = {key: key in held for key in FACTS}
    return event.model_copy(update={**changes, "harm": values["harm"]})


def _build_title(event: Event, duties: tuple[Duty, ...]) -> str:
    """Whether the definition is met, how many duties, and the last day of all."""
    said = DEFINED if is_serious_care_event(event) else NOT_DEFINED
    if not duties:
        return set_spaces(f"{said}, et {NONE_APPLIES}")
    number = f"{count(len(duties))}{'e' if len(duties) == 1 else ''}"
    told = f"{said} : au moins {number} obligation{'s' if len(duties) > 1 else ''}"
    days = [duty.due_on for duty in duties if duty.due_on]
    return set_spaces(f"{told}, jusqu’au {format_date(max(days))}" if days else told)


def _build_answer(event: Event, duties: tuple[Duty, ...], book: ReferenceBook) -> tuple[str, ...]:
    missing = [each.text for each in list_conditions(event) if not each.is_met]
    if missing:
        first = f"La définition n’est pas remplie : {' ; '.join(missing)}."
    else:
        first = "Les trois conditions de la définition sont réunies."
    told = [f"{duty.text} {_cite(duty, book)}" for duty in duties]
    return tuple(set_spaces(text) for text in (first, *(told or [f"{NONE_APPLIES.capitalize()}."])))


def _cite(duty: Duty, book: ReferenceBook) -> str:
    texts = " ; ".join(dict.fromkeys(cite(book.get(key)) for key in duty.references))
    return f"Texte : {texts}."


def _build_table(event: Event, duties: tuple[Duty, ...], book: ReferenceBook) -> Table:
    rows = tuple(
        (
            duty.recipient,
            duty.text,
            duty.delay,
            format_date(duty.due_on) if duty.due_on else "aucune date",
            " ; ".join(dict.fromkeys(cite(book.get(key)) for key in duty.references)),
        )
        for duty in duties
    )
    return Table(
        caption=set_spaces(f"Ce que l’événement oblige à faire : {HARM_LABELS[event.harm]}"),
        columns=("À qui", "Quoi", "Délai", "Au plus tard", "Texte"),
        rows=tuple(tuple(set_spaces(cell) for cell in row) for row in rows),
    )
