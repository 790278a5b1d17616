"""What makes one lawful rota better than another, in one unit: minutes of distance.

A minute away from a contract costs one. What each wish or habit weighs beside it is a choice of
this course, and a parameter: no text says that a face is worth an hour.
"""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from coordo_simulation.declaration import Parameter
from coordo_simulation.references import Closed
from coordo_simulation.rota_check_week import compute_contract_limit

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from coordo_simulation.rota_program import RotaProgram


class Weights(Closed):
    """Minutes that each thing weighs.

    ``waiting``, for an hour, is weighed apart: see ``rota_waiting``.
    """

    declined: int = 240
    wished_off: int = 180
    evening: int = 60
    unknown_face: int = 45
    moved: int = 10
    waiting: int = 12


_SAYS = {
    "declined": "Visite par quelqu’un que la personne préfère ne pas voir",
    "wished_off": "Jour travaillé que l’intervenant souhaitait garder",
    "evening": "Soirée de quelqu’un qui préfère les éviter",
    "unknown_face": "Visite par un visage que la personne ne connaît pas",
    "moved": "Demi-heure de décalage dans la plage convenue",
    "waiting": "Heure d’attente non payée",
}
WEIGHT_PARAMETERS = tuple(
    Parameter(
        id=name.replace("_", "-"),
        label=label,
        unit="min",
        minimum=0,
        maximum=1000,
        value=Weights.model_fields[name].default,
        standing="hypothèse pédagogique",
        source="choix de ce cours\u202f: aucun texte ne pèse cela",
    )
    for name, label in _SAYS.items()
)


def build_cost(program: RotaProgram, weights: Weights) -> cp_model.LinearExprT:
    """Build the distance that the program would make small, in minutes; no wait is in it."""
    return sum(
        (
            *_cost_contracts(program),
            *_cost_wishes(program, weights),
        )
    )


def _cost_contracts(program: RotaProgram) -> list[cp_model.LinearExprT]:
    """Minutes under and over each contract, counted in the grain of the week's minutes."""
    service = program.service
    costs: list[cp_model.LinearExprT] = []
    grain = gcd(
        *(each.weekly_minutes for each in service.caregivers),
        *(each.duration for each in service.visits),
        *(each.minutes for each in service.journeys),
    )
    for caregiver in service.caregivers:
        contract, minutes = caregiver.weekly_minutes, program.minutes[caregiver.id]
        most = max(contract, compute_contract_limit(caregiver, program.rules)[1])
        under = program.model.new_int_var(0, contract // grain, "")
        over = program.model.new_int_var(0, (most - contract) // grain, "")
        program.model.add(contract - minutes == grain * under - grain * over)
        costs += [grain * under, grain * over]
    return costs


def _cost_wishes(program: RotaProgram, weights: Weights) -> list[cp_model.LinearExprT]:
    service = program.service
    costs: list[cp_model.LinearExprT] = [
        weights.wished_off * program.works[caregiver.id, day]
        for caregiver in service.caregivers
        for day in caregiver.wished_off
    ]
    for (owner, slot), gift in program.gives.items():
        caregiver = service.caregiver_by_id[owner]
        person = service.person_by_id[slot.visit.person]
        weight = weights.moved * abs(slot.start - slot.visit.start) // 30
        if caregiver.avoids_evenings and slot.end > program.rules.evening:
            weight += weights.evening
        if owner in person.declined:
            weight += weights.declined
        elif person.known and owner not in person.known:
            weight += weights.unknown_face
        if weight:
            costs.append(weight * gift)
    return costs
