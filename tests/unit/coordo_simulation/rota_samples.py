"""Small weeks of a service, and the brute force that the solver is held to."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from coordo_simulation.references import load_references
from coordo_simulation.rota import (
    Assignment,
    Caregiver,
    HelpedPerson,
    Journey,
    PreviousWeek,
    Rota,
    Service,
    Visit,
)
from coordo_simulation.rota_candidates import list_starts
from coordo_simulation.rota_check import check_rota
from coordo_simulation.rota_fairness import compute_fairness
from coordo_simulation.rota_quality import Weights
from coordo_simulation.rota_rules import RuleId, build_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCES = Path(__file__).parents[3] / "course" / "references.yml"
RULES = build_rules(load_references(REFERENCES))
HOUR = 60


def at(text: str) -> int:
    """Minutes of an hour written 7:59."""
    hours, _, minutes = text.partition(":")
    return int(hours) * HOUR + int(minutes or 0)


def caregiver(key="anne", hours=35, **fields) -> Caregiver:
    return Caregiver(id=key, name=key.title(), weekly_minutes=hours * HOUR, **fields)


def week_before(letters: str, sunday_end: str | None = None) -> PreviousWeek:
    """A week before from seven letters, ``x`` for a day worked."""
    return PreviousWeek(
        worked=tuple(letter == "x" for letter in letters),
        sunday_end=at(sunday_end) if sunday_end else None,
    )


def visit(key, day, start, duration=60, person="p", **fields) -> Visit:
    begin, window = at(start), fields.pop("window", (0, 0))
    return Visit(
        id=key,
        person=person,
        label="visite",
        day=day,
        start=begin,
        duration=duration,
        earliest=begin - window[0],
        latest=begin + window[1],
        **fields,
    )


def service(caregivers, visits, persons=(), travel=10) -> Service:
    """A service of one sector; persons that are not described know nobody and decline nobody."""
    described = {person.id: person for person in persons}
    named = dict.fromkeys([*described, *(each.person for each in visits)])
    return Service(
        label="essai",
        monday=date(2026, 11, 16),
        caregivers=tuple(caregivers),
        persons=tuple(
            described.get(key) or HelpedPerson(id=key, name=key.title(), sector="Bourg")
            for key in named
        ),
        visits=tuple(visits),
        journeys=(Journey(sectors=("Bourg", "Bourg"), minutes=travel),),
    )


def give_all(held: Service, to: str = "anne") -> Rota:
    """Everything to one caregiver, at the agreed hours."""
    return Rota(
        assignments=tuple(
            Assignment(visit=each.id, caregiver=to, start=each.start) for each in held.visits
        )
    )


def find_forbidden(held: Service, rota: Rota) -> set[RuleId]:
    return {breach.rule for breach in check_rota(held, rota, RULES) if breach.forbids}


def iter_lawful(held: Service) -> Iterator[Rota]:
    """Every rota that breaks nothing but leaves visits aside."""
    options = [
        [
            None,
            *(
                Assignment(visit=each.id, caregiver=owner.id, start=start)
                for owner in held.caregivers
                for start in sorted(list_starts(each))
            ),
        ]
        for each in held.visits
    ]
    for chosen in product(*options):
        rota = Rota(assignments=tuple(each for each in chosen if each))
        if find_forbidden(held, rota) <= {RuleId.COVERED}:
            yield rota


def count_missed(held: Service, rota: Rota) -> int:
    return len(held.visits) - len(rota.assignments)


def compute_cost(held: Service, rota: Rota) -> int:
    """The distance of a rota, from what the checker and the indicators say, not the solver."""
    weights = Weights()
    price = {
        RuleId.DECLINED: weights.declined,
        RuleId.WISHED_OFF: weights.wished_off,
        RuleId.EVENINGS: weights.evening,
        RuleId.KNOWN_FACE: weights.unknown_face,
    }
    wishes = sum(price.get(breach.rule, 0) for breach in check_rota(held, rota, RULES))
    moved = sum(
        abs(each.start - held.visit_by_id[each.visit].start) // 30 * weights.moved
        for each in rota.assignments
    )
    return compute_fairness(held, rota, RULES).distance + wishes + moved
