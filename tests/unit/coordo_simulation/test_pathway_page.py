"""The pathway page tells what the models compute: every number of it is computed again here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from coordo_simulation.french import format_number, format_quantity, set_spaces
from coordo_simulation.interface_example import EXAMPLE as HOSPITAL
from coordo_simulation.interface_measures import YEARS, compute_outlook, compute_wait_gap
from coordo_simulation.pathway import ACTIONS, RUPTURES
from coordo_simulation.pathway_comparison import (
    compare_tallies,
    compute_quiet_chance,
    count_lives,
    iter_lives,
)
from coordo_simulation.pathway_example import EXAMPLE, NOBODY, PLANS
from coordo_simulation.pathway_life import simulate_life
from coordo_simulation.pathway_rules import DECLARATION
from coordo_simulation.pathway_week import PathwayModel

PAGE = (Path(__file__).parents[3] / "docs/modeles/pathway.md").read_text(encoding="utf-8")
LIVES = 400
SHOWN = 4


@cache
def count(plan_id: str):
    plan = next(each for each in PLANS if each.id == plan_id)
    return count_lives(iter_lives(PathwayModel(EXAMPLE, plan.hours), LIVES))


def tell(estimate) -> str:
    bounds = f"{format_number(estimate.low, 1)} à {format_number(estimate.high, 1)}"
    return f"{format_number(estimate.mean, 1)} ({bounds})"


def write_parameters() -> list[str]:
    rows = []
    for each in DECLARATION.parameters:
        places = 3 if each.value < 0.01 else 2 if each.value % 1 else 0
        low, high = (f"{bound:g}".replace(".", ",") for bound in (each.minimum, each.maximum))
        value = format_quantity(each.value, each.unit, places)
        source = set_spaces(f"{each.standing} : {each.source}")
        rows.append(f"| {each.label} | {value} | {low} à {high} | {source} |")
    return rows


def write_hours() -> list[str]:
    rows = []
    for action, label in ACTIONS.items():
        spent = (plan.hours.by_action[action] for plan in PLANS)
        rows.append(f"| {label} | " + " | ".join(format_number(own) for own in spent) + " |")
    return rows


def write_comparison() -> list[str]:
    rows = []
    others = [compare_tallies(count(NOBODY.id), count(plan.id)) for plan in PLANS[1:]]
    for first, second in zip(*others, strict=True):
        cells = (tell(first.first), tell(first.difference), tell(second.difference))
        rows.append(f"| {first.measure.label} | {' | '.join(cells)} |")
    return rows


def write_quiet_chances() -> list[str]:
    rows = []
    for plan in PLANS:
        chances = compute_quiet_chance(PathwayModel(EXAMPLE, plan.hours))
        cells = (format_quantity(100 * chances[week - 1], "%", 1) for week in (4, 13, 26))
        rows.append(f"| {plan.label} | {' | '.join(cells)} |")
    return rows


def write_one_life() -> list[str]:
    life = simulate_life(PathwayModel(EXAMPLE, PLANS[1].hours), SHOWN)
    names = {actor.id: actor.label for actor in EXAMPLE.actors}
    rows = []
    for each in life.ruptures:
        known = "jamais" if each.known is None else f"semaine {each.known + 1}"
        closed = "pas encore" if each.closed is None else f"semaine {each.closed + 1}"
        missed = [names[actor][0].lower() + names[actor][1:] for actor in each.unaware]
        unaware = ", ".join(missed) or "personne"
        rows.append(
            f"| {each.week + 1} | {RUPTURES[each.kind]} | {names[each.noticed_by]} | {known} "
            f"| {closed} | {unaware} |"
        )
    return rows


QUEUES = {
    "L’exemple": {},
    "Une place de plus par jour": {
        "home_start": HOSPITAL.home_start.model_copy(update={"per_day": 4})
    },
    "Ouvert aussi en fin de semaine": {
        stage: getattr(HOSPITAL, stage).model_copy(update={"works_weekends": True})
        for stage in ("evaluation", "home_start")
    },
    "Annoncée deux jours avant": {"notice_days": 2.0},
    "Deux places par jour": {"home_start": HOSPITAL.home_start.model_copy(update={"per_day": 2})},
}


@cache
def look_ahead(label: str):
    return compute_outlook(HOSPITAL.model_copy(update=QUEUES[label]))


def find_gap(label: str):
    return compute_wait_gap(look_ahead(label), look_ahead("L’exemple"))


def tell_gap(gap) -> str:
    places = 1 if abs(gap.mean) > 1 else 2
    mean, low, high = (format_number(each, places) for each in (gap.mean, gap.low, gap.high))
    return f"{mean} ({low} à {high})"


def write_interface() -> list[str]:
    rows = []
    for label, changed in QUEUES.items():
        seen = look_ahead(label)
        bounds = f"{format_number(seen.low, 1)} à {format_number(seen.high, 1)}"
        wait = f"{format_number(seen.wait, 1)} ({bounds})"
        gap = tell_gap(find_gap(label)) if changed else "sans objet"
        waits, blocked = seen.wait_by_day, seen.blocked_by_day
        cells = (waits[1], waits[4], seen.blocked, blocked[3], blocked[6])
        told = " | ".join(format_number(cell, 1) for cell in cells)
        left = format_number(seen.left_waiting)
        rows.append(f"| {label} | {wait} | {gap} | {told} | {left} |")
    return rows


@pytest.mark.parametrize(
    "write",
    [
        write_parameters,
        write_hours,
        write_comparison,
        write_quiet_chances,
        write_one_life,
        write_interface,
    ],
)
def test_a_table_of_the_page_is_what_the_models_compute(write):
    rows = write()
    assert rows
    for row in rows:
        assert row in PAGE


def test_what_the_page_says_of_a_change_is_what_its_interval_allows():
    more, weekends, notice, fewer = (find_gap(label) for label in list(QUEUES)[1:])
    assert all(gap.is_decided for gap in (more, weekends, notice, fewer))
    for days in (more.most, more.least):  # the calmest year and the busiest
        assert f"{format_number(-days, 2)} jour" in PAGE.replace("\u00a0", " ")
    assert "peu, mais pas rien" in PAGE
    assert -0.5 < more.low < more.high < 0
    for gap in (weekends, notice):
        mean, low, high = (format_number(-each, 1) for each in (gap.mean, gap.high, gap.low))
        unit = "jours" if round(-gap.mean, 1) >= 2 else "jour"
        assert f"ôte {mean}\u00a0{unit} d’attente ({low} à {high})" in PAGE
    assert YEARS == 8
    assert "huit années tirées" in PAGE


def test_a_plan_may_do_worse_in_a_life():
    compared = compare_tallies(count(NOBODY.id), count(PLANS[1].id))
    assert any(each.more > 0 for each in compared)
    assert "dans certaines vies, le plan fait moins bien" in PAGE


def test_the_page_names_the_life_and_the_lives_it_tells():
    assert f"{LIVES} vies" in PAGE
    assert f"vie n° {SHOWN}" in PAGE.replace("\u00a0", " ")
