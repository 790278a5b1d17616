"""The rota page prints the rules, the example and the answers that the model gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from coordo_simulation.french import format_number, format_quantity
from coordo_simulation.rota_check import check_rota
from coordo_simulation.rota_fairness import compute_fairness
from coordo_simulation.rota_quality import WEIGHT_PARAMETERS
from coordo_simulation.rota_repair import repair_rota
from coordo_simulation.rota_rules import PARAMETERS, RuleId
from coordo_simulation.rota_telling import (
    tell_change,
    tell_orphan,
    tell_proposal,
    tell_repair,
)
from coordo_simulation.rota_timesheet import build_timesheets, compute_week_work
from coordo_simulation.rota_words import format_hour, format_minutes, name_days
from kept_proposals import BY_HAND, REPAIRS, SERVICE, get_start, load_repair, load_rota
from rota_samples import RULES, find_forbidden

PAGE = (Path(__file__).parents[3] / "docs/modeles/rota.md").read_text(encoding="utf-8")


def list_rules() -> list[str]:
    return [
        f"| {rule.label} | {rule.limit_text or '—'} | {rule.force} | {rule.source} |"
        for rule in RULES.rules
    ]


def format_value(parameter, value) -> str:
    if parameter.unit == "min depuis minuit":
        return format_hour(int(value))
    return format_quantity(value, parameter.unit)


def list_parameters() -> list[str]:
    return [
        f"| {each.label} | {format_value(each, each.value)} | {format_value(each, each.minimum)} "
        f"à {format_value(each, each.maximum)} | {each.standing} |"
        for each in (*PARAMETERS, *WEIGHT_PARAMETERS)
    ]


def list_breaches() -> list[str]:
    lines = []
    for breach in check_rota(SERVICE, BY_HAND, RULES):
        if breach.forbids:
            who = SERVICE.caregiver_by_id[breach.caregiver].name if breach.caregiver else "personne"
            day = "la semaine" if breach.day is None else name_days([breach.day])
            lines.append(f"| {breach.label} | {who}, {day} | {breach.fact} | {breach.limit} |")
    return lines


def list_shares(rota) -> list[str]:
    return [
        f"| {SERVICE.caregiver_by_id[each.caregiver].name} | {format_minutes(each.contract)} | "
        f"{format_minutes(each.work)} | {each.evenings} | {each.sundays} | "
        f"{format_minutes(each.unpaid)} |"
        for each in compute_fairness(SERVICE, rota, RULES).shares
    ]


def tell_fairness(rota) -> str:
    fairness = compute_fairness(SERVICE, rota, RULES)
    return (
        f"{format_minutes(fairness.distance)} de distance aux contrats, "
        f"{format_minutes(fairness.spread)} entre les extrêmes, "
        f"{format_number(fairness.mean_faces, 1)} visages par personne, "
        f"{format_minutes(fairness.unpaid)} d’attente non payée"
    )


def tell_waits(proposal) -> str:
    """What the weight of the wait changes, beside the rota made by hand."""
    by_hand = compute_fairness(SERVICE, BY_HAND, RULES).unpaid
    assert proposal.detour.wait < by_hand < proposal.detour.wait_before
    return (
        "Le planning proposé partage mieux les heures qu’à la main, et il fait attendre moins. Le "
        "plus proche des contrats et des souhaits, lui, ferait attendre davantage\u202f: "
        f"{format_minutes(proposal.detour.wait_before)}."
    )


def tell_uncounted(rotas) -> str:
    """What all journeys of a day would add, were they counted; no rule is broken by it here."""
    added = []
    for rota in rotas:
        sheets = build_timesheets(SERVICE, rota).values()
        everything = [
            sum(stop.visit.duration + stop.travel for stop in day)
            for sheet in sheets
            for day in sheet.days
        ]
        added.append(sum(everything) - sum(compute_week_work(sheet, RULES) for sheet in sheets))
        shares = compute_fairness(SERVICE, rota, RULES).shares
        assert added[-1] == sum(share.cut_travel for share in shares)
        all_counted = RULES.model_copy(update={"break_minutes": 24 * 60})
        hours = (RuleId.DAILY_WORK, RuleId.WEEKLY_WORK, RuleId.EXTRA_HOURS, RuleId.PART_TIME)
        now, then = (
            [(breach.rule, breach.caregiver) for breach in check_rota(SERVICE, rota, rules)]
            for rules in (RULES, all_counted)
        )
        assert [each for each in now if each[0] in hours] == [
            each for each in then if each[0] in hours
        ]
    by_hand, proposed = map(format_minutes, added)
    return (
        f"Sur l’exemple, compter tous les trajets d’un même jour ajouterait {by_hand} au planning "
        f"fait à la main et {proposed} au planning proposé, sans un manquement de plus."
    )


def list_lines() -> dict[str, list[str]]:
    """All that the page owes to the model, by what it is."""
    proposal = load_rota()
    mended, thomas, marta = (load_repair(name) for name in ("mended", "thomas", "marta"))
    orphans = []
    for orphan in marta.orphans:
        said, reasons = tell_orphan(SERVICE, orphan)
        orphans += [f"- {said}.", *(f"  - {reason}" for reason in reasons)]
    return {
        "rules": list_rules(),
        "parameters": list_parameters(),
        "breaches": list_breaches(),
        "proposal": [f"> {' '.join(tell_proposal(SERVICE, proposal))}"],
        "shares": list_shares(proposal.rota),
        "waits": [tell_waits(proposal)],
        "uncounted": [tell_uncounted((BY_HAND, proposal.rota))],
        "fairness": [tell_fairness(BY_HAND), tell_fairness(proposal.rota)],
        "mended": [
            f"> {' '.join(tell_repair(mended))}",
            *(f"- {tell_change(SERVICE, change)}" for change in mended.changes),
        ],
        "thomas": [
            f"> {' '.join(tell_repair(thomas))}",
            *(f"- {tell_change(SERVICE, change)}" for change in thomas.changes),
        ],
        "marta": [f"> {' '.join(tell_repair(marta))}", *orphans],
    }


@pytest.fixture(scope="module")
def lines():
    return list_lines()


@pytest.mark.parametrize(
    "part",
    [
        "rules",
        "parameters",
        "breaches",
        "proposal",
        "shares",
        "fairness",
        "uncounted",
        "waits",
        "mended",
        "thomas",
        "marta",
    ],
)
def test_the_page_prints_what_the_model_says(lines, part):
    assert lines[part]
    for line in lines[part]:
        assert line in PAGE, line


@pytest.mark.parametrize("name", REPAIRS)
def test_a_repair_of_the_page_is_lawful_and_no_solver_finds_one_with_fewer_changes(name):
    """What is proven is the same on every machine, even where the rota found is another."""
    service, kept = REPAIRS[name], load_repair(name)
    assert find_forbidden(service, kept.rota) <= {RuleId.COVERED}
    assert (kept.least_uncovered, kept.least_changes) == (len(kept.orphans), len(kept.changes))
    found = repair_rota(service, get_start(name), RULES)
    bound = (found.least_uncovered, found.least_changes)
    assert bound <= (len(kept.orphans), len(kept.changes))
    assert (len(found.orphans), len(found.changes)) >= (len(kept.orphans), len(kept.changes))


def test_the_size_of_the_example():
    assert f"{len(SERVICE.caregivers)} intervenants, {len(SERVICE.visits)} visites" in PAGE
