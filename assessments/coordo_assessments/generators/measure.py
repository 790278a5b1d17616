"""Generators on dates and scores: days left before a deadline, the mean of a HAS criterion."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_simulation.french import format_date, format_number, format_quantity
from coordo_simulation.references import Closed

from coordo_assessments.generators.model import Generator, Variant, round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.seeded_draw import SeededDraw

_WORKING_DAYS = 5
_DAYS_OF_A_ROUGH_MONTH = 30


class DeadlineParameters(Closed):
    """The year in which the file is prepared."""

    year: int = 2027


class CriterionParameters(Closed):
    """Bounds of the elements that are rated; one more is not concerned."""

    least_elements: int = 5
    most_elements: int = 7


def draw_deadline(
    draw: SeededDraw, parameters: DeadlineParameters, _book: ReferenceBook
) -> Variant:
    """Calendar days left to write a file, once rereading and signature are set apart."""
    today = date(parameters.year, draw.between(1, 6), draw.between(4, 24))
    deadline = today + timedelta(days=draw.between(62, 110))
    rereading, signing = draw.between(8, 15), draw.between(12, 21)
    span = (deadline - today).days
    left = span - rereading - signing
    months = deadline.month - today.month
    rough = _DAYS_OF_A_ROUGH_MONTH * months + deadline.day - today.day
    return Variant(
        values={
            "aujourd-hui": format_date(today),
            "echeance": format_date(deadline),
            "relecture": format_quantity(rereading, "jours"),
            "signature": format_quantity(signing, "jours"),
            "duree": format_quantity(span, "jours"),
            "reste": format_quantity(left, "jours"),
            "dernier-jour": format_date(today + timedelta(days=left)),
        },
        key=Decimal(left),
        mistakes={
            "signature-oubliee": Decimal(left + signing),
            "jour-de-trop": Decimal(left + 1),
            "mois-de-trente-jours": Decimal(rough - rereading - signing),
            "jours-ouvres": Decimal(_count_working_days(today, span) - rereading - signing),
        },
        effort=months + 4,
    )


def draw_criterion(
    draw: SeededDraw, parameters: CriterionParameters, _book: ReferenceBook
) -> Variant:
    """Rating of a criterion: the mean of its rated elements, to two decimals."""
    count = draw.between(parameters.least_elements, parameters.most_elements)
    ratings = [draw.between(2, 4) for _ in range(count - 1)] + [draw.between(1, 3)]
    ratings = list(draw.shuffle(ratings))
    total = sum(ratings)
    mean = Decimal(total) / count
    return Variant(
        values={
            "elements": str(count + 1),
            "cotes": _list_french([str(rating) for rating in ratings]),
            "nombre": str(count),
            "somme": " + ".join(map(str, ratings)),
            "total": str(total),
            "moyenne": format_number(mean, 2),
        },
        key=mean,
        mistakes={
            "non-concerne-zero": Decimal(total) / (count + 1),
            "non-concerne-quatre": Decimal(total + 4) / (count + 1),
            "cote-entiere": round_to(mean, 0),
            "plus-basse": Decimal(min(ratings)),
            "milieu": Decimal(min(ratings) + max(ratings)) / 2,
        },
        effort=count + 1,
    )


def _count_working_days(start: date, days: int) -> int:
    following = (start + timedelta(days=rank) for rank in range(1, days + 1))
    return sum(day.weekday() < _WORKING_DAYS for day in following)


def _list_french(entries: Sequence[str]) -> str:
    return f"{', '.join(entries[:-1])} et {entries[-1]}"


MEASURE = {
    "jours-avant-echeance": Generator(DeadlineParameters, draw_deadline),
    "moyenne-de-critere": Generator(CriterionParameters, draw_criterion),
}
