"""Journals that lie about a run that counts: refused or told, never believed, never a crash."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from coordo_assessments.journal import FILE_NAME
from coordo_assessments.nbgrader_bridge.submitted_run import SubmittedRun, read_submitted_run
from coordo_assessments.nbgrader_bridge.terms import Terms
from coordo_assessments.public_models import PublicCase
from coordo_assessments.sealing import EVALUATION
from coordo_simulation.errors import RunError
from coordo_simulation.following import drive
from coordo_simulation.playback import play
from coordo_simulation.random_play import choose_at_random
from coordo_simulation.references import load_references
from coordo_simulation.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordo_simulation.run import Run

Line = dict[str, Any]
ROOT = Path(__file__).parents[3]
SEED = 7
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GAP = "une décision manque"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    book = load_references(ROOT / "course" / "references.yml")
    return load_scenario(ROOT / "modules" / "galerie" / "scenario.yml", book)


@pytest.fixture(scope="module")
def honest(scenario: Scenario) -> Run:
    """A run that answers in all five ways and opens something."""
    runs = (drive(scenario, SEED, choose_at_random(k, 0.6), run_id="r") for k in range(200))
    return next(
        run
        for run in runs
        if len({taken.answer.kind for taken in run.decisions}) == 5 and run.openings
    )


def tell(scenario: Scenario, run: Run) -> list[Line]:
    """The lines of an honest journal, a minute apart."""
    lines: list[Line] = [
        {"kind": "run_started", "activity": EVALUATION, "scenario": scenario.id,
         "version": scenario.version, "seed": run.seed},
    ]  # fmt: skip
    for taken in run.decisions:
        opened = [each.item for each in run.openings if each.step == taken.step]
        lines += [{"kind": "opening", "step": taken.step, "item": item} for item in opened]
        answer = json.loads(taken.answer.model_dump_json())
        said = answer if "choice" in answer else {"answer": answer}
        lines.append({"kind": "decision", "step": taken.step, "decision": taken.decision, **said})
    return [
        {"v": 1, "id": f"e{k}", "at": (NOON + timedelta(minutes=k)).isoformat(), "run": "r", **line}
        for k, line in enumerate(lines)
    ]


def read(folder: Path, scenario: Scenario, lines: list[Line], terms: Terms) -> SubmittedRun:
    told = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / FILE_NAME).write_text(told, encoding="utf-8")
    case = PublicCase(
        scenario=scenario.id, version=scenario.version, title="t", points=20, dimensions=(),
        seed=SEED,
    )  # fmt: skip
    return read_submitted_run(folder, case, {SEED}, terms)


def find(lines: list[Line], kind: str) -> Any:
    return next(line["answer"] for line in lines if kind in line.get("answer", {}))


def give(amount: object) -> Callable[[list[Line]], object]:
    return lambda lines: find(lines, "amounts")["amounts"][0].update(amount=amount)


def change_second(**changes: object) -> Callable[[list[Line]], object]:
    def change(lines: list[Line]) -> None:
        decisions = [line for line in lines if line["kind"] == "decision"]
        decisions[1].update(changes)

    return change


def add_opening(step: int, item: str) -> Callable[[list[Line]], object]:
    """Something more, opened before everything where ``step`` is 0, else after everything."""

    def add(lines: list[Line]) -> None:
        last = sum(line["kind"] == "decision" for line in lines)
        place = 1 if step == 0 else len(lines)
        at = 0 if step == 0 else last + step - 1
        more = {"kind": "opening", "step": at, "item": item, "id": "z"}
        lines.insert(place, {**lines[0], **more})
        for name in ("activity", "scenario", "version", "seed"):
            lines[place].pop(name)

    return add


LIES: dict[str, tuple[Callable[[list[Line]], object], str]] = {
    "a step before the first": (change_second(step=-1), GAP),
    "a step no run reaches": (change_second(step=10**40), GAP),
    "a decision with two answers": (change_second(choice="a", answer={"text": "b"}), GAP),
    "an amount of 1e308": (give(1e308), "va de"),
    "an amount below zero": (give(-1), "va de"),
    "an amount off the step": (give(0.30000000000000004), "par pas de"),
    "no number": (give(float("nan")), GAP),
    "infinity": (give(float("inf")), GAP),
    "a number past all floats": (give(10**400), GAP),
    "a list for a number": (give([]), GAP),
    "an order with repeats": (
        lambda lines: find(lines, "order").update(order=find(lines, "order")["order"][:1] * 4),
        "y est deux fois",
    ),
    "an order without end": (lambda lines: find(lines, "order").update(order=["a"] * 9999), GAP),
    "ids of another alphabet": (
        lambda lines: find(lines, "choices").update(choices=["\u202e𝕏é"]),
        "n’offre pas le choix",
    ),
    "a text of five million signs": (
        lambda lines: find(lines, "text").update(text="x" * 5_000_000),
        GAP,
    ),
    "half a sign": (lambda lines: find(lines, "text").update(text="\ud800" * 60), GAP),
    "a thing of another decision": (add_opening(0, "appel-marest"), "ne s’ouvre pas ici"),
    "a thing that does not exist": (add_opening(0, "corrige"), "ne s’ouvre pas ici"),
    "a thing opened after the end": (add_opening(1, "fiche-navette"), "le récit est terminé"),
    "a thing opened far ahead": (add_opening(5, "fiche-navette"), GAP),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_refused_in_french(
    tmp_path: Path, scenario: Scenario, honest: Run, lie: str
) -> None:
    lines = tell(scenario, honest)
    spoil, expected = LIES[lie]
    spoil(lines)
    found = read(tmp_path, scenario, lines, Terms())
    if found.run is None:
        assert expected in found.refusal
    else:
        with pytest.raises(RunError) as caught:
            play(scenario, found.run)
        assert expected in str(caught.value)


def test_what_two_tabs_write_twice_is_done_once(
    tmp_path: Path, scenario: Scenario, honest: Run
) -> None:
    lines = tell(scenario, honest)
    again = [{**line, "id": line["id"] + "b", "author": "autre"} for line in lines]
    mixed = [line for pair in zip(lines, again, strict=True) for line in pair]
    found = read(tmp_path, scenario, mixed, Terms())
    assert found.run is not None
    assert found.run.decisions == honest.decisions
    assert found.run.openings == honest.openings
    assert found.faults == ()


def test_an_end_that_was_reached_late_is_no_forgery(
    tmp_path: Path, scenario: Scenario, honest: Run
) -> None:
    """Where late decisions are left aside, so is the end that they led to."""
    lines = tell(scenario, honest)
    end = play(scenario, honest)
    assert end.outcome is not None
    claim = {"kind": "run_finished", "outcome": end.outcome.id, "indicators": {}, "id": "z"}
    base = {name: lines[-1][name] for name in ("v", "run", "at")}
    lines.append({**base, **claim})
    due = datetime.fromisoformat(lines[-2]["at"]) - timedelta(seconds=1)
    left = read(tmp_path, scenario, lines, Terms(due=due, counts_late=False))
    assert left.run is not None
    assert len(left.run.decisions) == len(honest.decisions) - 1
    assert left.claims == ()
    assert "1 décision(s) et 0 ouverture(s), écartées" in "".join(left.faults)
    counted = read(tmp_path, scenario, lines, Terms(due=due, counts_late=True))
    assert len(counted.claims) == 1
