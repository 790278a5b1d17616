"""Proposals of the solver, kept: the pages of the docs print them, whatever solver runs the tests.

Another processor or another version of the solver may find other rotas and other rounds. What is
kept here is checked without it (lawful, at the price printed), and what it finds is held to the
bounds. ``python tests/unit/coordo_simulation/kept_proposals.py`` finds and keeps them anew.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from coordo_simulation.rota import Assignment, Rota
from coordo_simulation.rota_example import build_example_rota, build_example_service
from coordo_simulation.rota_fairness import compute_fairness
from coordo_simulation.rota_propose import Proposal as RotaProposal
from coordo_simulation.rota_propose import propose_rota
from coordo_simulation.rota_quality import Weights
from coordo_simulation.rota_repair import Orphan, Repair, list_changes, repair_rota
from coordo_simulation.rota_takers import list_takers
from coordo_simulation.rota_waiting import Detour
from coordo_simulation.rounds_proposal import Proposal as RoundsProposal
from rota_samples import RULES, compute_cost
from rounds_samples import propose_example

FILE = Path(__file__).with_suffix(".json")
SERVICE = build_example_service()
BY_HAND = build_example_rota()
LOYALTIES = (0, 3000, 5000)
REPAIRS = {"mended": SERVICE}
REPAIRS["thomas"] = SERVICE.with_absence("thomas", (5, 6))
REPAIRS["marta"] = SERVICE.with_absence("marta", tuple(range(7)))
"""What each repair is for; the first begins with the rota made by hand, the others as proposed."""


@cache
def load_kept():
    return json.loads(FILE.read_text(encoding="utf-8"))


def load_rounds(loyalty: int) -> RoundsProposal:
    return RoundsProposal.model_validate_json(json.dumps(load_kept()["rounds"][str(loyalty)]))


def load_rota() -> RotaProposal:
    kept = load_kept()["rota"]
    rota = change(BY_HAND, kept["changes"])
    cost = compute_cost(SERVICE, rota)
    return RotaProposal(
        status="optimal" if kept["nearest"] == kept["bound"] else "trouvé",
        rota=rota,
        uncovered=tuple(key for key in SERVICE.visit_by_id if key not in rota.by_visit),
        least_uncovered=kept["least_uncovered"],
        cost=cost,
        bound=kept["bound"],
        detour=Detour(
            weight=Weights().waiting,
            distance=cost - kept["nearest"],
            wait_before=kept["wait_before"],
            wait=compute_fairness(SERVICE, rota, RULES).unpaid,
        ),
    )


def get_start(name: str) -> Rota:
    return BY_HAND if name == "mended" else load_rota().rota


def load_repair(name: str) -> Repair:
    kept, service, start = load_kept()["repairs"][name], REPAIRS[name], get_start(name)
    rota = change(start, kept["changes"])
    return Repair(
        status="optimal",
        rota=rota,
        changes=list_changes(service, start, rota),
        least_changes=kept["least_changes"],
        orphans=tuple(
            Orphan(visit=visit.id, takers=list_takers(service, rota, visit, RULES))
            for visit in service.visits
            if visit.id not in rota.by_visit
        ),
        least_uncovered=kept["least_uncovered"],
    )


def change(rota: Rota, changes: dict[str, list | None]) -> Rota:
    """A rota with some visits given to (caregiver, minute), or to nobody."""
    given = {**rota.by_visit, **dict.fromkeys(changes)}
    for key, place in changes.items():
        given[key] = place and Assignment(visit=key, caregiver=place[0], start=place[1])
    return Rota(assignments=tuple(given[key] for key in SERVICE.visit_by_id if given.get(key)))


def compare(before: Rota, after: Rota) -> dict[str, tuple[str, int] | None]:
    pairs = {key: after.by_visit.get(key) for key in SERVICE.visit_by_id}
    return {
        key: each and (each.caregiver, each.start)
        for key, each in pairs.items()
        if each != before.by_visit.get(key)
    }


def keep_anew() -> None:
    rota = propose_rota(SERVICE, RULES)
    kept = {
        "rounds": {each: propose_example(each).model_dump(mode="json") for each in LOYALTIES},
        "rota": {
            "bound": rota.bound,
            "nearest": rota.nearest,
            "wait_before": rota.detour.wait_before,
            "least_uncovered": rota.least_uncovered,
            "changes": compare(BY_HAND, rota.rota),
        },
        "repairs": {},
    }
    for name, service in REPAIRS.items():
        start = BY_HAND if name == "mended" else rota.rota
        repair = repair_rota(service, start, RULES)
        kept["repairs"][name] = {
            "least_changes": repair.least_changes,
            "least_uncovered": repair.least_uncovered,
            "changes": compare(start, repair.rota),
        }
    FILE.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    keep_anew()
