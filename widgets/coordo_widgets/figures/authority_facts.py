"""What binds a home-care service to its authorities, each tie with where it is written."""

from __future__ import annotations

from coordo_simulation.references import Closed

from coordo_widgets.figure_data import load_rows

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


def name_service(service: str) -> str:
    """The service as a sentence names it, without its time."""
    return SERVICES[service].split(" : ")[1]
