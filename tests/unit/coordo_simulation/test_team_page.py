"""The team page: its numbers are the model's, and no sentence claims more than its draws hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from coordo_simulation.french import format_number, format_quantity, set_spaces
from coordo_simulation.team import run_team
from coordo_simulation.team_claims import CLAIMS, DRAWS, MOST_DRAWS, count_draws, draw_hypotheses
from coordo_simulation.team_declaration import LEVERS, PARAMETERS
from coordo_simulation.team_loops import LOOPS, weigh_loops

PAGE = (Path(__file__).parents[3] / "docs/modeles/team.md").read_text(encoding="utf-8")
SETTINGS = {
    "Changement à moitié": {"change": 0.5},
    "Le même, remplacement en 5 semaines": {"change": 0.5, "replacement": 5.0},
    "Le même, remplacement en 20 semaines": {"change": 0.5, "replacement": 20.0},
    "Le même, 2 h de réunion": {"change": 0.5, "meeting_time": 2.0},
    "Le même, aucune réunion": {"change": 0.5, "meeting_time": 0.0},
}


def assert_row(*cells: str) -> None:
    assert set_spaces("| " + " | ".join(cells) + " |") in PAGE, cells


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_sentence_is_told_with_its_draws_and_a_direction_holds_in_nine_of_ten(claim):
    found = count_draws(claim)
    kind = "une direction" if claim.is_direction else "une fréquence"
    assert_row(claim.sentence, f"{found.held} tirages sur {DRAWS}", kind)
    if claim.is_direction:
        assert found.share >= MOST_DRAWS


@pytest.mark.parametrize(
    "claim", [claim for claim in CLAIMS if claim.is_direction], ids=lambda claim: claim.id
)
def test_a_direction_does_not_hang_on_the_seed(claim):
    assert count_draws(claim, draws=40, seed=7).share >= MOST_DRAWS


def test_hypotheses_are_drawn_over_their_whole_range_and_levers_are_not():
    drawn = draw_hypotheses(200)
    levers = {lever.id for lever in LEVERS}
    for each in PARAMETERS:
        if each.id in levers:
            assert each.id not in drawn[0]
            continue
        values = [draw[each.id] for draw in drawn]
        width = each.maximum - each.minimum
        assert each.minimum <= min(values) < each.minimum + 0.1 * width
        assert each.maximum >= max(values) > each.maximum - 0.1 * width


def test_the_year_of_the_example():
    course = run_team({"change": 0.5})
    for week in (0, 4, 8, 12, 16, 26, 52):
        stocks, hours = course.weeks[week].stocks, course.weeks[week].hours
        assert_row(
            str(week),
            *(format_number(posts, 1) for posts in stocks[:3]),
            *(format_number(level, 2) for level in (stocks.exhaustion, stocks.trust, hours.load)),
            format_number(hours.overtime),
            format_number(hours.undone),
        )
    last, first = course.weeks[52].stocks, course.weeks[0].stocks
    told = format_number(last.exhaustion, 2), format_number(first.exhaustion, 2)
    assert f"encore de {told[0]} en semaine 52, contre {told[1]} au départ" in PAGE


def test_the_rest_of_the_example():
    course = run_team()
    stocks, hours = course.weeks[0].stocks, course.weeks[0].hours
    assert (
        f"{format_number(stocks.present, 1)} au travail, {format_number(stocks.absent, 1)} en "
        f"arrêt, {format_number(stocks.vacant, 1)} vides, {format_number(hours.overtime)} heures"
    ) in PAGE
    assert f"l’année compte {format_number(course.burden)} heures" in PAGE
    assert course.undone < 0.5


@pytest.mark.parametrize("label", SETTINGS)
def test_the_loop_that_weighs_most(label):
    course, first = run_team(SETTINGS[label]), weigh_loops(SETTINGS[label])[0]
    sign = "+" if first.hours > 0 else ""
    assert_row(
        label,
        format_number(course.burden),
        format_number(course.undone),
        f"{first.loop.label} ({sign}{format_number(first.hours)} h)",
    )


def test_every_loop_is_named_and_drawn():
    for loop in LOOPS:
        assert f"| {loop.label} | {' → '.join(loop.chain)} |" in PAGE
    assert "```mermaid" in PAGE


def test_every_parameter_is_in_the_table_as_a_hypothesis():
    table = PAGE[PAGE.index("## Les paramètres") :].splitlines()
    assert "Tous\u202f: hypothèse pédagogique." in table
    for each in PARAMETERS:
        top = each.maximum
        decimals = 4 if top < 0.01 else 3 if top < 0.1 else 2 if top <= 1 else 1
        value = format_quantity(each.value, each.unit, decimals)
        span = f"{format_number(each.minimum, decimals)} à {format_number(top, decimals)}"
        assert set_spaces(f"| {each.label} | {value} | {span} |") in table


def test_the_page_is_set_in_french():
    assert set_spaces(PAGE) == PAGE
