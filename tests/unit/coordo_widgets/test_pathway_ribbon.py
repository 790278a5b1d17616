"""The pathway ribbon: what it draws and says is what the model computes."""

from __future__ import annotations

import re
from functools import partial
from itertools import product
from xml.etree import ElementTree as ET

import coordo_widgets
import pytest
from coordo_simulation.french import format_date, format_number, set_spaces
from coordo_simulation.pathway import ACTIONS, RUPTURES
from coordo_simulation.pathway_comparison import compare_tallies, count_lives, iter_lives
from coordo_simulation.pathway_example import EXAMPLE, HOSPITAL_FIRST, NOBODY, PLANS
from coordo_simulation.pathway_life import simulate_life
from coordo_simulation.pathway_study_example import build_example_pathway
from coordo_simulation.pathway_week import PathwayModel
from coordo_widgets.figure_text import measure
from coordo_widgets.figures import ribbon, ribbon_facts
from coordo_widgets.figures.ribbon_facts import (
    LIVES,
    list_absences,
    list_presences,
    list_stays,
    read_hours,
)
from figure_samples import REPOSITORY, lay_data

STUDY = build_example_pathway()
build_view = partial(ribbon.build_view, STUDY)
get_day = partial(ribbon_facts.get_day, STUDY)
SVG = "{http://www.w3.org/2000/svg}"
FALSE_PLURAL = re.compile(r"(?<![\d,\u202f])[01]\s(?!des\b)[a-zé]+s\b")


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


@pytest.fixture
def start():
    return dict(ribbon.VIEW.open().values)


def simulate(values):
    return simulate_life(PathwayModel(EXAMPLE, read_hours(values)), values["life"])


def list_states(start):
    """No hours at all, the example, as many as one can; several lives; each plan compared."""
    hours = [
        dict.fromkeys(ACTIONS, 0),
        {action: start[action] for action in ACTIONS},
        dict.fromkeys(ACTIONS, ribbon.MOST_HOURS),
    ]
    for own, seed, plan in product(hours, (1, 4, 12, 40), PLANS[::2]):
        yield start | own | {"life": seed, "compared": plan.id}


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_every_state_is_a_picture_whose_words_fit(start, layout):
    for state in list_states(start):
        view = build_view(state, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        assert root.get("role") == "img"
        assert len(root.get("aria-label") or "") > 60
        width, height = (float(each) for each in (root.get("viewBox") or "").split()[2:])
        turned = [text for group in root.iter(f"{SVG}g") for text in group.iter(f"{SVG}text")]
        for text in root.iter(f"{SVG}text"):
            weight = "bold" if text.get("font-weight") == "bold" else "regular"
            length = measure(text.text or "", float(text.get("font-size", "14")), weight)
            if text in turned:
                assert length < 80
                continue
            shift = {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
            left = float(text.get("x", "0")) - shift * length
            assert left >= -0.5
            assert left + length <= width + 0.5
            assert float(text.get("y", "0")) < height
        said = [view.title, *view.answer, *(cell for row in view.table.rows for cell in row)]
        assert all(words == set_spaces(words) and words for words in said)
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)
        assert not any(FALSE_PLURAL.search(words) for words in said)


def test_the_picture_holds_a_mark_for_each_rupture_and_a_dot_for_each_who_is_there(start):
    for state in list_states(start):
        life = simulate(state)
        picture = build_view(state, "wide").picture
        numbers = re.findall(r'font-size="12"[^>]*>(\d+)<', picture)
        # each number twice: on the ribbon and in the key
        expected = sorted([str(n + 1) for n in range(len(life.ruptures))] * 2)
        assert sorted(numbers) == expected
        there = sum(
            len({*each.told, *each.unaware} - {ribbon_marked(each)}) for each in life.ruptures
        )
        assert len(re.findall(r'<circle[^>]* r="4"', picture)) == there + 2
        ignored = sum(len({*each.unaware} - {ribbon_marked(each)}) for each in life.ruptures)
        hollow = re.findall(r'<circle[^>]* r="4" fill="[^"]*paper[^"]*"', picture)
        assert len(hollow) == ignored + 1  # one more in the key
        kept_away = sum(len(list_absences(life, actor)) for actor in EXAMPLE.actors)
        assert picture.count('stroke-dasharray="2 4"') == kept_away + 1


def test_the_line_of_the_carer_is_as_thick_as_she_is_tired(start):
    life = simulate(start)
    (outline,) = re.findall(r'd="M([^"]{1000,}) Z"', build_view(start, "wide").picture)
    edges = [tuple(map(float, point.split(","))) for point in outline.split(" L")]
    above, below = edges[: EXAMPLE.weeks], edges[::-1][: EXAMPLE.weeks]
    for week, (top, bottom) in enumerate(zip(above, below, strict=True)):
        # from 1 px, rested, to 30 px, exhausted
        expected = 1 + 29 * life.weeks[week].state.strain / 100
        assert bottom[1] - top[1] == pytest.approx(expected, abs=0.11)


def test_the_key_dates_each_rupture_with_its_year_and_explains_every_line(start):
    life, picture = simulate(start), build_view(start, "narrow").picture
    key = " ".join("".join(text.itertext()) for text in ET.fromstring(picture).iter(f"{SVG}text"))  # noqa: S314 -- our own SVG
    for rupture in life.ruptures:
        assert format_date(get_day(rupture.week)) in key
    assert life.ruptures[0].week == 6  # six weeks after 5 January 2026
    assert "16\u00a0février\u00a02026" in key
    assert "ne vient plus" in key
    assert "s’épaissit avec sa fatigue" in key


def test_lanes_are_drawn_where_the_model_says_that_one_comes(start):
    life = simulate(start)
    for actor in EXAMPLE.actors:
        for week in range(EXAMPLE.weeks):
            around = life.weeks[week].around
            is_drawn = [
                any(span.start <= week < span.end for span in list_spans(life, actor))
                for list_spans in (list_presences, list_absences)
            ]
            is_there = actor.id in {each.id for each in around.present}
            is_away = is_there and actor.id in around.absent
            assert is_drawn == [is_there and not is_away, is_away]


def test_a_rupture_known_by_all_is_not_called_the_least_known(start):
    lives = (start | {"life": seed} for seed in range(1, ribbon.SHOWN_LIVES + 1))
    shared = next(
        each
        for each in lives
        if (found := simulate(each).ruptures) and not any(one.unaware for one in found)
    )
    told = build_view(shared, "wide").answer[2]
    assert told == "Chaque rupture était sue de tous la semaine même."


def test_the_coordinator_acts_after_the_week_of_the_rupture(start):
    life = simulate(start)
    worst = max(life.ruptures, key=lambda each: len(each.unaware))
    assert worst.known > worst.week
    told = build_view(start, "wide").answer[2]
    assert f"semaine du {format_date(get_day(worst.week))}" in told
    assert f"peut agir à partir du {format_date(get_day(worst.known))}" in told


def ribbon_marked(rupture):
    return None if rupture.kind == "sortie" else rupture.interrupts[0]


def test_stays_and_absences_are_those_of_the_life(start):
    for seed in range(1, 30):
        life = simulate(start | {"life": seed})
        days = sum(7 * (stay.end - stay.start) for stay in list_stays(life))
        assert round(days) == life.hospital_days
        begun = sum(kind == "hopital" and week + 1 < EXAMPLE.weeks for week, kind in life.events)
        assert len(list_stays(life)) <= begun + 1  # the story opens with one; two may touch
        lost = [
            sum(span.end - span.start for span in list_absences(life, actor))
            for actor in EXAMPLE.actors
        ]
        at_home = all(not w.hospital_days for w in life.weeks if w.state.opened)
        visits = sum(n * actor.visits for n, actor in zip(lost, EXAMPLE.actors, strict=True))
        assert visits >= life.visits_lost - 1e-9
        if at_home:
            assert visits == pytest.approx(life.visits_lost)
        for actor in EXAMPLE.actors:
            coming = sum(span.end - span.start for span in list_presences(life, actor))
            assert coming + lost[EXAMPLE.actors.index(actor)] <= EXAMPLE.weeks


def test_the_life_told_is_the_life_computed(start):
    life, other = simulate(start), simulate_life(PathwayModel(EXAMPLE, NOBODY.hours), start["life"])
    view = build_view(start, "wide")
    assert view.title.startswith("Vie n°\u00a04\u202f: cinq ruptures et quatre séjours")
    assert len(life.ruptures) == 5
    assert len(list_stays(life)) == 4
    for told in (life, other):
        assert f"{told.hospital_days} jours d’hôpital" in view.answer[0]
        assert f"{format_number(told.visits_lost)} passages perdus" in view.answer[0]
        assert f"{told.weeks_broken} semaines en rupture" in view.answer[0]
    rows = {row[1] for row in view.table.rows}
    assert {RUPTURES[each.kind] for each in life.ruptures} < rows


def test_the_difference_told_is_that_of_the_same_lives_drawn_again(start):
    told = build_view(start, "wide").answer[1]
    mine, nobody = (
        count_lives(iter_lives(PathwayModel(EXAMPLE, plan.hours), LIVES))
        for plan in (HOSPITAL_FIRST, NOBODY)
    )
    for each in compare_tallies(nobody, mine):
        if each.difference.is_decided:
            bounds = sorted((abs(each.difference.low), abs(each.difference.high)))
            interval = " à ".join(format_number(bound, 1) for bound in bounds)
            way = "de moins" if each.difference.mean < 0 else "de plus"
            assert re.search(
                rf"{format_number(abs(each.difference.mean), 1)} [^;]* {way} \({interval}\)", told
            )
        else:
            assert f"pas d’écart sûr pour les {each.measure.label[0].lower()}" in told
    assert f"Sur {LIVES} vies tirées" in told


def test_hours_are_told_whole_and_a_late_line_is_told_late(start):
    life = simulate(start)
    told = build_view(start, "wide").answer[3]
    assert told.startswith("90 heures de coordination en quinze mois")  # 6 h × 12 / 52 × 65 weeks
    parts = [int(each) for each in re.findall(r"(\d+) (?:à|restées)", told)]
    assert sum(parts) == pytest.approx(90, abs=2)  # four roundings
    late = [line for line in EXAMPLE.plan if life.done[line.id] > line.due]
    assert all(line.action in told for line in late)


def test_the_chance_of_a_quiet_quarter_is_that_of_the_page(start):
    told = build_view(start, "wide").answer[4]
    page = (REPOSITORY / "docs/modeles/pathway.md").read_text("utf-8")
    for plan in (HOSPITAL_FIRST, NOBODY):
        (row,) = re.findall(
            rf"^\| {plan.label} \| [\d,]+\u00a0% \| ([\d,]+\u00a0%) \|", page, re.MULTILINE
        )
        assert row in told


def test_nobody_to_coordinate_is_said(start):
    state = start | dict.fromkeys(ACTIONS, 0)
    view = build_view(state, "wide")
    assert "Aucune heure de coordination" in view.answer[3]
    assert "Il n’y a pas de coordinatrice à prévenir." in view.answer[2]
    assert view.answer[1].endswith("les deux plans font la même chose.")


def test_it_is_public_says_it_is_invented_and_needs_no_argument():
    assert coordo_widgets.PUBLIC_NAMES["pathway_ribbon"] == "figures.ribbon"
    assert callable(coordo_widgets.pathway_ribbon)
    definition = ribbon.VIEW.open().definition
    assert "Exemple inventé" in definition["lead"]
    assert "hypothèses pédagogiques" in definition["notice"]
    assert len(definition["sources"]) == len(ribbon.SOURCES)
    assert any("Paerpa" in limit for limit in definition["limits"])
