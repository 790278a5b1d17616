"""Generators on what a service does: hours paid and done, journeys, demands left waiting."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from coordo_simulation.french import format_euro, format_number, format_quantity
from coordo_simulation.references import Closed

from coordo_assessments.generators.model import Generator, Variant

if TYPE_CHECKING:
    from coordo_simulation.references import ReferenceBook

    from coordo_assessments.seeded_draw import SeededDraw


class CostParameters(Closed):
    """Bounds of the team, in home helpers."""

    least_team: int = 9
    largest_team: int = 22


class JourneyParameters(Closed):
    """Bounds of a round, in visits."""

    least_visits: int = 7
    most_visits: int = 11


class DemandParameters(Closed):
    """Bounds of the demands received in a quarter."""

    least_demands: int = 90
    most_demands: int = 240


def draw_cost(draw: SeededDraw, parameters: CostParameters, _book: ReferenceBook) -> Variant:
    """Cost of an hour done at home: what is paid, over the hours that are left to do it."""
    team = draw.between(parameters.least_team, parameters.largest_team)
    contract = draw.between(105, 135, 5)
    cost = draw.decimal("19.20", "22.40", "0.10")
    paid = team * contract
    absences = paid * draw.between(60, 110) // 1000
    journeys = paid * draw.between(80, 130) // 1000
    meetings = 2 * team
    done = paid - absences - journeys - meetings
    total = paid * cost
    lost = Decimal(paid - done) / paid
    return Variant(
        values={
            "equipe": str(team),
            "contrat": format_quantity(contract, "heures"),
            "cout-employeur": format_quantity(cost, "€/h", 2),
            "heures-payees": format_quantity(paid, "heures"),
            "absences": format_quantity(absences, "heures"),
            "trajets": format_quantity(journeys, "heures"),
            "reunions": format_quantity(meetings, "heures"),
            "heures-faites": format_quantity(done, "heures"),
            "total": format_euro(total),
            "cout": format_quantity(total / done, "€/h", 2),
            "part-perdue": format_number(lost * 100, 1),
        },
        key=total / done,
        mistakes={
            "heures-payees": cost,
            "absences-seules": total / (paid - absences),
            "absences-oubliees": total / (paid - journeys - meetings),
            "part-ajoutee": cost * (1 + lost),
        },
        effort=7,
    )


def draw_journeys(draw: SeededDraw, parameters: JourneyParameters, _book: ReferenceBook) -> Variant:
    """Share of a round that is spent on the road, from the service and back to it."""
    visits = draw.between(parameters.least_visits, parameters.most_visits)
    length = draw.between(20, 40, 5)
    journey = draw.between(6, 14)
    access = draw.between(15, 26)
    care = visits * length
    between_homes = (visits - 1) * journey
    road = between_homes + 2 * access
    share = Decimal(100 * road) / (road + care)
    return Variant(
        values={
            "visites": str(visits),
            "duree": format_quantity(length, "minutes"),
            "trajet": format_quantity(journey, "minutes"),
            "acces": format_quantity(access, "minutes"),
            "intervalles": str(visits - 1),
            "temps-domicile": format_quantity(care, "minutes"),
            "temps-entre": format_quantity(between_homes, "minutes"),
            "temps-route": format_quantity(road, "minutes"),
            "temps-total": format_quantity(road + care, "minutes"),
            "part": format_number(share, 1),
        },
        key=share,
        mistakes={
            "sur-les-visites": Decimal(100 * road) / care,
            "trajet-de-trop": _share(visits * journey + 2 * access, care),
            "acces-oublies": _share(between_homes, care),
            "retour-oublie": _share(between_homes + access, care),
        },
        effort=8,
    )


def draw_demands(draw: SeededDraw, parameters: DemandParameters, _book: ReferenceBook) -> Variant:
    """Share of demands left without any answer, among those that still expected one."""
    demands = draw.between(parameters.least_demands, parameters.most_demands)
    withdrawn = demands * draw.between(50, 110) // 1000
    partial = demands * draw.between(90, 160) // 1000
    met = demands * draw.between(380, 520) // 1000
    unmet = demands - withdrawn - partial - met
    waiting = demands - withdrawn
    return Variant(
        values={
            "demandes": str(demands),
            "retirees": str(withdrawn),
            "partielles": str(partial),
            "satisfaites": str(met),
            "sans-reponse": str(unmet),
            "attendues": str(waiting),
            "taux": format_number(Decimal(100 * unmet) / waiting, 1),
        },
        key=Decimal(100 * unmet) / waiting,
        mistakes={
            "sur-toutes": Decimal(100 * unmet) / demands,
            "partielles-comptees": Decimal(100 * (unmet + partial)) / waiting,
            "retraits-comptes": Decimal(100 * (unmet + withdrawn)) / demands,
            "sur-les-satisfaites": Decimal(100 * unmet) / met,
        },
        effort=6,
    )


def _share(road: int, care: int) -> Decimal:
    return Decimal(100 * road) / (road + care)


ACTIVITY = {
    "cout-heure-faite": Generator(CostParameters, draw_cost),
    "part-des-trajets": Generator(JourneyParameters, draw_journeys),
    "demandes-sans-reponse": Generator(DemandParameters, draw_demands),
}
