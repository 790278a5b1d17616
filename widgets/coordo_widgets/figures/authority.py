"""Who authorises, prices, pays, evaluates and controls a home-care service, before and after."""

from __future__ import annotations

from coordo_simulation.references import Closed

from coordo_widgets.charts import TEXT_SIZE
from coordo_widgets.figure import Figure
from coordo_widgets.figure_data import build_sources, list_ids, load_rows
from coordo_widgets.figure_drawing import build_svg, draw_box, draw_paragraph, draw_path, draw_text
from coordo_widgets.figure_model import (
    WIDTH,
    Choice,
    Definition,
    Group,
    Layout,
    Option,
    Table,
    Values,
    View,
)
from coordo_widgets.figure_text import measure
from coordo_widgets.showing import explain_faults, show_widget

SERVICES = {
    "saad": "Avant : SAAD",
    "ssiad": "Avant : SSIAD",
    "spasad": "Avant : SPASAD",
    "sad-aide": "Depuis : SAD aide",
    "sad-mixte": "Depuis : SAD mixte",
}
QUESTIONS = {
    "autoriser": "Qui autorise le service ?",
    "tarifer-aide": "Qui encadre le prix de l’aide ?",
    "payer-aide": "Qui paie l’aide ?",
    "payer-soins": "Qui paie les soins ?",
    "evaluer": "Qui évalue la qualité ?",
    "controler": "Qui contrôle ?",
}
# Actors and targets in the order that lets the fewest lines cross.
ACTORS = {
    "assurance-maladie": "Assurance maladie",
    "ars": "Agence régionale de santé",
    "has": "Haute Autorité de santé",
    "evaluateur": "Organisme évaluateur",
    "departement": "Conseil départemental",
    "etat": "État",
    "cnsa": "CNSA",
}
TARGETS = {
    "soins": "soins",
    "service": "service",
    "aide": "aide",
    "departement": "département",
}
ALL = "toutes"


class Edge(Closed):
    """Someone does something to a part of the service; the references say where it is written."""

    service: str
    question: str
    actor: str
    verb: str
    target: str
    references: tuple[str, ...]


def load_edges(service: str) -> tuple[Edge, ...]:
    """Read what binds a kind of service to its authorities, actor by actor."""
    edges = [
        Edge(
            service=row["service"],
            question=row["question"],
            actor=row["actor"],
            verb=row["verb"],
            target=row["target"],
            references=tuple(row["references"].split()),
        )
        for row in load_rows("authority_edges")
        if row["service"] == service
    ]
    actors, targets = list(ACTORS), list(TARGETS)
    return tuple(
        sorted(edges, key=lambda edge: (actors.index(edge.actor), targets.index(edge.target)))
    )


def build_view(values: Values, layout: Layout) -> View:
    """What is shown for a kind of service and a question."""
    service, question = str(values["service"]), str(values["question"])
    edges = load_edges(service)
    answer = _build_answer(service, question, edges)
    return View(
        title=_build_title(service, edges),
        picture=_draw_map(service, question, edges, layout, alt=_tell_all(service, edges)),
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
        limits=(
            (
                "Avant la réforme, seuls l’autorisation, le paiement et le contrôle sont "
                "dessinés : "
                "l’évaluation suivait alors d’autres règles, que nous n’avons pas vérifiées."
            ),
            (
                "La personne accompagnée paie aussi : sa participation n’est pas dessinée. "
                "Caisses de "
                "retraite et mutuelles non plus."
            ),
            (
                "Un financement a souvent deux étages : celui qui verse au service et celui qui "
                "compense. La flèche de la CNSA va au département, pas au service."
            ),
        ),
    )
    return Figure(definition, build_view)


def _name_service(service: str) -> str:
    return SERVICES[service].split(" : ")[1]


def _build_title(service: str, edges: tuple[Edge, ...]) -> str:
    count = len({edge.actor for edge in edges if edge.question == "autoriser"})
    name = _name_service(service)
    if count > 1:
        return f"Un {name} répond à deux autorités, qui l’autorisent ensemble"
    only = next(edge.actor for edge in edges if edge.question == "autoriser")
    article = "le" if only == "departement" else "l’"
    words = ACTORS[only][0].lower() + ACTORS[only][1:]
    return f"Un {name} n’a qu’une autorité : {article}{' ' if article == 'le' else ''}{words}"


def _build_answer(service: str, question: str, edges: tuple[Edge, ...]) -> tuple[str, ...]:
    if question != ALL:
        return (f"{_name_service(service)}. {QUESTIONS[question]} {_tell(question, edges)}",)
    count = len({edge.actor for edge in edges})
    return (
        (
            f"{_name_service(service)} : {count} acteurs publics ou accrédités, {len(edges)} "
            f"liens. "
            "Posez une question pour n’en suivre qu’un fil."
        ),
    )


def _tell_all(service: str, edges: tuple[Edge, ...]) -> str:
    known = [key for key in QUESTIONS if any(edge.question == key for edge in edges)]
    return f"{_name_service(service)}. " + " ".join(
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
        caption=f"Qui fait quoi pour un {_name_service(service)}",
        columns=("Autorité", "Ce qu’elle fait", "À qui", "Question", "Référence"),
        rows=rows,
    )


ROW, HEADING, GAP = 24, 30, 14
LEFT, BOX, TARGET_X, TARGET_WIDTH = 20, 312, 490, 148
Ports = dict[Edge, float]
Boxes = dict[str, tuple[float, float]]


def _draw_map(
    service: str, question: str, edges: tuple[Edge, ...], layout: Layout, *, alt: str
) -> str:
    if layout == "narrow":
        return _draw_list(question, edges, alt=alt)
    ports, cards, bottom = _draw_cards(question, edges)
    boxes = _place_targets(edges, bottom)
    plain = [edge for edge in edges if not _is_lit(edge, question)]
    lit = [edge for edge in edges if _is_lit(edge, question)]
    lines = [_draw_edge(edge, ports, boxes, question) for edge in (*plain, *lit)]
    parts = [_draw_target(service, key, box) for key, box in boxes.items()]
    return build_svg(WIDTH["wide"], bottom + 4, [*lines, *cards, *parts], alt=alt)


def _is_lit(edge: Edge, question: str) -> bool:
    return question == edge.question


def _draw_cards(question: str, edges: tuple[Edge, ...]) -> tuple[Ports, list[str], float]:
    """One card an authority; with the height at which each line leaves, and the end of it all."""
    ports: Ports = {}
    drawn, top = [], 4.0
    for actor, label in ACTORS.items():
        own = [edge for edge in edges if edge.actor == actor]
        if not own:
            continue
        height = HEADING + ROW * len(own) + 4
        drawn.append(draw_box(LEFT, top, BOX, height, fill="raised", stroke="edge"))
        drawn.append(draw_text(LEFT + 12, top + 21, label, bold=True))
        for index, edge in enumerate(own):
            y = ports[edge] = top + HEADING + ROW * index + 12
            is_lit = _is_lit(edge, question)
            ink = "ink" if is_lit or question == ALL else "ink-soft"
            drawn.append(draw_text(LEFT + 12, y + 4, edge.verb, ink=ink, bold=is_lit))
        top += height + GAP
    return ports, drawn, top - GAP


def _place_targets(edges: tuple[Edge, ...], bottom: float) -> Boxes:
    """Top and height of each part of the service: as tall as it has lines, one above the other."""
    counts = {key: sum(edge.target == key for edge in edges) for key in TARGETS}
    del counts["departement"]
    shown = {key: max(count, 2) for key, count in counts.items() if count}
    unit = (bottom - 4 - GAP * (len(shown) - 1)) / sum(shown.values())
    boxes, top = {}, 4.0
    for key, count in shown.items():
        boxes[key] = (top, unit * count)
        top += unit * count + GAP
    return boxes


def _draw_target(service: str, target: str, box: tuple[float, float]) -> str:
    top, height = box
    drawn = draw_box(
        TARGET_X, top, TARGET_WIDTH, height, fill="sage-wash", stroke="sage", thickness=2
    )
    label = {"service": f"Le {_name_service(service)}", "aide": "Son aide", "soins": "Ses soins"}
    middle = TARGET_X + TARGET_WIDTH / 2
    return drawn + draw_text(
        middle, top + height / 2 + 5, label[target], anchor="middle", bold=True
    )


def _draw_edge(edge: Edge, ports: Ports, boxes: Boxes, question: str) -> str:
    """A curve from the words to the part of the service they bear on."""
    y, is_lit = ports[edge], _is_lit(edge, question)
    token = "ink" if is_lit else "edge" if question == ALL else "rule"
    width = 3 if is_lit else 1.25
    if edge.target not in boxes:  # money that goes to the department first: a bracket at the left
        end = min(height for other, height in ports.items() if other.actor == edge.target) - 24
        path = f"M{LEFT},{y:g} C2,{y:g} 2,{end:g} {LEFT - 7},{end:g}"
        return draw_path(path, stroke=token, width=width) + _draw_head(LEFT, end, token)
    top, height = boxes[edge.target]
    own = [other for other in ports if other.target == edge.target]
    end = top + height * (own.index(edge) + 0.5) / len(own)
    start = LEFT + BOX
    path = f"M{start},{y:g} C{start + 66},{y:g} {TARGET_X - 74},{end:g} {TARGET_X - 8},{end:g}"
    return draw_path(path, stroke=token, width=width) + _draw_head(TARGET_X - 1, end, token)


def _draw_head(x: float, y: float, token: str) -> str:
    return draw_path(f"M{x:g},{y:g} l-9,-5 v10 Z", fill=token)


def _draw_list(question: str, edges: tuple[Edge, ...], *, alt: str) -> str:
    """On a phone: one card an authority, a label at the end of each line for what it bears on."""
    width, parts, top = WIDTH["narrow"], [], 2.0
    for actor, label in ACTORS.items():
        own = [edge for edge in edges if edge.actor == actor]
        if not own:
            continue
        texts, y = [draw_text(12, top + 22, label, bold=True)], top + 24 + ROW
        for edge in own:
            drawn, end = _draw_line(edge, y, width, is_lit=_is_lit(edge, question))
            texts.append(drawn)
            y = end
        parts.append(draw_box(1, top, width - 2, y - top - 12, fill="raised", stroke="edge"))
        parts += texts
        top = y - 12 + GAP
    return build_svg(width, top - GAP + 2, parts, alt=alt)


def _draw_line(edge: Edge, y: float, width: float, *, is_lit: bool) -> tuple[str, float]:
    tag = TARGETS[edge.target]
    size = measure(tag, TEXT_SIZE) + 12
    room = width - 24 - size - 18
    ink = "ink" if is_lit else "ink-soft"
    drawn, end = draw_paragraph(20, y, edge.verb, room, ink=ink, bold=is_lit)
    x = width - 10 - size
    drawn += draw_box(x, y - 15, size, 21, fill="sage-wash", stroke="sage")
    drawn += draw_text(x + 6, y, tag, ink="sage-ink")
    if is_lit:
        drawn += draw_path(f"M10,{y - 13:g} V{end - 14:g}", stroke="ink", width=4)
    return drawn, end + 8
