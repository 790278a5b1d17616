"""The fishbone of an event: words that fit and never meet, claims recomputed from the model."""

from __future__ import annotations

import random
import re
from datetime import date
from functools import partial
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.event_analysis import Action, Barrier, Cause, Factor
from coordo_simulation.event_checks import check_analysis
from coordo_simulation.event_hearsay_example import build_example_in, build_hearsay
from coordo_simulation.event_strength import LEVERS
from coordo_simulation.event_study_example import build_example_study
from coordo_simulation.french import format_date, set_spaces
from coordo_widgets.figures import fishbone, fishbone_drawing
from coordo_widgets.figures.fishbone_reading import (
    compose_analysis,
    letter_actions,
    read_analysis,
)
from fishbone_layout import check_layout, list_boxes

SVG = "{http://www.w3.org/2000/svg}"
STUDY = build_example_study()
ACTIONS = STUDY.actions
LETTERS = letter_actions(ACTIONS)
build_view = partial(fishbone.build_view, STUDY)
compose = partial(compose_analysis, STUDY)
ALL = tuple(factor.id for factor in STUDY.factors)
FOUND = ("f1", "f2", "f3", "f4", "f5", "f6")
DECIDED = tuple(action.id for action in ACTIONS)
LAYOUTS = ("wide", "narrow")


def state(**chosen):
    settings = fishbone.VIEW.open()._model.settings
    return {key: setting.value for key, setting in settings.items()} | chosen


def list_states():
    """The whole, the corridor, nothing at all, and settings drawn at random."""
    chance = random.Random(11)  # noqa: S311  (a sample, not a secret)

    def draw(options):
        return tuple(each for each in options if chance.random() < 0.6)

    drawn = [
        state(
            grid=chance.choice(("alarm", "ishikawa")),
            below=chance.choice(("actions", "story")),
            factors=draw(ALL),
            supposed=chance.choice(("none", *FOUND)),
            root=chance.choice(("none", "f3", "f5", "f6")),
            actions=draw(DECIDED),
        )
        for _ in range(40)
    ]
    chosen = [
        {},
        {"below": "story"},
        {"factors": ALL, "root": "f5", "supposed": "f5", "actions": DECIDED},
        {"factors": ("p1", "p2"), "actions": ("a4",)},
        {"factors": (), "actions": ()},
        {"factors": (), "actions": DECIDED},
    ]
    grids = ("alarm", "ishikawa")
    return drawn + [state(grid=grid, **each) for grid in grids for each in chosen]


STATES = list_states()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_state_is_a_picture_whose_words_never_meet(layout):
    for values in STATES:
        view = build_view(values, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- ours
        assert root.get("role") == "img"
        assert view.title in root.get("aria-label")
        check_layout(view.picture)
        texts = [view.title, *view.answer, view.table.caption, *view.table.columns]
        texts += [cell for row in view.table.rows for cell in row]
        texts += [box[4] for box in list_boxes(view.picture)]
        assert [text for text in texts if set_spaces(text) != text or "  " in text] == []
        assert all(texts)
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)


def build_long(grid):
    """An analysis as long as one writes them: three factors in each family, long names."""
    families = build_example_in(grid).method.families
    causes = tuple(
        Cause(
            id=f"c{rank}",
            text="Une visite prévue au plan d’aide n’a été faite par personne, "
            "et aucun des intervenants du lendemain n’en a été prévenu",
        )
        for rank in range(1, 5)
    )
    factors = tuple(
        Factor(
            id=f"{family.id}-{rank}",
            family=family.id,
            short="Transmissions interrompues pendant le remplacement de l’infirmière",
            text="Une faute, une négligence, un coupable",
            explains=tuple(cause.id for cause in causes[: rank + 1]),
            is_root=rank > 0,
        )
        for family in families
        for rank in range(3)
    )
    actions = tuple(
        Action(
            id=f"a{rank}",
            short="Une action",
            text="Un responsable par étage relit chaque soir l’ensemble des consignes données "
            "pendant la journée à tous les intervenants",
            answers=tuple(factor.id for factor in factors),
            lever=lever,
            owner="Responsable de la coordination des interventions du secteur",
            due_on=date(2026, 9, 30),
        )
        for rank, lever in enumerate(("forcing", "software", "training", "study"), 1)
    )
    barriers = tuple(
        Barrier(text="La relecture croisée des ordonnances par la pharmacie du quartier", held=held)
        for held in ("held", "failed", "missing")
    )
    example = build_example_in(grid)
    return example.model_copy(
        update={"causes": causes, "factors": factors, "actions": actions, "barriers": barriers}
    )


@pytest.mark.parametrize("grid", ["alarm", "ishikawa"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_longest_analysis_is_laid_out_too(layout, grid):
    analysis = build_long(grid)
    reading = read_analysis(analysis, letter_actions(analysis.actions))
    assert len(reading.remarks) > 60
    for is_story in (False, True):
        check_layout(fishbone_drawing.draw_fishbone(reading, layout, is_story=is_story, alt="x"))


@pytest.mark.parametrize("values", STATES[:24] + STATES[-12:])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_picture_shows_what_the_model_says(layout, values):
    analysis = compose(values)
    remarks = check_analysis(analysis)
    picture = build_view(values, layout).picture
    root = ET.fromstring(picture)  # noqa: S314 -- ours
    paths = [node for node in root.iter(f"{SVG}path") if "7 5" in node.get("stroke-dasharray", "")]
    supposed = [each for each in analysis.factors if not each.evidence]
    assert len(paths) == len(supposed) + 1  # one in the key
    assert picture.count("(supposé)") <= len(supposed)
    stops = {each.where for each in remarks if each.kind == "person-as-root"}
    bars = [node for node in root.iter(f"{SVG}path") if node.get("d").endswith(" v14")]
    assert len(bars) == len(stops) + 1
    rings = sorted(
        int(node.text) for node in root.iter(f"{SVG}text") if node.get("font-size") == "12"
    )
    is_story = values["below"] == "story"
    shown = {each.id for each in (*analysis.causes, *analysis.factors)}
    shown |= set() if is_story else {each.id for each in analysis.actions}
    assert rings == [rank for rank, each in enumerate(remarks, 1) if each.where in shown]
    empty = len(analysis.unused_families)
    assert picture.count(">rien d’écrit<") == empty
    letters = [LETTERS[each.id] for each in analysis.actions for _ in each.answers]
    letters += [] if is_story else [LETTERS[each.id] for each in analysis.actions]
    written = re.findall(r'font-size="13" text-anchor="middle"[^>]*>([A-D])<', picture)
    assert sorted(written) == sorted(letters)


@pytest.mark.parametrize("values", STATES[:24] + STATES[-12:])
def test_the_answer_tells_each_remark_and_each_root(values):
    analysis = compose(values)
    remarks = check_analysis(analysis)
    view = build_view(values, "wide")
    for rank, remark in enumerate(remarks, 1):
        assert f"{rank}. {remark.text}" in view.answer
    told = " ".join(view.answer)
    assert ("ne relève rien" in told) == (not remarks)
    assert ("ne relève rien" in view.title) == (not remarks and bool(analysis.factors))
    for factor in analysis.factors:
        row = next(row for row in view.table.rows if row[0] == set_spaces(factor.text))
        assert row[1].startswith("racine" if factor.is_root else "facteur")
        assert analysis.method.get(factor.family).label in row[1]
        assert all(set_spaces(each) in row[2] for each in factor.evidence)
        own = [str(rank) for rank, each in enumerate(remarks, 1) if each.where == factor.id]
        assert row[4] == (", ".join(own) or "aucune")
        for action in analysis.actions:
            letter = re.search(rf"\b{LETTERS[action.id]}\b", row[3])
            assert bool(letter) == (factor.id in action.answers)
    story = analysis.event.story if values["below"] == "story" else ()
    assert [row[1] for row in view.table.rows[: len(story)]] == [each.when for each in story]
    parts = (story, analysis.causes, analysis.factors, analysis.actions, analysis.barriers)
    assert len(view.table.rows) == sum(len(each) for each in parts)


def test_it_opens_on_the_analysis_of_the_team():
    assert compose(state()) == build_example_in("alarm")
    assert compose(state(grid="ishikawa")) == build_example_in("ishikawa")
    view = build_view(state(), "wide")
    assert view.title == "Six facteurs, trois racines\u202f: la relecture ne relève rien"
    assert "Karim" not in view.picture


def test_a_saying_of_the_corridor_stops_at_a_person():
    view = build_view(state(factors=(*FOUND, "p1")), "wide")
    assert view.title == (
        "Sept facteurs, quatre racines, dont une qui s’arrête à une personne\u202f: "
        "la relecture relève trois manques"
    )
    assert "Tenir pour racine «\u202fKarim a oublié\u202f», c’est s’y arrêter." in view.answer[0]
    assert "Qu’est-ce qui aurait conduit une autre" in " ".join(view.answer)
    kinds = [each.kind for each in check_analysis(compose(state(factors=ALL)))]
    assert kinds.count("person-as-root") == len(build_hearsay())


def test_taking_a_factor_away_leaves_its_action_idle_and_its_cause_alone():
    kept = tuple(each for each in FOUND if each not in ("f4", "f6"))
    view = build_view(state(factors=kept), "wide")
    told = " ".join(view.answer)
    assert "n’est expliqué par aucun facteur" in told
    assert "ne répond à aucun facteur" in told
    assert "expliquée par aucun facteur" in [row[2] for row in view.table.rows]
    assert "aucun facteur retenu" in [row[3] for row in view.table.rows]


def test_strength_bearer_and_date_of_each_action():
    view = build_view(state(actions=DECIDED), "narrow")
    rows = {row[0]: row for row in view.table.rows}
    for action in ACTIONS:
        row = rows[set_spaces(action.text)]
        assert LEVERS[action.lever].label in row[1]
        assert (format_date(action.due_on) if action.due_on else "sans date") in row[2]
        assert action.indicator in set_spaces(row[2]) or action.indicator in row[2]
    fills = re.findall(
        r'fill="var\(--co-([a-z-]+), [^"]+" stroke="[^"]+"[^>]*/><text', view.picture
    )
    assert {"sage-ink", "sage-wash", "paper"} <= set(fills)


def test_words_of_the_frame_are_french():
    definition = fishbone.VIEW.open().definition
    texts = [definition["lead"], definition["notice"], *definition["limits"]]
    texts += [part for each in definition["sources"] for part in (each["label"], each["detail"])]
    labels = [
        option["label"]
        for group in definition["groups"]
        for setting in group["settings"]
        for option in setting["options"]
    ]
    assert [text for text in (*texts, *labels) if set_spaces(text) != text] == []


def test_bones_go_from_the_gesture_to_the_institution():
    """The order of the HAS: person, tasks, professional, then team, workplace, service, rules."""
    view = build_view(state(), "wide")
    ends = {box[4]: box[1] for box in list_boxes(view.picture)}
    above = [ends[name] for name in ("accompagnée", "Le professionnel", "de travail")]
    above.append(ends["institutionnel"])
    below = [ends[name] for name in ("Les tâches", "L’équipe", "L’organisation")]
    assert above == sorted(above, reverse=True)
    assert below == sorted(below, reverse=True)
    narrow = list_boxes(build_view(state(), "narrow").picture)
    labels = [family.label for family in build_example_in("alarm").method.families]
    told = [box[4].lower() for box in narrow if box[4].lower() in labels]
    assert told == labels
