"""AGGIR: from ten rated variables to the iso-resource group (GIR).

Source: code de l'action sociale et des familles, annexe 2-2 (algorithm), from décret 97-427
of 28 April 1997, annexe II; filling guide: décret 2008-821 of 21 August 2008.

A widely copied version holds a shifted group D and a strict comparison in group H; it is wrong
on 327 of the 6,561 combinations. This one follows the official table.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from coordo_simulation.references import Closed

if TYPE_CHECKING:
    from collections.abc import Mapping

Rating = Literal["A", "B", "C"]
RATINGS: tuple[Rating, ...] = ("A", "B", "C")

RIGHTS_NOTICE = (
    "L’algorithme AGGIR appartient au Syndicat national de gérontologie clinique, qui le met à "
    "la disposition des services de l’État et des collectivités territoriales\u202f; tout autre "
    "usage, «\u202fen particulier à des fins lucratives\u202f», demande son autorisation écrite "
    "préalable (décret n°\u00a097-427 du 28\u00a0avril 1997, annexe). Ce calcul est un exercice, "
    "non une évaluation."
)


class Variable(StrEnum):
    """The ten discriminating variables; the last two weigh nothing in the algorithm."""

    COHERENCE = "cohérence"
    ORIENTATION = "orientation"
    TOILETTE = "toilette"
    HABILLAGE = "habillage"
    ALIMENTATION = "alimentation"
    ELIMINATION = "élimination"
    TRANSFERTS = "transferts"
    DEPLACEMENTS_INTERIEURS = "déplacements à l’intérieur"
    DEPLACEMENTS_EXTERIEURS = "déplacements à l’extérieur"
    COMMUNICATION = "communication à distance"


WEIGHING: tuple[Variable, ...] = tuple(Variable)[:8]


class Group(Closed):
    """One of the eight groups: weights of C and of B, in the order of ``WEIGHING``; A is 0.

    ``thresholds`` are (least sum, rank), highest first.
    """

    name: str
    weights_c: tuple[int, ...] = Field(min_length=8, max_length=8)
    weights_b: tuple[int, ...] = Field(min_length=8, max_length=8)
    thresholds: tuple[tuple[int, int], ...]

    def compute_sum(self, ratings: Mapping[Variable, Rating]) -> int:
        """Add the weights of the eight weighing variables.

        Raises:
            KeyError: one of the eight is not rated.
        """
        return sum(
            self.weights_c[index] if ratings[variable] == "C" else self.weights_b[index]
            for index, variable in enumerate(WEIGHING)
            if ratings[variable] != "A"
        )


def _group(
    name: str, weights_c: tuple[int, ...], weights_b: tuple[int, ...], *thresholds: tuple[int, int]
) -> Group:
    return Group(name=name, weights_c=weights_c, weights_b=weights_b, thresholds=thresholds)


GROUPS: tuple[Group, ...] = (
    _group(
        "A",
        (2000, 1200, 40, 40, 60, 100, 800, 200),
        (0, 0, 16, 16, 20, 16, 120, 32),
        (4380, 1),
        (4140, 2),
        (3390, 3),
    ),
    _group(
        "B",
        (1500, 1200, 40, 40, 60, 100, 800, -80),
        (320, 120, 16, 16, 0, 16, 120, -40),
        (2016, 4),
    ),
    _group(
        "C",
        (0, 0, 40, 40, 60, 160, 1000, 400),
        (0, 0, 16, 16, 20, 20, 200, 40),
        (1700, 5),
        (1432, 6),
    ),
    _group("D", (0, 0, 0, 0, 2000, 400, 2000, 200), (0, 0, 0, 0, 200, 200, 200, 0), (2400, 7)),
    _group(
        "E",
        (400, 400, 400, 400, 400, 800, 800, 200),
        (0, 0, 100, 100, 100, 100, 100, 0),
        (1200, 8),
    ),
    _group(
        "F",
        (200, 200, 500, 500, 500, 500, 500, 200),
        (100, 100, 100, 100, 100, 100, 100, 0),
        (800, 9),
    ),
    _group(
        "G",
        (150, 150, 300, 300, 500, 500, 400, 200),
        (0, 0, 200, 200, 200, 200, 200, 100),
        (650, 10),
    ),
    _group(
        "H",
        (0, 0, 3000, 3000, 3000, 3000, 1000, 1000),
        (0, 0, 2000, 2000, 2000, 2000, 2000, 1000),
        (4000, 11),
        (2000, 12),
        (0, 13),
    ),
)
GIR_OF_RANK = {1: 1, **dict.fromkeys(range(2, 8), 2), 8: 3, 9: 3, 10: 4, 11: 4, 12: 5, 13: 6}


class Adverbs(Closed):
    """The four adverbs of the guide: whether the person does it alone in each of these ways."""

    spontaneously: bool
    totally: bool
    usually: bool
    correctly: bool


class GirResult(Closed):
    """A GIR and what decided it: the group that stopped, its sum, the rank it gave."""

    gir: Annotated[int, Field(ge=1, le=6)]
    rank: Annotated[int, Field(ge=1, le=13)]
    group: str
    total: int


class SingleChange(Closed):
    """One variable rated otherwise, and the GIR that it would give."""

    variable: Variable
    rating: Rating
    gir: int


def rate(adverbs: Adverbs) -> Rating:
    """Rate an activity: four yes A, four no C, otherwise B."""
    answers = (adverbs.spontaneously, adverbs.totally, adverbs.usually, adverbs.correctly)
    if all(answers):
        return "A"
    return "B" if any(answers) else "C"


def combine_any_c(*parts: Rating) -> Rating:
    """Rate cohérence, orientation or élimination from its two parts: any C gives C."""
    if "C" in parts:
        return "C"
    return "A" if set(parts) == {"A"} else "B"


def combine_all(*parts: Rating) -> Rating:
    """Rate toilette (haut, bas) or habillage (haut, moyen, bas): C only if all are C."""
    return parts[0] if len(set(parts)) == 1 else "B"


def combine_meal(serving: Rating, eating: Rating) -> Rating:
    """Rate alimentation from se servir and manger: CC, BC and CB give C."""
    parts = {serving, eating}
    if parts == {"A"}:
        return "A"
    return "C" if parts in ({"C"}, {"B", "C"}) else "B"


def compute_gir(ratings: Mapping[Variable, Rating]) -> GirResult:
    """Compute the GIR from the ratings of at least the eight weighing variables.

    Raises:
        KeyError: one of the eight is not rated.
    """
    for group in GROUPS:
        total = group.compute_sum(ratings)
        for least, rank in group.thresholds:
            if total >= least:
                return GirResult(gir=GIR_OF_RANK[rank], rank=rank, group=group.name, total=total)
    raise AssertionError("le groupe H conclut toujours")


def list_single_changes(ratings: Mapping[Variable, Rating]) -> tuple[SingleChange, ...]:
    """List every rating of one variable that alone would give another GIR."""
    present = compute_gir(ratings).gir
    changes = []
    for variable in WEIGHING:
        for rating in RATINGS:
            gir = compute_gir({**ratings, variable: rating}).gir
            if gir != present:
                changes.append(SingleChange(variable=variable, rating=rating, gir=gir))
    return tuple(changes)
