"""The pathway page tells what the models compute: every number of it is computed again here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from coordo_simulation.french import format_number, format_quantity, set_spaces
from coordo_simulation.interface_example import EXAMPLE as HOSPITAL
from coordo_simulation.interface_example import SEED
from coordo_simulation.interface_measures import (
    compute_blocked_by_day,
    compute_mean_wait,
    compute_wait_by_day,
)
from coordo_simulation.interface_queue import simulate_interface
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


def write_interface() -> list[str]:
    rows = []
    for label, changed in (
        ("L’exemple", {}),
        (
            "Une place de plus par jour",
            {"home_start": HOSPITAL.home_start.model_copy(update={"per_day": 4})},
        ),
        (
            "Ouvert aussi en fin de semaine",
            {
                stage: getattr(HOSPITAL, stage).model_copy(update={"works_weekends": True})
                for stage in ("evaluation", "home_start")
            },
        ),
        ("Annoncée deux jours avant", {"notice_days": 2.0}),
        (
            "Deux places par jour",
            {"home_start": HOSPITAL.home_start.model_copy(update={"per_day": 2})},
        ),
    ):
        queue = simulate_interface(HOSPITAL.model_copy(update=changed), SEED)
        waits, blocked = compute_wait_by_day(queue), compute_blocked_by_day(queue)
        cells = (
            compute_mean_wait(queue),
            waits[1],
            waits[4],
            queue.mean_blocked,
            blocked[3],
            blocked[6],
        )
        told = " | ".join(format_number(cell, 1) for cell in cells)
        rows.append(f"| {label} | {told} | {len(queue.still_there)} |")
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


def test_a_plan_may_do_worse_in_a_life():
    compared = compare_tallies(count(NOBODY.id), count(PLANS[1].id))
    assert any(each.more > 0 for each in compared)
    assert "dans certaines vies, le plan fait moins bien" in PAGE


def test_the_page_names_the_life_and_the_lives_it_tells():
    assert f"{LIVES} vies" in PAGE
    assert f"vie n° {SHOWN}" in PAGE.replace("\u00a0", " ")
