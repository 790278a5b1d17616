"""The scoring board shows what the model computes, and every figure it says is recomputed."""

from __future__ import annotations

import random
import re
from fractions import Fraction
from functools import partial
from xml.etree import ElementTree as ET

import pytest
from coordo_simulation.french import format_number, set_spaces
from coordo_simulation.has_scoring import compute_assessment, round_score, score_criterion
from coordo_simulation.has_scoring_example import build_example_assessment
from coordo_widgets.figures import scoring
from coordo_widgets.figures.scoring_drawing import BOARDS
from figure_boxes import check_apart
from figure_samples import check_words_fit, lay_data

POINTS = {"1": 1, "2": 2, "3": 3, "4": 4, "*": 4}
ASSESSMENT = build_example_assessment()
EXAMPLE = ASSESSMENT.criteria
rate = partial(scoring.rate, ASSESSMENT)
build_view = partial(scoring.build_view, ASSESSMENT)


@pytest.fixture(autouse=True)
def in_the_module(module_folder):
    return lay_data(module_folder)


def list_start(**changes):
    settings = scoring.VIEW.open()._model.settings
    state = {key: setting.value for key, setting in settings.items()}
    return state | {key.replace("_", "-"): value for key, value in changes.items()}


def draw_states(count):
    chance = random.Random(22)  # noqa: S311 -- samples, not secrets
    settings = scoring.VIEW.open()._model.settings
    states = []
    for rank in range(count):
        low = rank % 3 == 0  # a third of the states rate low, the others as services rate
        weights = {"1": 3, "2": 3, "3": 3} if low else {"4": 8, "3": 2, "*": 1}
        states.append(
            {
                key: tuple(each.value for each in setting.options if chance.random() < 0.5)
                if setting.kind == "ticks"
                else chance.choices(
                    [each.value for each in setting.options],
                    [weights.get(each.value, 1) for each in setting.options],
                )[0]
                for key, setting in settings.items()
            }
        )
    return states


STATES = 40


def average(elements):
    """Mean of the rated elements, written anew: none where none is rated."""
    points = [POINTS[each] for each in elements if each in POINTS]
    return Fraction(sum(points), len(points)) if points else None


def average_chapter(criteria, chapter):
    means = [m for c in criteria if c.chapter == chapter and (m := average(c.elements)) is not None]
    return sum(means, Fraction(0)) / len(means) if means else None


def write(value):
    return "aucune note" if value is None else format_number(round_score(value), 2)


def list_unmet(criteria):
    return [
        each
        for each in criteria
        if each.is_imperative and any(POINTS.get(mark, 4) < 4 for mark in each.elements)
    ]


def test_the_board_opens_on_what_the_team_rated():
    assert rate(list_start()) == EXAMPLE
    view = build_view(list_start(), "wide")
    assert view.title == set_spaces(
        "Deux impératifs sur trois appellent un plan d’actions ; un reste à écrire"
    )
    assert "Par rapport aux cotations de l’équipe" not in " ".join(view.answer)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_every_state_is_a_picture_whose_words_fit_and_stand_apart(layout):
    for state in [list_start(), *draw_states(STATES)]:
        view = build_view(state, layout)
        root = ET.fromstring(view.picture)  # noqa: S314 -- our own SVG
        assert root.get("aria-label") == " ".join(view.answer)
        check_words_fit(root)
        check_apart(root)
        texts = [view.title, *view.answer, view.table.caption, *view.table.columns]
        texts += [cell for row in view.table.rows for cell in row]
        assert [text for text in texts if set_spaces(text) != text or "  " in text] == []
        assert all(texts)
        assert all(len(row) == len(view.table.columns) for row in view.table.rows)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_bars_are_as_long_as_what_is_earned_and_pieces_as_what_is_taken(layout):
    board = BOARDS[layout]
    point = board.length / 3
    for state in draw_states(STATES):
        criteria = rate(state)
        picture = build_view(state, layout).picture
        boxes = re.findall(
            r'd="M([\d.]+),[\d.]+ H([\d.]+) v20 H[\d.]+ Z" fill="var\(--co-([\w-]+)', picture
        )
        earned = [float(right) - float(left) for left, right, fill in boxes if fill == "chart-1"]
        taken = [float(r) - float(left) for left, r, fill in boxes if fill == "terracotta-wash"]
        means = [m for each in criteria if (m := average(each.elements)) is not None]
        assert earned == pytest.approx([float(mean - 1) * point for mean in means], abs=0.15)
        losses = [
            Fraction(4 - POINTS[mark], sum(m in POINTS for m in each.elements))
            for each in criteria
            for mark in each.elements
            if POINTS.get(mark, 4) < 4
        ]
        assert taken == pytest.approx([float(loss) * point for loss in losses], abs=0.15)
        assert picture.count('stroke-width="5"') == 1 + sum(c.is_imperative for c in criteria)
        rated = {c.chapter for c in criteria if average(c.elements) is not None}
        shown = sum(average(c.elements) is not None for c in criteria)
        assert picture.count("l6,8 h-12 Z") == 1 + shown
        for chapter in rated:
            assert f">moyenne {write(average_chapter(criteria, chapter))}</text>" in picture


def test_title_and_answer_count_what_is_unmet():
    words = ("Aucun", "Un", "Deux", "Trois")
    for state in draw_states(STATES):
        criteria = rate(state)
        rated = [c for c in criteria if c.is_imperative and average(c.elements) is not None]
        unmet = list_unmet(criteria)
        missing = [each for each in unmet if each.id not in state["plans"]]
        view = build_view(state, "narrow")
        if unmet:
            if len(rated) == 1:
                assert view.title.startswith("Le seul impératif coté appelle")
            else:
                assert view.title.startswith(f"{words[len(unmet)]} impératif")
                assert f"sur {words[len(rated)].lower()} appel" in view.title
            said = "à écrire" if missing else "écrit"
            assert view.title.endswith((said, f"{said}s"))
        else:
            assert ("aucun plan" in view.title) == bool(rated)
        for each in unmet:
            assert f"{each.title}, {write(average(each.elements))}" in view.answer[0]
        assert view.picture.count("plan à écrire") == len(missing)
        assert view.picture.count("plan écrit") == len(unmet) - len(missing)


def test_what_a_mean_hides_is_what_all_the_rest_at_four_gives():
    told = 0
    for state in draw_states(STATES):
        criteria = rate(state)
        unmet = {each.id for each in list_unmet(criteria)}
        text = " ".join(build_view(state, "wide").answer)
        for chapter in (2, 3):
            own = [each for each in criteria if each.chapter == chapter]
            best = [
                each
                if each.id in unmet or average(each.elements) is None
                else each.model_copy(update={"elements": ("4",)})
                for each in own
            ]
            before, after = (write(average_chapter(each, chapter)) for each in (own, best))
            hides = bool(unmet & {each.id for each in own}) and before != after
            sentence = (
                f"du chapitre {chapter} était à 4, sa moyenne monterait de {before} à {after}"
            )
            assert (sentence in text) == hides
            told += hides
    assert told > 5


def test_the_heaviest_element_is_found_by_raising_each():
    for state in draw_states(STATES):
        criteria = rate(state)
        gains = []
        for rank, each in enumerate(criteria):
            for index, mark in enumerate(each.elements):
                if POINTS.get(mark, 4) == 4:
                    continue
                raised = each.model_copy(
                    update={"elements": (*each.elements[:index], "4", *each.elements[index + 1 :])}
                )
                changed = (*criteria[:rank], raised, *criteria[rank + 1 :])
                gain = average_chapter(changed, each.chapter) - average_chapter(
                    criteria, each.chapter
                )
                gains.append((gain, each, index, changed))
        text = " ".join(build_view(state, "wide").answer)
        if not gains:
            assert "Aucun élément coté n’est sous 4" in text
            continue
        gain, own, index, changed = max(gains, key=lambda each: each[0])
        assert f"{own.title}, élément {'abcd'[index]}, «\u202f{own.labels[index]}" in text
        assert f"retire {write(gain)} au chapitre {own.chapter}" in text
        before, after = (write(average_chapter(each, own.chapter)) for each in (criteria, changed))
        assert f"passerait de {before} à {after}" in text
        was, now = (any(c.id == own.id for c in list_unmet(each)) for each in (criteria, changed))
        assert ("de ce critère ne serait plus exigé" in text) == (was and not now)
        assert ("de ce critère resterait exigé" in text) == (was and now)


def test_the_lowest_criterion_of_which_no_plan_is_demanded():
    lines = build_view(list_start(), "wide").answer
    assert any("Un projet écrit avec la personne (2,67), n’est pas impératif" in x for x in lines)
    met = list_start(medicament_c="4", plaintes_b="4", plaintes_c="*")
    view = build_view(met, "wide")
    assert "satisfaits\u202f: aucun plan" in view.title
    assert not any("n’est pas impératif" in line for line in view.answer)
    assert view.answer[-1] == set_spaces(
        "Par rapport aux cotations de l’équipe : chapitre 2, 3,46 → 3,54 ; chapitre 3, 3,00 → 4,00."
    )


def test_the_table_is_the_model_s():
    for state in draw_states(10):
        result = compute_assessment(rate(state))
        rows = build_view(state, "narrow").table.rows
        for each, row in zip(result.criteria, rows, strict=False):
            assert row[:2] == (
                each.criterion.title,
                write(average(each.criterion.elements)),
            )
            assert all(label in row[2] for label in each.criterion.labels)
        levels = (*result.themes, *result.chapters)
        for level, row in zip(levels, rows[len(result.criteria) :], strict=True):
            assert row[0].endswith(level.label)
            assert row[1] == (
                "aucune note" if level.score is None else format_number(level.score, 2)
            )
            assert row[2].endswith(f"{level.rated} sur {level.total}")


def test_ri_is_offered_in_chapter_one_only():
    settings = scoring.VIEW.open()._model.settings
    for criterion in EXAMPLE:
        for index in range(len(criterion.elements)):
            marks = [
                each.value for each in settings[scoring.name_setting(criterion, index)].options
            ]
            assert ("RI" in marks) == (criterion.chapter == 1)


def test_hostile_settings_change_nothing():
    figure = scoring.VIEW.open()
    before = dict(figure.values)
    hostile = {
        "medicament-c": "RI",
        "projet-a": "5",
        "projet-b": ["4"],
        "droits-a": None,
        "plans": ["projet"],
        "__class__": "4",
        "ecoute-z": "4",
    }
    figure.show(1, hostile, "wide")
    assert figure.values == before
    assert figure.view["title"].startswith("Deux impératifs")
    figure.show(2, {"medicament-c": "4", "plans": ["plaintes"]}, "narrow")
    assert figure.view["title"] == set_spaces(
        "Un impératif sur trois appelle un plan d’actions, écrit"
    )


def test_nothing_rated_has_no_mean_and_asks_for_nothing():
    state = {key: "NC" if isinstance(value, str) else value for key, value in list_start().items()}
    view = build_view(state, "narrow")
    assert view.title.startswith("Aucun impératif n’est coté")
    assert all(score_criterion(each).score is None for each in rate(state))
    assert view.picture.count("sans note") == 3
