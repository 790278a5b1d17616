"""Monsieur X's four situations, who may coordinate and who may take part."""

from __future__ import annotations

from coordo_simulation.references import Closed

from coordo_widgets.figure_data import load_rows

UNDECIDED = "a-choisir"


class Person(Closed):
    """Someone who may coordinate; lanes go from what is furthest from Monsieur X to himself."""

    id: str
    label: str
    lane: int

    @property
    def name(self) -> str:
        """The label as it begins a line."""
        return self.label[0].upper() + self.label[1:]


class Situation(Closed):
    """One of the four moments of the pathway, with what the source says of it."""

    number: int
    title: str
    response: str
    coordinator: str
    actors: tuple[str, ...]
    comment: str


def load_coordinators() -> tuple[Person, ...]:
    """Read who may coordinate, in the order of the lanes."""
    people = [
        Person(id=row["id"], label=row["label"], lane=int(row["lane"]))
        for row in load_rows("pathway_people")
        if row["kind"] == "coordinateur"
    ]
    return tuple(sorted(people, key=lambda person: person.lane))


def load_actors() -> dict[str, str]:
    """Read who may take part: id to name."""
    rows = load_rows("pathway_people")
    return {row["id"]: row["label"] for row in rows if row["kind"] == "acteur"}


def load_situations() -> tuple[Situation, ...]:
    """Read the four situations."""
    return tuple(
        Situation(
            number=int(row["number"]),
            title=row["title"],
            response=row["response"],
            coordinator=row["coordinator"],
            actors=tuple(row["actors"].split()),
            comment=row["comment"],
        )
        for row in load_rows("pathway_situations")
    )
