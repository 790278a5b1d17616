"""What was opened counts in a rubric in the order of the run: before the decision that waited."""

from __future__ import annotations

import pytest
from case_runs import DISCHARGE, load_case
from coordo_simulation.following import drive
from coordo_simulation.policies import follow_expert
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.rubric import Rubric
from coordo_simulation.rubric_log import build_log, build_other_lives
from coordo_simulation.rubric_scoring import score_path
from coordo_simulation.run import Opening, Run

LETTER = {"opened": "proposition-aide"}
HOURS = {"decision": "heures"}
VISIT = {"opened": "visite-emile"}
ADVICE = {"opened": "conseil-agnes"}
FIRST = {"decision": "premier-pas"}


def play(*opened: str) -> Run:
    """The expert's run, but for what is opened: each thing where it first can be."""
    case = load_case(DISCHARGE)
    run = drive(case, 3, follow_expert, run_id="r")
    steps = {"proposition-aide": 2}
    openings = tuple(Opening(step=steps.get(item, 0), item=item) for item in opened)
    assert run.decisions[2].decision == "heures"
    return run.model_copy(update={"openings": openings})


def score(run: Run, **fields: object) -> tuple[float, str]:
    case = load_case(DISCHARGE)
    criterion = {
        "id": "essai", "dimension": "ordre", "label": "Essai", "points": 10,
        "explanation": "Parce que.", "sources": ["Essai."], **fields,
    }  # fmt: skip
    rubric = Rubric.model_validate(
        {"scenario": case.id, "version": case.version, "title": "Essai", "criteria": [criterion]}
    )
    (one,) = score_path(case, rubric, run).criteria
    return float(one.points), one.sentence


@pytest.mark.parametrize(
    ("first", "then", "opened", "points"),
    [
        (LETTER, HOURS, ["proposition-aide"], 10),
        (HOURS, LETTER, ["proposition-aide"], 0),
        (LETTER, HOURS, [], 0),
        (HOURS, LETTER, [], 10),
        (VISIT, ADVICE, ["visite-emile", "conseil-agnes"], 10),
        (VISIT, ADVICE, ["conseil-agnes", "visite-emile"], 0),
        (FIRST, LETTER, ["proposition-aide"], 10),
    ],
)
def test_order_is_that_of_the_run(
    first: dict[str, str], then: dict[str, str], opened: list[str], points: int
) -> None:
    earned, _ = score(play(*opened), kind="ordre", first=first, then=then)
    assert earned == points


def test_what_was_opened_is_named_by_its_own_title() -> None:
    title = next(d.title for d in load_case(DISCHARGE).documents if d.id == "proposition-aide")
    _, told = score(play("proposition-aide"), kind="ordre", first=LETTER, then=HOURS)
    assert told.startswith(f"«\u202f{title}\u202f»")
    _, told = score(play("proposition-aide"), kind="delai", acts=[LETTER, HOURS], by=5, loss=0.1)
    assert told.startswith(f"«\u202f{title}\u202f»")


@pytest.mark.parametrize("seed", range(5))
def test_the_log_knows_what_opening_did(seed: int) -> None:
    """The state right after a decision holds what was opened before it, and its price."""
    run = drive(load_case(DISCHARGE), seed, choose_at_random(seed, 0.9), run_id="r")
    assert run.openings
    log = build_log(load_case(DISCHARGE), run)
    for entry in log.entries:
        moments = [s.state for s in log.sights if s.behind == entry.step + 1]
        same = [state for state in moments if tuple(state.values) == entry.after]
        assert same
        assert set(entry.opened) <= same[0].opened


def test_half_of_the_draws_is_not_yet_most_of_them() -> None:
    """A weight over draws caps when the limit is crossed in more than half of them."""
    case, run = load_case(), drive(load_case(), 3, follow_expert, run_id="r")
    lives = build_other_lives(case, run, 2)
    worst = sorted(min(v for _, v in life.list_values("tresorerie")) for life in lives)
    assert worst[0] < worst[1]
    for limit, capped in ((sum(worst) / 2, 0), (worst[1] + 1, 1)):
        criterion = {
            "id": "essai", "kind": "securite", "dimension": "securite", "label": "Essai",
            "points": 10, "explanation": "Parce que.", "sources": ["Essai."],
            "never": {"variable": "tresorerie", "below": limit}, "crossed": "Franchie.",
            "weight": "inacceptable",
        }  # fmt: skip
        fields = {"scenario": case.id, "version": case.version, "title": "Essai", "draws": 2}
        rubric = Rubric.model_validate({**fields, "criteria": [criterion]})
        assert len(score_path(case, rubric, run).ceilings) == capped


def test_a_thing_opened_is_not_forgotten() -> None:
    run = play("conseil-agnes")
    earned, told = score(run, kind="omission", acts=[ADVICE, LETTER])
    assert earned == 5
    assert told.startswith("1 sur 2. Il manque")


@pytest.mark.parametrize(("zero", "full"), [(70, 0), (0, 70)])
def test_the_worst_moment_is_the_furthest_from_all_the_points(zero: int, full: int) -> None:
    case = load_case()
    run = drive(case, 3, choose_at_random(2), run_id="r")
    values = [value for _, value in build_log(case, run).list_values("epuisement")]
    assert min(values) < max(values) < 100
    worst = max(values) if full < zero else min(values)
    criterion = {
        "id": "essai", "kind": "cout", "dimension": "cout", "label": "Essai", "points": 10,
        "explanation": "Parce que.", "sources": ["Essai."], "variable": "epuisement",
        "at": "pire", "zero": zero, "full": full, "luck": "parcours",
    }  # fmt: skip
    fields = {"scenario": case.id, "version": case.version, "title": "Essai"}
    rubric = Rubric.model_validate({**fields, "criteria": [criterion]})
    (one,) = score_path(case, rubric, run).criteria
    expected = 10 * min(1.0, max(0.0, (worst - zero) / (full - zero)))
    assert float(one.points) == pytest.approx(expected, abs=0.006)
