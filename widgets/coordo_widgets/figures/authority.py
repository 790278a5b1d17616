"""Who authorises, prices, pays, evaluates and controls a home-care service, before and after."""

from __future__ import annotations

from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources, list_ids, load_rows
from coordo_widgets.figure_model import (
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Table,
    Values,
    View,
)
from coordo_widgets.figures.authority_facts import (
    ACTORS,
    ALL,
    QUESTIONS,
    SERVICES,
    TARGETS,
    Edge,
    load_edges,
    name_service,
)
from coordo_widgets.figures.authority_map import draw_map
from coordo_widgets.showing import explain_faults, show_widget

LIMITS = (
    (
        "Avant la réforme, seuls l’autorisation, le paiement et le contrôle sont dessinés\u202f: "
        "l’évaluation suivait alors d’autres règles, que nous n’avons pas vérifiées."
    ),
    (
        "La personne accompagnée paie aussi\u202f: sa participation n’est pas dessinée. Caisses "
        "de retraite et mutuelles non plus."
    ),
    (
        "Un financement a souvent deux étages\u202f: celui qui verse au service et celui qui "
        "compense. La flèche de la CNSA va au département, pas au service."
    ),
)


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a kind of service and a question."""
    service, question = str(values["service"]), str(values["question"])
    edges = load_edges(service)
    answer = _build_answer(service, question, edges)
    return View(
        title=_build_title(service, edges),
        picture=draw_map(service, question, edges, layout, alt=_tell_all(service, edges)),
        answer=answer,
        table=_build_table(service, edges),
    )


@explain_faults
def authority_figure() -> None:
    """Show the map of the authorities of a service."""
    show_widget(build_figure())


def build_figure() -> Figure:
    """Build the figure."""
    services = tuple(Option(value=key, label=label) for key, label in SERVICES.items())
    questions = (
        Option(value=ALL, label="Tout montrer"),
        *tuple(Option(value=key, label=label) for key, label in QUESTIONS.items()),
    )
    definition = Definition(
        id="authority-figure",
        lead="Avant d’écrire à quelqu’un, sachez qui décide. Choisissez un service, puis une "
        "question.",
        groups=(
            Group(
                settings=(
                    Choice(
                        id="service",
                        legend="Service, avant ou depuis la réforme",
                        options=services,
                        value="sad-mixte",
                    ),
                    Choice(
                        id="question",
                        legend="Qui décide de quoi ?",
                        options=questions,
                        value=ALL,
                        display="select",
                    ),
                )
            ),
        ),
        sources=build_sources(list_ids(load_rows("authority_edges"))),
        limits=LIMITS,
    )
    return Figure(definition, build_view)


def _build_title(service: str, edges: tuple[Edge, ...]) -> str:
    count = len({edge.actor for edge in edges if edge.question == "autoriser"})
    name = name_service(service)
    if count > 1:
        return f"Un {name} répond à deux autorités, qui l’autorisent ensemble"
    only = next(edge.actor for edge in edges if edge.question == "autoriser")
    article = "le" if only == "departement" else "l’"
    words = ACTORS[only][0].lower() + ACTORS[only][1:]
    return f"Un {name} n’a qu’une autorité : {article}{' ' if article == 'le' else ''}{words}"


def _build_answer(service: str, question: str, edges: tuple[Edge, ...]) -> tuple[str, ...]:
    if question != ALL:
        return (f"{name_service(service)}. {QUESTIONS[question]} {_tell(question, edges)}",)
    count = len({edge.actor for edge in edges})
    return (
        (
            f"{name_service(service)} : {count} acteurs publics ou accrédités, {len(edges)} "
            f"liens. "
            "Posez une question pour n’en suivre qu’un fil."
        ),
    )


def _tell_all(service: str, edges: tuple[Edge, ...]) -> str:
    known = [key for key in QUESTIONS if any(edge.question == key for edge in edges)]
    return f"{name_service(service)}. " + " ".join(
        f"{QUESTIONS[key]} {_tell(key, edges)}" for key in known
    )


def _tell(question: str, edges: tuple[Edge, ...]) -> str:
    """Who does what about a question, actor by actor."""
    deeds: dict[str, list[str]] = {}
    for edge in edges:
        if edge.question == question:
            deeds.setdefault(edge.actor, []).append(edge.verb)
    if not deeds:
        return "Rien que nous ayons vérifié pour ce service."
    return " ; ".join(f"{ACTORS[actor]} : {', '.join(own)}" for actor, own in deeds.items()) + "."


def _build_table(service: str, edges: tuple[Edge, ...]) -> Table:
    rows = tuple(
        (
            ACTORS[edge.actor],
            edge.verb,
            TARGETS[edge.target].capitalize(),
            QUESTIONS[edge.question],
            " ; ".join(source.label for source in build_sources(edge.references)),
        )
        for edge in edges
    )
    return Table(
        caption=f"Qui fait quoi pour un {name_service(service)}",
        columns=("Autorité", "Ce qu’elle fait", "À qui", "Question", "Référence"),
        rows=rows,
    )
