"""The page on rounds tells what the model computes: its rules, its example, its proposals."""

from __future__ import annotations

from pathlib import Path

import pytest
from coordo_simulation.french import format_number, format_quantity
from coordo_simulation.rounds import format_duration, format_hour
from coordo_simulation.rounds_breaches import list_breaches
from coordo_simulation.rounds_continuity import Contact, measure_continuity
from coordo_simulation.rounds_evaluation import walk_rounds
from coordo_simulation.rounds_example import RELIEFS, build_example_day, build_example_plan
from coordo_simulation.rounds_month import measure_month
from coordo_simulation.rounds_travel import PARAMETERS
from kept_proposals import load_rounds

PAGE = (Path(__file__).parents[3] / "docs/modeles/rounds.md").read_text(encoding="utf-8")
DAY = build_example_day()
NAMES = {
    "fixe": "La même personne tout le mois",
    "semaine": "On tourne chaque semaine",
    "jour": "On tourne chaque jour",
}


def tell_kilometres(metres):
    return format_quantity(metres / 1000, "km", 1)


def count_known(plan):
    team = [(visit, carer) for visit, carers in plan.teams.items() for carer in carers]
    return f"{sum(c in DAY.person_of[v].usual for v, c in team)} sur {len(team)}"


def build_day_row(label, plan):
    times = walk_rounds(DAY, plan)
    cells = [tell_kilometres(times.metres)]
    cells += [format_duration(times.count(kind)) for kind in ("travel", "wait")]
    cells += [format_duration(times.span), count_known(plan)]
    cells.append(str(len(list_breaches(DAY, plan, times))))
    return f"| {label} | {' | '.join(cells)} |"


def build_month_row(rotation, plan):
    month = measure_month(DAY, plan, RELIEFS, rotation)
    share = format_quantity(100 * month.mean_usual_share, "%")
    cells = [format_number(month.mean_faces, 1), str(month.most_faces), share]
    cells.append(format_number(month.mean_concentration, 2))
    return f"| {NAMES[rotation]} | {' | '.join(cells)} |"


def test_a_round_of_the_example_stop_by_stop():
    times = next(
        each for each in walk_rounds(DAY, build_example_plan()).rounds if each.carer == "sonia"
    )
    for stop in times.stops:
        name = "pause"
        if stop.stop in DAY.visit_of:
            name = f"{DAY.person_of[stop.stop].name}, {DAY.visit_of[stop.stop].care}"
        cells = [format_hour(stop.arrival), format_duration(stop.wait), format_hour(stop.begin)]
        cells += [format_hour(stop.end), format_duration(stop.late) if stop.late else "–"]
        assert f"| {name} | {' | '.join(cells)} |" in PAGE
    kinds = ("care", "travel", "wait", "pause")
    parts = " + ".join(format_duration(times.count(kind)) for kind in kinds)
    assert f"{parts} = {format_duration(times.span)}" in PAGE


def test_the_faults_of_the_rounds_by_habit():
    plan = build_example_plan()
    for breach in list_breaches(DAY, plan, walk_rounds(DAY, plan)):
        assert f"- {breach.text}" in PAGE


@pytest.mark.parametrize(
    ("label", "loyalty"),
    [
        ("Le moins de kilomètres", 0),
        ("Un visage connu vaut 3 km", 3000),
        ("Un visage connu vaut 5 km", 5000),
    ],
)
def test_each_proposal(label, loyalty):
    proposal = load_rounds(loyalty)
    assert build_day_row(label, proposal.plan) in PAGE
    gap = format_quantity(100 * proposal.gap, "%", 1)
    assert (
        f"| {label} | {tell_kilometres(proposal.cost)} | {tell_kilometres(proposal.bound)} | "
        f"{gap} |" in PAGE
    )


def test_the_rounds_by_habit():
    assert build_day_row("Par habitude", build_example_plan()) in PAGE


@pytest.mark.parametrize("rotation", NAMES)
def test_the_faces_of_a_month(rotation):
    assert build_month_row(rotation, build_example_plan()) in PAGE


def test_the_index_worked():
    contacts = [Contact(day=0, person="p", face=face) for face in "AAAAABBBCC"]
    (measured,) = measure_continuity(contacts).people
    assert f"28 / 90 = {format_number(measured.concentration, 2)}" in PAGE
    assert f"UPC = {format_number(measured.usual_share, 2)}" in PAGE


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda each: each.id)
def test_each_parameter(parameter):
    low, value, high = (
        format_quantity(number, parameter.unit)
        for number in (parameter.minimum, parameter.value, parameter.maximum)
    )
    assert f"| {parameter.label} | {value} | de {low} à {high} | {parameter.standing} |" in PAGE


def test_what_the_prose_says_of_the_proposals():
    short, known, other = (load_rounds(loyalty).plan for loyalty in (0, 3000, 5000))
    one, two, three = (walk_rounds(DAY, plan) for plan in (short, known, other))
    assert count_known(short) == "9 sur 28"  # « un visage inconnu dans deux passages sur trois »
    assert 0 < two.metres - one.metres < 1000  # « pour moins d’un kilomètre »
    assert one.span - three.span == 90  # « une heure et demie de plus »
    habit = walk_rounds(DAY, build_example_plan())
    assert len(list_breaches(DAY, build_example_plan(), habit)) == 5
    assert "de 7 h 25 à 12 h 25, pour 31,3 km" in PAGE.replace("\u00a0", " ")
    sonia = habit.rounds[0]
    assert (sonia.leave, sonia.back, tell_kilometres(sonia.metres)) == (445, 745, "31,3\u00a0km")
