"""What the territory figure shows of an area: five measures, each on one scale for all areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordo_simulation.french import format_number, format_quantity

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_simulation.territory_area import AreaYear


@dataclass(frozen=True)
class Measure:
    """One measure of an area in a year.

    ``limit`` is the value that a line marks and ``limit_label`` names; ``shortage`` says what an
    area on its wrong side lives.
    """

    id: str
    label: str
    title: str
    unit: str
    decimals: int
    read: Callable[[AreaYear], float]
    limit: float | None = None
    limit_label: str = ""
    shortage: str = ""
    is_bad_above: bool = True
    whole_is_mean: bool = True

    def tell(self, value: float) -> str:
        """The value and its unit."""
        return format_quantity(value, self.unit, self.decimals)

    def tell_scale(self, value: float) -> str:
        """The value as an axis writes it."""
        return format_quantity(value, self.unit, 0)

    def tell_change(self, change: float) -> str:
        """A signed difference, in points where the measure is a share."""
        rounded = round(change, self.decimals)
        sign = "+" if rounded > 0 else ""
        number = f"{sign}{format_number(change, self.decimals)}"
        if self.unit == "%":
            return f"{number} point{'s' if abs(rounded) >= 2 else ''}"  # noqa: PLR2004  (plural)
        return f"{number}\u00a0{self.unit}" if self.unit else number

    def is_short(self, value: float) -> bool:
        """Whether a value, as it is written, is on the wrong side of the limit."""
        if self.limit is None:
            return False
        written = round(value, self.decimals)
        return written > self.limit if self.is_bad_above else written < self.limit


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


MEASURES = (
    Measure(
        id="hours",
        label="Heures d’aide sans réponse",
        title="heures d’aide sans réponse, sur cent demandées",
        unit="%",
        decimals=1,
        read=lambda year: 100 * year.unmet_share,
        limit=10.0,
        limit_label="une heure sur dix",
        shortage="plus d’une heure d’aide sur dix serait sans réponse",
    ),
    Measure(
        id="people",
        label="Personnes sans réponse",
        title="personnes sans réponse, sur cent aidées à domicile",
        unit="%",
        decimals=1,
        read=lambda year: _share(year.people_unmet, year.helped),
        limit=10.0,
        limit_label="une personne sur dix",
        shortage="plus d’une personne aidée sur dix serait sans réponse",
    ),
    Measure(
        id="helped",
        label="Personnes à aider",
        title="personnes à aider à domicile (APA, GIR 1 à 4)",
        unit="",
        decimals=0,
        read=lambda year: year.helped,
        whole_is_mean=False,
    ),
    Measure(
        id="places",
        label="Places de soins",
        title="places de soins pour 1 000 personnes de 75 ans ou plus",
        unit="",
        decimals=1,
        read=lambda year: 1000 * year.places / year.older_75,
        limit=20.3,
        limit_label="densité de 2018 en France : 20,3",
        shortage="les places de soins seraient plus rares qu’en 2018",
        is_bad_above=False,
    ),
    Measure(
        id="requests",
        label="Demandes au DAC sans suite",
        title="demandes au DAC sans suite, sur cent reçues",
        unit="%",
        decimals=1,
        read=lambda year: _share(year.requests_lost, year.requests),
        limit=25.0,
        limit_label="une demande sur quatre",
        shortage="plus d’une demande au DAC sur quatre serait sans suite",
    ),
)
BY_ID = {measure.id: measure for measure in MEASURES}
