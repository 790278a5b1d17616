"""Where people live and how long the road takes, in an invented territory.

Places have plane coordinates in kilometres. The road is the straight line lengthened by a detour,
driven at one speed, plus the minutes it takes to park and be let in. Whole metres and whole
minutes, rounded up by integers: the same on every machine, and never longer by a way round.
"""

from __future__ import annotations

from math import isqrt
from typing import Annotated, Self

from pydantic import Field, model_validator

from coordo_simulation.declaration import Parameter, Text
from coordo_simulation.references import Closed

METRES = 1000  # in a kilometre
SOURCE = "choix de l’auteur, pour un pays de bourgs et de hameaux\u202f; aucune route réelle"

PARAMETERS = (
    Parameter(
        id="detour",
        label="longueur de la route, pour 100 de ligne droite",
        unit="%",
        minimum=100,
        maximum=200,
        value=130,
        standing="hypothèse pédagogique",
        source=SOURCE,
    ),
    Parameter(
        id="speed",
        label="vitesse moyenne",
        unit="km/h",
        minimum=10,
        maximum=90,
        value=40,
        standing="hypothèse pédagogique",
        source=SOURCE,
    ),
    Parameter(
        id="settling",
        label="temps pour se garer et entrer",
        unit="min",
        minimum=0,
        maximum=15,
        value=2,
        standing="hypothèse pédagogique",
        source=SOURCE,
    ),
)
_DEFAULTS = {parameter.id: int(parameter.value) for parameter in PARAMETERS}

Kilometres = Annotated[float, Field(ge=-200, le=200, allow_inf_nan=False)]


class Place(Closed):
    """A point of the territory, in kilometres east and north of its corner."""

    name: Text
    east: Kilometres
    north: Kilometres


class TravelRules(Closed):
    """What the road costs: whole percents, kilometres an hour and minutes."""

    detour: int = _DEFAULTS["detour"]
    speed: int = _DEFAULTS["speed"]
    settling: int = _DEFAULTS["settling"]

    @model_validator(mode="after")
    def _is_within_ranges(self) -> Self:
        for parameter in PARAMETERS:
            if not parameter.has_room_for(getattr(self, parameter.id)):
                raise ValueError(parameter.tell_breach(getattr(self, parameter.id)))
        return self

    def compute_metres(self, start: Place, end: Place) -> int:
        """Length of the road, in whole metres, rounded up."""
        east, north = (
            round(METRES * one) - round(METRES * other)
            for one, other in ((start.east, end.east), (start.north, end.north))
        )
        squared = (east * east + north * north) * self.detour * self.detour
        return _divide_up(_root_up(squared), 100)

    def compute_minutes(self, start: Place, end: Place) -> int:
        """Time from one door to another, in whole minutes, rounded up; nothing on the spot."""
        metres = self.compute_metres(start, end)
        return _divide_up(60 * metres, METRES * self.speed) + self.settling if metres else 0


def _root_up(number: int) -> int:
    root = isqrt(number)
    return root if root * root == number else root + 1


def _divide_up(number: int, divisor: int) -> int:
    return -(-number // divisor)
