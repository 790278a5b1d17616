"""The loops of the team model, and which one weighs most: each is held, and the year run again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coordo_simulation.references import Closed
from coordo_simulation.team import Link, run_team

if TYPE_CHECKING:
    from collections.abc import Mapping

NEGLIGIBLE = 5.0
"""Hours a year under which no loop is said to weigh."""


class Loop(Closed):
    """A loop as a chain of causes; ``link`` is the one that is held to silence it."""

    id: Link
    label: str
    chain: tuple[str, ...]
    kind: Literal["amplifie", "amortit", "selon"]


LOOPS: tuple[Loop, ...] = (
    Loop(
        id="sick",
        label="l’usure",
        chain=("charge", "épuisement", "arrêts", "moins de monde", "charge"),
        kind="amplifie",
    ),
    Loop(
        id="quit",
        label="les départs",
        chain=("charge", "épuisement", "départs", "postes vides", "charge"),
        kind="amplifie",
    ),
    Loop(
        id="trust",
        label="le repli",
        chain=("charge", "épuisement", "coopération perdue", "temps perdu", "charge"),
        kind="amplifie",
    ),
    Loop(
        id="overtime",
        label="les heures supplémentaires",
        chain=("charge", "heures supplémentaires", "épuisement", "arrêts", "charge"),
        kind="amplifie",
    ),
    Loop(
        id="hire",
        label="le remplacement",
        chain=("postes vides", "embauches", "plus de monde", "moins de postes vides"),
        kind="amortit",
    ),
    Loop(
        id="cooperation",
        label="la coopération",
        chain=("réunions", "coopération", "moins de temps perdu et d’usure", "charge"),
        kind="selon",
    ),
)


class Weight(Closed):
    """What a loop does to the hours that the rota cannot hold, over the year.

    ``hours`` is what the loop adds: positive where it makes things worse, negative where it
    spares.
    """

    loop: Loop
    hours: float


def weigh_loops(changes: Mapping[str, float]) -> tuple[Weight, ...]:
    """Weigh each loop, the heaviest first: the year as it is, less the year with its link held."""
    whole = run_team(changes).burden
    weights = [
        Weight(loop=loop, hours=whole - run_team(changes, held=frozenset({loop.id})).burden)
        for loop in LOOPS
    ]
    return tuple(sorted(weights, key=lambda weight: -abs(weight.hours)))
